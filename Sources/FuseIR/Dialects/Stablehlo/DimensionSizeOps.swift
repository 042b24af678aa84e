// Sizes of dimensions that only the run knows.

extension OpDefinition {
  /// `stablehlo.get_dimension_size`: `%1 = stablehlo.get_dimension_size %0, dim = 0
  ///    : (tensor<?xf32>) -> tensor<i32>`.
  static let stablehloGetDimensionSize = OpDefinition(
    "stablehlo.get_dimension_size", summary: "The size of one dimension.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("dimension", .integer(width: 64))],
    verify: verifying { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      _ = try module.dimension("dimension", of: op, rank: shape.count)
      return []
    },
    parse: getForm.parse, print: getForm.print)

  /// `stablehlo.set_dimension_size`: the operand with the given dimension cut to the given size.
  static let stablehloSetDimensionSize = OpDefinition(
    "stablehlo.set_dimension_size", summary: "The operand with one dimension cut to a size.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [.required("dimension", .integer(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      _ = try module.dimension("dimension", of: op, rank: shape.count)
      return nil
    },
    parse: setForm.parse, print: setForm.print)

  private static let getForm = ClauseForm(
    operands: 1, [.integer("dim", "dimension")], types: .functional)
  private static let setForm = ClauseForm(
    operands: 2, [.integer("dim", "dimension")], types: .functional)
}
