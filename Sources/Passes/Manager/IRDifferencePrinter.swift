import FuseIR

/// Prints what each pass changed as a unified diff, as `-print-ir-diff` asks.
///
/// The printer that it is given should number values by identity: then a line differs only where its op does.
public final class IRDifferencePrinter: PassInstrument {
  /// What the diffs show.
  public var scope = DumpScope()
  /// Whether the diffs are coloured for a terminal.
  public var colours = false

  private let print: (borrowing Module, OpID) -> String
  private let write: (String) -> Void
  private var known: [OpID: String] = [:]

  /// A printer of differences that renders an op by `print` and hands diffs to `write`.
  public init(
    print: @escaping (borrowing Module, OpID) -> String, write: @escaping (String) -> Void
  ) {
    self.print = print
    self.write = write
  }

  /// Keeps the text before the pass.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    for op in scope.ops(for: step, in: module) where known[op] == nil {
      known[op] = print(module, op)
    }
    return .proceed
  }

  /// Prints the difference to the text before the pass.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    guard outcome != .unchanged else { return .proceed }
    let old = known
    known = [:]
    for op in scope.ops(for: step, in: module) {
      let text = print(module, op)
      known[op] = text
      // A function that the pass made is all new.
      let difference = LineDifference(from: old[op] ?? "", to: text)
      guard !difference.isEmpty else { continue }
      let label = "(\(step.name))" + scope.label(of: op, step, in: module)
      write("// -----// IR Diff After \(step.title) \(label) //----- //\n")
      write(
        difference.unified(
          old: "before \(step.name)", new: "after \(step.name)", colours: colours) + "\n")
    }
    return .proceed
  }
}
