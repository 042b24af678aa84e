import FuseIR
import Passes

/// What fusec is doing, for the line of progress and for the report of a crash.
enum Phase {
  /// Says what runs from now on.
  static func enter(_ name: String, reproducer: String? = nil) {
    ProgressLine.enter(name)
    CrashReport.enter(name, reproducer: reproducer)
  }
}

/// Tells which pass runs, after the reproducer was written.
final class PassPhases: PassInstrument {
  private let reproducer: String?

  init(reproducer: String?) { self.reproducer = reproducer }

  func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    let place = step.count > 1 ? " (\(step.index + 1) of \(step.count))" : ""
    Phase.enter("pass \(step.name)\(place)", reproducer: reproducer)
    return .proceed
  }
}
