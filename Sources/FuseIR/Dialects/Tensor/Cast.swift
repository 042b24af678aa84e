extension OpDefinition {
  /// `tensor.cast`: the same tensor with more or less of its shape known.
  static let tensorCast = OpDefinition(
    "tensor.cast", summary: "Knows more, or less, of a tensor's shape.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      let source = module.type(of: module.operand(0, of: op))
      let target = module.type(of: module.result(of: op))
      if !areCastCompatible(source, target, module) {
        report.report(op, "operand type and result type are cast incompatible")
      }
    },
    fold: foldCastBack,
    parse: parseTensorCast, print: printTensorCast, resultName: { _, _ in "cast" })

  /// `tensor.bitcast`: the same bits under another element type of the same width.
  static let tensorBitcast = OpDefinition(
    "tensor.bitcast", summary: "Reads a tensor's bits under another element type.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      let source = module.elementType(of: module.operand(0, of: op))
      let target = module.elementType(of: module.result(of: op))
      if module.bitWidth(of: source) == nil
        || module.bitWidth(of: source) != module.bitWidth(of: target)
      {
        report.report(op, "element types must have the same width")
      }
    },
    fold: foldCastBack,
    parse: parseTensorCast, print: printTensorCast)

  private static func areCastCompatible(
    _ source: TypeID, _ target: TypeID, _ module: borrowing Module
  ) -> Bool {
    switch (module.type(source), module.type(target)) {
    case (.tensor(let x, let a, _), .tensor(let y, let b, _)):
      return a == b && x.count == y.count
        && zip(x, y).allSatisfy {
          $0 == $1 || $0 == Dimension.dynamic || $1 == Dimension.dynamic
        }
    case (.tensor(_, let a, _), .unrankedTensor(let b)),
      (.unrankedTensor(let a), .tensor(_, let b, _)),
      (.unrankedTensor(let a), .unrankedTensor(let b)):
      return a == b
    default: return false
    }
  }

  /// A cast to the type of the operand, or back to the type before another cast of the same kind.
  private static func foldCastBack(_ module: inout Module, _ op: OpID) -> [FoldedResult]? {
    let operand = module.operand(0, of: op)
    let target = module.type(of: module.result(of: op))
    if module.type(of: operand) == target { return [.value(operand)] }
    guard let inner = module.definingOp(of: operand),
      module.opcode(of: inner) == module.opcode(of: op),
      module.type(of: module.operand(0, of: inner)) == target
    else { return nil }
    return [.value(module.operand(0, of: inner))]
  }
}
