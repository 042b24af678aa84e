import FuseIR

/// A machine that programs are compiled for: what it holds, computes and moves, and what that
/// costs.
///
/// Built-in machines are in `MachineCatalog`; users write their own as `machine.accelerator` ops.
/// Energy is optional throughout: where no source gives a figure, none is made up.
public struct Accelerator: Equatable, Sendable {
  /// The name that `-target` takes.
  public var name: String
  /// One sentence that says what the machine is.
  public var summary: String
  /// The clock, in hertz.
  public var clockHertz: Int
  /// The instruction set that programs for the machine use.
  public var instructionSet: InstructionSet
  /// The memories, outermost first.
  public var memories: [Memory]
  /// The compute arrays.
  public var arrays: [ComputeArray]
  /// The vector units.
  public var vectorUnits: [VectorUnit]
  /// What runs kernels; none on a machine that runs none.
  public var processors: [Processor]
  /// What runs stream graphs; none on a machine that runs none.
  public var fabrics: [StreamFabric]
  /// The paths between memories and arrays.
  public var links: [Link]
  /// The command queues, in issue order.
  public var queues: [CommandQueue]
  /// The cores that layers are shared out to; none on a machine that is one core.
  public var cores: [Core]
  /// What several links share.
  public var channels: [Channel]

  /// Creates a description.
  public init(
    name: String, summary: String, clockHertz: Int, instructionSet: InstructionSet,
    memories: [Memory], arrays: [ComputeArray], vectorUnits: [VectorUnit] = [],
    processors: [Processor] = [], fabrics: [StreamFabric] = [], links: [Link],
    queues: [CommandQueue] = [], cores: [Core] = [], channels: [Channel] = []
  ) {
    self.name = name
    self.summary = summary
    self.clockHertz = clockHertz
    self.instructionSet = instructionSet
    self.memories = memories
    self.arrays = arrays
    self.vectorUnits = vectorUnits
    self.processors = processors
    self.fabrics = fabrics
    self.links = links
    self.queues = queues
    self.cores = cores
    self.channels = channels
  }

  /// The memory named `name`, or nil.
  public func memory(named name: String) -> Memory? {
    memories.first { $0.name == name }
  }

  /// The array named `name`, or nil.
  public func array(named name: String) -> ComputeArray? {
    arrays.first { $0.name == name }
  }

  /// The vector unit named `name`, or nil.
  public func vectorUnit(named name: String) -> VectorUnit? {
    vectorUnits.first { $0.name == name }
  }

  /// The link from `source` to `destination`, or nil.
  public func link(from source: String, to destination: String) -> Link? {
    links.first { $0.source == source && $0.destination == destination }
  }

  /// The queue named `name`, or nil.
  public func queue(named name: String) -> CommandQueue? {
    queues.first { $0.name == name }
  }
}

/// The instruction set of a machine's programs.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Gemmini's RoCC commands.
  case gemmini
  /// None: the machine exists for cost models only.
  case none
}

/// The type of one element in a memory or at a port of an array.
public enum ElementKind: String, CaseIterable, Sendable {
  case int8 = "i8"
  case int16 = "i16"
  case int32 = "i32"
  case bfloat16 = "bf16"
  case float16 = "f16"
  case float32 = "f32"
  case float64 = "f64"

  /// The size of an element, in bytes.
  public var bytes: Int {
    switch self {
    case .int8: 1
    case .int16, .bfloat16, .float16: 2
    case .int32, .float32: 4
    case .float64: 8
    }
  }

  /// Whether the elements are floating-point numbers.
  public var isFloat: Bool {
    switch self {
    case .bfloat16, .float16, .float32, .float64: true
    case .int8, .int16, .int32: false
    }
  }
}

/// A tensor's part in a contraction.
public enum TensorRole: String, CaseIterable, Sendable {
  case input
  case weight
  case output
}

/// A memory of a machine.
public struct Memory: Equatable, Sendable {
  /// The memory's name.
  public var name: String
  /// The capacity in bytes, or nil for one that is large enough for every program.
  public var capacityBytes: Int?
  /// The bytes of one row, which one access of one bank moves.
  public var rowBytes: Int
  /// The number of banks, which are accessed independently.
  public var banks: Int
  /// The number of ports of each bank; a bank with one port reads or writes in a cycle.
  public var ports: Int
  /// Bytes read per cycle, over all banks.
  public var readBytesPerCycle: Double
  /// Bytes written per cycle, over all banks.
  public var writeBytesPerCycle: Double
  /// Whether reads and writes share the bandwidth rather than each having its own.
  public var sharesBandwidth: Bool
  /// The energy of reading a byte in picojoules, or nil where no source gives it.
  public var readPicojoulesPerByte: Double?
  /// The energy of writing a byte in picojoules, or nil where no source gives it.
  public var writePicojoulesPerByte: Double?
  /// The tensors that the memory may hold.
  public var holds: [TensorRole]
  /// The tensors, of those that it holds, that may also pass the memory by.
  public var mayBypass: [TensorRole]
  /// Whether a tile fills whole rows: what is narrower than a row takes the row all the same.
  public var countsRows: Bool

  /// Creates a memory.
  public init(
    name: String, capacityBytes: Int?, rowBytes: Int, banks: Int = 1, ports: Int = 1,
    readBytesPerCycle: Double, writeBytesPerCycle: Double, sharesBandwidth: Bool = false,
    readPicojoulesPerByte: Double? = nil, writePicojoulesPerByte: Double? = nil,
    holds: [TensorRole] = TensorRole.allCases, mayBypass: [TensorRole] = [],
    countsRows: Bool = false
  ) {
    self.name = name
    self.capacityBytes = capacityBytes
    self.rowBytes = rowBytes
    self.banks = banks
    self.ports = ports
    self.readBytesPerCycle = readBytesPerCycle
    self.writeBytesPerCycle = writeBytesPerCycle
    self.sharesBandwidth = sharesBandwidth
    self.readPicojoulesPerByte = readPicojoulesPerByte
    self.writePicojoulesPerByte = writePicojoulesPerByte
    self.holds = holds
    self.mayBypass = mayBypass
    self.countsRows = countsRows
  }

  /// The number of rows over all banks, or nil for a memory without a limit.
  public var rows: Int? {
    capacityBytes.map { $0 / max(1, rowBytes) }
  }
}

/// How a floating-point array adds a product.
public enum MultiplyAdd: String, CaseIterable, Sendable {
  /// The product is rounded, then the sum.
  case separate
  /// Only the sum is rounded.
  case fused
}

/// An array of multiply-add units.
public struct ComputeArray: Equatable, Sendable {
  /// The array's name.
  public var name: String
  /// The number of rows, along which a contraction reduces.
  public var rows: Int
  /// The number of columns, which hold independent outputs.
  public var columns: Int
  /// The element type of inputs.
  public var input: ElementKind
  /// The element type of weights.
  public var weight: ElementKind
  /// The element type of sums.
  public var accumulator: ElementKind
  /// How products are added; integers are exact either way.
  public var multiplyAdd: MultiplyAdd
  /// Multiply-adds that one unit starts per cycle.
  public var multiplyAddsPerCycle: Int
  /// The energy of one multiply-add in picojoules, or nil where no source gives it.
  public var picojoulesPerMultiplyAdd: Double?
  /// The loops of a layer that may run along the rows, whose products are summed.
  public var rowLoops: LayerDimensions
  /// The loops of a layer that may run along the columns.
  public var columnLoops: LayerDimensions
  /// The loops of a layer that may run along the diagonal: each step takes a row and a column of its own.
  public var diagonalLoops: LayerDimensions

  /// Creates an array; one whose loops are not given takes input channels along its rows and output channels along its
  /// columns.
  public init(
    name: String, rows: Int, columns: Int, input: ElementKind, weight: ElementKind,
    accumulator: ElementKind, multiplyAdd: MultiplyAdd = .separate, multiplyAddsPerCycle: Int = 1,
    picojoulesPerMultiplyAdd: Double? = nil,
    rowLoops: LayerDimensions = LayerDimensions(.inputChannel),
    columnLoops: LayerDimensions = LayerDimensions(.outputChannel),
    diagonalLoops: LayerDimensions = []
  ) {
    self.name = name
    self.rows = rows
    self.columns = columns
    self.input = input
    self.weight = weight
    self.accumulator = accumulator
    self.multiplyAdd = multiplyAdd
    self.multiplyAddsPerCycle = multiplyAddsPerCycle
    self.picojoulesPerMultiplyAdd = picojoulesPerMultiplyAdd
    self.rowLoops = rowLoops
    self.columnLoops = columnLoops
    self.diagonalLoops = diagonalLoops
  }

  /// Multiply-adds of the whole array per cycle.
  public var peakMultiplyAddsPerCycle: Int { rows * columns * multiplyAddsPerCycle }
}

/// A unit that computes element by element, beside the arrays.
public struct VectorUnit: Equatable, Sendable {
  /// The unit's name.
  public var name: String
  /// How many elements it works on side by side.
  public var lanes: Int
  /// Operations that the whole unit starts per cycle.
  public var operationsPerCycle: Double
  /// The energy of one operation on one element in picojoules, or nil where no source gives it.
  public var picojoulesPerOperation: Double?
  /// The memory that its operands come from and its results go to.
  public var memory: String
  /// What it knows, by the names of `VectorOperatorName`, where it has such a table; an entry `any` stands for all that have none of
  /// their own. A unit without a table does all, each as one operation.
  public var operators: [VectorOperator]

  /// Creates a vector unit.
  public init(
    name: String, lanes: Int, operationsPerCycle: Double, picojoulesPerOperation: Double? = nil,
    memory: String, operators: [VectorOperator] = []
  ) {
    self.name = name
    self.lanes = lanes
    self.operationsPerCycle = operationsPerCycle
    self.picojoulesPerOperation = picojoulesPerOperation
    self.memory = memory
    self.operators = operators
  }

  /// What an elementwise op takes on one element, nil where the unit does not know it.
  public func operation(named name: String) -> VectorOperator? {
    guard !operators.isEmpty else { return VectorOperator(name: name) }
    return operators.first { $0.name == name }
      ?? operators.first { $0.name == VectorOperatorName.any }
  }
}

/// A path for data between two memories, or a memory and an array.
public struct Link: Equatable, Sendable {
  /// The memory or array that data leaves.
  public var source: String
  /// The memory or array that data enters.
  public var destination: String
  /// Bytes per cycle.
  public var bytesPerCycle: Double
  /// Cycles from a request until its first byte arrives.
  public var latencyCycles: Int
  /// The largest request in bytes, or nil where requests have no limit.
  public var maximumRequestBytes: Int?
  /// How many requests may wait for their answer, or nil where there is no limit.
  public var requestsInFlight: Int?
  /// The energy of moving a byte in picojoules, or nil where no source gives it.
  public var picojoulesPerByte: Double?
  /// The channels that a transfer takes for itself as long as it lasts, by name.
  public var channels: [String]

  /// Creates a link.
  public init(
    from source: String, to destination: String, bytesPerCycle: Double, latencyCycles: Int = 0,
    maximumRequestBytes: Int? = nil, requestsInFlight: Int? = nil,
    picojoulesPerByte: Double? = nil, channels: [String] = []
  ) {
    self.source = source
    self.destination = destination
    self.bytesPerCycle = bytesPerCycle
    self.latencyCycles = latencyCycles
    self.maximumRequestBytes = maximumRequestBytes
    self.requestsInFlight = requestsInFlight
    self.picojoulesPerByte = picojoulesPerByte
    self.channels = channels
  }
}

/// A queue of commands between the host and a unit of the machine.
public struct CommandQueue: Equatable, Sendable {
  /// The unit that the queue feeds: `load`, `store` or `execute`.
  public var name: String
  /// Commands that may wait for their operands in the reservation station.
  public var reservationEntries: Int
  /// Issued commands that may wait at the unit.
  public var depth: Int

  /// Creates a queue.
  public init(name: String, reservationEntries: Int, depth: Int) {
    self.name = name
    self.reservationEntries = reservationEntries
    self.depth = depth
  }
}

/// An operation that a vector unit knows.
public struct VectorOperator: Equatable, Sendable {
  /// The name of the elementwise op.
  public var name: String
  /// How many of the unit's operations it takes on one element.
  public var operations: Double
  /// The energy on one element in picojoules; nil: `operations` times that of one operation.
  public var picojoules: Double?

  /// Creates an operation.
  public init(name: String, operations: Double = 1, picojoules: Double? = nil) {
    self.name = name
    self.operations = operations
    self.picojoules = picojoules
  }
}

/// A core of a machine: units that compute side by side on a memory of their own.
public struct Core: Equatable, Sendable {
  /// The core's name.
  public var name: String
  /// Its memories, outermost first: what it computes on lies in the first, the others are inside of the core and seen by its cost only.
  public var memories: [String]
  /// Its arrays and vector units, by name; each computes one node at a time, all of them side by side.
  public var units: [String]

  /// Creates a core.
  public init(name: String, memories: [String], units: [String]) {
    self.name = name
    self.memories = memories
    self.units = units
  }
}

/// A path that several links share, such as a bus or the port of a memory: one transfer takes it at a time.
public struct Channel: Equatable, Sendable {
  /// The channel's name.
  public var name: String
  /// Bytes per cycle.
  public var bytesPerCycle: Double

  /// Creates a channel.
  public init(name: String, bytesPerCycle: Double) {
    self.name = name
    self.bytesPerCycle = bytesPerCycle
  }
}
