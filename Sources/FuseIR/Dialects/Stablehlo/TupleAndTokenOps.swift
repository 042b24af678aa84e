// Tuples, tokens that order effects, and ops with the outside world.

extension OpDefinition {
  /// `stablehlo.tuple`: one value made of several: `%2 = stablehlo.tuple %0, %1 : tuple<..., ...>`.
  static let stablehloTuple = OpDefinition(
    "stablehlo.tuple", summary: "One value made of several.", traits: [.pure], operands: .any,
    results: .exactly(1),
    verify: { module, op, report in
      let types = module.operands(of: op).map { module.type(of: $0) }
      if module.typeValue(of: module.result(of: op)) != .tuple(types) {
        report.report(op, "result must be a tuple of the operands' types")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parse(.colon)
      let place = parser.place
      let type = try parser.parseType()
      guard case .tuple(let elements) = parser.module.type(type) else {
        throw parser.error("expected a tuple type", at: place)
      }
      state.operands = try parser.resolveOperands(operands, elements, at: place)
      state.resultTypes = [type]
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.result(of: op)), in: module)
    })

  /// `stablehlo.get_tuple_element`: `%1 = stablehlo.get_tuple_element %0[1] : (tuple<...>) -> ...`.
  static let stablehloGetTupleElement = OpDefinition(
    "stablehlo.get_tuple_element", summary: "One of the values of a tuple.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("index", .integer(width: 32))],
    verify: { module, op, report in
      guard case .tuple(let types) = module.typeValue(of: module.operand(0, of: op)) else {
        report.report(op, "operand #0 must be a tuple")
        return
      }
      let index = module.integer("index", of: op) ?? -1
      guard index >= 0, index < Int64(types.count) else {
        report.report(op, "attribute 'index' must lie in 0..<\(types.count), but is \(index)")
        return
      }
      if types[Int(index)] != module.type(of: module.result(of: op)) {
        report.report(
          op, "result must be of type \(module.text(of: types[Int(index)])), as element #\(index)")
      }
    },
    fold: { module, op in
      guard let tuple = module.definingOp(of: module.operand(0, of: op)),
        module.opcode(of: tuple).is(StablehloOp.tuple),
        let index = module.integer("index", of: op), index >= 0,
        index < Int64(module.operandCount(of: tuple))
      else { return nil }
      return [.value(module.operand(Int(index), of: tuple))]
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operand = try parser.parseOperand()
      try parser.parse(.leftSquare)
      let index = try parser.parseInteger()
      try parser.parse(.rightSquare)
      parser.add("index", parser.module.integerAttribute(index, .i32), to: &state)
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes([operand], &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.write("[\(module.integer("index", of: op) ?? 0)]")
      printer.printOptionalAttributeDictionary(of: op, except: ["index"], in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })

  /// `stablehlo.optimization_barrier`: its operands, which no transformation moves across it.
  static let stablehloOptimizationBarrier = OpDefinition(
    "stablehlo.optimization_barrier", summary: "Its operands, which nothing is moved across.",
    traits: [.pure], operands: .any, results: .any,
    verify: { module, op, report in
      if module.operands(of: op).map({ module.type(of: $0) }) != module.resultTypes(of: op) {
        report.report(op, "results must have the operands' types")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseOptionalAttributeDictionary(&state)
      if parser.parseOptional(.leftParenthesis) {
        try parser.parse(.rightParenthesis)
        return
      }
      let operands = try parser.parseOperandList()
      try parser.parse(.colon)
      let place = parser.place
      state.resultTypes = try parser.parseTypeList()
      state.operands = try parser.resolveOperands(operands, state.resultTypes, at: place)
    },
    print: { module, op, printer in
      printer.printOptionalAttributeDictionary(of: op, in: module)
      guard module.operandCount(of: op) > 0 else {
        printer.write("()")
        return
      }
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.write(" : ")
      printer.printTypes(module.resultTypes(of: op), in: module)
    })

  /// `stablehlo.after_all`: a token after all operands.
  static let stablehloAfterAll = OpDefinition(
    "stablehlo.after_all", summary: "A token behind all operands.", traits: [.pure],
    operands: .any, results: .exactly(1), parse: afterAllForm.parse, print: afterAllForm.print)

  /// `stablehlo.create_token`: a token that waits for nothing.
  static let stablehloCreateToken = OpDefinition(
    "stablehlo.create_token", summary: "A token that waits for nothing.", traits: [.pure],
    operands: .exactly(0), results: .exactly(1), parse: createTokenForm.parse,
    print: createTokenForm.print)

  /// `stablehlo.infeed`, `outfeed`, `send`, `recv`: data from and to the host or other processes.
  static func stablehloTransfer(
    _ name: String, _ summary: String, _ attributes: [AttributeDefinition]
  ) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary, operands: .atLeast(1), results: .atLeast(1),
      attributes: attributes)
  }

  private static let afterAllForm = ClauseForm(operands: nil, types: .same)
  private static let createTokenForm = ClauseForm(operands: 0, types: .results)
}
