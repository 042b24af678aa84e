extension OpDefinition {
  /// `scf.for`: runs its region with a number from the first operand up to and without the second one, in steps of the
  /// third; the other operands are carried from one iteration to the next.
  ///
  /// ```
  /// %sum = scf.for %i = %zero to %n step %one iter_args(%part = %initial) -> (f32) {
  ///   ...
  ///   scf.yield %next : f32
  /// }
  /// ```
  static let scfFor = OpDefinition(
    "scf.for", summary: "Runs its region for each number of a range, with values carried along.",
    traits: [.pure, .singleBlock], operands: .atLeast(3), results: .any, regions: .exactly(1),
    attributes: [.optional("unsignedCmp", .unit)],
    verify: { module, op, report in
      let operands = module.operands(of: op)
      let type = module.type(of: operands[0])
      if type != .index && !isSignlessInteger(type, module) {
        report.report(op, "bounds and step must be signless integers or of type index")
      }
      if operands[..<3].contains(where: { module.type(of: $0) != type }) {
        report.report(op, "bounds and step must have one type")
      }
      let carried = operands.dropFirst(3)
      report.expectFlow(
        carried, to: module.resultTypes(of: op), "the initial values", of: op, in: module)
      guard let end = report.expectEnd(.yield, ofRegion: 0, of: op, in: module),
        let body = module.body(of: op)
      else { return }
      let arguments = module.arguments(of: body).map { module.type(of: $0) }
      guard arguments.first == type else {
        report.report(op, "the first argument of the region must have the type of the bounds")
        return
      }
      report.expectFlow(
        carried, to: Array(arguments.dropFirst()), "the initial values", of: op, in: module)
      report.expectFlow(
        module.operands(of: end), to: module.resultTypes(of: op), "the yielded values", of: op,
        in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      if parser.parseOptionalKeyword("unsigned") {
        state.attributes.append((parser.module.intern("unsignedCmp"), .unit))
      }
      let variable = try parser.parseOperand()
      try parser.parse(.equal)
      var bounds = [try parser.parseOperand()]
      try parser.parseKeyword("to")
      bounds.append(try parser.parseOperand())
      try parser.parseKeyword("step")
      bounds.append(try parser.parseOperand())
      var initial: (names: [UnresolvedOperand], values: [UnresolvedOperand]) = ([], [])
      let place = parser.place
      if parser.parseOptionalKeyword("iter_args") {
        initial = try parser.parseInitialValues()
        state.resultTypes = try parser.parseOptionalArrowTypeList()
      }
      let type = parser.parseOptional(.colon) ? try parser.parseType() : .index
      guard initial.names.count == state.resultTypes.count else {
        throw parser.error(
          "expected as many types as values of iter_args (expected \(initial.names.count), got "
            + "\(state.resultTypes.count))", at: place)
      }
      state.operands = try parser.resolveOperands(bounds, type)
      state.operands += try parser.resolveOperands(initial.values, state.resultTypes, at: place)
      let arguments = zip([variable] + initial.names, [type] + state.resultTypes).map {
        RegionArgument(name: $0, type: $1, location: state.location)
      }
      let region = try parser.parseYieldingRegion(arguments: arguments, location: state.location)
      state.regions = [region]
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      let operands = module.operands(of: op)
      let arguments = module.body(of: op).map { module.arguments(of: $0) } ?? []
      if module.attribute("unsignedCmp", of: op) != nil { printer.write(" unsigned") }
      if let variable = arguments.first {
        printer.write(" ")
        printer.printOperand(variable, in: module)
      }
      printer.write(" = ")
      printer.printOperand(operands[0], in: module)
      printer.write(" to ")
      printer.printOperand(operands[1], in: module)
      printer.write(" step ")
      printer.printOperand(operands[2], in: module)
      if operands.count > 3 {
        printer.write(" iter_args")
        printer.printInitialValues(arguments.dropFirst(), operands.dropFirst(3), in: module)
        printer.write(" -> (")
        printer.printTypes(module.resultTypes(of: op), in: module)
        printer.write(")")
      }
      printer.write(" ")
      let type = module.type(of: operands[0])
      if type != .index {
        printer.write(" : ")
        printer.printType(type, in: module)
        printer.write(" ")
      }
      printer.printRegion(
        module.region(0, of: op), in: module, entryArguments: false,
        terminators: operands.count > 3)
      printer.printOptionalAttributeDictionary(of: op, except: ["unsignedCmp"], in: module)
    })

  /// `scf.while`: runs its first region, which ends in an `scf.condition`, and as long as that says so the second one, which
  /// yields the next arguments of the first.
  ///
  /// ```
  /// %last = scf.while (%x = %initial) : (f32) -> f32 {
  ///   ...
  ///   scf.condition(%goesOn) %x : f32
  /// } do {
  /// ^bb0(%x: f32):
  ///   ...
  ///   scf.yield %next : f32
  /// }
  /// ```
  static let scfWhile = OpDefinition(
    "scf.while", summary: "Runs two regions in turn as long as the first one says so.",
    traits: [.pure, .singleBlock], operands: .any, results: .any, regions: .exactly(2),
    verify: { module, op, report in
      guard let condition = report.expectEnd(.condition, ofRegion: 0, of: op, in: module),
        let end = report.expectEnd(.yield, ofRegion: 1, of: op, in: module),
        let before = module.body(of: op), let after = module.body(of: op, region: 1)
      else { return }
      let inputs = module.arguments(of: before).map { module.type(of: $0) }
      report.expectFlow(
        module.operands(of: op), to: inputs, "the initial values", of: op, in: module)
      report.expectFlow(
        module.operands(of: end), to: inputs, "the yielded values", of: op, in: module)
      let passed = module.operands(of: condition).dropFirst()
      report.expectFlow(
        passed, to: module.resultTypes(of: op), "the values of scf.condition", of: op, in: module)
      report.expectFlow(
        passed, to: module.arguments(of: after).map { module.type(of: $0) },
        "the values of scf.condition", of: op, in: module)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      var initial: (names: [UnresolvedOperand], values: [UnresolvedOperand]) = ([], [])
      if parser.token.kind == .leftParenthesis { initial = try parser.parseInitialValues() }
      try parser.parse(.colon)
      let place = parser.place
      let type = try parser.parseFunctionType()
      state.resultTypes = type.results
      guard type.inputs.count == initial.names.count else {
        throw parser.error(
          "expected as many input types as operands (expected \(initial.names.count), got "
            + "\(type.inputs.count))", at: place)
      }
      state.operands = try parser.resolveOperands(initial.values, type.inputs, at: place)
      let arguments = zip(initial.names, type.inputs).map {
        RegionArgument(name: $0, type: $1, location: state.location)
      }
      state.regions.append(try parser.parseRegion(arguments: arguments))
      try parser.parseKeyword("do")
      state.regions.append(try parser.parseRegion())
      try parser.parseOptionalAttributeDictionaryWithKeyword(&state)
    },
    print: { module, op, printer in
      let operands = module.operands(of: op)
      if !operands.isEmpty, let before = module.body(of: op) {
        printer.write(" ")
        printer.printInitialValues(module.arguments(of: before), operands, in: module)
      }
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
      printer.write(" ")
      printer.printRegion(module.region(0, of: op), in: module, entryArguments: false)
      printer.write(" do ")
      printer.printRegion(module.region(1, of: op), in: module)
      printer.printOptionalAttributeDictionaryWithKeyword(of: op, in: module)
    })

  private static func isSignlessInteger(_ type: TypeID, _ module: borrowing Module) -> Bool {
    guard case .integer(_, .signless) = module.type(type) else { return false }
    return true
  }
}
