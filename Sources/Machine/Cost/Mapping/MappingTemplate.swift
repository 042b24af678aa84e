/// A mapping without its counts: which memories keep what, and which loops run where, from outer to inner.
///
/// Searches keep a template and vary the counts; a loop whose count is 1 does not exist.
public struct MappingTemplate: Equatable, Sendable {
  /// One level of the nest.
  public enum Slot: Equatable, Sendable {
    /// Tensors kept in the memory with the given index.
    case memory(Int, TensorRoles)
    /// A loop of steps one after the other.
    case loop(LayerDimension)
    /// A loop whose steps run at once along an axis.
    case spatial(LayerDimension, LayerMapping.Axis)
  }

  /// The nest, outermost first.
  public let slots: [Slot]
  /// The same for the formulas.
  let steps: [MappingStep]

  /// Creates a template. Memories beyond the 256th are none that a machine has.
  public init(slots: [Slot]) {
    self.slots = slots
    steps = slots.map(MappingStep.init)
  }

  /// The template of a mapping.
  public init(_ mapping: LayerMapping) {
    self.init(
      slots: mapping.nodes.map { node in
        switch node {
        case .memory(let memory, let roles): .memory(memory, roles)
        case .loop(let dimension, _): .loop(dimension)
        case .spatial(let dimension, _, let axis): .spatial(dimension, axis)
        }
      })
  }

  /// The counts of a mapping, one per slot; 1 for memories.
  public static func counts(of mapping: LayerMapping) -> [Int] {
    mapping.nodes.map { node in
      switch node {
      case .memory: 1
      case .loop(_, let count), .spatial(_, let count, _): count
      }
    }
  }

  /// The mapping with the given counts, one per slot, without the loops of count 1.
  public func mapping(counts: [Int]) -> LayerMapping {
    var nodes: [LayerMapping.Node] = []
    nodes.reserveCapacity(slots.count)
    for (slot, count) in zip(slots, counts) {
      switch slot {
      case .memory(let memory, let roles): nodes.append(.memory(memory, roles))
      case .loop(let dimension): if count != 1 { nodes.append(.loop(dimension, count)) }
      case .spatial(let dimension, let axis):
        if count != 1 { nodes.append(.spatial(dimension, count, axis)) }
      }
    }
    return LayerMapping(nodes: nodes)
  }
}

/// A level of a nest in four bytes.
struct MappingStep: Equatable, Sendable {
  enum Kind: UInt8 { case memory, loop, spatial }

  var kind: Kind
  /// The loop, by its raw value; for a memory, its index.
  var index: UInt8
  /// The tensors that a memory keeps.
  var roles: TensorRoles
  /// Whether a spatial loop runs along the diagonal.
  var isDiagonal: Bool

  init(memory: Int, _ roles: TensorRoles) {
    kind = .memory
    index = UInt8(clamping: memory)
    self.roles = roles
    isDiagonal = false
  }

  init(loop dimension: LayerDimension) {
    kind = .loop
    index = UInt8(truncatingIfNeeded: dimension.rawValue)
    roles = []
    isDiagonal = false
  }

  init(spatial dimension: LayerDimension, _ axis: LayerMapping.Axis) {
    kind = .spatial
    index = UInt8(truncatingIfNeeded: dimension.rawValue)
    roles = []
    isDiagonal = axis == .diagonal
  }

  init(_ slot: MappingTemplate.Slot) {
    switch slot {
    case .memory(let memory, let roles): self.init(memory: memory, roles)
    case .loop(let dimension): self.init(loop: dimension)
    case .spatial(let dimension, let axis): self.init(spatial: dimension, axis)
    }
  }
}
