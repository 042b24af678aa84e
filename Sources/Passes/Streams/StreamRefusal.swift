import FuseIR

/// Why ops can't be one graph of streams.
public struct StreamRefusal: Error, Hashable, Sendable {
  /// What kind of obstacle it is, by what can be done about it.
  public enum Kind: Hashable, Sendable {
    /// The op alone has no streams.
    case op
    /// Another loop order may do, such as one with variable `outer` outside of `inner`.
    case order(outer: Int, inner: Int)
    /// The producer, by its number, can't be streamed to the consumer: the tensor between is to be stored.
    case edge(producer: OpID)
  }

  /// The op to point at.
  public let op: OpID
  /// What kind of obstacle it is.
  public let kind: Kind
  /// The reason, after the name of the op: "reduces by 'arith.minimumf'; reducers know sums and maxima".
  public let reason: String

  init(_ op: OpID, _ kind: Kind = .op, _ reason: String) {
    self.op = op
    self.kind = kind
    self.reason = reason
  }

  /// The refusal in words.
  public func text(_ names: OpNames, in module: borrowing Module) -> String {
    let name = names.name(of: op, in: module)
    guard case .edge(let producer) = kind else { return "\(name) \(reason)" }
    return "\(name) \(reason), and can't be in one graph with "
      + "\(names.name(of: producer, in: module)): the tensor between must be stored"
  }
}
