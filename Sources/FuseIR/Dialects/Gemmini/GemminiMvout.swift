extension OpDefinition {
  /// `gemmini.mvout`: moves a block from local memory to DRAM.
  ///
  /// Row r, column c of the block comes from column c mod DIM of row `local` + r + (c floordiv DIM) * DIM of `memory`
  /// (`"scratchpad"` or `"accumulator"`) and goes to byte `offset` + r * stride + c * element size of `buffer`. From the
  /// accumulator, elements are scaled, rounded, saturated and activated, unless `full` is true: then they leave as
  /// they are. For the form of the fields see `GemminiFields`.
  static let gemminiMvout = OpDefinition(
    "gemmini.mvout", summary: "Moves a block from local memory to DRAM.",
    operands: .any, results: .exactly(0),
    attributes: [
      .required("buffer", .symbol), .required("offset", .affineMap), .required("memory", .string),
      .required("local", .affineMap), .optional("full", .bool), .required("rows", .affineMap),
      .required("columns", .affineMap), GemminiFields.condition,
    ],
    verify: { module, op, report in
      GemminiFields.verify(module, op, minima: ["rows", "columns"], &report)
      GemminiFields.verifyWord("memory", oneOf: ["scratchpad", "accumulator"], module, op, &report)
    })
}
