extension OpDefinition {
  /// `scf.yield`: ends a region of an op of `scf` and hands its operands to it.
  static let scfYield = OpDefinition(
    "scf.yield", summary: "Ends a region and hands its operands to the op around it.",
    traits: [.pure, .terminator], operands: .any, results: .exactly(0),
    verify: { module, op, report in
      let parent = module.parentOp(of: op).flatMap { ScfOp(module.opcode(of: $0)) }
      if parent == nil {
        report.report(
          op,
          "must stand directly in an scf.execute_region, scf.for, scf.if, scf.index_switch or scf.while"
        )
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseOptionalAttributeDictionary(&state)
      state.operands = try parser.parseTypedOperands()
    },
    print: { module, op, printer in
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.printTypedOperands(module.operands(of: op), in: module)
    })

  /// `scf.condition`: ends the first region of an `scf.while`. Where its first operand is true, the other operands are the
  /// arguments of the second region; else they are the results of the loop.
  static let scfCondition = OpDefinition(
    "scf.condition", summary: "Says whether a loop goes on, and with which values.",
    traits: [.pure, .terminator], operands: .atLeast(1), results: .exactly(0),
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .i1 {
        report.report(op, "operand #0 must be i1")
      }
      let parent = module.parentOp(of: op).map { module.opcode(of: $0) }
      if parent?.is(ScfOp.while) != true {
        report.report(op, "must stand directly in an scf.while")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parse(.leftParenthesis)
      let condition = try parser.parseOperand()
      try parser.parse(.rightParenthesis)
      try parser.parseOptionalAttributeDictionary(&state)
      let others = try parser.parseTypedOperands()
      state.operands = [try parser.resolveOperand(condition, .i1)] + others
    },
    print: { module, op, printer in
      printer.write("(")
      printer.printOperand(module.operand(0, of: op), in: module)
      printer.write(")")
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.printTypedOperands(Array(module.operands(of: op).dropFirst()), in: module)
    })
}

extension Parser {
  /// `%a, %b : f32, index`, or nothing.
  fileprivate mutating func parseTypedOperands() throws(ParseFailure) -> [ValueID] {
    let operands = try parseOperandList()
    guard !operands.isEmpty else { return [] }
    try parse(.colon)
    let place = place
    return try resolveOperands(operands, try parseTypeList(), at: place)
  }
}

extension Printer {
  /// ` %a, %b : f32, index`, or nothing.
  fileprivate mutating func printTypedOperands(
    _ operands: [ValueID], in module: borrowing Module
  ) {
    guard !operands.isEmpty else { return }
    write(" ")
    printOperands(operands, in: module)
    write(" : ")
    printTypes(operands.map { module.type(of: $0) }, in: module)
  }
}
