import Foundation
import FuseIR
import Testing

/// Small texts with the verdicts of mlir-opt 22 and the generic text that it prints.
@Suite struct TextGrammarTests {
  struct Case: Decodable {
    let group: String
    let name: String
    let text: String
    let accepted: Bool
    let canonical: String
    /// Why fusec differs from mlir-opt, where it does so on purpose or does not know better.
    let differs: String?
  }

  /// Where the verdict differs on purpose, in texts of others.
  static let exceptions: Set<String> = [
    // The layout that MLIR uses after 22.
    "dense<\"0x01000101\"> : tensor<4xi1>"
  ]

  static func cases(_ name: String) throws -> [Case] {
    let file = TextSupport.inputs.appendingPathComponent("conformance/\(name)")
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
  }

  /// What differs from mlir-opt on a text, nil where nothing does.
  private func difference(_ test: Case) -> String? {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t", text: test.text)
    guard let module = Module.parse(source, diagnostics: engine) else {
      guard engine.hasErrors else { return "no message" }
      return test.accepted ? "refused: \(engine.rendered())" : nil
    }
    guard module.verify().isEmpty == test.accepted else { return "another verdict" }
    guard test.accepted else { return nil }
    let printed = module.text(PrinterOptions(form: .generic))
    return TextSupport.lines(printed) == TextSupport.lines(test.canonical) ? nil : "another text"
  }

  @Test func agreesWithMLIR() throws {
    let cases = try Self.cases("grammar.json")
    #expect(cases.count > 200)
    for test in cases where !Self.exceptions.contains(test.name) {
      if let difference = difference(test) {
        Issue.record("\(test.group): \(test.name): \(difference)")
      }
    }
  }

  /// `grammar_more.json` holds texts of our own. What differs says why; what no longer differs must no longer say so.
  @Test func agreesWithMLIRExceptWhereSaid() throws {
    let cases = try Self.cases("grammar_more.json")
    #expect(cases.count > 1000)
    for test in cases {
      let difference = difference(test)
      if (difference == nil) != (test.differs == nil) {
        Issue.record(
          "\(test.group): \(test.name): \(difference ?? "differs no more: \(test.differs ?? "")")")
      }
    }
  }

  /// Printing what was read from a print gives the same bytes, in every form.
  @Test(arguments: ["grammar.json", "grammar_more.json"])
  func printsOfPrintsAreEqual(name: String) throws {
    for test in try Self.cases(name) where test.accepted {
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "t", text: test.text)
      guard let module = Module.parse(source, diagnostics: engine) else { continue }
      for form in [PrinterOptions.Form.generic, .standard, .pretty] {
        let once = module.text(PrinterOptions(form: form))
        let again = TextSupport.printed(once, form)
        if again != once { Issue.record("\(test.group): \(test.name), \(form): \(again)") }
      }
    }
  }
}
