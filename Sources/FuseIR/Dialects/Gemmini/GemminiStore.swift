extension OpDefinition {
  /// `gemmini.store`: writes a tensor to a buffer, in a `gemmini.host`.
  ///
  /// The operand may have another shape than the buffer, with the same elements in row-major order.
  static let gemminiStore = OpDefinition(
    "gemmini.store", summary: "Writes a tensor to a buffer.",
    operands: .exactly(1), results: .exactly(0),
    attributes: [.required("buffer", .symbol)],
    verify: { module, op, report in
      GemminiLoad.verifyType(module.type(of: module.operand(0, of: op)), module, op, &report)
    })
}
