/// The rules of a `sched.program`: its regions, and that each op of the timeline speaks of a layer, a tensor and a part that there are.
///
/// Whether memories, cores and units exist is for those who know the machine; whether the times are right is `check-schedule`'s.
struct SchedVerification {
  private let program: OpID
  private let cycles: Int64
  /// The extents of the tensors: first the operands, then the results of ops; nil for what is no tensor of known shape.
  private var tensors: [[Int64]?] = []
  /// The first region's ops.
  private var layers: [OpID] = []
  /// By op of the first region, the extents of its loops, found when the first node asks; an empty list is one of no loops.
  private var loops: [LoopExtents] = []

  private enum LoopExtents {
    case unknown
    case none
    case extents([Int64])
  }

  private init(_ program: OpID, cycles: Int64) {
    self.program = program
    self.cycles = cycles
  }

  /// Checks a `sched.program` and all that its timeline says.
  static func verify(_ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport) {
    guard module.regionCount(of: op) == 2,
      let layers = module.entryBlock(of: module.region(0, of: op)),
      let timeline = module.entryBlock(of: module.region(1, of: op))
    else {
      report.report(op, "has an empty region: expects the layers, and when they are computed")
      return
    }
    let cycles = module.integer("cycles", of: op) ?? 0
    if cycles < 0 { report.report(op, "'cycles' is \(cycles), and must not be negative") }
    var verification = SchedVerification(op, cycles: cycles)
    verification.verifyLayers(layers, module, &report)
    verification.verifyTimeline(timeline, module, &report)
  }

  /// Checks that an op of the timeline stands in a `sched.program`, which checks the rest.
  static func verifyPlace(_ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport) {
    guard let parent = module.parentOp(of: op), module.opcode(of: parent).is(SchedOp.program),
      module.regionCount(of: parent) == 2,
      module.parentBlock(of: op) == module.entryBlock(of: module.region(1, of: parent))
    else {
      report.report(op, "must stand in the second region of a sched.program")
      return
    }
  }

  // MARK: Regions

  private mutating func verifyLayers(
    _ block: BlockID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    let operands = module.operands(of: program).map { module.type(of: $0) }
    let arguments = module.arguments(of: block).map { module.type(of: $0) }
    if operands != arguments {
      report.report(
        program,
        "must have a first region whose arguments are of the types of the operands, "
          + "(\(Self.list(operands, module))), but they are (\(Self.list(arguments, module)))")
    }
    for argument in module.arguments(of: block) { tensors.append(Self.shape(argument, module)) }
    for op in module.ops(of: block) {
      if module.opcode(of: op).is(FuncOp.call) {
        report.report(op, "cannot stand in a sched.program: inline the call first")
      }
      if module.opcode(of: op).is(FuseEndOp.yield) { continue }
      layers.append(op)
      for result in module.results(of: op) { tensors.append(Self.shape(result, module)) }
    }
    loops = [LoopExtents](repeating: .unknown, count: layers.count)
    guard let end = module.lastOp(of: block), module.opcode(of: end).is(FuseEndOp.yield) else {
      report.report(program, "must have a first region that ends in fuse_end.yield")
      return
    }
    let yielded = module.operands(of: end).map { module.type(of: $0) }
    if yielded != module.resultTypes(of: program) {
      report.report(
        program,
        "must yield values of the types of its results, "
          + "(\(Self.list(module.resultTypes(of: program), module))), but yields "
          + "(\(Self.list(yielded, module)))")
    }
  }

  private mutating func verifyTimeline(
    _ block: BlockID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    if module.argumentCount(of: block) > 0 {
      report.report(program, "must have a second region without arguments")
    }
    var op = module.firstOp(of: block)
    while let current = op {
      op = module.nextOp(after: current)
      switch SchedOp(module.opcode(of: current)) {
      case .node:
        verifyNode(current, module, &report)
        verifyTimes(current, module, &report)
      case .move, .hold:
        verifyPart(current, module, &report)
        verifyTimes(current, module, &report)
      case .program, nil:
        if module.opcode(of: current).is(FuseEndOp.yield) {
          if module.operandCount(of: current) > 0 {
            report.report(current, "must yield nothing: a timeline has no values")
          }
        } else {
          report.report(
            current,
            "cannot stand in a timeline: expects sched.node, sched.move and sched.hold ops")
        }
      }
    }
    guard let end = module.lastOp(of: block), module.opcode(of: end).is(FuseEndOp.yield) else {
      report.report(program, "must have a second region that ends in fuse_end.yield")
      return
    }
  }

  // MARK: The timeline

  private func verifyTimes(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    guard let start = module.integer("start", of: op), let end = module.integer("end", of: op)
    else { return }
    if start < 0 { report.report(op, "starts at cycle \(start), before the first one, 0") }
    if end < start { report.report(op, "ends at cycle \(end), before it starts, at \(start)") }
    if end > cycles {
      report.report(op, "ends at cycle \(end), and the program takes 'cycles' = \(cycles)")
    }
  }

  private mutating func verifyNode(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    guard let layer = module.integer("layer", of: op) else { return }
    guard layer >= 0, layer < layers.count else {
      report.report(
        op, "'layer' is \(layer), and the first region has \(Self.range(layers.count, "op"))")
      return
    }
    guard let extents = extents(ofLayer: Int(layer), module) else {
      report.report(
        op,
        "'layer' \(layer) is '\(module.name(of: layers[Int(layer)]))', which has no loops of known "
          + "extents to compute a part of")
      return
    }
    verifyBox(op, extents, "the layer's loop", module, &report)
  }

  private mutating func extents(ofLayer layer: Int, _ module: borrowing Module) -> [Int64]? {
    switch loops[layer] {
    case .none: return nil
    case .extents(let extents): return extents
    case .unknown:
      guard case .success(let nest) = LoopNest.of(layers[layer], in: module), !nest.isView,
        !nest.bounds.contains(Dimension.dynamic)
      else {
        loops[layer] = .none
        return nil
      }
      loops[layer] = .extents(nest.bounds)
      return nest.bounds
    }
  }

  private func verifyPart(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    if let source = module.string("source", of: op),
      source == module.string("destination", of: op)
    {
      report.report(op, "moves from '\(source)' to itself")
    }
    if let bytes = module.integer("bytes", of: op), bytes < 0 {
      report.report(op, "'bytes' is \(bytes), and must not be negative")
    }
    guard let tensor = module.integer("tensor", of: op) else { return }
    guard tensor >= 0, tensor < tensors.count else {
      report.report(
        op,
        "'tensor' is \(tensor), and the operands and the results of the first region are "
          + Self.range(tensors.count, "value"))
      return
    }
    guard let shape = tensors[Int(tensor)] else {
      report.report(op, "'tensor' \(tensor) is no tensor of known shape")
      return
    }
    verifyBox(op, shape, "the tensor's dimension", module, &report)
  }

  private func verifyBox(
    _ op: OpID, _ extents: [Int64], _ what: String, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let lower = module.integers("lower", of: op), let upper = module.integers("upper", of: op)
    else { return }
    for (name, bounds) in [("lower", lower), ("upper", upper)] where bounds.count != extents.count {
      report.report(op, "'\(name)' has \(bounds.count) bounds, and needs \(extents.count)")
      return
    }
    for (index, extent) in extents.enumerated() {
      guard lower[index] >= 0, lower[index] < upper[index], upper[index] <= extent else {
        report.report(
          op,
          "goes from \(lower[index]) to \(upper[index]) along \(what) \(index), which has "
            + "\(Self.range(Int(clamping: extent), "step")): expects 0 <= lower < upper <= \(extent)"
        )
        return
      }
    }
  }

  // MARK: Words

  private static func shape(_ value: ValueID, _ module: borrowing Module) -> [Int64]? {
    guard let shape = module.shape(of: value), !shape.contains(Dimension.dynamic) else {
      return nil
    }
    return shape
  }

  private static func range(_ count: Int, _ noun: String) -> String {
    count == 0 ? "no \(noun)s" : "the \(noun)s 0 to \(count - 1)"
  }

  private static func list(_ types: [TypeID], _ module: borrowing Module) -> String {
    var texts: [String] = []
    for type in types { texts.append(module.text(of: type)) }
    return texts.joined(separator: ", ")
  }
}
