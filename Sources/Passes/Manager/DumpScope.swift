import FuseIR

/// Which part of the program a dump shows: the whole program, or functions.
public struct DumpScope {
  /// The functions that are shown, by name; empty for all.
  public var functions: [String] = []
  /// Whether the whole program is shown also where a pass runs on each function.
  public var wholeProgram = false

  /// The whole program for passes on it, each function for passes on functions.
  public init() {}

  /// The ops that a dump around the step shows. After a failure that is the whole program: the functions behind the one that
  /// failed have not seen the pass.
  func ops(for step: PassStep, failed: Bool = false, in module: borrowing Module) -> [OpID] {
    guard functions.isEmpty else {
      return module.functions.filter { function in
        module.string("sym_name", of: function).map { functions.contains($0) } ?? false
      }
    }
    return step.isPerFunction && !wholeProgram && !failed ? module.functions : [module.root]
  }

  /// What stands in a dump's header behind the pass: nothing, or the function where the pass ran on the whole program.
  func label(of op: OpID, _ step: PassStep, in module: borrowing Module) -> String {
    guard op != module.root, !step.isPerFunction else { return "" }
    return " ('func.func' operation: @\(module.string("sym_name", of: op) ?? "?"))"
  }
}
