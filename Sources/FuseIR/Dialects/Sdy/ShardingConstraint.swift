extension OpDefinition {
  /// `sdy.sharding_constraint`: its operand, laid out over the devices of a mesh as the attribute says:
  /// `%1 = sdy.sharding_constraint %0 <@mesh, [{"data"}, {}]> : tensor<8x8xf32>`.
  static let sdyShardingConstraint = OpDefinition(
    "sdy.sharding_constraint", summary: "Its operand, laid out over devices as the attribute says.",
    traits: [.pure, .sameOperandsAndResultType], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("sharding", .dialect("sdy.sharding"))],
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operand = try parser.parseOperand()
      let body = parser.module.string(try parser.parseDialectBody())
      parser.add("sharding", parser.module.dialectAttribute("sdy", ".sharding\(body)"), to: &state)
      try parser.parseOptionalAttributeDictionary(&state)
      let type = try parser.parseColonType()
      state.operands = [try parser.resolveOperand(operand, type)]
      state.resultTypes = [type]
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      if let sharding = module.attribute("sharding", of: op) {
        printer.write(" <\(module.dialectAttributeText(sharding, "sdy", "sharding") ?? "")>")
      }
      printer.printOptionalAttributeDictionary(of: op, except: ["sharding"], in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.result(of: op)), in: module)
    })
}
