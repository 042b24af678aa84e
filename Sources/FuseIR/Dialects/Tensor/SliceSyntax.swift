// `tensor.extract_slice %a[0, %i] [2, 4] [1, 1] : type to type` and
// `tensor.insert_slice %s into %a[0, %i] [2, 4] [1, 1] : type into type`.

/// Reads what follows `tensor.extract_slice` or `tensor.insert_slice`.
func parseSlice(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
  let isInsertion = state.opcode.is(TensorOp.insertSlice)
  var tensors = [try parser.parseOperand()]
  if isInsertion {
    try parser.parseKeyword("into")
    tensors.append(try parser.parseOperand())
  }
  let offsets = try MixedIndexSyntax(&parser)
  let sizes = try MixedIndexSyntax(&parser)
  let strides = try MixedIndexSyntax(&parser)
  appendIntegers("static_offsets", offsets.constants, &parser, &state)
  appendIntegers("static_sizes", sizes.constants, &parser, &state)
  appendIntegers("static_strides", strides.constants, &parser, &state)
  appendSegmentSizes(
    [Int](repeating: 1, count: tensors.count)
      + [offsets.values.count, sizes.values.count, strides.values.count], &parser, &state)
  try parser.parseOptionalAttributeDictionary(&state)
  let (source, target) = try TensorCastSyntax(word: isInsertion ? "into" : "to")
    .parseTypes(&parser)
  state.operands = [try parser.resolveOperand(tensors[0], source)]
  if isInsertion { state.operands.append(try parser.resolveOperand(tensors[1], target)) }
  state.operands += try parser.resolveOperands(
    offsets.values + sizes.values + strides.values, .index)
  state.resultTypes = [target]
}

/// Writes what follows `tensor.extract_slice` or `tensor.insert_slice`.
func printSlice(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let slice = Slice(op)
  let isInsertion = slice.isInsertion(in: module)
  printer.write(" ")
  printer.printOperand(module.operand(0, of: op), in: module)
  if isInsertion {
    printer.write(" into ")
    printer.printOperand(module.operand(1, of: op), in: module)
  }
  MixedIndexSyntax.print(slice.offsets(in: module) ?? [], module, &printer)
  printer.write(" ")
  MixedIndexSyntax.print(slice.sizes(in: module) ?? [], module, &printer)
  printer.write(" ")
  MixedIndexSyntax.print(slice.strides(in: module) ?? [], module, &printer)
  printer.printOptionalAttributeDictionary(
    of: op,
    except: ["operandSegmentSizes", "static_offsets", "static_sizes", "static_strides"],
    in: module)
  TensorCastSyntax(word: isInsertion ? "into" : "to").printTypes(
    module.type(of: module.operand(0, of: op)), module.type(of: module.result(of: op)), module,
    &printer)
}
