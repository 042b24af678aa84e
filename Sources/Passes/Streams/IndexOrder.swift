import FuseIR

/// The partial order of a region's index variables: which loops must run outside of which, and why.
public struct IndexOrder: Sendable {
  /// What an edge comes from.
  enum Cause: Hashable, Sendable {
    /// The storage of a tensor that the region reads, by number.
    case tensor(Int)
    /// The storage of an output, by number.
    case output(Int)
    /// A loop that is summed over before readers of the result run along it.
    case reduction
  }

  /// An edge: `outer` runs outside of `inner`.
  public struct Edge: Hashable, Sendable {
    /// The outer variable's number.
    public var outer: Int
    /// The inner variable's number.
    public var inner: Int
    /// The op that asks for it.
    public var op: OpID
    /// Why, in words: "operand #0 is stored with 'i' outside of 'k'".
    public var reason: String
    var cause: Cause
  }

  /// The edges, in the order in which they were found, each pair of variables once for each cause.
  public private(set) var edges: [Edge] = []
  private let count: Int
  private var visited: Set<[Int]> = []

  /// The partial order of a region.
  public init(_ region: StreamRegion) {
    count = region.variables.count
    for (number, output) in region.outputs.enumerated() {
      let op = region.ops[output.op]
      let levels = output.tensor.levels.map { op.resultVariables[$0.dimension] }
      add(levels, op.id, .output(number), region) { "the result is stored with \($0)" }
      visit(output.op, op.variables, region)
    }
  }

  private mutating func add(
    _ levels: [Int], _ op: OpID, _ cause: Cause, _ region: StreamRegion, _ text: (String) -> String
  ) {
    for (outer, inner) in zip(levels, levels.dropFirst()) where outer != inner {
      guard
        !edges.contains(where: { $0.outer == outer && $0.inner == inner && $0.cause == cause })
      else { continue }
      let places =
        "'\(region.variables[outer].name)' outside of '\(region.variables[inner].name)'"
      edges.append(
        Edge(outer: outer, inner: inner, op: op, reason: text(places), cause: cause))
    }
  }

  /// Adds what an op asks for whose loops have the given variables.
  private mutating func visit(_ number: Int, _ variables: [Int], _ region: StreamRegion) {
    guard visited.insert([number] + variables).inserted, visited.count <= 4096 else { return }
    let op = region.ops[number]
    for (index, operand) in op.operands.enumerated() {
      let bound = operand.loops.map { variables[$0] }
      switch operand.source {
      case .constant: break
      case .tensor(let tensor):
        let levels = region.tensors[tensor].levels.map { bound[$0.dimension] }
        add(levels, op.id, .tensor(tensor), region) { "operand #\(index) is stored with \($0)" }
      case .op(let producer):
        let source = region.ops[producer]
        var renaming: [Int: Int] = [:]
        for (dimension, variable) in source.resultVariables.enumerated() {
          renaming[variable] = bound[dimension]
        }
        let used = source.variables.map { renaming[$0] ?? $0 }
        for (loop, variable) in used.enumerated()
        where source.isReduction[loop] && variables.contains(variable) {
          for result in bound where result != variable {
            add([result, variable], op.id, .reduction, region) { places in
              "a result of operand #\(index) is complete when a loop ends: \(places)"
            }
          }
        }
        visit(producer, used, region)
      }
    }
  }

  /// Adds an edge that a table asked for.
  mutating func add(outer: Int, inner: Int, _ refusal: StreamRefusal) {
    let edge = Edge(
      outer: outer, inner: inner, op: refusal.op, reason: refusal.reason, cause: .reduction)
    if !edges.contains(where: { $0.outer == outer && $0.inner == inner }) { edges.append(edge) }
  }

  /// Removes what tensors ask for that are copied in the order of the loops.
  mutating func removeEdges(of copies: [Cause]) {
    edges.removeAll { copies.contains($0.cause) }
  }

  // MARK: Orders

  /// The variables that may come next after those in `prefix`, least number first.
  func candidates(after prefix: [Int], without ignored: Set<Edge> = []) -> [Int] {
    let placed = Set(prefix)
    return (0..<count).filter { variable in
      !placed.contains(variable)
        && edges.allSatisfy {
          $0.inner != variable || placed.contains($0.outer) || ignored.contains($0)
        }
    }
  }

  /// The first order: always the variable that the program names first among those that may come next. Nil where edges
  /// form a cycle.
  public func first(without ignored: Set<Edge> = []) -> [Int]? {
    var order: [Int] = []
    while order.count < count {
      guard let next = candidates(after: order, without: ignored).first else { return nil }
      order.append(next)
    }
    return order
  }

  /// The edge that an order violates first, nil where it violates none.
  public func violated(by order: [Int]) -> Edge? {
    var place = [Int](repeating: Int.max, count: count)
    for (position, variable) in order.enumerated() { place[variable] = position }
    return edges.first { place[$0.outer] >= place[$0.inner] }
  }

  /// What has to be stored otherwise so that there is an order: tensors that are copied with their levels in the order of
  /// the loops. Smaller tensors go before larger ones, inputs before outputs. Empty where there is an order; nil where
  /// copies don't help.
  func copies(_ region: StreamRegion) -> (copied: [Cause], order: [Int])? {
    var copied: [Cause] = []
    while true {
      let ignored = Set(edges.filter { copied.contains($0.cause) })
      if let order = first(without: ignored) { return (copied, order) }
      let blocked = Set(0..<count).subtracting(longestPrefix(without: ignored))
      var causes: [Cause] = []
      for edge in edges
      where blocked.contains(edge.outer) && blocked.contains(edge.inner)
        && !copied.contains(edge.cause) && !causes.contains(edge.cause)
        && edge.cause != .reduction
      {
        causes.append(edge.cause)
      }
      // One that makes the order possible is better than one that helps on the way.
      let sorted = causes.enumerated().sorted {
        (size($0.element, region), $0.offset) < (size($1.element, region), $1.offset)
      }.map(\.element)
      guard let least = sorted.first else { return nil }
      let sufficient = sorted.first { cause in
        first(without: ignored.union(edges.filter { $0.cause == cause })) != nil
      }
      copied.append(sufficient ?? least)
    }
  }

  private func longestPrefix(without ignored: Set<Edge>) -> [Int] {
    var order: [Int] = []
    while let next = candidates(after: order, without: ignored).first { order.append(next) }
    return order
  }

  private func size(_ cause: Cause, _ region: StreamRegion) -> Double {
    switch cause {
    case .tensor(let tensor): Self.estimate(region.tensors[tensor])
    case .output(let output): 2 * Self.estimate(region.outputs[output].tensor)
    case .reduction: .infinity
    }
  }

  /// A rough number of stored elements, where nothing is known of the data: a tenth of each compressed level.
  static func estimate(_ tensor: StreamTensor) -> Double {
    tensor.levels.reduce(1) { $0 * FusionTable.expectedCount($1) }
  }
}

extension FusionTable {
  /// How many coordinates a fiber of the level may have, where nothing is known of the data.
  static func expectedCount(_ level: StreamTensor.Level) -> Double {
    let size = level.size == Dimension.dynamic ? 1000 : Double(level.size)
    return level.isCompressed ? max(1, size / 10) : size
  }
}
