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
        pass: step.pass, text: step.text, pipelineText: step.pipelineText,
        isPerFunction: step.isPerFunction)
      context.passName = seen.name
      defer { context.passName = "" }
      for instrument in instruments
      where instrument.willRun(seen, on: module, in: &context) == .stop {
        return .stopped(pass: seen.name)
      }
      let outcome = run(step, seen, on: &module, in: &context)
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

  private func run(
    _ step: Pipeline.Step, _ seen: PassStep, on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let firstNew = module.opCapacity
    let before = context.countsOps ? module.opsPreOrder(in: module.root).count : 0
    var outcome = PassOutcome.unchanged
    var runs = 0
    var changes = 0
    for op in step.isPerFunction ? module.functions : [module.root]
    where outcome != .failed && shouldRun(seen, on: op, of: module) {
      var pass = step.pass
      runs += 1
      switch pass.run(on: op, of: &module, in: &context) {
      case .unchanged: continue
      case .changed:
        changes += 1
        outcome = .changed
      case .failed: outcome = .failed
      }
    }
    context.count("runs", by: runs)
    context.count("runs that changed something", by: changes)
    if context.countsOps {
      // What came and went within one run of the pass counts on both sides.
      let created = module.opCapacity - firstNew
      let after = module.opsPreOrder(in: module.root).count
      context.count("ops created in all", by: created)
      context.count("ops erased in all", by: before + created - after)
    }
    return outcome
  }

  private func shouldRun(_ step: PassStep, on op: OpID, of module: borrowing Module) -> Bool {
    for instrument in instruments where !instrument.shouldRun(step, on: op, of: module) {
      return false
    }
    return true
  }

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
