import FuseIR

/// Why ops can't be one group.
public enum GroupRefusal: Error, Hashable, Sendable {
  /// There are none.
  case empty
  /// The op is a constant, a terminator, or otherwise nothing that a group is about.
  case notGroupable(OpID)
  /// The two ops stand in different blocks.
  case differentBlocks(OpID, OpID)
  /// The op does more than compute its results.
  case sideEffects(OpID)
  /// The op is a call, or holds one: it must be inlined first.
  case call(OpID)
  /// The op stands outside of the group, needs a result of it, and computes what the op of the group needs.
  case cycle(through: OpID, into: OpID)
  /// Two ops of the group can't be fused.
  case illegalEdge(producer: OpID, consumer: OpID, FusionReason)

  /// The op to point at.
  public var op: OpID? {
    switch self {
    case .empty: nil
    case .notGroupable(let op), .sideEffects(let op), .call(let op), .differentBlocks(_, let op),
      .cycle(let op, _), .illegalEdge(_, let op, _):
      op
    }
  }

  /// The refusal as a reason of the analysis; nil where it is about what a group is, and not about fusion.
  public var reason: FusionReason? {
    switch self {
    case .empty, .notGroupable, .differentBlocks: nil
    case .sideEffects(let op): .sideEffects(op)
    case .call(let op): .unsupportedKind(op, .call)
    case .cycle(let op, _): .cycle(through: op)
    case .illegalEdge(_, _, let reason): reason
    }
  }

  /// The refusal in words.
  public func text(_ names: OpNames, in module: borrowing Module) -> String {
    switch self {
    case .empty: return "there are no ops in it"
    case .notGroupable(let op): return "\(names.name(of: op, in: module)) can't stand in a group"
    case .differentBlocks(let a, let b):
      return "\(names.name(of: a, in: module)) and \(names.name(of: b, in: module)) stand in "
        + "different blocks"
    case .sideEffects(let op): return "\(names.name(of: op, in: module)) has side effects"
    case .call(let op): return "\(names.name(of: op, in: module)) is a call: inline it first"
    case .cycle(let op, let into):
      return "\(names.name(of: op, in: module)), which is not in the group, needs it and computes "
        + "what \(names.name(of: into, in: module)) in the group needs"
    case .illegalEdge(let producer, let consumer, let reason):
      return "\(names.name(of: producer, in: module)) and \(names.name(of: consumer, in: module)) "
        + "can't be fused: \(reason.text(names, in: module))"
    }
  }
}
