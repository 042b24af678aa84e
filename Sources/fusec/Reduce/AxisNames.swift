import FuseIR

/// The dimensions of an op's operands and results by names: dimensions with the same name run together. Names are numbers
/// that mean something only within the op; the attributes of the op count dimensions by them.
struct AxisNames {
  /// By operand, the name of each of its dimensions; nil for one that runs with no other.
  private(set) var operands: [[Int?]]
  /// The same for the results.
  private(set) var results: [[Int?]]

  /// The names that the op's meaning, or a guess, gives.
  init(of op: OpID, in module: borrowing Module) {
    let values = (module.operands(of: op), module.results(of: op))
    func shapes(_ values: [ValueID], _ module: borrowing Module) -> [[Int64]] {
      values.map { module.shape(of: $0) ?? [] }
    }
    let given = (shapes(values.0, module), shapes(values.1, module))
    operands = given.0.map { $0.map { _ in nil } }
    results = given.1.map { $0.map { _ in nil } }
    guard !(given.0 + given.1).allSatisfy(\.isEmpty) else { return }
    let opcode = module.opcode(of: op)
    func list(_ name: String, _ module: borrowing Module) -> [Int] {
      (module.integers(name, of: op) ?? []).map { Int(truncatingIfNeeded: $0) }
    }
    switch opcode {
    case _ where opcode.is(StablehloOp.transpose) || opcode.is(LinalgOp.transpose):
      nameAll(given)
      let permutation = list("permutation", module)
      for index in results.indices { setResult(index, permutation) }
      if operands.count == 2 { setOperand(1, permutation) }
    case _ where opcode.is(StablehloOp.broadcastInDim):
      nameAll(given)
      setOperand(0, list("broadcast_dimensions", module))
    case _ where opcode.is(LinalgOp.broadcast):
      nameAll(given)
      let added = list("dimensions", module)
      setOperand(0, (results.first ?? []).indices.filter { !added.contains($0) })
    case _ where opcode.is(StablehloOp.reduce) || opcode.is(LinalgOp.reduce):
      nameAll(given)
      let gone = list("dimensions", module)
      let kept = (operands.first ?? []).indices.filter { !gone.contains($0) }
      for index in results.indices { setResult(index, kept) }
      for index in operands.indices.dropFirst(operands.count / 2) { setOperand(index, kept) }
    case _ where opcode.is(StablehloOp.dotGeneral) || opcode.is(StablehloOp.dot):
      nameProduct(op, module)
    case _ where opcode.is(LinalgOp.generic):
      nameIterations(op, module)
    case _
    where opcode.is(StablehloOp.reshape) || opcode.is(TensorOp.collapseShape)
      || opcode.is(TensorOp.expandShape):
      nameReshape(given.0.first ?? [], given.1.first ?? [])
    case _
    where opcode.is(StablehloOp.concatenate) || opcode.is(StablehloOp.slice)
      || opcode.is(StablehloOp.pad) || opcode.is(StablehloOp.dynamicSlice)
      || opcode.is(StablehloOp.dynamicUpdateSlice) || opcode.is(StablehloOp.reduceWindow):
      nameAll(given)
    default:
      guard module.definition(of: op) != nil else { return }
      nameEqualShapes(given)
    }
  }

  /// Each dimension by its place.
  private mutating func nameAll(_ shapes: ([[Int64]], [[Int64]])) {
    operands = shapes.0.map { $0.indices.map { $0 } }
    results = shapes.1.map { $0.indices.map { $0 } }
  }

  private mutating func setOperand(_ index: Int, _ names: [Int]) {
    if operands.indices.contains(index), operands[index].count == names.count {
      operands[index] = names
    }
  }

  private mutating func setResult(_ index: Int, _ names: [Int]) {
    if results.indices.contains(index), results[index].count == names.count {
      results[index] = names
    }
  }

  /// Values of the same shape run together.
  private mutating func nameEqualShapes(_ shapes: ([[Int64]], [[Int64]])) {
    var known: [(shape: [Int64], first: Int)] = []
    var next = 0
    func names(_ shape: [Int64]) -> [Int?] {
      if let (_, first) = known.first(where: { $0.shape == shape }) {
        return shape.indices.map { first + $0 }
      }
      // The first shape, which is the one that attributes speak of, has the names from 0.
      defer { next += shape.count }
      known.append((shape, next))
      return shape.indices.map { next + $0 }
    }
    operands = shapes.0.map { names($0) }
    results = shapes.1.map { names($0) }
  }

  /// A product: the dimensions of the left operand, then the free ones of the right.
  private mutating func nameProduct(_ op: OpID, _ module: borrowing Module) {
    guard operands.count == 2, results.count == 1,
      let numbers = DotDimensionNumbers(of: op, in: module)
    else { return }
    let (left, right) = (operands[0].count, operands[1].count)
    var names = [Int](repeating: -1, count: right)
    for (a, b) in zip(
      numbers.lhsBatching + numbers.lhsContracting, numbers.rhsBatching + numbers.rhsContracting)
    where names.indices.contains(b) { names[b] = a }
    let free = numbers.rhsFree(rank: right)
    for (offset, dimension) in free.enumerated() { names[dimension] = left + offset }
    setOperand(0, Array(0..<left))
    setOperand(1, names)
    setResult(
      0, numbers.lhsBatching + numbers.lhsFree(rank: left) + free.indices.map { left + $0 })
  }

  /// A structured op: its iterations.
  private mutating func nameIterations(_ op: OpID, _ module: borrowing Module) {
    guard let maps = module.attribute("indexing_maps", of: op).flatMap({ module.affineMaps($0) }),
      maps.count == operands.count
    else { return }
    for (index, map) in maps.enumerated() where map.results.count == operands[index].count {
      operands[index] = map.results.map {
        if case .dimension(let iteration) = $0 { return iteration }
        return nil
      }
    }
    for (index, names) in operands.suffix(results.count).enumerated()
    where results[index].count == names.count { results[index] = names }
  }

  /// A reshape that only adds and removes dimensions of size 1: the others run together.
  private mutating func nameReshape(_ from: [Int64], _ to: [Int64]) {
    let kept = (from.indices.filter { from[$0] != 1 }, to.indices.filter { to[$0] != 1 })
    guard kept.0.map({ from[$0] }) == kept.1.map({ to[$0] }) else { return }
    for (name, pair) in zip(kept.0, kept.1).enumerated() {
      operands[0][pair.0] = name
      results[0][pair.1] = name
    }
  }
}
