// Operands, arguments of regions and successors, for the custom forms of ops.

/// What stands around a list.
public enum Delimiter: Sendable {
  /// Nothing; the list may be empty only where it is parsed as operands.
  case none
  /// `(` and `)`.
  case parentheses
  /// `[` and `]`.
  case square
  /// `<` and `>`.
  case angle
  /// `{` and `}`.
  case braces

  var opening: TokenKind? {
    switch self {
    case .none: nil
    case .parentheses: .leftParenthesis
    case .square: .leftSquare
    case .angle: .less
    case .braces: .leftBrace
    }
  }

  var closing: TokenKind? {
    switch self {
    case .none: nil
    case .parentheses: .rightParenthesis
    case .square: .rightSquare
    case .angle: .greater
    case .braces: .rightBrace
    }
  }
}

extension Parser {
  /// `%name` or `%name#2`.
  public mutating func parseOperand() throws(ParseFailure) -> UnresolvedOperand {
    guard token.kind == .percentIdentifier else { throw error("expected SSA operand") }
    let nameToken = token
    let name = valueNumber(of: nameToken)
    advance()
    var number: Int32 = 0
    // `#2` lexes as an attribute name of digits only.
    if token.kind == .hashIdentifier {
      let digits = Int(token.start) + 1..<Int(token.end)
      guard lexer.bytes[digits.lowerBound].isDigit, let value = integer(in: digits),
        let index = Int32(exactly: value)
      else { throw error("invalid SSA value result number") }
      number = index
      advance()
    }
    return UnresolvedOperand(
      name: name, number: number, start: nameToken.start,
      end: Int32(truncatingIfNeeded: previousEnd))
  }

  /// An operand if one is next.
  public mutating func parseOptionalOperand() throws(ParseFailure) -> UnresolvedOperand? {
    token.kind == .percentIdentifier ? try parseOperand() : nil
  }

  /// `%a, %b`, in the given delimiters; without delimiters the list may be missing.
  public mutating func parseOperandList(
    _ delimiter: Delimiter = .none
  ) throws(ParseFailure) -> [UnresolvedOperand] {
    var operands: [UnresolvedOperand] = []
    if delimiter == .none, token.kind != .percentIdentifier { return operands }
    try parseCommaSeparatedList(delimiter) { (parser: inout Parser) throws(ParseFailure) in
      operands.append(try parser.parseOperand())
    }
    return operands
  }

  /// `%a, %b`, perhaps nothing, on the stack that ops share; returns where they begin there. `popOperands` takes them off.
  mutating func pushOperands() throws(ParseFailure) -> Int {
    let first = scratch.operands.count
    guard token.kind == .percentIdentifier else { return first }
    repeat { scratch.operands.append(try parseOperand()) } while parseOptional(.comma)
    return first
  }

  /// How many operands lie on the stack from `first` on.
  func pushedOperandCount(from first: Int) -> Int { scratch.operands.count - first }

  /// Takes the operands from `first` on off the stack and appends their values, all of the given type.
  mutating func popOperands(
    from first: Int, _ type: TypeID, into values: inout [ValueID]
  ) throws(ParseFailure) {
    for index in first..<scratch.operands.count {
      values.append(try resolveOperand(scratch.operands[index], type))
    }
    scratch.operands.removeLast(scratch.operands.count - first)
  }

  /// The values of operands that all have the same type.
  public mutating func resolveOperands(
    _ operands: [UnresolvedOperand], _ type: TypeID
  ) throws(ParseFailure) -> [ValueID] {
    var values: [ValueID] = []
    values.reserveCapacity(operands.count)
    for operand in operands { values.append(try resolveOperand(operand, type)) }
    return values
  }

  /// The values of operands with one type each; reports a different number of types at `place`.
  public mutating func resolveOperands(
    _ operands: [UnresolvedOperand], _ types: [TypeID], at place: Range<Int>
  ) throws(ParseFailure) -> [ValueID] {
    guard operands.count == types.count else {
      throw wrongTypeCount(operands.count, types.count, at: place)
    }
    var values: [ValueID] = []
    values.reserveCapacity(operands.count)
    for (operand, type) in zip(operands, types) { values.append(try resolveOperand(operand, type)) }
    return values
  }
}

extension Parser {
  mutating func wrongTypeCount(
    _ operands: Int, _ types: Int, at place: Range<Int>
  ) -> ParseFailure {
    error(
      "expected \(operands) operand type\(operands == 1 ? "" : "s") but had \(types)", at: place)
  }
}

// MARK: - Arguments

/// An argument of a region as it is written, `%x: f32 {attributes} loc(...)`.
public struct RegionArgument: Sendable {
  /// The name.
  public var name: UnresolvedOperand
  /// The type.
  public var type: TypeID
  /// The attributes, an empty dictionary where none were written.
  public var attributes: AttributeID
  /// Where it comes from.
  public var location: LocationID

  /// An argument called `name` of the given type.
  public init(
    name: UnresolvedOperand, type: TypeID, attributes: AttributeID = .emptyDictionary,
    location: LocationID
  ) {
    self.name = name
    self.type = type
    self.attributes = attributes
    self.location = location
  }
}

extension Parser {
  /// `%x: type`, then attributes where they are allowed, then a location if one is written.
  public mutating func parseArgument(
    allowAttributes: Bool = false
  ) throws(ParseFailure) -> RegionArgument {
    let location = location(at: Int(token.start))
    let name = try parseOperand()
    guard name.number == 0 else {
      throw error("a name of an argument has no number", at: name.place)
    }
    let type = try parseColonType()
    var argument = RegionArgument(name: name, type: type, location: location)
    if allowAttributes, token.kind == .leftBrace {
      argument.attributes = try parseAttributeDictionary()
    }
    if let location = try parseOptionalLocation() { argument.location = location }
    return argument
  }

  /// `(%x: type, ...)`.
  public mutating func parseArgumentList(
    _ delimiter: Delimiter = .parentheses, allowAttributes: Bool = false
  ) throws(ParseFailure) -> [RegionArgument] {
    var arguments: [RegionArgument] = []
    try parseCommaSeparatedList(delimiter) { (parser: inout Parser) throws(ParseFailure) in
      arguments.append(try parser.parseArgument(allowAttributes: allowAttributes))
    }
    return arguments
  }
}

// MARK: - Successors

extension Parser {
  /// `^bb1`.
  public mutating func parseSuccessor() throws(ParseFailure) -> BlockID {
    guard token.kind == .caretIdentifier else { throw error("expected block name") }
    let block = block(named: token)
    advance()
    return block
  }

  /// `^bb1` or `^bb1(%a, %b : i32, f32)`: the block and the values passed to it.
  public mutating func parseSuccessorAndOperands() throws(ParseFailure)
    -> (block: BlockID, operands: [ValueID])
  {
    let block = try parseSuccessor()
    guard parseOptional(.leftParenthesis) else { return (block, []) }
    let operands = try parseOperandList()
    try parse(.colon)
    let place = place
    let types = try parseTypeList()
    try parse(.rightParenthesis)
    return (block, try resolveOperands(operands, types, at: place))
  }
}
