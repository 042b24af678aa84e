import FuseIR

/// The iteration space of a linalg op: its sizes, which dimensions are reduced, and how operands are indexed.
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

  /// The structure of a `linalg.generic` with one static result, or nil.
  init?(generic op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(LinalgOp.generic), module.resultCount(of: op) == 1,
      let segments = module.integers("operandSegmentSizes", of: op), segments.count == 2,
      segments[1] == 1, Int(segments[0]) + 1 == module.operandCount(of: op),
      let mapsAttribute = module.attribute("indexing_maps", of: op),
      let maps = module.affineMaps(mapsAttribute), maps.count == module.operandCount(of: op),
      let kinds = module.attribute("iterator_types", of: op).flatMap({ module.arrayElements($0) })
    else { return nil }
    let names = kinds.map { Self.iteratorName($0, in: module) }
    guard names.allSatisfy({ $0 == "parallel" || $0 == "reduction" }) else { return nil }
    self.init(op, maps: maps, isReduced: names.map { $0 == "reduction" }, in: module)
  }

  /// The structure of an op whose last operand is its initial result, with the given maps; nil where sizes are not static.
  init?(_ op: OpID, maps: [AffineMap], isReduced: [Bool], in module: borrowing Module) {
    let operands = module.operands(of: op)
    guard operands.count == maps.count, let initial = operands.last,
      module.resultCount(of: op) == 1
    else { return nil }
    var sizes = [Int?](repeating: nil, count: isReduced.count)
    for (operand, map) in zip(operands, maps) {
      guard let shape = GemminiAccess.staticShape(of: operand, in: module),
        map.dimensionCount == sizes.count, map.results.count == shape.count
      else { return nil }
      for (expression, size) in zip(map.results, shape) {
        if case .dimension(let dimension) = expression, sizes[dimension] == nil {
          sizes[dimension] = size
        }
      }
    }
    guard !sizes.contains(nil) else { return nil }
    self.op = op
    inputs = Array(operands.dropLast())
    self.initial = initial
    result = module.result(of: op)
    self.maps = maps
    self.sizes = sizes.map { $0 ?? 0 }
    self.isReduced = isReduced
  }

  private static func iteratorName(_ id: AttributeID, in module: borrowing Module) -> String {
    module.dialectAttributeText(id, "linalg", "iterator_type") ?? module.stringValue(id) ?? ""
  }

  /// True iff nothing is reduced and the result is written in the order of the dimensions.
  var isElementwise: Bool {
    !isReduced.contains(true) && (maps.last?.isIdentity ?? false)
  }

  /// The body: one argument per operand, ends in `linalg.yield`.
  func body(in module: borrowing Module) -> BlockID? { module.body(of: op) }
}
