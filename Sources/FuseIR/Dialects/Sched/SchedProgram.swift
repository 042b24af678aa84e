extension OpDefinition {
  /// `sched.program`: layers, and when and where each part of them is computed.
  ///
  /// The first region holds the layers: structured ops on tensors and the views between them, as they stood in the function; its
  /// arguments are the operands, its `fuse_end.yield` gives the results. The second region is the timeline: `sched.node`,
  /// `sched.move` and `sched.hold` ops in any order (fusec writes them in that of their starts), without values; what they say is when, where, and
  /// which part. `check-schedule` says whether a schedule is legal, `-on=multicore` runs it.
  /// Tensors have numbers: first the operands of the program, then the results of the ops of the first region, in their order.
  ///
  /// `machine` names the machine, `description` is its text where it is none of the catalog. Operands lie in the outermost memory
  /// when the program starts, constants of the first region as well, and results lie there when it ends.
  static let schedProgram = OpDefinition(
    "sched.program", summary: "Layers, and when and where each part of them is computed.",
    traits: [.pure, .isolatedFromAbove, .singleBlock],
    operands: .any, results: .any, regions: .exactly(2),
    attributes: [
      .required("machine", .string), .optional("description", .string),
      .required("cycles", .integer(width: 64)), .optional("picojoules", .float),
      .optional("bound_cycles", .integer(width: 64)), .optional("bound_picojoules", .float),
    ], verify: { module, op, report in SchedVerification.verify(module, op, &report) })
}
