// Ops that compute each element of the result from the elements of two operands at the same place.

extension OpDefinition {
  /// `%2 = stablehlo.add %0, %1 : tensor<4xf32>`: a function of two elements, whose result has the
  /// operands' type.
  static func stablehloBinary(
    _ name: String, _ summary: String, on kinds: ElementKinds, isCommutative: Bool = false
  ) -> OpDefinition {
    var traits: OpTraits = [.pure, .elementwise, .sameOperandsAndResultShape]
    if isCommutative { traits.insert(.commutative) }
    return OpDefinition(
      "stablehlo.\(name)", summary: summary, traits: traits, operands: .exactly(2),
      results: .exactly(1),
      verify: { module, op, report in
        report.expectOperand(0, of: op, kinds, in: module)
        report.expectOneElementType(ofOperands: 0..<2, of: op, in: module)
        let element = module.elementType(of: module.operand(0, of: op))
        if module.elementKind(element) != .foreign {
          report.expectElement(ofResult: 0, of: op, element, in: module)
        }
      },
      parse: ClauseForm.binary.parse, print: ClauseForm.binary.print)
  }

  /// `stablehlo.complex`: complex numbers from their real and imaginary parts.
  static let stablehloComplex = OpDefinition(
    "stablehlo.complex", summary: "Complex numbers from their real and imaginary parts.",
    traits: [.pure, .elementwise, .sameOperandsAndResultShape], operands: .exactly(2),
    results: .exactly(1),
    verify: { module, op, report in
      for index in 0..<2 { report.expectOperand(index, of: op, .float, in: module) }
      report.expectOneElementType(ofOperands: 0..<2, of: op, in: module)
      report.expectComplexElement(
        ofResult: 0, of: op, parts: module.elementType(of: module.operand(0, of: op)), in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parse(.colon)
      let place = parser.place
      let type = try parser.parseType()
      if case .function(let inputs, let results) = parser.module.type(type) {
        state.operands = try parser.resolveOperands(operands, inputs, at: place)
        state.resultTypes = results
        return
      }
      guard case .complex(let part) = parser.module.type(parser.module.elementType(of: type)),
        let shape = parser.module.shape(of: type)
      else { throw parser.error("expected a tensor of complex numbers", at: place) }
      state.operands = try parser.resolveOperands(
        operands, parser.module.tensorType(shape, part))
      state.resultTypes = [type]
    },
    print: { module, op, printer in
      ClauseForm.binary.printOperandsAndAttributes(module, op, &printer)
      let result = module.type(of: module.result(of: op))
      let part = module.type(of: module.operand(0, of: op))
      printer.write(" : ")
      if case .complex(module.elementType(of: part)) = module.type(module.elementType(of: result)),
        module.shape(of: part) == module.shape(of: result),
        part == module.type(of: module.operand(1, of: op))
      {
        printer.printType(result, in: module)
      } else {
        printer.printFunctionalType(of: op, in: module)
      }
    })

  /// `stablehlo.clamp`: the operand, but not below the first bound and not above the second.
  static let stablehloClamp = OpDefinition(
    "stablehlo.clamp", summary: "The second operand, kept between the first and the third.",
    traits: [.pure, .elementwise], operands: .exactly(3), results: .exactly(1),
    verify: { module, op, report in
      report.expectOperand(1, of: op, .any, in: module)
      let element = module.elementType(of: module.operand(1, of: op))
      report.expectElement(ofResult: 0, of: op, element, in: module)
      guard let shape = module.shape(of: module.operand(1, of: op)) else { return }
      report.expectResult(0, of: op, shape: shape, in: module)
      for index in [0, 2] {
        let bound = module.operand(index, of: op)
        if module.elementType(of: bound) != element {
          report.report(
            op,
            "operand #\(index) must have elements of type \(module.text(of: element)), but has "
              + "\(module.text(of: module.elementType(of: bound)))")
        }
        if let boundShape = module.shape(of: bound), !boundShape.isEmpty,
          !shapesAgree(boundShape, shape)
        {
          report.report(
            op,
            "operand #\(index) must be a scalar or have shape \(shapeText(shape)), but has shape "
              + shapeText(boundShape))
        }
      }
    },
    parse: ClauseForm.ternary.parse, print: ClauseForm.ternary.print)
}
