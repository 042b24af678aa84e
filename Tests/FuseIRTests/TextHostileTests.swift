import FuseIR
import Testing

/// Texts that are wrong or meant to do harm: each gives an error, none a trap, a hang or a large
/// allocation.
@Suite struct TextHostileTests {
  @Test(arguments: [
    ("\"t.r\"() ({\n", "t:1:11: error: expected '}' at the end of a region"),
    ("\"t.o\"(", "t:1:7: error: expected SSA operand"),
    (
      "\"t.o\"() : () -> tensor<9223372036854775808xf32>",
      "t:1:24: error: invalid dimension: it does not fit 64 bits"
    ),
    (
      "%a = \"t.o\"() : () -> i32\n\"t.u\"(%a, %a) : (i32) -> ()",
      "t:2:17: error: expected 2 operand types but had 1"
    ),
    ("\"t.u\"(%x) : (i32) -> ()", "t:1:7: error: use of undeclared SSA value name '%x'"),
    (
      "%a:4294967296 = \"t.o\"() : () -> i32",
      "t:1:4: error: expected named operation to have at least 1 result"
    ),
    (
      "\"t.o\"() {a = dense<0> : tensor<4611686018427387904x8xi8>} : () -> ()",
      "t:1:14: error: elements literal type has more elements than 64 bits can count"
    ),
    (
      "\"t.o\"() {a = 99999999999999999999 : i64} : () -> ()",
      "t:1:14: error: integer constant out of range for attribute"
    ),
    (
      "\"t.o\"() {a = 1, a = 2} : () -> ()",
      "t:1:17: error: duplicate key 'a' in dictionary attribute"
    ),
    ("\"t.o\"() : () -> () loc(#l)", "t:1:24: error: operation location alias was never defined"),
    ("\"t.br\"()[^b] : () -> ()", "t:1:10: error: reference to an undefined block '^b'"),
    (
      "tosa.add %a, %b : i32",
      "t:1:1: error: op 'tosa.add' is in the custom form of dialect 'tosa', which is read only in "
        + "generic form; print it with 'mlir-opt --mlir-print-op-generic'"
    ),
    ("func @f()", "t:1:1: error: unknown op 'func'; did you mean 'func.func'?"),
    ("%0 = stablehlo.ad %a", "t:1:6: error: unknown op 'stablehlo.ad'; did you mean "),
  ])
  func wrongTextIsRefused(text: String, message: String) {
    let error = TextSupport.error(text) ?? "accepted"
    #expect(error.hasPrefix(message), "\(error)")
  }

  @Test func splatsTakeNoSpace() {
    let text = "\"t.o\"() {a = dense<0> : tensor<4611686018427387904xi8>} : () -> ()"
    #expect(TextSupport.printed(text).contains("dense<0> : tensor<4611686018427387904xi8>"))
  }

  @Test(arguments: [
    ("\"t.r\"() ({", "}) : () -> ()"), ("module {", "}"), ("\"t.r\"() {a = [", "]} : () -> ()"),
    ("!t = tuple<", ">"), ("#a = loc(callsite(\"a\" at ", "))"),
  ])
  func deepNestingIsRefused(opening: String, closing: String) {
    let inner = opening.last == "<" ? "tuple<" : opening.last == "[" ? "[" : opening
    let text =
      opening + String(repeating: inner, count: 10_000)
      + String(repeating: inner == "[" ? "]" : closing, count: 10_000) + closing
    let error = TextSupport.error(text) ?? "accepted"
    #expect(error.contains("nesting is deeper than 1000 levels") || opening.hasPrefix("#"))
  }

  @Test func nestingUpToTheLimitIsRead() {
    for (opening, closing) in [("\"t.r\"() ({\n", "}) : () -> ()\n"), ("module {\n", "}\n")] {
      let text =
        String(repeating: opening, count: 900) + String(repeating: closing, count: 900)
      #expect(TextSupport.error(text) == nil)
    }
  }

  @Test func aLowerLimitCanBeSet() {
    var options = ParserOptions()
    options.maximumDepth = 2
    #expect(TextSupport.error("module { module { } }", options: options) == nil)
    #expect(TextSupport.error("module { module { module { } } }", options: options) != nil)
  }

  @Test func everyPrefixOfATextIsHandled() throws {
    let text = Array(try TextSupport.model("zoo_calls.mlir").utf8)
    for length in stride(from: 0, to: text.count, by: 97) {
      _ = TextSupport.error(Array(text.prefix(length)))
    }
  }

  @Test func damagedTextIsHandled() throws {
    let text = Array(try TextSupport.model("torch_mlp_b64.linalg.generic.mlir").utf8)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<100 {
      let start = random(text.count - 1500)
      var piece = Array(text[start..<start + 1500])
      for _ in 0..<3 { piece[random(piece.count)] = UInt8(random(256)) }
      _ = TextSupport.error(piece)
    }
  }

  @Test func binaryGarbageIsRefused() {
    var state: UInt64 = 3
    for _ in 0..<50 {
      var bytes: [UInt8] = []
      for _ in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
      }
      #expect(TextSupport.error([0x7F] + bytes) != nil)
    }
  }
}
