import Testing

@Suite("RUN line language")
struct ShellScriptTests {
  private func words(_ text: String) throws -> [[String]] {
    try ShellScript(text).pipelines.flatMap { $0.commands.map(\.words) }
  }

  @Test("words and quotes")
  func quoting() throws {
    #expect(try words("a  b\tc") == [["a", "b", "c"]])
    #expect(try words("a 'b  c' \"d 'e'\"") == [["a", "b  c", "d 'e'"]])
    #expect(try words("a'b'\"c\"d") == [["abcd"]])
    #expect(try words("a '' \"\"") == [["a", "", ""]])
    #expect(try words(#"a \' "\"\\\n" '\n' b\ c"#) == [["a", "'", #""\\n"#, #"\n"#, "b c"]])
    #expect(
      try words("-passes='builtin.module(cse)' -D#N=1") == [
        ["-passes=builtin.module(cse)", "-D#N=1"]
      ])
    #expect(
      try words("-target=gemmini-fp32{fma=fused} x[0] $ 'a*'") == [
        ["-target=gemmini-fp32{fma=fused}", "x[0]", "$", "a*"]
      ])
  }

  @Test("pipes, sequences and redirections")
  func structure() throws {
    let script = try ShellScript("a <i 2>&1 | b 2> e>o && c >> f 1>&2 2")
    #expect(script.pipelines.map { $0.commands.map(\.words) } == [[["a"], ["b"]], [["c", "2"]]])
    #expect(
      script.pipelines[0].commands[0].redirections == [.input("i"), .duplicate(stream: 2, of: 1)])
    #expect(
      script.pipelines[0].commands[1].redirections == [
        .file(stream: 2, path: "e", appends: false), .file(stream: 1, path: "o", appends: false),
      ])
    #expect(
      script.pipelines[1].commands[0].redirections == [
        .file(stream: 1, path: "f", appends: true), .duplicate(stream: 1, of: 2),
      ])
  }

  @Test(
    "what it does not know is an error",
    arguments: [
      "a ; b", "a || b", "a & b", "a |& b", "(a)", "a $(b)", "a `b`", "a $HOME", "a \"$b\"",
      "a *.mlir",
      "a << b", "a <(b)", "a >&3",
    ])
  func unsupported(_ text: String) {
    #expect { try ShellScript(text) } throws: {
      ($0 as? ScriptError)?.message.hasPrefix("unsupported") == true
    }
  }

  @Test("mistakes", arguments: ["a |", "| a", "a &&", "", "a >", "a 'b", "a \"b", "a \\", "> f"])
  func mistakes(_ text: String) {
    #expect(throws: ScriptError.self) { try ShellScript(text) }
  }

  @Test("keyword lines")
  func keywords() throws {
    let file = try LitTestFile(
      """
      // RUN: a \\
      // RUN:   b | c
      // REQUIRES: x, y && !z
      # XFAIL: *
      ; UNSUPPORTED: w
      // RUN: d
      // END.
      // RUN: e
      """)
    #expect(file.runLines.map(\.text) == ["a b | c", "d"])
    #expect(file.runLines.map(\.line) == [1, 6])
    #expect(try file.reasonToSkip(features: []) == "requires x")
    #expect(try file.reasonToSkip(features: ["x", "y", "z"]) == "requires y && !z")
    #expect(try file.reasonToSkip(features: ["x", "y"]) == nil)
    #expect(try file.reasonToSkip(features: ["x", "y", "w"]) == "unsupported with w")
    #expect(try file.isExpectedToFail(features: []))
    #expect(throws: ScriptError.self) { try LitTestFile("// RUN: a \\\n// CHECK: b\n") }
    #expect(throws: ScriptError.self) { try LitTestFile("// ALLOW_RETRIES: 2\n") }
  }
}
