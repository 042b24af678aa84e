import Foundation
import FuseIR
import Testing

/// What the tests of text share: reading inputs and going from text to text.
enum TextSupport {
  /// The folder of test inputs.
  static let inputs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../test-inputs").standardized

  /// The names of the models in a form, without their endings, in order.
  static func models(ending: String) -> [String] {
    let folder = inputs.appendingPathComponent("models").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// The text of a model file.
  static func model(_ name: String) throws -> String {
    try String(contentsOf: inputs.appendingPathComponent("models/\(name)"), encoding: .utf8)
  }

  /// The text of a program after reading and writing it, or the errors.
  static func printed(
    _ text: String, _ form: PrinterOptions.Form = .standard, debugInfo: Bool = false
  ) -> String {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t.mlir", text: text)
    guard let module = Module.parse(source, diagnostics: engine) else { return engine.rendered() }
    var options = PrinterOptions(form: form)
    options.debugInfo = debugInfo
    return module.text(options)
  }

  /// The first line of the errors that a text gives, or nil where it is read.
  static func error(_ text: String, options: ParserOptions = ParserOptions()) -> String? {
    error(Array(text.utf8), options: options)
  }

  /// The first line of the errors that bytes give, or nil where they are read.
  static func error(_ bytes: [UInt8], options: ParserOptions = ParserOptions()) -> String? {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t", bytes: bytes)
    guard let module = Module.parse(source, diagnostics: engine, options: options) else {
      return engine.rendered().split(separator: "\n").first.map(String.init) ?? "no message"
    }
    _ = module.print()
    return nil
  }

  /// The lines of a text that are not empty.
  static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: true)
  }
}
