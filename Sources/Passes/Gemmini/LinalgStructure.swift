import FuseIR

/// The iteration space of a linalg op with one static result: its sizes, which dimensions are reduced, and how operands
/// are indexed.
struct LinalgStructure {
  /// The op.
  let op: OpID
  /// The operands read, without the initial result.
  let inputs: [ValueID]
  /// The value that the result starts from.
  let initial: ValueID
  /// The result.
  let result: ValueID
  /// One map per input, then that of the result.
  let maps: [AffineMap]
  /// The size of each dimension.
  let sizes: [Int]
  /// Whether each dimension is reduced.
  let isReduced: [Bool]

  /// The structure of the op, or nil where it is another op or its sizes are not known.
  init?(_ op: OpID, in module: borrowing Module) {
    guard let structured = StructuredOp(op, in: module), module.resultCount(of: op) == 1,
      let maps = structured.indexingMaps(in: module),
      let kinds = structured.iteratorTypes(in: module),
      let bounds = structured.loopBounds(in: module),
      let initial = structured.outputs(in: module).first, maps.count == module.operandCount(of: op),
      module.operands(of: op).allSatisfy({
        module.shape(of: $0) == nil || module.hasStaticShape(module.type(of: $0))
      })
    else { return nil }
    self.op = op
    inputs = structured.inputs(in: module)
    self.initial = initial
    result = module.result(of: op)
    self.maps = maps
    sizes = bounds.map { Int($0) }
    isReduced = kinds.map { $0 != .parallel }
    guard inputs.count + 1 == maps.count, sizes.allSatisfy({ $0 >= 0 }) else { return nil }
  }

  /// True iff nothing is reduced and the result is written in the order of the dimensions.
  var isElementwise: Bool {
    !isReduced.contains(true) && (maps.last?.isIdentity ?? false)
  }
}
