import FuseIR

/// A sum of products of two tensors, by loops: a dot product of StableHLO, or a structured op.
struct Contraction {
  let left: ValueID
  let right: ValueID
  /// The loop along which each dimension runs.
  let leftLoops: [Int]
  let rightLoops: [Int]
  let resultLoops: [Int]
  /// Loops of the operands over which the result sums.
  let reductionLoops: [Int]
  /// How often each loop turns.
  let extents: [Int64]

  /// The op as a sum of products, nil for every other op.
  init?(_ op: OpID, in module: borrowing Module) {
    let opcode = module.opcode(of: op)
    if opcode.is(StablehloOp.dotGeneral) || opcode.is(StablehloOp.dot) {
      self.init(dot: op, in: module)
    } else if let structured = StructuredOp(op, in: module) {
      self.init(structured, in: module)
    } else {
      return nil
    }
  }

  private init?(dot op: OpID, in module: borrowing Module) {
    left = module.operand(0, of: op)
    right = module.operand(1, of: op)
    guard let numbers = DotDimensionNumbers(of: op, in: module),
      let a = module.shape(of: left), let b = module.shape(of: right),
      module.hasStaticShape(module.type(of: left)), module.hasStaticShape(module.type(of: right))
    else { return nil }
    var leftLoops = [Int](repeating: 0, count: a.count)
    var rightLoops = [Int](repeating: 0, count: b.count)
    var extents: [Int64] = []
    func next(_ extent: Int64) -> Int {
      extents.append(extent)
      return extents.count - 1
    }
    for (x, y) in zip(numbers.lhsBatching, numbers.rhsBatching) {
      leftLoops[x] = next(a[x])
      rightLoops[y] = leftLoops[x]
    }
    for dimension in numbers.lhsFree(rank: a.count) { leftLoops[dimension] = next(a[dimension]) }
    for dimension in numbers.rhsFree(rank: b.count) { rightLoops[dimension] = next(b[dimension]) }
    resultLoops = Array(extents.indices)
    for (x, y) in zip(numbers.lhsContracting, numbers.rhsContracting) {
      leftLoops[x] = next(a[x])
      rightLoops[y] = leftLoops[x]
    }
    reductionLoops = Array(resultLoops.count..<extents.count)
    self.leftLoops = leftLoops
    self.rightLoops = rightLoops
    self.extents = extents
  }

  private init?(_ structured: StructuredOp, in module: borrowing Module) {
    let inputs = structured.inputs(in: module)
    guard inputs.count == 2, module.resultCount(of: structured.op) == 1,
      let iterators = structured.iteratorTypes(in: module), iterators.contains(.reduction),
      let maps = structured.indexingMaps(in: module), maps.count == 3,
      let a = maps[0].resultDimensions, let b = maps[1].resultDimensions,
      let c = maps[2].resultDimensions, let bounds = structured.loopBounds(in: module),
      !bounds.contains(Dimension.dynamic), let body = structured.body(in: module),
      Self.multipliesAndAdds(body, in: module)
    else { return nil }
    left = inputs[0]
    right = inputs[1]
    leftLoops = a
    rightLoops = b
    resultLoops = c
    reductionLoops = iterators.indices.filter { iterators[$0] != .parallel }
    extents = bounds
  }

  /// Whether the body adds the product of its first two arguments to the third, casts apart.
  private static func multipliesAndAdds(_ body: BlockID, in module: borrowing Module) -> Bool {
    var functions: [PatternFunction] = []
    for op in module.ops(of: body).dropLast() {
      let opcode = module.opcode(of: op)
      if opcode.is(ArithOp.extf) || opcode.is(ArithOp.truncf) { continue }
      guard let function = PatternFunction(opcode) else { return false }
      functions.append(function)
    }
    return functions == [.multiply, .add]
  }

  /// An operand as seen from the loops.
  func framed(_ value: ValueID, _ loops: [Int], in module: borrowing Module) -> FramedValue {
    FramedValue(value: value, dimensions: loops.map { extents[$0] == 1 ? -1 : $0 })
  }
}
