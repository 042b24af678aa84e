extension OpDefinition {
  /// `chlo.constant`: the tensor of its attribute: `%0 = chlo.constant dense<1.0> : tensor<f32>`.
  static let chloConstant = OpDefinition(
    "chlo.constant", summary: "The tensor that its attribute holds.", traits: [.pure, .constant],
    operands: .exactly(0), results: .exactly(1), attributes: [.required("value", .elements)],
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let place = parser.place
      let value = try parser.parseAttribute()
      guard let type = parser.module.valueType(of: value) else {
        throw parser.error("expected dense elements", at: place)
      }
      parser.add("value", value, to: &state)
      state.resultTypes = [type]
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      guard let value = module.attribute("value", of: op) else { return }
      printer.write(" ")
      printer.printAttribute(value, in: module)
      printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
    })

  /// `chlo.constant_like`: a number repeated to the shape of the operand.
  static let chloConstantLike = OpDefinition(
    "chlo.constant_like", summary: "A number repeated to the shape of the operand.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("value", .any)],
    verify: { module, op, report in
      guard let shape = module.shape(of: module.operand(0, of: op)) else { return }
      report.expectResult(0, of: op, shape: shape, in: module)
      if let value = module.attribute("value", of: op), let type = module.valueType(of: value) {
        report.expectElement(ofResult: 0, of: op, type, in: module)
      }
    })
}
