// Ops that name code elsewhere.

extension OpDefinition {
  /// `stablehlo.custom_call`: code of the platform that runs the program, by name.
  ///
  /// `%1 = stablehlo.custom_call @name(%0) {backend_config = ""} : (tensor<4xf32>) -> tensor<4xf32>`
  ///
  /// In the custom form three attributes are left out when they have their usual values
  /// (`api_version = 1`, `has_side_effect = false`, `called_computations = []`), which an op without
  /// them has too.
  static let stablehloCustomCall = OpDefinition(
    "stablehlo.custom_call", summary: "Code of the platform that runs the program, by name.",
    operands: .any, results: .any,
    attributes: [
      .required("call_target_name", .string), .optional("api_version", .integer(width: 32)),
      .optional("backend_config", .any), .optional("called_computations", .array),
      .optional("has_side_effect", .bool), .optional("operand_layouts", .array),
      .optional("output_operand_aliases", .array), .optional("result_layouts", .array),
    ],
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let target = try parser.parseSymbolName()
      parser.add(
        "call_target_name", parser.module.intern(.string(target, type: nil)), to: &state)
      let operands = try parser.parseOperandList(.parentheses)
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes(operands, &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      if let target = module.attribute("call_target_name", of: op),
        case .string(let name, _) = module.attribute(target)
      {
        printer.printSymbolName(name, in: module)
      }
      printer.write("(")
      printer.printOperands(of: op, in: module)
      printer.write(")")
      var hidden: [StaticString] = ["call_target_name"]
      if module.integer("api_version", of: op) == 1 { hidden.append("api_version") }
      if let effect = module.attribute("has_side_effect", of: op),
        module.boolValue(effect) == false
      {
        hidden.append("has_side_effect")
      }
      for name: StaticString in ["called_computations", "output_operand_aliases"] {
        if let list = module.attribute(name.description, of: op),
          module.arrayElements(list)?.isEmpty ?? false
        {
          hidden.append(name)
        }
      }
      printer.printOptionalAttributeDictionary(of: op, except: hidden, in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })

  /// `stablehlo.composite`: an op of a library, whose meaning is the function `decomposition`.
  ///
  /// `%1 = stablehlo.composite "lib.gelu" %0 {decomposition = @gelu} : (tensor<4xf32>) -> tensor<4xf32>`
  static let stablehloComposite = OpDefinition(
    "stablehlo.composite", summary: "An op of a library, whose meaning is a function.",
    operands: .any, results: .any,
    attributes: [
      .required("name", .string), .required("decomposition", .symbol),
      .optional("composite_attributes", .dictionary), .optional("version", .integer(width: 32)),
    ],
    verify: { module, op, report in
      guard let attribute = module.attribute("decomposition", of: op),
        let name = module.symbolValue(attribute)
      else { return }
      guard let function = report.symbols.symbol(name, in: module.root, of: module),
        module.opcode(of: function).is(FuncOp.func)
      else {
        report.report(
          op,
          "decomposition must name a function of the module, but there is no @"
            + module.string(name))
        return
      }
      guard let type = module.attribute("function_type", of: function),
        case .type(let id) = module.attribute(type),
        case .function(let inputs, let results) = module.type(id)
      else { return }
      if inputs != module.operands(of: op).map({ module.type(of: $0) })
        || results != module.resultTypes(of: op)
      {
        report.report(
          op,
          "must have the type of its decomposition @\(module.string(name)), "
            + module.text(of: id))
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let name = try parser.parseString()
      parser.add("name", parser.module.intern(.string(name, type: nil)), to: &state)
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes(operands, &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      if let name = module.attribute("name", of: op) { printer.printAttribute(name, in: module) }
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      var hidden: [StaticString] = ["name"]
      if module.integer("version", of: op) == 0 { hidden.append("version") }
      if module.attribute("composite_attributes", of: op) == .emptyDictionary {
        hidden.append("composite_attributes")
      }
      printer.printOptionalAttributeDictionary(of: op, except: hidden, in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })
}
