/// A view of a `func.func` op.
public struct Function: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `func.func`.
  public init(_ op: OpID) { self.op = op }

  /// The name, without `@`.
  public func name(in module: borrowing Module) -> String {
    module.string("sym_name", of: op) ?? ""
  }

  /// The types of the arguments and of the results.
  public func type(in module: borrowing Module) -> (inputs: [TypeID], results: [TypeID]) {
    guard let attribute = module.attribute("function_type", of: op),
      case .type(let type) = module.attribute(attribute),
      case .function(let inputs, let results) = module.type(type)
    else { return ([], []) }
    return (inputs, results)
  }

  /// The entry block, nil for a declaration.
  public func body(in module: borrowing Module) -> BlockID? { module.body(of: op) }

  /// True iff the function has no body.
  public func isDeclaration(in module: borrowing Module) -> Bool { body(in: module) == nil }

  /// True iff only the module itself may call the function.
  public func isPrivate(in module: borrowing Module) -> Bool {
    module.string("sym_visibility", of: op) == "private"
  }

  /// The attribute dictionary of each argument, nil where the function has none at all.
  public func argumentAttributes(in module: borrowing Module) -> [AttributeID]? {
    module.attribute("arg_attrs", of: op).flatMap { module.arrayElements($0) }
  }

  /// The attribute dictionary of each result, nil where the function has none at all.
  public func resultAttributes(in module: borrowing Module) -> [AttributeID]? {
    module.attribute("res_attrs", of: op).flatMap { module.arrayElements($0) }
  }

  /// Makes the function's type that of its entry block's arguments and of the first `func.return` in it; attributes of
  /// arguments and results are dropped where their number no longer agrees.
  public func updateType(in module: inout Module) {
    guard let body = body(in: module) else { return }
    let inputs = module.arguments(of: body).map { module.type(of: $0) }
    var results = type(in: module).results
    for block in module.blocks(of: module.region(of: op)) {
      guard let last = module.lastOp(of: block), module.opcode(of: last).is(FuncOp.return) else {
        continue
      }
      results = module.operands(of: last).map { module.type(of: $0) }
      break
    }
    let type = module.intern(.function(inputs: inputs, results: results))
    module.setAttribute("function_type", module.typeAttribute(type), of: op)
    if let attributes = argumentAttributes(in: module), attributes.count != inputs.count {
      module.removeAttribute("arg_attrs", of: op)
    }
    if let attributes = resultAttributes(in: module), attributes.count != results.count {
      module.removeAttribute("res_attrs", of: op)
    }
  }
}

extension OpDefinition {
  /// `func.func`: a function. Its region's entry block has one argument per input; a function without blocks is a
  /// declaration.
  static let function = OpDefinition(
    "func.func", summary: "A function.",
    traits: [.isolatedFromAbove, .symbol],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [
      .required("sym_name", .string), .required("function_type", .type),
      .optional("sym_visibility", .string), .optional("arg_attrs", .array),
      .optional("res_attrs", .array), .optional("no_inline", .unit),
    ],
    verify: { module, op, report in Function(op).verify(in: module, &report) },
    parse: parseFunction, print: printFunction)
}

extension Function {
  fileprivate func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    guard let attribute = module.attribute("function_type", of: op),
      case .type(let type) = module.attribute(attribute),
      case .function(let inputs, let results) = module.type(type)
    else {
      report.report(op, "attribute 'function_type' must be a function type")
      return
    }
    if let parent = module.parentOp(of: op), let definition = module.definition(of: parent),
      !definition.traits.contains(.symbolTable)
    {
      report.report(op, "is a symbol and must stand directly in a symbol table, such as a module")
    }
    if let visibility = module.string("sym_visibility", of: op),
      !["public", "private", "nested"].contains(visibility)
    {
      report.report(op, "visibility must be public, private or nested, but is \(visibility)")
    }
    verifyAttributes(argumentAttributes(in: module), inputs.count, "arg_attrs", module, &report)
    verifyAttributes(resultAttributes(in: module), results.count, "res_attrs", module, &report)
    guard let entry = body(in: module) else {
      if module.string("sym_visibility", of: op) ?? "public" == "public" {
        report.report(op, "is a declaration and must be private or nested")
      }
      return
    }
    let arguments = module.arguments(of: entry).map { module.type(of: $0) }
    if arguments != inputs {
      report.report(
        op, "type has \(inputs.count) inputs that must be the types of the entry block's arguments")
    }
  }

  private func verifyAttributes(
    _ attributes: [AttributeID]?, _ count: Int, _ name: String, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let attributes else { return }
    if attributes.count != count {
      report.report(op, "'\(name)' must have \(count) entries, but has \(attributes.count)")
    }
    for attribute in attributes {
      guard case .dictionary(let entries) = module.attribute(attribute) else {
        report.report(op, "'\(name)' must hold dictionaries")
        return
      }
      if let own = entries.first(where: { !module.string($0.name).contains(".") }) {
        report.report(
          op,
          "'\(name)' may only hold attributes with dialect-prefixed names, found: "
            + "'\(module.string(own.name))'")
      }
    }
  }
}
