/// A directed graph as Graphviz writes it: `digraph name { comment="..."  1 [type="mul"]  1 -> 2 [type="val"] }`.
struct DotGraph {
  /// One `name=value`.
  struct Attribute {
    let name: String
    let value: String
    /// The value's bytes in the text.
    let range: Range<Int>
  }

  /// A node, with the attributes of all statements about it.
  struct Node {
    let name: String
    /// Where it was first named.
    let range: Range<Int>
    /// Whether a statement of its own was met, rather than an edge only.
    var isDefined: Bool
    var attributes: [Attribute]

    subscript(name: String) -> String? { attribute(name)?.value }

    /// The last attribute of the name.
    func attribute(_ name: String) -> Attribute? { attributes.last { $0.name == name } }
  }

  /// An edge from node to node, by their places in `nodes`.
  struct Edge {
    let source: Int
    let target: Int
    let range: Range<Int>
    let attributes: [Attribute]

    subscript(name: String) -> String? { attributes.last { $0.name == name }?.value }
  }

  var name = ""
  /// The word that the graph begins with.
  var range = 0..<0
  var attributes: [Attribute] = []
  /// In the order in which they are first named.
  var nodes: [Node] = []
  /// In the order of the text.
  var edges: [Edge] = []
}

/// What is wrong with a text graph, and where.
struct DotError: Error {
  let message: String
  let range: Range<Int>
}

/// Reads the part of Graphviz's language that text graphs use: no subgraphs, ports of records, or HTML.
struct DotParser {
  private enum Token: Equatable {
    case word(String)
    case quoted(String)
    case punctuation(UInt8)
    case arrow
    case end

    /// A name or a value.
    var text: String? {
      switch self {
      case .word(let text), .quoted(let text): text
      case .punctuation, .arrow, .end: nil
      }
    }
  }

  private let bytes: [UInt8]
  private var position = 0
  private var token = Token.end
  private var range = 0..<0
  private var graph = DotGraph()
  private var places: [String: Int] = [:]
  private var nodeDefaults: [DotGraph.Attribute] = []
  private var edgeDefaults: [DotGraph.Attribute] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The graph that a text is.
  static func parse(_ bytes: [UInt8]) throws(DotError) -> DotGraph {
    var parser = DotParser(bytes)
    try parser.parseGraph()
    return parser.graph
  }

  /// Whether a text begins as a directed graph does.
  static func isGraph(_ bytes: [UInt8]) -> Bool {
    var parser = DotParser(bytes)
    guard (try? parser.advance()) != nil else { return false }
    if parser.isKeyword("strict") { _ = try? parser.advance() }
    return parser.isKeyword("digraph")
  }

  // MARK: Statements

  private mutating func parseGraph() throws(DotError) {
    try advance()
    if isKeyword("strict") { try advance() }
    guard isKeyword("digraph") else { throw expected("'digraph'") }
    graph.range = range
    try advance()
    if let name = token.text {
      graph.name = name
      try advance()
    }
    try expect("{")
    while token != .punctuation(UInt8(ascii: "}")) {
      try parseStatement()
      while token == .punctuation(UInt8(ascii: ";")) { try advance() }
    }
    try advance()
    guard token == .end else {
      throw DotError(message: "expected nothing after the graph's '}'", range: range)
    }
  }

  private mutating func parseStatement() throws(DotError) {
    guard let name = token.text else {
      throw expected("a node, an edge, an attribute or '}'")
    }
    let start = range
    let isWord = if case .word = token { true } else { false }
    if isWord, isKeyword("subgraph") {
      throw DotError(message: "subgraphs are not read: write nodes and edges", range: range)
    }
    let keyword = ["graph", "node", "edge"].first { isWord && isKeyword($0) }
    try advance()
    if let keyword {
      let attributes = try parseAttributeLists()
      switch keyword {
      case "graph": graph.attributes += attributes
      case "node": nodeDefaults = try Self.defaults(nodeDefaults, and: attributes)
      default: edgeDefaults = try Self.defaults(edgeDefaults, and: attributes)
      }
      return
    }
    switch token {
    case .punctuation(UInt8(ascii: "=")):
      try advance()
      guard let value = token.text else { throw expected("a value") }
      graph.attributes.append(DotGraph.Attribute(name: name, value: value, range: range))
      try advance()
    case .arrow:
      try parseEdges(from: node(name, start, isDefined: false), start)
    default:
      if token == .punctuation(UInt8(ascii: ":")) {
        throw DotError(
          message: "ports are not written behind ':', but in the edge's comment", range: range)
      }
      let place = node(name, start, isDefined: true)
      graph.nodes[place].attributes += try parseAttributeLists()
    }
  }

  /// The most attributes that `node` or `edge` may set for all: each node or edge after them gets them.
  private static let greatestDefaultCount = 64

  /// What is set for all that comes after; a later attribute takes the place of an earlier one of the same name.
  private static func defaults(
    _ known: [DotGraph.Attribute], and attributes: [DotGraph.Attribute]
  ) throws(DotError) -> [DotGraph.Attribute] {
    var defaults = known
    for attribute in attributes {
      defaults.removeAll { $0.name == attribute.name }
      defaults.append(attribute)
      guard defaults.count <= greatestDefaultCount else {
        throw DotError(
          message: "more than \(greatestDefaultCount) attributes for all nodes or edges",
          range: attribute.range)
      }
    }
    return defaults
  }

  private mutating func parseEdges(from first: Int, _ start: Range<Int>) throws(DotError) {
    var ends = [first]
    var last = start
    while token == .arrow {
      try advance()
      guard let name = token.text else { throw expected("the node that the edge leads to") }
      last = range
      ends.append(node(name, range, isDefined: false))
      try advance()
    }
    let attributes = edgeDefaults + (try parseAttributeLists())
    for (source, target) in zip(ends, ends.dropFirst()) {
      graph.edges.append(
        DotGraph.Edge(
          source: source, target: target, range: start.lowerBound..<last.upperBound,
          attributes: attributes))
    }
  }

  private mutating func node(_ name: String, _ range: Range<Int>, isDefined: Bool) -> Int {
    if let place = places[name] {
      if isDefined, !graph.nodes[place].isDefined { graph.nodes[place].isDefined = true }
      return place
    }
    places[name] = graph.nodes.count
    graph.nodes.append(
      DotGraph.Node(name: name, range: range, isDefined: isDefined, attributes: nodeDefaults))
    return graph.nodes.count - 1
  }

  private mutating func parseAttributeLists() throws(DotError) -> [DotGraph.Attribute] {
    var attributes: [DotGraph.Attribute] = []
    while token == .punctuation(UInt8(ascii: "[")) {
      try advance()
      while token != .punctuation(UInt8(ascii: "]")) {
        guard let name = token.text else { throw expected("an attribute's name or ']'") }
        try advance()
        try expect("=")
        guard let value = token.text else { throw expected("a value") }
        attributes.append(DotGraph.Attribute(name: name, value: value, range: range))
        try advance()
        if token == .punctuation(UInt8(ascii: ",")) || token == .punctuation(UInt8(ascii: ";")) {
          try advance()
        }
      }
      try advance()
    }
    return attributes
  }

  // MARK: Tokens

  private func isKeyword(_ keyword: String) -> Bool {
    if case .word(let word) = token { word.lowercased() == keyword } else { false }
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(DotError) {
    guard token == .punctuation(UInt8(ascii: character)) else { throw expected("'\(character)'") }
    try advance()
  }

  private func expected(_ what: String) -> DotError {
    DotError(message: "expected \(what)\(token == .end ? " before the end" : "")", range: range)
  }

  private mutating func advance() throws(DotError) {
    try skipBlanks()
    let start = position
    guard position < bytes.count else {
      token = .end
      range = bytes.count..<bytes.count
      return
    }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): token = .quoted(try quotedText())
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ":"):
      token = .punctuation(byte)
    case UInt8(ascii: "-") where peek == UInt8(ascii: ">"):
      position += 1
      token = .arrow
    case UInt8(ascii: "-") where peek == UInt8(ascii: "-"):
      throw DotError(
        message: "expected '->': streams have a direction", range: start..<position + 1)
    case UInt8(ascii: "<"):
      throw DotError(message: "HTML is not read: write a text in quotes", range: start..<position)
    default:
      guard Self.isLetter(byte) || byte == UInt8(ascii: "-") else {
        throw DotError(
          message: "expected a name, a text in quotes or an edge", range: start..<position)
      }
      while let next = peek, Self.isLetter(next) { position += 1 }
      token = .word(String(decoding: bytes[start..<position], as: UTF8.self))
    }
    range = start..<position
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Letters, digits, `_`, `.`, and everything beyond ASCII.
  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 128...:
      true
    default: false
    }
  }

  private mutating func quotedText() throws(DotError) -> String {
    let start = position - 1
    var text: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      // Only the quote is escaped; `\n` and the like say how labels are drawn.
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
        if bytes[position + 1] != UInt8(ascii: "\"") { text.append(bytes[position]) }
        position += 1
      }
      text.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else {
      throw DotError(message: "the text in quotes does not end", range: start..<start + 1)
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func skipBlanks() throws(DotError) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#") where isAtLineStart: skipLine()
      case UInt8(ascii: "/") where position + 1 < bytes.count:
        if bytes[position + 1] == UInt8(ascii: "/") {
          skipLine()
        } else if bytes[position + 1] == UInt8(ascii: "*") {
          let start = position
          position += 2
          while position + 1 < bytes.count,
            bytes[position] != UInt8(ascii: "*") || bytes[position + 1] != UInt8(ascii: "/")
          { position += 1 }
          guard position + 1 < bytes.count else {
            throw DotError(message: "the comment does not end", range: start..<start + 2)
          }
          position += 2
        } else {
          return
        }
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
  }

  /// Whether only blanks stand before the position on its line: a line that begins with `#` is a comment.
  private var isAtLineStart: Bool {
    var index = position
    while index > 0 {
      index -= 1
      switch bytes[index] {
      case UInt8(ascii: "\n"): return true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
      default: return false
      }
    }
    return true
  }
}
