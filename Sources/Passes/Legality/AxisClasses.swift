import FuseIR

/// Which loops of a function run along the same axis: those that plain indices of tensors tie together.
///
/// The loop over the rows of a matrix product is on one axis with the loop over the rows of the ReLU that reads it, and, where
/// the sum is added to what the product was made of, with that of its input.
struct AxisClasses {
  /// An axis along which an op reduced, and nothing since runs.
  struct ReducedRow {
    let axis: Int32
    let op: OpID
    let loop: Int
  }

  /// How many axes are kept for an op.
  private static let rowLimit = 8

  private var sets = DisjointSets()
  /// By number of a loop or dimension, that of its axis.
  private var axes: ContiguousArray<Int32> = []
  /// By op, the number of its first loop; by value, that of its first dimension.
  private var loops: OpMap<Int32>
  private var dimensions: ValueMap<Int32>
  private var rows: OpMap<Int32>
  private var reduced: [[ReducedRow]] = []

  init(_ ops: [OpID], _ nests: inout LoopNests, _ module: borrowing Module) {
    loops = OpMap(module, repeating: -1)
    dimensions = ValueMap(module, repeating: -1)
    rows = OpMap(module, repeating: -1)
    for op in ops {
      if module.opcode(of: op).is(FuseOp.group) {
        tieGroup(op, module)
        continue
      }
      guard case .success(let nest) = nests.nest(of: op, in: module) else { continue }
      loops[op] = sets.add(nest.bounds.count)
      for (index, map) in nest.operandMaps.enumerated() {
        if let map { tie(op, nest.bounds, map, module.operand(index, of: op), module) }
      }
      for (index, map) in nest.resultMaps.enumerated() {
        tie(op, nest.bounds, map, module.result(index, of: op), module)
      }
    }
    axes = sets.roots()
    for op in ops {
      if let nest = nests.known(op) { findRows(op, nest, module) }
    }
  }

  /// A number for the axis along which a loop runs, nil where that is not known.
  func axis(of loop: Int, of op: OpID) -> Int32? {
    loops[op] < 0 ? nil : axes[Int(loops[op]) + loop]
  }

  /// The axes along which the op, or those that it reads from, reduced, and the op does not run.
  func reducedRows(behind op: OpID) -> [ReducedRow] {
    rows[op] < 0 ? [] : reduced[Int(rows[op])]
  }

  private mutating func findRows(_ op: OpID, _ nest: LoopNest, _ module: borrowing Module) {
    var found: [ReducedRow] = []
    var own: [Int32] = []
    for loop in nest.bounds.indices {
      let axis = axes[Int(loops[op]) + loop]
      own.append(axis)
      if nest.isReduction[loop], nest.bounds[loop] != 1 {
        found.append(ReducedRow(axis: axis, op: op, loop: loop))
      }
    }
    for index in 0..<module.operandCount(of: op) {
      guard let source = module.definingOp(of: module.operand(index, of: op)), rows[source] >= 0
      else { continue }
      for row in reduced[Int(rows[source])]
      where !own.contains(row.axis) && !found.contains(where: { $0.axis == row.axis }) {
        found.append(row)
      }
    }
    guard !found.isEmpty else { return }
    rows[op] = Int32(truncatingIfNeeded: reduced.count)
    reduced.append(Array(found.prefix(Self.rowLimit)))
  }

  private mutating func tie(
    _ op: OpID, _ bounds: [Int64], _ map: AffineMap, _ value: ValueID, _ module: borrowing Module
  ) {
    guard let shape = module.shape(of: value), shape.count == map.results.count else { return }
    let start = numbers(of: value, shape.count)
    for (dimension, expression) in map.results.enumerated() {
      guard case .dimension(let loop) = expression, bounds[loop] == shape[dimension],
        shape[dimension] != 1
      else { continue }
      sets.join(loops[op] + Int32(loop), start + Int32(dimension))
    }
  }

  /// What goes into a group is what its region gets, and what that yields is what comes out.
  private mutating func tieGroup(_ op: OpID, _ module: borrowing Module) {
    guard let body = module.body(of: op), let yield = module.lastOp(of: body) else { return }
    let inside = module.arguments(of: body) + module.operands(of: yield)
    for (outer, inner) in zip(module.operands(of: op) + module.results(of: op), inside) {
      guard let rank = module.shape(of: outer)?.count else { continue }
      let (x, y) = (numbers(of: outer, rank), numbers(of: inner, rank))
      for dimension in 0..<Int32(rank) { sets.join(x + dimension, y + dimension) }
    }
  }

  private mutating func numbers(of value: ValueID, _ rank: Int) -> Int32 {
    if dimensions[value] < 0 { dimensions[value] = sets.add(rank) }
    return dimensions[value]
  }
}
