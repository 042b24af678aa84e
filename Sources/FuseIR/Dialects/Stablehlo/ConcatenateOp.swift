extension OpDefinition {
  /// `stablehlo.concatenate`: the operands one behind the other along one dimension.
  ///
  /// `%2 = stablehlo.concatenate %0, %1, dim = 0 : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>`
  static let stablehloConcatenate = OpDefinition(
    "stablehlo.concatenate", summary: "The operands one behind the other along one dimension.",
    traits: [.pure], operands: .atLeast(1), results: .exactly(1),
    attributes: [.required("dimension", .integer(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard var result = try module.operandShape(0, of: op) else { return nil }
      let dimension = try module.dimension("dimension", of: op, rank: result.count)
      try module.requireOneElementType(ofOperands: 0..<module.operandCount(of: op), of: op)
      for index in 1..<module.operandCount(of: op) {
        guard let shape = try module.operandShape(index, of: op) else { return nil }
        guard shape.count == result.count else {
          throw ShapeProblem(
            "operand #\(index) must have rank \(result.count), but has rank \(shape.count)")
        }
        for other in shape.indices where other != dimension {
          guard extentsAgree(shape[other], result[other]) else {
            throw ShapeProblem(
              "operands must agree in all dimensions but #\(dimension), but operand #\(index) has "
                + "\(shape[other]) instead of \(result[other]) in dimension #\(other)")
          }
          result[other] = refinedExtent(result[other], shape[other])
        }
        if result[dimension] == Dimension.dynamic || shape[dimension] == Dimension.dynamic {
          result[dimension] = Dimension.dynamic
        } else {
          let (sum, overflow) = result[dimension].addingReportingOverflow(shape[dimension])
          guard !overflow else { throw ShapeProblem("the size of the result does not fit 64 bits") }
          result[dimension] = sum
        }
      }
      return result
    },
    fold: { module, op in
      guard module.operandCount(of: op) == 1,
        module.type(of: module.operand(0, of: op)) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(module.operand(0, of: op))]
    },
    parse: concatenateForm.parse, print: concatenateForm.print)

  private static let concatenateForm = ClauseForm(
    operands: nil, [.integer("dim", "dimension")], types: .functional)
}
