import FuseIR
import Testing

@Suite struct TextLexerTests {
  /// The kinds and texts of all tokens before the end of the text.
  private func tokens(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { tokens($0) }
  }

  private func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var lexer = Lexer(bytes)
    var result: [String] = []
    while true {
      let token = lexer.next()
      if token.kind == .endOfFile { return result }
      if token.kind == .error {
        result.append("\(lexer.errorMessage)@\(lexer.errorOffset)")
        return result
      }
      result.append(String(decoding: bytes[token.range], as: UTF8.self))
    }
  }

  @Test(arguments: [
    ("%a:2 = \"t.o\"(%x#1)", "%a : 2 = \"t.o\" ( %x #1 )"),
    ("%a->", "%a- >"),
    ("%1a", "%1 a"),
    ("%-x %.y %c-11_i32 %float1.000000e-05", "%-x %.y %c-11_i32 %float1.000000e-05"),
    ("tensor<0xi32>", "tensor < 0 xi32 >"),
    ("0xFFg 1. .5", "0xFF g 1. expected three consecutive dots for an ellipsis@9"),
    ("1e5 1.0e 1.5E+3", "1 e5 1.0 e 1.5E+3"),
    ("{-# #-} {- -} -> - ... ::", "{-# #-} { - - } -> - ... ::"),
    ("@a::@\"b c\" ^bb0 #a.b !t", "@a :: @\"b c\" ^bb0 #a.b !t"),
    ("a // b\nc /", "a c /"),
    ("a\u{0}b", "a b"),
    ("\"\\41\\n\\\"\"", "\"\\41\\n\\\"\""),
    ("\"\\r\"", "unknown escape in string literal@1"),
    ("\"x", "expected '\"' in string literal@2"),
    ("\"x\\", "expected '\"' in string literal@3"),
    ("% a", "invalid SSA name@0"),
    ("@1a", "@ identifier expected to start with letter or '_'@1"),
    ("a \u{C}", "a unexpected character@2"),
    ("\u{FEFF}a", "unexpected character@0"),
  ])
  func cutsTextAsMLIRDoes(text: String, expected: String) {
    #expect(tokens(text).joined(separator: " ") == expected)
  }

  @Test func everyByteSequenceEnds() {
    var state: UInt64 = 1
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
      }
      let count = bytes.withUnsafeBufferPointer { text in
        var lexer = Lexer(text)
        var count = 0
        while lexer.next().kind != .endOfFile { count += 1 }
        return count
      }
      #expect(count <= bytes.count)
    }
  }
}
