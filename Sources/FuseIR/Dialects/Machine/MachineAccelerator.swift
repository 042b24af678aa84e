extension OpDefinition {
  /// `machine.accelerator`: a machine that programs are compiled for.
  ///
  /// Its region holds the memories, outermost first, the arrays, vector units, processors,
  /// fabrics, links and queues.
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
    "memories, arrays, vector units, processors, fabrics, links and queues"

  /// Checks that the region holds parts only, that their names differ, and that links lead to parts.
  private static func verifyMachineParts(
    _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let body = module.body(of: op) else {
      report.report(
        op, "has an empty region: expects \(partKinds)")
      return
    }
    var names: Set<String> = []
    var ends: Set<String> = []
    var memories: Set<String> = []
    for inner in module.ops(of: body) {
      let part = MachineOp(module.opcode(of: inner))
      switch part {
      case .memory, .array, .fabric, .processor, .queue, .vector:
        guard let name = module.string("sym_name", of: inner) else { continue }
        if !names.insert(name).inserted { report.report(inner, "redefines '\(name)'") }
        if part == .memory { memories.insert(name) }
        if part != .queue, part != .processor, part != .fabric { ends.insert(name) }
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
    for inner in module.ops(of: body) {
      let field: String
      switch MachineOp(module.opcode(of: inner)) {
      case .vector: field = "memory"
      case .processor: field = "scratch"
      default: continue
      }
      guard let name = module.string(field, of: inner), !memories.contains(name) else { continue }
      report.report(inner, "'\(field)' names no memory of the machine: '\(name)'")
    }
    for inner in module.ops(of: body) where module.opcode(of: inner).is(MachineOp.link) {
      for end in ["source", "destination"] {
        guard let name = module.string(end, of: inner), !ends.contains(name) else { continue }
        report.report(inner, "'\(end)' names no memory or array of the machine: '\(name)'")
      }
    }
  }
}
