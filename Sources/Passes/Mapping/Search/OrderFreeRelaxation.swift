import Machine

/// Which edges to fuse where every group fits, by dynamic programming along the program.
///
/// A layer's cost depends on which of its tensors are fused. Between two layers, what is decided matters through the edges
/// that lead from the ones before to those behind: there is one best value for each way of fusing them.
struct OrderFreeRelaxation {
  /// What an edge may be.
  enum Decision: UInt8 {
    case open
    case apart
    case fused
  }

  let network: Network
  /// For each layer the fusible edges into it and out of it.
  private let incoming: [[Int]]
  private let outgoing: [[Int]]
  /// Whether something else than fusible edges reads the layer's output.
  private let isReadElsewhere: [Bool]
  /// The edges that lead over the place before each layer.
  private let crossing: [[Int]]

  /// The most edges that may lead over one place.
  private static let limit = 14

  /// Prepares the edges that may be fused; nil where too many of them lead over one place.
  init?(_ network: Network, fusible: [Int]) {
    self.network = network
    var incoming = [[Int]](repeating: [], count: network.layers.count)
    var outgoing = incoming
    var isReadElsewhere = [Bool](repeating: false, count: network.layers.count)
    for (number, edge) in network.edges.enumerated() {
      if fusible.contains(number) {
        incoming[edge.consumer].append(number)
        outgoing[edge.producer].append(number)
      } else {
        isReadElsewhere[edge.producer] = true
      }
    }
    var crossing: [[Int]] = []
    var open: [Int] = []
    for layer in network.layers.indices {
      crossing.append(open)
      open.removeAll { network.edges[$0].consumer == layer }
      open += outgoing[layer]
      guard open.count <= Self.limit else { return nil }
    }
    self.incoming = incoming
    self.outgoing = outgoing
    self.isReadElsewhere = isReadElsewhere
    self.crossing = crossing
  }

  /// The state that edges put a layer in.
  func state(of layer: Int, isFused: (_ edge: Int) -> Bool) -> FusionState {
    var state: FusionState = []
    for number in incoming[layer] where isFused(number) {
      switch network.edges[number].operand {
      case .input: state.insert(.input)
      case .weight: state.insert(.weight)
      case .addend: break
      }
    }
    let fused = outgoing[layer].filter(isFused).count
    if fused > 0 {
      state.insert(.output)
      if isReadElsewhere[layer] || fused < outgoing[layer].count { state.insert(.writtenToo) }
    }
    return state
  }

  /// The states that a layer can be in, and perhaps more.
  func states(of layer: Int) -> [FusionState] {
    let operands = state(of: layer) { network.edges[$0].consumer == layer }
    var states: [FusionState] = [[]]
    for operand in [FusionState.input, .weight] where operands.contains(operand) {
      states += states.map { $0.union(operand) }
    }
    guard !outgoing[layer].isEmpty else { return states }
    var made: [FusionState] = []
    if !isReadElsewhere[layer] { made.append(.output) }
    if isReadElsewhere[layer] || outgoing[layer].count > 1 { made.append([.output, .writtenToo]) }
    return states + made.flatMap { made in states.map { $0.union(made) } }
  }

  /// The least value and the edges fused for it.
  ///
  /// - Parameters:
  ///   - decisions: what is decided, by edge of the network.
  ///   - value: the least value of a layer in a state.
  func solve(
    _ decisions: [Decision], value: (_ layer: Int, _ state: FusionState) -> Double
  ) -> (value: Double, fused: [Int]) {
    var values = [0.0]
    var origins: [[(mask: Int, made: Int)]] = []
    for layer in network.layers.indices {
      let before = crossing[layer]
      let after =
        layer + 1 < crossing.count
        ? crossing[layer + 1] : before.filter { network.edges[$0].consumer != layer }
      var next = [Double](repeating: .infinity, count: 1 << after.count)
      var origin = [(mask: Int, made: Int)](repeating: (0, 0), count: next.count)
      for mask in values.indices where values[mask] < .infinity {
        for made in 0..<1 << outgoing[layer].count {
          func isFused(_ edge: Int) -> Bool {
            if let place = before.firstIndex(of: edge) { return mask >> place & 1 != 0 }
            return outgoing[layer].firstIndex(of: edge).map { made >> $0 & 1 != 0 } ?? false
          }
          let contradicts = outgoing[layer].contains { edge in
            decisions[edge] == (isFused(edge) ? .apart : .fused)
          }
          if contradicts { continue }
          let sum = values[mask] + value(layer, state(of: layer, isFused: isFused))
          var target = 0
          for (place, edge) in after.enumerated() where isFused(edge) { target |= 1 << place }
          if sum < next[target] {
            next[target] = sum
            origin[target] = (mask, made)
          }
        }
      }
      values = next
      origins.append(origin)
    }
    var fused: [Int] = []
    var mask = 0
    for layer in network.layers.indices.reversed() {
      let made = origins[layer][mask].made
      for (place, edge) in outgoing[layer].enumerated() where made >> place & 1 != 0 {
        fused.append(edge)
      }
      mask = origins[layer][mask].mask
    }
    return (values[0], fused.sorted())
  }
}
