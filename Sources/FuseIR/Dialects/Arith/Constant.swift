extension Module {
  /// The type that an attribute has as a value: of numbers, of `dense<...>` and of its kin; nil for every other attribute.
  public func valueType(of id: AttributeID) -> TypeID? {
    switch attribute(id) {
    case .integer(_, let type), .wideInteger(_, let type), .float(_, let type),
      .wideFloat(_, let type), .denseStrings(_, let type), .denseResource(_, let type),
      .sparse(_, _, let type):
      type
    case .denseElements(let dense): dense.type
    case .string(_, let type): type
    default: nil
    }
  }

  /// An `arith.constant` of the attribute's value.
  public mutating func buildConstant(
    _ value: AttributeID, at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    guard let type = valueType(of: value) else {
      preconditionFailure("invariant: the attribute of a constant has a type")
    }
    let op = build(
      ArithOp.constant, at: place, resultTypes: [type], attributes: [("value", value)],
      location: location)
    return result(of: op)
  }
}

extension OpDefinition {
  /// `arith.constant`: the value of its attribute.
  static let arithConstant = OpDefinition(
    "arith.constant", summary: "A constant.", traits: [.pure, .constant],
    operands: .exactly(0), results: .exactly(1), attributes: [.required("value", .any)],
    verify: { module, op, report in
      guard let value = module.attribute("value", of: op) else { return }
      let type = module.type(of: module.result(of: op))
      guard let valueType = module.valueType(of: value) else {
        report.report(op, "attribute 'value' must be a number or dense elements")
        return
      }
      if valueType != type {
        report.report(op, "requires the type of the value to be the type of the result")
      }
      if case .integer(_, let signedness) = module.type(type), signedness != .signless {
        report.report(op, "integer result must be signless")
      }
    },
    parse: parseConstant, print: printConstant,
    resultName: { module, op in
      guard let id = module.attribute("value", of: op),
        case .integer(let value, let type) = module.attribute(id)
      else { return "cst" }
      switch module.type(type) {
      case .index: return "c\(value)"
      case .integer(1, _): return value != 0 ? "true" : "false"
      case .integer(let width, _): return "c\(value)_i\(width)"
      default: return "cst"
      }
    })
}

/// `arith.constant {attributes} 1.0 : f32`.
private func parseConstant(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  try parser.parseOptionalAttributeDictionary(&state)
  let place = parser.place
  let value = try parser.parseAttribute()
  guard let type = parser.module.valueType(of: value) else {
    throw parser.error("expected a number or dense elements", at: place)
  }
  state.attributes.append((parser.module.intern("value"), value))
  state.resultTypes = [type]
}

private func printConstant(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
  guard let value = module.attribute("value", of: op) else { return }
  printer.write(" ")
  printer.printAttribute(value, in: module)
}
