import FuseIR

/// `(A B) C` as `A (B C)`: two products in a row, of which the first has one reader.
struct StreamReassociation {
  /// The product whose result is read once.
  let first: OpID
  /// The product that reads it.
  let second: OpID
  private let a: ValueID
  private let b: ValueID
  private let c: ValueID

  /// All pairs of products in a function that can be taken in the other order, in program order.
  static func all(in function: EinsumFunction, of module: borrowing Module) -> [StreamReassociation]
  {
    var found: [StreamReassociation] = []
    for statement in function.statements {
      if let pair = StreamReassociation(statement, function, in: module) { found.append(pair) }
    }
    return found
  }

  private init?(
    _ second: EinsumFunction.Statement, _ function: EinsumFunction, in module: borrowing Module
  ) {
    guard Self.isMatrixProduct(second, in: module), let producer = second.operands[0].producer
    else {
      return nil
    }
    let first = function.statements[producer]
    guard Self.isMatrixProduct(first, in: module), module.hasOneUse(first.result),
      module.parentBlock(of: first.op) == module.parentBlock(of: second.op)
    else { return nil }
    self.first = first.op
    self.second = second.op
    a = first.operands[0].value
    b = first.operands[1].value
    c = second.operands[1].value
  }

  /// Whether the op is the product of two matrices and nothing else: row of the first and column of the second, sums that
  /// start from zero.
  private static func isMatrixProduct(
    _ statement: EinsumFunction.Statement, in module: borrowing Module
  ) -> Bool {
    guard statement.operands.count == 2, statement.extents.count == 3,
      statement.resultLoops.count == 2, statement.operands.allSatisfy({ $0.loops.count == 2 }),
      let initial = module.operands(of: statement.op).last, module.uniformNumber(of: initial) == 0,
      case .success(let body) = StreamBody.read(
        statement.op, inputCount: 2, reduces: true, in: module)
    else { return false }
    let (left, right) = (statement.operands[0].loops, statement.operands[1].loops)
    let product = [[0, 1], [1, 0]].map {
      StreamExpression.apply("mul", $0.map(StreamExpression.element))
    }
    return left[1] == right[0] && statement.isReduction[left[1]]
      && statement.resultLoops == [left[0], right[1]] && body.reduction == "add"
      && product.contains(body.expression)
  }

  /// Puts the product in the other order behind the second op, which nothing reads any more; the new second product.
  func apply(in module: inout Module) -> OpID {
    let product = build(b, c, like: first, type: nil, in: &module)
    let whole = build(
      a, module.result(of: product), like: second, type: module.type(of: module.result(of: second)),
      in: &module)
    module.replaceAllUses(of: module.result(of: second), with: module.result(of: whole))
    return whole
  }

  /// Takes `apply` back.
  func undo(_ whole: OpID, in module: inout Module) {
    module.replaceAllUses(of: module.result(of: whole), with: module.result(of: second))
  }

  private func build(
    _ left: ValueID, _ right: ValueID, like op: OpID, type: TypeID?, in module: inout Module
  ) -> OpID {
    let location = module.location(of: op)
    let place = InsertionPoint.before(second)
    let element = module.elementType(of: left)
    let rows = module.shape(of: left)?.first ?? 0
    let columns = module.shape(of: right)?.last ?? 0
    let kind = type ?? module.tensorType([rows, columns], element)
    var start = module.buildEmpty(kind, at: place, location: location)
    if SparseEncoding(type: kind, in: module) == nil {
      let zero = module.build(
        ArithOp.constant, at: place, operands: [], resultTypes: [element],
        attributes: [("value", module.intern(.float(bits: 0, element)))], location: location)
      start = module.buildFill(
        module.result(of: zero), into: start, at: place, location: location)
    }
    let maps = [[0, 1], [1, 2], [0, 2]].map { AffineMap.projecting(3, to: $0) }
    let generic = module.buildGeneric(
      at: place, inputs: [left, right], outputs: [start], maps: maps,
      iterators: [.parallel, .reduction, .parallel], location: location
    ) { module, block, elements in
      let factor = module.build(
        ArithOp.mulf, at: .end(of: block), operands: [elements[0], elements[1]],
        resultTypes: [element], location: location)
      let sum = module.build(
        ArithOp.addf, at: .end(of: block), operands: [elements[2], module.result(of: factor)],
        resultTypes: [element], location: location)
      return [module.result(of: sum)]
    }
    for name in ["stream.kernel", "stream.layer", "stream.published", "stream.whole"] {
      if let mark = module.attribute(name, of: op) { module.setAttribute(name, mark, of: generic) }
    }
    return generic
  }
}
