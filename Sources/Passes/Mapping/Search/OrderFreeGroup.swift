import Machine

/// Layers that fused edges join under `m0`, with tiles that agree along the edges.
///
/// Loops that walk over a fused tensor in step make as many steps outside the tiles of both layers (FADiff's equation 26),
/// so that they form classes with one number of steps. Tiles are the smaller, the more steps there are; a class makes at
/// most as many as the greatest common divisor of what is left of its loops outside the array.
struct OrderFreeGroup {
  /// The members, in program order.
  let layers: [Int]
  /// The fused edges.
  let edges: [Int]
  /// Loops that make as many steps: which loop of which member.
  let classes: [[(member: Int, dimension: LayerDimension)]]
  /// What of each member stays on chip because of the group's edges.
  let states: [FusionState]
  /// For each loop of each member the steps that must share their elements.
  private let shares: [LayerSizes]

  /// The groups that fused edges make: what they connect.
  static func connected(by edges: [Int], in network: Network) -> [OrderFreeGroup] {
    var root: [Int: Int] = [:]
    func find(_ layer: Int) -> Int {
      var layer = layer
      while let parent = root[layer], parent != layer { layer = parent }
      return layer
    }
    for edge in edges.map({ network.edges[$0] }) {
      let (a, b) = (find(edge.producer), find(edge.consumer))
      root[max(a, b)] = min(a, b)
      root[min(a, b)] = min(a, b)
    }
    var members: [(first: Int, layers: [Int], edges: [Int])] = []
    for layer in root.keys.sorted() {
      let first = find(layer)
      if let place = members.firstIndex(where: { $0.first == first }) {
        members[place].layers.append(layer)
      } else {
        members.append((first, [layer], []))
      }
    }
    for edge in edges {
      let first = find(network.edges[edge].producer)
      if let place = members.firstIndex(where: { $0.first == first }) {
        members[place].edges.append(edge)
      }
    }
    return members.map { OrderFreeGroup($0.layers, $0.edges, network) }
  }

  private init(_ layers: [Int], _ edges: [Int], _ network: Network) {
    self.layers = layers
    self.edges = edges
    var places: [Int: Int] = [:]
    for (place, layer) in layers.enumerated() { places[layer] = place }
    // Loop d of member m is number 8 m + d.
    var root = Array(0..<8 * layers.count)
    func find(_ loop: Int) -> Int {
      var loop = loop
      while root[loop] != loop { loop = root[loop] }
      return loop
    }
    var tied = [Bool](repeating: false, count: root.count)
    var states = [FusionState](repeating: [], count: layers.count)
    var shares = [LayerSizes](repeating: LayerSizes(repeating: 1), count: layers.count)
    for edge in edges.map({ network.edges[$0] }) {
      guard let producer = places[edge.producer], let consumer = places[edge.consumer],
        case .possible(let aligned) = edge.fusion
      else { continue }
      states[producer].insert(.output)
      switch edge.operand {
      case .input: states[consumer].insert(.input)
      case .weight: states[consumer].insert(.weight)
      case .addend: break
      }
      for pair in aligned {
        let made = 8 * producer + pair.producer.rawValue
        let used = 8 * consumer + pair.consumer.rawValue
        (tied[made], tied[used]) = (true, true)
        shares[consumer][pair.consumer] = max(shares[consumer][pair.consumer], pair.share)
        let (a, b) = (find(made), find(used))
        root[max(a, b)] = min(a, b)
      }
    }
    self.states = states
    self.shares = shares
    classes = root.indices.filter { root[$0] == $0 && tied[$0] }.map { first in
      root.indices.filter { find($0) == first }.compactMap { loop in
        LayerDimension(rawValue: loop % 8).map { (loop / 8, $0) }
      }
    }
  }

  /// The steps that a class makes when members run the given numbers of steps at once.
  func steps(
    of number: Int, _ network: Network, _ spatial: (_ member: Int) -> LayerSizes
  ) -> Int {
    var common = 0
    for (member, dimension) in classes[number] {
      let size = network.layers[layers[member]].sizes[dimension]
      common = Self.divisor(common, size / spatial(member)[dimension])
      common = Self.divisor(common, size / max(1, shares[member][dimension]))
    }
    return common
  }

  /// The greatest common divisor.
  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The smallest tile of a member: what runs at once along loops that are not tied, and along the others what is left by
  /// the steps of their class.
  func tile(
    of member: Int, _ network: Network, _ spatial: (_ member: Int) -> LayerSizes
  ) -> LayerSizes {
    var tile = spatial(member)
    for number in classes.indices {
      for loop in classes[number] where loop.member == member {
        tile[loop.dimension] =
          network.layers[layers[member]].sizes[loop.dimension] / steps(of: number, network, spatial)
      }
    }
    return tile
  }

  /// The loops that one class ties in all members, and every edge between members from one to the next: the group can walk
  /// through its tiles in them.
  func sharedLoops(in network: Network) -> [[LayerDimension]] {
    classes.compactMap { loops in
      let sorted = loops.sorted { $0.member < $1.member }
      guard sorted.map(\.member) == Array(layers.indices) else { return nil }
      let dimensions = sorted.map(\.dimension)
      let isCarried = network.edges.allSatisfy { edge in
        guard let producer = layers.firstIndex(of: edge.producer),
          let consumer = layers.firstIndex(of: edge.consumer)
        else { return true }
        guard case .possible(let aligned) = edge.fusion else { return false }
        return aligned.contains {
          $0.producer == dimensions[producer] && $0.consumer == dimensions[consumer]
        }
      }
      return isCarried ? dimensions : nil
    }
  }
}
