extension OpDefinition {
  /// `gemmini.segment`: a stretch of instructions for the accelerator.
  ///
  /// Holds configuration, data movement and compute ops and `gemmini.loop`s of them, and ends with a fence. `reads` and
  /// `writes` name the buffers that its instructions read and write. `multiply_adds` is how many of them the sums of
  /// products that it computes have, without what tiles add at the edges.
  static let gemminiSegment = OpDefinition(
    "gemmini.segment", summary: "Instructions for the accelerator.",
    traits: [.symbol, .isolatedFromAbove, .singleBlock],
    operands: .exactly(0), results: .exactly(0), regions: .exactly(1),
    attributes: [
      .required("sym_name", .string), .required("reads", .array), .required("writes", .array),
      .optional("multiply_adds", .integer(width: 64)),
    ],
    verify: { module, op, report in
      guard let body = module.body(of: op), let last = module.lastOp(of: body) else { return }
      GemminiSegment.verifyBody(module, op, &report)
      let final = module.previousOp(before: last)
      if final.map({ module.opcode(of: $0).is(GemminiOp.fence) }) != true {
        report.report(op, "must end with a gemmini.fence, so that its results are in DRAM")
      }
    })
}

/// The rules for what stands in segments and loops.
enum GemminiSegment {
  /// Checks that the op's region holds nothing but instructions, loops and the end of the region.
  static func verifyBody(_ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport) {
    guard let body = module.body(of: op) else { return }
    var next = module.firstOp(of: body)
    while let inner = next {
      switch GemminiOp(module.opcode(of: inner)) {
      case .compute, .configEx, .configLd, .configSt, .fence, .flush, .loop, .mvin, .mvout,
        .preload:
        break
      case .buffer, .host, .load, .program, .segment, .store, nil:
        if !module.opcode(of: inner).is(FuseEndOp.yield) {
          report.report(inner, "cannot stand among instructions for the accelerator")
        }
      }
      next = module.nextOp(after: inner)
    }
  }
}
