/// A mapping for each layer of a network, and which tensors between them stay on chip.
public struct NetworkPlan: Equatable, Sendable {
  /// What a group does with the rows that two neighbouring tiles of a producer share.
  public enum Halo: String, CaseIterable, Sendable {
    /// It keeps them on chip.
    case retained
    /// It computes them again.
    case recomputed
  }

  /// Layers that run tile by tile, one after the other in each tile.
  ///
  /// The outermost `sharedLoops` loops of every member are the same loops of the group: what walks over a fused tensor is
  /// the aligned loop of both its layers, and it makes as many steps in both. Inside them each member has loops of its
  /// own.
  public struct Group: Equatable, Sendable {
    /// The members, in program order.
    public var layers: [Int]
    /// The fused edges, by their index in the network: their tensors are in no memory outside the shared loops.
    public var fusedEdges: [Int]
    /// How many of each member's outermost loops are shared.
    public var sharedLoops: Int
    /// What happens to the rows that neighbouring tiles share.
    public var halo: Halo

    /// Creates a group.
    public init(layers: [Int], fusedEdges: [Int], sharedLoops: Int, halo: Halo = .retained) {
      self.layers = layers
      self.fusedEdges = fusedEdges
      self.sharedLoops = sharedLoops
      self.halo = halo
    }
  }

  /// One mapping per layer.
  public var mappings: [LayerMapping]
  /// The groups of more than one layer; a layer is in one at most.
  public var groups: [Group]

  /// Creates a plan.
  public init(mappings: [LayerMapping], groups: [Group] = []) {
    self.mappings = mappings
    self.groups = groups
  }
}
