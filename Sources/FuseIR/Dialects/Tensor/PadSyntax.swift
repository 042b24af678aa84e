// `tensor.pad %a nofold low[0, %i] high[1, 2] { ... } {attributes} : type to type` and
// `tensor.generate %n { ... } {attributes} : type`.

/// Reads what follows `tensor.pad`.
func parsePad(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  if parser.parseOptionalKeyword("nofold") {
    state.attributes.append((parser.module.intern("nofold"), .unit))
  }
  try parser.parseKeyword("low")
  let low = try MixedIndexSyntax(&parser)
  try parser.parseKeyword("high")
  let high = try MixedIndexSyntax(&parser)
  appendIntegers("static_low", low.constants, &parser, &state)
  appendIntegers("static_high", high.constants, &parser, &state)
  appendSegmentSizes([1, low.values.count, high.values.count], &parser, &state)
  state.regions = [try parser.parseRegion()]
  try parser.parseOptionalAttributeDictionary(&state)
  let (source, target) = try TensorCastSyntax(word: "to").parseTypes(&parser)
  let amounts = try parser.resolveOperands(low.values + high.values, .index)
  state.operands = [try parser.resolveOperand(operand, source)] + amounts
  state.resultTypes = [target]
}

/// Writes what follows `tensor.pad`.
func printPad(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let pad = Pad(op)
  let source = pad.source(in: module)
  printer.write(" ")
  printer.printOperand(source, in: module)
  if module.attribute("nofold", of: op) != nil { printer.write(" nofold") }
  printer.write(" low")
  MixedIndexSyntax.print(pad.low(in: module) ?? [], module, &printer)
  printer.write(" high")
  MixedIndexSyntax.print(pad.high(in: module) ?? [], module, &printer)
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
  printer.printOptionalAttributeDictionary(
    of: op, except: ["nofold", "operandSegmentSizes", "static_low", "static_high"], in: module)
  TensorCastSyntax(word: "to").printTypes(
    module.type(of: source), module.type(of: module.result(of: op)), module, &printer)
}

/// Reads what follows `tensor.generate`.
func parseGenerate(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let sizes = try parser.parseOperandList()
  state.regions = [try parser.parseRegion()]
  try parser.parseOptionalAttributeDictionary(&state)
  state.resultTypes = [try parser.parseColonType()]
  state.operands = try parser.resolveOperands(sizes, .index)
}

/// Writes what follows `tensor.generate`.
func printGenerate(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  if module.operandCount(of: op) > 0 {
    printer.write(" ")
    printer.printOperands(of: op, in: module)
  }
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}

/// `tensor.yield %a {attributes} : f32`.
func parseTensorYield(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  try parser.parseOptionalAttributeDictionary(&state)
  state.operands = [try parser.resolveOperand(operand, try parser.parseColonType())]
}

/// Writes what follows `tensor.yield`.
func printTensorYield(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
}
