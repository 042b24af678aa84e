/// What formulas add up per memory and tensor: in the place of memory `m` and role `r` (input, weight, output), at
/// `3 · m + r`, bits read, bits written, and bits that tiles take.
struct CostTallies<S: CostScalar> {
  let reads: UnsafeMutablePointer<S>
  let writes: UnsafeMutablePointer<S>
  let footprints: UnsafeMutablePointer<S>
  let memoryCount: Int

  /// How many numbers `body` of `withTallies` needs per memory.
  static var numbersPerMemory: Int { 9 }

  /// Tallies of zero in the given memory, which must hold `numbersPerMemory` numbers per memory.
  init(memory: UnsafeMutablePointer<S>, memoryCount: Int) {
    self.memoryCount = memoryCount
    memory.initialize(repeating: S(0), count: Self.numbersPerMemory * memoryCount)
    reads = memory
    writes = memory + 3 * memoryCount
    footprints = memory + 6 * memoryCount
  }

  @inline(__always) func read(_ memory: Int, _ role: Int, _ bits: S) {
    reads[3 * memory + role] = reads[3 * memory + role] + bits
  }

  @inline(__always) func write(_ memory: Int, _ role: Int, _ bits: S) {
    writes[3 * memory + role] = writes[3 * memory + role] + bits
  }

  @inline(__always) func hold(_ memory: Int, _ role: Int, _ bits: S) {
    footprints[3 * memory + role] = footprints[3 * memory + role] + bits
  }

  /// Bits read from a memory, of all tensors.
  @inline(__always) func reads(of memory: Int) -> S {
    reads[3 * memory] + reads[3 * memory + 1] + reads[3 * memory + 2]
  }

  /// Bits written to a memory, of all tensors.
  @inline(__always) func writes(of memory: Int) -> S {
    writes[3 * memory] + writes[3 * memory + 1] + writes[3 * memory + 2]
  }

  /// Bits that the tiles of all tensors take in a memory.
  @inline(__always) func footprint(of memory: Int) -> S {
    footprints[3 * memory] + footprints[3 * memory + 1] + footprints[3 * memory + 2]
  }
}

/// How much of a layer's tensors stays on chip between layers: 0 for none, 1 for all, and anything between while a search
/// has not decided.
public struct FusedShares<S: CostScalar> {
  /// The share of the input that comes from a layer of the same group.
  public var input: S
  /// The share of the weight that does, as in a product of two activations.
  public var weight: S
  /// The share of the output that goes to one.
  public var output: S
  /// The share of the addend with number `addendNumber` that a layer of the same group has made (in `m1`).
  public var addend: S
  /// The addend that `addend` is a share of, or −1.
  public var addendNumber: Int
  /// The memory that the output is copied to for its consumer; nil where that reads it where it is.
  public var copyMemory: Int?
  /// Whether the whole output goes to the outermost memory all the same, because layers elsewhere read it (in `m0`).
  public var isWrittenToo: Bool

  /// Creates shares.
  public init(
    input: S = S(0), weight: S = S(0), output: S = S(0), copyMemory: Int? = nil,
    isWrittenToo: Bool = false, addend: S = S(0), addendNumber: Int = -1
  ) {
    self.input = input
    self.weight = weight
    self.output = output
    self.addend = addend
    self.addendNumber = addendNumber
    self.copyMemory = copyMemory
    self.isWrittenToo = isWrittenToo
  }

  @inline(__always) func kept(_ role: Int) -> S {
    role == 0 ? input : role == 1 ? weight : output
  }
}

/// What a formula finds beside the tallies.
struct NestOutcome<S: CostScalar> {
  /// Multiply-adds, or operations of a vector unit.
  var operations: S
  /// How many multiply-adds the array makes for one that counts: with loops along its diagonal, zeros are multiplied.
  var waste: S
  /// Steps of all loops in time.
  var steps: S
  /// How often weights are loaded into the array; 0 where it has no registers.
  var weightLoads: S
  /// The innermost memory that keeps the output, or −1.
  var outputMemory: Int
}

/// How sharp a search wants the formulas to be.
public struct CostSmoothing: Equatable, Sendable {
  /// The power of the norm that stands for the largest of the components of time; nil for the largest itself.
  public var rooflinePower: Double?
  /// How far above 1 a count is when its loop counts as fully there; 0 for at once.
  public var presenceWidth: Double

  /// Creates a smoothing.
  public init(rooflinePower: Double? = nil, presenceWidth: Double = 0) {
    self.rooflinePower = rooflinePower
    self.presenceWidth = presenceWidth
  }

  /// None: what the machine does.
  public static let exact = CostSmoothing()
}
