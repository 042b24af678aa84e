import FuseIR
import Machine

/// Writes the `gemmini.program` of a function: its buffers, and its steps in order.
struct GemminiProgramBuilder {
  let block: BlockID
  let selection: GemminiKernelSelection
  let schedule: GemminiSchedule
  let fused: GemminiFusedGroups
  let memory: GemminiMemoryPlan
  let configuration: GemminiConfiguration
  let base: Int

  private var body: BlockID
  private var segmentCount = 0
  private var hostCount = 0

  /// A builder for the block, whose program is made before the block's terminator.
  init(
    _ block: BlockID, _ selection: GemminiKernelSelection, _ schedule: GemminiSchedule,
    _ fused: GemminiFusedGroups, _ memory: GemminiMemoryPlan,
    on configuration: GemminiConfiguration, base: Int, in module: inout Module
  ) {
    self.block = block
    self.selection = selection
    self.schedule = schedule
    self.fused = fused
    self.memory = memory
    self.configuration = configuration
    self.base = base
    body = module.createBlock()
  }

  /// Writes the program, returns its results instead of the block's, and erases what it replaces.
  mutating func build(in module: inout Module) {
    guard let terminator = module.lastOp(of: block) else { return }
    let location = module.location(of: terminator)
    let old = module.ops(of: block).dropLast()
    let region = module.createRegion()
    module.append(body, to: region)
    for buffer in memory.buffers { build(buffer, location, in: &module) }
    for step in schedule.steps {
      switch step {
      case .host(let ops): buildHost(ops, in: &module)
      case .segment(let kernels): buildSegment(kernels, in: &module)
      }
    }
    buildCopies(terminator, in: &module)
    module.build(FuseEndOp.yield, at: .end(of: body), location: location)

    let program = module.build(
      GemminiOp.program, at: .before(terminator), operands: module.arguments(of: block),
      resultTypes: module.operands(of: terminator).map { module.type(of: $0) },
      attributes: [
        ("machine", module.stringAttribute(configuration.accelerator.name)),
        ("base", module.integerAttribute(Int64(base))),
        ("bytes", module.integerAttribute(Int64(memory.bytes))),
      ] + (fused.groups.isEmpty ? [] : [("hardware_only", module.boolAttribute(true))]),
      regions: [region], location: location)
    module.setOperands(of: terminator, to: module.results(of: program))
    for op in old.reversed() { module.erase(op) }
  }

  private func build(
    _ buffer: GemminiMemoryPlan.Buffer, _ location: LocationID, in module: inout Module
  ) {
    var attributes = [
      ("sym_name", module.stringAttribute(buffer.name)),
      ("address", module.integerAttribute(Int64(buffer.address))),
      ("type", module.typeAttribute(buffer.type)),
      ("role", module.stringAttribute(buffer.role.rawValue)),
    ]
    if let index = buffer.index {
      attributes.append(("index", module.integerAttribute(Int64(index))))
    }
    if let value = buffer.value { attributes.append(("value", value)) }
    module.build(
      GemminiOp.buffer, at: .end(of: body), attributes: attributes, location: location)
  }

  // MARK: Segments

  private mutating func buildSegment(_ kernels: [Int], in module: inout Module) {
    let region = module.createRegion()
    let inner = module.addBlock(to: region)
    var traffic = Traffic()
    var location = LocationID.unknown
    let names = memory.buffers.map(\.name)
    for index in kernels {
      if let group = fused.group(of: index) {
        // The whole group runs where its first member stands.
        guard group.members.first?.kernel == index else { continue }
        location = buildGroup(group, at: inner, &traffic, in: &module)
        continue
      }
      let planned = selection.kernels[index]
      location = module.location(of: planned.kernel.root)
      var builder = GemminiSegmentBuilder(at: inner, location: location)
      var places: [ValueID: Int] = [:]
      for value in planned.reads {
        places[value] = buffer(of: value, in: module)
      }
      places[planned.kernel.result] = buffer(of: planned.kernel.result, in: module)
      let reads = planned.reads.map { places[$0] ?? 0 }
      let sums = memory.partialSums[index]
      let writes = [places[planned.kernel.result] ?? 0] + (sums.map { [$0] } ?? [])
      if traffic.needsFence(reads: reads, writes: writes, memory.buffers) {
        builder.emit(.fence, in: &module)
        traffic.complete()
      }
      traffic.add(reads: reads, writes: writes)
      planned.emit(
        &builder, on: configuration, partialSums: sums.map { names[$0] }, in: &module
      ) { names[places[$0] ?? 0] }
    }
    module.build(GemminiOp.fence, at: .end(of: inner), location: location)
    module.build(FuseEndOp.yield, at: .end(of: inner), location: location)
    let reads = traffic.allReads.map { module.symbolAttribute(names[$0]) }
    let writes = traffic.allWrites.map { module.symbolAttribute(names[$0]) }
    let work = kernels.reduce(0.0) { $0 + selection.kernels[$1].kernel.multiplyAdds }
    module.build(
      GemminiOp.segment, at: .end(of: body),
      attributes: [
        ("sym_name", module.stringAttribute("segment\(segmentCount)")),
        ("multiply_adds", module.integerAttribute(Int64(min(work, 0x1p62)))),
        ("reads", module.arrayAttribute(reads)), ("writes", module.arrayAttribute(writes)),
      ], regions: [region], location: location)
    segmentCount += 1
  }

  /// Writes a group whose tensors stay on chip, and says where its last member stands in the source.
  private func buildGroup(
    _ group: GemminiFusedGroup, at block: BlockID, _ traffic: inout Traffic,
    in module: inout Module
  ) -> LocationID {
    var places: [ValueID: Int] = [:]
    var reads = memory.identity.map { [$0] } ?? []
    var writes: [Int] = []
    func place(_ value: ValueID, _ list: inout [Int], in module: borrowing Module) {
      let stored = GemminiSchedule.stored(value, in: module)
      guard !fused.values.contains(stored) else { return }
      let buffer = buffer(of: stored, in: module)
      places[value] = buffer
      list.append(buffer)
    }
    var locations: [LocationID] = []
    for member in group.members {
      let planned = selection.kernels[member.kernel]
      locations.append(module.location(of: planned.kernel.root))
      for value in planned.reads { place(value, &reads, in: module) }
      place(planned.kernel.result, &writes, in: module)
    }
    var builder = GemminiSegmentBuilder(at: block, location: locations[0])
    if traffic.needsFence(reads: reads, writes: writes, memory.buffers) {
      builder.emit(.fence, in: &module)
      traffic.complete()
    }
    traffic.add(reads: reads, writes: writes)
    let names = memory.buffers.map(\.name)
    group.emit(
      &builder, locations, on: configuration, identity: memory.identity.map { names[$0] },
      in: &module
    ) { names[places[$0] ?? 0] }
    return locations.last ?? .unknown
  }

  private func buffer(of value: ValueID, in module: borrowing Module) -> Int {
    guard let buffer = memory.bufferOfValue[GemminiSchedule.stored(value, in: module)] else {
      preconditionFailure("invariant: what a kernel reads or writes has a buffer")
    }
    return buffer
  }

  /// The buffers that a segment has touched. The accelerator orders neither its loads after its stores to the same bytes
  /// of DRAM nor its stores after its loads; a fence does.
  private struct Traffic {
    private(set) var allReads: [Int] = []
    private(set) var allWrites: [Int] = []
    private var openReads: [Int] = []
    private var openWrites: [Int] = []

    func needsFence(
      reads: [Int], writes: [Int], _ buffers: [GemminiMemoryPlan.Buffer]
    ) -> Bool {
      func overlap(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (buffers[a], buffers[b])
        return x.address < y.address + y.bytes && y.address < x.address + x.bytes
      }
      return openWrites.contains { open in
        (writes + reads).contains { overlap(open, $0) }
      } || openReads.contains { open in writes.contains { overlap(open, $0) } }
    }

    mutating func complete() {
      openReads = []
      openWrites = []
    }

    mutating func add(reads: [Int], writes: [Int]) {
      openReads += reads
      openWrites += writes
      for read in reads where !allReads.contains(read) && !allWrites.contains(read) {
        allReads.append(read)
      }
      for write in writes where !allWrites.contains(write) { allWrites.append(write) }
    }
  }

  // MARK: Host regions

  private mutating func buildHost(_ ops: [OpID], in module: inout Module) {
    var host = HostRegion(self, in: &module)
    for op in ops { host.add(op, in: &module) }
    finish(host, location: module.location(of: ops[0]), in: &module)
  }

  /// Copies results that are not computed, but arguments, constants, or returned twice.
  private mutating func buildCopies(_ terminator: OpID, in module: inout Module) {
    guard !memory.copies.isEmpty else { return }
    var host = HostRegion(self, in: &module)
    for (result, buffer) in memory.copies {
      host.store(module.operand(result, of: terminator), to: buffer, in: &module)
    }
    finish(host, location: module.location(of: terminator), in: &module)
  }

  private mutating func finish(
    _ host: HostRegion, location: LocationID, in module: inout Module
  ) {
    module.build(FuseEndOp.yield, at: .end(of: host.block), location: location)
    module.build(
      GemminiOp.host, at: .end(of: body),
      attributes: [("sym_name", module.stringAttribute("host\(hostCount)"))],
      regions: [host.region], location: location)
    hostCount += 1
  }

  /// A host region while it is written: copies of ops, with loads for what comes from elsewhere.
  private struct HostRegion {
    let region: RegionID
    let block: BlockID
    private let builder: GemminiProgramBuilder
    private var mapping = CloneMapping()
    private var isKnown: Set<ValueID> = []

    init(_ builder: GemminiProgramBuilder, in module: inout Module) {
      self.builder = builder
      region = module.createRegion()
      block = module.addBlock(to: region)
    }

    /// Adds a copy of the op, and stores for results that other steps read.
    mutating func add(_ op: OpID, in module: inout Module) {
      copy(op, in: &module)
      for result in module.results(of: op) {
        guard let buffer = builder.memory.bufferOfValue[result] else { continue }
        store(result, to: buffer, in: &module)
      }
    }

    mutating func store(_ value: ValueID, to buffer: Int, in module: inout Module) {
      resolve(value, in: &module)
      module.build(
        GemminiOp.store, at: .end(of: block), operands: [mapping[value]],
        attributes: [("buffer", module.symbolAttribute(builder.memory.buffers[buffer].name))],
        location: module.definingOp(of: value).map { module.location(of: $0) } ?? .unknown)
    }

    private mutating func copy(_ op: OpID, in module: inout Module) {
      for value in GemminiSchedule.uses(of: op, outside: builder.block, in: module) {
        resolve(value, in: &module)
      }
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .end(of: block))
      isKnown.formUnion(module.results(of: op))
    }

    /// Makes sure that the region has the value.
    private mutating func resolve(_ value: ValueID, in module: inout Module) {
      guard !isKnown.contains(value) else { return }
      let stored = GemminiSchedule.stored(value, in: module)
      if let op = module.definingOp(of: value) {
        let isLocalView =
          stored != value
          && (isKnown.contains(stored) || isRepeated(stored, in: module))
        if isLocalView || (stored == value && builder.schedule.isRepeated(op, in: module)) {
          copy(op, in: &module)
          return
        }
      }
      guard let buffer = builder.memory.bufferOfValue[stored] else {
        preconditionFailure("invariant: a value from another step has a buffer")
      }
      let load = module.build(
        GemminiOp.load, at: .end(of: block), resultTypes: [module.type(of: value)],
        attributes: [("buffer", module.symbolAttribute(builder.memory.buffers[buffer].name))],
        location: module.definingOp(of: value).map { module.location(of: $0) } ?? .unknown)
      mapping[value] = module.result(of: load)
      isKnown.insert(value)
    }

    private func isRepeated(_ value: ValueID, in module: borrowing Module) -> Bool {
      module.definingOp(of: value).map { builder.schedule.isRepeated($0, in: module) } ?? false
    }
  }
}
