import FuseIR
import Passes

/// Reading pipelines.
enum PipelineTarget {
  static func check(_ bytes: [UInt8]) {
    let engine = DiagnosticEngine()
    guard
      let pipeline = PipelineParser.parse(
        String(decoding: bytes, as: UTF8.self), diagnostics: engine)
    else {
      guard engine.hasErrors else { finding("refused without an error") }
      _ = engine.rendered()
      return
    }
    let text = pipeline.text
    guard let again = PipelineParser.parse(text, diagnostics: engine) else {
      finding("the full spelling is refused: \(text)\n\(engine.rendered())")
    }
    guard again.text == text else { finding("\(text) is read as \(again.text)") }
  }
}
