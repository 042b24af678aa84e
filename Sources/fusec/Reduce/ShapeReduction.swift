import FuseIR

/// Makes a size of dimensions smaller, wherever it stands in types, constants and, in one variant, lists of integers.
struct ShrinkDimensions: ReductionStep {
  var name: String { "dimensions" }

  private struct Candidate {
    let from: Int64
    let to: Int64
    /// Whether integers in attributes change too: limits of slices, shapes of reshapes.
    let inAttributes: Bool
  }

  private func candidates(in module: borrowing Module) -> [Candidate] {
    var sizes: Set<Int64> = []
    for op in module.opsPreOrder(in: module.root) {
      var values = module.results(of: op)
      for region in module.regions(of: op) {
        for block in module.blocks(of: region) { values += module.arguments(of: block) }
      }
      for value in values { sizes.formUnion(module.shape(of: value) ?? []) }
    }
    return sizes.filter { $0 > 1 }.sorted(by: >).flatMap { size -> [Candidate] in
      var targets: [Int64] = []
      for target in [1, 2, size / 2, size - 1]
      where target < size && target > 0 && !targets.contains(target) {
        targets.append(target)
      }
      return targets.flatMap { target in
        [true, false].map { Candidate(from: size, to: target, inAttributes: $0) }
      }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    // Candidates are alternatives for the same sizes: only single ones make sense.
    guard range.count == 1 else { return false }
    let candidate = candidates(in: module)[range.lowerBound]
    var shrinking = Shrinking(candidate.from, candidate.to, candidate.inAttributes)
    for op in module.opsPreOrder(in: module.root) {
      var values = module.results(of: op)
      for region in module.regions(of: op) {
        for block in module.blocks(of: region) { values += module.arguments(of: block) }
      }
      for value in values {
        module.setType(of: value, to: shrinking.shrunk(module.type(of: value), &module))
      }
      module.setProperties(shrinking.shrunk(module.properties(of: op), &module), of: op)
      module.setAttributes(shrinking.shrunk(module.attributes(of: op), &module), of: op)
    }
    return true
  }

  /// Types and attributes with one size changed.
  private struct Shrinking {
    private let from: Int64
    private let to: Int64
    private let inAttributes: Bool
    private var types: [TypeID: TypeID] = [:]
    private var attributes: [AttributeID: AttributeID] = [:]

    init(_ from: Int64, _ to: Int64, _ inAttributes: Bool) {
      self.from = from
      self.to = to
      self.inAttributes = inAttributes
    }

    private func shrunk(_ shape: [Int64]) -> [Int64] { shape.map { $0 == from ? to : $0 } }

    mutating func shrunk(_ id: TypeID, _ module: inout Module) -> TypeID {
      if let known = types[id] { return known }
      let result: Type
      switch module.type(id) {
      case .integer, .index, .none, .float, .dialect, .unrankedMemref, .unrankedTensor, .complex:
        return id
      case .tuple(let elements):
        var shrunkElements: [TypeID] = []
        for element in elements { shrunkElements.append(shrunk(element, &module)) }
        result = .tuple(shrunkElements)
      case .function(let inputs, let results):
        var shrunkInputs: [TypeID] = []
        var shrunkResults: [TypeID] = []
        for type in inputs { shrunkInputs.append(shrunk(type, &module)) }
        for type in results { shrunkResults.append(shrunk(type, &module)) }
        result = .function(inputs: shrunkInputs, results: shrunkResults)
      case .tensor(let shape, let element, let encoding):
        result = .tensor(shape: shrunk(shape), element: element, encoding: encoding)
      case .vector(let shape, let scalable, let element):
        result = .vector(shape: shrunk(shape), scalable: scalable, element: element)
      case .memref(let shape, let element, let layout, let space):
        result = .memref(shape: shrunk(shape), element: element, layout: layout, space: space)
      }
      let new = module.intern(result)
      types[id] = new
      return new
    }

    mutating func shrunk(_ id: AttributeID, _ module: inout Module) -> AttributeID {
      if let known = attributes[id] { return known }
      let new = replaced(id, &module)
      attributes[id] = new
      return new
    }

    private mutating func replaced(_ id: AttributeID, _ module: inout Module) -> AttributeID {
      switch module.attribute(id) {
      case .type(let type): return module.intern(.type(shrunk(type, &module)))
      case .array(let elements):
        var result: [AttributeID] = []
        for element in elements { result.append(shrunk(element, &module)) }
        return module.arrayAttribute(result)
      case .dictionary(let entries):
        guard !entries.isEmpty else { return id }
        var result: [NamedAttribute] = []
        for entry in entries {
          result.append(NamedAttribute(entry.name, shrunk(entry.value, &module)))
        }
        return module.dictionary(result)
      case .denseElements(let value): return shrunk(value, &module) ?? id
      case .denseResource(let key, let type):
        return module.intern(.denseResource(key, shrunk(type, &module)))
      case .integer(let value, let type):
        return inAttributes && value == from ? module.integerAttribute(to, type) : id
      case .denseArray(let element, _):
        guard inAttributes, let values = module.integers(id), values.contains(from) else {
          return id
        }
        switch module.bitWidth(of: element) {
        case 64: return module.denseArrayAttribute(shrunk(values))
        case 32:
          return module.denseArrayAttribute(shrunk(values).map { Int32(truncatingIfNeeded: $0) })
        default: return id
        }
      default: return id
      }
    }

    /// Dense elements of the smaller type: the first ones.
    private mutating func shrunk(
      _ value: DenseElements, _ module: inout Module
    ) -> AttributeID? {
      let type = shrunk(value.type, &module)
      guard type != value.type || inAttributes else { return nil }
      let element = module.elementType(of: type)
      guard let count = module.elementCount(of: type), count >= 0, count < 1 << 30,
        let width = module.elementByteCount(of: element)
      else { return nil }
      var bytes = value.bytes
      if !value.isSplat {
        guard bytes.count >= Int(count) * width else { return nil }
        bytes = Array(bytes.prefix(Int(count) * width))
      }
      // Shapes and limits are also given as constants of integers.
      if inAttributes, width == 8, module.isIntegerOrIndex(element), bytes.count <= 64 * 8 {
        for start in stride(from: 0, to: bytes.count, by: 8) {
          let number = (0..<8).reduce(UInt64(0)) {
            $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1)
          }
          guard Int64(bitPattern: number) == from else { continue }
          for byte in 0..<8 {
            bytes[start + byte] = UInt8(truncatingIfNeeded: to >> Int64(8 * byte))
          }
        }
      }
      let isSplat = value.isSplat || count == 1
      return module.intern(
        .denseElements(DenseElements(type: type, isSplat: isSplat, bytes: bytes)))
    }
  }
}
