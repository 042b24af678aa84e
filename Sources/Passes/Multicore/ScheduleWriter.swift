public import FuseIR
public import Machine

/// Writes a schedule into the program: the body of a function becomes one `sched.program`.
///
/// The ops of the function become the first region as they are, names and locations included; the second one gets one op for each
/// node, move and hold, in the order of their starts, at the same start holds first, then moves, then nodes.
public struct ScheduleWriter {
  /// What no schedule can beat, in cycles.
  public var boundCycles: Int64?
  /// What no schedule can beat, in picojoules.
  public var boundPicojoules: Double?

  /// A writer that states the given bounds.
  public init(boundCycles: Int64? = nil, boundPicojoules: Double? = nil) {
    self.boundCycles = boundCycles
    self.boundPicojoules = boundPicojoules
  }

  /// Writes the schedule, which was made for the plan and the layers of the function's only block, and returns the `sched.program`;
  /// nil, with nothing changed, where the function has several blocks or none.
  @discardableResult
  public func write<Costs: NodeCosts>(
    _ schedule: Schedule, plan: SchedulePlan, graph: LayerGraph, platform: Platform,
    machine: Accelerator, costs: inout Costs, function: OpID, in module: inout Module
  ) -> OpID? {
    guard module.regionCount(of: function) == 1 else { return nil }
    let body = module.region(of: function)
    guard let block = module.entryBlock(of: body), module.blocks(of: body).count == 1,
      let end = module.lastOp(of: block)
    else { return nil }
    var numbers = ValueMap<Int64>(module, repeating: -1)
    let location = module.location(of: function)
    let places = number(block, &numbers, in: module)
    // The block moves into the program whole: its values stay what they are.
    let layers = module.createRegion()
    module.moveBlocks(of: body, to: layers)
    let timeline = module.createRegion()
    let times = module.addBlock(to: timeline)
    let types = module.arguments(of: block).map { module.type(of: $0) }
    let outer = module.addBlock(to: body, argumentTypes: types, location: location)
    for (index, argument) in module.arguments(of: block).enumerated() {
      module.setLocation(
        of: module.argument(index, of: outer), to: module.location(of: argument))
    }
    let yielded = module.operands(of: end)
    let program = module.build(
      SchedOp.program, at: .end(of: outer), operands: module.arguments(of: outer),
      resultTypes: yielded.map { module.type(of: $0) },
      attributes: attributes(schedule, machine, in: &module), regions: [layers, timeline],
      location: location)
    module.build(
      FuseEndOp.yield, at: .end(of: block), operands: yielded, location: module.location(of: end))
    module.setOperands(of: end, to: module.results(of: program))
    module.move(end, to: .end(of: outer))
    var writer = TimelineWriter(
      block: times, location: location, plan: plan, graph: graph, platform: platform,
      tensors: graph.tensors.map { numbers[$0.value] }, places: places, in: &module)
    writer.write(schedule, &costs, in: &module)
    module.build(FuseEndOp.yield, at: .end(of: times), location: location)
    return program
  }

  /// Numbers the values of the block as a timeline does, and gives for each op its number.
  private func number(
    _ block: BlockID, _ numbers: inout ValueMap<Int64>, in module: borrowing Module
  ) -> [OpID: Int64] {
    var next: Int64 = 0
    for argument in module.arguments(of: block) {
      numbers[argument] = next
      next += 1
    }
    var places: [OpID: Int64] = [:]
    for (place, op) in module.ops(of: block).enumerated() {
      places[op] = Int64(place)
      for result in module.results(of: op) {
        numbers[result] = next
        next += 1
      }
    }
    return places
  }

  private func attributes(
    _ schedule: Schedule, _ machine: Accelerator, in module: inout Module
  ) -> [(String, AttributeID)] {
    var attributes: [(String, AttributeID)] = [
      ("machine", module.stringAttribute(machine.name)),
      ("cycles", module.integerAttribute(schedule.cycles)),
      ("picojoules", module.intern(.float(bits: schedule.energy.total.bitPattern, .f64))),
    ]
    if MachineCatalog.machine(named: machine.name) != machine {
      attributes.append(("description", module.stringAttribute(machine.descriptionText)))
    }
    if let boundCycles {
      attributes.append(("bound_cycles", module.integerAttribute(boundCycles)))
    }
    if let boundPicojoules {
      attributes.append(
        ("bound_picojoules", module.intern(.float(bits: boundPicojoules.bitPattern, .f64))))
    }
    return attributes
  }
}

/// Writes the ops of a timeline.
private struct TimelineWriter {
  private let block: BlockID
  private let location: LocationID
  private let plan: SchedulePlan
  private let graph: LayerGraph
  private let platform: Platform
  /// By tensor of the graph, its number in the timeline.
  private let tensors: [Int64]
  /// By layer, its number in the timeline, and where it stands in the source.
  private let layers: [Int64]
  private let locations: [LocationID]
  private let names: Names

  /// The names of attributes.
  private struct Names {
    let bytes, core, destination, end, layer, lower, memory, picojoules, source, start, tensor,
      unit, upper: StringID

    init(in module: inout Module) {
      bytes = module.intern("bytes")
      core = module.intern("core")
      destination = module.intern("destination")
      end = module.intern("end")
      layer = module.intern("layer")
      lower = module.intern("lower")
      memory = module.intern("memory")
      picojoules = module.intern("picojoules")
      source = module.intern("source")
      start = module.intern("start")
      tensor = module.intern("tensor")
      unit = module.intern("unit")
      upper = module.intern("upper")
    }
  }

  private enum Entry {
    case hold(Schedule.Hold)
    case move(Schedule.Move)
    case node(Schedule.Node)
  }

  init(
    block: BlockID, location: LocationID, plan: SchedulePlan, graph: LayerGraph,
    platform: Platform, tensors: [Int64], places: [OpID: Int64], in module: inout Module
  ) {
    self.block = block
    self.location = location
    self.plan = plan
    self.graph = graph
    self.platform = platform
    self.tensors = tensors
    layers = graph.layers.map { places[$0.op] ?? -1 }
    locations = graph.layers.map { module.location(of: $0.op) }
    names = Names(in: &module)
  }

  mutating func write<Costs: NodeCosts>(
    _ schedule: Schedule, _ costs: inout Costs, in module: inout Module
  ) {
    var entries: [(start: Int64, entry: Entry)] = []
    entries.reserveCapacity(
      schedule.holds.count + schedule.moves.count + schedule.nodes.count)
    for hold in schedule.holds { entries.append((hold.start, .hold(hold))) }
    for move in schedule.moves { entries.append((move.start, .move(move))) }
    for node in schedule.nodes { entries.append((node.start, .node(node))) }
    let order = entries.indices.sorted {
      (entries[$0].start, $0) < (entries[$1].start, $1)
    }
    for index in order {
      switch entries[index].entry {
      case .hold(let hold): write(hold, schedule, in: &module)
      case .move(let move): write(move, schedule, in: &module)
      case .node(let node): write(node, &costs, in: &module)
      }
    }
  }

  private func write(_ hold: Schedule.Hold, _ schedule: Schedule, in module: inout Module) {
    let box = schedule.grids[Int(hold.tensor)].box(Int(hold.piece))
    build(
      .hold, tensorLocation(hold.tensor), box, hold.start, hold.end,
      [
        (names.tensor, module.integerAttribute(tensors[Int(hold.tensor)])),
        (names.memory, memory(hold.memory, &module)),
        (names.bytes, module.integerAttribute(Int64(hold.bytes))),
      ], in: &module)
  }

  private func write(_ move: Schedule.Move, _ schedule: Schedule, in module: inout Module) {
    let box = schedule.grids[Int(move.tensor)].box(Int(move.piece))
    build(
      .move, tensorLocation(move.tensor), box, move.start, move.end,
      [
        (names.tensor, module.integerAttribute(tensors[Int(move.tensor)])),
        (names.source, memory(move.source, &module)),
        (names.destination, memory(move.destination, &module)),
      ], in: &module)
  }

  private func write<Costs: NodeCosts>(
    _ node: Schedule.Node, _ costs: inout Costs, in module: inout Module
  ) {
    let layer = Int(node.layer)
    let box = plan.layers[layer].box(of: Int(node.index), loops: graph.layers[layer].loops)
    let unit = platform.units[Int(node.unit)]
    var attributes = [
      (names.layer, module.integerAttribute(layers[layer])),
      (names.core, module.stringAttribute(platform.cores[unit.core].name)),
      (names.unit, module.stringAttribute(unit.name)),
    ]
    if let cost = costs.cost(layer: layer, extents: box.map(\.count), unit: Int(node.unit)) {
      attributes.append(
        (names.picojoules, module.intern(.float(bits: cost.picojoules.bitPattern, .f64))))
    }
    build(.node, locations[layer], box, node.start, node.end, attributes, in: &module)
  }

  private func build(
    _ op: SchedOp, _ location: LocationID, _ box: Box, _ start: Int64, _ end: Int64,
    _ attributes: [(StringID, AttributeID)], in module: inout Module
  ) {
    var state = OperationState(Opcode(op), location: location)
    state.attributes = attributes.map { (name: $0.0, value: $0.1) }
    state.attributes.append(
      (names.lower, module.denseArrayAttribute(box.map { Int64($0.lower) })))
    state.attributes.append(
      (names.upper, module.denseArrayAttribute(box.map { Int64($0.upper) })))
    state.attributes.append((names.start, module.integerAttribute(start)))
    state.attributes.append((names.end, module.integerAttribute(end)))
    module.insert(module.createOp(state), at: .end(of: block))
  }

  private func memory(_ number: Int32, _ module: inout Module) -> AttributeID {
    module.stringAttribute(platform.memories[Int(number)].name)
  }

  /// Where what computes the tensor stands.
  private func tensorLocation(_ tensor: Int32) -> LocationID {
    graph.tensors[Int(tensor)].producer.map { locations[$0] } ?? location
  }
}

extension SchedulePlan.Layer {
  /// The part of a layer's loops that the node with the number computes.
  public func box(of index: Int, loops: [Int]) -> Box {
    var box = loops.map { Interval(0, $0) }
    var rest = index
    for cut in cuts.reversed() {
      let size = max(1, cut.size)
      let count = max(1, (loops[cut.loop] + size - 1) / size)
      let place = rest % count
      rest /= count
      box[cut.loop] = Interval(place * size, min(loops[cut.loop], (place + 1) * size))
    }
    return box
  }
}
