import FuseIR

/// Why two ops can't be fused, or what fusing them asks for.
///
/// This is the whole list of what the compiler looks at. Loops are numbered in the nests that the edge names
/// (`FusionEdge.producerNest`, `consumerNest`).
public enum FusionReason: Hashable, Sendable {
  // MARK: Conditions: the ops can be fused, at a price

  /// Neighbouring tiles of the consumer read elements of the producer in common: they are kept, or computed again.
  case halo(SlidingWindow)

  /// The producer's loops with these numbers are reductions: they finish before the consumer reads the element.
  case reductionBoundary(producerLoops: [Int])

  /// The consumer runs along an axis again, and reads all along it one value to which `loop` of the op `reduction` reduced
  /// it: no element of the row is done before the whole row was read once. The reduction is the producer, or lies behind it
  /// with nothing along the axis in between, as where a mean is a sum divided.
  case rowBarrier(reduction: OpID, loop: Int, consumerLoop: Int)

  /// The producer, or a view between, has several users: these, the consumer among them, in program order. The value is
  /// kept for the others, or computed once for each.
  case multipleUsers([OpID])

  /// The value is needed outside of any group: it is written to memory even when fused.
  case escapes(FusionEscape)

  /// The consumer computes elements of another type, so that tiles on both sides differ in bytes.
  case elementTypeChange(from: TypeID, to: TypeID)

  // MARK: Obstacles: the ops can't be fused

  /// No tile of the consumer is a tile of the producer: the index of the dimension is no sum of loops.
  case incompatibleMaps(dimension: Int, index: AffineExpression)

  /// The number of iterations of a loop of the op is not known, and how far a window reaches depends on it.
  case dynamicExtent(OpID, loop: Int)

  /// The op does more than compute its results.
  case sideEffects(OpID)

  /// Another op needs the producer's result and the consumer needs that op's: the two alone can't be one group.
  case cycle(through: OpID)

  /// The op has no loops to fuse.
  case unsupportedKind(OpID, UnsupportedKind)

  /// The least that must be held on chip is more than there is.
  case memory(MemoryShortage)

  /// Whether the reason forbids the fusion, rather than asking a price.
  public var isObstacle: Bool {
    switch self {
    case .halo, .reductionBoundary, .rowBarrier, .multipleUsers, .escapes, .elementTypeChange:
      false
    case .incompatibleMaps, .dynamicExtent, .sideEffects, .cycle, .unsupportedKind, .memory: true
    }
  }

  /// The name of the reason in `#fuse.edge` attributes.
  public var code: FusionEdgeAttribute.Code {
    switch self {
    case .halo: .halo
    case .reductionBoundary: .reductionBoundary
    case .rowBarrier: .rowBarrier
    case .multipleUsers: .multipleUsers
    case .escapes: .escapes
    case .elementTypeChange: .elementTypeChange
    case .incompatibleMaps: .incompatibleMaps
    case .dynamicExtent: .dynamicExtent
    case .sideEffects: .sideEffects
    case .cycle: .cycle
    case .unsupportedKind: .unsupportedKind
    case .memory: .memory
    }
  }
}

/// How a value leaves the reach of fusion.
public enum FusionEscape: Hashable, Sendable {
  /// The function returns it.
  case returned
  /// The terminator hands it to another block, or to the op around.
  case passedOn(by: OpID)
  /// It is used inside a region of the op, which is not one of its operands.
  case captured(by: OpID)

  /// The ops of the same block that have a result of the op as an operand, and how the results leave the block; at most 16
  /// different ways.
  static func all(
    of op: OpID, in module: borrowing Module
  ) -> (users: [OpID], escapes: [FusionEscape]) {
    var users: [OpID] = []
    var escapes: [FusionEscape] = []
    var seen: Set<OpID> = []
    let block = module.parentBlock(of: op)
    func add(_ escape: FusionEscape) {
      if escapes.last != escape, escapes.count < 16 { escapes.append(escape) }
    }
    for result in module.results(of: op) {
      for use in module.uses(of: result) {
        let ancestor = block.flatMap { module.ancestor(of: use.user, in: $0) }
        if module.traits(of: use.user).contains(.terminator),
          ancestor == use.user || ancestor == nil
        {
          let isReturn = module.opcode(of: use.user).is(FuncOp.return)
          add(isReturn ? .returned : .passedOn(by: use.user))
        } else if ancestor == use.user {
          if seen.insert(use.user).inserted { users.append(use.user) }
        } else {
          add(.captured(by: ancestor ?? use.user))
        }
      }
    }
    return (users, escapes.reversed())
  }
}

/// Why an op has no loops to fuse.
public enum UnsupportedKind: String, Hashable, Sendable, CaseIterable {
  /// A call: what is called is not seen.
  case call = "a call: inline it first"
  /// Control flow: regions that run more or less than once.
  case controlFlow = "control flow"
  /// Where it reads depends on data.
  case dataDependent = "its indices depend on data"
  /// An op of a dialect that fusec does not implement.
  case foreign = "an op of an unknown dialect"
  /// An op that fusec knows, but no loop nest for it.
  case noLoops = "an op without a known loop nest"
}

/// A tile that does not fit.
public struct MemoryShortage: Hashable, Sendable {
  /// What must be held at once, in bytes; `Int64.max` stands for all beyond.
  public let neededBytes: Int64
  /// The memory.
  public let memory: String
  /// What the memory holds, in bytes.
  public let capacityBytes: Int64

  /// A shortage.
  public init(neededBytes: Int64, memory: String, capacityBytes: Int64) {
    self.neededBytes = neededBytes
    self.memory = memory
    self.capacityBytes = capacityBytes
  }
}
