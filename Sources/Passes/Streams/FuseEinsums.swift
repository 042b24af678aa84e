import FuseIR

/// Puts einsums into `fuse.group`s of kind `stream`, each of which is to be one graph of streams.
///
/// `regions` says what belongs together: `op` (the ops with the same `stream.kernel`, else each op alone), `layer` (those with
/// the same `stream.layer`), `all` (those with the same `stream.whole`, else all), or a text, in which `;` separates
/// regions and `+` the names of ops. The loops of a region's ops get index variables: those that run along one dimension of a
/// tensor between two ops are one. The order in which tensors are stored says which loops must run outside of which; the
/// first possible order becomes the group's. Where tensors contradict each other, one is copied with its levels in the order of
/// the loops, by a `sparse_tensor.convert` outside of the group, whose time counts. What can't be streamed from op to op is
/// stored: the region is split there, and a remark says why. An op that is no einsum, or has no graph, stays outside.
///
/// ```
/// fuse-einsums{regions=all}
///
/// %1 = linalg.matmul ins(%A, %B) ...   →   %1 = "fuse.group"(%A, %B) ({
/// %2 = linalg.exp ins(%1) ...                 linalg.matmul {stream.indices = ["i", "j", "k"]} ...
///                                             linalg.exp {stream.indices = ["i", "j"]} ...
///                                           }) {kind = "stream", stream.order = ["i", "k", "j"]}
/// ```
public struct FuseEinsums: Pass {
  /// `fuse-einsums`.
  public static let name = "fuse-einsums"
  /// What the pass does.
  public static let summary = "Puts einsums into groups that are to be graphs of streams."
  /// Functions one at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<FuseEinsums>] {
    [
      PassOption(
        "regions", \.regions,
        "What belongs together: 'op', 'layer', 'all', or names of ops, joined by '+', and by ';'.")
    ]
  }

  /// What belongs together.
  public var regions = "all"

  /// The pass with default options.
  public init() {}

  /// Forms the groups of a function.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard module.body(of: op) != nil else { return .unchanged }
    let wanted: [[OpID]]
    var isDirected = false
    switch regions {
    case "op": wanted = StreamRegions.regions(of: op, by: "stream.kernel", joinsRest: false, module)
    case "layer":
      wanted = StreamRegions.regions(of: op, by: "stream.layer", joinsRest: true, module)
    case "all": wanted = StreamRegions.regions(of: op, by: "stream.whole", joinsRest: true, module)
    default:
      isDirected = true
      switch GroupDecision.read(regions, op, OpNames(op, in: module), in: module) {
      case .success(let decision): wanted = decision.groups
      case .failure(let mistake):
        context.error("fuse-einsums: \(mistake.message)", at: op, in: module)
        return .failed
      }
    }
    var former = StreamRegions(op, in: module)
    var outcome = PassOutcome.unchanged
    for region in wanted {
      let result = former.form(region, splits: !isDirected, in: &module)
      for refusal in result.refusals {
        let text = "\(refusal.text(former.names, in: module))"
        guard isDirected else {
          context.remark(text, at: refusal.op, in: module)
          continue
        }
        context.error("fuse-einsums: \(text)", at: refusal.op, in: module)
        return .failed
      }
      if let refusal = result.groupRefusal {
        let text = "no group: \(refusal.text(former.names, in: module))"
        guard isDirected else {
          context.remark(text, at: refusal.op ?? op, in: module)
          continue
        }
        context.error("fuse-einsums: \(text)", at: refusal.op ?? op, in: module)
        return .failed
      }
      for copy in result.copies {
        context.remark(
          "tensors are stored in orders that contradict each other: a copy in the order of the "
            + "loops", at: copy, in: module)
      }
      context.count("groups", by: result.groups.count)
      context.count("copies", by: result.copies.count)
      if !result.groups.isEmpty { outcome = .changed }
    }
    return outcome
  }
}
