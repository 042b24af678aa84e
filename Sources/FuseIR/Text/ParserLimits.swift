/// Limits of a parse: what a text may cost, so that a small hostile one can't fill memory or the stack.
public struct ParserOptions: Sendable {
  /// How deep regions, types, attributes and locations may nest in each other, aliases written out.
  public var maximumDepth = 1000

  /// The most bytes of text.
  public var maximumByteCount = Lexer.maximumByteCount

  /// The most ops.
  public var maximumOpCount = 100_000_000

  /// The most elements of a literal that are kept one by one; splats have no limit.
  public var maximumElementCount = 1 << 30

  /// The most bytes that the text may stand for beyond its own: those behind aliases, each time they are used, and those
  /// of integers of more than 64 bits.
  public var maximumExpansion = 1 << 28

  /// The default limits.
  public init() {}
}

/// What was spent of the limits, and what each use of an alias costs.
struct ParserSpending {
  /// How many regions, types, attributes and locations are open.
  var depth = 0
  /// The deepest that they were open since the definition of an alias began.
  var deepest = 0
  /// The bytes that the text stands for beyond its own.
  var expansion = 0
  /// How many ops were read.
  var opCount = 0
  /// What aliases stand for, by the number of the name.
  var aliases: [Int: AliasCost] = [:]

  /// What using an alias costs: levels of nesting, and bytes.
  struct AliasCost {
    let depth: Int
    let byteCount: Int
  }
}

extension Parser {
  /// Counts one more level of nesting; the caller calls `leave` when it is done with it.
  mutating func enter() throws(ParseFailure) {
    spending.depth += 1
    spending.deepest = max(spending.deepest, spending.depth)
    guard spending.depth <= options.maximumDepth else { throw tooDeep() }
  }

  /// Counts one level of nesting less.
  mutating func leave() { spending.depth -= 1 }

  /// Counts the levels of a text that is not read again because it was read before.
  mutating func pass(levels: Int) throws(ParseFailure) {
    let depth = spending.depth + levels
    spending.deepest = max(spending.deepest, depth)
    guard depth <= options.maximumDepth else { throw tooDeep() }
  }

  /// Starts to measure how deep a text nests; hand what it returns to `endMeasuringDepth`.
  mutating func startMeasuringDepth() -> Int {
    defer { spending.deepest = spending.depth }
    return spending.deepest
  }

  /// How many levels were open, below the present one, since the measuring started.
  mutating func endMeasuringDepth(_ outer: Int) -> Int {
    defer { spending.deepest = max(spending.deepest, outer) }
    return spending.deepest - spending.depth
  }

  /// Counts one more op.
  mutating func countOp() throws(ParseFailure) {
    spending.opCount += 1
    guard spending.opCount <= options.maximumOpCount else {
      throw error("the program has more than \(options.maximumOpCount) ops", at: token.range)
    }
  }

  /// Counts bytes that the text stands for beyond its own.
  mutating func spend(_ byteCount: Int, at place: Range<Int>? = nil) throws(ParseFailure) {
    let (sum, overflow) = spending.expansion.addingReportingOverflow(byteCount)
    guard !overflow, sum <= options.maximumExpansion else {
      throw error(
        "aliases and wide integers stand for more than \(options.maximumExpansion) bytes",
        at: place)
    }
    spending.expansion = sum
  }

  /// Reports a literal with too many elements to keep.
  mutating func checkElementCount(_ count: Int64, at place: Range<Int>) throws(ParseFailure) {
    guard count <= Int64(options.maximumElementCount) else {
      throw error(
        "a literal may have up to \(options.maximumElementCount) elements, not \(count)", at: place
      )
    }
  }

  /// Counts the use of an alias.
  mutating func useAlias(_ name: Int, at place: Range<Int>) throws(ParseFailure) {
    guard let cost = spending.aliases[name] else { return }
    let (depth, overflow) = spending.depth.addingReportingOverflow(cost.depth)
    guard !overflow, depth <= options.maximumDepth else { throw tooDeep(at: place) }
    spending.deepest = max(spending.deepest, depth)
    try spend(cost.byteCount, at: place)
  }

  /// Reads what an alias stands for, and notes what its uses cost.
  mutating func defineAlias<Meaning>(
    _ name: Int, _ read: (inout Parser) throws(ParseFailure) -> Meaning
  ) throws(ParseFailure) -> Meaning {
    let start = Int(token.start)
    let before = spending.expansion
    spending.deepest = spending.depth
    let meaning = try read(&self)
    spending.aliases[name] = .init(
      depth: spending.deepest - spending.depth,
      byteCount: previousEnd - start + spending.expansion - before)
    return meaning
  }

  private mutating func tooDeep(at place: Range<Int>? = nil) -> ParseFailure {
    error("nesting is deeper than \(options.maximumDepth) levels", at: place)
  }
}
