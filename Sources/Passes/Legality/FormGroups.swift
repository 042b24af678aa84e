import FuseIR

/// Puts ops into `fuse.group`s as a decision says.
///
/// The decision is the text of the option `groups`, in which `;` separates groups and `+` ops, or, without it, the
/// `fuse.group_id` that ops carry: those with the same number belong together. An op is named by its kind and number, as
/// `print-fusion-legality` names it, or by its `loc("name")`. Views and constants between the ops come along. A group whose
/// ops can't be fused (with a target: whose least tile does not fit), or that would make the program circular, is refused
/// with the reason. A group keeps operands, results and meaning; `inline-groups` undoes the pass. `fuse.edges` of earlier
/// analyses are dropped.
///
/// ```
/// form-groups{groups='matmul.1+generic.1' kind=tile}
///
/// %1 = linalg.matmul ins(%a, %b) ...    →   %1 = "fuse.group"(%a, %b) ({
/// %2 = linalg.generic ins(%1) ...           ^bb0(%x, %y): ... "fuse_end.yield"(%3) }) {kind = "tile"}
/// ```
public struct FormGroups: ModulePass {
  /// `form-groups`.
  public static let name = "form-groups"
  /// What the pass does.
  public static let summary = "Puts ops that a decision names into groups."
  /// The options.
  public static var options: [PassOption<FormGroups>] {
    [
      PassOption("groups", \.groups, "The groups: names of ops, joined by '+', and by ';'."),
      PassOption(
        "function", \.function, "The function that 'groups' is about; 'main', or the first one."),
      PassOption("kind", \.kind, "The kind that the groups get."),
      PassOption("unchecked", \.unchecked, "Group also what the analysis says can't be fused."),
    ]
  }

  /// The groups as text; empty for those that ops carry.
  public var groups = ""
  /// The name of the function that the text is about; empty for `main`, or the first.
  public var function = ""
  /// The kind that the groups get.
  public var kind = "tile"
  /// Whether verdicts are ignored.
  public var unchecked = false

  /// The pass with default options.
  public init() {}

  /// Runs on the program.
  public mutating func run(on module: inout Module, in context: inout PassContext) -> PassOutcome {
    let bodies = module.functions.filter { module.body(of: $0) != nil }
    if groups.isEmpty {
      var outcome = PassOutcome.unchanged
      for function in bodies {
        let decision = GroupDecision(numbersIn: function, of: module)
        guard !decision.groups.isEmpty else { continue }
        guard form(decision, in: function, &module, &context) else { return .failed }
        outcome = .changed
      }
      return outcome
    }
    let wanted = function.isEmpty ? "main" : function
    let named = bodies.first { module.string("sym_name", of: $0) == wanted }
    guard let chosen = named ?? (function.isEmpty ? bodies.first : nil) else {
      context.error(
        function.isEmpty
          ? "form-groups: there is no function" : "form-groups: there is no function '\(wanted)'")
      return .failed
    }
    let names = OpNames(chosen, in: module)
    switch GroupDecision.read(groups, chosen, names, in: module) {
    case .failure(let mistake):
      context.error("form-groups: \(mistake.message)", at: chosen, in: module)
      return .failed
    case .success(let decision):
      return form(decision, in: chosen, &module, &context) ? .changed : .failed
    }
  }

  /// Makes the groups; false where one is refused, which has then been reported.
  private func form(
    _ decision: GroupDecision, in function: OpID, _ module: inout Module,
    _ context: inout PassContext
  ) -> Bool {
    let names = OpNames(function, in: module)
    let legality =
      unchecked ? nil : FusionLegality(function, in: module, machine: context.target)
    var groups = FusionGroups(function, in: module, legality: legality)
    for op in module.opsPreOrder(in: function) {
      module.removeAttribute(Group.numberName, of: op)
      module.removeAttribute(FusionEdgeAttribute.arrayName, of: op)
    }
    for ops in decision.groups {
      switch groups.formGroup(ops, kind: kind.isEmpty ? nil : kind, in: &module) {
      case .success: context.count("groups formed")
      case .failure(let refusal):
        var texts: [String] = []
        for op in ops { texts.append(names.name(of: op, in: module)) }
        context.error(
          "form-groups: \(texts.joined(separator: "+")) is no group: "
            + refusal.text(names, in: module), at: refusal.op ?? function, in: module)
        return false
      }
    }
    return true
  }
}
