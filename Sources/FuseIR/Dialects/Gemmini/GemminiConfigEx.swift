extension OpDefinition {
  /// `gemmini.config_ex`: sets up the array.
  ///
  /// `dataflow` is `"weight_stationary"` or `"output_stationary"`. `activation` (`"none"` or `"relu"`) applies to results
  /// that the array writes to the scratchpad. `transpose_a` and `transpose_b` make it read a block of A or B
  /// transposed; not both at once. `a_stride` and `c_stride` are the distance between successive rows of A and C in
  /// local rows, `scale` multiplies operands read from the accumulator, and `shift` is the rounding right shift of
  /// output-stationary results. What is left out: weight-stationary, no activation, no transposition, strides and scale
  /// 1, shift 0.
  static let gemminiConfigEx = OpDefinition(
    "gemmini.config_ex", summary: "Sets up the array.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .optional("dataflow", .string), .optional("activation", .string),
      .optional("transpose_a", .bool), .optional("transpose_b", .bool),
      .optional("a_stride", .integer(width: 64)), .optional("c_stride", .integer(width: 64)),
      .optional("scale", .float), .optional("shift", .integer(width: 64)),
    ],
    verify: { module, op, report in
      GemminiFields.verifyWord(
        "dataflow", oneOf: ["weight_stationary", "output_stationary"], module, op, &report)
      GemminiFields.verifyWord("activation", oneOf: ["none", "relu"], module, op, &report)
      GemminiFields.verifyRange("a_stride", 0...0xFFFF, module, op, &report)
      GemminiFields.verifyRange("c_stride", 0...0xFFFF, module, op, &report)
      GemminiFields.verifyRange("shift", 0...31, module, op, &report)
    })
}
