extension OpDefinition {
  /// `stablehlo.constant`: the tensor of its attribute.
  ///
  /// `%cst = stablehlo.constant dense<0.0> : tensor<4xf32>`, or, where the elements are of another type than those of the
  /// result, `stablehlo.constant() <{value = dense<1> : tensor<4xi8>}> : () -> tensor<4x!quant.uniform<i8:f32, 2.0>>`
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
      if parser.parseOptional(.leftParenthesis) {
        try parser.parse(.rightParenthesis)
        if parser.parseOptional(.less) {
          try parser.parseOptionalAttributeDictionary(&state)
          try parser.parse(.greater)
        }
        try parser.parseOptionalAttributeDictionary(&state)
        try parser.parse(.colon)
        state.resultTypes = try parser.parseFunctionType().results
        return
      }
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
      guard let value = module.attribute("value", of: op) else { return }
      let type = module.type(of: module.result(of: op))
      if module.valueType(of: value) != type {
        printer.write("() <{value = ")
        printer.printAttribute(value, in: module)
        printer.write("}>")
        printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
        printer.write(" : () -> ")
        printer.printType(type, in: module)
        return
      }
      printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
      printer.write(" ")
      printer.printAttribute(value, in: module)
    },
    resultName: { module, op in
      module.elementKind(module.elementType(of: module.result(of: op))).isSubset(
        of: [.boolean, .integer]) ? "c" : "cst"
    })
}
