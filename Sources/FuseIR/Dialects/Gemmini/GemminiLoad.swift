extension OpDefinition {
  /// `gemmini.load`: the elements of a buffer as a tensor, in a `gemmini.host`.
  ///
  /// The result may have another shape than the buffer, with the same elements in row-major order.
  static let gemminiLoad = OpDefinition(
    "gemmini.load", summary: "Reads a buffer as a tensor.",
    operands: .exactly(0), results: .exactly(1),
    attributes: [.required("buffer", .symbol)],
    verify: { module, op, report in
      GemminiLoad.verifyType(module.type(of: module.result(of: op)), module, op, &report)
    })
}

/// The rule that loads and stores share.
enum GemminiLoad {
  /// Checks that the tensor's elements fill the buffer exactly.
  static func verifyType(
    _ type: TypeID, _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let host = module.parentOp(of: op), module.opcode(of: host).is(GemminiOp.host) else {
      report.report(op, "must stand directly in a gemmini.host")
      return
    }
    guard let program = module.parentOp(of: host),
      module.opcode(of: program).is(GemminiOp.program),
      let name = module.attribute("buffer", of: op).flatMap({ module.symbolValue($0) }),
      let bufferOp = module.symbol(name, in: program),
      let buffer = GemminiBuffer(bufferOp, in: module)
    else { return }
    if module.elementType(of: type) != module.elementType(of: buffer.type)
      || GemminiBuffer.byteCount(of: type, in: module) != buffer.byteCount
    {
      report.report(
        op, "tensor must have the elements of buffer @\(module.string(name)), in any shape")
    }
  }
}
