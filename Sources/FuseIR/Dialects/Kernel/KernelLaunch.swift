extension OpDefinition {
  /// `kernel.launch`: one kernel.
  ///
  /// The region's arguments are the operands, and its `fuse_end.yield` gives the results. It holds `kernel.rows` ops and, between
  /// them, ops that only name elements in another way (`tensor.expand_shape`, `tensor.collapse_shape`) or constants. One
  /// `kernel.rows` that reads nothing of another is packed beside it: blocks of threads take rows of the one or the other. One
  /// that reads a result of another runs after all rows of that: the kernel waits for all its threads between (global
  /// composition). A product of matrices or a convolution whose rows are those of the others may stand between them, on whole
  /// tensors: what it reads and gives row by row then goes from block of rows to block of rows.
  ///
  /// `blocks`, `threads` and `lanes` are the shape of the launch: how many groups of threads, how many threads share a row or
  /// several rows in one group, and how many elements a thread computes with one instruction. `scratch_bytes` is how much
  /// memory near the processor a group has for what its rows hand from stage to stage. `nanoseconds` is the time
  /// that the cost model predicts.
  static let kernelLaunch = OpDefinition(
    "kernel.launch", summary: "One kernel.", traits: [.pure, .isolatedFromAbove, .singleBlock],
    operands: .any, results: .any, regions: .exactly(1),
    attributes: [
      .required("sym_name", .string), .required("blocks", .integer(width: 64)),
      .required("threads", .integer(width: 64)), .required("lanes", .integer(width: 64)),
      .required("scratch_bytes", .integer(width: 64)), .optional("nanoseconds", .float),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(["blocks", "threads", "lanes"], module, op, &report)
      MachineFields.verifyRange("scratch_bytes", 0...1 << 40, module, op, &report)
      guard let body = module.body(of: op) else {
        report.report(op, "has an empty region: expects a block")
        return
      }
      let operands = module.operands(of: op).map { module.type(of: $0) }
      if module.arguments(of: body).map({ module.type(of: $0) }) != operands {
        report.report(op, "must have a region whose arguments are of the types of the operands")
      }
      guard let end = module.lastOp(of: body), module.opcode(of: end).is(FuseEndOp.yield) else {
        report.report(op, "must have a region that ends in fuse_end.yield")
        return
      }
      if module.operands(of: end).map({ module.type(of: $0) }) != module.resultTypes(of: op) {
        report.report(op, "must yield values of the types of its results")
      }
      for inner in module.ops(of: body).dropLast() {
        let opcode = module.opcode(of: inner)
        let isAllowed =
          opcode.is(KernelOp.rows) || opcode.is(TensorOp.expandShape)
          || opcode.is(TensorOp.collapseShape) || opcode.is(ArithOp.constant)
          || opcode.is(TensorOp.empty) || StructuredOp(inner, in: module) != nil
        if !isAllowed {
          report.report(
            inner,
            "cannot stand in a kernel.launch: expects kernel.rows, structured ops, reshapes and constants"
          )
        }
      }
    })
}
