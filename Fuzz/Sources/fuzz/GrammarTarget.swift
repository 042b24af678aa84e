import Execution
import FuseIR
import Machine
import Passes

/// Everything that happens to a program between text and text.
enum GrammarTarget {
  private static let pipelines = [
    "canonicalize,cse,dce,inline,symbol-dce", "import",
  ]

  static func check(_ bytes: [UInt8]) {
    TextTarget.check(bytes)
    for pipeline in pipelines {
      guard let module = TextTarget.verified(bytes) else { return }
      run(pipeline, on: module)
    }
  }

  private static func run(_ text: String, on module: consuming Module) {
    let engine = DiagnosticEngine()
    guard let pipeline = PipelineParser.parse(text, diagnostics: engine) else {
      finding("pipeline \(text): \(engine.rendered())")
    }
    var program = module
    var context = PassContext(diagnostics: engine)
    context.evaluator = FuzzEvaluator()
    switch PassManager(pipeline).run(on: &program, in: &context) {
    case .completed: break
    case .refused: guard engine.hasErrors else { finding("refused without an error by \(text)") }
    case .invalid(let pass), .stopped(let pass):
      finding("invalid after \(pass) of \(text): \(engine.rendered())\n\(program.text())")
    }
    _ = program.print(PrinterOptions(form: .generic))
  }
}

/// The reference interpreter as the passes' evaluator of constants.
struct FuzzEvaluator: ConstantEvaluator {
  private let reference = ReferenceEvaluator()

  func evaluate(_ op: OpID, _ operands: [Tensor], in module: borrowing Module) -> [Tensor]? {
    reference.evaluate(op, operands, in: module)
  }
}
