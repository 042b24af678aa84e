import FuseIR

/// `-verify-roundtrip`: a program must come back from its text, in every form. Locations must come back from the generic
/// form; some custom forms, such as that of a reduction by one op, have no place for those of the ops inside.
struct RoundTripCheck {
  let diagnostics: DiagnosticEngine

  /// Prints, reads and prints again in each form; reports where something differs and returns whether nothing does.
  func passes(_ module: borrowing Module, when: String) -> Bool {
    let original = module.print(PrinterOptions(form: .generic))
    for (form, name) in [
      (PrinterOptions.Form.generic, "generic"), (.standard, "standard"), (.pretty, "pretty"),
    ] {
      let text = module.print(Self.options(form))
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "\(name) text \(when)", bytes: text)
      engine.addSource(source)
      guard let copy = Module.parse(source, diagnostics: engine) else {
        diagnostics.error("the \(name) text \(when) can't be read again", notes: notes(engine))
        return false
      }
      let again = copy.print(Self.options(form))
      guard
        agree(text, again, "the \(name) text \(when) is not the same when read and printed again"),
        agree(
          original, copy.print(PrinterOptions(form: .generic)),
          "the program differs after its \(name) text \(when) was read")
      else { return false }
    }
    return true
  }

  private static func options(_ form: PrinterOptions.Form) -> PrinterOptions {
    var options = PrinterOptions(form: form)
    options.debugInfo = form == .generic
    return options
  }

  private func notes(_ engine: DiagnosticEngine) -> [Diagnostic] {
    engine.diagnostics.map { Diagnostic(.note, $0.message, at: $0.place) }
  }

  /// Reports the first line in which two texts differ.
  private func agree(_ a: [UInt8], _ b: [UInt8], _ message: String) -> Bool {
    if a == b { return true }
    let linesA = a.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let linesB = b.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let index = zip(linesA, linesB).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let line = index ?? min(linesA.count, linesB.count)
    func show(_ lines: [ArraySlice<UInt8>]) -> String {
      line < lines.count ? String(decoding: lines[line].prefix(300), as: UTF8.self) : "<nothing>"
    }
    diagnostics.error(
      message,
      notes: [
        .note("line \(line + 1) was:     \(show(linesA))"),
        .note("line \(line + 1) is now:  \(show(linesB))"),
      ])
    return false
  }
}
