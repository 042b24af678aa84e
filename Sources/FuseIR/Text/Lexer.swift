/// Cuts the bytes of an assembly text into tokens, by the rules of MLIR.
///
/// White space is space, tab, line feed, carriage return and the NUL byte; comments run from `//`
/// to the end of the line. Bytes of 128 and more are legal only in strings and comments.
///
/// The text is not owned: whoever makes a lexer keeps the bytes in place while it is used. Without a reference count
/// and with the bounds checked once, by the loops below, a byte costs a load and a compare. Debug builds check every
/// access.
public struct Lexer {
  /// The text.
  public let bytes: UnsafeBufferPointer<UInt8>

  /// Offset of the next byte to read. Set it to an earlier offset of the same line to read again, or
  /// call `skip(to:)` to go forward.
  public var position: Int

  /// What is wrong with the last token of kind `error`.
  public private(set) var errorMessage = ""

  /// Where the last error is; it may lie inside the token.
  public private(set) var errorOffset = 0

  /// The number of the line, from 1, that the token read last stands on.
  public private(set) var line = 1

  /// The offset of the first byte of that line.
  public private(set) var lineStart = 0

  /// The largest text, in bytes, whose offsets fit a token.
  public static let maximumByteCount = Int(Int32.max) - 1

  /// The most bytes of a name. Messages repeat names, tables keep them.
  public static let maximumNameByteCount = 1 << 20

  /// Creates a lexer at the beginning of a text of at most `maximumByteCount` bytes.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= Self.maximumByteCount, "invariant: text offsets fit 32 bits")
    self.bytes = bytes
    self.position = 0
  }

  /// Reads the next token; at the end of the text it returns `endOfFile` again and again.
  public mutating func next() -> Token {
    let count = bytes.count
    var index = position
    while index < count {
      let start = index
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0:
        continue
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = index
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        while index < count, bytes[index].continuesBareIdentifier { index += 1 }
        return finishName(.bareIdentifier, start, index)
      case UInt8(ascii: "%"):
        return prefixed(.percentIdentifier, start, "invalid SSA name")
      case UInt8(ascii: ","): return finish(.comma, start, index)
      case UInt8(ascii: ":"):
        if index < count, bytes[index] == UInt8(ascii: ":") {
          return finish(.colonColon, start, index + 1)
        }
        return finish(.colon, start, index)
      case UInt8(ascii: "("): return finish(.leftParenthesis, start, index)
      case UInt8(ascii: ")"): return finish(.rightParenthesis, start, index)
      case UInt8(ascii: "<"): return finish(.less, start, index)
      case UInt8(ascii: ">"): return finish(.greater, start, index)
      case UInt8(ascii: "="): return finish(.equal, start, index)
      case UInt8(ascii: "["): return finish(.leftSquare, start, index)
      case UInt8(ascii: "]"): return finish(.rightSquare, start, index)
      case UInt8(ascii: "}"): return finish(.rightBrace, start, index)
      case UInt8(ascii: "{"):
        if index + 1 < count, bytes[index] == UInt8(ascii: "-"),
          bytes[index + 1] == UInt8(ascii: "#")
        {
          return finish(.metadataBegin, start, index + 2)
        }
        return finish(.leftBrace, start, index)
      case UInt8(ascii: "-"):
        if index < count, bytes[index] == UInt8(ascii: ">") {
          return finish(.arrow, start, index + 1)
        }
        return finish(.minus, start, index)
      case UInt8(ascii: "\""): return string(.string, from: start, quote: start)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return number(start)
      case UInt8(ascii: "#"):
        if index + 1 < count, bytes[index] == UInt8(ascii: "-"),
          bytes[index + 1] == UInt8(ascii: "}")
        {
          return finish(.metadataEnd, start, index + 2)
        }
        return prefixed(.hashIdentifier, start, "invalid attribute name")
      case UInt8(ascii: "!"):
        return prefixed(.exclamationIdentifier, start, "invalid type identifier")
      case UInt8(ascii: "^"): return prefixed(.caretIdentifier, start, "invalid block name")
      case UInt8(ascii: "@"): return symbolName(start)
      case UInt8(ascii: "/"):
        guard index < count, bytes[index] == UInt8(ascii: "/") else {
          return finish(.slash, start, index)
        }
        while index < count, bytes[index] != UInt8(ascii: "\n"),
          bytes[index] != UInt8(ascii: "\r")
        {
          index += 1
        }
        continue
      case UInt8(ascii: "+"): return finish(.plus, start, index)
      case UInt8(ascii: "?"): return finish(.question, start, index)
      case UInt8(ascii: "*"): return finish(.star, start, index)
      case UInt8(ascii: "|"): return finish(.verticalBar, start, index)
      case UInt8(ascii: "."):
        if index + 1 < count, bytes[index] == byte, bytes[index + 1] == byte {
          return finish(.ellipsis, start, index + 2)
        }
        return fail("expected three consecutive dots for an ellipsis", at: start, start, index)
      default:
        return fail("unexpected character", at: start, start, index)
      }
    }
    position = count
    return Token(.endOfFile, count, count)
  }

  /// Goes forward to an offset, counting the lines between.
  public mutating func skip(to offset: Int) {
    while position < offset {
      if bytes[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
  }

  @inline(__always)
  private mutating func finish(_ kind: TokenKind, _ start: Int, _ end: Int) -> Token {
    position = end
    return Token(kind, start, end)
  }

  @inline(__always)
  private mutating func finishName(_ kind: TokenKind, _ start: Int, _ end: Int) -> Token {
    guard end - start <= Self.maximumNameByteCount else {
      return fail(
        "a name may have up to \(Self.maximumNameByteCount) bytes, not \(end - start)", at: start,
        start, start + 1)
    }
    return finish(kind, start, end)
  }

  private mutating func fail(
    _ message: String, at offset: Int, _ start: Int, _ end: Int
  ) -> Token {
    errorMessage = message
    errorOffset = offset
    position = end
    return Token(.error, start, end)
  }

  /// `%12`, `%name`, `#name`, ...: all digits, or a letter or one of `$._-` and then also digits.
  /// A `-` belongs to the name, so `%a->` is `%a-` and `>`.
  @inline(__always)
  private mutating func prefixed(
    _ kind: TokenKind, _ start: Int, _ message: String
  ) -> Token {
    let count = bytes.count
    var index = start + 1
    guard index < count else { return fail(message, at: start, start, index) }
    if bytes[index].isDigit {
      while index < count, bytes[index].isDigit { index += 1 }
    } else if bytes[index].continuesSuffixIdentifier {
      while index < count, bytes[index].continuesSuffixIdentifier {
        index += 1
      }
    } else {
      return fail(message, at: start, start, index)
    }
    return finishName(kind, start, index)
  }

  /// `@name` or `@"any string"`.
  private mutating func symbolName(_ start: Int) -> Token {
    let count = bytes.count
    var index = start + 1
    if index < count, bytes[index] == UInt8(ascii: "\"") {
      return string(.atIdentifier, from: start, quote: index)
    }
    guard index < count, bytes[index].startsBareIdentifier else {
      return fail(
        "@ identifier expected to start with letter or '_'", at: index, start, index)
    }
    while index < count, bytes[index].continuesBareIdentifier { index += 1 }
    return finishName(.atIdentifier, start, index)
  }

  /// `12`, `0xFF`, `1.5`, `1.`, `1.0e-5`; `0x` without a hexadecimal digit is `0` and then a name.
  private mutating func number(_ start: Int) -> Token {
    let count = bytes.count
    var index = start + 1
    if bytes[start] == UInt8(ascii: "0"), index + 1 < count, bytes[index] == UInt8(ascii: "x") {
      guard bytes[index + 1].isHexDigit else { return finish(.integer, start, index) }
      index += 2
      while index < count, bytes[index].isHexDigit { index += 1 }
      return finish(.integer, start, index)
    }
    while index < count, bytes[index].isDigit { index += 1 }
    guard index < count, bytes[index] == UInt8(ascii: ".") else {
      return finish(.integer, start, index)
    }
    index += 1
    while index < count, bytes[index].isDigit { index += 1 }
    if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      var exponent = index + 1
      if exponent < count,
        bytes[exponent] == UInt8(ascii: "-") || bytes[exponent] == UInt8(ascii: "+")
      {
        exponent += 1
      }
      if exponent < count, bytes[exponent].isDigit {
        index = exponent
        while index < count, bytes[index].isDigit { index += 1 }
      }
    }
    return finish(.float, start, index)
  }

  /// A quoted string; escapes are `\"`, `\\`, `\n`, `\t` and two hexadecimal digits.
  private mutating func string(_ kind: TokenKind, from start: Int, quote: Int) -> Token {
    let count = bytes.count
    var index = quote + 1
    while index < count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        return finish(kind, start, index + 1)
      case UInt8(ascii: "\n"), 0x0B, 0x0C:
        return fail("expected '\"' in string literal", at: index, start, index)
      case UInt8(ascii: "\\"):
        index += 1
        guard index < count else { break }
        let escaped = bytes[index]
        if escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
          || escaped == UInt8(ascii: "n") || escaped == UInt8(ascii: "t")
        {
          index += 1
        } else if index + 1 < count, escaped.isHexDigit, bytes[index + 1].isHexDigit {
          index += 2
        } else {
          return fail("unknown escape in string literal", at: index - 1, start, index)
        }
      default:
        index += 1
      }
    }
    return fail("expected '\"' in string literal", at: count, start, count)
  }
}

/// Which bytes may stand where in names; the masks hold one bit per ASCII character.
extension UInt8 {
  /// Whether the byte is one of `0`...`9`.
  @inline(__always)
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether the byte is a hexadecimal digit of either case.
  @inline(__always)
  var isHexDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }

  /// The value of a hexadecimal digit, or nil.
  @inline(__always)
  var hexDigitValue: UInt8? {
    if isDigit { return self &- UInt8(ascii: "0") }
    let letter = (self | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  /// Whether a bare identifier may begin with the byte: `[A-Za-z_]`.
  @inline(__always)
  var startsBareIdentifier: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self == UInt8(ascii: "_")
  }

  /// Whether a bare identifier may go on with the byte: `[A-Za-z0-9_$.]`.
  @inline(__always)
  var continuesBareIdentifier: Bool { isIn(0x03FF_4010_0000_0000, 0x07FF_FFFE_87FF_FFFE) }

  /// Whether a `%`, `^`, `#` or `!` identifier may go on with the byte: `[A-Za-z0-9_$.-]`.
  @inline(__always)
  var continuesSuffixIdentifier: Bool { isIn(0x03FF_6010_0000_0000, 0x07FF_FFFE_87FF_FFFE) }

  @inline(__always)
  private func isIn(_ low: UInt64, _ high: UInt64) -> Bool {
    self < 128 && ((self < 64 ? low : high) &>> UInt64(self & 63)) & 1 != 0
  }
}
