/// The layers of a function and the tensors between them.
public struct Network: Equatable, Sendable {
  /// The layers, in program order.
  public var layers: [Layer]
  /// The tensors that go from one layer to another, ordered by consumer, operand, then producer.
  public var edges: [Edge]

  /// Creates a network.
  public init(layers: [Layer], edges: [Edge]) {
    self.layers = layers
    self.edges = edges
  }

  /// A tensor that one layer computes and another reads.
  public struct Edge: Equatable, Sendable {
    /// What the consumer uses the tensor as.
    public enum Operand: Hashable, Sendable {
      case input
      case weight
      /// The addend with the given number.
      case addend(Int)
    }

    /// The layer that computes the tensor.
    public var producer: Int
    /// The layer that reads it.
    public var consumer: Int
    /// What the consumer uses it as.
    public var operand: Operand
    /// Whether the two layers may exchange the tensor on chip, tile by tile.
    public var fusion: Fusion
    /// Whether the consumer reads only a part of the tensor, as one of the three in a packed projection. On chip, tiles of
    /// several parts lie beside one another.
    public var readsPart: Bool

    /// Creates an edge.
    public init(
      producer: Int, consumer: Int, operand: Operand, fusion: Fusion, readsPart: Bool = false
    ) {
      self.producer = producer
      self.consumer = consumer
      self.operand = operand
      self.fusion = fusion
      self.readsPart = readsPart
    }
  }

  /// Whether a tensor may stay on chip between two layers.
  public enum Fusion: Equatable, Sendable {
    /// It may: which loops of the two layers walk over the same dimension of the tensor.
    case possible([AlignedLoops])
    /// It may not, for a reason that a person can read.
    case impossible(String)
  }

  /// Two loops that walk over the same dimension of a tensor: one of its producer, one of its consumer.
  ///
  /// Both may be cut into the same number of tiles: any number that divides both extents, the consumer's by `share`.
  public struct AlignedLoops: Equatable, Sendable {
    /// The loop of the producer, which the tensor depends on.
    public var producer: LayerDimension
    /// The loop of the consumer.
    public var consumer: LayerDimension
    /// How many elements of the producer's loop one step of the consumer's moves on: the stride of a convolution; the
    /// width of a head, where the producer's loop runs over heads and width and the consumer's over heads; else 1.
    public var step: Int
    /// How many elements one step of the consumer needs: (R − 1) · dilation + 1 for a convolution, else as many as it moves
    /// on. What goes beyond `step` is the halo that neighbouring tiles share.
    public var window: Int
    /// How many neighbouring steps of the consumer need the same elements: the width of a head, where the consumer's loop
    /// runs over heads and width and the producer's over heads; else 1.
    public var share: Int

    /// Creates a pair of loops.
    public init(
      producer: LayerDimension, consumer: LayerDimension, step: Int = 1, window: Int = 1,
      share: Int = 1
    ) {
      self.producer = producer
      self.consumer = consumer
      self.step = step
      self.window = window
      self.share = share
    }
  }
}

extension Network {
  /// For each layer the first one that is equal to it but for its name: itself where there is none before it. What is
  /// found for that one holds for all of them.
  public var firstAlike: [Int] {
    var known: [(number: Int, layer: Layer)] = []
    return layers.enumerated().map { number, layer in
      let unnamed = layer.unnamed
      if let same = known.first(where: { $0.layer == unnamed }) { return same.number }
      known.append((number, unnamed))
      return number
    }
  }

  /// The first of some groups of layers that waits for a layer or a group that waits for it, or nil where all can run in
  /// some order. Layers that are not there are in no group.
  public func firstGroupInCycle(_ groups: [[Int]]) -> Int? {
    // Units that run as a whole: groups first, then layers.
    var unit = layers.indices.map { groups.count + $0 }
    for (number, group) in groups.enumerated() {
      for layer in group where layers.indices.contains(layer) { unit[layer] = number }
    }
    var waits = [Int](repeating: 0, count: groups.count + layers.count)
    for edge in edges where unit[edge.producer] != unit[edge.consumer] {
      waits[unit[edge.consumer]] += 1
    }
    var ready = waits.indices.filter { waits[$0] == 0 }
    while let next = ready.popLast() {
      for edge in edges where unit[edge.producer] == next && unit[edge.consumer] != next {
        waits[unit[edge.consumer]] -= 1
        if waits[unit[edge.consumer]] == 0 { ready.append(unit[edge.consumer]) }
      }
    }
    return groups.indices.first { waits[$0] > 0 }
  }
}
