import Execution
import FuseIR
import Passes

/// `-check-semantics`: executes every public function before and after each pass on drawn arguments, and stops at the first
/// pass that changes a number.
final class SemanticsCheck: PassInstrument {
  private let seed: UInt64
  private let diagnostics: DiagnosticEngine
  private var before: [Run] = []

  private struct Run {
    let function: String
    let arguments: [Tensor]
    let outputs: [Tensor]
  }

  init(seed: UInt64, diagnostics: DiagnosticEngine) {
    self.seed = seed
    self.diagnostics = diagnostics
  }

  func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    // The results after one pass are those before the next.
    guard before.isEmpty else { return .proceed }
    for function in module.functions {
      guard module.string("sym_visibility", of: function) != "private",
        let name = module.string("sym_name", of: function),
        let arguments = drawnArguments(of: function, module)
      else { continue }
      var interpreter = Interpreter(module)
      do {
        let outputs = try interpreter.run(function: name, inputs: arguments, in: module)
        before.append(Run(function: name, arguments: arguments, outputs: outputs))
      } catch {
        diagnostics.warning("-check-semantics leaves out @\(name): \(error.message)")
      }
    }
    return .proceed
  }

  func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    guard outcome == .changed else { return .proceed }
    for run in before {
      var interpreter = Interpreter(module)
      let outputs: [Tensor]
      do {
        outputs = try interpreter.run(function: run.function, inputs: run.arguments, in: module)
      } catch {
        // A program in a target dialect has an executor of its own.
        if error.isUnsupported { continue }
        diagnostics.error("after '\(step.name)', @\(run.function) fails: \(error.message)")
        return .stop
      }
      for (index, (actual, expected)) in zip(outputs, run.outputs).enumerated() {
        let tolerance = Tolerance(for: actual.elementType, relative: 1e-4, absolute: 1e-5)
        let comparison = OutputComparison(actual, expected, tolerance)
        guard actual.shape == expected.shape, comparison.passes else {
          let detail =
            comparison.first.map {
              ": element \($0.position) was \($0.expected), is now \($0.actual)"
            } ?? ""
          diagnostics.error(
            "pass '\(step.name)' changes output \(index) of @\(run.function) (seed \(seed))\(detail)"
          )
          return .stop
        }
      }
    }
    return .proceed
  }

  private func drawnArguments(of function: OpID, _ module: borrowing Module) -> [Tensor]? {
    guard let body = module.body(of: function) else { return nil }
    var generator = SeededGenerator(seed: seed)
    var tensors: [Tensor] = []
    for argument in module.arguments(of: body) {
      let type = module.type(of: argument)
      guard let element = ElementType(module.elementType(of: type), in: module),
        let shape = module.shape(of: type) ?? (module.isScalar(type) ? [] : nil),
        !shape.contains(Dimension.dynamic),
        let tensor = DrawnInputs.tensor(shape: shape.map { Int($0) }, element, from: &generator)
      else { return nil }
      tensors.append(tensor)
    }
    return tensors
  }
}
