extension OpDefinition {
  /// `kernel.barrier`: the threads that share a row wait for each other.
  ///
  /// What a stage before it wrote to scratch, any thread of the row may read after it; and a scratch slot that was read for
  /// the last time before it may be written again after it. The barriers of a `kernel.rows` cut its stages into epochs; a row
  /// ends with a barrier of its own. Where one thread computes a row it costs nothing.
  static let kernelBarrier = OpDefinition(
    "kernel.barrier", summary: "The threads that share a row wait for each other.",
    operands: .exactly(0), results: .exactly(0),
    verify: { module, op, report in
      guard let parent = module.parentOp(of: op), module.opcode(of: parent).is(KernelOp.rows) else {
        report.report(op, "must stand in a kernel.rows")
        return
      }
    })
}
