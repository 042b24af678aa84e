// Custom forms of the ops between tensors and single elements, and of `tensor.dim` and its kin.

/// `tensor.extract %t[%i, %j] {attributes} : type`.
func parseExtract(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let tensor = try parser.parseOperand()
  let indices = try parser.parseOperandList(.square)
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  let resolved = try parser.resolveOperands(indices, .index)
  state.operands = [try parser.resolveOperand(tensor, type)] + resolved
  state.resultTypes = [parser.module.elementType(of: type)]
}

/// Writes what follows `tensor.extract`.
func printExtract(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operands = module.operands(of: op)
  printer.write(" ")
  printer.printOperand(operands[0], in: module)
  printIndices(operands[1...], module, &printer)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: operands[0]), in: module)
}

/// `tensor.insert %a into %t[%i, %j] {attributes} : type`.
func parseInsert(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let value = try parser.parseOperand()
  try parser.parseKeyword("into")
  let tensor = try parser.parseOperand()
  let indices = try parser.parseOperandList(.square)
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  let element = try parser.resolveOperand(value, parser.module.elementType(of: type))
  let resolved = try parser.resolveOperands(indices, .index)
  state.operands = [element, try parser.resolveOperand(tensor, type)] + resolved
  state.resultTypes = [type]
}

/// Writes what follows `tensor.insert`.
func printInsert(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operands = module.operands(of: op)
  printer.write(" ")
  printer.printOperand(operands[0], in: module)
  printer.write(" into ")
  printer.printOperand(operands[1], in: module)
  printIndices(operands[2...], module, &printer)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: operands[1]), in: module)
}

/// `tensor.from_elements %a, %b {attributes} : type`.
func parseFromElements(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let operands = try parser.parseOperandList()
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  state.operands = try parser.resolveOperands(operands, parser.module.elementType(of: type))
  state.resultTypes = [type]
}

/// Writes what follows `tensor.from_elements`.
func printFromElements(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  if module.operandCount(of: op) > 0 { printer.write(" ") }
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}

/// `tensor.splat %a[%n] {attributes} : type`.
func parseSplat(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let value = try parser.parseOperand()
  let sizes = parser.token.kind == .leftSquare ? try parser.parseOperandList(.square) : []
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  let element = try parser.resolveOperand(value, parser.module.elementType(of: type))
  state.operands = [element] + (try parser.resolveOperands(sizes, .index))
  state.resultTypes = [type]
}

/// Writes what follows `tensor.splat`.
func printSplat(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operands = module.operands(of: op)
  printer.write(" ")
  printer.printOperand(operands[0], in: module)
  if operands.count > 1 { printIndices(operands[1...], module, &printer) }
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
}

private func printIndices(
  _ indices: ArraySlice<ValueID>, _ module: borrowing Module, _ printer: inout Printer
) {
  printer.write("[")
  printer.printOperands(indices, in: module)
  printer.write("]")
}

/// `tensor.dim %t, %i {attributes} : type` and `tensor.rank %t {attributes} : type`.
func parseDim(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let tensor = try parser.parseOperand()
  var index: UnresolvedOperand?
  if state.opcode.is(TensorOp.dim) {
    try parser.parse(.comma)
    index = try parser.parseOperand()
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  state.operands = [try parser.resolveOperand(tensor, type)]
  if let index { state.operands.append(try parser.resolveOperand(index, .index)) }
  state.resultTypes = [.index]
}

/// Writes what follows `tensor.dim` or `tensor.rank`.
func printDim(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.operand(0, of: op)), in: module)
}

/// `tensor.concat dim(1) %a, %b {attributes} : (types) -> type`.
func parseConcat(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  try parser.parseKeyword("dim")
  try parser.parse(.leftParenthesis)
  let dimension = parser.module.integerAttribute(try parser.parseInteger())
  try parser.parse(.rightParenthesis)
  state.attributes.append((parser.module.intern("dim"), dimension))
  let operands = try parser.parseOperandList()
  try parser.parseOptionalAttributeDictionary(&state)
  try parser.parse(.colon)
  let place = parser.place
  let (inputs, results) = try parser.parseFunctionType()
  state.operands = try parser.resolveOperands(operands, inputs, at: place)
  state.resultTypes = results
}

/// Writes what follows `tensor.concat`.
func printConcat(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" dim(")
  printer.write(module.integer("dim", of: op) ?? 0)
  printer.write(") ")
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, except: ["dim"], in: module)
  printer.write(" : ")
  printer.printFunctionalType(of: op, in: module)
}

/// `tensor.gather %t[%indices] gather_dims([0]) unique {attributes} : (types) -> type`, and `tensor.scatter` likewise with
/// `%s into` in front.
func parseTensorGather(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let isScatter = state.opcode.is(TensorOp.scatter)
  var operands = [try parser.parseOperand()]
  if isScatter {
    try parser.parseKeyword("into")
    operands.append(try parser.parseOperand())
  }
  try parser.parse(.leftSquare)
  operands.append(try parser.parseOperand())
  try parser.parse(.rightSquare)
  let name: StaticString = isScatter ? "scatter_dims" : "gather_dims"
  try parser.parseKeyword(name)
  try parser.parse(.leftParenthesis)
  appendIntegers("\(name)", try parser.parseIntegerArray(), &parser, &state)
  try parser.parse(.rightParenthesis)
  if parser.parseOptionalKeyword("unique") {
    state.attributes.append((parser.module.intern("unique"), .unit))
  }
  try parser.parseOptionalAttributeDictionary(&state)
  try parser.parse(.colon)
  let place = parser.place
  let (inputs, results) = try parser.parseFunctionType()
  state.operands = try parser.resolveOperands(operands, inputs, at: place)
  state.resultTypes = results
}

/// Writes what follows `tensor.gather` or `tensor.scatter`.
func printTensorGather(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let isScatter = module.opcode(of: op).is(TensorOp.scatter)
  let operands = module.operands(of: op)
  let name: StaticString = isScatter ? "scatter_dims" : "gather_dims"
  printer.write(" ")
  printer.printOperand(operands[0], in: module)
  if isScatter {
    printer.write(" into ")
    printer.printOperand(operands[1], in: module)
  }
  printIndices(operands[(operands.count - 1)...], module, &printer)
  printer.write(" ")
  printer.write(name)
  printer.write("(")
  printer.writeIntegerArray(module.integers("\(name)", of: op) ?? [])
  printer.write(")")
  if module.attribute("unique", of: op) != nil { printer.write(" unique") }
  printer.printOptionalAttributeDictionary(of: op, except: [name, "unique"], in: module)
  printer.write(" : ")
  printer.printFunctionalType(of: op, in: module)
}
