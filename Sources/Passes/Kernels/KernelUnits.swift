import FuseIR

/// Chains of ops that are always fused: an op whose loops are all parallel, and whose result one other op reads element by
/// element and nobody else, is one unit with its reader.
///
/// Fusing such a pair takes no row away from the reader and leaves no more to read or write, whatever else is in the kernel.
struct KernelUnits {
  /// The nodes of each unit, in program order; units are in the order of their last nodes.
  private(set) var members: [[Int32]] = []
  /// By node, its unit; -1 for ops that are in no kernel.
  private(set) var unitOf: [Int32]
  /// The units that a unit's results go to, and those that it reads from, by edges without an obstacle.
  private(set) var consumers: [[Int32]] = []
  private(set) var producers: [[Int32]] = []
  /// The units that read a tensor which the unit reads too, the next ones in program order.
  private(set) var siblings: [[Int32]] = []

  init(_ judge: inout KernelJudge) {
    let graph = judge.graph
    let count = graph.nodes.count
    unitOf = [Int32](repeating: -1, count: count)
    // The node with which each node is always fused.
    var chain = [[Int32]](repeating: [], count: count)
    for node in 0..<Int32(count) {
      let kind = graph.nodes[Int(node)].kind
      guard kind == .stitchable || kind == .contraction else { continue }
      var own = chain[Int(node)] + [node]
      if own.count > 1, case .failure = judge.judge(own.sorted()) { own = [node] }
      if let reader = Self.onlyReader(node, graph), own.count < KernelJudge.maximumOps / 2 {
        chain[Int(reader)] += own
        if own.count == 1, !chain[Int(node)].isEmpty { Self.close(chain[Int(node)], &members) }
        continue
      }
      if own.count == 1, !chain[Int(node)].isEmpty { Self.close(chain[Int(node)], &members) }
      members.append(own.sorted())
    }
    members.sort { ($0.last ?? 0) < ($1.last ?? 0) }
    for (unit, nodes) in members.enumerated() {
      for node in nodes { unitOf[Int(node)] = Int32(unit) }
    }
    consumers = [[Int32]](repeating: [], count: members.count)
    producers = consumers
    for edge in graph.edges where !edge.isObstructed {
      let (from, to) = (unitOf[Int(edge.producer)], unitOf[Int(edge.consumer)])
      guard from >= 0, to >= 0, from != to, !consumers[Int(from)].contains(to) else { continue }
      consumers[Int(from)].append(to)
      producers[Int(to)].append(from)
    }
    findSiblings(graph)
  }

  private mutating func findSiblings(_ graph: KernelGraph) {
    siblings = [[Int32]](repeating: [], count: members.count)
    for value in graph.values.indices where graph.values[value].bytes > 0 {
      var readers: [Int32] = []
      for node in graph.readers(Int32(value)) where unitOf[Int(node)] >= 0 {
        if readers.last != unitOf[Int(node)] { readers.append(unitOf[Int(node)]) }
      }
      readers.sort()
      for (place, unit) in readers.enumerated() {
        for other in readers[(place + 1)...].prefix(2) where other != unit {
          if !siblings[Int(unit)].contains(other) { siblings[Int(unit)].append(other) }
          if !siblings[Int(other)].contains(unit) { siblings[Int(other)].append(unit) }
        }
      }
    }
  }

  /// Ops of a chain that is no kernel are units by themselves.
  private static func close(_ chain: [Int32], _ members: inout [[Int32]]) {
    for node in chain { members.append([node]) }
  }

  /// The one node that reads the result of an elementwise node, point by point.
  private static func onlyReader(_ node: Int32, _ graph: KernelGraph) -> Int32? {
    let producer = graph.nodes[Int(node)]
    guard producer.kind == .stitchable, producer.reductions == 0, producer.digitCount > 0,
      graph.results(node).count == 1, let value = graph.results(node).first,
      !graph.values[Int(value)].escapes, graph.outgoing(node).count == 1,
      let number = graph.outgoing(node).first
    else { return nil }
    let edge = graph.edges[Int(number)]
    let consumer = graph.nodes[Int(edge.consumer)]
    guard !edge.isObstructed, consumer.kind == .stitchable, edge.covered == producer.digits,
      edge.used == consumer.digits, consumer.elements == producer.elements
    else { return nil }
    return edge.consumer
  }
}
