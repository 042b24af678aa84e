extension OpDefinition {
  /// `gemmini.compute`: streams a block through the array.
  ///
  /// Multiplies the block A of `rows` by `columns` at row `a` of `memory` with the stationary operand and adds
  /// D, the block of `d_rows` by `d_columns` at row `d` of `d_memory` (zeros without them). Where `keep` holds, the
  /// array keeps its stationary operand (`compute_accumulated`); elsewhere it takes the one that the preload directly
  /// before named (`compute_preloaded`). `memory` and `d_memory` are `"scratchpad"`, which they also are where they are not
  /// given, or `"accumulator"`: then the operand is what the activation and scale of `gemmini.config_ex` make of the sums
  /// there. Hardware does that, Spike's model does not, so the program says `hardware_only`. For the form of the fields see
  /// `GemminiFields`.
  static let gemminiCompute = OpDefinition(
    "gemmini.compute", summary: "Streams a block through the array.",
    operands: .any, results: .exactly(0),
    attributes: [
      .optional("memory", .string),
      .required("a", .affineMap), .required("rows", .affineMap), .required("columns", .affineMap),
      .optional("d", .affineMap), .optional("d_rows", .affineMap),
      .optional("d_columns", .affineMap), .optional("d_memory", .string),
      .optional("keep", .affineSet), GemminiFields.condition,
    ],
    verify: { module, op, report in
      GemminiFields.verify(
        module, op, minima: ["rows", "columns", "d_rows", "d_columns"], &report)
      for memory in ["memory", "d_memory"] {
        GemminiFields.verifyWord(memory, oneOf: ["scratchpad", "accumulator"], module, op, &report)
      }
      GemminiFields.verifyTogether(["d", "d_rows", "d_columns"], module, op, &report)
      if module.attribute("d_memory", of: op) != nil, module.attribute("d", of: op) == nil {
        report.report(op, "'d_memory' needs 'd'")
      }
    })
}
