extension OpDefinition {
  /// `stablehlo.while`: runs the second region on the values as long as the first one returns true.
  ///
  /// ```
  /// %r:2 = stablehlo.while(%iterArg = %0, %iterArg_0 = %1) : tensor<i32>, tensor<4xf32>
  /// cond {
  ///   ...
  /// } do {
  ///   ...
  /// }
  /// ```
  static let stablehloWhile = OpDefinition(
    "stablehlo.while", summary: "Runs its body on the values as long as its condition holds.",
    traits: [.pure, .singleBlock], operands: .any, results: .any, regions: .exactly(2),
    verify: { module, op, report in
      let types = module.operands(of: op).map { module.type(of: $0) }
      if module.resultTypes(of: op).count != types.count {
        report.report(
          op,
          "expects \(types.count) results, one per operand, but has \(module.resultCount(of: op))"
        )
        return
      }
      let results = Array(module.resultTypes(of: op))
      if !typesAgree(results, types, in: module) {
        report.report(
          op,
          "results must be of the types of the operands, \(list(types, module)), but are "
            + list(results, module))
      }
      for region in 0..<2 {
        guard let block = module.body(of: op, region: region) else {
          report.report(op, "region #\(region) must have a block")
          continue
        }
        let arguments = module.arguments(of: block).map { module.type(of: $0) }
        if !typesAgree(arguments, types, in: module) {
          report.report(
            op,
            "region #\(region) must take \(list(types, module)), but takes \(list(arguments, module))"
          )
        }
        guard let end = module.terminator(of: block) else { continue }
        let returned = module.operands(of: end).map { module.type(of: $0) }
        if region == 0 {
          let isCondition =
            returned.count == 1 && module.shape(of: returned[0])?.isEmpty ?? false
            && module.elementType(of: returned[0]) == .i1
          if !isCondition {
            report.report(
              op, "region #0 must return tensor<i1>, but returns \(list(returned, module))")
          }
        } else if !typesAgree(returned, types, in: module) {
          report.report(
            op,
            "region #1 must return \(list(types, module)), but returns \(list(returned, module))")
        }
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      var names: [UnresolvedOperand] = []
      var operands: [UnresolvedOperand] = []
      try parser.parseCommaSeparatedList(.parentheses) {
        (parser: inout Parser) throws(ParseFailure) in
        names.append(try parser.parseOperand())
        try parser.parse(.equal)
        operands.append(try parser.parseOperand())
      }
      if parser.parseOptional(.colon) {
        let place = parser.place
        state.resultTypes = try parser.parseTypeList()
        state.operands = try parser.resolveOperands(operands, state.resultTypes, at: place)
      } else if !operands.isEmpty {
        throw parser.error("expected ':' and the types of the values")
      }
      try parser.parseOptionalAttributeDictionaryWithKeyword(&state)
      let arguments = zip(names, state.resultTypes).map {
        RegionArgument(name: $0, type: $1, location: state.location)
      }
      try parser.parseKeyword("cond")
      state.regions.append(try parser.parseRegion(arguments: arguments))
      try parser.parseKeyword("do")
      state.regions.append(try parser.parseRegion(arguments: arguments))
    },
    print: { module, op, printer in
      printer.write("(")
      if let body = module.body(of: op) {
        let pairs = zip(module.arguments(of: body), module.operands(of: op))
        for (index, (argument, operand)) in pairs.enumerated() {
          if index > 0 { printer.write(", ") }
          printer.printOperand(argument, in: module)
          printer.write(" = ")
          printer.printOperand(operand, in: module)
        }
      }
      printer.write(")")
      if module.operandCount(of: op) > 0 {
        printer.write(" : ")
        printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
      }
      printer.printOptionalAttributeDictionaryWithKeyword(of: op, in: module)
      printer.writeNewLine()
      printer.write("cond ")
      printer.printRegion(module.region(0, of: op), in: module, entryArguments: false)
      printer.write(" do ")
      printer.printRegion(module.region(1, of: op), in: module, entryArguments: false)
    },
    argumentName: { _, _, _ in "iterArg" })

  private static func list(_ types: [TypeID], _ module: borrowing Module) -> String {
    var texts: [String] = []
    for type in types { texts.append(module.text(of: type)) }
    return "(" + texts.joined(separator: ", ") + ")"
  }

  /// Whether two lists of types may be those of the same values.
  private static func typesAgree(
    _ a: [TypeID], _ b: [TypeID], in module: borrowing Module
  ) -> Bool {
    guard a.count == b.count else { return false }
    for (x, y) in zip(a, b) where x != y {
      guard let left = module.shape(of: x), let right = module.shape(of: y),
        shapesAgree(left, right), module.elementType(of: x) == module.elementType(of: y)
      else { return false }
    }
    return true
  }
}
