import FuseIR

/// A range of integers, `lower` included, `upper` not.
public struct Interval: Hashable, Sendable {
  /// The first one.
  public var lower: Int
  /// The one after the last.
  public var upper: Int

  /// The range from `lower` up to `upper`, without it.
  @inlinable public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// How many integers there are.
  @inlinable public var count: Int { max(0, upper - lower) }
}

/// A part of a tensor or of a space of loops: one interval per dimension.
public typealias Box = [Interval]

/// The layers of a program, their loops and the tensors between them: what is split into nodes and placed on cores.
///
/// Views (reshapes, transposes, slices, broadcasts, pads of zeros) are no layers: the accesses of those who read them are
/// composed with their maps, so no view is ever a barrier.
public struct LayerGraph: Sendable {
  /// A tensor that lies in memory: an operand of the program, a constant, or the result of a layer.
  public struct Tensor: Sendable {
    /// A name for people.
    public var name: String
    /// The extents.
    public var shape: [Int]
    /// The width of an element in bits.
    public var bits: Int
    /// The layer that computes it, nil for operands and constants, which lie in the outermost memory from the start.
    public var producer: Int?
    /// The layers that read it, in order.
    public var consumers: [Int]
    /// Whether it is the same in every run: a constant, or an operand that is only ever a weight.
    public var isWeight: Bool
    /// Whether the program gives it back: it lies in the outermost memory at the end.
    public var isResult: Bool
    /// The value in the module.
    public var value: ValueID
  }

  /// One index of a tensor, as the loops of a layer give it: `(offset + sum of step * loop) floordiv divisor mod modulus`.
  public struct AxisAccess: Hashable, Sendable {
    /// A loop and how far one step of it moves the index.
    public struct Term: Hashable, Sendable {
      /// The number of the loop.
      public var loop: Int
      /// What one step of it adds.
      public var step: Int

      /// A term.
      public init(loop: Int, step: Int) {
        self.loop = loop
        self.step = step
      }
    }

    /// The terms, by loop; empty: the index is `offset`.
    public var terms: [Term]
    /// What is added to them.
    public var offset: Int
    /// 1 where nothing is divided.
    public var divisor: Int
    /// 0 where no rest is taken.
    public var modulus: Int
    /// Whether the index may be anything: of an expression that is none of the above, the whole axis is read.
    public var isWhole: Bool

    /// An index.
    public init(
      terms: [Term], offset: Int = 0, divisor: Int = 1, modulus: Int = 0, isWhole: Bool = false
    ) {
      self.terms = terms
      self.offset = offset
      self.divisor = divisor
      self.modulus = modulus
      self.isWhole = isWhole
    }
  }

  /// What a layer reads or writes: a tensor, and where.
  public struct Access: Sendable {
    /// The tensor.
    public var tensor: Int
    /// One index per dimension of the tensor.
    public var axes: [AxisAccess]

    /// An access.
    public init(tensor: Int, axes: [AxisAccess]) {
      self.tensor = tensor
      self.axes = axes
    }
  }

  /// What a layer computes in each point of its loops.
  public enum Work: Hashable, Sendable {
    /// A multiply-add, on an array.
    case multiplyAdd
    /// Elementwise operations, on a vector unit, by the names of the ops.
    case elementwise([String])
  }

  /// A layer: one structured op.
  public struct Layer: Sendable {
    /// A name for people, from the location of the op or what it does and a number; unlike all others of the graph.
    public var name: String
    /// The op.
    public var op: OpID
    /// Elementwise ops that each element of the result goes through on its way out, in order: conversions behind a sum of
    /// products, whose sums are wide and whose results are narrow. What the layer writes is the result of the last one.
    public var epilogue: [OpID] = []
    /// Its place among the ops of the block, as `sched.node` counts.
    public var opIndex: Int
    /// The extents of its loops.
    public var loops: [Int]
    /// Which loops sum (or take a maximum).
    public var isReduction: [Bool]
    /// What it reads, views resolved. The same tensor may be there more than once. A sum's start value that is a fill is not.
    public var reads: [Access]
    /// What it writes, one for each result.
    public var writes: [Access]
    /// What it computes in each point.
    public var work: Work
    /// The width of a sum that is not finished, in bits.
    public var accumulatorBits: Int
    /// The layer as mapping costs see it, if it is one that they know: a convolution or a product.
    public var mapped: Machine.Layer?
    /// For each loop of a sum of products, the loop of `mapped` that it is, or is a part of; nil for loops of one iteration, and all
    /// of them nil for other work.
    public var dimensions: [LayerDimension?]
    /// Which of the reads a sum of products takes for the input, the other one being the weight; what else is read, such as sums to
    /// go on from, comes after both.
    public var inputRead = 0
    /// Whether the layer belongs to a softmax or a normalization: it takes a number of each row, or works on a row with such
    /// a number.
    public var isRowStatistic = false
  }

  /// The layers, in program order.
  public var layers: [Layer]
  /// The tensors: operands of the program in order, then constants and results in program order.
  public var tensors: [Tensor]
  /// Ops that the host runs before the program starts, in order: look-ups in tables by operands, and what they need. What they
  /// compute lies in the outermost memory from the start, like an operand.
  public var hostOps: [OpID] = []

  /// A graph.
  public init(layers: [Layer], tensors: [Tensor]) {
    self.layers = layers
    self.tensors = tensors
  }
}

extension LayerGraph.AxisAccess {
  /// The indices that the access takes while the loops are in `box`, cut to an axis of `extent` elements; empty where
  /// all are outside.
  public func interval(_ box: Box, extent: Int) -> Interval {
    if isWhole { return Interval(0, extent) }
    var low = offset
    var high = offset
    for term in terms {
      let range = box[term.loop]
      if range.upper <= range.lower { return Interval(0, 0) }
      if term.step >= 0 {
        low += term.step * range.lower
        high += term.step * (range.upper - 1)
      } else {
        low += term.step * (range.upper - 1)
        high += term.step * range.lower
      }
    }
    if divisor > 1 {
      low = low >= 0 ? low / divisor : (low + 1) / divisor - 1
      high = high >= 0 ? high / divisor : (high + 1) / divisor - 1
    }
    if modulus > 0 {
      if high - low >= modulus - 1 { return Interval(0, min(extent, modulus)) }
      let first = ((low % modulus) + modulus) % modulus
      let last = ((high % modulus) + modulus) % modulus
      // A range that wraps around is two; the axis is read from its first element to its last.
      if last < first { return Interval(0, min(extent, modulus)) }
      low = first
      high = last
    }
    let lower = max(0, low)
    return Interval(lower, max(lower, min(extent, high + 1)))
  }
}

extension LayerGraph.Access {
  /// The part of a tensor of the given shape that is read or written while the loops are in `box`.
  public func region(_ box: Box, shape: [Int]) -> Box {
    axes.indices.map { axes[$0].interval(box, extent: shape[$0]) }
  }
}
