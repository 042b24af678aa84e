/// What one kernel does: bytes, operations, rows.
public struct KernelWork: Hashable, Sendable {
  /// Bytes that are read from the outermost memory and written to it.
  public var offChipBytes: Double
  /// Bytes that are written to and read from rows in scratch.
  public var scratchBytes: Double
  /// Operations on elements of 32 bits, by class; those on narrower or wider ones count by their width.
  public var operations: OperationClasses<Double>
  /// Independent row tiles of one row each.
  public var rows: Double
  /// The elements of the largest value of a row.
  public var rowElements: Double
  /// Barriers within a row tile.
  public var barriers: Double
  /// Further launches: a second kernel that combines partial sums of columns.
  public var combines: Double

  /// No work in one row.
  public init() {
    offChipBytes = 0
    scratchBytes = 0
    operations = .zero
    rows = 1
    rowElements = 1
    barriers = 0
    combines = 0
  }
}

/// How long kernels take on a machine, by a roofline.
///
///     seconds = launch · (1 + combines) + busy · tail + barriers
///     busy = longest of memory, scratch, operations + (1 − overlap) · the other two
///     memory = off-chip bytes / bandwidth of the outermost memory
///     scratch = bytes of rows / bandwidth of the scratch of all cores
///     operations = Σ over classes (count · cycles of the class) / (lanes · cores)
///     tail = ⌈waves⌉ / waves,   waves = row tiles / (cores · resident tiles)
///     barriers = count · ⌈waves⌉ · cycles of a barrier
///
/// A row tile is one row, or as many as make `tileElements` elements. A tail of more than 1 says that some cores wait: a kernel
/// of a single row keeps one core busy, and the others not.
public struct KernelCostModel: Sendable {
  /// The elements that a core is given at least, if there are as many.
  public static let tileElements = 1024.0

  private let launch: Double
  private let barrier: Double
  private let bytesPerSecond: Double
  private let scratchBytesPerSecond: Double
  /// Seconds of an operation on one element, all lanes of all cores at work.
  private let operation: OperationClasses<Double>
  private let tilesAtOnce: Double
  private let overlap: Double

  /// The model of a machine, nil where it has no processor or no memory.
  public init?(_ machine: Accelerator) {
    guard let processor = machine.processors.first, let outermost = machine.memories.first,
      let scratch = machine.memory(named: processor.scratch)
    else { return nil }
    let clock = Double(machine.clockHertz)
    let cores = Double(processor.cores)
    launch = processor.launchCycles / clock
    barrier = processor.barrierCycles / clock
    bytesPerSecond = Self.rate(outermost) * clock
    scratchBytesPerSecond = Self.rate(scratch) * clock * cores
    let throughput = Double(processor.lanes) * cores * clock
    operation = OperationClasses(
      simple: processor.operationCycles.simple / throughput,
      division: processor.operationCycles.division / throughput,
      root: processor.operationCycles.root / throughput,
      transcendental: processor.operationCycles.transcendental / throughput)
    tilesAtOnce = cores * Double(processor.residentTiles)
    overlap = processor.overlap
  }

  /// Bytes a cycle of a memory that is read as much as written.
  private static func rate(_ memory: Memory) -> Double {
    memory.sharesBandwidth
      ? min(memory.readBytesPerCycle, memory.writeBytesPerCycle)
      : memory.readBytesPerCycle + memory.writeBytesPerCycle
  }

  /// Seconds that no kernels take less than, that move so many bytes from and to memory: those of one that does nothing else.
  public func leastSeconds(offChipBytes: Double) -> Double {
    launch + offChipBytes / bytesPerSecond
  }

  /// The seconds until a kernel has begun, and from its end until the next one.
  public func launchSeconds(_ work: KernelWork) -> Double { launch * (1 + work.combines) }

  /// The seconds that a kernel takes, or so many kernels of the same work, side by side in one launch.
  public func seconds(_ work: KernelWork, copies: Int = 1) -> Double {
    let rowsInTile = max(1, (Self.tileElements / max(1, work.rowElements)).rounded(.up))
    let tiles = max(1, (work.rows / rowsInTile).rounded(.up)) * Double(copies)
    let waves = tiles / tilesAtOnce
    let wholeWaves = waves.rounded(.up)
    let memory = work.offChipBytes / bytesPerSecond
    let scratch = work.scratchBytes / scratchBytesPerSecond
    let operations =
      work.operations.simple * operation.simple + work.operations.division * operation.division
      + work.operations.root * operation.root
      + work.operations.transcendental * operation.transcendental
    let longest = max(memory, scratch, operations)
    let shorter = memory + scratch + operations - longest
    let busy = Double(copies) * (longest + (1 - overlap) * shorter)
    return launchSeconds(work) + busy * (wholeWaves / waves)
      + work.barriers * wholeWaves * barrier
  }
}
