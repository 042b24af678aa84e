// Reductions over whole dimensions, and the map of a function over elements.

extension OpDefinition {
  /// `stablehlo.reduce`: combines the elements along some dimensions, and an initial value, with the
  /// function in the region. The operands are the inputs, then their initial values.
  ///
  /// `%2 = stablehlo.reduce(%0 init: %1) applies stablehlo.add across dimensions = [1]
  ///    : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>`, or with
  /// `reducer(%a: tensor<f32>, %b: tensor<f32>) { ... }` behind the types.
  static let stablehloReduce = OpDefinition(
    "stablehlo.reduce", summary: "Combines the elements along some dimensions with a function.",
    traits: [.pure, .singleBlock], operands: .any, results: .any,
    regions: .exactly(1), attributes: [.required("dimensions", .denseArray(width: 64))],
    verify: { module, op, report in
      guard let inputs = report.expectInputsAndInitialValues(of: op, in: module) else { return }
      do throws(ShapeProblem) {
        for index in 0..<inputs {
          guard let shape = try module.operandShape(index, of: op) else { continue }
          let dimensions = try module.dimensions("dimensions", of: op, rank: shape.count)
          let kept = shape.indices.filter { !dimensions.contains($0) }.map { shape[$0] }
          report.expectResult(index, of: op, shape: kept, in: module)
        }
      } catch {
        report.report(op, error.message)
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseReduce(&state)
    },
    print: { module, op, printer in printer.printReduce(module, op) })

  /// `stablehlo.map`: applies the function in the region to the elements of the operands.
  static let stablehloMap = OpDefinition(
    "stablehlo.map", summary: "Applies the function in the region to the operands' elements.",
    traits: [.pure, .singleBlock, .sameOperandsAndResultShape],
    operands: .atLeast(1), results: .exactly(1), regions: .exactly(1),
    attributes: [.required("dimensions", .denseArray(width: 64))],
    verify: { module, op, report in
      let scalars = (0..<module.operandCount(of: op)).map {
        module.elementType(of: module.operand($0, of: op))
      }
      report.expectScalarFunction(0, of: op, arguments: scalars, results: nil, in: module)
    })
}

extension VerifierReport {
  /// Checks operands that are inputs of one shape and as many scalar initial values, and the region
  /// that combines two sets of scalars; returns the number of inputs, nil where that is not clear.
  mutating func expectInputsAndInitialValues(
    of op: OpID, in module: borrowing Module
  ) -> Int? {
    let count = module.operandCount(of: op)
    guard count >= 2, count % 2 == 0 else {
      report(op, "expects inputs and as many initial values, but has \(count) operands")
      return nil
    }
    let inputs = count / 2
    guard module.resultCount(of: op) == inputs else {
      report(op, "expects \(inputs) results, one per input, but has \(module.resultCount(of: op))")
      return nil
    }
    let first = module.shape(of: module.operand(0, of: op))
    for index in 0..<inputs {
      let element = module.elementType(of: module.operand(index, of: op))
      if let first, let shape = module.shape(of: module.operand(index, of: op)),
        !shapesAgree(first, shape)
      {
        report(
          op,
          "operand #\(index) must have shape \(shapeText(first)), as operand #0, but has shape "
            + shapeText(shape))
      }
      let initial = module.type(of: module.operand(inputs + index, of: op))
      if module.shape(of: initial)?.isEmpty == false {
        report(
          op,
          "operand #\(inputs + index), an initial value, must be a scalar tensor, but is "
            + module.text(of: initial))
      }
      if !sameKind(module.elementType(of: initial), element, in: module) {
        report(
          op,
          "operand #\(inputs + index), an initial value, must have elements of type "
            + "\(module.text(of: element)), but is \(module.text(of: initial))")
      }
    }
    let accumulators = (0..<inputs).map {
      module.elementType(of: module.operand(inputs + $0, of: op))
    }
    for index in 0..<inputs {
      expectElement(ofResult: index, of: op, accumulators[index], in: module)
    }
    expectScalarFunction(
      0, of: op, arguments: accumulators + accumulators, results: accumulators, in: module)
    return inputs
  }

  /// An initial value may be of a wider type of the same kind, into which the inputs are promoted.
  private func sameKind(_ a: TypeID, _ b: TypeID, in module: borrowing Module) -> Bool {
    a == b || module.elementKind(a) == module.elementKind(b)
  }

  /// Checks that the region is one block from scalar tensors of the given element types to scalar
  /// tensors of the given element types, nil for any.
  mutating func expectScalarFunction(
    _ index: Int, of op: OpID, arguments: [TypeID], results: [TypeID]?, in module: borrowing Module
  ) {
    guard let block = module.body(of: op, region: index) else {
      report(op, "region #\(index) must have a block")
      return
    }
    expectScalars(
      module.arguments(of: block), arguments, "region #\(index) must take", "takes", op, module)
    guard let results, let end = module.terminator(of: block) else { return }
    expectScalars(
      module.operands(of: end), results, "region #\(index) must return", "returns", op, module)
  }

  /// Reports the values unless they are scalar tensors of the given element types; floats and integers may be wider.
  private mutating func expectScalars(
    _ values: [ValueID], _ elements: [TypeID], _ what: String, _ verb: String, _ op: OpID,
    _ module: borrowing Module
  ) {
    var agree = values.count == elements.count
    for (value, element) in zip(values, elements) {
      let isScalar = module.shape(of: value)?.isEmpty ?? false
      agree = agree && isScalar && sameKind(module.elementType(of: value), element, in: module)
    }
    if agree { return }
    var wanted: [String] = []
    for element in elements { wanted.append("tensor<\(module.text(of: element))>") }
    var actual: [String] = []
    for value in values { actual.append(module.text(of: module.type(of: value))) }
    report(
      op,
      "\(what) (\(wanted.joined(separator: ", "))), but \(verb) (\(actual.joined(separator: ", ")))"
    )
  }
}

// MARK: - Custom form

extension Parser {
  fileprivate mutating func parseReduce(_ state: inout OperationState) throws(ParseFailure) {
    var inputs: [UnresolvedOperand] = []
    var initialValues: [UnresolvedOperand] = []
    repeat {
      try parse(.leftParenthesis)
      inputs.append(try parseOperand())
      try parseKeyword("init")
      try parse(.colon)
      initialValues.append(try parseOperand())
      try parse(.rightParenthesis)
    } while parseOptional(.comma)
    let isCompact = parseOptionalKeyword("applies")
    let namePlace = place
    let name = isCompact ? try parseAnyKeyword("the name of an op") : ""
    try parseKeyword("across")
    try parseKeyword("dimensions")
    try parse(.equal)
    add("dimensions", module.denseArrayAttribute(try parseIntegerArray()), to: &state)
    try parseOptionalAttributeDictionary(&state)
    let typePlace = place
    try parseFunctionalTypes(inputs + initialValues, &state)
    if isCompact {
      guard inputs.count == 1 else {
        throw error("'applies' combines one input; write a reducer for more", at: namePlace)
      }
      state.regions = [try buildReducer(name, state, at: namePlace)]
    } else {
      let region = try parseReducer(inputs.count)
      // The arguments are written in pairs, one for each input; in the block all left ones come first.
      guard state.operands.count == 2 * inputs.count else {
        throw error("expected inputs and initial values", at: typePlace)
      }
      state.regions = [region]
    }
  }

  /// `reducer(%a: t, %b: t) (%c: u, %d: u) { ... }`.
  private mutating func parseReducer(_ count: Int) throws(ParseFailure) -> RegionID {
    try parseKeyword("reducer")
    var left: [RegionArgument] = []
    var right: [RegionArgument] = []
    for _ in 0..<count {
      try parse(.leftParenthesis)
      left.append(try parseArgument())
      try parse(.comma)
      right.append(try parseArgument())
      try parse(.rightParenthesis)
    }
    return try parseRegion(arguments: left + right)
  }

  /// The region of `applies name`: the named op on the two arguments.
  private mutating func buildReducer(
    _ name: String, _ state: OperationState, at place: Range<Int>
  ) throws(ParseFailure) -> RegionID {
    guard let opcode = module.definitions.opcode(named: name),
      let definition = module.definitions.definition(of: opcode),
      definition.operands.allows(2), definition.results.allows(1),
      opcode.dialect == .stablehlo || opcode.dialect == .chlo
    else {
      let names = StablehloOp.allCases.map(\.definition.name)
      throw error(
        "'\(name)' is no op of two operands\(NearestName.hint(for: name, among: names))", at: place)
    }
    guard let initial = state.operands.last else {
      throw error("expected an initial value", at: place)
    }
    let scalar = module.tensorType([], module.elementType(of: initial))
    let region = module.createRegion()
    let block = module.addBlock(
      to: region, argumentTypes: [scalar, scalar], location: state.location)
    var inner = OperationState(opcode, location: state.location)
    inner.operands = module.arguments(of: block)
    inner.resultTypes = [scalar]
    let op = module.createOp(inner)
    module.insert(op, at: .end(of: block))
    module.build(
      StablehloOp.return, at: .end(of: block), operands: [module.result(of: op)],
      location: state.location)
    return region
  }
}

extension Printer {
  fileprivate mutating func printReduce(_ module: borrowing Module, _ op: OpID) {
    let inputs = module.operandCount(of: op) / 2
    for index in 0..<inputs {
      write(index == 0 ? "(" : ", (")
      printOperand(module.operand(index, of: op), in: module)
      write(" init: ")
      printOperand(module.operand(inputs + index, of: op), in: module)
      write(")")
    }
    let name = compactReducer(module, op)
    if let name { write(" applies \(name)") }
    write(" across dimensions = \(module.integers("dimensions", of: op) ?? [])")
    printOptionalAttributeDictionary(of: op, except: ["dimensions"], in: module)
    write(" : ")
    printFunctionalType(of: op, in: module)
    guard name == nil, let block = module.body(of: op) else { return }
    writeNewLine()
    write(" reducer")
    let arguments = module.arguments(of: block)
    let half = arguments.count / 2
    for index in 0..<half {
      write("(")
      printRegionArgument(arguments[index], in: module)
      write(", ")
      printRegionArgument(arguments[half + index], in: module)
      write(") ")
    }
    write(" ")
    printRegion(module.region(of: op), in: module, entryArguments: false)
  }

  /// The op that the region consists of, if it is a commutative one without attributes on the two
  /// arguments in order.
  private func compactReducer(_ module: borrowing Module, _ op: OpID) -> String? {
    guard module.operandCount(of: op) == 2, let block = module.body(of: op),
      module.nextBlock(after: block) == nil, module.argumentCount(of: block) == 2,
      let only = module.firstOp(of: block), let end = module.nextOp(after: only),
      module.nextOp(after: end) == nil, module.opcode(of: end).is(StablehloOp.return),
      module.opcode(of: only).dialect == .stablehlo,
      module.traits(of: only).contains(.commutative),
      module.operands(of: only) == module.arguments(of: block),
      module.resultCount(of: only) == 1, module.operands(of: end) == [module.result(of: only)],
      module.properties(of: only) == .emptyDictionary,
      module.attributes(of: only) == .emptyDictionary,
      module.attributes(of: end) == .emptyDictionary
    else { return nil }
    let scalar = module.type(of: module.result(of: only))
    guard module.arguments(of: block).allSatisfy({ module.type(of: $0) == scalar }),
      module.type(of: module.operand(1, of: op)) == scalar
    else { return nil }
    return module.name(of: only)
  }
}
