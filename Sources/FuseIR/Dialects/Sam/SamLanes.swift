extension Module {
  /// The stream that a fork deals to the lanes that a `sam.join` gathers: one of the nearest fork before the join's first lane that
  /// has as many lanes, and the join's `index` where that has one. Nil where there is none.
  public func dealtStream(of join: OpID) -> ValueID? {
    guard operandCount(of: join) > 0 else { return nil }
    let index = string("index", of: join)
    var seen: Set<ValueID> = []
    var queue = [operand(0, of: join)]
    var next = 0
    while next < queue.count {
      let value = queue[next]
      next += 1
      guard seen.insert(value).inserted, let maker = definingOp(of: value) else { continue }
      let kind = SamOp(opcode(of: maker))
      let isAlike = index == nil || string("index", of: maker) == index
      if kind == .fork, isAlike, resultCount(of: maker) == operandCount(of: join) {
        return value
      }
      // What was gathered before has nothing to do with this one's lanes.
      if kind == .join, index != nil, isAlike { continue }
      queue += operands(of: maker)
    }
    return nil
  }
}

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

  /// `sam.fork`: deals data tokens to lanes in turn, `(%stream) -> (%lane0, ...)`; stops and the done token go to every lane. The turn
  /// goes on behind a stop. `index` is the loop whose points are dealt.
  ///
  /// *Time.* A token takes a cycle.
  static let samFork = OpDefinition(
    "sam.fork", summary: "Deals data tokens to lanes in turn.", traits: [.pure],
    operands: .exactly(1), results: .atLeast(1), attributes: [.optional("index", .string)],
    verify: { module, op, report in
      verifyLanes(op, .nested, module, &report)
    })

  /// `sam.join`: gathers lanes in turn, `(%lane0, ...) -> %stream`: what the fork dealt first, then what it dealt next, ...
  ///
  /// Where the lanes are as deep as what was dealt, that is a token of each lane in turn; where they are deeper, it is all that
  /// stands inside of the dealt token, up to its stop. Stops that end what was dealt between two stops of the fork leave once, as
  /// the last of them is in its lane; a value that a reducer gives in a lane to which nothing was dealt is dropped. The fork is
  /// the nearest before the first lane that deals to as many lanes, and has the same `index` where the join has one; without a
  /// fork, each lane is read to its stop, and of their stops only that of the last lane survives, the others become `S0`.
  ///
  /// *Time.* A token takes a cycle; stops that all lanes show are taken together.
  static let samJoin = OpDefinition(
    "sam.join", summary: "Gathers lanes in turn.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1), attributes: [.optional("index", .string)],
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
