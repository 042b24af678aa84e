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

  // MARK: Obstacles of stitched kernels: the ops can't be one kernel, whatever else they may be

  /// The op is no part of stitched kernels, though its loops are known.
  case notStitchable(OpID, StitchingObstacle)

  /// The kernel would have so many ops.
  case tooManyOps(Int, limit: Int)

  /// A row of the producer is no row of the consumer; the other ops of the kernel have so many rows.
  case differentRows(producer: OpID, consumer: OpID, rows: Int64)

  /// All rows of the sum of products read the same operand, which has so many bytes.
  case sharedOperand(OpID, bytes: Int64)

  /// What a row keeps while it is computed is more than there is.
  case scratch(MemoryShortage)

  /// The kernel would read and write so many tensors.
  case tooManyArguments(Int, limit: Int)

  /// The consumer reads the tensor where its loops don't tell, as a gather reads its table: it must be complete before.
  case readAnywhere(by: OpID)

  /// The op, as it was planned, has no form in rows; the other op is what it reads or stands for.
  case noRowForm(OpID, RowFormObstacle, other: OpID? = nil)

  /// Whether the reason forbids the fusion, rather than asking a price.
  public var isObstacle: Bool {
    switch self {
    case .halo, .reductionBoundary, .rowBarrier, .multipleUsers, .escapes, .elementTypeChange:
      false
    case .incompatibleMaps, .dynamicExtent, .sideEffects, .cycle, .unsupportedKind, .memory,
      .notStitchable, .tooManyOps, .differentRows, .sharedOperand, .scratch, .tooManyArguments,
      .readAnywhere, .noRowForm:
      true
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
    case .notStitchable: .notStitchable
    case .tooManyOps: .tooManyOps
    case .differentRows: .differentRows
    case .sharedOperand: .sharedOperand
    case .scratch: .scratch
    case .tooManyArguments: .tooManyArguments
    case .readAnywhere: .readAnywhere
    case .noRowForm: .noRowForm
    }
  }

  /// The op to point at: the one that the reason is about; nil where it is about all of a group.
  public var op: OpID? {
    switch self {
    case .halo, .reductionBoundary, .multipleUsers, .escapes(.returned), .elementTypeChange,
      .incompatibleMaps, .memory, .tooManyOps, .scratch, .tooManyArguments:
      nil
    case .rowBarrier(let op, _, _), .escapes(.passedOn(let op)), .escapes(.captured(let op)),
      .dynamicExtent(let op, _), .sideEffects(let op), .cycle(let op), .unsupportedKind(let op, _),
      .notStitchable(let op, _), .differentRows(_, let op, _), .sharedOperand(let op, _),
      .readAnywhere(let op), .noRowForm(let op, _, _):
      op
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

/// Why an op whose loops are known is no part of stitched kernels.
public enum StitchingObstacle: String, Hashable, Sendable, CaseIterable {
  /// A convolution, or a sum of products where those are not let in.
  case separateKernel = "a sum of products that is a kernel by itself"
  /// It reads a product, and is no kernel.
  case outsideOfKernels = "an op outside of kernels"
  /// A loop has no iterations.
  case noIterations = "a loop without iterations"
  /// Its results are no tensors, or there are none.
  case noTensor = "an op that computes no tensor"
  /// Its loops are in more parts than a row space is made of.
  case tooManyLoops = "an op with more parts of loops than 16"
}

/// Why an op that was planned as part of a kernel has no form in rows.
public enum RowFormObstacle: String, Hashable, Sendable, CaseIterable {
  /// A group without ops.
  case empty = "there are no ops in it"
  /// No loops, or no body.
  case noBody = "it has no loops with a body"
  /// An operand that is not read step by step.
  case noIndexMap = "it reads an operand through no index map"
  /// It reads through a pad.
  case addsElements = "it reads through an op that adds elements"
  /// It reads partial sums.
  case readsPartialSum = "it reads a sum over rows before it is complete"
  /// It reads what lies elsewhere in the row, depending on the row.
  case readsElsewhere = "it reads other elements of a row in each row"
  /// It writes to places that are no loop.
  case writesElsewhere = "it writes through a map that is no loop"
  /// A reduction over rows that has no combination.
  case notCombinable = "what it reduces over rows can't be combined from parts"
  /// It starts from a tile of another layout.
  case otherLayout = "it adds to a tile that lies in another way"
  /// Sums over rows of sums over rows.
  case combinesTwice = "it combines sums over rows twice"
  /// A value from outside is a result.
  case yieldsOperand = "it yields a value from outside"
  /// An op that is neither in rows nor a view.
  case standsAlone = "it would stand in a kernel by itself"
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
