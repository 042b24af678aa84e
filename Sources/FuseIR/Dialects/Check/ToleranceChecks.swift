// Checks that two values of floats or complex numbers are close. NaN is close to NaN only.

extension OpDefinition {
  /// `check.expect_almost_eq`: stops the program unless the elements of two tensors differ by at most
  /// `tolerance`, 1e-4 where it is absent; real and imaginary parts are compared one by one.
  ///
  /// `check.expect_almost_eq %actual, %expected, tolerance = 0.001 : tensor<2xf32>`
  static let checkExpectAlmostEq = OpDefinition(
    "check.expect_almost_eq",
    summary: "Stops the program unless two tensors differ by at most a tolerance.",
    operands: .exactly(2), results: .exactly(0), attributes: [.optional("tolerance", .float)],
    verify: { module, op, report in
      report.expectOperand(0, of: op, [.float, .complex], in: module)
      report.expectEqualOperandTypes(op, in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseCheckedPair()
      try parser.parseOptionalTolerance(&state)
      try parser.parseOptionalAttributeDictionary(&state)
      let type = try parser.parseColonType()
      state.operands = try parser.resolveOperands(operands, type)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printTolerance(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, except: ["tolerance"], in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
    })

  /// `check.expect_almost_eq_const`: stops the program unless the elements of a tensor differ from a
  /// constant's by at most `tolerance`, 1e-4 where it is absent.
  ///
  /// `check.expect_almost_eq_const %actual, dense<2.0> : tensor<2xf32>, tolerance = 0.001`
  static let checkExpectAlmostEqConst = OpDefinition(
    "check.expect_almost_eq_const",
    summary: "Stops the program unless a tensor differs from a constant by at most a tolerance.",
    operands: .exactly(1), results: .exactly(0),
    attributes: [.required("value", .elements), .optional("tolerance", .float)],
    verify: { module, op, report in
      report.expectOperand(0, of: op, [.float, .complex], in: module)
      report.expectTypeOfValue(op, in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseCheckedConstant(&state)
      try parser.parseOptionalTolerance(&state)
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      printer.printCheckedConstant(of: op, in: module)
      printer.printTolerance(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, except: ["tolerance", "value"], in: module)
    })

  /// `check.expect_close`: stops the program unless the distance of each element from the expected
  /// one, in units of the last place, lies between two limits.
  ///
  /// The distance of finite numbers is how many numbers of the format lie between them. Infinities
  /// are close to themselves only.
  ///
  /// `check.expect_close %actual, %expected, max_ulp_difference = 3, min_ulp_difference = 0
  /// : tensor<2xf32>, tensor<2xf32>`
  static let checkExpectClose = OpDefinition(
    "check.expect_close",
    summary: "Stops the program unless two tensors agree to some units of the last place.",
    operands: .exactly(2), results: .exactly(0),
    attributes: [
      .optional("max_ulp_difference", .integer(width: 64)),
      .optional("min_ulp_difference", .integer(width: 64)),
    ],
    verify: { module, op, report in
      report.expectOperand(0, of: op, [.float, .complex], in: module)
      report.expectEqualOperandTypes(op, in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operands = try parser.parseCheckedPair()
      try parser.parse(.comma)
      try parser.parseKeyword("max_ulp_difference")
      try parser.parseDistance("max_ulp_difference", &state)
      if parser.parseOptional(.comma) {
        try parser.parseKeyword("min_ulp_difference")
        try parser.parseDistance("min_ulp_difference", &state)
      }
      try parser.parse(.colon)
      try parser.parseOptionalAttributeDictionary(&state)
      var types = [try parser.parseType()]
      try parser.parse(.comma)
      types.append(try parser.parseType())
      state.operands = []
      for (operand, type) in zip(operands, types) {
        state.operands.append(try parser.resolveOperand(operand, type))
      }
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.write(", max_ulp_difference = ")
      printer.write(module.integer("max_ulp_difference", of: op) ?? 1)
      if let least = module.integer("min_ulp_difference", of: op), least != 0 {
        printer.write(", min_ulp_difference = ")
        printer.write(least)
      }
      printer.write(" :")
      printer.printOptionalAttributeDictionary(
        of: op, except: ["max_ulp_difference", "min_ulp_difference"], in: module)
      printer.write(" ")
      printer.writeList(module.operands(of: op)) { printer, value in
        printer.printType(module.type(of: value), in: module)
      }
    })
}

extension Parser {
  /// `, tolerance = 0.1`, if it is next; an `f64`.
  fileprivate mutating func parseOptionalTolerance(
    _ state: inout OperationState
  ) throws(ParseFailure) {
    guard parseOptional(.comma) else { return }
    try parseKeyword("tolerance")
    try parse(.equal)
    add("tolerance", try parseAttribute(type: .f64), to: &state)
  }

  /// `= 3`; a `ui64`.
  fileprivate mutating func parseDistance(
    _ name: String, _ state: inout OperationState
  ) throws(ParseFailure) {
    try parse(.equal)
    let type = module.intern(.integer(width: 64, .unsigned))
    add(name, try parseAttribute(type: type), to: &state)
  }
}

extension Printer {
  /// `, tolerance = 1.000000e-01`, where the op has one.
  fileprivate mutating func printTolerance(of op: OpID, in module: borrowing Module) {
    guard let tolerance = module.attribute("tolerance", of: op),
      case .float(let bits, let type) = module.attribute(tolerance)
    else { return }
    write(", tolerance = ")
    writeFloat([bits], type, in: module)
  }
}
