import FuseIR

/// Reading, verifying and printing programs.
enum TextTarget {
  /// The ways of printing that must be read back to the same text.
  private static let printings: [PrinterOptions] = {
    [PrinterOptions.Form.generic, .standard, .pretty].flatMap { form in
      var located = PrinterOptions(form: form)
      located.debugInfo = true
      return [PrinterOptions(form: form), located]
    }
  }()

  static func check(_ bytes: [UInt8]) {
    guard let module = verified(bytes) else { return }
    // One way of printing for each input: there are inputs enough for all of them.
    checkFixpoint(of: module, printings[bytes.count % printings.count])
  }

  /// The program where it is accepted. Messages about others are rendered, and others are printed too: both
  /// happen to wrong programs.
  static func verified(_ bytes: [UInt8]) -> Module? {
    let engine = DiagnosticEngine(limit: 100)
    let source = SourceFile(name: "input", bytes: bytes)
    engine.addSource(source)
    guard let module = Module.parse(source, diagnostics: engine) else {
      guard engine.hasErrors else { finding("refused without an error") }
      _ = engine.rendered()
      return nil
    }
    let report = module.verify()
    guard report.isEmpty else {
      engine.report(report, in: module)
      _ = engine.rendered()
      // Custom forms are for valid ops only.
      _ = module.print(PrinterOptions(form: .generic))
      return nil
    }
    return module
  }

  private static func checkFixpoint(of module: borrowing Module, _ printing: PrinterOptions) {
    let first = module.print(printing)
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "printed", bytes: first)
    engine.addSource(source)
    guard let again = Module.parse(source, diagnostics: engine) else {
      finding("printed text is refused (\(printing.form)):\n\(text(first))\n\(engine.rendered())")
    }
    let report = again.verify()
    guard report.isEmpty else {
      engine.report(report, in: again)
      finding("printed text is invalid (\(printing.form)):\n\(text(first))\n\(engine.rendered())")
    }
    let second = again.print(printing)
    guard first == second else {
      finding(
        "printed again, the text differs (\(printing.form)):\n\(text(first))\n\(text(second))")
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
