extension OpDefinition {
  /// `machine.accelerator`: a machine that programs are compiled for.
  ///
  /// Its region holds the memories, outermost first, the arrays, vector units, processors,
  /// fabrics, links, channels, cores and queues. Where it has cores, every array and vector unit is in one.
  /// `clock_hertz` is the clock, and
  /// `instruction_set` names the commands of its programs: `gemmini`, or `none` for a machine of cost models only.
  static let machineAccelerator = OpDefinition(
    "machine.accelerator", summary: "A machine that programs are compiled for.",
    traits: [.symbol, .isolatedFromAbove, .singleBlock],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [
      .required("sym_name", .string), .optional("summary", .string),
      .required("clock_hertz", .integer(width: 64)), .required("instruction_set", .string),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(["clock_hertz"], module, op, &report)
      MachineFields.verifyWord("instruction_set", ["gemmini", "none"], module, op, &report)
      verifyMachineParts(module, op, &report)
    })

  private static let partKinds =
    "memories, arrays, vector units, processors, fabrics, links, channels, cores and queues"

  /// Checks that the region holds parts only, that their names differ, and that links lead to parts.
  private static func verifyMachineParts(
    _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let body = module.body(of: op) else {
      report.report(
        op, "has an empty region: expects \(partKinds)")
      return
    }
    MachineFields.verifyNames(module, op, &report)
    var names: Set<String> = []
    var ends: [String] = []
    var memories: [String] = []
    for inner in module.ops(of: body) {
      let part = MachineOp(module.opcode(of: inner))
      if part != nil { MachineFields.verifyNames(module, inner, &report) }
      switch part {
      case .memory, .array, .channel, .core, .fabric, .processor, .queue, .vector:
        guard let name = module.string("sym_name", of: inner) else { continue }
        if !names.insert(name).inserted { report.report(inner, "redefines '\(name)'") }
        if part == .memory { memories.append(name) }
        if part == .memory || part == .array || part == .vector { ends.append(name) }
      case .link: break
      case .accelerator, nil:
        if !module.opcode(of: inner).is(FuseEndOp.yield) {
          report.report(
            inner,
            "cannot stand in a machine.accelerator: expects \(partKinds)"
          )
        }
      }
    }
    let memoryNames = Set(memories)
    let endNames = Set(ends)
    for inner in module.ops(of: body) {
      let field: String
      switch MachineOp(module.opcode(of: inner)) {
      case .vector: field = "memory"
      case .processor: field = "scratch"
      default: continue
      }
      guard let name = module.string(field, of: inner), !memoryNames.contains(name) else {
        continue
      }
      report.report(
        inner,
        "'\(field)' names no memory of the machine: '\(name)'"
          + MachineFields.hint(for: name, among: memories, report))
    }
    for inner in module.ops(of: body) where module.opcode(of: inner).is(MachineOp.link) {
      for end in ["source", "destination"] {
        guard let name = module.string(end, of: inner), !endNames.contains(name) else { continue }
        report.report(
          inner,
          "'\(end)' names no memory or array of the machine: '\(name)'"
            + MachineFields.hint(for: name, among: ends, report))
      }
    }
    if module.string("instruction_set", of: op) == "gemmini" {
      for inner in module.ops(of: body) where module.opcode(of: inner).is(MachineOp.array) {
        MachineFields.verifyWords("row_loops", ["C", "R", "S"], module, inner, &report)
      }
    }
    MachineCoreRules(module, body).verify(module, &report)
  }
}
