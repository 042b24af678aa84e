import FuseIR

/// What the analysis says of one edge.
public enum FusionVerdict: Hashable, Sendable {
  /// The ops can be fused, and nothing more is to be said.
  case legal
  /// The ops can be fused; each reason is a condition.
  case conditional([FusionReason])
  /// The ops can't be fused: the obstacles, then the conditions that there would be besides.
  case illegal([FusionReason])

  /// The verdict that the reasons make.
  init(_ reasons: [FusionReason]) {
    let obstacles = reasons.filter(\.isObstacle)
    if obstacles.isEmpty {
      self = reasons.isEmpty ? .legal : .conditional(reasons)
    } else {
      self = .illegal(obstacles + reasons.filter { !$0.isObstacle })
    }
  }

  /// The conditions or obstacles.
  public var reasons: [FusionReason] {
    switch self {
    case .legal: []
    case .conditional(let reasons), .illegal(let reasons): reasons
    }
  }

  /// Whether the ops can be fused.
  public var isLegal: Bool {
    if case .illegal = self { return false }
    return true
  }

  /// The name of the verdict in `#fuse.edge` attributes.
  public var kind: FusionEdgeAttribute.Verdict {
    switch self {
    case .legal: .legal
    case .conditional: .conditional
    case .illegal: .illegal
    }
  }
}

/// One use of a computed tensor by another op of the same block.
///
/// Views between the two (reshapes, transposes, broadcasts, slices, pads) are looked through: their index maps are composed.
/// What holds no computed data (a constant, a `linalg.fill` with one, `tensor.empty`) makes no edge.
public struct FusionEdge: Sendable {
  /// The op that computes the tensor.
  public let producer: OpID
  /// Which of its results it is.
  public let resultIndex: Int
  /// The op that reads it.
  public let consumer: OpID
  /// Which of the consumer's operands it is.
  public let operandIndex: Int
  /// The views between, from the producer to the consumer.
  public let views: [OpID]
  /// The op whose loops are the producer's: the producer, or the op inside it where it is a `fuse.group`.
  public let producerNest: OpID
  /// The op whose loops are the consumer's: the consumer, or the op inside it that reads the tensor first.
  public let consumerNest: OpID
  /// How the loops of the two correspond, nil where that can't be said.
  public let alignment: LoopAlignment?
  /// Whether they can be fused.
  public let verdict: FusionVerdict
}

/// How the loops of a producer and of a consumer correspond.
public struct LoopAlignment: Hashable, Sendable {
  /// From the consumer's loops to the indices of the producer's result, views composed and simplified with the loops'
  /// extents.
  public let map: AffineMap
  /// For each dimension of the result, the producer's loop that runs along it; nil for a dimension of extent 1 without.
  public let producerLoops: [Int?]
  /// For each dimension of the result, which of its indices a point of the consumer's loops reads.
  public let axes: [FusionAxis]
  /// The consumer's loops that don't change what is read: along them the element is used again.
  public let reusingLoops: [Int]

  /// The pairs of loops that are the same loop.
  public var alignedLoops: [(producer: Int, consumer: Int)] {
    var pairs: [(producer: Int, consumer: Int)] = []
    for (producer, axis) in zip(producerLoops, axes) {
      guard let producer, case .loop(let part, offset: 0) = axis, part.isWhole else { continue }
      pairs.append((producer, part.loop))
    }
    return pairs
  }
}

/// A loop, or a part of one: `(loop floordiv divisor) mod modulus`.
public struct LoopPart: Hashable, Sendable {
  /// The number of the loop.
  public let loop: Int
  /// How many neighbouring iterations are one.
  public let divisor: Int64
  /// After how many it begins again; nil for never.
  public let modulus: Int64?

  /// A loop, or a part of it.
  public init(loop: Int, divisor: Int64 = 1, modulus: Int64? = nil) {
    self.loop = loop
    self.divisor = divisor
    self.modulus = modulus
  }

  /// Whether the part is the loop itself.
  public var isWhole: Bool { divisor == 1 && modulus == nil }
}

/// Which indices of one dimension of a tensor a point of the consumer's loops reads.
public enum FusionAxis: Hashable, Sendable {
  /// The iteration of the loop, plus the offset.
  case loop(LoopPart, offset: Int64)
  /// A window that the loops move.
  case window(SlidingWindow)
  /// Always the same index.
  case fixed(Int64)
}

/// What a consumer reads along one dimension of the producer's result: in iteration `i` of its loop, `size` indices from
/// `i * step + offset` on, `dilation` apart.
public struct SlidingWindow: Hashable, Sendable {
  /// The producer's loop along the dimension; nil for a dimension of extent 1 without.
  public let producerLoop: Int?
  /// The consumer's loop that moves the window.
  public let consumerLoop: LoopPart
  /// The consumer's loops inside the window.
  public let windowLoops: [Int]
  /// From the first index read to the last one, both included.
  public let size: Int64
  /// How far the window moves: the stride of a convolution; negative where it runs backwards.
  public let step: Int64
  /// The distance of the indices inside the window; 1 where several loops run in it.
  public let dilation: Int64
  /// The first index of the first window; negative where a pad lies before the tensor.
  public let offset: Int64

  /// How many indices a window has in common with the next one: the halo.
  public var overlap: Int64 { max(0, size - min(step.magnitudeClamped, size)) }
}

extension Int64 {
  fileprivate var magnitudeClamped: Int64 { self == .min ? .max : abs(self) }
}
