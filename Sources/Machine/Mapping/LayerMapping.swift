/// How a layer runs on a machine: its loops from outer to inner, and where between them each memory keeps which tensors.
///
/// This is the loop nest of Timeloop and the mapping of AccelForge: a memory keeps, of each tensor that it holds, the tile
/// that the loops inside it use; the loops outside it bring the next tile. A spatial loop runs along an axis of the array.
/// A tensor that a memory does not keep passes it by. The same memory may stand at several places, each for other tensors.
public struct LayerMapping: Equatable, Sendable {
  /// An axis of the array that a spatial loop runs along.
  public enum Axis: String, CaseIterable, Sendable {
    /// Along rows, whose products are summed.
    case rows
    /// Along columns, which hold independent outputs.
    case columns
    /// Along the diagonal: one row and one column each.
    case diagonal
    /// Along the lanes of a vector unit.
    case lanes
  }

  /// One level of the nest.
  public enum Node: Equatable, Sendable {
    /// Tensors kept in the memory with the given index in `Accelerator.memories`.
    case memory(Int, TensorRoles)
    /// A loop of `count` steps, one after the other.
    case loop(LayerDimension, Int)
    /// A loop whose `count` steps run at once along an axis.
    case spatial(LayerDimension, Int, Axis)
  }

  /// The nest, outermost first. The product of a dimension's counts is its size.
  public var nodes: [Node]

  /// Creates a mapping.
  public init(nodes: [Node]) { self.nodes = nodes }
}

/// A set of the tensors of a layer.
public struct TensorRoles: OptionSet, Hashable, Sendable {
  /// Bit 0 for the input, 1 for the weight, 2 for the output.
  public let rawValue: UInt8

  /// The set with the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The input alone.
  public static let input = TensorRoles(rawValue: 1)
  /// The weight alone.
  public static let weight = TensorRoles(rawValue: 2)
  /// The output alone.
  public static let output = TensorRoles(rawValue: 4)
  /// All three.
  public static let all: TensorRoles = [.input, .weight, .output]

  /// The set of one tensor.
  public init(_ role: TensorRole) {
    switch role {
    case .input: self = .input
    case .weight: self = .weight
    case .output: self = .output
    }
  }
}
