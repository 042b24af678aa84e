import FuseIR

/// Takes a dimension away from all values that run along it: a batch of images becomes an image, a matrix a row.
struct DropDimensions: ReductionStep {
  var name: String { "ranks" }

  func count(in module: borrowing Module) -> Int { TensorAxes(module).classes.count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    // Without one dimension, the others may go with different ones: only single candidates make sense.
    guard range.count == 1 else { return false }
    let axes = TensorAxes(module)
    let dropped = axes.dimensions(ofClass: axes.classes[range.lowerBound])
    var dimensions = ValueMap<[Int]>(module, repeating: [])
    for (value, gone) in dropped { dimensions[value] = gone }
    let ops = module.opsPreOrder(in: module.root)
    // Attributes first, as long as the types say what they mean.
    for op in ops {
      guard AxisRemoval(op, dimensions, in: module).apply(to: &module) else { return false }
    }
    for (value, gone) in dropped {
      guard let type = module.type(module.type(of: value), without: gone) else { return false }
      module.setType(of: value, to: type)
    }
    for function in module.functions { module.updateSignature(of: function) }
    return true
  }
}

/// What becomes of an op when its values lose dimensions.
private struct AxisRemoval {
  private let op: OpID
  /// The names, in the op, of the dimensions that go; ascending.
  private let gone: [Int]
  private let operands: [[Int]]
  private let results: [[Int]]

  init(_ op: OpID, _ dimensions: ValueMap<[Int]>, in module: borrowing Module) {
    self.op = op
    operands = module.operands(of: op).map { dimensions[$0] }
    results = module.results(of: op).map { dimensions[$0] }
    let names = AxisNames(of: op, in: module)
    var found: Set<Int> = []
    for (own, names) in zip(operands + results, names.operands + names.results) {
      for dimension in own { if let name = names[dimension] { found.insert(name) } }
    }
    gone = found.sorted()
  }

  /// Changes the attributes, and the operands where an op has one per dimension; false where the op can't do without.
  func apply(to module: inout Module) -> Bool {
    guard !(operands + results).allSatisfy(\.isEmpty) else { return true }
    if module.traits(of: op).contains(.constant) { return dropElements(&module) }
    // Lists with a number for each dimension.
    for name in [
      "start_indices", "limit_indices", "strides", "edge_padding_low", "edge_padding_high",
      "interior_padding", "slice_sizes", "window_dimensions", "window_strides", "base_dilations",
      "window_dilations",
    ] {
      guard let values = module.integers(name, of: op) else { continue }
      guard gone.allSatisfy(values.indices.contains) else { return false }
      let kept = values.indices.filter { !gone.contains($0) }.map { values[$0] }
      module.setAttribute(name, module.denseArrayAttribute(kept), of: op)
    }
    // Lists of dimensions.
    for name in ["dimensions", "permutation", "broadcast_dimensions"] {
      guard let values = module.integers(name, of: op) else { continue }
      let kept = renumbered(values.map { Int(truncatingIfNeeded: $0) }).map { Int64($0) }
      module.setAttribute(name, module.denseArrayAttribute(kept), of: op)
    }
    // Single dimensions.
    for name in ["iota_dimension", "dimension"] {
      guard let attribute = module.attribute(name, of: op),
        case .integer(let value, let type) = module.attribute(attribute)
      else { continue }
      guard let kept = renumbered([Int(truncatingIfNeeded: value)]).first else { return false }
      module.setAttribute(name, module.integerAttribute(Int64(kept), type), of: op)
    }
    let opcode = module.opcode(of: op)
    if opcode.is(StablehloOp.dynamicSlice) { dropOperands(after: 1, &module) }
    if opcode.is(StablehloOp.dynamicUpdateSlice) { dropOperands(after: 2, &module) }
    if opcode.is(StablehloOp.dotGeneral) { return dropFromProduct(&module) }
    if opcode.is(LinalgOp.generic) { return dropIterations(&module) }
    return true
  }

  /// The names that stay, as they are counted without those that go.
  private func renumbered(_ names: [Int]) -> [Int] {
    names.filter { !gone.contains($0) }.map { name in name - gone.count { $0 < name } }
  }

  private func dropOperands(after first: Int, _ module: inout Module) {
    let operands = module.operands(of: op)
    let kept = operands.indices.filter { $0 < first || !gone.contains($0 - first) }
    module.setOperands(of: op, to: kept.map { operands[$0] })
  }

  private func dropFromProduct(_ module: inout Module) -> Bool {
    guard let numbers = DotDimensionNumbers(of: op, in: module), operands.count == 2 else {
      return false
    }
    func kept(_ dimensions: [Int], _ gone: [Int]) -> [Int] {
      dimensions.filter { !gone.contains($0) }.map { dimension in
        dimension - gone.count { $0 < dimension }
      }
    }
    let new = DotDimensionNumbers(
      lhsBatching: kept(numbers.lhsBatching, operands[0]),
      rhsBatching: kept(numbers.rhsBatching, operands[1]),
      lhsContracting: kept(numbers.lhsContracting, operands[0]),
      rhsContracting: kept(numbers.rhsContracting, operands[1]))
    module.setAttribute("dot_dimension_numbers", new.attribute(in: &module), of: op)
    return true
  }

  private func dropIterations(_ module: inout Module) -> Bool {
    guard let list = module.attribute("indexing_maps", of: op),
      let maps = module.affineMaps(list), maps.count == operands.count,
      let iterators = module.attribute("iterator_types", of: op),
      case .array(let kinds) = module.attribute(iterators),
      gone.allSatisfy(kinds.indices.contains)
    else { return false }
    // An iteration that goes counts as its first.
    let replacements = kinds.indices.map { index -> AffineExpression in
      renumbered([index]).first.map { .dimension($0) } ?? .constant(0)
    }
    var attributes: [AttributeID] = []
    for (index, map) in maps.enumerated() {
      guard map.dimensionCount == kinds.count else { return false }
      let results = map.results.indices.filter { !operands[index].contains($0) }.map {
        map.results[$0].substituting(dimensions: replacements)
      }
      attributes.append(
        module.affineMapAttribute(
          AffineMap(
            dimensionCount: kinds.count - gone.count, symbolCount: map.symbolCount,
            results: results)))
    }
    let kept = kinds.indices.filter { !gone.contains($0) }.map { kinds[$0] }
    module.setAttribute("indexing_maps", module.arrayAttribute(attributes), of: op)
    module.setAttribute("iterator_types", module.arrayAttribute(kept), of: op)
    return true
  }

  /// The elements of a constant at the first place of the dimensions that go.
  private func dropElements(_ module: inout Module) -> Bool {
    guard let attribute = module.attribute("value", of: op), let gone = results.first,
      case .denseElements(let value) = module.attribute(attribute),
      let type = module.type(value.type, without: gone),
      let shape = module.shape(of: value.type)?.map({ Int($0) })
    else { return false }
    var bytes = value.bytes
    if !value.isSplat {
      guard let width = module.elementByteCount(of: module.elementType(of: type)), width > 0,
        bytes.count % width == 0, shape.reduce(1, *) == bytes.count / width
      else { return false }
      bytes = []
      for place in 0..<value.bytes.count / width {
        var rest = place
        var isKept = true
        for dimension in shape.indices.reversed() {
          if gone.contains(dimension), rest % shape[dimension] != 0 { isKept = false }
          rest /= shape[dimension]
        }
        if isKept { bytes += value.bytes[place * width..<(place + 1) * width] }
      }
    }
    let isSplat = value.isSplat || module.elementCount(of: type) == 1
    module.setAttribute(
      "value",
      module.intern(.denseElements(DenseElements(type: type, isSplat: isSplat, bytes: bytes))),
      of: op)
    return true
  }
}

extension Module {
  /// The type without some of its dimensions, nil for other than tensors.
  fileprivate mutating func type(_ id: TypeID, without gone: [Int]) -> TypeID? {
    guard case .tensor(let shape, let element, let encoding) = type(id) else { return nil }
    let kept = shape.indices.filter { !gone.contains($0) }.map { shape[$0] }
    return intern(.tensor(shape: kept, element: element, encoding: encoding))
  }

  /// Makes the function's signature say what its body takes and returns.
  fileprivate mutating func updateSignature(of function: OpID) {
    guard let body = body(of: function), var types = signature(of: function) else { return }
    types.inputs = arguments(of: body).map { type(of: $0) }
    for block in blocks(of: region(of: function)) {
      if let last = lastOp(of: block), opcode(of: last).is(FuncOp.return) {
        types.results = operands(of: last).map { type(of: $0) }
      }
    }
    let new = typeAttribute(intern(.function(inputs: types.inputs, results: types.results)))
    if new != attribute("function_type", of: function) {
      setAttribute("function_type", new, of: function)
    }
  }
}
