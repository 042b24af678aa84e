import FuseIR

/// `-check-semantics`: executes every public function before the pipeline and after each pass that changes the program, on
/// drawn arguments, and stops at the first pass that changes a number.
///
/// It does not know how programs are executed: whoever adds it to a manager hands it an executor.
public final class SemanticsCheck: PassInstrument {
  /// Why an executor gave no results.
  public struct Failure: Error {
    /// What went wrong, in words for the user.
    public let message: String
    /// True iff the program is valid and the executor does not support it, such as a program in a target dialect: then
    /// nothing is compared.
    public let isUnsupported: Bool

    /// A failure with its reason.
    public init(message: String, isUnsupported: Bool) {
      self.message = message
      self.isUnsupported = isUnsupported
    }
  }

  /// Executes the function of this name on the arguments.
  public typealias Execute =
    (borrowing Module, _ function: String, _ arguments: [Tensor]) throws(Failure) -> [Tensor]

  private let seed: UInt64
  private let diagnostics: DiagnosticEngine
  private let execute: Execute
  /// What the functions gave before the pipeline, nil before that.
  private var before: [Run]?

  private struct Run {
    let function: String
    let place: DiagnosticPlace
    let arguments: [Tensor]
    let outputs: [Tensor]
  }

  /// A check on arguments drawn from the seed, which reports to `diagnostics`.
  public init(seed: UInt64, diagnostics: DiagnosticEngine, execute: @escaping Execute) {
    self.seed = seed
    self.diagnostics = diagnostics
    self.execute = execute
  }

  /// Executes the program as it was before the first pass: later, the results after one pass are those before the next.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    guard before == nil else { return .proceed }
    var runs: [Run] = []
    for function in module.functions {
      guard module.string("sym_visibility", of: function) != "private",
        let name = module.string("sym_name", of: function),
        let arguments = drawnArguments(of: function, module)
      else { continue }
      let place = module.place(of: function)
      do {
        let outputs = try execute(module, name, arguments)
        runs.append(Run(function: name, place: place, arguments: arguments, outputs: outputs))
      } catch {
        diagnostics.warning("-check-semantics leaves out @\(name): \(error.message)", at: place)
      }
    }
    before = runs
    return .proceed
  }

  /// Executes the program that the pass left, and compares.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    guard outcome == .changed else { return .proceed }
    for run in before ?? [] {
      do {
        let outputs = try execute(module, run.function, run.arguments)
        guard agrees(outputs, run, step) else { return .stop }
      } catch {
        if error.isUnsupported { continue }
        diagnostics.error(
          "after '\(step.name)', @\(run.function) fails: \(error.message)", at: run.place)
        return .stop
      }
    }
    return .proceed
  }

  /// Reports the first output that is not what it was.
  private func agrees(_ outputs: [Tensor], _ run: Run, _ step: PassStep) -> Bool {
    guard outputs.count == run.outputs.count else {
      diagnostics.error(
        "pass '\(step.name)' makes @\(run.function) return \(outputs.count) values, not "
          + "\(run.outputs.count)", at: run.place)
      return false
    }
    for (index, (actual, expected)) in zip(outputs, run.outputs).enumerated() {
      var detail = ": its type was \(expected.shape) \(expected.elementType)"
      if actual.shape == expected.shape, actual.elementType == expected.elementType {
        // A pass that spells an op out rounds more often; with 16 bits the default allows for that.
        let isWide = actual.elementType.storageByteWidth > 2
        let tolerance = Tolerance(
          for: actual.elementType, relative: isWide ? 1e-4 : nil, absolute: isWide ? 1e-5 : nil)
        let comparison = OutputComparison(actual, expected, tolerance)
        if comparison.passes { continue }
        detail =
          comparison.first.map {
            ": element \($0.position) was \($0.expected), is now \($0.actual)"
          } ?? ""
      }
      diagnostics.error(
        "pass '\(step.name)' changes output \(index) of @\(run.function) (seed \(seed))\(detail)",
        at: run.place)
      return false
    }
    return true
  }

  private func drawnArguments(of function: OpID, _ module: borrowing Module) -> [Tensor]? {
    guard let body = module.body(of: function) else { return nil }
    var generator = SeededGenerator(seed: seed)
    var tensors: [Tensor] = []
    for argument in module.arguments(of: body) {
      let type = module.type(of: argument)
      guard let tensor = DrawnInputs.tensor(of: type, in: module, from: &generator) else {
        return nil
      }
      tensors.append(tensor)
    }
    return tensors
  }
}
