extension OpDefinition {
  /// `gemmini.mvin`: moves a block from DRAM into local memory.
  ///
  /// Row r, column c of the block comes from byte `offset` + r * stride + c * element size of `buffer` and goes to
  /// column c mod DIM of row `local` + r + (c floordiv DIM) * block stride of `memory` (`"scratchpad"` or
  /// `"accumulator"`), with the strides of mover `id` (0, 1 or 2). Without `buffer` and `offset` it writes zeros. Where
  /// `accumulate` holds, it adds to the accumulator instead of overwriting it. For the form of the fields see
  /// `GemminiFields`.
  static let gemminiMvin = OpDefinition(
    "gemmini.mvin", summary: "Moves a block from DRAM into local memory.",
    operands: .any, results: .exactly(0),
    attributes: [
      .optional("id", .integer(width: 64)), .optional("buffer", .symbol),
      .optional("offset", .affineMap), .required("memory", .string),
      .required("local", .affineMap), .optional("accumulate", .affineSet),
      .required("rows", .affineMap), .required("columns", .affineMap), GemminiFields.condition,
    ],
    verify: { module, op, report in
      GemminiFields.verify(module, op, minima: ["rows", "columns"], &report)
      GemminiFields.verifyRange("id", 0...2, module, op, &report)
      GemminiFields.verifyTogether(["buffer", "offset"], module, op, &report)
      GemminiFields.verifyWord("memory", oneOf: ["scratchpad", "accumulator"], module, op, &report)
      if module.attribute("accumulate", of: op) != nil,
        module.string("memory", of: op) == "scratchpad"
      {
        report.report(op, "'accumulate' needs memory \"accumulator\"")
      }
    })
}
