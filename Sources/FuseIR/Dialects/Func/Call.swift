/// A view of an op that names a function: a `func.call` or a `func.constant`.
public struct Call: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op.
  public init(_ op: OpID) { self.op = op }

  /// The name of the function.
  public func calleeName(in module: borrowing Module) -> StringID? {
    let name = module.opcode(of: op).is(FuncOp.constant) ? "value" : "callee"
    return module.attribute(name, of: op).flatMap { module.symbolValue($0) }
  }

  /// The called function: the one of that name in the nearest symbol table around the call, looked up in an index of the
  /// module as it is.
  public func callee(in module: borrowing Module, _ symbols: inout SymbolIndex) -> Function? {
    guard let name = calleeName(in: module) else { return nil }
    var parent = module.parentOp(of: op)
    while let table = parent {
      if module.traits(of: table).contains(.symbolTable) {
        guard let target = symbols.symbol(name, in: table, of: module),
          module.opcode(of: target).is(FuncOp.func)
        else { return nil }
        return Function(target)
      }
      parent = module.parentOp(of: table)
    }
    return nil
  }
}

extension OpDefinition {
  /// `func.call`: calls a function of the module.
  static let call = OpDefinition(
    "func.call", summary: "Calls a function.",
    operands: .any, results: .any,
    attributes: [
      .required("callee", .symbol), .optional("arg_attrs", .array), .optional("res_attrs", .array),
      .optional("no_inline", .unit),
    ],
    verify: { module, op, report in
      let call = Call(op)
      guard let function = call.callee(in: module, &report.symbols) else {
        let name = call.calleeName(in: module).map { module.string($0) } ?? ""
        report.report(op, "'\(name)' does not reference a valid function")
        return
      }
      let (inputs, results) = function.type(in: module)
      if module.operands(of: op).map({ module.type(of: $0) }) != inputs {
        report.report(op, "operand types do not match the inputs of the called function")
      }
      if module.resultTypes(of: op) != results {
        report.report(op, "result types do not match the results of the called function")
      }
    },
    parse: parseCall, print: printCall)
}

/// `call @f(%a) {attributes} : (f32) -> f32`.
private func parseCall(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let callee = try parser.parseSymbolName()
  let attribute = parser.module.intern(.symbol(callee, nested: []))
  state.attributes.append((parser.module.intern("callee"), attribute))
  let operands = try parser.parseOperandList(.parentheses)
  try parser.parseOptionalAttributeDictionary(&state)
  try parser.parse(.colon)
  let place = parser.place
  let (inputs, results) = try parser.parseFunctionType()
  state.operands = try parser.resolveOperands(operands, inputs, at: place)
  state.resultTypes = results
}

private func printCall(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  if let name = Call(op).calleeName(in: module) { printer.printSymbolName(name, in: module) }
  printer.write("(")
  printer.printOperands(of: op, in: module)
  printer.write(")")
  printer.printOptionalAttributeDictionary(of: op, except: ["callee"], in: module)
  printer.write(" : ")
  printer.printFunctionalType(of: op, in: module)
}
