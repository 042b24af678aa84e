import FuseIR

/// A transpose of either dialect: result dimension `i` is source dimension `permutation[i]`.
struct TransposeView {
  /// The op.
  let op: OpID
  /// The tensor that is transposed.
  let source: ValueID
  /// For each dimension of the result, the one of the source.
  let permutation: [Int]

  /// Views the op if it is a `linalg.transpose` on tensors or a `stablehlo.transpose`.
  init?(_ op: OpID, in module: borrowing Module) {
    let opcode = module.opcode(of: op)
    guard opcode.is(LinalgOp.transpose) || opcode.is(StablehloOp.transpose),
      module.resultCount(of: op) == 1,
      // What an encoding stores first is a part of what is computed.
      module.encoding(of: module.type(of: module.operand(0, of: op))) == nil,
      module.encoding(of: module.type(of: module.result(of: op))) == nil,
      let values = module.integers("permutation", of: op)
    else { return nil }
    self.op = op
    source = module.operand(0, of: op)
    permutation = values.map { Int($0) }
    guard permutation.sorted().elementsEqual(permutation.indices) else { return nil }
  }

  /// Views the op whose result the value is, if it is a transpose.
  init?(defining value: ValueID, in module: borrowing Module) {
    guard let op = module.definingOp(of: value) else { return nil }
    self.init(op, in: module)
  }

  /// The map to the source's indices that reads what `map` reads of the result.
  func sourceMap(_ map: AffineMap) -> AffineMap {
    var results = map.results
    for (target, source) in permutation.enumerated() { results[source] = map.results[target] }
    return AffineMap(dimensionCount: map.dimensionCount, results: results)
  }

  /// For each dimension of the source, the one of the result.
  var inverse: [Int] {
    var inverse = permutation
    for (target, source) in permutation.enumerated() { inverse[source] = target }
    return inverse
  }
}

/// A `linalg.generic` taken apart, so that it can be built anew with other operands and maps.
struct GenericParts {
  /// The op.
  var op: OpID
  /// The values that are only read.
  var inputs: [ValueID]
  /// The values that the results start from.
  var outputs: [ValueID]
  /// The maps of the inputs, then of the outputs.
  var maps: [AffineMap]
  /// What each loop is.
  var iterators: [IteratorType]

  /// Takes the op apart if it is a well-formed `linalg.generic` on tensors.
  init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(LinalgOp.generic), let view = StructuredOp(op, in: module),
      let maps = view.indexingMaps(in: module), let iterators = view.iteratorTypes(in: module),
      maps.count == module.operandCount(of: op), view.body(in: module) != nil
    else { return nil }
    self.op = op
    inputs = view.inputs(in: module)
    outputs = view.outputs(in: module)
    self.maps = maps
    self.iterators = iterators
    guard outputs.count == module.resultCount(of: op),
      maps.allSatisfy({ $0.dimensionCount == iterators.count && $0.symbolCount == 0 })
    else { return nil }
  }

  /// Whether all loops are parallel.
  var isParallel: Bool { iterators.allSatisfy { $0 == .parallel } }

  /// The map of the first output.
  var outputMap: AffineMap { maps[inputs.count] }

  /// Renumbers the loops: loop `i` of the result is loop `order[i]` of this one. `linalg.index` ops in the body are left to
  /// the caller.
  mutating func reorderLoops(_ order: [Int]) {
    var numbers = order
    for (new, old) in order.enumerated() { numbers[old] = new }
    let substitution = numbers.map { AffineExpression.dimension($0) }
    maps = maps.map { map in
      AffineMap(
        dimensionCount: map.dimensionCount,
        results: map.results.map { $0.substituting(dimensions: substitution) })
    }
    iterators = order.map { iterators[$0] }
  }

  /// Writes operands, maps and iterators back into the op; the types of its results are the caller's business.
  func store(in module: inout Module) {
    module.setOperands(of: op, to: inputs + outputs)
    let mapAttributes = maps.map { module.affineMapAttribute($0) }
    let iteratorAttributes = iterators.map { module.iteratorTypeAttribute($0) }
    let segments = [Int32(inputs.count), Int32(outputs.count)]
    module.setProperties(
      [
        (.indexingMaps, module.arrayAttribute(mapAttributes)),
        (.iteratorTypes, module.arrayAttribute(iteratorAttributes)),
        (.operandSegmentSizes, module.denseArrayAttribute(segments)),
      ], of: op)
  }
}
