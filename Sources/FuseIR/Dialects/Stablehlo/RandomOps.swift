// Random numbers.

extension OpDefinition {
  /// `stablehlo.rng`: numbers drawn from a distribution with the given parameters and shape.
  static let stablehloRng = OpDefinition(
    "stablehlo.rng", summary: "Numbers drawn from a distribution.",
    operands: .exactly(3), results: .exactly(1),
    attributes: [.required("rng_distribution", .word(RngDistribution.self))],
    parse: rngForm.parse, print: rngForm.print)

  /// `stablehlo.rng_bit_generator`: random bits and the state behind them, from a state.
  static let stablehloRngBitGenerator = OpDefinition(
    "stablehlo.rng_bit_generator", summary: "Random bits and the next state, from a state.",
    traits: [.pure], operands: .exactly(1), results: .exactly(2),
    attributes: [.required("rng_algorithm", .word(RngAlgorithm.self))],
    parse: rngBitGeneratorForm.parse, print: rngBitGeneratorForm.print,
    resultName: { _, _ in "output_state" }, laterResultNames: ["output"])

  private static let rngForm = ClauseForm(
    operands: 3,
    [.word("distribution", "rng_distribution", kind: RngDistribution.kind)], types: .functional)
  private static let rngBitGeneratorForm = ClauseForm(
    operands: 1, [.word("algorithm", "rng_algorithm", kind: RngAlgorithm.kind)],
    types: .functional)
}
