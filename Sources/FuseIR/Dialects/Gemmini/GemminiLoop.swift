extension OpDefinition {
  /// `gemmini.loop`: repeats instructions.
  ///
  /// The region's argument counts 0, 1, ..., `count` - 1. `count` is an integer, or an `affine_map` of the operands, which
  /// are variables of loops around it; the smallest of its results is the count, and below 1 there is no iteration.
  /// Loops are unrolled when the program leaves the compiler: the machine never sees them.
  static let gemminiLoop = OpDefinition(
    "gemmini.loop", summary: "Repeats instructions.", traits: [.singleBlock],
    operands: .any, results: .exactly(0), regions: .exactly(1),
    attributes: [.required("count", .any)],
    verify: { module, op, report in
      GemminiFields.verify(module, op, minima: ["count"], &report)
      guard let count = module.attribute("count", of: op) else { return }
      switch module.attribute(count) {
      case .integer(let value, .i64):
        if value < 0 { report.report(op, "'count' must be at least 0, but is \(value)") }
        if module.operandCount(of: op) != 0 {
          report.report(op, "takes operands only where 'count' is an affine map of them")
        }
      case .affineMap: break
      default: report.report(op, "'count' must be a 64-bit integer or an affine map")
      }
      guard let body = module.body(of: op) else {
        report.report(op, "has an empty region: expects a block with an index argument")
        return
      }
      if module.arguments(of: body).map({ module.type(of: $0) }) != [.index] {
        report.report(op, "expects one block argument, of type index")
      }
      GemminiSegment.verifyBody(module, op, &report)
    })
}
