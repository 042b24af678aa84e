extension OpDefinition {
  /// `builtin.module`: the top of a program, a symbol table of functions and other ops.
  static let module = OpDefinition(
    "builtin.module", summary: "Holds a program.",
    traits: [.isolatedFromAbove, .symbolTable, .singleBlock, .noTerminator, .graphRegion],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [.optional("sym_name", .string), .optional("sym_visibility", .string)])
}
