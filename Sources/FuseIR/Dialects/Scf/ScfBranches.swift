extension OpDefinition {
  /// `scf.if`: runs the first region where the operand is true, else the second one if there is one.
  ///
  /// ```
  /// %x = scf.if %condition -> (f32) {
  ///   scf.yield %a : f32
  /// } else {
  ///   scf.yield %b : f32
  /// }
  /// ```
  static let scfIf = OpDefinition(
    "scf.if", summary: "Runs one of two regions.", traits: [.pure, .singleBlock],
    operands: .exactly(1), results: .any, regions: .exactly(2),
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .i1 {
        report.report(op, "operand #0 must be i1")
      }
      verifyYield(0, module, op, &report)
      if module.entryBlock(of: module.region(1, of: op)) != nil {
        verifyYield(1, module, op, &report)
      } else if module.resultCount(of: op) > 0 {
        report.report(op, "must have an else block if it has results")
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let condition = try parser.parseOperand()
      state.operands = [try parser.resolveOperand(condition, .i1)]
      state.resultTypes = try parser.parseOptionalArrowTypeList()
      let location = state.location
      state.regions.append(try parser.parseYieldingRegion(location: location))
      let hasElse = parser.parseOptionalKeyword("else")
      state.regions.append(
        hasElse
          ? try parser.parseYieldingRegion(location: location) : parser.module.createRegion())
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      let hasResults = module.resultCount(of: op) > 0
      if hasResults {
        printer.write(" -> (")
        printer.printTypes(module.resultTypes(of: op), in: module)
        printer.write(")")
      }
      printer.write(" ")
      printer.printRegion(
        module.region(0, of: op), in: module, entryArguments: false, terminators: hasResults)
      if module.entryBlock(of: module.region(1, of: op)) != nil {
        printer.write(" else ")
        printer.printRegion(
          module.region(1, of: op), in: module, entryArguments: false, terminators: hasResults)
      }
      printer.printOptionalAttributeDictionary(of: op, in: module)
    })

  /// `scf.execute_region`: runs its region, which may have many blocks, once.
  static let scfExecuteRegion = OpDefinition(
    "scf.execute_region", summary: "Runs a region of blocks once.", traits: [.pure],
    operands: .exactly(0), results: .any, regions: .exactly(1),
    attributes: [.optional("no_inline", .unit)],
    verify: { module, op, report in
      guard let entry = module.entryBlock(of: module.region(of: op)) else {
        report.report(op, "region must have a block")
        return
      }
      if module.argumentCount(of: entry) > 0 {
        report.report(op, "region must take no arguments")
      }
      for block in module.blocks(of: module.region(of: op)) {
        guard let end = module.lastOp(of: block), module.opcode(of: end).is(ScfOp.yield) else {
          continue
        }
        report.expectFlow(
          module.operands(of: end), to: module.resultTypes(of: op), "the yielded values", of: op,
          in: module)
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      state.resultTypes = try parser.parseOptionalArrowTypeList()
      if parser.parseOptionalKeyword("no_inline") {
        state.attributes.append((parser.module.intern("no_inline"), .unit))
      }
      state.regions = [try parser.parseRegion()]
      try parser.parseOptionalAttributeDictionary(&state)
    },
    print: { module, op, printer in
      printer.printOptionalArrowTypeList(module.resultTypes(of: op), in: module)
      if module.attribute("no_inline", of: op) != nil { printer.write(" no_inline") }
      printer.write(" ")
      printer.printRegion(module.region(of: op), in: module, entryArguments: false)
      printer.printOptionalAttributeDictionary(of: op, except: ["no_inline"], in: module)
    })

  /// `scf.index_switch`: runs the region of the case whose number the operand has, else the first region, the default.
  ///
  /// ```
  /// %x = scf.index_switch %i -> f32
  /// case 2 {
  ///   scf.yield %a : f32
  /// }
  /// default {
  ///   scf.yield %b : f32
  /// }
  /// ```
  static let scfIndexSwitch = OpDefinition(
    "scf.index_switch", summary: "Runs the region of the case that has the operand's number.",
    traits: [.pure, .singleBlock], operands: .exactly(1), results: .any, regions: .atLeast(1),
    attributes: [.required("cases", .denseArray(width: 64))],
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .index {
        report.report(op, "operand #0 must be of type index")
      }
      let cases = module.integers("cases", of: op) ?? []
      let regions = module.regionCount(of: op)
      if cases.count != regions - 1 {
        report.report(
          op, "has \(regions - 1) regions of cases, but \(cases.count) numbers of cases")
      }
      if Set(cases).count != cases.count {
        report.report(op, "has two cases of one number")
      }
      for region in 0..<regions { verifyYield(region, module, op, &report) }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let selector = try parser.parseOperand()
      try parser.parseOptionalAttributeDictionary(&state)
      state.resultTypes = try parser.parseOptionalArrowTypeList()
      state.operands = [try parser.resolveOperand(selector, .index)]
      var cases: [Int64] = []
      var regions: [RegionID] = []
      while parser.parseOptionalKeyword("case") {
        cases.append(try parser.parseInteger())
        regions.append(try parser.parseRegion())
      }
      try parser.parseKeyword("default")
      let location = state.location
      state.regions = [try parser.parseYieldingRegion(location: location)] + regions
      let attribute = parser.module.denseArrayAttribute(cases)
      state.attributes.append((parser.module.intern("cases"), attribute))
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, except: ["cases"], in: module)
      printer.printOptionalArrowTypeList(module.resultTypes(of: op), in: module)
      printer.write(" ")
      for (index, number) in (module.integers("cases", of: op) ?? []).enumerated()
      where index + 1 < module.regionCount(of: op) {
        printer.writeNewLine()
        printer.write("case ")
        printer.write(number)
        printer.write(" ")
        printer.printRegion(module.region(index + 1, of: op), in: module, entryArguments: false)
      }
      printer.writeNewLine()
      printer.write("default ")
      let end = module.body(of: op).flatMap { module.lastOp(of: $0) }
      let isPlain = end.map { isPlainYield($0, module) } ?? true
      printer.printRegion(module.region(of: op), in: module, terminators: !isPlain)
    })

  /// Whether the op is what the custom form leaves out at the end of a region.
  private static func isPlainYield(_ op: OpID, _ module: borrowing Module) -> Bool {
    module.opcode(of: op).is(ScfOp.yield) && module.operandCount(of: op) == 0
      && module.attributes(of: op) == .emptyDictionary
  }

  /// Reports where a region takes arguments, or does not yield the results.
  private static func verifyYield(
    _ region: Int, _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let end = report.expectEnd(.yield, ofRegion: region, of: op, in: module) else { return }
    if let block = module.body(of: op, region: region), module.argumentCount(of: block) > 0 {
      report.report(op, "region #\(region) must take no arguments")
    }
    report.expectFlow(
      module.operands(of: end), to: module.resultTypes(of: op),
      "the values yielded by region #\(region)", of: op, in: module)
  }
}
