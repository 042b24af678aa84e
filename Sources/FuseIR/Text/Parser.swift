/// Thrown when parsing cannot go on; the diagnostic has been reported.
public struct ParseFailure: Error {}

/// Reads a program from text.
///
/// `Module.parse(_:diagnostics:)` is the way in. This type is what the custom form of an op is parsed
/// with: the `parse` function of an `OpDefinition` is called after the op's name was read, takes its
/// tokens from the parser, and fills the `OperationState`. The methods are named after MLIR's
/// `OpAsmParser`; those called `parse…` report an error and throw when the text is something else,
/// those called `parseOptional…` then return nil or false and leave the text as it is.
///
/// `%2 = stablehlo.add %0, %1 {x = 1} : tensor<4xf32>` is read by
/// ```
/// func parse(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
///   let operands = try parser.parseOperandList()
///   try parser.parseOptionalAttributeDictionary(&state)
///   let type = try parser.parseColonType()
///   state.operands = try parser.resolveOperands(operands, type)
///   state.resultTypes = [type]
/// }
/// ```
/// Results, the trailing location and the op itself are the caller's business. Attributes go into
/// `state.attributes` by name, regions come from `parseRegion`, successors from `parseSuccessor`.
public struct Parser: ~Copyable {
  /// The program that is being built; use it to make types and attributes.
  public var module: Module

  /// The token that is read next.
  public internal(set) var token: Token

  let source: SourceFile
  let diagnostics: DiagnosticEngine
  let options: ParserOptions
  let fileName: StringID
  var lexer: Lexer
  /// Where the token before `token` ended.
  var previousEnd = 0
  /// What was spent of the limits of `options`.
  var spending = ParserSpending()
  var names: NameTable
  var scopes = NameScopes()
  var aliases = AliasTable()
  /// What texts of types, of dictionaries and of dialect attributes stood for.
  var typeCache = TextCache(closedBy: UInt8(ascii: ">"))
  var dictionaryCache = TextCache(closedBy: UInt8(ascii: "}"))
  var symbolCache = TextCache(closedBy: UInt8(ascii: ">"))
  var scratch = ParserScratch()
  /// The dialect whose prefix op names may omit, innermost region last.
  var defaultDialects: [StaticString] = ["builtin"]

  /// A parser of `text`, the bytes of `source`, which stay in place while it is used.
  init(
    source: SourceFile, text: UnsafeBufferPointer<UInt8>, diagnostics: DiagnosticEngine,
    options: ParserOptions
  ) {
    self.source = source
    self.diagnostics = diagnostics
    self.options = options
    module = Module()
    fileName = module.intern(source.name)
    module.reserveCapacity(forTextOf: text.count)
    names = NameTable(forTextOf: text.count)
    lexer = Lexer(text)
    token = lexer.next()
  }
}

extension Module {
  /// Reads a program; nil if the text is wrong, which has then been reported.
  ///
  /// Ops at the top level are wrapped in a module unless they are a single module. A text that begins with `digraph`, or whose
  /// name ends in `.gv`, is a stream graph as the SAM project writes it. The result is well formed but not verified.
  public static func parse(
    _ source: SourceFile, diagnostics: DiagnosticEngine, options: ParserOptions = ParserOptions()
  ) -> Module? {
    let byteLimit = min(options.maximumByteCount, Lexer.maximumByteCount)
    guard source.bytes.count <= byteLimit else {
      diagnostics.error(
        "\(source.name) is too large: programs may have up to \(byteLimit) bytes of text")
      return nil
    }
    if source.name.hasSuffix(".gv") || DotParser.isGraph(source.bytes) {
      do { return try StreamGraphReader.read(source) } catch {
        diagnostics.error(error.message, at: .range(source, error.range))
        return nil
      }
    }
    var module: Module?
    source.bytes.withUnsafeBufferPointer { text in
      var parser = Parser(source: source, text: text, diagnostics: diagnostics, options: options)
      guard (try? parser.parseTopLevel()) != nil else { return }
      let result = parser.module
      module = .some(result)
    }
    return module
  }
}

// MARK: - Tokens and errors

extension Parser {
  /// The byte range of the next token, to be given to `error(_:at:)` later.
  public var place: Range<Int> { token.range }

  /// Reports an error at `range`, by default at the next token, and returns what is to be thrown:
  /// `throw parser.error("expected a digit")`.
  public mutating func error(
    _ message: String, at range: Range<Int>? = nil, notes: [Diagnostic] = []
  ) -> ParseFailure {
    if token.kind == .error, range == nil || range == token.range {
      let offset = lexer.errorOffset
      diagnostics.error(lexer.errorMessage, at: .range(source, offset..<offset))
    } else {
      diagnostics.error(message, at: .range(source, range ?? missingTokenPlace), notes: notes)
    }
    return ParseFailure()
  }

  /// A note that points into the text, for use with `error`.
  public func note(_ message: String, at range: Range<Int>) -> Diagnostic {
    .note(message, at: .range(source, range))
  }

  /// Where something is missing before the next token: there, or at the end of the line before if
  /// the token stands on a later line.
  private var missingTokenPlace: Range<Int> {
    let gap = previousEnd..<max(previousEnd, Int(token.start))
    if previousEnd > 0, source.bytes[gap].contains(UInt8(ascii: "\n")) {
      return previousEnd..<previousEnd
    }
    return token.range
  }

  /// Goes to the next token.
  @inline(__always)
  mutating func advance() {
    previousEnd = Int(token.end)
    token = lexer.next()
  }

  /// Reads the text again from `offset`; used to take tokens apart.
  mutating func restart(at offset: Int) {
    previousEnd = offset
    lexer.position = offset
    token = lexer.next()
  }

  /// Goes on at `offset`, which is further on the same line.
  @inline(__always)
  mutating func resume(at offset: Int) {
    lexer.position = offset
    previousEnd = offset
    token = lexer.next()
  }

  /// Whether the text from `start` to the end of the token before the next one lies on one line, which is `line`.
  func isOnOneLine(from start: Int, _ line: Int) -> Bool {
    lexer.line == line || !lexer.bytes[start..<previousEnd].contains(UInt8(ascii: "\n"))
  }

  /// The text of a token.
  func text(of token: Token) -> String {
    String(decoding: source.bytes[token.range], as: UTF8.self)
  }

  /// Whether the next token is the bare identifier `keyword`.
  func isAt(_ keyword: StaticString) -> Bool {
    token.kind == .bareIdentifier && matches(token, keyword)
  }

  /// Whether the text of a token is `text`.
  func matches(_ token: Token, _ text: StaticString) -> Bool {
    let count = Int(token.end - token.start)
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { buffer in
      for i in 0..<count where lexer.bytes[Int(token.start) + i] != buffer[i] { return false }
      return true
    }
  }

  /// The location of a byte offset in the text, as `loc("file":line:column)`; the offset must be at
  /// or just before the next token, on the same line.
  mutating func location(at offset: Int) -> LocationID {
    let column = offset - lexer.lineStart + 1
    guard column > 0 else {
      let position = source.position(of: offset)
      return module.addLocation(fileName, line: position.line, column: position.column)
    }
    return module.addLocation(fileName, line: lexer.line + source.firstLine - 1, column: column)
  }
}
