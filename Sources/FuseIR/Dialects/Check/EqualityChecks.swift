// Checks that two values are equal, element for element. NaN equals nothing.

extension OpDefinition {
  /// `check.expect_eq`: stops the program unless two tensors are equal.
  ///
  /// `check.expect_eq %actual, %expected : tensor<2xi32>`
  static let checkExpectEq = OpDefinition(
    "check.expect_eq", summary: "Stops the program unless two tensors are equal.",
    operands: .exactly(2), results: .exactly(0),
    verify: { module, op, report in report.expectEqualOperandTypes(op, in: module) },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseCheckedPair()
      try parser.parseOptionalAttributeDictionary(&state)
      let type = try parser.parseColonType()
      state.operands = try parser.resolveOperands(operands, type)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    })

  /// `check.expect_eq_const`: stops the program unless a tensor is equal to a constant.
  ///
  /// `check.expect_eq_const %actual, dense<[1, 2]> : tensor<2xi32>`
  static let checkExpectEqConst = OpDefinition(
    "check.expect_eq_const", summary: "Stops the program unless a tensor is equal to a constant.",
    operands: .exactly(1), results: .exactly(0), attributes: [.required("value", .elements)],
    verify: { module, op, report in report.expectTypeOfValue(op, in: module) },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseCheckedConstant(&state)
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      printer.printCheckedConstant(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, except: ["value"], in: module)
    })

  /// `check.expect_serialized_eq`: stops the program unless a tensor is equal to the one that a
  /// probe of an earlier run wrote.
  ///
  /// `check.expect_serialized_eq %actual, probe_id = "probe0", iter = 0 : tensor<2xi32>`
  static let checkExpectSerializedEq = OpDefinition(
    "check.expect_serialized_eq",
    summary: "Stops the program unless a tensor is equal to the one that a probe wrote.",
    operands: .exactly(1), results: .exactly(0),
    attributes: [.required("probe_id", .string), .optional("iteration", .integer(width: 32))],
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operand = try parser.parseOperand()
      try parser.parse(.comma)
      try parser.parseKeyword("probe_id")
      try parser.parse(.equal)
      let name = try parser.parseString()
      parser.add("probe_id", parser.module.intern(.string(name, type: nil)), to: &state)
      if parser.parseOptional(.comma) {
        try parser.parseKeyword("iter")
        try parser.parse(.equal)
        let type = parser.module.intern(.integer(width: 32, .unsigned))
        let iteration = try parser.parseAttribute(type: type)
        parser.add("iteration", iteration, to: &state)
      }
      try parser.parseOptionalAttributeDictionary(&state)
      let type = try parser.parseColonType()
      state.operands = [try parser.resolveOperand(operand, type)]
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.write(", probe_id = ")
      if let name = module.attribute("probe_id", of: op) {
        printer.printAttribute(name, in: module)
      }
      if let iteration = module.integer("iteration", of: op), iteration != 0 {
        printer.write(", iter = ")
        printer.write(iteration)
      }
      printer.printOptionalAttributeDictionary(
        of: op, except: ["iteration", "probe_id"], in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    })
}

extension Parser {
  /// `%actual, %expected`.
  mutating func parseCheckedPair() throws(ParseFailure) -> [UnresolvedOperand] {
    let actual = try parseOperand()
    try parse(.comma)
    return [actual, try parseOperand()]
  }

  /// `%actual, dense<...> : type`: the operand has the type of the constant.
  mutating func parseCheckedConstant(_ state: inout OperationState) throws(ParseFailure) {
    let actual = try parseOperand()
    try parse(.comma)
    let place = self.place
    let value = try parseAttribute()
    guard let type = module.valueType(of: value) else {
      throw error("expected dense elements", at: place)
    }
    add("value", value, to: &state)
    state.operands = [try resolveOperand(actual, type)]
  }
}

extension Printer {
  /// Writes what `parseCheckedConstant` reads.
  mutating func printCheckedConstant(of op: OpID, in module: borrowing Module) {
    write(" ")
    printOperands(of: op, in: module)
    guard let value = module.attribute("value", of: op) else { return }
    write(", ")
    printAttribute(value, in: module)
  }
}

extension VerifierReport {
  /// Reports operands of two types.
  mutating func expectEqualOperandTypes(_ op: OpID, in module: borrowing Module) {
    let types = module.operands(of: op).map { module.type(of: $0) }
    guard let first = types.first, let last = types.last, first != last else { return }
    report(
      op,
      "requires operands of one type, but they are \(module.text(of: first)) and "
        + module.text(of: last))
  }

  /// Reports a constant of another type than the operand's.
  mutating func expectTypeOfValue(_ op: OpID, in module: borrowing Module) {
    guard let value = module.attribute("value", of: op), let type = module.valueType(of: value)
    else { return }
    let operand = module.type(of: module.operand(0, of: op))
    if operand != type {
      report(
        op,
        "requires an operand of the type of 'value', \(module.text(of: type)), but it is "
          + module.text(of: operand))
    }
  }
}
