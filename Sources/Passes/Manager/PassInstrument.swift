import FuseIR

/// One pass of a running pipeline, as instruments see it.
public struct PassStep {
  /// The place of the pass in the pipeline, from 0.
  public let index: Int
  /// How many passes the pipeline has.
  public let count: Int
  /// The pass's name, such as `cse`.
  public let name: String
  let pass: any Pass
  /// The pass with every option filled in, as the pipeline grammar writes it.
  public let text: String
  /// The pass with its anchors and the options that differ from their defaults: a pipeline that runs just this pass.
  public let pipelineText: String
  /// True iff the pass runs on each function rather than on the whole program.
  public let isPerFunction: Bool

  /// The pass's title, such as `CSE`. It is made on demand, since asking for the name of a type takes long.
  public var title: String { Swift.type(of: pass).title }
}

/// What an instrument says after it looked at the program.
public enum InstrumentVerdict: Hashable, Sendable {
  /// Go on.
  case proceed
  /// Stop: the instrument has reported an error.
  case stop
}

/// Something that looks at the program between passes: dumps, timers, checks. This is the only hook of the pass manager.
///
/// Instruments are asked in the order in which they were added, after the manager's own verification.
public protocol PassInstrument: AnyObject {
  /// Looks at the program before a pass.
  func willRun(_ step: PassStep, on module: borrowing Module, in context: inout PassContext)
    -> InstrumentVerdict

  /// Whether the pass is to run on `op`: the root, or one of the functions of a pass that runs on each function. It runs
  /// where every instrument says so.
  func shouldRun(_ step: PassStep, on op: OpID, of module: borrowing Module) -> Bool

  /// Looks at the program after a pass.
  func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict
}

extension PassInstrument {
  /// Goes on.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict { .proceed }

  /// True.
  public func shouldRun(_ step: PassStep, on op: OpID, of module: borrowing Module) -> Bool { true }

  /// Goes on.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict { .proceed }
}
