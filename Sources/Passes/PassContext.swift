import FuseIR
import Machine

/// What a pass knows besides the program, and the only way by which it reports.
public struct PassContext {
  /// Where errors, warnings and remarks go.
  public let diagnostics: DiagnosticEngine

  /// The machine that the program is compiled for, its options applied; nil where none was named.
  public var target: Accelerator?

  /// What every random choice starts from.
  public var seed: UInt64

  /// Computes ops on constants; nil leaves most of them as they are.
  public var evaluator: (any ConstantEvaluator)?

  /// Whether remarks of the pass with the given name are wanted.
  public var wantsRemarks: (String) -> Bool = { _ in true }

  /// Counts of what the passes did.
  public var statistics = PassStatistics()

  /// Whether the ops that each pass creates and erases are counted as well; that takes a walk over the program per pass.
  public var countsOps = false

  /// Who may end a search of a pass early, and is told how it goes.
  public var searchMonitor = SearchMonitor()

  /// How the searches of passes went, in the order of the searches.
  public var searchTraces: [SearchTrace] = []

  /// The choices of kernels that passes made, as programs of zeros and ones, in their order.
  public var packingPrograms: [PackingProgram] = []

  /// What is stored of the operands that a run was given: by argument of the function with that name, nil where not known.
  public var streamOperands: (function: String, statistics: [TensorStatistics?])?

  /// Finds the queues of a function's stream graphs on the data of the run, in so many runs of each at most; nil where there is no
  /// run on streams.
  public var streamQueues:
    (
      function: String,
      plan: (borrowing Module, Int) -> Result<[StreamQueuePlan], StreamQueueFailure>
    )?

  /// The name of the pass that runs.
  public internal(set) var passName = ""

  /// A context that reports to `diagnostics`.
  public init(diagnostics: DiagnosticEngine, target: Accelerator? = nil, seed: UInt64 = 0) {
    self.diagnostics = diagnostics
    self.target = target
    self.seed = seed
  }

  /// Reports an error about the op. A pass that reports one returns `.failed`.
  public func error(
    _ message: String, at op: OpID, in module: borrowing Module, notes: [Diagnostic] = []
  ) {
    diagnostics.error(message, at: module.place(of: op), notes: notes)
  }

  /// Reports an error about no op in particular, such as a missing target.
  public func error(_ message: String, notes: [Diagnostic] = []) {
    diagnostics.error(message, notes: notes)
  }

  /// Reports a warning about the op.
  public func warning(
    _ message: String, at op: OpID, in module: borrowing Module, notes: [Diagnostic] = []
  ) {
    diagnostics.warning(message, at: module.place(of: op), notes: notes)
  }

  /// Tells what the pass did or did not do with the op, and why.
  public func remark(
    _ message: @autoclosure () -> String, at op: OpID, in module: borrowing Module,
    notes: [Diagnostic] = []
  ) {
    guard wantsRemarks(passName) else { return }
    diagnostics.remark("\(passName): \(message())", at: module.place(of: op), notes: notes)
  }

  /// Adds to the pass's counter with the given name, such as "ops erased".
  public mutating func count(_ counter: String, by amount: Int = 1) {
    statistics.add(amount, to: counter, of: passName)
  }
}

/// Why the queues of graphs could not be found.
public struct StreamQueueFailure: Error {
  /// What went wrong.
  public let message: String
  /// Where.
  public let op: OpID?
  /// Whether that is beyond what is simulated, not an error of the program.
  public let isUnsupported: Bool

  /// A failure.
  public init(message: String, op: OpID?, isUnsupported: Bool) {
    self.message = message
    self.op = op
    self.isUnsupported = isUnsupported
  }
}
