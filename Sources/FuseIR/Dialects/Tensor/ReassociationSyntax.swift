// `tensor.collapse_shape %a [[0, 1], [2]] : type into type`, and `tensor.expand_shape` with `output_shape [2, %n]` before the
// attributes.

/// Reads what follows `tensor.collapse_shape` or `tensor.expand_shape`.
func parseReassociation(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  var groups: [AttributeID] = []
  try parser.parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
    let group = try parser.parseIntegerArray().map { parser.module.integerAttribute($0) }
    groups.append(parser.module.arrayAttribute(group))
  }
  let attribute = parser.module.arrayAttribute(groups)
  state.attributes.append((parser.module.intern("reassociation"), attribute))
  var values: [UnresolvedOperand] = []
  if state.opcode.is(TensorOp.expandShape) {
    try parser.parseKeyword("output_shape")
    let shape = try MixedIndexSyntax(&parser)
    values = shape.values
    appendIntegers("static_output_shape", shape.constants, &parser, &state)
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let (source, target) = try TensorCastSyntax(word: "into").parseTypes(&parser)
  let resolved = try parser.resolveOperands(values, .index)
  state.operands = [try parser.resolveOperand(operand, source)] + resolved
  state.resultTypes = [target]
}

/// Writes what follows `tensor.collapse_shape` or `tensor.expand_shape`.
func printReassociation(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let view = Reassociation(op)
  let operand = module.operand(0, of: op)
  printer.write(" ")
  printer.printOperand(operand, in: module)
  printer.write(" [")
  printer.writeList(view.groups(in: module) ?? []) { printer, group in
    printer.writeIntegerArray(group.map { Int64($0) })
  }
  printer.write("]")
  if let shape = view.outputShape(in: module) {
    printer.write(" output_shape ")
    MixedIndexSyntax.print(shape, module, &printer)
  }
  printer.printOptionalAttributeDictionary(
    of: op, except: ["reassociation", "static_output_shape"], in: module)
  TensorCastSyntax(word: "into").printTypes(
    module.type(of: operand), module.type(of: module.result(of: op)), module, &printer)
}

/// `tensor.reshape %a(%shape) {attributes} : (type, type) -> type`.
func parseTensorReshape(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let source = try parser.parseOperand()
  try parser.parse(.leftParenthesis)
  let shape = try parser.parseOperand()
  try parser.parse(.rightParenthesis)
  try parser.parseOptionalAttributeDictionary(&state)
  try parser.parse(.colon)
  let place = parser.place
  let (inputs, results) = try parser.parseFunctionType()
  state.operands = try parser.resolveOperands([source, shape], inputs, at: place)
  state.resultTypes = results
}

/// Writes what follows `tensor.reshape`.
func printTensorReshape(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperand(module.operand(0, of: op), in: module)
  printer.write("(")
  printer.printOperand(module.operand(1, of: op), in: module)
  printer.write(")")
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printFunctionalType(of: op, in: module)
}
