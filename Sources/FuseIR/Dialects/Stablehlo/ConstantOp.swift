extension OpDefinition {
  /// `stablehlo.constant`: the tensor of its attribute.
  ///
  /// `%cst = stablehlo.constant dense<0.0> : tensor<4xf32>`
  static let stablehloConstant = OpDefinition(
    "stablehlo.constant", summary: "The tensor that its attribute holds.",
    traits: [.pure, .constant], operands: .exactly(0), results: .exactly(1),
    attributes: [.required("value", .elements)],
    verify: { module, op, report in
      guard let value = module.attribute("value", of: op),
        case .denseElements(let dense) = module.attribute(value)
      else { return }
      let type = module.type(of: module.result(of: op))
      if module.elementKind(module.elementType(of: type)) == .foreign { return }
      if let shape = module.shape(of: dense.type) {
        report.expectResult(0, of: op, shape: shape, in: module)
      }
      report.expectElement(ofResult: 0, of: op, module.elementType(of: dense.type), in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseOptionalAttributeDictionary(&state)
      let place = parser.place
      let value = try parser.parseAttribute()
      guard let type = parser.module.valueType(of: value) else {
        throw parser.error("expected dense elements", at: place)
      }
      parser.add("value", value, to: &state)
      state.resultTypes = [parser.parseOptional(.colon) ? try parser.parseType() : type]
    },
    print: { module, op, printer in
      printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
      guard let value = module.attribute("value", of: op) else { return }
      printer.write(" ")
      printer.printAttribute(value, in: module)
      let type = module.type(of: module.result(of: op))
      if module.valueType(of: value) != type {
        printer.write(" : ")
        printer.printType(type, in: module)
      }
    },
    resultName: { module, op in
      module.elementKind(module.elementType(of: module.result(of: op))).isSubset(
        of: [.boolean, .integer]) ? "c" : "cst"
    })
}
