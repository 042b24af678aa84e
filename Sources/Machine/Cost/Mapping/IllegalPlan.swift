/// Why a plan or a mapping cannot run on the machine. Layers are named.
public enum IllegalPlan: Error, Equatable, Sendable {
  /// The plan has not one mapping per layer.
  case mappings(expected: Int, found: Int)
  /// A node names a memory by an index that the machine does not have.
  case memory(layer: String, index: Int)
  /// A count is below 1.
  case count(layer: String, dimension: LayerDimension, count: Int)
  /// The counts of a loop do not multiply to its extent; `product` is nil where it is above 2^62.
  case product(layer: String, dimension: LayerDimension, product: Int?, size: Int)
  /// The spatial loops along an axis make more steps than the axis has places.
  case axis(layer: String, axis: String, steps: Int, places: Int)
  /// The loop may not run along that axis of the machine.
  case spatial(layer: String, dimension: LayerDimension, axis: LayerMapping.Axis)
  /// The memory does not hold such tensors.
  case held(layer: String, tensor: TensorRole, memory: String)
  /// The tensor passes a memory that it may not bypass.
  case bypassed(layer: String, tensor: TensorRole, memory: String)
  /// The memory keeps the tensor at two places of the nest.
  case twice(layer: String, tensor: TensorRole, memory: String)
  /// The tensor is kept by a memory that lies inside one further in.
  case order(layer: String, tensor: TensorRole, outer: String, inner: String)
  /// The tensor enters or leaves the layer, but no node of the outermost memory keeps it before all loops.
  case home(layer: String, tensor: TensorRole, memory: String)
  /// An elementwise layer has no weight to keep.
  case noWeight(layer: String)
  /// The tiles do not fit; `tensor` is the one that takes most.
  case capacity(layer: String, memory: String, tensor: TensorRole, needed: Double, capacity: Int)
  /// A group names a layer that is not there, or one that is in another group, or its layers are not in order.
  case members(group: Int)
  /// A group names an edge that does not lead from one of its members to another.
  case groupEdge(group: Int, edge: Int)
  /// A layer outside of the group reads what one member computes, and the other reads what it computes.
  case wayAround(group: Int, layer: String, member: String)
  /// The edge cannot be fused, for the reason that the network gives.
  case fusion(edge: Int, reason: String)
  /// A member has fewer loops than are shared, or something else than a loop in time among them.
  case sharedLoops(layer: String, shared: Int)
  /// The shared loop with the given number does not walk over the fused tensor in step in both layers.
  case alignment(producer: String, consumer: String, loop: Int)
  /// The tile of a fused tensor that the producer makes is not the one that the consumer reads, along these loops.
  case tiles(producer: String, made: LayerDimension, consumer: String, read: LayerDimension)
  /// The group needs a tensor that is computed, outside of it, from one of its own.
  case cycle(group: Int)
  /// A fused tensor is kept outside the shared loops by its consumer, or not whole inside them.
  case fusedTensor(layer: String, tensor: TensorRole)
  /// The producer's sums leave its memory before they are finished.
  case unfinished(layer: String)
  /// A layer outside the group needs the tensor, which has no place in the outermost memory.
  case neededOutside(layer: String, consumer: String)
  /// A mapping without a group for its layer's fused tensors, or a tensor that lies nowhere.
  case nowhere(layer: String, tensor: TensorRole)

  /// What is wrong, in words, and what would be right.
  public var message: String {
    switch self {
    case .mappings(let expected, let found):
      "the plan has \(found) mappings for \(expected) layers"
    case .memory(let layer, let index):
      "the mapping of '\(layer)' names memory \(index), which the machine does not have"
    case .count(let layer, let dimension, let count):
      "a loop \(dimension.letter) of '\(layer)' makes \(count) steps; it needs at least 1"
    case .product(let layer, let dimension, let product, let size):
      "the counts of loop \(dimension.letter) of '\(layer)' multiply to "
        + "\(product.map(String.init) ?? "more than 2^62"), not to its extent \(size)"
    case .axis(let layer, let axis, let steps, let places):
      "'\(layer)' runs \(steps) steps along the \(axis), which has \(places) places"
    case .spatial(let layer, let dimension, let axis):
      "loop \(dimension.letter) of '\(layer)' may not run along the \(axis.rawValue) of this machine"
    case .held(let layer, let tensor, let memory):
      "'\(memory)' does not hold the \(tensor.rawValue) of '\(layer)'"
    case .bypassed(let layer, let tensor, let memory):
      "the \(tensor.rawValue) of '\(layer)' may not pass by '\(memory)': the mapping needs a place for it there"
    case .twice(let layer, let tensor, let memory):
      "the mapping of '\(layer)' keeps the \(tensor.rawValue) in '\(memory)' at two places"
    case .order(let layer, let tensor, let outer, let inner):
      "the mapping of '\(layer)' keeps the \(tensor.rawValue) in '\(outer)' inside '\(inner)', which is further in"
    case .home(let layer, let tensor, let memory):
      "the mapping of '\(layer)' must keep the \(tensor.rawValue) in '\(memory)' before all loops: it comes from outside or goes there"
    case .noWeight(let layer): "'\(layer)' is computed element by element and has no weight"
    case .capacity(let layer, let memory, let tensor, let needed, let capacity):
      "'\(layer)' needs \(Self.bytes(needed)) of '\(memory)', which has \(capacity) bytes: "
        + "\(Self.bytes(needed - Double(capacity))) too many, most of them for the \(tensor.rawValue)"
    case .members(let group):
      "group \(group) must list two or more layers of the network, in order, each in no other group"
    case .groupEdge(let group, let edge):
      "group \(group) fuses edge \(edge), which does not lead from one of its layers to another"
    case .wayAround(let group, let layer, let member):
      "'\(layer)' is not in group \(group), but '\(member)' needs it, and it needs another layer of the group"
    case .fusion(let edge, let reason): "edge \(edge) cannot be fused: \(reason)"
    case .sharedLoops(let layer, let shared):
      "the outermost \(shared) loops of '\(layer)' are shared with its group: they must be there, and be loops in time"
    case .alignment(let producer, let consumer, let loop):
      "shared loop \(loop) must walk over the tensor between '\(producer)' and '\(consumer)' in both, with as many steps"
    case .tiles(let producer, let made, let consumer, let read):
      "'\(producer)' must make tiles of the tensor as '\(consumer)' reads them: outside their tiles on chip, loop "
        + "\(made.letter) of the one and \(read.letter) of the other must make as many steps"
    case .cycle(let group):
      "group \(group) waits for a layer outside of it that waits for the group: that layer must be in it, or fewer layers"
    case .fusedTensor(let layer, let tensor):
      "the fused \(tensor.rawValue) of '\(layer)' must lie whole in a memory directly inside the shared loops, and in none outside them"
    case .unfinished(let layer):
      "the output of '\(layer)' is fused, but its sums leave their memory before they are finished"
    case .neededOutside(let layer, let consumer):
      "the output of '\(layer)' is needed by '\(consumer)' outside the group: the mapping must keep it in the outermost memory too"
    case .nowhere(let layer, let tensor):
      "no memory keeps the \(tensor.rawValue) of '\(layer)'"
    }
  }

  /// A number of bytes, without a fraction where it has none.
  private static func bytes(_ value: Double) -> String {
    value < 0x1p53 ? "\(Int(value.rounded(.up))) bytes" : "\(value) bytes"
  }
}
