// The custom forms of branches.

/// `cf.br ^bb1(%a : f32) {attributes}`.
func parseBranch(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let (block, operands) = try parser.parseSuccessorAndOperands()
  state.successors = [block]
  state.operands = operands
  try parser.parseOptionalAttributeDictionary(&state)
}

/// Writes what follows `cf.br`.
func printBranch(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printSuccessor(0, of: op, module, &printer)
  printer.printOptionalAttributeDictionary(of: op, in: module)
}

/// `cf.cond_br %c weights([1, 2]), ^bb1(%a : f32), ^bb2 {attributes}`.
func parseConditionalBranch(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let condition = try parser.parseOperand()
  if parser.parseOptionalKeyword("weights") {
    try parser.parse(.leftParenthesis)
    let weights = try parser.parseIntegerArray().map { Int32(truncatingIfNeeded: $0) }
    try parser.parse(.rightParenthesis)
    let attribute = parser.module.denseArrayAttribute(weights)
    state.attributes.append((parser.module.intern("branch_weights"), attribute))
  }
  state.operands = [try parser.resolveOperand(condition, .i1)]
  var segments: [Int32] = [1]
  for _ in 0..<2 {
    try parser.parse(.comma)
    segments.append(try parseSuccessor(&parser, &state))
  }
  try parser.parseOptionalAttributeDictionary(&state)
  appendSegments("operandSegmentSizes", segments, &parser, &state)
}

/// Writes what follows `cf.cond_br`.
func printConditionalBranch(
  _ module: borrowing Module, _ op: OpID, _ printer: inout Printer
) {
  printer.write(" ")
  printer.printOperand(module.operand(0, of: op), in: module)
  if let weights = module.integers("branch_weights", of: op) {
    printer.write(" weights(")
    printer.writeIntegerArray(weights)
    printer.write(")")
  }
  for index in 0..<2 {
    printer.write(", ")
    printSuccessor(index, of: op, module, &printer)
  }
  printer.printOptionalAttributeDictionary(
    of: op, except: ["branch_weights", "operandSegmentSizes"], in: module)
}

/// `cf.switch %flag : i32, [default: ^bb1, 42: ^bb2(%a : f32)] {attributes}`.
func parseSwitch(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let flag = try parser.parseOperand()
  let type = try parser.parseColonType()
  try parser.parse(.comma)
  try parser.parse(.leftSquare)
  try parser.parseKeyword("default")
  try parser.parse(.colon)
  state.operands = [try parser.resolveOperand(flag, type)]
  let defaultCount = try parseSuccessor(&parser, &state)
  var values: [Int64] = []
  var segments: [Int32] = []
  while parser.parseOptional(.comma) {
    values.append(try parser.parseInteger())
    try parser.parse(.colon)
    segments.append(try parseSuccessor(&parser, &state))
  }
  try parser.parse(.rightSquare)
  try parser.parseOptionalAttributeDictionary(&state)
  if !values.isEmpty { try appendCaseValues(values, type, &parser, &state) }
  appendSegments("case_operand_segments", segments, &parser, &state)
  let total = segments.reduce(0, +)
  appendSegments("operandSegmentSizes", [1, defaultCount, total], &parser, &state)
}

private func appendCaseValues(
  _ values: [Int64], _ type: TypeID, _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  guard let element = ElementType(type, in: parser.module), element.integerKind != nil,
    let tensor = Tensor(values, shape: [values.count], element)
  else { throw parser.error("expected an integer type of at most 64 bits") }
  let vector = parser.module.intern(
    .vector(shape: [Int64(values.count)], scalable: [false], element: type))
  let isSplat = values.count == 1 || Set(values).count == 1
  let bytes = tensor.attributeBytes()
  let width = bytes.count / values.count
  let elements = DenseElements(
    type: vector, isSplat: isSplat, bytes: isSplat ? Array(bytes[..<width]) : bytes)
  let attribute = parser.module.intern(.denseElements(elements))
  state.attributes.append((parser.module.intern("case_values"), attribute))
}

/// Writes what follows `cf.switch`.
func printSwitch(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  let flag = module.operand(0, of: op)
  printer.printOperand(flag, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: flag), in: module)
  printer.write(", [")
  let values = module.attribute("case_values", of: op).flatMap { module.denseIntegers($0) } ?? []
  for index in module.successors(of: op).indices {
    if index > 0 { printer.write(",") }
    printer.writeNewLine()
    printer.write("  ")
    if index == 0 {
      printer.write("default")
    } else {
      printer.write(index <= values.count ? values[index - 1] : 0)
    }
    printer.write(": ")
    printSuccessor(index, of: op, module, &printer)
  }
  if !values.isEmpty { printer.writeNewLine() }
  printer.write("]")
  printer.printOptionalAttributeDictionary(
    of: op, except: ["case_operand_segments", "case_values", "operandSegmentSizes"], in: module)
}

private func parseSuccessor(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) -> Int32 {
  let (block, operands) = try parser.parseSuccessorAndOperands()
  state.successors.append(block)
  state.operands += operands
  return Int32(truncatingIfNeeded: operands.count)
}

private func appendSegments(
  _ name: String, _ sizes: [Int32], _ parser: inout Parser, _ state: inout OperationState
) {
  let attribute = parser.module.denseArrayAttribute(sizes)
  state.attributes.append((parser.module.intern(name), attribute))
}

private func printSuccessor(
  _ index: Int, of op: OpID, _ module: borrowing Module, _ printer: inout Printer
) {
  let operands = Branch(op).arguments(ofSuccessor: index, in: module) ?? []
  printer.printSuccessor(module.successors(of: op)[index], operands: operands, in: module)
}
