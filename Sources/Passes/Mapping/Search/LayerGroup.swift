import Machine

/// Layers that a plan may run tile by tile together: all tensors between them stay on chip.
///
/// A group is connected by edges that may be fused, has no edge inside that may not, and no way from a member through
/// another layer back to a member.
struct LayerGroup {
  /// The members, in program order.
  let layers: [Int]
  /// The edges between members, by their index in the network.
  let edges: [Int]
  /// For each loop that is one in all members, the dimension in each.
  let classes: [[LayerDimension]]
  /// The counts that each of `classes` may have, each with the count that it is grown from: without its largest prime.
  let steps: [[(count: Int, parent: Int)]]
  /// For each member, what it takes from members and gives to them.
  let links: [Link]
  /// For each of `edges`, the producer's and the consumer's place among the members.
  let ends: [(producer: Int, consumer: Int)]

  /// What a member shares with others.
  struct Link {
    /// The operands that members make.
    var operands: [TensorRole] = []
    /// Whether members read the output, and whether one adds it to its own.
    var isRead = false
    var isAdded = false
    /// Whether layers outside the group read the output.
    var isNeeded = false
    /// For each addend, the place of the member that makes it, or −1.
    var addendMakers: [Int]
  }

  init(_ layers: [Int], _ edges: [Int], in network: Network) {
    self.layers = layers
    self.edges = edges
    let group = FusedGroup(layers: layers, edges: edges, in: network)
    classes = group.classes
    steps = group.classes.indices.map { loop in
      group.counts(of: loop, in: network).map { ($0, $0 / Self.largestPrime(of: $0)) }
    }
    var links = layers.map {
      Link(addendMakers: [Int](repeating: -1, count: network.layers[$0].addends.count))
    }
    var ends: [(producer: Int, consumer: Int)] = []
    for edge in edges.map({ network.edges[$0] }) {
      guard let producer = layers.firstIndex(of: edge.producer),
        let consumer = layers.firstIndex(of: edge.consumer)
      else { continue }
      ends.append((producer, consumer))
      links[producer].isRead = true
      switch edge.operand {
      case .input: links[consumer].operands.append(.input)
      case .weight: links[consumer].operands.append(.weight)
      case .addend(let number):
        links[consumer].addendMakers[number] = producer
        links[producer].isAdded = true
      }
    }
    for (number, edge) in network.edges.enumerated() where !edges.contains(number) {
      guard let producer = layers.firstIndex(of: edge.producer) else { continue }
      links[producer].isNeeded = true
    }
    self.links = links
    self.ends = ends
  }

  private static func largestPrime(of number: Int) -> Int {
    var rest = number
    var largest = 1
    var candidate = 2
    while candidate <= rest / candidate {
      if rest % candidate == 0 {
        largest = candidate
        rest /= candidate
      } else {
        candidate += 1
      }
    }
    return max(largest, rest)
  }

  /// All groups of a network, smaller ones first, and whether there are no more than `limit`.
  static func all(in network: Network, limit: Int) -> (groups: [LayerGroup], isComplete: Bool) {
    let reach = Reach(network)
    var groups: [LayerGroup] = []
    var seen: Set<[Int]> = []
    var frontier = network.layers.indices.map { [$0] }
    while !frontier.isEmpty {
      var next: [[Int]] = []
      for members in frontier {
        for neighbour in reach.neighbours(of: members) {
          let larger = reach.closed(members + [neighbour])
          guard seen.insert(larger).inserted else { continue }
          guard let edges = edges(between: larger, in: network) else { continue }
          guard groups.count < limit else { return (groups, false) }
          groups.append(LayerGroup(larger, edges, in: network))
          next.append(larger)
        }
      }
      frontier = next
    }
    return (groups.sorted { $0.layers.count < $1.layers.count }, true)
  }

  /// The group of some layers that edges connect, and of all layers between them; nil where one of the edges between them may
  /// not be fused.
  static func closed(_ layers: [Int], by reach: Reach) -> LayerGroup? {
    let all = reach.closed(layers)
    return edges(between: all, in: reach.network).map { LayerGroup(all, $0, in: reach.network) }
  }

  /// The edges between members, or nil where one of them may not be fused.
  static func edges(between members: [Int], in network: Network) -> [Int]? {
    var edges: [Int] = []
    for (number, edge) in network.edges.enumerated()
    where members.contains(edge.producer) && members.contains(edge.consumer) {
      guard case .possible = edge.fusion else { return nil }
      edges.append(number)
    }
    return edges
  }

  /// Which layers come after which.
  struct Reach {
    let network: Network
    /// For each layer, whether each other one comes after it.
    var after: [[Bool]]

    init(_ network: Network) {
      self.network = network
      let count = network.layers.count
      after = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
      for edge in network.edges { after[edge.producer][edge.consumer] = true }
      // Edges go forward, so that one pass from the last layer is enough.
      for layer in (0..<count).reversed() {
        for next in layer + 1..<max(layer + 1, count) where after[layer][next] {
          for further in next + 1..<max(next + 1, count) where after[next][further] {
            after[layer][further] = true
          }
        }
      }
    }

    /// Layers that some edge which may be fused joins to a member, in program order.
    func neighbours(of members: [Int]) -> [Int] {
      var result: Set<Int> = []
      for edge in network.edges {
        guard case .possible = edge.fusion else { continue }
        if members.contains(edge.producer) { result.insert(edge.consumer) }
        if members.contains(edge.consumer) { result.insert(edge.producer) }
      }
      return result.subtracting(members).sorted()
    }

    /// The members and all layers between them, in program order.
    func closed(_ members: [Int]) -> [Int] {
      network.layers.indices.filter { layer in
        members.contains(layer)
          || members.contains { after[$0][layer] } && members.contains { after[layer][$0] }
      }
    }
  }
}

/// A choice of shared loops, and of what happens to rows that neighbouring tiles share.
struct GroupSetting {
  /// The shared loops, outermost first: a class of the group and its steps.
  var shared: [(loop: Int, count: Int)] = []
  var halo = NetworkPlan.Halo.retained
}

extension LayerGroup {
  /// The setting with the smallest tiles that fused tensors can have.
  var finest: GroupSetting {
    GroupSetting(
      shared: steps.indices.compactMap { loop in steps[loop].last.map { (loop, $0.count) } })
  }

  /// What tells groups apart that are not alike; `kinds` are, by layer, the first one that is alike.
  func shape(_ kinds: [Int], in network: Network) -> [Int] {
    var shape = layers.map { kinds[$0] } + links.map { $0.isNeeded ? -2 : -1 }
    for (edge, ends) in zip(edges, ends) {
      shape += [ends.producer, ends.consumer]
      switch network.edges[edge].operand {
      case .input: shape.append(-1)
      case .weight: shape.append(-2)
      case .addend(let number): shape.append(number)
      }
    }
    return shape
  }

  /// Whether neighbouring tiles of a fused tensor share elements under a setting.
  func hasHalo(_ shared: [(loop: Int, count: Int)], in network: Network) -> Bool {
    zip(edges, ends).contains { edge, ends in
      guard case .possible(let aligned) = network.edges[edge].fusion else { return false }
      return aligned.contains { pair in
        pair.window > pair.step
          && shared.contains { classes[$0.loop][ends.consumer] == pair.consumer }
      }
    }
  }

  /// The shared loops as a member has them.
  func steps(of member: Int, _ setting: GroupSetting) -> [MemberTerms.Step] {
    setting.shared.map { .init(dimension: classes[$0.loop][member], count: $0.count) }
  }

  /// A mapping of a member whose shared loops are in another order than the setting's.
  func ordered(
    _ mapping: LayerMapping, of member: Int, _ setting: GroupSetting
  ) -> LayerMapping {
    var steps = self.steps(of: member, setting)[...]
    var mapping = mapping
    for place in mapping.nodes.indices {
      guard case .loop = mapping.nodes[place], let step = steps.popFirst() else { continue }
      mapping.nodes[place] = .loop(step.dimension, step.count)
    }
    return mapping
  }

  /// The part of a plan that the group is under a setting.
  func planGroup(_ setting: GroupSetting) -> NetworkPlan.Group {
    NetworkPlan.Group(
      layers: layers, fusedEdges: edges, sharedLoops: setting.shared.count, halo: setting.halo)
  }
}
