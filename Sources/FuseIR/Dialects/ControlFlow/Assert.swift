extension OpDefinition {
  /// `cf.assert`: stops the program with a message unless the operand is true.
  static let assert = OpDefinition(
    "cf.assert", summary: "Stops the program unless a condition holds.",
    operands: .exactly(1), results: .exactly(0), attributes: [.required("msg", .string)],
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .i1 {
        report.report(op, "operand must be i1")
      }
    })
}
