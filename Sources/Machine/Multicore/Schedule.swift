/// A plan with its times: when each node runs, what moves when, and what lies where from when to when.
///
/// Times are cycles. Arrays are in the order of starts; equal starts in the order of layers or tensors, then numbers.
public struct Schedule: Sendable {
  /// A node.
  public struct Node: Equatable, Sendable {
    /// The number of the layer in the graph.
    public var layer: Int32
    /// Its number in the layer, the innermost cut fastest.
    public var index: Int32
    /// The number of the unit in the platform.
    public var unit: Int32
    /// The cycle in which it begins.
    public var start: Int64
    /// The first cycle after it.
    public var end: Int64
  }

  /// How a tensor is cut into pieces, each of which is moved and kept as one: along every axis into steps of `sizes`, the last of
  /// which may be shorter. Pieces are numbered with the innermost axis fastest.
  public struct Grid: Equatable, Sendable {
    /// The extents of the tensor.
    public var shape: [Int]
    /// The step along each axis, at least 1.
    public var sizes: [Int]

    /// A grid.
    public init(shape: [Int], sizes: [Int]) {
      self.shape = shape
      self.sizes = sizes
    }

    /// The number of pieces along each axis.
    public var counts: [Int] { zip(shape, sizes).map { ($0 + $1 - 1) / $1 } }

    /// The part of the tensor that is the piece with the number.
    public func box(_ piece: Int) -> Box {
      var rest = piece
      var box = Box(repeating: Interval(0, 0), count: shape.count)
      for axis in shape.indices.reversed() {
        let count = (shape[axis] + sizes[axis] - 1) / sizes[axis]
        let place = count == 0 ? 0 : rest % count
        rest = count == 0 ? 0 : rest / count
        box[axis] = Interval(place * sizes[axis], min(shape[axis], (place + 1) * sizes[axis]))
      }
      return box
    }
  }

  /// A transfer between two memories.
  public struct Move: Equatable, Sendable {
    /// The number of the tensor in the graph.
    public var tensor: Int32
    /// The number of the piece in the tensor's grid.
    public var piece: Int32
    /// The number of the memory that it leaves.
    public var source: Int32
    /// The number of the memory that it comes to.
    public var destination: Int32
    /// The cycle in which its channels are taken.
    public var start: Int64
    /// The first cycle in which they are free, and it may be read.
    public var end: Int64
    /// Its size.
    public var bytes: Int
  }

  /// The place of a piece in a memory. The outermost memory has none.
  public struct Hold: Equatable, Sendable {
    /// The number of the tensor in the graph.
    public var tensor: Int32
    /// The number of the piece in the tensor's grid.
    public var piece: Int32
    /// The number of the memory.
    public var memory: Int32
    /// The cycle from which it has its place.
    public var start: Int64
    /// The first cycle in which the place is free.
    public var end: Int64
    /// The bytes that it takes: more than its elements need while a sum is kept wider.
    public var bytes: Int
  }

  /// When and where each node runs.
  public var nodes: [Node]
  /// One for each tensor of the graph.
  public var grids: [Grid]
  /// What goes from memory to memory.
  public var moves: [Move]
  /// What lies in memories.
  public var holds: [Hold]
  /// When the last of all ends.
  public var cycles: Int64
  /// Energy in picojoules: of nodes, memories and links.
  public var energy: Energy

  /// Where energy goes, in picojoules.
  public struct Energy: Equatable, Sendable {
    /// By unit.
    public var units: [Double]
    /// By memory, for what moves read and write there.
    public var memories: [Double]
    /// On the links.
    public var links: Double

    /// All of it.
    public var total: Double { units.reduce(0, +) + memories.reduce(0, +) + links }
  }
}
