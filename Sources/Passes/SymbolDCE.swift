import FuseIR

/// Erases private symbols that nothing refers to.
///
/// What is not private is visible from outside and stays; a private function, also one that is only declared, stays
/// where a chain of references leads to it from what stays.
///
/// ```
/// func.func private @unused() { return }
/// func.func @main() { return }             →     func.func @main() { return }
/// ```
public struct SymbolDCE: ModulePass {
  /// `symbol-dce`.
  public static let name = "symbol-dce"
  /// What the pass does.
  public static let summary = "Erases private functions that nothing refers to."

  /// The pass with default options.
  public init() {}

  /// Runs on the symbols of the root module.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let body = module.body(of: module.root) else { return .unchanged }
    let ops = module.ops(of: body)
    var privateSymbols: [StringID: OpID] = [:]
    var pending: [OpID] = []
    for op in ops {
      if let name = Self.privateName(of: op, module) {
        privateSymbols[name] = op
      } else {
        pending.append(op)
      }
    }
    guard !privateSymbols.isEmpty else { return .unchanged }
    var references = SymbolReferences()
    var reached: Set<OpID> = []
    references.visit(module.attributes(of: module.root), module)
    while true {
      for name in references.takeNew() {
        if let op = privateSymbols[name], reached.insert(op).inserted { pending.append(op) }
      }
      guard let op = pending.popLast() else { break }
      for inner in module.opsPreOrder(in: op) {
        references.visit(module.properties(of: inner), module)
        references.visit(module.attributes(of: inner), module)
      }
    }
    var erased = 0
    for op in ops where Self.privateName(of: op, module) != nil && !reached.contains(op) {
      module.erase(op)
      erased += 1
    }
    context.count("symbols erased", by: erased)
    return erased > 0 ? .changed : .unchanged
  }

  /// The name that the op defines, if it is visible only inside the module.
  private static func privateName(of op: OpID, _ module: borrowing Module) -> StringID? {
    guard module.traits(of: op).contains(.symbol),
      module.string("sym_visibility", of: op) == "private",
      let attribute = module.attribute("sym_name", of: op),
      case .string(let name, _) = module.attribute(attribute)
    else { return nil }
    return name
  }
}
