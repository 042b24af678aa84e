extension OpDefinition {
  /// `sam.broadcast`: copies a stream, `(%stream) -> (%stream, ...)`. Any stream may have several readers; a broadcast is a
  /// block of its own, as text graphs have it.
  ///
  /// *Time.* Each token is there a cycle later; it keeps no clock, so that no token waits for another.
  static let samBroadcast = OpDefinition(
    "sam.broadcast", summary: "Copies a stream.", traits: [.pure],
    operands: .exactly(1), results: .atLeast(1),
    verify: { module, op, report in
      verifyLanes(op, .streams, module, &report)
    })

  /// `sam.fork`: deals data tokens to lanes in turn, `(%stream) -> (%lane0, ...)`; stops and the done token go to every lane.
  ///
  /// *Time.* A token takes a cycle.
  static let samFork = OpDefinition(
    "sam.fork", summary: "Deals data tokens to lanes in turn.", traits: [.pure],
    operands: .exactly(1), results: .atLeast(1),
    verify: { module, op, report in
      verifyLanes(op, .nested, module, &report)
    })

  /// `sam.join`: gathers lanes in turn, `(%lane0, ...) -> %stream`: lane 0 to its stop, then lane 1, ...; of their stops only the last
  /// lane's level survives, those of the others become `S0`.
  ///
  /// *Time.* A token takes a cycle.
  static let samJoin = OpDefinition(
    "sam.join", summary: "Gathers lanes in turn.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    verify: { module, op, report in
      verifyLanes(op, .nested, module, &report)
    })

  /// All operands and results are of one type, which is of one of the kinds.
  private static func verifyLanes(
    _ op: OpID, _ kinds: StreamCheck.Kinds, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    var check = StreamCheck(op, module, &report)
    guard let type = check.operand(0, kinds, module, &report) else { return }
    for index in 1..<max(1, module.operandCount(of: op)) {
      check.operand(index, is: type, "as operand #0", module, &report)
    }
    for index in 0..<module.resultCount(of: op) {
      check.result(index, is: type, "as operand #0", module, &report)
    }
  }
}
