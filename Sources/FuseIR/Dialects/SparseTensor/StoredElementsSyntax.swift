// Custom forms of the ops on stored elements, as mlir-opt writes them.

/// `%x : f32 to f32 present = {...} absent = {...}`.
func parseStoredUnary(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let operand = try parser.parseOperand()
  try parser.parseOptionalAttributeDictionary(&state)
  let (source, target) = try TensorCastSyntax(word: "to").parseTypes(&parser)
  state.operands = [try parser.resolveOperand(operand, source)]
  state.resultTypes = [target]
  for name: StaticString in ["present", "absent"] {
    try parser.parseKeyword(name)
    try parser.parse(.equal)
    state.regions.append(try parser.parseRegion())
  }
}

/// Writes what follows `sparse_tensor.unary`.
func printStoredUnary(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  let operand = module.operand(0, of: op)
  printer.write(" ")
  printer.printOperand(operand, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  TensorCastSyntax(word: "to").printTypes(
    module.type(of: operand), module.type(of: module.result(of: op)), module, &printer)
  for (index, name) in (["present", "absent"] as [StaticString]).enumerated() {
    printer.printNamedRegion(name, module.region(index, of: op), in: module)
  }
}

/// `%x, %y : f32, f32 to f32 overlap = {...} left = identity right = {...}`.
func parseStoredBinary(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let left = try parser.parseOperand()
  try parser.parse(.comma)
  let right = try parser.parseOperand()
  try parser.parse(.colon)
  try parser.parseOptionalAttributeDictionary(&state)
  let leftType = try parser.parseType()
  try parser.parse(.comma)
  let rightType = try parser.parseType()
  try parser.parseKeyword("to")
  state.resultTypes = [try parser.parseType()]
  state.operands = [
    try parser.resolveOperand(left, leftType), try parser.resolveOperand(right, rightType),
  ]
  for (name, identity) in [
    ("overlap", nil), ("left", "left_identity"), ("right", "right_identity"),
  ] as [(StaticString, String?)] {
    try parser.parseKeyword(name)
    try parser.parse(.equal)
    if let identity, parser.parseOptionalKeyword("identity") {
      state.attributes.append((parser.module.intern(identity), .unit))
      state.regions.append(parser.module.createRegion())
    } else {
      state.regions.append(try parser.parseRegion())
    }
  }
}

/// Writes what follows `sparse_tensor.binary`.
func printStoredBinary(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.write(" :")
  printer.printOptionalAttributeDictionary(
    of: op, except: ["left_identity", "right_identity"], in: module)
  printer.write(" ")
  printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
  printer.write(" to ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
  for (index, (name, identity))
    in ([
      ("overlap", nil), ("left", "left_identity"), ("right", "right_identity"),
    ] as [(StaticString, String?)]).enumerated()
  {
    let isIdentity = identity.map { module.attribute($0, of: op) != nil } ?? false
    printer.printNamedRegion(
      name, isIdentity ? nil : module.region(index, of: op), in: module)
  }
}

/// `%x, ... : f32 {...}`: all operands and the result of one type.
func parseStoredRegion(
  _ parser: inout Parser, _ state: inout OperationState
) throws(ParseFailure) {
  let count = state.opcode.is(SparseTensorOp.reduce) ? 3 : 1
  var operands = [try parser.parseOperand()]
  while operands.count < count {
    try parser.parse(.comma)
    operands.append(try parser.parseOperand())
  }
  try parser.parseOptionalAttributeDictionary(&state)
  let type = try parser.parseColonType()
  state.operands = try parser.resolveOperands(operands, type)
  state.resultTypes = [type]
  state.regions = [try parser.parseRegion()]
}

/// Writes what follows `sparse_tensor.reduce` or `sparse_tensor.select`.
func printStoredRegion(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
  printer.write(" ")
  printer.printOperands(of: op, in: module)
  printer.printOptionalAttributeDictionary(of: op, in: module)
  printer.write(" : ")
  printer.printType(module.type(of: module.result(of: op)), in: module)
  printer.write(" ")
  printer.printRegion(module.region(of: op), in: module)
}

extension Printer {
  /// ` name = {...}` on a line of its own; `identity` in place of no region.
  fileprivate mutating func printNamedRegion(
    _ name: StaticString, _ region: RegionID?, in module: borrowing Module
  ) {
    writeNewLine()
    write(" ")
    write(name)
    write(" = ")
    if let region {
      printRegion(region, in: module)
    } else {
      write("identity")
    }
  }
}
