import FuseIR
import Machine

/// Reading machine descriptions.
enum MachineTarget {
  static func check(_ bytes: [UInt8]) {
    let engine = DiagnosticEngine(limit: 100)
    let source = SourceFile(name: "machine", bytes: bytes)
    engine.addSource(source)
    guard let machine = Accelerator.read(source, diagnostics: engine) else {
      guard engine.hasErrors else { finding("refused without an error") }
      _ = engine.rendered()
      return
    }
    let text = machine.descriptionText
    let again = Accelerator.read(SourceFile(name: "written", text: text), diagnostics: engine)
    guard let again else {
      finding("its own description is refused: \(text)\n\(engine.rendered())")
    }
    guard again.descriptionText == text else {
      finding("\(text) is read as \(again.descriptionText)")
    }
    // What it means for Gemmini is checked there: it throws for a machine that can't be one.
    _ = try? GemminiConfiguration(machine)
  }
}
