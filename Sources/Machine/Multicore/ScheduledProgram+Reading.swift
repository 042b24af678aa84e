public import FuseIR

/// Why a `sched.program` can't be read: where, and what is wrong.
public struct ScheduledProgramObstacle: Error {
  /// The op that is wrong.
  public var op: OpID
  /// What is wrong and what would be right, in one line.
  public var message: String

  /// An obstacle.
  public init(op: OpID, message: String) {
    self.op = op
    self.message = message
  }
}

extension ScheduledProgram {
  /// The first `sched.program` directly inside of the function, nil where there is none.
  public static func inFunction(_ function: OpID, of module: borrowing Module) -> OpID? {
    guard let body = module.body(of: function) else { return nil }
    var op = module.firstOp(of: body)
    while let current = op {
      if module.opcode(of: current).is(SchedOp.program) { return current }
      op = module.nextOp(after: current)
    }
    return nil
  }

  /// Reads a verified `sched.program`: finds its machine and its layers, and the numbers of all that its timeline names.
  public static func of(
    _ op: OpID, in module: borrowing Module
  ) -> Result<ScheduledProgram, ScheduledProgramObstacle> {
    do throws(ScheduledProgramObstacle) {
      return .success(try ScheduledProgram(op, in: module))
    } catch { return .failure(error) }
  }

  private init(_ op: OpID, in module: borrowing Module) throws(ScheduledProgramObstacle) {
    guard module.opcode(of: op).is(SchedOp.program), module.regionCount(of: op) == 2,
      let layers = module.entryBlock(of: module.region(0, of: op)),
      let timeline = module.entryBlock(of: module.region(1, of: op)),
      let cycles = module.integer("cycles", of: op)
    else {
      throw ScheduledProgramObstacle(op: op, message: "is no well-formed sched.program")
    }
    let machine = try Self.machine(of: op, in: module)
    let platform: Platform
    switch Platform.of(machine) {
    case .success(let found): platform = found
    case .failure(let obstacle):
      throw ScheduledProgramObstacle(
        op: op, message: "is for '\(machine.name)', which is no platform: \(obstacle.message)")
    }
    let graph: LayerGraph
    switch LayerGraph.of(layers, in: module) {
    case .success(let found): graph = found
    case .failure(let obstacle):
      throw ScheduledProgramObstacle(op: obstacle.op, message: obstacle.message)
    }
    self.op = op
    self.machine = machine
    self.platform = platform
    self.graph = graph
    nodes = []
    moves = []
    holds = []
    self.cycles = cycles
    picojoules = module.number("picojoules", of: op)
    boundCycles = module.integer("bound_cycles", of: op)
    boundPicojoules = module.number("bound_picojoules", of: op)
    let numbers = TimelineNumbers(layers, graph, platform, in: module)
    var next = module.firstOp(of: timeline)
    while let entry = next {
      next = module.nextOp(after: entry)
      switch SchedOp(module.opcode(of: entry)) {
      case .node: nodes.append(try numbers.node(entry, in: module))
      case .move: moves.append(try numbers.move(entry, in: module))
      case .hold: holds.append(try numbers.hold(entry, in: module))
      case .program, nil: continue
      }
    }
  }

  private static func machine(
    of op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> Accelerator {
    let name = module.string("machine", of: op) ?? ""
    guard let text = module.string("description", of: op) else {
      if let machine = MachineCatalog.machine(named: name) { return machine }
      let hint = NearestName.hint(for: name, among: MachineCatalog.names)
      throw ScheduledProgramObstacle(
        op: op,
        message: "is for the machine '\(name)', which the catalog does not have\(hint): give its "
          + "text as 'description'")
    }
    let diagnostics = DiagnosticEngine()
    let source = SourceFile(name: "description", text: text)
    guard let machine = Accelerator.read(source, diagnostics: diagnostics) else {
      let first = diagnostics.rendered().split(separator: "\n").first.map { String($0) } ?? ""
      throw ScheduledProgramObstacle(
        op: op, message: "has a 'description' that is no machine: \(first)")
    }
    guard machine.name == name else {
      throw ScheduledProgramObstacle(
        op: op,
        message: "is for the machine '\(name)', and its 'description' is of '\(machine.name)'")
    }
    return machine
  }
}

/// What the names and numbers of a timeline stand for.
private struct TimelineNumbers {
  /// By number of an op of the first region, the layer.
  private var layers: [Int?]
  private let graph: LayerGraph
  /// By number of a value, the tensor of the graph.
  private var tensors: [Int?] = []
  /// By number of a value, what it is, in words.
  private var words: [String] = []
  private var ops: [String] = []
  private var memories: [String: Int] = [:]
  private var cores: [String: Int] = [:]
  private let platform: Platform

  init(
    _ block: BlockID, _ graph: LayerGraph, _ platform: Platform, in module: borrowing Module
  ) {
    self.graph = graph
    self.platform = platform
    var byValue: [ValueID: Int] = [:]
    for (number, tensor) in graph.tensors.enumerated() { byValue[tensor.value] = number }
    for (index, argument) in module.arguments(of: block).enumerated() {
      tensors.append(byValue[argument])
      words.append("operand \(index), which no layer reads")
    }
    for op in module.ops(of: block) {
      let name = module.name(of: op)
      ops.append(name)
      for result in module.results(of: op) {
        tensors.append(byValue[result])
        words.append("the result of '\(name)', which has no place in memory of its own")
      }
    }
    layers = [Int?](repeating: nil, count: ops.count)
    for (number, layer) in graph.layers.enumerated() where layers.indices.contains(layer.opIndex) {
      layers[layer.opIndex] = number
    }
    for (number, memory) in platform.memories.enumerated() { memories[memory.name] = number }
    for (number, core) in platform.cores.enumerated() { cores[core.name] = number }
  }

  func node(
    _ op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> ScheduledProgram.Node {
    let number = Int(clamping: module.integer("layer", of: op) ?? -1)
    guard layers.indices.contains(number), let layer = layers[number] else {
      let what = ops.indices.contains(number) ? "'\(ops[number])', which is no layer" : "no op"
      throw ScheduledProgramObstacle(op: op, message: "'layer' \(number) is \(what)")
    }
    let loops = graph.layers[layer].loops
    let box = try box(op, loops, in: module)
    let coreName = module.string("core", of: op) ?? ""
    guard let core = cores[coreName] else {
      throw ScheduledProgramObstacle(
        op: op,
        message: "'core' names no core of '\(platform.name)': '\(coreName)'"
          + NearestName.hint(for: coreName, among: platform.cores.map(\.name)))
    }
    let unitName = module.string("unit", of: op) ?? ""
    guard
      let unit = platform.cores[core].units.first(where: { platform.units[$0].name == unitName })
    else {
      let names = platform.cores[core].units.map { platform.units[$0].name }
      throw ScheduledProgramObstacle(
        op: op,
        message: "'unit' names no unit of the core '\(coreName)': '\(unitName)'"
          + NearestName.hint(for: unitName, among: names))
    }
    let (start, end) = times(op, in: module)
    return ScheduledProgram.Node(
      op: op, layer: layer, box: box, unit: unit, start: start, end: end,
      picojoules: module.number("picojoules", of: op))
  }

  func move(
    _ op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> ScheduledProgram.Move {
    let tensor = try tensor(op, in: module)
    let (start, end) = times(op, in: module)
    return ScheduledProgram.Move(
      op: op, tensor: tensor, box: try box(op, graph.tensors[tensor].shape, in: module),
      source: try memory("source", op, in: module),
      destination: try memory("destination", op, in: module), start: start, end: end)
  }

  func hold(
    _ op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> ScheduledProgram.Hold {
    let tensor = try tensor(op, in: module)
    let (start, end) = times(op, in: module)
    return ScheduledProgram.Hold(
      op: op, tensor: tensor, box: try box(op, graph.tensors[tensor].shape, in: module),
      memory: try memory("memory", op, in: module),
      bytes: Int(clamping: module.integer("bytes", of: op) ?? 0), start: start, end: end)
  }

  private func times(_ op: OpID, in module: borrowing Module) -> (Int64, Int64) {
    (module.integer("start", of: op) ?? 0, module.integer("end", of: op) ?? 0)
  }

  private func tensor(
    _ op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> Int {
    let number = Int(clamping: module.integer("tensor", of: op) ?? -1)
    guard tensors.indices.contains(number), let tensor = tensors[number] else {
      let what = words.indices.contains(number) ? words[number] : "no value"
      throw ScheduledProgramObstacle(op: op, message: "'tensor' \(number) is \(what)")
    }
    return tensor
  }

  private func memory(
    _ field: String, _ op: OpID, in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> Int {
    let name = module.string(field, of: op) ?? ""
    guard let memory = memories[name] else {
      throw ScheduledProgramObstacle(
        op: op,
        message: "'\(field)' names no memory of '\(platform.name)' that transfers go to: '\(name)'"
          + NearestName.hint(for: name, among: platform.memories.map(\.name)))
    }
    return memory
  }

  private func box(
    _ op: OpID, _ extents: [Int], in module: borrowing Module
  ) throws(ScheduledProgramObstacle) -> Box {
    let lower = module.integers("lower", of: op) ?? []
    let upper = module.integers("upper", of: op) ?? []
    guard lower.count == extents.count, upper.count == extents.count else {
      throw ScheduledProgramObstacle(
        op: op, message: "needs \(extents.count) bounds each in 'lower' and 'upper'")
    }
    var box: Box = []
    for (axis, extent) in extents.enumerated() {
      guard lower[axis] >= 0, lower[axis] < upper[axis], upper[axis] <= extent else {
        throw ScheduledProgramObstacle(
          op: op,
          message: "goes from \(lower[axis]) to \(upper[axis]) along axis \(axis), and must stay "
            + "from 0 to \(extent)")
      }
      box.append(Interval(Int(lower[axis]), Int(upper[axis])))
    }
    return box
  }
}
