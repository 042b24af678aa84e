// Ops that reorder dimensions or the elements along them.

extension OpDefinition {
  /// `stablehlo.transpose`: dimension `i` of the result is dimension `dims[i]` of the operand.
  ///
  /// `%1 = stablehlo.transpose %0, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>`
  static let stablehloTranspose = OpDefinition(
    "stablehlo.transpose", summary: "The operand with its dimensions in another order.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("permutation", .denseArray(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      let permutation = try module.dimensions(
        "permutation", of: op, rank: shape.count, count: shape.count)
      return permutation.map { shape[$0] }
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard let permutation = module.integers("permutation", of: op) else { return nil }
      if permutation.elementsEqual(0..<Int64(permutation.count)),
        module.type(of: operand) == module.type(of: module.result(of: op))
      {
        return [.value(operand)]
      }
      // A transpose that undoes a transpose.
      guard let inner = module.definingOp(of: operand),
        module.opcode(of: inner).is(StablehloOp.transpose),
        let first = module.integers("permutation", of: inner), first.count == permutation.count,
        permutation.allSatisfy({ first.indices.contains(Int($0)) }),
        permutation.map({ first[Int($0)] }).elementsEqual(0..<Int64(first.count)),
        module.type(of: module.operand(0, of: inner)) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(module.operand(0, of: inner))]
    },
    parse: transposeForm.parse, print: transposeForm.print)

  /// `stablehlo.reverse`: the elements in reverse order along the given dimensions.
  ///
  /// `%1 = stablehlo.reverse %0, dims = [1] : tensor<2x3xf32>`
  static let stablehloReverse = OpDefinition(
    "stablehlo.reverse", summary: "The elements in reverse order along some dimensions.",
    traits: [.pure, .sameOperandsAndResultShape], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("dimensions", .denseArray(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      _ = try module.dimensions("dimensions", of: op, rank: shape.count)
      return shape
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard let dimensions = module.integers("dimensions", of: op),
        let shape = module.shape(of: operand),
        dimensions.allSatisfy({ shape.indices.contains(Int($0)) && shape[Int($0)] == 1 }),
        module.type(of: operand) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(operand)]
    },
    parse: reverseForm.parse, print: reverseForm.print)

  private static let transposeForm = ClauseForm(
    operands: 1, [.integers("dims", "permutation")], types: .functional)
  private static let reverseForm = ClauseForm(
    operands: 1, [.integers("dims", "dimensions")], types: .same)
}
