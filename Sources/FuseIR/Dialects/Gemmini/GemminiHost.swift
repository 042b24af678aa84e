extension OpDefinition {
  /// `gemmini.host`: a stretch of ordinary ops that the core executes.
  ///
  /// Reads buffers with `gemmini.load` and writes them with `gemmini.store`; what stands between computes on tensors.
  static let gemminiHost = OpDefinition(
    "gemmini.host", summary: "Ordinary ops for the core.",
    traits: [.symbol, .isolatedFromAbove, .singleBlock],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [.required("sym_name", .string)])
}
