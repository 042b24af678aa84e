import FuseIR

/// Changes a program token by token: deletes, doubles, swaps and replaces tokens, lines, bracketed groups, numbers,
/// element types and op names, so that more of what comes out is nearly a program.
struct TextMutator {
  private var bytes: [UInt8]
  private var tokens: [TextToken]
  private var random: SeededGenerator

  init(_ bytes: [UInt8], seed: UInt64) {
    self.bytes = bytes
    tokens = TextToken.tokens(of: bytes)
    random = SeededGenerator(seed: seed)
  }

  /// The program with one to four changes.
  mutating func mutated() -> [UInt8] {
    for _ in 0...random.below(4) {
      change()
      tokens = TextToken.tokens(of: bytes)
      if tokens.isEmpty { break }
    }
    return bytes
  }

  /// The program with a line or a bracketed group of another one put somewhere into it.
  mutating func spliced(with donor: [UInt8]) -> [UInt8] {
    let other = TextToken.tokens(of: donor)
    guard let place = pick(tokens), !other.isEmpty else { return donor }
    let piece =
      random.below(2) == 0
      ? lineRange(at: other[random.below(other.count)].range.lowerBound, in: donor)
      : groupRange(from: random.below(other.count), other)
    let target =
      random.below(2) == 0
      ? place.range.lowerBound..<place.range.lowerBound
      : random.below(2) == 0
        ? lineRange(at: place.range.lowerBound, in: bytes)
        : groupRange(from: random.below(tokens.count), tokens)
    bytes.replaceSubrange(target, with: donor[piece])
    return bytes
  }

  private mutating func change() {
    guard let token = pick(tokens) else { return }
    let index = random.below(tokens.count)
    switch random.below(20) {
    case 0: bytes.removeSubrange(token.range)
    case 1: bytes.insert(contentsOf: Array(bytes[token.range]), at: token.range.lowerBound)
    case 2: swapTokens()
    case 3, 4: replaceByAlike(token)
    case 5...8: replaceNumber()
    case 9, 10: replaceElementType()
    case 11, 12: replaceOpName()
    case 13: bytes.removeSubrange(lineRange(at: token.range.lowerBound, in: bytes))
    case 14:
      let line = lineRange(at: token.range.lowerBound, in: bytes)
      bytes.insert(contentsOf: Array(bytes[line]), at: line.lowerBound)
    case 15: moveLine(from: token.range.lowerBound)
    case 16: bytes.removeSubrange(groupRange(from: index, tokens))
    case 17:
      let group = groupRange(from: index, tokens)
      bytes.insert(contentsOf: Array(bytes[group]), at: group.lowerBound)
    case 18:
      // A group in the place of another one.
      let source = Array(bytes[groupRange(from: index, tokens)])
      bytes.replaceSubrange(groupRange(from: random.below(tokens.count), tokens), with: source)
    default:
      let word = Self.words[random.below(Self.words.count)]
      bytes.insert(contentsOf: word.utf8, at: token.range.lowerBound)
    }
  }

  private mutating func pick(_ tokens: [TextToken]) -> TextToken? {
    tokens.isEmpty ? nil : tokens[random.below(tokens.count)]
  }

  private mutating func swapTokens() {
    guard let a = pick(tokens), let b = pick(tokens) else { return }
    let (first, second) = a.range.lowerBound < b.range.lowerBound ? (a, b) : (b, a)
    guard first.range.upperBound <= second.range.lowerBound else { return }
    let (left, right) = (Array(bytes[first.range]), Array(bytes[second.range]))
    bytes.replaceSubrange(second.range, with: left)
    bytes.replaceSubrange(first.range, with: right)
  }

  private mutating func replaceByAlike(_ token: TextToken) {
    let alike = tokens.filter { $0.kind == token.kind }
    guard let other = pick(alike) else { return }
    bytes.replaceSubrange(token.range, with: Array(bytes[other.range]))
  }

  /// Puts another number in the place of a run of digits, which may be an extent in a type.
  private mutating func replaceNumber() {
    let start = random.below(bytes.count)
    guard let first = bytes[start...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
      return
    }
    let end = bytes[first...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
    let number = Self.numbers[
      random.below(random.below(4) == 0 ? Self.numbers.count : Self.smallNumberCount)]
    bytes.replaceSubrange(first..<end, with: number.utf8)
  }

  private mutating func replaceElementType() {
    let start = random.below(bytes.count)
    for index in start..<bytes.count {
      for type in Self.elementTypes where bytes[index...].starts(with: type.utf8) {
        let other = Self.elementTypes[random.below(Self.elementTypes.count)]
        bytes.replaceSubrange(index..<index + type.utf8.count, with: other.utf8)
        return
      }
    }
  }

  private mutating func replaceOpName() {
    let names = tokens.filter { token in
      token.kind != .number && token.kind != .punctuation
        && bytes[token.range].contains(UInt8(ascii: "."))
    }
    guard let token = pick(names) else { return }
    var name = Self.opNames[random.below(Self.opNames.count)]
    if token.kind == .string { name = "\"\(name)\"" }
    bytes.replaceSubrange(token.range, with: name.utf8)
  }

  private mutating func moveLine(from offset: Int) {
    let line = lineRange(at: offset, in: bytes)
    let text = Array(bytes[line])
    bytes.removeSubrange(line)
    let target = lineRange(at: random.below(bytes.count + 1), in: bytes)
    bytes.insert(contentsOf: text, at: min(target.lowerBound, bytes.count))
  }

  /// The line around an offset, with its line break.
  private func lineRange(at offset: Int, in bytes: [UInt8]) -> Range<Int> {
    let offset = min(offset, max(0, bytes.count - 1))
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    return start..<max(start, end)
  }

  /// The bytes from the first opening bracket at or behind a token to the bracket that closes it.
  private func groupRange(from index: Int, _ tokens: [TextToken]) -> Range<Int> {
    guard let opening = tokens[index...].firstIndex(where: { $0.kind == .opening }) else {
      return tokens[index].range
    }
    var depth = 0
    for token in tokens[opening...] {
      if token.kind == .opening { depth += 1 }
      if token.kind == .closing { depth -= 1 }
      if depth == 0 { return tokens[opening].range.lowerBound..<token.range.upperBound }
    }
    return tokens[opening].range
  }

  private static let smallNumberCount = 8
  private static let numbers = [
    "0", "1", "2", "3", "4", "5", "-1", "8", "16", "64", "127", "128", "255", "256", "1024",
    "65536",
    "2147483647", "2147483648", "4294967295", "4294967296", "1099511627776", "4611686018427387904",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
    "18446744073709551616", "1.5", "-0.0", "1e400", "0x7FC00000", "0xFFFFFFFFFFFFFFFFF",
  ]
  private static let elementTypes = [
    "f32", "i32", "i1", "f64", "bf16", "f16", "i8", "ui8", "i64", "index", "f8E4M3FN", "i4", "ui64",
    "complex<f32>", "i37", "i128", "f8E8M0FNU", "none",
  ]
  private static let words = [
    "?", "*", "tensor<*xf32>", "tensor<?xf32>", "memref<4xf32>", "vector<4xf32>", "tuple<>",
    "loc(unknown)",
    "{a = 1}", "<{}>", "dense<0>", "dense<[]>", "dense<\"0x00\">", "array<i64: 1>", "[]", "[[1]]",
    "-", "::",
    "#stablehlo.bounds<?>", "affine_map<(d0) -> (d0 floordiv 0)>", "unit", "@f", "%0", "%0:2",
    "^bb0", "->",
    "!quant.uniform<i8:f32, 1.0:0>", "sparse<>", "dense_resource<a>", "opaque<\"a\", \"0x00\">",
    "true",
    "\"\"", "\\00", "//", "({})", "()", "strided<[1], offset: ?>", ": ()", "private",
    "loc(\"a\":1:1)",
  ]
  private static let opNames: [String] =
    ArithOp.allCases.map(\.definition.name) + ChloOp.allCases.map(\.definition.name)
    + ControlFlowOp.allCases.map(\.definition.name) + FuncOp.allCases.map(\.definition.name)
    + LinalgOp.allCases.map(\.definition.name) + MathOp.allCases.map(\.definition.name)
    + StablehloOp.allCases.map(\.definition.name) + TensorOp.allCases.map(\.definition.name)
}

/// A stretch of a text that belongs together.
struct TextToken {
  enum Kind { case word, value, symbol, number, string, opening, closing, punctuation }

  let kind: Kind
  let range: Range<Int>

  /// The tokens of a text, without its white space.
  static func tokens(of bytes: [UInt8]) -> [TextToken] {
    var tokens: [TextToken] = []
    var index = 0
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
        || byte == 0x2E || byte == 0x24
    }
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      index += 1
      let kind: Kind
      switch byte {
      case 0x20, 0x0A, 0x09, 0x0D, 0: continue
      case UInt8(ascii: "\""):
        while index < bytes.count, bytes[index] != byte, bytes[index] != 0x0A {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, bytes.count)
        kind = .string
      case UInt8(ascii: "%"), UInt8(ascii: "^"): kind = .value
      case UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "#"): kind = .symbol
      case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"):
        kind = .opening
      case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): kind = .closing
      case UInt8(ascii: ">"):
        let isArrow = start > 0 && bytes[start - 1] == UInt8(ascii: "-")
        kind = isArrow ? .punctuation : .closing
      case 0x30...0x39: kind = .number
      default: kind = isWord(byte) ? .word : .punctuation
      }
      switch kind {
      case .word, .value, .symbol, .number:
        while index < bytes.count, isWord(bytes[index]) { index += 1 }
      case .string, .opening, .closing, .punctuation: break
      }
      tokens.append(TextToken(kind: kind, range: start..<index))
    }
    return tokens
  }
}
