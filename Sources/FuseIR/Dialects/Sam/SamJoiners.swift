extension OpDefinition {
  /// `sam.intersect`: the coordinates that all operands have, `(%crd0, %ref0, %crd1, %ref1, ...) -> (%crd, %ref0, %ref1, ...)`.
  ///
  /// Pairs of coordinates and references (or values) of one depth: equal heads leave together, else the smallest are dropped.
  /// Stops must agree, and pass. With `skip`, it has one more result for each pair, coordinates that go back to the pair's
  /// scanner, which may leave out what is smaller. Words of bits may stand for all coordinates; references then count bits.
  ///
  /// *Time.* One comparison of all heads in a cycle, however many there are; it waits for all of them.
  static let samIntersect = OpDefinition(
    "sam.intersect", summary: "The coordinates that all operands have.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2),
    attributes: [.optional("skip", .unit), .optional("index", .string)],
    verify: { module, op, report in
      verifyPairs(op, skips: module.attribute("skip", of: op) != nil, module, &report)
    })

  /// `sam.union`: the coordinates that any operand has; references of operands that lack it are `N`. Operands and results as those
  /// of `sam.intersect`.
  ///
  /// *Time.* One comparison of all heads in a cycle, however many there are; it waits for all of them.
  static let samUnion = OpDefinition(
    "sam.union", summary: "The coordinates that any operand has.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2), attributes: [.optional("index", .string)],
    verify: { module, op, report in verifyPairs(op, skips: false, module, &report) })

  /// `sam.repeat_signal`: what a repeater is driven by, `(%stream : crd, ref or val) -> !sam.rep`: a data token gives a
  /// repetition, any stop ends it.
  ///
  /// *Time.* A token takes a cycle.
  static let samRepeatSignal = OpDefinition(
    "sam.repeat_signal", summary: "What a repeater is driven by.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1), attributes: [.optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.operand(0, [.coordinates, .references, .values], module, &report)
      check.result(0, is: .signals, "a repeat signal", module, &report)
    })

  /// `sam.repeat`: repeats a stream along another, `(%stream : ref or val of depth d, !sam.rep) -> of depth d+1`.
  ///
  /// The head leaves once for each repetition of the signal; at the signal's stop it is done with, and `S0` leaves, or `S(n+1)`
  /// where the next token of the stream is `Sn`. The stream that drives the signal has depth d+1.
  ///
  /// *Time.* A token of the signal takes a cycle; at its stop, the next token of the stream must be there.
  static let samRepeat = OpDefinition(
    "sam.repeat", summary: "Repeats a stream along another.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1), attributes: [.optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard check.operand(1, .signals, module, &report) != nil,
        let stream = check.operand(0, .payload, module, &report), let d = stream.depth
      else { return }
      check.result(
        0, is: stream.withDepth(d + 1), "one deeper than operand #0", module, &report)
      let driver = driver(of: module.operand(1, of: op), in: module)
      if let driver, let depth = StreamType(of: driver, in: module)?.depth, depth != d + 1 {
        check.fail(
          "repeats a stream of depth \(d) along one of depth \(depth), but needs one of depth \(d + 1)",
          &report)
      }
    })

  /// `sam.concat`: fibers one after another, `(%crd0, %ref0, %crd1, %ref1, ...) -> (%crd, %ref0, %ref1, ...)`; `sizes` are the
  /// sizes of the dimension in each operand, by which the coordinates of later ones are moved; references of the others are `N`.
  /// Stops must agree.
  ///
  /// *Time.* A coordinate takes a cycle, and so does the stop of all.
  static let samConcat = OpDefinition(
    "sam.concat", summary: "Fibers one after another.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2),
    attributes: [.required("sizes", .denseArray(width: 64)), .optional("index", .string)],
    verify: { module, op, report in
      verifyPairs(op, skips: false, module, &report)
      let sizes = module.integers("sizes", of: op) ?? []
      if sizes.count != module.operandCount(of: op) / 2 || sizes.contains(where: { $0 < 0 }) {
        report.report(
          op,
          "'sizes' must hold a size of at least 0 for each of the \(module.operandCount(of: op) / 2) pairs"
        )
      }
      if sizes.reduce(Int64(0), { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 })
        > Int64(Int32.max)
      {
        report.report(op, "'sizes' add up to more than coordinates can count, \(Int32.max)")
      }
    })

  // MARK: Rules

  /// Pairs of coordinates and payloads, and results that repeat them.
  private static func verifyPairs(
    _ op: OpID, skips: Bool, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    var check = StreamCheck(op, module, &report)
    let count = module.operandCount(of: op)
    guard count.isMultiple(of: 2) else {
      check.fail(
        "expects pairs of coordinates and references or values, but has \(count) operands", &report)
      return
    }
    let pairs = count / 2
    guard let first = check.operand(0, [.coordinates, .bitVectors], module, &report),
      let depth = first.depth,
      check.resultCount(
        1 + pairs * (skips ? 2 : 1),
        "the coordinate, a payload for each of the \(pairs) pairs"
          + (skips ? ", and coordinates to skip to for each" : ""), module, &report)
    else { return }
    if depth == 0 {
      check.fail("operand #0 must be nested in fibers, but is \(first.fullText)", &report)
    }
    check.result(0, is: first, "as operand #0", module, &report)
    for pair in 0..<pairs {
      check.operand(2 * pair, is: first, "as operand #0", module, &report)
      let payload = check.operand(
        2 * pair + 1, .payload, depth: depth, "as deep as operand #\(2 * pair)", module, &report)
      if let payload {
        check.result(1 + pair, is: payload, "as operand #\(2 * pair + 1)", module, &report)
      }
      if skips {
        check.result(1 + pairs + pair, is: first, "coordinates to skip to", module, &report)
      }
    }
  }

  /// The stream that a signal was made from; nil where that can't be seen.
  private static func driver(of signal: ValueID, in module: borrowing Module) -> ValueID? {
    var signal = signal
    // A chain of copies is as long as the program at most; one in a circle has no driver.
    for _ in 0..<64 {
      guard let op = module.definingOp(of: signal) else { return nil }
      switch SamOp(module.opcode(of: op)) {
      case .repeatSignal: return module.operand(0, of: op)
      case .broadcast: signal = module.operand(0, of: op)
      default: return nil
      }
    }
    return nil
  }
}
