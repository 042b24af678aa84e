import FuseIR
import Machine

/// The schedule that a program carries, as formats show it.
struct ScheduleView {
  let program: ScheduledProgram
  let figures: ScheduleFigures

  /// The one `sched.program` of the module; nil where there is none, more than one, or one that can't be read, which is reported
  /// for the format with the name.
  static func find(
    in module: borrowing Module, for format: String, _ diagnostics: DiagnosticEngine
  ) -> ScheduleView? {
    let found = module.opsPreOrder(in: module.root).filter {
      module.opcode(of: $0).is(SchedOp.program)
    }
    guard let op = found.first else {
      diagnostics.error(
        "'-emit=\(format)' needs a schedule: make one with -passes=multicore -target=<platform>, or read "
          + "a program with a 'sched.program'")
      return nil
    }
    guard found.count == 1 else {
      diagnostics.error(
        "'-emit=\(format)' shows one schedule, but the program has \(found.count): keep one function",
        at: module.place(of: found[1]))
      return nil
    }
    switch ScheduledProgram.of(op, in: module) {
    case .success(let program):
      return ScheduleView(program: program, figures: ScheduleFigures(program))
    case .failure(let obstacle):
      diagnostics.error(
        "'-emit=\(format)' cannot read the schedule: \(obstacle.message)",
        at: module.place(of: obstacle.op))
      return nil
    }
  }

  /// Whether the schedule breaks no rule of `check-schedule`; reports those that it breaks.
  func isLegal(
    in module: borrowing Module, for format: String, _ diagnostics: DiagnosticEngine
  ) -> Bool {
    let violations = ScheduleChecker.violations(of: program, in: module)
    guard let first = violations.first else { return true }
    let count = violations.count
    diagnostics.error(
      "'-emit=\(format)' shows legal schedules, and this one breaks a rule: \(first.message)"
        + (count > 1 ? "; \(count) in all, which -passes=check-schedule tells" : ""),
      at: module.place(of: first.op))
    return false
  }

  /// The parts of a box, such as `0:64, 128:256`.
  static func text(_ box: Box) -> String {
    box.map { "\($0.lower):\($0.upper)" }.joined(separator: ", ")
  }

  /// The names of the tensors that accesses meet, each once, in order.
  func names(_ accesses: [LayerGraph.Access]) -> String {
    var names: [String] = []
    for access in accesses {
      let name = program.graph.tensors[access.tensor].name
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: ", ")
  }

  /// `part` of `whole` in percent, rounded.
  static func percent(_ part: Int64, of whole: Int64) -> Int {
    whole > 0 ? Int((Double(part) / Double(whole) * 100).rounded()) : 0
  }
}

/// Hands the text of a JSON writer to an output in pieces, so that it never lies in memory as a whole.
final class JSONPieces {
  private let output: any EmissionOutput
  private var failure: EmissionFailure?
  private static let size = 1 << 16

  /// Pieces for the output.
  init(_ output: any EmissionOutput) { self.output = output }

  /// Takes what was written if that is much.
  func pass(_ writer: inout JSONWriter) {
    if writer.text.utf8.count >= Self.size { send(writer.take()) }
  }

  /// Takes the rest, and says what went wrong on the way.
  func end(_ writer: inout JSONWriter) throws(EmissionFailure) {
    send(writer.take() + "\n")
    if let failure { throw failure }
  }

  private func send(_ text: String) {
    guard failure == nil else { return }
    do throws(EmissionFailure) { try output.write(text) } catch { failure = error }
  }
}
