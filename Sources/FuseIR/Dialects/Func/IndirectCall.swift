// Functions as values.

extension OpDefinition {
  /// `func.constant`: a function of the module as a value.
  ///
  /// `%f = func.constant @f : (f32) -> f32`
  static let functionConstant = OpDefinition(
    "func.constant", summary: "A function as a value.", traits: .pure,
    operands: .exactly(0), results: .exactly(1), attributes: [.required("value", .symbol)],
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard case .function = module.type(type) else {
        report.report(op, "requires a result of function type")
        return
      }
      guard let function = Call(op).callee(in: module, &report.symbols) else {
        report.report(op, "does not reference a function of the module")
        return
      }
      let (inputs, results) = function.type(in: module)
      if case .function(let given, let made) = module.type(type), given != inputs || made != results
      {
        report.report(op, "reference to function with mismatched type")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseOptionalAttributeDictionary(&state)
      let name = try parser.parseSymbolName()
      let value = parser.module.intern(.symbol(name, nested: []))
      state.attributes.append((parser.module.intern("value"), value))
      state.resultTypes = [try parser.parseColonType()]
    },
    print: { module, op, printer in
      printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
      printer.write(" ")
      if let name = Call(op).calleeName(in: module) { printer.printSymbolName(name, in: module) }
      printer.write(" : ")
      printer.printType(module.type(of: module.result(of: op)), in: module)
    },
    resultName: { _, _ in "f" })

  /// `func.call_indirect`: calls the function that the first operand is.
  ///
  /// `%1 = func.call_indirect %f(%0) : (f32) -> f32`
  static let indirectCall = OpDefinition(
    "func.call_indirect", summary: "Calls a function that is a value.",
    operands: .atLeast(1), results: .any,
    attributes: [.optional("arg_attrs", .array), .optional("res_attrs", .array)],
    verify: { module, op, report in
      guard
        case .function(let inputs, let results) = module.typeValue(of: module.operand(0, of: op))
      else {
        report.report(op, "operand #0 must be a function")
        return
      }
      if module.operands(of: op).dropFirst().map({ module.type(of: $0) }) != inputs {
        report.report(op, "operand types do not match the inputs of the called function")
      }
      if module.resultTypes(of: op) != results {
        report.report(op, "result types do not match the results of the called function")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let callee = try parser.parseOperand()
      let operands = try parser.parseOperandList(.parentheses)
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parse(.colon)
      let place = parser.place
      let type = try parser.parseType()
      guard case .function(let inputs, let results) = parser.module.type(type) else {
        throw parser.error("expected a function type", at: place)
      }
      state.operands =
        try [parser.resolveOperand(callee, type)]
        + parser.resolveOperands(operands, inputs, at: place)
      state.resultTypes = results
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperand(module.operand(0, of: op), in: module)
      printer.write("(")
      printer.printOperands(module.operands(of: op).dropFirst(), in: module)
      printer.write(")")
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    })
}
