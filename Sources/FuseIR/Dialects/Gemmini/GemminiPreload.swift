extension OpDefinition {
  /// `gemmini.preload`: names the stationary operand and the result of the `gemmini.compute` that follows.
  ///
  /// The stationary operand (B when weight-stationary, D when output-stationary) is the block of `stationary_rows` by
  /// `stationary_columns` at row `stationary` of the scratchpad. Where `keep` holds, or without `stationary`, the
  /// garbage address stands there: the array keeps what it holds if the compute keeps it too, and takes zeros otherwise.
  /// The result is the block of `rows` by `columns` at row `result` of `memory` (`"scratchpad"` or `"accumulator"`);
  /// without them it is discarded. Where `accumulate` holds, it is added to the accumulator instead of overwriting it.
  /// For the form of the fields see `GemminiFields`.
  static let gemminiPreload = OpDefinition(
    "gemmini.preload", summary: "Names the stationary operand and the result of a compute.",
    operands: .any, results: .exactly(0),
    attributes: [
      .optional("stationary", .affineMap), .optional("stationary_rows", .affineMap),
      .optional("stationary_columns", .affineMap), .optional("keep", .affineSet),
      .optional("memory", .string), .optional("result", .affineMap),
      .optional("accumulate", .affineSet), .optional("rows", .affineMap),
      .optional("columns", .affineMap), GemminiFields.condition,
    ],
    verify: { module, op, report in
      GemminiFields.verify(
        module, op, minima: ["stationary_rows", "stationary_columns", "rows", "columns"], &report)
      GemminiFields.verifyTogether(
        ["stationary", "stationary_rows", "stationary_columns"], module, op, &report)
      GemminiFields.verifyTogether(["memory", "result", "rows", "columns"], module, op, &report)
      GemminiFields.verifyWord("memory", oneOf: ["scratchpad", "accumulator"], module, op, &report)
      if module.attribute("accumulate", of: op) != nil,
        module.string("memory", of: op) != "accumulator"
      {
        report.report(op, "'accumulate' needs memory \"accumulator\"")
      }
    })
}
