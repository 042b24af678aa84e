extension OpDefinition {
  /// `gemmini.fence`: waits until all instructions before it are complete and their results are in DRAM.
  static let gemminiFence = OpDefinition(
    "gemmini.fence", summary: "Waits until all instructions before it are complete.",
    operands: .exactly(0), results: .exactly(0))
}
