/// What a token is.
public enum TokenKind: UInt8 {
  /// The end of the text.
  case endOfFile
  /// Something that is no token; the lexer holds the message.
  case error

  /// `name`, `func.func`, `f32`: keywords are ordinary names.
  case bareIdentifier
  /// `@name` or `@"any string"`.
  case atIdentifier
  /// `#name`, an attribute alias or a dialect attribute.
  case hashIdentifier
  /// `!name`, a type alias or a dialect type.
  case exclamationIdentifier
  /// `%name` or `%12`, a value.
  case percentIdentifier
  /// `^name`, a block.
  case caretIdentifier

  /// `12` or `0xFF`.
  case integer
  /// `1.0`, `1.` or `1.5e-3`.
  case float
  /// `"text"` with its quotes.
  case string

  /// `->`
  case arrow
  /// `:`
  case colon
  /// `::`
  case colonColon
  /// `,`
  case comma
  /// `=`
  case equal
  /// `>`
  case greater
  /// `<`
  case less
  /// `{`
  case leftBrace
  /// `}`
  case rightBrace
  /// `(`
  case leftParenthesis
  /// `)`
  case rightParenthesis
  /// `[`
  case leftSquare
  /// `]`
  case rightSquare
  /// `-`
  case minus
  /// `+`
  case plus
  /// `?`
  case question
  /// `/`
  case slash
  /// `*`
  case star
  /// `|`
  case verticalBar
  /// `...`
  case ellipsis
  /// `{-#`
  case metadataBegin
  /// `#-}`
  case metadataEnd

  /// The characters of a punctuation token in quotes, or what another kind is called in messages.
  public var description: String {
    switch self {
    case .endOfFile: "end of file"
    case .error: "invalid text"
    case .bareIdentifier: "name"
    case .atIdentifier: "symbol name"
    case .hashIdentifier: "attribute name"
    case .exclamationIdentifier: "type name"
    case .percentIdentifier: "value name"
    case .caretIdentifier: "block name"
    case .integer: "integer"
    case .float: "floating point number"
    case .string: "string"
    case .arrow: "'->'"
    case .colon: "':'"
    case .colonColon: "'::'"
    case .comma: "','"
    case .equal: "'='"
    case .greater: "'>'"
    case .less: "'<'"
    case .leftBrace: "'{'"
    case .rightBrace: "'}'"
    case .leftParenthesis: "'('"
    case .rightParenthesis: "')'"
    case .leftSquare: "'['"
    case .rightSquare: "']'"
    case .minus: "'-'"
    case .plus: "'+'"
    case .question: "'?'"
    case .slash: "'/'"
    case .star: "'*'"
    case .verticalBar: "'|'"
    case .ellipsis: "'...'"
    case .metadataBegin: "'{-#'"
    case .metadataEnd: "'#-}'"
    }
  }
}

/// One token: its kind and the bytes `start..<end` of the text that it covers.
public struct Token {
  /// What it is.
  public let kind: TokenKind
  /// Offset of its first byte.
  public let start: Int32
  /// Offset behind its last byte.
  public let end: Int32

  /// Creates a token over `start..<end`.
  @inline(__always)
  init(_ kind: TokenKind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// The byte offsets it covers.
  public var range: Range<Int> { Int(start)..<Int(end) }
}
