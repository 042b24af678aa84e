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

  @Test func namesHaveALimit() {
    let name = String(repeating: "x", count: 1 << 20)
    for sigil in ["", "%", "@", "#", "!", "^"] {
      let error = TextSupport.error(sigil + name + "x")
      #expect(error?.contains("a name may have up to 1048576 bytes, not") == true)
    }
  }

  /// Each alias adds a level to the one before: written out they nest deeper than the stack is.
  @Test(arguments: [
    ("!a0 = i32", "!", "tuple<", ">"), ("#a0 = 1 : i32", "#", "[", "]"),
    ("#a0 = distinct[0]<>", "#", "distinct[N]<", ">"),
    ("#a0 = loc(\"a\")", "#", "loc(\"b\"(", "))"),
    ("!a0 = i32", "!", "!t.x<", ">"),
  ])
  func chainsOfAliasesCountAsNesting(first: String, sigil: String, opening: String, closing: String)
  {
    var text = first + "\n"
    for index in 1...3000 {
      // A distinct attribute is another for each number.
      let opening = opening.replacing("N", with: "\(index)")
      text += "\(sigil)a\(index) = \(opening)\(sigil)a\(index - 1)\(closing)\n"
    }
    let error = TextSupport.error(text) ?? "accepted"
    // The body of a dialect type is text, however deep it nests.
    #expect(opening == "!t.x<" || error.contains("nesting is deeper than 1000 levels"), "\(error)")
  }

  /// Each alias is twice the one before: 60 of them stand for more than there is memory.
  @Test(arguments: [
    ("!a0 = i32", "!", "tuple<", ">"), ("#a0 = 1 : i32", "#", "[", "]"),
    ("!a0 = i32", "!", "!t.x<", ">"), ("#a0 = 1 : i32", "#", "#t<", ">"),
    ("!a0 = i32", "!", "() -> (", ")"), ("#a0 = 1 : i32", "#", "{a = #b, b = ", "}"),
  ])
  func aliasBombsAreRefused(first: String, sigil: String, opening: String, closing: String) {
    var text = first + "\n"
    for index in 1...59 {
      let use = "\(sigil)a\(index - 1)"
      let body = opening.contains("#b") ? opening.replacing("#b", with: use) : "\(opening)\(use), "
      text += "\(sigil)a\(index) = \(body)\(use)\(closing)\n"
    }
    var options = ParserOptions()
    options.maximumExpansion = 1 << 20
    let error = TextSupport.error(text, options: options) ?? "accepted"
    #expect(error.contains("stand for more than 1048576 bytes"), "\(error)")
  }

  @Test(arguments: [
    "!a = tuple<!a>\n", "!a = tuple<!b>\n!b = tuple<!a>\n", "#a = [#a]\n",
    "\"t.o\"() : () -> () loc(#l)\n#l = loc(\"a\"(#l))\n",
    "\"t.o\"() : () -> () loc(#l)\n#l = loc(fused<loc(#l)>[\"a\"])\n",
    "\"t.o\"() : () -> () loc(#l)\n#l = loc(fused<[loc(#m)]>[\"a\"])\n#m = loc(\"m\"(#l))\n",
  ])
  func aliasesCannotHoldThemselves(text: String) {
    let error = TextSupport.error(text) ?? "accepted"
    #expect(error.contains("undefined symbol alias id"), "\(error)")
  }

  @Test func wideIntegersAreCounted() {
    let element = "array<i16777208: 1, 2, 3, 4>"
    var options = ParserOptions()
    options.maximumExpansion = 6_000_000
    for attribute in [element, "dense<[1, 2, 3]> : tensor<3xi16777208>"] {
      let error = TextSupport.error("\"t.o\"() {a = \(attribute)} : () -> ()", options: options)
      #expect(
        error?.contains("stand for more than 6000000 bytes") == true, "\(error ?? "accepted")")
    }
    let small = "\"t.o\"() {a = array<i128: 1, 2, 3, 4>} : () -> ()"
    #expect(TextSupport.error(small, options: options) == nil)
  }

  @Test func manyDimensionsTakeLinearTime() {
    let many = String(repeating: "1x", count: 100_000)
    #expect(TextSupport.error("\"t.o\"() : () -> tensor<\(many)f32>") == nil)
    #expect(TextSupport.error("\"t.o\"() : () -> tensor<2x03x4x?x0x5xf32>") == nil)
    let error = TextSupport.error("\"t.o\"() : () -> tensor<2x9223372036854775808x4xf32>")
    #expect(error == "t:1:26: error: invalid dimension: it does not fit 64 bits")
  }

  @Test func opsAndElementsAndBytesAreCounted() {
    var options = ParserOptions()
    options.maximumOpCount = 3
    let op = "\"t.o\"() : () -> ()\n"
    #expect(TextSupport.error(op + op + op, options: options) == nil)
    let ops = TextSupport.error(op + op + op + op, options: options)
    #expect(ops == "t:4:1: error: the program has more than 3 ops")

    options = ParserOptions()
    options.maximumElementCount = 15
    func literal(_ text: String) -> String? {
      TextSupport.error(
        "\"t.o\"() {a = dense<\(text)> : tensor<16xi1>} : () -> ()", options: options)
    }
    #expect(literal("true") == nil)
    #expect(literal("\"0xFF\"") == nil)
    #expect(literal("\"0xFF01\"")?.contains("up to 15 elements, not 16") == true)
    let list = Array(repeating: "true", count: 16).joined(separator: ", ")
    #expect(literal("[\(list)]")?.contains("up to 15 elements, not 16") == true)

    options = ParserOptions()
    options.maximumByteCount = 10
    let bytes = TextSupport.error(op, options: options)
    #expect(bytes?.contains("may have up to 10 bytes") == true)
  }

  /// Once the list of mistakes is full, wrong ops are still not taken for right ones.
  @Test func manyMistakesAreNotTooMany() throws {
    let text = String(repeating: "\"stablehlo.add\"() : () -> ()\n", count: 300)
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t", text: text), diagnostics: engine) else {
      Issue.record("\(engine.rendered())")
      return
    }
    #expect(module.verify().mistakes.count == VerifierReport.limit)
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
