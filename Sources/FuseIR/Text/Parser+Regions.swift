// Regions and blocks.

extension Parser {
  /// `{ ... }`. The given arguments become those of the entry block, for ops that write them in front
  /// of the region. In a region with isolated names no name from outside is visible, and outer names
  /// may be used again.
  public mutating func parseRegion(
    arguments: [RegionArgument] = [], isolatedNames: Bool = false
  ) throws(ParseFailure) -> RegionID {
    guard token.kind == .leftBrace else { throw error("expected '{' to begin a region") }
    try enter()
    defer { leave() }
    advance()
    let region = module.createRegion()
    if arguments.isEmpty, parseOptional(.rightBrace) { return region }
    let mark = pushScope(isolated: isolatedNames)
    try parseBlocks(of: region, arguments)
    try parse(.rightBrace)
    try popScope(mark)
    return region
  }

  /// `{ ... }` if a brace is next.
  public mutating func parseOptionalRegion(
    arguments: [RegionArgument] = [], isolatedNames: Bool = false
  ) throws(ParseFailure) -> RegionID? {
    guard token.kind == .leftBrace else { return nil }
    return try parseRegion(arguments: arguments, isolatedNames: isolatedNames)
  }

  private mutating func parseBlocks(
    of region: RegionID, _ arguments: [RegionArgument]
  ) throws(ParseFailure) {
    if token.kind != .caretIdentifier || !arguments.isEmpty {
      let entry = module.addBlock(to: region)
      for argument in arguments {
        let value = module.addArgument(
          to: entry, type: argument.type, location: argument.location)
        try define(argument.name.name, value, count: 1, at: argument.name.place)
      }
      if token.kind == .caretIdentifier, !arguments.isEmpty {
        throw error("invalid block name in region with named arguments")
      }
      try parseOperations(in: entry)
    }
    while token.kind == .caretIdentifier {
      let block = try defineBlock(named: token)
      module.append(block, to: region)
      advance()
      if token.kind == .leftParenthesis { try parseBlockArguments(of: block) }
      try parse(.colon)
      try parseOperations(in: block)
    }
  }

  private mutating func parseBlockArguments(of block: BlockID) throws(ParseFailure) {
    for argument in try parseArgumentList() {
      let value = module.addArgument(
        to: block, type: argument.type, location: argument.location)
      try define(argument.name.name, value, count: 1, at: argument.name.place)
    }
  }

  private mutating func parseOperations(in block: BlockID) throws(ParseFailure) {
    while token.kind != .rightBrace, token.kind != .caretIdentifier {
      guard token.kind != .endOfFile else { throw error("expected '}' at the end of a region") }
      try parseOperation(in: block)
    }
  }
}
