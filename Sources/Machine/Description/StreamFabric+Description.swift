import FuseIR

// Fabrics as `machine.fabric` ops.

extension StreamFabric {
  /// Reads a fabric from a verified `machine.fabric`; nil where it is malformed.
  init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let latency = module.integer("memory_latency", of: op),
      let width = module.integer("bytes_per_cycle", of: op),
      let rowBytes = module.integer("row_bytes", of: op),
      let rowMiss = module.integer("row_miss_cycles", of: op)
    else { return nil }
    self.init(
      name: name, queueDepth: module.integer("queue_depth", of: op).map { Int($0) },
      isStrict: module.attribute("strict", of: op) != nil,
      memory: width == 0
        ? nil
        : StreamMemory(
          latency: Int(latency), bytesPerCycle: Int(width), rowBytes: Int(rowBytes),
          rowMissCycles: Int(rowMiss)))
  }

  /// Adds the fabric to the end of the block of a `machine.accelerator`.
  func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("queue_depth", queueDepth, &module)
    if isStrict { attributes.entries.append(("strict", module.intern(.unit))) }
    attributes.add("memory_latency", memory?.latency ?? 0, &module)
    attributes.add("bytes_per_cycle", memory?.bytesPerCycle ?? 0, &module)
    attributes.add("row_bytes", memory?.rowBytes ?? 0, &module)
    attributes.add("row_miss_cycles", memory?.rowMissCycles ?? 0, &module)
    module.build(
      MachineOp.fabric, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}
