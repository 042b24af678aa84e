public import FuseIR

extension Accelerator {
  /// The machine as a description file that reads back as the same value.
  public var descriptionText: String {
    var module = Module()
    write(to: &module)
    return module.text()
  }

  /// Adds the machine to the end of `module` as a `machine.accelerator`.
  public func write(to module: inout Module) {
    guard let body = module.body(of: module.root) else { return }
    let region = module.createRegion()
    let parts = module.addBlock(to: region)
    for memory in memories { memory.write(to: &module, parts) }
    for array in arrays { array.write(to: &module, parts) }
    for unit in vectorUnits { unit.write(to: &module, parts) }
    for processor in processors { processor.write(to: &module, parts) }
    for fabric in fabrics { fabric.write(to: &module, parts) }
    for channel in channels { channel.write(to: &module, parts) }
    for link in links { link.write(to: &module, parts) }
    for core in cores { core.write(to: &module, parts) }
    for queue in queues { queue.write(to: &module, parts) }
    module.build(FuseEndOp.yield, at: .end(of: parts), location: .unknown)
    var attributes = [
      ("sym_name", module.stringAttribute(name)),
      ("clock_hertz", module.integerAttribute(Int64(clockHertz))),
      ("instruction_set", module.stringAttribute(instructionSet.rawValue)),
    ]
    if !summary.isEmpty { attributes.append(("summary", module.stringAttribute(summary))) }
    module.build(
      MachineOp.accelerator, at: .end(of: body), attributes: attributes, regions: [region],
      location: .unknown)
  }
}

/// Attributes of one op as they are collected: absent figures are left out.
struct MachineAttributes {
  var entries: [(String, AttributeID)] = []

  mutating func add(_ name: String, _ text: String, _ module: inout Module) {
    entries.append((name, module.stringAttribute(text)))
  }

  mutating func add(_ name: String, _ value: Int?, _ module: inout Module) {
    if let value { entries.append((name, module.integerAttribute(Int64(value)))) }
  }

  mutating func add(_ name: String, _ value: Double?, _ module: inout Module) {
    if let value { entries.append((name, module.intern(.float(bits: value.bitPattern, .f64)))) }
  }

  mutating func add(_ name: String, _ words: [String], _ module: inout Module) {
    var elements: [AttributeID] = []
    for word in words { elements.append(module.stringAttribute(word)) }
    entries.append((name, module.arrayAttribute(elements)))
  }

  mutating func add(_ name: String, _ loops: LayerDimensions, _ module: inout Module) {
    add(name, loops.members.map { String($0.letter) }, &module)
  }

  mutating func add(_ name: String, _ kind: ElementKind, _ module: inout Module) {
    let type: Type =
      switch kind {
      case .int8: .integer(width: 8, .signless)
      case .int16: .integer(width: 16, .signless)
      case .int32: .integer(width: 32, .signless)
      case .bfloat16: .float(.bf16)
      case .float16: .float(.f16)
      case .float32: .float(.f32)
      case .float64: .float(.f64)
      }
    let id = module.intern(type)
    entries.append((name, module.typeAttribute(id)))
  }
}

extension Memory {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("capacity_bytes", capacityBytes, &module)
    attributes.add("row_bytes", rowBytes, &module)
    attributes.add("banks", banks, &module)
    attributes.add("ports", ports, &module)
    attributes.add("read_bytes_per_cycle", readBytesPerCycle, &module)
    attributes.add("write_bytes_per_cycle", writeBytesPerCycle, &module)
    if sharesBandwidth { attributes.entries.append(("shares_bandwidth", module.intern(.unit))) }
    attributes.add("read_picojoules_per_byte", readPicojoulesPerByte, &module)
    attributes.add("write_picojoules_per_byte", writePicojoulesPerByte, &module)
    attributes.add("holds", holds.map(\.rawValue), &module)
    if !mayBypass.isEmpty { attributes.add("may_bypass", mayBypass.map(\.rawValue), &module) }
    if countsRows { attributes.entries.append(("counts_rows", module.intern(.unit))) }
    module.build(
      MachineOp.memory, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension ComputeArray {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("rows", rows, &module)
    attributes.add("columns", columns, &module)
    attributes.add("input", input, &module)
    attributes.add("weight", weight, &module)
    attributes.add("accumulator", accumulator, &module)
    attributes.add("multiply_add", multiplyAdd.rawValue, &module)
    attributes.add("multiply_adds_per_cycle", multiplyAddsPerCycle, &module)
    attributes.add("picojoules_per_multiply_add", picojoulesPerMultiplyAdd, &module)
    attributes.add("row_loops", rowLoops, &module)
    attributes.add("column_loops", columnLoops, &module)
    if !diagonalLoops.isEmpty { attributes.add("diagonal_loops", diagonalLoops, &module) }
    module.build(
      MachineOp.array, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension VectorUnit {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("lanes", lanes, &module)
    attributes.add("operations_per_cycle", operationsPerCycle, &module)
    attributes.add("picojoules_per_operation", picojoulesPerOperation, &module)
    attributes.add("memory", memory, &module)
    if !operators.isEmpty {
      attributes.entries.append(("operators", VectorOperator.table(operators, in: &module)))
    }
    module.build(
      MachineOp.vector, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension Link {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("source", source, &module)
    attributes.add("destination", destination, &module)
    attributes.add("bytes_per_cycle", bytesPerCycle, &module)
    attributes.add("latency_cycles", latencyCycles, &module)
    attributes.add("maximum_request_bytes", maximumRequestBytes, &module)
    attributes.add("requests_in_flight", requestsInFlight, &module)
    attributes.add("picojoules_per_byte", picojoulesPerByte, &module)
    if !channels.isEmpty { attributes.add("channels", channels, &module) }
    module.build(
      MachineOp.link, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension VectorOperator {
  /// The dictionary of a table.
  fileprivate static func table(_ operators: [VectorOperator], in module: inout Module)
    -> AttributeID
  {
    var entries: [NamedAttribute] = []
    for known in operators {
      var figures = MachineAttributes()
      if known.operations != 1 { figures.add("operations", known.operations, &module) }
      figures.add("picojoules", known.picojoules, &module)
      var named: [NamedAttribute] = []
      for (name, value) in figures.entries {
        named.append(NamedAttribute(module.intern(name), value))
      }
      entries.append(NamedAttribute(module.intern(known.name), module.dictionary(named)))
    }
    return module.dictionary(entries)
  }
}

extension Core {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("memories", memories, &module)
    attributes.add("units", units, &module)
    module.build(
      MachineOp.core, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension Channel {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("bytes_per_cycle", bytesPerCycle, &module)
    module.build(
      MachineOp.channel, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}

extension CommandQueue {
  fileprivate func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("reservation_entries", reservationEntries, &module)
    attributes.add("depth", depth, &module)
    module.build(
      MachineOp.queue, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}
