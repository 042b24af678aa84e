import Machine

/// An edge whose tensor may stay on chip, with what is relaxed of it: whether it does, and in how many steps its two layers
/// walk over each dimension that they share.
struct RelaxedEdge {
  /// A dimension of the tensor: the loop that walks over it in the producer, that in the consumer, and the numbers of steps
  /// that both may make.
  struct Interface {
    let producer: LayerDimension
    let consumer: LayerDimension
    let counts: [Int]
    let logarithms: [Double]
  }

  let edge: Network.Edge
  /// The tensor of the consumer, or of the producer where the consumer adds it.
  let role: TensorRole
  let interfaces: [Interface]
  /// The memory that its consumer reads it from, once it is on chip; nil where the machine has none.
  let memory: Int?

  init(_ number: Int, _ model: NetworkCostModel) {
    let network = model.network
    let edge = network.edges[number]
    self.edge = edge
    var aligned: [Network.AlignedLoops] = []
    if case .possible(let pairs) = edge.fusion { aligned = pairs }
    interfaces = aligned.compactMap { pair in
      let producer = network.layers[edge.producer].sizes[pair.producer]
      let consumer = network.layers[edge.consumer].sizes[pair.consumer] / max(1, pair.share)
      let counts = divisors(of: producer).filter { consumer % $0 == 0 }
      guard counts.count > 1 else { return nil }
      return Interface(
        producer: pair.producer, consumer: pair.consumer, counts: counts,
        logarithms: counts.map { Double($0).logarithm() })
    }
    let role: TensorRole =
      switch edge.operand {
      case .input: .input
      case .weight: .weight
      case .addend: .output
      }
    self.role = role
    let machine = model.machine
    memory = machine.memories.indices.dropFirst().first {
      machine.memories[$0].holds.contains(role)
    }
  }
}
