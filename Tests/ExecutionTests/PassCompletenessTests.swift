import Foundation
import FuseIR
import Passes
import Testing

/// What every registered pass and named pipeline must have.
@Suite struct PassCompletenessTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL

  @Test func namesAreInOrderAndDistinct() {
    let names = allPasses.map { $0.name }
    #expect(names == Set(names).sorted())
    let pipelines = namedPipelines.map(\.name)
    #expect(pipelines == Set(pipelines).sorted())
    #expect(Set(names).isDisjoint(with: pipelines))
  }

  @Test(arguments: allPasses.map { $0.name }) func hasInputs(pass: String) {
    let folder = Self.repository.appendingPathComponent("test-inputs/passes/\(pass)")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    #expect(
      files.contains { $0.hasSuffix(".mlir") || $0.hasSuffix(".fir") || $0.hasSuffix(".test") },
      "test-inputs/passes/\(pass) has no test")
  }

  @Test(arguments: namedPipelines.map(\.name)) func pipelineParsesAndReadsBack(name: String) {
    let engine = DiagnosticEngine()
    let pipeline = PipelineParser.parse(name, diagnostics: engine)
    #expect(engine.rendered() == "")
    let text = pipeline?.text ?? ""
    #expect(PipelineParser.parse(text, diagnostics: engine)?.text == text)
  }

  /// The tables of docs/passes.md are those of the registry; `BLESS=1 swift test` rewrites them.
  @Test func documentationListsAll() throws {
    let passes =
      ["| pass | runs on | what it does |", "|---|---|---|"]
      + allPasses.map { pass in
        let anchor =
          switch pass.anchor {
          case .module: "the program"
          case .function: "each function"
          case .any: "either"
          }
        return "| `\(pass.name)` | \(anchor) | \(pass.summary) |"
      }
    let pipelines =
      ["| pipeline | what it is for |", "|---|---|"]
      + namedPipelines.map { "| `\($0.name)` | \($0.summary) |" }
    let url = Self.repository.appendingPathComponent("docs/passes.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    var expected = Self.replacing("passes", in: text, by: passes)
    expected = Self.replacing("pipelines", in: expected, by: pipelines)
    if text != expected, ProcessInfo.processInfo.environment["BLESS"] == "1" {
      try expected.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    #expect(text == expected, "docs/passes.md is out of date; BLESS=1 swift test rewrites it")
  }

  /// The text with what stands between the two comments of a table replaced.
  private static func replacing(_ table: String, in text: String, by rows: [String]) -> String {
    var lines = text.components(separatedBy: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("<!-- \(table):") }),
      let end = lines.firstIndex(of: "<!-- end of \(table) -->"), start < end
    else { return "the comments around the table of \(table) are missing" }
    lines.replaceSubrange((start + 1)..<end, with: rows)
    return lines.joined(separator: "\n")
  }
}
