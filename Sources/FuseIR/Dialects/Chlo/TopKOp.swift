extension OpDefinition {
  /// `chlo.top_k`: the `k` greatest elements along the last dimension, greatest first, and where they
  /// stand; of equal ones the first.
  ///
  /// `%values, %indices = chlo.top_k(%0, k = 3) : tensor<8x16xf32> -> (tensor<8x3xf32>, tensor<8x3xi32>)`
  static let chloTopK = OpDefinition(
    "chlo.top_k", summary: "The greatest elements along the last dimension, and where they stand.",
    traits: [.pure], operands: .exactly(1), results: .exactly(2),
    attributes: [.required("k", .integer(width: 64))],
    verify: { module, op, report in
      report.expectOperand(0, of: op, [.boolean, .integer, .float], in: module)
      report.expectElement(
        ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      guard var shape = module.shape(of: module.operand(0, of: op)) else { return }
      let k = module.integer("k", of: op) ?? -1
      guard let last = shape.popLast(), k >= 0, last == Dimension.dynamic || k <= last else {
        report.report(
          op, "attribute 'k' must lie between 0 and the size of the last dimension, but is \(k)")
        return
      }
      report.expectResult(0, of: op, shape: shape + [k], in: module)
      report.expectResult(1, of: op, shape: shape + [k], in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parse(.leftParenthesis)
      let operand = try parser.parseOperand()
      try parser.parse(.comma)
      try parser.parseKeyword("k")
      try parser.parse(.equal)
      parser.add("k", parser.module.integerAttribute(try parser.parseInteger()), to: &state)
      try parser.parse(.rightParenthesis)
      try parser.parseOptionalAttributeDictionary(&state)
      let type = try parser.parseColonType()
      state.operands = [try parser.resolveOperand(operand, type)]
      state.resultTypes = try parser.parseOptionalArrowTypeList()
    },
    print: { module, op, printer in
      printer.write("(")
      printer.printOperands(of: op, in: module)
      printer.write(", k = \(module.integer("k", of: op) ?? 0))")
      printer.printOptionalAttributeDictionary(of: op, except: ["k"], in: module)
      printer.write(" : ")
      printer.printType(module.type(of: module.operand(0, of: op)), in: module)
      printer.write(" -> (")
      printer.printTypes(module.resultTypes(of: op), in: module)
      printer.write(")")
    },
    resultName: { _, _ in "values" }, laterResultNames: ["indices"])

  /// `chlo.ragged_dot`: a dot product whose groups have sizes that the third operand holds.
  static let chloRaggedDot = OpDefinition(
    "chlo.ragged_dot", summary: "A dot product in groups, whose sizes are an operand.",
    traits: [.pure], operands: .exactly(3), results: .exactly(1),
    attributes: [
      .required("ragged_dot_dimension_numbers", .any),
      .optional("precision_config", .words(Precision.self, dialect: "chlo")),
    ])
}
