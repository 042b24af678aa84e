import FuseIR

/// Keeps what the program was before the first pass and after each pass that changed it.
public final class PassHistory: PassInstrument {
  /// What was kept; nil before the first pass.
  public private(set) var history: ProgramHistory?

  /// An empty history.
  public init() {}

  /// Keeps the program as it came in.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    if history == nil { history = ProgramHistory(ModuleSnapshot(module)) }
    return .proceed
  }

  /// Keeps the program as the pass left it.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    history?.steps.append(
      ProgramHistory.Step(
        name: step.name, text: step.text,
        snapshot: outcome == .changed ? ModuleSnapshot(module) : nil))
    return .proceed
  }
}
