extension OpDefinition {
  /// `linalg.map`: each output element computed from the input elements at the same place.
  static let linalgMap = OpDefinition(
    "linalg.map", summary: "Computes element by element.", traits: [.pure, .singleBlock],
    operands: .atLeast(1), results: .between(0, 1), regions: .exactly(1),
    verify: verifyStructured, parse: parseMapReduce, print: printMapReduce,
    resultName: { _, _ in "mapped" }, argumentName: inputOrInitial)

  /// `linalg.reduce`: combines the elements along some dimensions, starting from the outputs. The body gets one element of
  /// each input, then one of each output.
  static let linalgReduce = OpDefinition(
    "linalg.reduce", summary: "Combines elements along dimensions.",
    traits: [.pure, .singleBlock],
    operands: .atLeast(2), results: .any, regions: .exactly(1),
    attributes: [.required("dimensions", .denseArray(width: 64))],
    verify: { module, op, report in
      if module.operandCount(of: op) % 2 != 0 {
        report.report(op, "expects as many outputs as inputs")
        return
      }
      verifyStructured(module, op, &report)
    },
    parse: parseMapReduce, print: printMapReduce, resultName: { _, _ in "reduced" },
    argumentName: inputOrInitial)

  private static let inputOrInitial: @Sendable (borrowing Module, OpID, Int) -> String? = {
    module, op, index in
    index < (StructuredOp(op, in: module)?.inputCount(in: module) ?? 0) ? "in" : "init"
  }
}
