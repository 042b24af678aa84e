import FuseIR

/// Runs only the first executions of passes, as `-bisect-limit` asks, and says which: the way to the pass, and the function,
/// that breaks a program is to halve the limit.
public final class Bisection: PassInstrument {
  private let limit: Int?
  private let write: (String) -> Void
  private var count = 0

  /// Lets the first `limit` executions through, or all where it is nil; `write` gets a line about each.
  public init(limit: Int?, write: @escaping (String) -> Void) {
    self.limit = limit
    self.write = write
  }

  /// Whether this execution is among the first.
  public func shouldRun(_ step: PassStep, on op: OpID, of module: borrowing Module) -> Bool {
    count += 1
    let runs = limit.map { count <= $0 } ?? true
    let name = module.string("sym_name", of: op)
    let place = op == module.root ? "the module" : "@\(name ?? "?")"
    write("BISECT: \(runs ? "running" : "NOT running") pass (\(count)) \(step.name) on \(place)\n")
    return runs
  }
}
