/// What runs kernels on a machine: its cores, what starting and synchronizing costs, and what operations cost.
///
/// A processor of a CPU is all its cores; one of a GPU all its multiprocessors. Times are in cycles of the machine's clock.
/// Off-chip traffic goes to the machine's outermost memory.
public struct Processor: Equatable, Sendable {
  /// The processor's name.
  public var name: String
  /// The number of cores, or multiprocessors.
  public var cores: Int
  /// Elements of 32 bits that one core computes side by side.
  public var lanes: Int
  /// Row tiles that one core works on at the same time: 1 on a CPU, thread blocks that are resident on a GPU.
  public var residentTiles: Int
  /// Cycles from the call of a kernel until it has begun, and from its end until the next call.
  public var launchCycles: Double
  /// Cycles of a barrier among those who work on one row tile.
  public var barrierCycles: Double
  /// The memory, of which each core has its own, that holds the rows of a kernel that are used again.
  public var scratch: String
  /// Bytes of it that one row tile may use.
  public var scratchBytes: Int
  /// Tensors that a kernel may read and write.
  public var maximumArguments: Int
  /// Cycles of each class of operation on `lanes` elements.
  public var operationCycles: OperationClasses<Double>
  /// Of the shorter of what a kernel does, traffic and operations, the part that happens while the longest goes on: from 0, one
  /// after the other, to 1.
  public var overlap: Double

  /// Creates a processor.
  public init(
    name: String, cores: Int, lanes: Int, residentTiles: Int, launchCycles: Double,
    barrierCycles: Double, scratch: String, scratchBytes: Int, maximumArguments: Int,
    operationCycles: OperationClasses<Double>, overlap: Double = 1
  ) {
    self.name = name
    self.cores = cores
    self.lanes = lanes
    self.residentTiles = residentTiles
    self.launchCycles = launchCycles
    self.barrierCycles = barrierCycles
    self.scratch = scratch
    self.scratchBytes = scratchBytes
    self.maximumArguments = maximumArguments
    self.operationCycles = operationCycles
    self.overlap = overlap
  }
}

/// A value for each class of operations on elements.
public struct OperationClasses<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Additions, multiplications, comparisons, selections, conversions.
  public var simple: Value
  /// Divisions and remainders.
  public var division: Value
  /// Square roots, also reciprocal ones.
  public var root: Value
  /// Exponentials, logarithms, error functions, hyperbolic and trigonometric functions, powers.
  public var transcendental: Value

  /// Creates the values.
  public init(simple: Value, division: Value, root: Value, transcendental: Value) {
    self.simple = simple
    self.division = division
    self.root = root
    self.transcendental = transcendental
  }
}

extension OperationClasses<Double> {
  /// No operations.
  public static var zero: OperationClasses {
    OperationClasses(simple: 0, division: 0, root: 0, transcendental: 0)
  }

  /// Adds the other's values, each `factor` times.
  public mutating func add(_ other: OperationClasses, times factor: Double) {
    simple += other.simple * factor
    division += other.division * factor
    root += other.root * factor
    transcendental += other.transcendental * factor
  }
}
