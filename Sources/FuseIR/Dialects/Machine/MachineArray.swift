extension OpDefinition {
  /// `machine.array`: an array of multiply-add units.
  ///
  /// Where nothing else is said, a contraction reduces along its `rows`, and its `columns` hold independent outputs. `input`, `weight` and `accumulator`
  /// are element types. `multiply_add` is `separate` where the product is rounded before the sum, `fused` where only the
  /// sum is. `row_loops`, `column_loops` and `diagonal_loops` are the loops of a layer that may run along rows, columns and
  /// the diagonal, by their letters (G groups, N batch, K output channels, C input channels, P and Q rows and columns of the
  /// output, R and S of the kernel); where they are absent, C runs along rows, K along columns.
  /// A product of matrices has its rows in N. An energy that no source gives is left out.
  static let machineArray = OpDefinition(
    "machine.array", summary: "An array of multiply-add units.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("rows", .integer(width: 64)),
      .required("columns", .integer(width: 64)), .required("input", .type),
      .required("weight", .type), .required("accumulator", .type),
      .required("multiply_add", .string),
      .required("multiply_adds_per_cycle", .integer(width: 64)),
      .optional("picojoules_per_multiply_add", .float), .optional("row_loops", .array),
      .optional("column_loops", .array), .optional("diagonal_loops", .array),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(
        ["rows", "columns", "multiply_adds_per_cycle"], module, op, &report)
      MachineFields.verifyWord("multiply_add", ["separate", "fused"], module, op, &report)
      MachineFields.verifyEnergy(["picojoules_per_multiply_add"], module, op, &report)
      for side in ["row_loops", "column_loops"] {
        MachineFields.verifyWords(side, loops, module, op, &report)
      }
      MachineFields.verifyWords("diagonal_loops", ["G"], module, op, &report)
      for name in ["input", "weight", "accumulator"] {
        MachineFields.verifyElementType(name, module, op, &report)
      }
    })

  private static let loops = ["G", "N", "K", "C", "P", "Q", "R", "S"]
}
