// Ops that compute each element of the result from the element of one operand at the same place.

extension OpDefinition {
  /// `%1 = stablehlo.exponential %0 : tensor<4xf32>`: a function of one element, whose result has the
  /// operand's type. Only of functions that are rounded an accuracy can be asked for.
  static func stablehloUnary(
    _ name: String, _ summary: String, on kinds: ElementKinds, isExact: Bool = false
  ) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
      results: .exactly(1), attributes: isExact ? [] : [.optional("result_accuracy", .any)],
      verify: { module, op, report in
        report.expectOperand(0, of: op, kinds, in: module)
        report.expectElement(
          ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      },
      parse: ClauseForm.unary.parse, print: ClauseForm.unary.print)
  }

  /// `stablehlo.abs`: of complex numbers it is the magnitude, a real number.
  static let stablehloAbs = OpDefinition(
    "stablehlo.abs", summary: "The absolute value of each element, of complex ones the magnitude.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
    results: .exactly(1),
    verify: { module, op, report in
      report.expectOperand(0, of: op, [.signed, .float, .complex], in: module)
      let element = module.elementType(of: module.operand(0, of: op))
      report.expectElement(ofResult: 0, of: op, module.realPart(of: element), in: module)
    },
    parse: ClauseForm.unary.parse, print: ClauseForm.unary.print)

  /// `stablehlo.is_finite`: true for what is neither infinite nor NaN.
  static let stablehloIsFinite = OpDefinition(
    "stablehlo.is_finite", summary: "Whether each element is neither infinite nor NaN.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
    results: .exactly(1),
    verify: { module, op, report in
      report.expectOperand(0, of: op, .float, in: module)
      report.expectElement(ofResult: 0, of: op, .i1, in: module)
    },
    parse: ClauseForm.unaryFunctional.parse, print: ClauseForm.unaryFunctional.print)

  /// `stablehlo.real`, `stablehlo.imag`: one part of each complex number; a real number is its own
  /// real part.
  static func stablehloComplexPart(_ name: String, _ summary: String) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary,
      traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(1),
      results: .exactly(1),
      verify: { module, op, report in
        report.expectOperand(0, of: op, [.float, .complex], in: module)
        let element = module.elementType(of: module.operand(0, of: op))
        report.expectElement(ofResult: 0, of: op, module.realPart(of: element), in: module)
      },
      parse: ClauseForm.unary.parse, print: ClauseForm.unary.print)
  }
}

extension Module {
  /// The type of one part of a complex number; the type itself for every other.
  func realPart(of element: TypeID) -> TypeID {
    if case .complex(let part) = type(element) { return part }
    return element
  }
}
