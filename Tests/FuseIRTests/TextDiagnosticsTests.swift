import FuseIR
import Testing

@Suite struct TextDiagnosticsTests {
  private func render(_ text: String, _ range: Range<Int>, _ message: String = "m") -> String {
    let source = SourceFile(name: "f.fir", text: text)
    return DiagnosticRenderer().render(Diagnostic(.error, message, at: .range(source, range)))
  }

  @Test func showsLineAndCaret() {
    #expect(
      render("one\n  two three\n", 10..<15)
        == "f.fir:2:7: error: m\n  two three\n      ^~~~~\n")
  }

  @Test func pointsBehindTheLastLine() {
    #expect(render("one\n", 4..<4) == "f.fir:2:1: error: m\n\n^\n")
    #expect(render("", 0..<0) == "f.fir:1:1: error: m\n\n^\n")
  }

  @Test func aRangeOverLinesIsUnderlinedToTheEndOfTheFirst() {
    #expect(render("abc def\nghi", 4..<10) == "f.fir:1:5: error: m\nabc def\n    ^~~\n")
  }

  @Test func tabsWideAndUnprintableCharacters() {
    #expect(render("\tx", 1..<2) == "f.fir:1:2: error: m\n    x\n    ^\n")
    #expect(render("é漢x", 5..<6) == "f.fir:1:6: error: m\né漢x\n   ^\n")
    #expect(render("\u{1B}x", 1..<2) == "f.fir:1:2: error: m\n<1B>x\n    ^\n")
    let invalid = SourceFile(name: "f", bytes: [0xFF, 0xC3, 0x78])
    let text = DiagnosticRenderer().render(Diagnostic(.error, "m", at: .range(invalid, 2..<3)))
    #expect(text == "f:1:3: error: m\n<FF><C3>x\n        ^\n")
  }

  @Test func longLinesAreCut() {
    let line = String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)
    let lines = render(line, 5000..<5001).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].count < 130)
    let column = lines[2].count - 1
    #expect(Array(lines[1])[column] == "X")
  }

  @Test func notesAndNamedPlaces() {
    let engine = DiagnosticEngine()
    engine.addSource(SourceFile(name: "f.fir", text: "a b\n"))
    engine.error(
      "x", at: .named(file: "f.fir", line: 1, column: 3),
      notes: [.note("see here", at: .named(file: "other", line: 7, column: 0))])
    #expect(engine.rendered() == "f.fir:1:3: error: x\na b\n  ^\nother:7: note: see here\n")
  }

  @Test func engineDropsDuplicatesAndCounts() {
    var seen = 0
    let engine = DiagnosticEngine(limit: 3) { _ in seen += 1 }
    engine.error("a")
    engine.error("a")
    engine.warning("a")
    engine.remark("b")
    engine.error("c")
    #expect(engine.errorCount == 2)
    #expect(seen == 3)
    #expect(engine.droppedCount == 1)
  }

  @Test func coloursOnlyWhenAsked() {
    let diagnostic = Diagnostic(.warning, "m")
    #expect(DiagnosticRenderer().render(diagnostic) == "warning: m\n")
    #expect(DiagnosticRenderer(colours: true).render(diagnostic).contains("\u{1B}[1;35m"))
  }

  @Test func nearestName() {
    let names = ["canonicalize", "cse", "dce", "inline", "symbol-dce"]
    #expect(NearestName.suggestion(for: "canonicalise", among: names) == "canonicalize")
    #expect(NearestName.suggestion(for: "inlnie", among: names) == "inline")
    #expect(NearestName.suggestion(for: "symbol_dce", among: names) == "symbol-dce")
    #expect(NearestName.suggestion(for: "xyzzy", among: names) == nil)
    #expect(NearestName.suggestion(for: "", among: names) == nil)
    #expect(NearestName.hint(for: "ces", among: names) == "; did you mean 'cse'?")
  }
}
