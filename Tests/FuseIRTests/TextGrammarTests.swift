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
  }

  /// Where the verdict differs on purpose.
  static let exceptions: Set<String> = [
    // The layout that MLIR uses after 22.
    "dense<\"0x01000101\"> : tensor<4xi1>",
  ]

  @Test func agreesWithMLIR() throws {
    let file = TextSupport.inputs.appendingPathComponent("conformance/grammar.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    #expect(cases.count > 200)
    for test in cases where !Self.exceptions.contains(test.name) {
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "t", text: test.text)
      guard let module = Module.parse(source, diagnostics: engine) else {
        #expect(!test.accepted, "\(test.group): \(test.name): \(engine.rendered())")
        #expect(engine.hasErrors, "\(test.group): \(test.name)")
        continue
      }
      let isValid = module.verify().isEmpty
      #expect(isValid == test.accepted, "\(test.group): \(test.name)")
      guard test.accepted else { continue }
      let printed = module.text(PrinterOptions(form: .generic))
      #expect(
        TextSupport.lines(printed) == TextSupport.lines(test.canonical),
        "\(test.group): \(test.name)")
      #expect(TextSupport.printed(printed, .generic) == printed, "\(test.group): \(test.name)")
    }
  }
}
