extension OpDefinition {
  /// `sam.hold`: repeats coordinates along inner ones, `(%outer : crd<d>, %inner : d+1) -> (crd<d+1>, d+1)`: the held
  /// outer coordinates and the inner ones. Where `%inner` are values of the outer's depth, the two are passed on in step.
  ///
  /// *Time.* A token of the inner stream takes a cycle.
  static let samHold = OpDefinition(
    "sam.hold", summary: "Repeats coordinates along inner ones.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let (outer, inner) = verifyNesting(op, .coordinates, &check, module, &report) else {
        return
      }
      check.result(
        0, is: outer.withDepth(inner.depth ?? 0), "as deep as operand #1", module, &report)
      check.result(1, is: inner, "as operand #1", module, &report)
    })

  /// `sam.drop`: drops outer coordinates without inner ones, `(%outer : crd<d>, %inner : d+1) -> (crd<d>, d+1)`, and
  /// the empty fibers. The inner stream is one of coordinates, references or values. Where it is one of values of the
  /// outer's depth, zeros are dropped with their coordinates.
  ///
  /// *Time.* A token of the outer stream takes a cycle, and a whole fiber of the inner one passes in it.
  static let samDrop = OpDefinition(
    "sam.drop", summary: "Drops outer coordinates without inner ones.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let (outer, inner) = verifyNesting(op, .coordinates, &check, module, &report) else {
        return
      }
      check.result(0, is: outer, "as operand #0", module, &report)
      check.result(1, is: inner, "as operand #1", module, &report)
    })

  /// `sam.mask`: keeps the inner coordinates that relate to their outer one as `predicate` says, `(%outer : crd<d>,
  /// %inner : crd<d+1>, %ref : d+1) -> (crd<d>, crd<d+1>, d+1)`; `predicate` is one of `eq`, `ne`, `lt`, `le`, `gt`, `ge`,
  /// with the inner coordinate on its left. Outer coordinates with nothing left go too.
  ///
  /// *Time.* A token of the inner stream takes a cycle.
  static let samMask = OpDefinition(
    "sam.mask", summary: "Keeps the coordinates of which a predicate holds.", traits: [.pure],
    operands: .exactly(3), results: .exactly(3), attributes: [.required("predicate", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.word("predicate", ["eq", "ne", "lt", "le", "gt", "ge"], module, &report)
      guard let outer = check.operand(0, .coordinates, module, &report), let d = outer.depth else {
        return
      }
      let reason = "one deeper than operand #0"
      let inner = check.operand(1, .coordinates, depth: d + 1, reason, module, &report)
      let payload = check.operand(2, .payload, depth: d + 1, reason, module, &report)
      check.result(0, is: outer, "as operand #0", module, &report)
      if let inner { check.result(1, is: inner, "as operand #1", module, &report) }
      if let payload { check.result(2, is: payload, "as operand #2", module, &report) }
    })

  /// `sam.drop_stops`: removes the stops of the innermost fibers, `(%stream : depth d) -> depth d-1`: `S0` vanishes, `S(n+1)`
  /// becomes `Sn`.
  ///
  /// *Time.* A token takes a cycle.
  static let samDropStops = OpDefinition(
    "sam.drop_stops", summary: "Removes the stops of the innermost fibers.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let stream = check.operand(0, .nested, module, &report), let d = stream.depth else {
        return
      }
      guard d > 0 else {
        check.fail("removes stops, but operand #0 has none: \(stream.fullText)", &report)
        return
      }
      check.result(
        0, is: stream.withDepth(d - 1), "one less deep than operand #0", module, &report)
    })

  /// `sam.drop_empty_fibers`: removes fibers that hold nothing; the depth stays.
  ///
  /// *Time.* A token takes a cycle.
  static let samDropEmptyFibers = OpDefinition(
    "sam.drop_empty_fibers", summary: "Removes fibers that hold nothing.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let stream = check.operand(0, .nested, module, &report) else { return }
      check.result(0, is: stream, "as operand #0", module, &report)
    })

  /// `sam.flatten`: two levels of coordinates as one, `(%outer : crd<d>, %inner : crd<d+1>) -> crd<d>`: `outer*size + inner`.
  ///
  /// *Time.* A token of the inner stream takes a cycle.
  static let samFlatten = OpDefinition(
    "sam.flatten", summary: "Two levels of coordinates as one.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    attributes: [.required("size", .integer(width: 64))],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.range("size", 1...Int64(Int32.max), module, &report)
      guard let outer = check.operand(0, .coordinates, module, &report), let d = outer.depth else {
        return
      }
      _ = check.operand(
        1, .coordinates, depth: d + 1, "one deeper than operand #0", module, &report)
      check.result(0, is: outer, "as operand #0", module, &report)
    })

  /// `sam.split`: one level of coordinates as two, `(%crd : crd<d>) -> (crd<d>, crd<d+1>)`: by quotient and rest of `size`.
  ///
  /// *Time.* A token takes a cycle.
  static let samSplit = OpDefinition(
    "sam.split", summary: "One level of coordinates as two.", traits: [.pure],
    operands: .exactly(1), results: .exactly(2),
    attributes: [.required("size", .integer(width: 64))],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.range("size", 1...Int64(Int32.max), module, &report)
      guard let outer = check.operand(0, .coordinates, module, &report), let d = outer.depth else {
        return
      }
      check.result(0, is: outer, "as operand #0", module, &report)
      check.result(
        1, is: outer.withDepth(d + 1), "one deeper than operand #0", module, &report)
    })

  /// `sam.bit_vector_scan`: reads a level that is stored as bits, `(%tensor, %ref : !sam.ref<d>) -> (!sam.bv<d+1>, !sam.ref<d+1>)`:
  /// for each word of a fiber, the word and the reference of its first bit that is set.
  ///
  /// *Time.* A fiber of n words takes n + 1 cycles.
  static let samBitVectorScan = OpDefinition(
    "sam.bit_vector_scan", summary: "Reads a level stored as bits.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      check.level(module, &report)
      guard let references = check.operand(1, .references, module, &report),
        let d = references.depth
      else { return }
      let reason = "one deeper than its references of depth \(d)"
      check.result(
        0, is: StreamType.bitVectors(depth: 0).withDepth(d + 1), reason, module, &report)
      check.result(1, is: references.withDepth(d + 1), reason, module, &report)
    })

  /// `sam.coordinates_to_bit_vector`: `(!sam.crd<d>) -> !sam.bv<d>`, words of `width` bits, from the lowest coordinate on.
  ///
  /// *Time.* A coordinate takes a cycle, and so does a word.
  static let samCoordinatesToBitVector = OpDefinition(
    "sam.coordinates_to_bit_vector", summary: "Coordinates as words of bits.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("width", .integer(width: 64))],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.range("width", 1...64, module, &report)
      guard let d = check.operand(0, .coordinates, module, &report)?.depth else { return }
      check.result(0, is: .bitVectors(depth: d), "as deep as operand #0", module, &report)
    })

  /// `sam.bit_vector_to_coordinates`: `(!sam.bv<d>, !sam.ref<d>) -> (!sam.crd<d>, !sam.ref<d>)`: the coordinates of the bits that
  /// are set, and their references, counted from that of the word; words have `width` bits.
  ///
  /// *Time.* A coordinate takes a cycle.
  static let samBitVectorToCoordinates = OpDefinition(
    "sam.bit_vector_to_coordinates", summary: "Words of bits as coordinates.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    attributes: [.required("width", .integer(width: 64))],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.range("width", 1...64, module, &report)
      guard let d = check.operand(0, .bitVectors, module, &report)?.depth else { return }
      let reason = "as deep as operand #0"
      check.operand(1, is: .references(depth: d), reason, module, &report)
      check.result(0, is: .coordinates(depth: d), reason, module, &report)
      check.result(1, is: .references(depth: d), reason, module, &report)
    })

  /// `sam.bit_vector_drop`: clears the bits of outer coordinates without inner ones, `(%outer : bv<d>, %inner : d+1) ->
  /// (bv<d>, d+1)`, as `sam.drop` does with coordinates.
  ///
  /// *Time.* A word takes a cycle.
  static let samBitVectorDrop = OpDefinition(
    "sam.bit_vector_drop", summary: "Clears bits without inner coordinates.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let (outer, inner) = verifyNesting(op, .bitVectors, &check, module, &report) else {
        return
      }
      check.result(0, is: outer, "as operand #0", module, &report)
      check.result(1, is: inner, "as operand #1", module, &report)
    })

  // MARK: Rules

  /// An outer stream and one that is one deeper, or values of its depth.
  private static func verifyNesting(
    _ op: OpID, _ kind: StreamCheck.Kinds, _ check: inout StreamCheck, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) -> (outer: StreamType, inner: StreamType)? {
    guard let outer = check.operand(0, kind, module, &report), let d = outer.depth else {
      return nil
    }
    if let values = StreamType(of: module.operand(1, of: op), in: module), values.element != nil,
      values.depth == d
    {
      return (outer, values)
    }
    let inner = check.operand(
      1, .nested, depth: d + 1, "one deeper than operand #0", module, &report)
    return inner.map { (outer, $0) }
  }
}
