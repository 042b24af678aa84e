extension OpDefinition {
  /// `sdy.mesh`: names an arrangement of devices: `sdy.mesh @mesh = <["data"=2, "model"=4]>`.
  static let sdyMesh = OpDefinition(
    "sdy.mesh", summary: "Names an arrangement of devices.", traits: [.symbol],
    operands: .exactly(0), results: .exactly(0),
    attributes: [.required("sym_name", .string), .required("mesh", .dialect("sdy.mesh"))],
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let name = try parser.parseSymbolName()
      parser.add("sym_name", parser.module.intern(.string(name, type: nil)), to: &state)
      try parser.parse(.equal)
      let body = parser.module.string(try parser.parseDialectBody())
      parser.add("mesh", parser.module.dialectAttribute("sdy", ".mesh\(body)"), to: &state)
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      printer.write(" ")
      if let name = module.attribute("sym_name", of: op),
        case .string(let text, _) = module.attribute(name)
      {
        printer.printSymbolName(text, in: module)
      }
      if let mesh = module.attribute("mesh", of: op) {
        printer.write(" = <\(module.dialectAttributeText(mesh, "sdy", "mesh") ?? "")>")
      }
      printer.printOptionalAttributeDictionary(of: op, except: ["sym_name", "mesh"], in: module)
    })
}
