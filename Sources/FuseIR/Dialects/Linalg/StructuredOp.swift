/// Whether iterations of a loop are independent.
public enum IteratorType: String, Hashable, Sendable, CaseIterable {
  /// Iterations are independent, each with its own output elements.
  case parallel
  /// Iterations are combined into the same output elements.
  case reduction
}

/// A view of a structured `linalg` op, generic or named: a perfect loop nest over tensors. At each point of the loops, the
/// body computes new output elements from the elements of inputs and outputs that the index maps choose.
public struct StructuredOp: Hashable, Sendable {
  /// The op.
  public let op: OpID
  /// Which op it is.
  public let kind: LinalgOp

  /// Views the op, or nil if it is not a structured op of `linalg`.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard let kind = LinalgOp(module.opcode(of: op)), kind != .yield, kind != .index else {
      return nil
    }
    self.op = op
    self.kind = kind
  }

  /// How many of the operands are inputs; the others are outputs.
  public func inputCount(in module: borrowing Module) -> Int {
    let count = module.operandCount(of: op)
    switch kind {
    case .transpose, .broadcast: return min(1, count)
    case .reduce: return count / 2
    case .map: return max(0, count - 1)
    default:
      guard let sizes = module.attribute(.operandSegmentSizes, of: op),
        let inputs = module.firstOfTwo(sizes), inputs >= 0, inputs <= count
      else { return count }
      return inputs
    }
  }

  /// The values that are only read.
  public func inputs(in module: borrowing Module) -> [ValueID] {
    (0..<inputCount(in: module)).map { module.operand($0, of: op) }
  }

  /// The values that the results start from: one per result, of its type.
  public func outputs(in module: borrowing Module) -> [ValueID] {
    (inputCount(in: module)..<module.operandCount(of: op)).map { module.operand($0, of: op) }
  }

  /// The block that computes the output elements; its arguments are one element per operand, and its `linalg.yield` has one
  /// operand per output.
  public func body(in module: borrowing Module) -> BlockID? { module.body(of: op) }

  /// The map from loops to the indices of each operand, nil where the op is malformed.
  public func indexingMaps(in module: borrowing Module) -> [AffineMap]? {
    if kind.hasIndexingMaps {
      return module.attribute(.indexingMaps, of: op).flatMap { module.affineMaps($0) }
    }
    if let structure = NamedStructure(kind) {
      let strides = strides(in: module)
      let dilations = dilations(in: module)
      guard strides.count == structure.windowRank, dilations.count == structure.windowRank else {
        return nil
      }
      return structure.maps(strides: strides, dilations: dilations)
    }
    return shapedMaps(in: module)
  }

  /// The maps of ops whose number of loops is the rank of an operand.
  private func shapedMaps(in module: borrowing Module) -> [AffineMap]? {
    let count = module.operandCount(of: op)
    guard count > 0 else { return nil }
    func rank(_ operand: Int) -> Int? {
      module.shape(of: module.operand(operand, of: op))?.count
    }
    switch kind {
    case .fill:
      guard count == 2, let rank = rank(1) else { return nil }
      return [AffineMap(dimensionCount: rank, results: []), .identity(rank)]
    case .copy:
      guard count == 2, let rank = rank(1) else { return nil }
      return [.identity(rank), .identity(rank)]
    case .map:
      guard let rank = rank(count - 1) else { return nil }
      return Array(repeating: .identity(rank), count: count)
    case .transpose:
      guard count == 2, let rank = rank(1), let permutation = permutation(in: module),
        permutation.count == rank
      else { return nil }
      var inverse = [Int](repeating: 0, count: rank)
      for (result, source) in permutation.enumerated() { inverse[source] = result }
      return [.projecting(rank, to: inverse), .identity(rank)]
    case .broadcast:
      guard count == 2, let rank = rank(1), let kept = keptDimensions(rank, module) else {
        return nil
      }
      return [.projecting(rank, to: kept), .identity(rank)]
    case .reduce:
      guard count % 2 == 0, let rank = rank(0), let kept = keptDimensions(rank, module) else {
        return nil
      }
      return Array(repeating: .identity(rank), count: count / 2)
        + Array(repeating: .projecting(rank, to: kept), count: count / 2)
    default:
      guard ElementwiseFunction(kind) != nil, let rank = rank(count - 1) else { return nil }
      // Scalars have no index.
      return (0..<count).map { operand in
        self.isScalar(operand, module)
          ? AffineMap(dimensionCount: rank, results: []) : .identity(rank)
      }
    }
  }

  private func isScalar(_ operand: Int, _ module: borrowing Module) -> Bool {
    module.shape(of: module.operand(operand, of: op)) == nil
  }

  /// What each loop is, nil where the op is malformed.
  public func iteratorTypes(in module: borrowing Module) -> [IteratorType]? {
    if kind == .generic {
      guard let attribute = module.attribute(.iteratorTypes, of: op),
        let elements = module.arrayElements(attribute)
      else { return nil }
      var types: [IteratorType] = []
      types.reserveCapacity(elements.count)
      for element in elements {
        guard let type = module.iteratorType(element) else { return nil }
        types.append(type)
      }
      return types
    }
    if kind == .contract {
      // A loop that the output has no index for is summed over.
      guard let maps = indexingMaps(in: module), let output = maps.last,
        let kept = output.resultDimensions
      else { return nil }
      return (0..<output.dimensionCount).map { kept.contains($0) ? .parallel : .reduction }
    }
    if kind == .elementwise {
      return indexingMaps(in: module)?.last.map { map in
        [IteratorType](repeating: .parallel, count: map.dimensionCount)
      }
    }
    if let structure = NamedStructure(kind) { return structure.iterators }
    guard let maps = shapedMaps(in: module), let first = maps.first, let last = maps.last,
      let kept = last.resultDimensions
    else { return nil }
    return (0..<first.dimensionCount).map { kept.contains($0) ? .parallel : .reduction }
  }

  /// The number of iterations of each loop, `Dimension.dynamic` where a shape is not static; nil where the op is malformed
  /// or a loop's extent can't be read from any shape.
  public func loopBounds(in module: borrowing Module) -> [Int64]? {
    guard let maps = indexingMaps(in: module), maps.count == module.operandCount(of: op),
      let loops = maps.first?.dimensionCount
    else { return nil }
    // No extent is -1.
    let unknown: Int64 = -1
    var bounds = [Int64](repeating: unknown, count: loops)
    for (index, map) in maps.enumerated() {
      let shape = module.shape(of: module.operand(index, of: op)) ?? []
      guard shape.count == map.results.count else { return nil }
      for (extent, expression) in zip(shape, map.results) {
        guard case .dimension(let loop) = expression, loop < loops else { continue }
        if bounds[loop] == unknown || bounds[loop] == Dimension.dynamic { bounds[loop] = extent }
      }
    }
    return bounds.contains(unknown) ? nil : bounds
  }

  // MARK: Attributes of some named ops

  /// How the result's dimensions of a `linalg.transpose` map to the input's: result dimension `i` is input dimension
  /// `permutation[i]`. Nil for other ops, and where the attribute is no permutation.
  public func permutation(in module: borrowing Module) -> [Int]? {
    guard kind == .transpose, let values = module.integers(.permutation, of: op) else {
      return nil
    }
    var seen = [Bool](repeating: false, count: values.count)
    for value in values {
      guard value >= 0, value < values.count, !seen[Int(value)] else { return nil }
      seen[Int(value)] = true
    }
    return values.map { Int($0) }
  }

  /// The dimensions that a `linalg.broadcast` adds or a `linalg.reduce` removes; nil for other ops.
  public func dimensions(in module: borrowing Module) -> [Int64]? {
    kind == .broadcast || kind == .reduce ? module.integers("dimensions", of: op) : nil
  }

  private func keptDimensions(_ rank: Int, _ module: borrowing Module) -> [Int]? {
    guard let dimensions = dimensions(in: module),
      dimensions.allSatisfy({ $0 >= 0 && $0 < rank })
    else { return nil }
    return (0..<rank).filter { !dimensions.contains(Int64($0)) }
  }

  /// The stride of each window dimension of a convolution or pooling, 1 where not given.
  public func strides(in module: borrowing Module) -> [Int64] { windowFactors(.strides, module) }

  /// The dilation of each window dimension of a convolution or pooling, 1 where not given.
  public func dilations(in module: borrowing Module) -> [Int64] {
    windowFactors(.dilations, module)
  }

  private func windowFactors(_ name: StringID, _ module: borrowing Module) -> [Int64] {
    let rank = NamedStructure(kind)?.windowRank ?? 0
    guard let attribute = module.attribute(name, of: op) else {
      return [Int64](repeating: 1, count: rank)
    }
    return module.denseIntegers(attribute) ?? []
  }
}

extension Module {
  /// `#linalg.iterator_type<kind>`.
  public mutating func iteratorTypeAttribute(_ type: IteratorType) -> AttributeID {
    switch type {
    case .parallel: dialectAttribute("linalg", ".iterator_type<parallel>")
    case .reduction: dialectAttribute("linalg", ".iterator_type<reduction>")
    }
  }

  /// The kind of `#linalg.iterator_type<kind>`, nil for every other attribute.
  public func iteratorType(_ attribute: AttributeID) -> IteratorType? {
    withDialectAttributeBytes(of: attribute, "linalg", "iterator_type") { text in
      guard let text else { return nil }
      if haveSameBytes(text, ("parallel" as StaticString).bytes) { return .parallel }
      if haveSameBytes(text, ("reduction" as StaticString).bytes) { return .reduction }
      return nil
    }
  }

  /// The first number of `array<iN: a, b>`, nil for every other attribute.
  fileprivate func firstOfTwo(_ attribute: AttributeID) -> Int? {
    guard case .denseArray(.i32, let bytes) = attributes[attribute], bytes.count == 8 else {
      return integers(attribute).flatMap { $0.count == 2 ? Int($0[0]) : nil }
    }
    return bytes.withUnsafeBytes {
      Int(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: 0, as: Int32.self)))
    }
  }
}
