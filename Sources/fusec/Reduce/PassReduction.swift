import Execution
import FuseIR
import Passes

/// Lets passes that make programs smaller do so.
struct RunPasses: ReductionStep {
  /// One candidate each.
  private static let pipelines = ["symbol-dce", "dce", "cse", "inline,symbol-dce", "canonicalize"]

  var name: String { "passes that simplify" }

  func count(in module: borrowing Module) -> Int { Self.pipelines.count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    let diagnostics = DiagnosticEngine()
    var changed = false
    for text in Self.pipelines[range] {
      guard let pipeline = PipelineParser.parse(text, diagnostics: diagnostics) else {
        return false
      }
      var context = PassContext(diagnostics: diagnostics)
      context.evaluator = ReferenceEvaluator()
      guard case .completed(let didChange) = PassManager(pipeline).run(on: &module, in: &context)
      else { return false }
      changed = changed || didChange
    }
    return changed
  }
}
