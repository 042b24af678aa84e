// Ops that give the same elements, in the same order, another shape.

extension OpDefinition {
  /// `stablehlo.reshape`: the same elements in row-major order under another shape.
  ///
  /// `%1 = stablehlo.reshape %0 : (tensor<2x3xf32>) -> tensor<6xf32>`
  static let stablehloReshape = OpDefinition(
    "stablehlo.reshape", summary: "The same elements, in row-major order, under another shape.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      let operand = module.type(of: module.operand(0, of: op))
      let result = module.type(of: module.result(of: op))
      report.expectElement(ofResult: 0, of: op, module.elementType(of: operand), in: module)
      guard let from = module.elementCount(of: operand), let to = module.elementCount(of: result)
      else { return }
      if from != to {
        report.report(
          op, "result must have as many elements as the operand, \(from), but has \(to)")
      }
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      let result = module.type(of: module.result(of: op))
      if module.type(of: operand) == result { return [.value(operand)] }
      // A reshape of a reshape goes back to the first operand if that has the wanted type.
      if let inner = module.definingOp(of: operand),
        module.opcode(of: inner).is(StablehloOp.reshape),
        module.type(of: module.operand(0, of: inner)) == result
      {
        return [.value(module.operand(0, of: inner))]
      }
      return nil
    },
    parse: ClauseForm.unaryFunctional.parse, print: ClauseForm.unaryFunctional.print)

  /// `stablehlo.dynamic_reshape`: a reshape whose result shape is an operand.
  static let stablehloDynamicReshape = OpDefinition(
    "stablehlo.dynamic_reshape", summary: "A reshape whose result shape is an operand.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in nil },
    parse: dynamicReshapeForm.parse, print: dynamicReshapeForm.print)

  private static let dynamicReshapeForm = ClauseForm(operands: 2, types: .functional)
}
