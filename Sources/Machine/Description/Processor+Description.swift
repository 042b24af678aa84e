import FuseIR

// Processors as `machine.processor` ops.

extension Processor {
  /// Reads a processor from a verified `machine.processor`; nil where it is malformed.
  init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let cores = module.integer("cores", of: op), let lanes = module.integer("lanes", of: op),
      let residentTiles = module.integer("resident_tiles", of: op),
      let launch = module.number("launch_cycles", of: op),
      let barrier = module.number("barrier_cycles", of: op),
      let scratch = module.string("scratch", of: op),
      let scratchBytes = module.integer("scratch_bytes", of: op),
      let arguments = module.integer("maximum_arguments", of: op),
      let simple = module.number("simple_cycles", of: op),
      let division = module.number("division_cycles", of: op),
      let root = module.number("root_cycles", of: op),
      let transcendental = module.number("transcendental_cycles", of: op)
    else { return nil }
    self.init(
      name: name, cores: Int(cores), lanes: Int(lanes), residentTiles: Int(residentTiles),
      launchCycles: launch, barrierCycles: barrier, scratch: scratch,
      scratchBytes: Int(scratchBytes), maximumArguments: Int(arguments),
      operationCycles: OperationClasses(
        simple: simple, division: division, root: root, transcendental: transcendental),
      overlap: module.number("overlap", of: op) ?? 1)
  }

  /// Adds the processor to the end of the block of a `machine.accelerator`.
  func write(to module: inout Module, _ block: BlockID) {
    var attributes = MachineAttributes()
    attributes.add("sym_name", name, &module)
    attributes.add("cores", cores, &module)
    attributes.add("lanes", lanes, &module)
    attributes.add("resident_tiles", residentTiles, &module)
    attributes.add("launch_cycles", launchCycles, &module)
    attributes.add("barrier_cycles", barrierCycles, &module)
    attributes.add("scratch", scratch, &module)
    attributes.add("scratch_bytes", scratchBytes, &module)
    attributes.add("maximum_arguments", maximumArguments, &module)
    attributes.add("simple_cycles", operationCycles.simple, &module)
    attributes.add("division_cycles", operationCycles.division, &module)
    attributes.add("root_cycles", operationCycles.root, &module)
    attributes.add("transcendental_cycles", operationCycles.transcendental, &module)
    if overlap != 1 { attributes.add("overlap", overlap, &module) }
    module.build(
      MachineOp.processor, at: .end(of: block), attributes: attributes.entries, location: .unknown)
  }
}
