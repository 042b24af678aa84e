extension OpDefinition {
  /// `tensor.empty`: a tensor whose elements have no defined value; one operand per dynamic extent.
  static let empty = OpDefinition(
    "tensor.empty", summary: "A tensor of undefined contents.", traits: [.pure],
    operands: .any, results: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard case .tensor(let shape, _, _) = module.type(type) else {
        report.report(op, "result must be a ranked tensor")
        return
      }
      let dynamic = shape.count { $0 == Dimension.dynamic }
      if dynamic != module.operandCount(of: op) {
        report.report(
          op,
          "incorrect number of dynamic sizes, has \(module.operandCount(of: op)), expected \(dynamic)"
        )
      }
    },
    parse: parseEmpty, print: printEmpty)
}
