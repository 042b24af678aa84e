// What the ops of scf share: regions that end in scf.yield, which may be left out, and values that go along their edges.

extension Parser {
  /// `{ ... }`, with an `scf.yield` at its end where nothing ends it.
  mutating func parseYieldingRegion(
    arguments: [RegionArgument] = [], location: LocationID
  ) throws(ParseFailure) -> RegionID {
    let region = try parseRegion(arguments: arguments)
    let block = module.entryBlock(of: region) ?? module.addBlock(to: region)
    let last = module.lastOp(of: block)
    let isOpen =
      last.map { op in
        module.definition(of: op) != nil && !module.traits(of: op).contains(.terminator)
          || module.opcode(of: op).isForeign
      } ?? true
    if isOpen { module.build(ScfOp.yield, at: .end(of: block), operands: [], location: location) }
    return region
  }

  /// `(%a = %x, %b = %y)`: the names of arguments, and the values that they begin with.
  mutating func parseInitialValues() throws(ParseFailure)
    -> (names: [UnresolvedOperand], values: [UnresolvedOperand])
  {
    var names: [UnresolvedOperand] = []
    var values: [UnresolvedOperand] = []
    try parseCommaSeparatedList(.parentheses) { (parser: inout Parser) throws(ParseFailure) in
      names.append(try parser.parseOperand())
      try parser.parse(.equal)
      values.append(try parser.parseOperand())
    }
    return (names, values)
  }
}

extension Printer {
  /// `(%a = %x, %b = %y)`.
  mutating func printInitialValues(
    _ arguments: some Sequence<ValueID>, _ values: some Sequence<ValueID>,
    in module: borrowing Module
  ) {
    write("(")
    writeList(zip(arguments, values)) { printer, pair in
      printer.printOperand(pair.0, in: module)
      printer.write(" = ")
      printer.printOperand(pair.1, in: module)
    }
    write(")")
  }
}

extension VerifierReport {
  /// Reports where values that go along an edge of control flow do not have the types that are expected at its end.
  mutating func expectFlow(
    _ values: some Sequence<ValueID>, to expected: [TypeID], _ edge: String, of op: OpID,
    in module: borrowing Module
  ) {
    let types = values.map { module.type(of: $0) }
    if types != expected {
      report(
        op,
        "\(edge) must be of types \(Self.list(expected, module)), but are of types "
          + Self.list(types, module))
    }
  }

  /// The op that ends a region's only block, which must be of the given kind; reports where there is none.
  mutating func expectEnd(
    _ kind: ScfOp, ofRegion index: Int, of op: OpID, in module: borrowing Module
  ) -> OpID? {
    guard let block = module.body(of: op, region: index) else {
      report(op, "region #\(index) must have a block")
      return nil
    }
    // An empty block was reported already.
    guard let end = module.lastOp(of: block) else { return nil }
    guard module.opcode(of: end).is(kind) else {
      report(
        op,
        "region #\(index) must end with \(kind.definition.name), but ends with \(module.name(of: end))"
      )
      return nil
    }
    return end
  }

  private static func list(_ types: [TypeID], _ module: borrowing Module) -> String {
    var texts: [String] = []
    for type in types { texts.append(module.text(of: type)) }
    return "(" + texts.joined(separator: ", ") + ")"
  }
}
