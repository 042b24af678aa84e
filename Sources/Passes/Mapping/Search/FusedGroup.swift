import Machine

/// Layers that fused edges join, and the loops that they may share.
struct FusedGroup: Equatable {
  /// The members, in program order.
  let layers: [Int]
  /// The fused edges.
  let edges: [Int]
  /// Loops that are one loop in all members: for each, the dimension in each member.
  let classes: [[LayerDimension]]

  /// The groups that fused edges make: what they connect.
  static func connected(by edges: [Int], in network: Network) -> [FusedGroup] {
    var root = Array(network.layers.indices)
    func find(_ layer: Int) -> Int {
      var layer = layer
      while root[layer] != layer { layer = root[layer] }
      return layer
    }
    for edge in edges.map({ network.edges[$0] }) {
      let (a, b) = (find(edge.producer), find(edge.consumer))
      root[max(a, b)] = min(a, b)
    }
    var groups: [FusedGroup] = []
    for first in network.layers.indices where find(first) == first {
      let members = network.layers.indices.filter { find($0) == first }
      guard members.count > 1 else { continue }
      let own = edges.filter { members.contains(network.edges[$0].producer) }
      groups.append(FusedGroup(layers: members, edges: own, in: network))
    }
    return groups
  }

  init(layers: [Int], edges: [Int], in network: Network) {
    self.layers = layers
    self.edges = edges
    var classes: [[LayerDimension]] = []
    for dimension in LayerDimension.allCases where network.layers[layers[0]].sizes[dimension] > 1 {
      if let found = Self.loops(from: dimension, layers, edges, network) { classes.append(found) }
    }
    self.classes = classes
  }

  /// The loops of all members that are one with that of the first; nil where a fused edge does not carry them on.
  private static func loops(
    from dimension: LayerDimension, _ layers: [Int], _ edges: [Int], _ network: Network
  ) -> [LayerDimension]? {
    var known = [LayerDimension?](repeating: nil, count: layers.count)
    known[0] = dimension
    for _ in layers {
      for edge in edges.map({ network.edges[$0] }) {
        guard case .possible(let aligned) = edge.fusion,
          let producer = layers.firstIndex(of: edge.producer),
          let consumer = layers.firstIndex(of: edge.consumer)
        else { return nil }
        if let loop = known[producer] {
          guard let pair = aligned.first(where: { $0.producer == loop }),
            known[consumer] == nil || known[consumer] == pair.consumer
          else { return nil }
          known[consumer] = pair.consumer
        } else if let loop = known[consumer] {
          guard let pair = aligned.first(where: { $0.consumer == loop }) else { return nil }
          known[producer] = pair.producer
        }
      }
    }
    let loops = known.compactMap { $0 }
    return loops.count == layers.count ? loops : nil
  }

  /// The counts that a shared loop may have: divisors of all its extents, smallest first and without 1.
  func counts(of shared: Int, in network: Network) -> [Int] {
    var common = 0
    for (layer, dimension) in zip(layers, classes[shared]) {
      var (a, b) = (common, network.layers[layer].sizes[dimension])
      while b != 0 { (a, b) = (b, a % b) }
      common = a
    }
    for edge in edges.map({ network.edges[$0] }) {
      guard case .possible(let aligned) = edge.fusion,
        let consumer = layers.firstIndex(of: edge.consumer),
        let pair = aligned.first(where: { $0.consumer == classes[shared][consumer] })
      else { continue }
      var (a, b) = (common, network.layers[edge.consumer].sizes[pair.consumer] / pair.share)
      while b != 0 { (a, b) = (b, a % b) }
      common = a
    }
    return divisors(of: common).filter { $0 > 1 }
  }

  /// The tensors of a member that stay in the group, and those of them that other layers need too.
  func fused(_ member: Int, in network: Network) -> (fused: TensorRoles, needed: TensorRoles) {
    var fused: TensorRoles = []
    var needed: TensorRoles = []
    for number in edges {
      let edge = network.edges[number]
      if edge.producer == layers[member] { fused.formUnion(.output) }
      guard edge.consumer == layers[member] else { continue }
      switch edge.operand {
      case .input: fused.formUnion(.input)
      case .weight: fused.formUnion(.weight)
      case .addend: break
      }
    }
    for (number, edge) in network.edges.enumerated()
    where edge.producer == layers[member] && !edges.contains(number) {
      needed.formUnion(.output)
    }
    return (fused, needed.intersection(fused))
  }

  /// Where the members of a group keep their tensors.
  struct Keeping: Equatable {
    /// Whether fused outputs leave for their readers tile by tile, where no member adds them; `m0` has none of that.
    var streamsOutputs = false
    /// Whether weights that are not fused stay on chip from one step of the shared loops to the next.
    var keepsWeights = false
  }

  /// The spaces of the members when the given classes are shared, outermost first, with the given counts.
  func spaces(
    sharing: [(shared: Int, count: Int)], keeping: Keeping = Keeping(), _ context: SearchContext
  ) -> [LayerSpace] {
    let network = context.problem.model.network
    return layers.indices.map { member in
      let (fused, needed) = fused(member, in: network)
      let isAdded = edges.contains { number in
        guard case .addend = network.edges[number].operand else { return false }
        return network.edges[number].producer == layers[member]
      }
      return LayerSpace(
        network.layers[layers[member]], on: context.problem.model.machine, fused: fused,
        needed: needed,
        whole: keeping.streamsOutputs && !isAdded ? [.input, .weight] : .all,
        outside: keeping.keepsWeights && !sharing.isEmpty ? .weight.subtracting(fused) : [],
        shared: sharing.map { (classes[$0.shared][member], $0.count) },
        limitsSides: context.limitsSides)
    }
  }

  /// The part of a plan that the group is.
  func planGroup(sharedLoops: Int) -> NetworkPlan.Group {
    NetworkPlan.Group(layers: layers, fusedEdges: edges, sharedLoops: sharedLoops)
  }
}
