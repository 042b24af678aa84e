import FuseIR
import Glibc
import Machine
import Passes

/// What fusec is doing, for the line of progress and for the report of a crash.
enum Phase {
  /// Says what runs from now on.
  static func enter(_ name: String, reproducer: String? = nil) {
    ProgressLine.enter(name)
    CrashReport.enter(name, reproducer: reproducer)
  }

  /// Says how far a search is.
  static func detail(of point: SearchTrace.Point) {
    var text = "\(point.evaluations) plans"
    if let best = point.best {
      text += ", best EDP \(short(best.microjouleCycles)) uJ x cycles"
    }
    if let bound = point.bound { text += ", bound \(short(bound))" }
    ProgressLine.detail(text)
  }

  /// Three significant digits.
  private static func short(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "\(value)" }
    let exponent = Int(log10(value).rounded(.down))
    let digits = Int((value / pow(10, Double(exponent)) * 100).rounded())
    return "\(digits / 100).\(digits / 10 % 10)\(digits % 10)e\(exponent)"
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
