import FuseIR

/// Puts the ops of `fuse.group`s where the groups stand: the inverse of `raise-patterns`.
///
/// Pipelines that know no groups, such as `gemmini`, start with it. Groups inside groups are dissolved too.
///
/// ```
/// %1 = "fuse.group"(%x) ({                            %1 = stablehlo.tanh %x : tensor<4xf32>
/// ^bb0(%arg0: tensor<4xf32>):
///   %2 = stablehlo.tanh %arg0 : tensor<4xf32>    →
///   "fuse_end.yield"(%2) : (tensor<4xf32>) -> ()
/// }) : (tensor<4xf32>) -> tensor<4xf32>
/// ```
public struct InlineGroups: Pass {
  /// `inline-groups`.
  public static let name = "inline-groups"
  /// What the pass does.
  public static let summary = "Puts the ops of groups where the groups stand."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  /// The pass; it has no options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var dissolved = 0
    // A group's ops come after it in this order, so that a group inside one is met where it then stands.
    for group in module.opsPreOrder(in: op) where module.opcode(of: group).is(FuseOp.group) {
      guard let body = module.body(of: group), module.lastOp(of: body) != nil,
        module.parentBlock(of: group) != nil
      else { continue }
      module.inlineRegion(of: group, to: .before(group))
      dissolved += 1
    }
    context.count("groups dissolved", by: dissolved)
    return dissolved > 0 ? .changed : .unchanged
  }
}
