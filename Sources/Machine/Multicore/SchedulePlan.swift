/// What a search decides: how each layer is cut into nodes, which units compute them, what is fused, and in which order.
public struct SchedulePlan: Hashable, Sendable {
  /// A loop that is cut into pieces.
  public struct Cut: Hashable, Sendable {
    /// The loop of the layer.
    public var loop: Int
    /// The iterations of a piece; the last one may have fewer.
    public var size: Int

    /// A cut.
    public init(loop: Int, size: Int) {
      self.loop = loop
      self.size = size
    }
  }

  /// What is decided for one layer.
  public struct Layer: Hashable, Sendable {
    /// The cuts, outermost first; none: the layer is one node. Nodes are numbered with the innermost cut fastest.
    public var cuts: [Cut]
    /// The units that compute the nodes: of `n` nodes and `u` units, unit `i` gets the nodes from `i * n / u` up to `(i + 1) * n / u`.
    public var units: [Int]

    /// A decision.
    public init(cuts: [Cut], units: [Int]) {
      self.cuts = cuts
      self.units = units
    }
  }

  /// In which order nodes that could start do start.
  public enum Order: Hashable, Sendable {
    /// Layer after layer, as the program has them, inside each group.
    case layers
    /// The one first that the longest way to the end begins with.
    case criticalPath
    /// The one first that frees the most bytes.
    case liveness
    /// As listed: layer and number of the node.
    case listed([NodeName])
  }

  /// A node by its layer and its number there.
  public struct NodeName: Hashable, Sendable {
    /// The number of the layer in the graph.
    public var layer: Int
    /// The number of the node, the innermost cut fastest.
    public var index: Int

    /// A name.
    public init(layer: Int, index: Int) {
      self.layer = layer
      self.index = index
    }
  }

  /// One for each layer of the graph.
  public var layers: [Layer]
  /// The layers of each group, in program order; every layer is in one. A group begins when the one before it has ended, and what
  /// goes from one group to another is written to the outermost memory where `keepsBetweenGroups` is false.
  public var groups: [[Int]]
  /// Whether what goes from one group to the next may stay on chip where it fits.
  public var keepsBetweenGroups: Bool
  /// The order of the nodes.
  public var order: Order

  /// A plan.
  public init(
    layers: [Layer], groups: [[Int]], keepsBetweenGroups: Bool = true, order: Order = .liveness
  ) {
    self.layers = layers
    self.groups = groups
    self.keepsBetweenGroups = keepsBetweenGroups
    self.order = order
  }
}
