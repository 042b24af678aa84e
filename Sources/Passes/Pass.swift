import FuseIR

/// What a pass did.
public enum PassOutcome: Hashable, Sendable {
  /// Nothing.
  case unchanged
  /// The program changed.
  case changed
  /// The pass refused the program; it has reported an error through its context.
  case failed
}

/// What a pass runs on.
public enum PassAnchor: Hashable, Sendable {
  /// The whole program.
  case module
  /// One function at a time; the pass neither reads nor changes what lies outside it.
  case function
  /// The whole program, or one function at a time where it stands inside `func.func(...)`.
  case any
}

/// A transformation or analysis of programs.
///
/// One pass is one struct in one file. Its doc comment is the manual page: what it does, what it assumes, what it leaves
/// for whom, and one before/after in IR. Options are stored properties with default values, listed once in `options`;
/// command line, help and pipeline dumps derive from them. A fresh instance runs for each op, so what it stores while it
/// runs is private to that run.
public protocol Pass: Sendable {
  /// The name in pipelines, such as `symbol-dce`.
  static var name: String { get }

  /// What the pass does, in one sentence.
  static var summary: String { get }

  /// What the pass runs on.
  static var anchor: PassAnchor { get }

  /// The options, in the order in which help and dumps list them.
  static var options: [PassOption<Self>] { get }

  /// The pass with the default value of every option.
  init()

  /// Runs on one op: the root of the program, or a `func.func`, as `anchor` says.
  mutating func run(on op: OpID, of module: inout Module, in context: inout PassContext)
    -> PassOutcome
}

extension Pass {
  /// No options.
  public static var options: [PassOption<Self>] { [] }

  /// The name of the type, which the headers of dumps print before the pass's name.
  public static var title: String { String(describing: Self.self) }
}

/// A pass that always works on the whole program.
public protocol ModulePass: Pass {
  /// Runs on the program.
  mutating func run(on module: inout Module, in context: inout PassContext) -> PassOutcome
}

extension ModulePass {
  /// The whole program.
  public static var anchor: PassAnchor { .module }

  /// Runs on the program; `op` is its root.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    run(on: &module, in: &context)
  }
}
