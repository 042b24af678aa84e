import FuseIR

/// Where each value of a function lies in DRAM.
struct GemminiMemoryPlan {
  /// A buffer before it is an op.
  struct Buffer {
    var name: String
    var type: TypeID
    var role: GemminiBuffer.Role
    /// Which argument or result, for inputs and outputs.
    var index: Int?
    /// The elements of a constant.
    var value: AttributeID?
    var bytes: Int
    var address: Int = 0
    /// The first and last position of the schedule at which it is in use.
    var lifetime: ClosedRange<Int>
  }

  /// Why there is no plan.
  struct Failure: Error {
    var op: OpID?
    var message: String
  }

  private(set) var buffers: [Buffer] = []
  /// The buffer of each stored value.
  private(set) var bufferOfValue: [ValueID: Int] = [:]
  /// The buffer of the unfinished sums of each kernel that has some, by its index.
  private(set) var partialSums: [Int: Int] = [:]
  /// Results whose values lie elsewhere and must be copied to their buffer: inputs, constants, and values returned twice.
  private(set) var copies: [(result: Int, buffer: Int)] = []
  /// The buffer of the identity matrix by which the array copies, where groups of integers are fused.
  private(set) var identity: Int?
  /// How many bytes all buffers together take.
  private(set) var bytes = 0

  /// Every address is a multiple of this.
  static let alignment = 64

  /// Plans the memory of the block from address `base` on.
  init(
    _ block: BlockID, _ schedule: GemminiSchedule, _ selection: GemminiKernelSelection,
    _ fused: GemminiFusedGroups, base: Int, in module: inout Module
  ) throws(Failure) {
    let last = schedule.positionCount
    for (index, argument) in module.arguments(of: block).enumerated() {
      try add(
        "arg\(index)", argument, module.type(of: argument), .input, index: index,
        lifetime: 0...last, in: module)
    }
    try addResults(block, schedule, last, in: module)
    try addCrossing(schedule, selection, fused, in: module)
    try addIdentity(fused, lifetime: 0...last, in: &module)
    try allocate(base: base)
  }

  private mutating func add(
    _ name: String, _ value: ValueID?, _ type: TypeID, _ role: GemminiBuffer.Role,
    index: Int? = nil, elements: AttributeID? = nil, lifetime: ClosedRange<Int>,
    in module: borrowing Module
  ) throws(Failure) {
    let op = value.flatMap { module.definingOp(of: $0) }
    guard let bytes = GemminiBuffer.byteCount(of: type, in: module), bytes < 1 << 48 else {
      throw Failure(
        op: op,
        message: "a value that lies in DRAM must be a tensor of static shape and elements of known "
          + "size")
    }
    if let value { bufferOfValue[value] = buffers.count }
    buffers.append(
      Buffer(
        name: name, type: type, role: role, index: index, value: elements, bytes: Int(bytes),
        lifetime: lifetime))
  }

  private mutating func addResults(
    _ block: BlockID, _ schedule: GemminiSchedule, _ last: Int, in module: borrowing Module
  ) throws(Failure) {
    guard let terminator = module.lastOp(of: block) else { return }
    for (index, operand) in module.operands(of: terminator).enumerated() {
      let stored = GemminiSchedule.stored(operand, in: module)
      let definition = schedule.definition(of: stored, in: module)
      let isFree = bufferOfValue[stored] == nil && definition != nil
      let lifetime = (isFree ? definition ?? 0 : last)...last
      if !isFree { copies.append((index, buffers.count)) }
      try add(
        "result\(index)", isFree ? stored : nil, module.type(of: operand), .output, index: index,
        lifetime: lifetime, in: module)
    }
  }

  /// Adds what one step computes and another one reads, and the constants that kernels read.
  private mutating func addCrossing(
    _ schedule: GemminiSchedule, _ selection: GemminiKernelSelection, _ fused: GemminiFusedGroups,
    in module: borrowing Module
  ) throws(Failure) {
    for step in schedule.steps {
      switch step {
      case .host(let ops):
        for op in ops {
          let position = schedule.positions[op] ?? 0
          for value in schedule.reads(of: op, in: module) {
            // A value of the same host step needs no memory.
            if schedule.definition(of: value, in: module) == position { continue }
            try use(value, at: position, schedule, in: module)
          }
        }
      case .segment(let kernels):
        for kernel in kernels {
          let planned = selection.kernels[kernel]
          let position = schedule.positions[planned.kernel.root] ?? 0
          // The kernels of a group run by turns: what one touches lives as long as all of them run.
          let members = fused.members(with: kernel).map { member in
            schedule.positions[selection.kernels[member].kernel.root] ?? position
          }
          let first = members.min() ?? position
          let end = members.max() ?? position
          for value in schedule.reads(of: planned.kernel.root, in: module)
          where !fused.values.contains(value) {
            try use(value, at: end, schedule, in: module)
          }
          let result = GemminiSchedule.stored(planned.kernel.result, in: module)
          if !fused.values.contains(result) {
            try use(result, from: first, at: end, schedule, in: module)
          }
          if planned.spills, fused.group(of: kernel) == nil {
            partialSums[kernel] = buffers.count
            try add(
              "sums\(partialSums.count - 1)", nil, selection.sums[kernel], .temporary,
              lifetime: position...position, in: module)
          }
        }
      }
    }
  }

  private mutating func use(
    _ value: ValueID, from first: Int = .max, at position: Int, _ schedule: GemminiSchedule,
    in module: borrowing Module
  ) throws(Failure) {
    if let buffer = bufferOfValue[value] {
      let old = buffers[buffer].lifetime
      buffers[buffer].lifetime =
        min(old.lowerBound, first)...max(old.upperBound, position)
      return
    }
    let type = module.type(of: value)
    guard let definition = schedule.definition(of: value, in: module) else {
      guard let op = module.definingOp(of: value),
        let elements = module.attribute("value", of: op)
      else { throw Failure(op: nil, message: "a value is neither computed nor constant") }
      let name = "constant\(buffers.count(where: { $0.role == .constant }))"
      try add(
        name, value, type, .constant, elements: elements, lifetime: 0...schedule.positionCount,
        in: module)
      return
    }
    let name = "t\(buffers.count(where: { $0.role == .temporary }) - partialSums.count)"
    let lifetime = min(definition, first)...max(definition, position)
    try add(name, value, type, .temporary, lifetime: lifetime, in: module)
  }

  /// Adds the identity matrix by which the array copies, where groups of integers are fused.
  private mutating func addIdentity(
    _ fused: GemminiFusedGroups, lifetime: ClosedRange<Int>, in module: inout Module
  ) throws(Failure) {
    guard !fused.groups.isEmpty, !fused.isFloat else { return }
    let dimension = fused.dimension
    let type = module.tensorType([Int64(dimension), Int64(dimension)], .i8)
    let elements = (0..<dimension * dimension).map { $0 % (dimension + 1) == 0 ? Int8(1) : 0 }
    let bytes = elements.map { UInt8(bitPattern: $0) }
    let value = module.intern(
      .denseElements(DenseElements(type: type, isSplat: false, bytes: bytes)))
    identity = buffers.count
    try add(
      "identity", nil, type, .constant, elements: value, lifetime: lifetime, in: module)
  }

  // MARK: Addresses

  /// Gives every buffer an address: those that live to the end side by side, temporaries at the lowest place that is free
  /// while they live.
  private mutating func allocate(base: Int) throws(Failure) {
    var end = base
    func aligned(_ address: Int) -> Int {
      (address + Self.alignment - 1) / Self.alignment * Self.alignment
    }
    for index in buffers.indices where buffers[index].role != .temporary {
      end = aligned(end)
      buffers[index].address = end
      end += max(1, buffers[index].bytes)
      guard end < 1 << 56 else {
        throw Failure(op: nil, message: "the buffers take more than 2^56 bytes")
      }
    }
    let start = aligned(end)
    var placed: [Int] = []
    let temporaries = buffers.indices.filter { buffers[$0].role == .temporary }
    for index in temporaries.sorted(by: {
      (buffers[$0].lifetime.lowerBound, $0) < (buffers[$1].lifetime.lowerBound, $1)
    }) {
      let lifetime = buffers[index].lifetime
      let taken = placed.filter { buffers[$0].lifetime.overlaps(lifetime) }
        .map { (buffers[$0].address, buffers[$0].address + max(1, buffers[$0].bytes)) }
        .sorted { $0 < $1 }
      var address = start
      for (from, to) in taken {
        if address + buffers[index].bytes <= from { break }
        address = max(address, aligned(to))
      }
      buffers[index].address = address
      placed.append(index)
      end = max(end, address + max(1, buffers[index].bytes))
    }
    bytes = end - base
  }
}
