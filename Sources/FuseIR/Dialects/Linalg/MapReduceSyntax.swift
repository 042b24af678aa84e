// `linalg.map { arith.addf } ins(...) outs(...)` and `linalg.reduce { arith.addf } ins(...) outs(...) dimensions = [1]`, or, where
// the body is more than one op on its arguments, with `(%in: f32, %init: f32) { ... }` at the end.

/// An op that is the whole body, as it is written in braces.
private struct PayloadSyntax {
  let opcode: Opcode
  let attributes: [(name: StringID, value: AttributeID)]
  let place: Range<Int>

  /// Reads `{ dialect.op {attributes} }` if a brace is next.
  static func parse(_ parser: inout Parser) throws(ParseFailure) -> PayloadSyntax? {
    guard parser.parseOptional(.leftBrace) else { return nil }
    let place = parser.place
    let name = try parser.parseAnyKeyword("the name of an op")
    var state = OperationState(parser.module.opcode(named: name), location: .unknown)
    try parser.parseOptionalAttributeDictionary(&state)
    try parser.parse(.rightBrace)
    return PayloadSyntax(opcode: state.opcode, attributes: state.attributes, place: place)
  }

  /// A body of the op alone. `linalg.reduce` gives it the output's element first, `linalg.map` only those of the inputs.
  func body(
    _ operands: StructuredOperands, isReduction: Bool, _ module: inout Module
  ) -> RegionID {
    let region = module.createRegion()
    let values = operands.inputs + operands.outputs
    let types = values.map { module.elementType(of: $0) }
    let block = module.addBlock(to: region, argumentTypes: types)
    let arguments = module.arguments(of: block)
    var state = OperationState(opcode, location: .unknown)
    state.attributes = attributes
    state.operands = Array(arguments.dropLast(operands.outputs.count))
    if isReduction { state.operands = arguments.suffix(1) + arguments.dropLast() }
    state.resultTypes = types.suffix(1)
    let payload = module.createOp(state)
    module.insert(payload, at: .end(of: block))
    module.build(
      LinalgOp.yield, at: .end(of: block), operands: [module.result(of: payload)],
      location: .unknown)
    return region
  }
}

/// Reads what follows `linalg.map` or `linalg.reduce`.
func parseMapReduce(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let isReduction = state.opcode.is(LinalgOp.reduce)
  let payload = try PayloadSyntax.parse(&parser)
  let place = parser.place
  let operands = try StructuredOperands(&parser)
  if isReduction {
    try parser.parseKeyword("dimensions")
    try parser.parse(.equal)
    appendIntegers("dimensions", try parser.parseIntegerArray(), &parser, &state)
  }
  try parser.parseOptionalAttributeDictionary(&state)
  state.operands = operands.inputs + operands.outputs
  state.resultTypes = operands.resultTypes(in: parser.module)
  guard let payload else {
    let arguments = try parser.parseArgumentList()
    state.regions = [try parser.parseRegion(arguments: arguments)]
    return
  }
  guard operands.outputs.count == 1, !operands.inputs.isEmpty else {
    throw parser.error("a single op as body takes one output and some inputs", at: place)
  }
  state.regions = [payload.body(operands, isReduction: isReduction, &parser.module)]
}

/// Writes what follows `linalg.map` or `linalg.reduce`.
func printMapReduce(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let isReduction = module.opcode(of: op).is(LinalgOp.reduce)
  let payload = wholePayload(module, op, isReduction: isReduction)
  if let payload { printPayload(payload, module, &printer) }
  StructuredOperands.print(module, op, &printer)
  if isReduction { printDimensions("dimensions", module, op, &printer) }
  printer.printOptionalAttributeDictionary(of: op, except: ["dimensions"], in: module)
  guard payload == nil, let body = module.body(of: op) else { return }
  printer.indentation += 2
  printer.writeNewLine()
  printer.write("(")
  printer.writeList(module.arguments(of: body)) { printer, argument in
    printer.printRegionArgument(argument, in: module)
  }
  printer.write(") ")
  printer.printRegion(module.region(of: op), in: module, entryArguments: false)
  printer.indentation -= 2
}

/// The op that is the whole body, if its operands are the body's arguments in the order that the short form implies.
private func wholePayload(_ module: borrowing Module, _ op: OpID, isReduction: Bool) -> OpID? {
  guard let body = module.body(of: op), let payload = module.firstOp(of: body),
    let yield = module.nextOp(after: payload), module.nextOp(after: yield) == nil,
    module.operandCount(of: yield) == 1, module.operandCount(of: payload) > 0,
    module.definingOp(of: module.operand(0, of: yield)) == payload,
    module.regionCount(of: payload) == 0
  else { return nil }
  let operands = module.operands(of: payload)
  let arguments = module.arguments(of: body)
  if isReduction {
    // The output's element comes first, then those of the inputs: that is the arguments rotated by one.
    guard operands.count == arguments.count, operands[0] == arguments[arguments.count - 1],
      Array(operands.dropFirst()) == Array(arguments.dropLast())
    else { return nil }
  } else {
    guard operands == Array(arguments.dropLast()) else { return nil }
  }
  return payload
}

private func printPayload(_ payload: OpID, _ module: borrowing Module, _ printer: inout Printer) {
  printer.write(" { ")
  printer.write(module.name(of: payload))
  let isElided = ArithFlags.fastMath.isNone(module, payload)
  printer.printOptionalAttributeDictionary(
    of: payload, except: isElided ? ["fastmath"] : [], in: module)
  printer.write(" }")
}
