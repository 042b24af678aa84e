import FuseIR

/// How the run of a pipeline ended.
public enum PipelineResult: Hashable, Sendable {
  /// Every pass ran.
  case completed(changed: Bool)
  /// The pass with this name refused the program and said why.
  case refused(pass: String)
  /// The pass with this name left a program that does not verify: a mistake of ours.
  case invalid(pass: String)
  /// An instrument stopped the run before or after the pass with this name.
  case stopped(pass: String)
}

/// Runs pipelines: each pass in order, verification and instruments in between.
public struct PassManager {
  /// What runs.
  public let pipeline: Pipeline

  /// Whether the program is verified after each pass that changed it.
  public var verifiesEach = true

  private var instruments: [any PassInstrument] = []

  /// A manager that runs `pipeline`.
  public init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  /// Adds something that looks at the program between passes.
  public mutating func add(_ instrument: any PassInstrument) { instruments.append(instrument) }

  /// Runs the pipeline on the program.
  public func run(on module: inout Module, in context: inout PassContext) -> PipelineResult {
    var changed = false
    for (index, step) in pipeline.steps.enumerated() {
      let seen = PassStep(
        index: index, count: pipeline.steps.count, name: step.name,
        title: Self.title(of: step.pass), text: step.text, isPerFunction: step.isPerFunction)
      context.passName = seen.name
      defer { context.passName = "" }
      for instrument in instruments
      where instrument.willRun(seen, on: module, in: &context) == .stop {
        return .stopped(pass: seen.name)
      }
      let outcome = Self.run(step, on: &module, in: &context)
      let isValid = outcome != .changed || !verifiesEach || verify(after: seen, module, context)
      // Instruments see a failed or invalid state too: `-print-ir-after-failure` needs it.
      for instrument in instruments
      where instrument.didRun(seen, isValid ? outcome : .failed, on: module, in: &context) == .stop
        && isValid
      {
        return .stopped(pass: seen.name)
      }
      if !isValid { return .invalid(pass: seen.name) }
      switch outcome {
      case .unchanged: continue
      case .changed: changed = true
      case .failed: return .refused(pass: seen.name)
      }
    }
    return .completed(changed: changed)
  }

  private static func run(
    _ step: Pipeline.Step, on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard step.isPerFunction else {
      var pass = step.pass
      return pass.run(on: module.root, of: &module, in: &context)
    }
    var outcome = PassOutcome.unchanged
    for function in module.functions {
      var pass = step.pass
      switch pass.run(on: function, of: &module, in: &context) {
      case .unchanged: continue
      case .changed: outcome = .changed
      case .failed: return .failed
      }
    }
    return outcome
  }

  private static func title<P: Pass>(of pass: P) -> String { P.title }

  private func verify(
    after step: PassStep, _ module: borrowing Module, _ context: PassContext
  ) -> Bool {
    let report = module.verify()
    for mistake in report.mistakes {
      context.diagnostics.error(
        "'\(module.name(of: mistake.op))' op \(mistake.message)", at: module.place(of: mistake.op),
        notes: [.note("the program was valid before pass '\(step.text)' and is not after it")])
    }
    return report.isEmpty
  }
}
