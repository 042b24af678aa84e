import FuseIR

/// Chooses the order of the loops of `fuse.group`s of kind `stream`.
///
/// Storage decides what is possible: a tensor's levels can only be read from the outermost in, and a result is written so.
/// `order` fixes the order, the indices outermost first and separated by commas; in a function with several groups, `;`
/// separates the orders of groups, and an empty one leaves a group as it is. One that the storage forbids is an error
/// that names the tensor. `search=first` takes the first possible order, always the index that the program names first;
/// `search=best` looks for the cheapest by branch and bound over the possible ones. With `keep`, groups whose cost is known
/// (`stream.cycles`), as `choose-stream-schedule` leaves them, stay as they are.
///
/// ```
/// order-loops{order=i,k,j}
///
/// "fuse.group" ... {kind = "stream", stream.order = ["i", "j", "k"]}
///   →  {kind = "stream", stream.order = ["i", "k", "j"]}
/// ```
public struct OrderLoops: Pass {
  /// How an order is found.
  public enum Search: String, CaseIterable, PassOptionValue, Sendable {
    case first, best
  }

  /// `order-loops`.
  public static let name = "order-loops"
  /// What the pass does.
  public static let summary = "Chooses the loop order of stream groups."
  /// Functions one at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<OrderLoops>] {
    [
      PassOption("order", \.order, "The indices, outermost first; ';' between groups."),
      PassOption("search", \.search, "Where no order is given: the first one, or the cheapest."),
      PassOption("limit", \.limit, "The most orders that a search looks at."),
      PassOption("keep", \.keep, "Groups whose cost is known keep their order."),
    ]
  }

  /// The order as text.
  public var order = ""
  /// How an order is found where none is given.
  public var search = Search.best
  /// The most orders that are looked at.
  public var limit = 2000
  /// Whether groups whose cost is known keep their order.
  public var keep = false

  /// The pass with default options.
  public init() {}

  /// Orders the loops of a function's groups.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var groups: [Group] = []
    for inner in module.opsPreOrder(in: op) {
      if let group = Group(inner, in: module), group.kind(in: module) == "stream",
        !keep || module.attribute("stream.cycles", of: inner) == nil
      {
        groups.append(group)
      }
    }
    let texts = order.isEmpty ? [] : order.split(separator: ";", omittingEmptySubsequences: false)
    guard texts.count <= 1 || texts.count == groups.count else {
      context.error(
        "order-loops: there are \(groups.count) stream groups, but \(texts.count) orders", at: op,
        in: module)
      return .failed
    }
    let names = OpNames(op, in: module)
    var outcome = PassOutcome.unchanged
    for (number, group) in groups.enumerated() {
      let text = texts.count == 1 ? texts.first : texts.isEmpty ? nil : texts[number]
      if texts.count > 1, text?.isEmpty ?? true { continue }
      guard let changed = arrange(group, text, names, &module, &context) else { return .failed }
      if changed { outcome = .changed }
    }
    return outcome
  }

  /// Whether the group's order changed; nil where it is refused.
  private func arrange(
    _ group: Group, _ text: Substring?, _ names: OpNames, _ module: inout Module,
    _ context: inout PassContext
  ) -> Bool? {
    let read: (region: StreamRegion, order: [Int])
    switch StreamRegion.read(group, in: module) {
    case .success(let value): read = value
    case .failure(let refusal):
      context.error("order-loops: \(refusal.text(names, in: module))", at: refusal.op, in: module)
      return nil
    }
    let region = read.region
    let chosen: [Int]
    if let text {
      guard let order = directed(text, region, group, &module, &context) else { return nil }
      chosen = order
    } else {
      var search = StreamOrderSearch(region, limit: limit)
      switch self.search == .first
        ? StreamOrderSearch.first(region, limit: limit) : search.cheapest()
      {
      case .failure(let refusal):
        context.error("order-loops: \(refusal.text(names, in: module))", at: refusal.op, in: module)
        return nil
      case .success(let result):
        chosen = result.order
        let list = chosen.map { region.variables[$0].name }.joined(separator: ", ")
        context.remark(
          "order \(list) of \(result.evaluated) looked at"
            + (result.isComplete ? "" : ", not all that are possible"), at: group.op, in: module)
        context.count("orders looked at", by: result.evaluated)
      }
    }
    guard chosen != read.order else { return false }
    StreamNames.setOrder(chosen.map { region.variables[$0].name }, of: group.op, in: &module)
    return true
  }

  private func directed(
    _ text: Substring, _ region: StreamRegion, _ group: Group, _ module: inout Module,
    _ context: inout PassContext
  ) -> [Int]? {
    let wanted = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.filter { !$0.isWhitespace }) }
    let known = region.variables.map(\.name)
    guard wanted.sorted() == known.sorted() else {
      context.error(
        "order-loops: '\(text)' must name each index once: \(known.joined(separator: ", "))",
        at: group.op, in: module)
      return nil
    }
    let order = wanted.compactMap { known.firstIndex(of: $0) }
    if let edge = IndexOrder(region).violated(by: order) {
      let (outer, inner) = (known[edge.outer], known[edge.inner])
      context.error(
        "order-loops: the order \(wanted.joined(separator: ", ")) breaks the edge \(outer) -> "
          + "\(inner): \(edge.reason)", at: edge.op, in: module)
      return nil
    }
    return order
  }
}
