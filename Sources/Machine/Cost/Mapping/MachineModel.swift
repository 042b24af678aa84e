/// What cost formulas need of a machine, worked out once.
final class MachineModel: Sendable {
  /// One memory: energies in picojoules per bit, bandwidths in bits per cycle.
  struct MemoryModel: BitwiseCopyable, Sendable {
    let capacityBytes: Int?
    let readPicojoules: Double
    let writePicojoules: Double
    let readBits: Double
    let writeBits: Double
    let sharesBandwidth: Bool
    /// The tensors that it holds, and those of them that may pass it by, as bits of `TensorRoles`.
    let holds: UInt8
    let mayBypass: UInt8
    /// The bits of a row where tiles fill whole rows, else 0.
    let rowBits: Double
    /// Whether it is the registers of the array: the last memory, with weights only.
    let isRegisters: Bool
  }

  /// A matrix of ones on the diagonal, as large as the array, that a group brings once and keeps.
  struct Identity: BitwiseCopyable, Sendable {
    /// The memory that keeps it: the outermost one on chip that holds weights.
    let memory: Int
    /// The rows and columns of the array.
    let side: Double
    /// What all of it takes.
    let bits: Double
    /// Whether it is one of zeros, which come from no memory: floating-point numbers pass the array beside it, and are added
    /// to its products.
    let isZero: Bool
  }

  let name: String
  /// The memories, where formulas read them without counting references.
  nonisolated(unsafe) let memories: UnsafeBufferPointer<MemoryModel>
  let memoryNames: [String]
  /// The rows and columns of the array.
  let rows: Int
  let columns: Int
  let rowLoops: LayerDimensions
  let columnLoops: LayerDimensions
  let diagonalLoops: LayerDimensions
  let multiplyAddsPerCycle: Double
  let picojoulesPerMultiplyAdd: Double
  /// The bits of a sum in the array's memory.
  let accumulatorBits: Double
  let hasArray: Bool
  /// How many rows one move may repeat a row in, where moves fill local memory row by row; nil where nothing limits it.
  let repeatedRows: Double?
  /// How many elements a weight takes that lies on the diagonal of the array: where a row of the array is loaded from a row
  /// of local memory, zeros lie beside it, in every memory.
  let diagonalColumns: Double
  /// The matrix by which the array copies sums to where the next layer reads them, where machines have no other way; nil
  /// elsewhere.
  let identity: Identity?
  let lanes: Int
  let operationsPerCycle: Double
  let picojoulesPerOperation: Double
  /// What has no figure of energy, which counts as none then.
  let withoutEnergy: [String]

  init(_ machine: Accelerator) throws(CostModelError) {
    guard !machine.memories.isEmpty else { throw .noMemory(machine: machine.name) }
    // The memories of a single core are one row from the outermost to the innermost.
    guard
      machine.cores.isEmpty
        || machine.cores.count == 1
          && machine.cores[0].memories == machine.memories.dropFirst().map(\.name)
    else { throw .severalCores(machine: machine.name) }
    name = machine.name
    var missing: [String] = []
    var models: [MemoryModel] = []
    for (index, memory) in machine.memories.enumerated() {
      if let capacity = memory.capacityBytes, capacity < 1 {
        throw .noCapacity(memory: memory.name)
      }
      for bandwidth in [memory.readBytesPerCycle, memory.writeBytesPerCycle] {
        guard bandwidth > 0 else { throw .noBandwidth(memory: memory.name) }
      }
      if memory.readPicojoulesPerByte == nil || memory.writePicojoulesPerByte == nil {
        missing.append(memory.name)
      }
      let holds = TensorRoles(memory.holds)
      models.append(
        MemoryModel(
          capacityBytes: memory.capacityBytes,
          readPicojoules: (memory.readPicojoulesPerByte ?? 0) / 8,
          writePicojoules: (memory.writePicojoulesPerByte ?? 0) / 8,
          readBits: memory.readBytesPerCycle * 8, writeBits: memory.writeBytesPerCycle * 8,
          sharesBandwidth: memory.sharesBandwidth, holds: holds.rawValue,
          mayBypass: TensorRoles(memory.mayBypass).rawValue,
          rowBits: memory.countsRows ? Double(max(1, memory.rowBytes)) * 8 : 0,
          isRegisters: index == machine.memories.count - 1 && index > 0 && holds == .weight))
    }
    memoryNames = machine.memories.map(\.name)
    let fillsRows = machine.instructionSet == .gemmini
    repeatedRows = fillsRows ? machine.arrays.first.map { Double($0.rows) } : nil
    diagonalColumns = fillsRows ? machine.arrays.first.map { Double($0.columns) } ?? 1 : 1
    if fillsRows, let array = machine.arrays.first,
      let memory = machine.memories.indices.dropFirst().first(where: {
        TensorRoles(machine.memories[$0].holds).contains(.weight)
      })
    {
      let side = Double(array.columns)
      identity = Identity(
        memory: memory, side: side, bits: side * side * Double(array.input.bytes * 8),
        isZero: array.input.isFloat)
    } else {
      identity = nil
    }
    if let array = machine.arrays.first {
      guard array.rows >= 1, array.columns >= 1, array.multiplyAddsPerCycle >= 1 else {
        throw .emptyArray(array.name)
      }
      hasArray = true
      rows = array.rows
      columns = array.columns
      rowLoops = array.rowLoops
      columnLoops = array.columnLoops
      diagonalLoops = array.diagonalLoops
      multiplyAddsPerCycle = Double(array.multiplyAddsPerCycle)
      picojoulesPerMultiplyAdd = array.picojoulesPerMultiplyAdd ?? 0
      accumulatorBits = Double(array.accumulator.bytes * 8)
      if array.picojoulesPerMultiplyAdd == nil { missing.append(array.name) }
    } else {
      hasArray = false
      rows = 1
      columns = 1
      rowLoops = []
      columnLoops = []
      diagonalLoops = []
      multiplyAddsPerCycle = 1
      picojoulesPerMultiplyAdd = 0
      accumulatorBits = 8
    }
    if let unit = machine.vectorUnits.first {
      guard unit.lanes >= 1, unit.operationsPerCycle > 0 else { throw .emptyArray(unit.name) }
      lanes = unit.lanes
      operationsPerCycle = unit.operationsPerCycle
      picojoulesPerOperation = unit.picojoulesPerOperation ?? 0
      if unit.picojoulesPerOperation == nil { missing.append(unit.name) }
    } else {
      lanes = 0
      operationsPerCycle = 1
      picojoulesPerOperation = 0
    }
    withoutEnergy = missing
    let storage = UnsafeMutableBufferPointer<MemoryModel>.allocate(capacity: models.count)
    _ = storage.initialize(from: models)
    memories = UnsafeBufferPointer(storage)
  }

  deinit { memories.deallocate() }
}

extension TensorRoles {
  /// The set of some tensors.
  init(_ roles: [TensorRole]) {
    self = roles.reduce(into: []) { $0.formUnion(TensorRoles($1)) }
  }
}
