// `arith` ops whose exact result needs more bits than the operands have: it is given in two parts.

extension OpDefinition {
  /// `arith.addui_extended`: the sum of two unsigned integers modulo 2ⁿ, and whether it is less than the true sum.
  ///
  /// `%sum, %overflow = arith.addui_extended %a, %b : i32, i1`
  static let adduiExtended = extended(
    "addui_extended", "An unsigned sum and its carry.", ["sum", "overflow"], isCarry: true)
  /// `arith.mulsi_extended`: the low and the high half of the product of two signed integers.
  ///
  /// `%low, %high = arith.mulsi_extended %a, %b : i32`
  static let mulsiExtended = extended(
    "mulsi_extended", "Both halves of a signed product.", ["low", "high"])
  /// `arith.mului_extended`: the low and the high half of the product of two unsigned integers.
  static let muluiExtended = extended(
    "mului_extended", "Both halves of an unsigned product.", ["low", "high"])

  private static func extended(
    _ name: String, _ summary: String, _ results: [String], isCarry: Bool = false
  ) -> OpDefinition {
    OpDefinition(
      "arith.\(name)", summary: summary, traits: [.pure, .elementwise, .commutative],
      operands: .exactly(2), results: .exactly(2),
      verify: { module, op, report in
        guard ScalarLike.integer.check(operand: 0, of: op, in: module, &report) else { return }
        let type = module.type(of: module.operand(0, of: op))
        let second = module.type(of: module.result(1, of: op))
        if module.type(of: module.operand(1, of: op)) != type
          || module.type(of: module.result(0, of: op)) != type || (!isCarry && second != type)
        {
          report.report(op, "requires one type for operands and results")
        } else if isCarry,
          module.elementType(of: second) != .i1 || !module.haveSameShape(type, second)
        {
          report.report(op, "the carry must be i1 in the shape of the operands")
        }
      },
      parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
        let operands = try parser.parseOperandList()
        try parser.parseOptionalAttributeDictionary(&state)
        let place = parser.place
        let type = try parser.parseColonType()
        state.operands = try parser.resolveOperands(operands, [type, type], at: place)
        if isCarry { try parser.parse(.comma) }
        state.resultTypes = [type, isCarry ? try parser.parseType() : type]
      },
      print: { module, op, printer in
        printer.write(" ")
        printer.printOperands(of: op, in: module)
        printer.printOptionalAttributeDictionary(of: op, in: module)
        printer.write(" : ")
        printer.printType(module.type(of: module.result(0, of: op)), in: module)
        guard isCarry else { return }
        printer.write(", ")
        printer.printType(module.type(of: module.result(1, of: op)), in: module)
      },
      resultName: { _, _ in results[0] }, laterResultNames: [results[1]])
  }
}
