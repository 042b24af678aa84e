import FuseIR

/// Makes all functions of the program private but those that are named, so that passes that keep what others may call
/// (`symbol-dce`, `sccp`, `remove-dead-values`) see all there is.
///
/// ```
/// // -passes='symbol-privatize{exclude=main}'
/// func.func @helper() { return }           func.func private @helper() { return }
/// func.func @main() { return }        →    func.func @main() { return }
/// ```
public struct SymbolPrivatize: ModulePass {
  /// `symbol-privatize`.
  public static let name = "symbol-privatize"
  /// What the pass does.
  public static let summary = "Makes all functions private but those that are named."
  /// The options.
  public static var options: [PassOption<SymbolPrivatize>] {
    [PassOption("exclude", \.exclude, "Leave the functions with these names as they are.")]
  }

  /// Leave the functions with these names as they are.
  public var exclude: [String] = []

  /// The pass with default options.
  public init() {}

  /// Runs on the functions of the root module.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var made = 0
    var missing = exclude
    for function in module.functions {
      let name = module.string("sym_name", of: function) ?? ""
      missing.removeAll { $0 == name }
      guard !exclude.contains(name),
        module.string("sym_visibility", of: function) != "private"
      else { continue }
      module.setAttribute("sym_visibility", module.stringAttribute("private"), of: function)
      made += 1
    }
    for name in missing {
      context.warning(
        "there is no function '@\(name)' to leave as it is (exclude)", at: module.root, in: module)
    }
    context.count("functions made private", by: made)
    return made > 0 ? .changed : .unchanged
  }
}
