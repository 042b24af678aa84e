extension OpDefinition {
  /// `gemmini.flush`: empties the accelerator's address translation buffer, at once.
  ///
  /// With `skip` it retries the access that faulted without it.
  static let gemminiFlush = OpDefinition(
    "gemmini.flush", summary: "Empties the address translation buffer.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [.optional("skip", .bool)])
}
