extension OpDefinition {
  /// `sam.root`: the source of a stream of one reference, `0 D`: `() -> !sam.ref<0>`.
  ///
  /// *Time.* The reference is there at cycle 1, the done token at cycle 2.
  static let samRoot = OpDefinition(
    "sam.root", summary: "The source of one reference.", traits: [.pure],
    operands: .exactly(0), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      check.result(0, is: .references(depth: 0), "one reference in no fiber", module, &report)
    })

  /// `sam.scan`: reads a level of a tensor, `(%tensor, %ref : !sam.ref<d>) -> (!sam.crd<d+1>, !sam.ref<d+1>)`.
  ///
  /// For each reference r a compressed level gives the coordinates `crd[seg[r]] ... crd[seg[r+1]-1]` and their places; a dense one
  /// gives 0 ... size-1 and `r*size + c`. Then `S0`, or `S(n+1)` where the next token of the input is `Sn`. `N` passes as an empty
  /// fiber. `level` counts the levels of the tensor's encoding. An optional third operand, coordinates of depth d+1, comes from
  /// a joiner that skips: the scanner goes on at the first coordinate that is not smaller.
  ///
  /// *Time.* A fiber of n coordinates takes n + 1 cycles; the last is that of its stop, for which the next token of the input
  /// must be there. A stop that follows a stop takes 1.
  static let samScan = OpDefinition(
    "sam.scan", summary: "Reads a level of a tensor.", traits: [.pure],
    operands: .between(2, 3), results: .exactly(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      check.level(module, &report)
      guard let references = check.operand(1, .references, module, &report),
        let d = references.depth
      else { return }
      let reason = "one deeper than its references of depth \(d)"
      let coordinates = StreamType.coordinates(depth: 0).withDepth(d + 1)
      check.result(0, is: coordinates, reason, module, &report)
      check.result(1, is: references.withDepth(d + 1), reason, module, &report)
      if module.operandCount(of: op) == 3 {
        check.operand(
          2, is: coordinates, "coordinates to skip to, as deep as those that it gives", module,
          &report)
      }
    })

  /// `sam.array`: reads values, `(%tensor, %ref : !sam.ref<d>) -> !sam.val<d, T>`. `N` gives 0; stops pass.
  ///
  /// Values that are vectors are blocks: the last levels of the tensor are dense and of the block's sides, and a reference counts
  /// blocks.
  ///
  /// *Time.* A token takes a cycle; a block of b by b elements is there b*b cycles later, but the next can follow in a cycle.
  static let samArray = OpDefinition(
    "sam.array", summary: "Reads values of a tensor.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      let tensor = check.tensor(module, &report)
      guard let references = check.operand(1, .references, module, &report),
        let values = check.result(
          0, .values, depth: references.depth, "as deep as its references", module, &report)
      else { return }
      if let tensor, let element = values.element {
        check.block(element, of: tensor, "result #0", module, &report)
      }
    })

  /// `sam.generate_references`: counts the coordinates of a stream, `(!sam.crd<d>) -> !sam.ref<d>`: 0, 1, 2, ... with the same stops.
  ///
  /// *Time.* A token takes a cycle.
  static let samGenerateReferences = OpDefinition(
    "sam.generate_references", summary: "Counts the coordinates of a stream.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      guard let d = check.operand(0, .coordinates, module, &report)?.depth else { return }
      check.result(
        0, is: .references(depth: d), "as deep as its coordinates", module, &report)
    })

  /// `sam.locate`: finds coordinates in a level, `(%tensor, %crd : !sam.crd<d>, %parent : !sam.ref<d>, %others : d ...) ->
  /// (!sam.crd<d>, !sam.ref<d>, others ...)`.
  ///
  /// For each coordinate c and reference r of the level above, repeated along the coordinates, it gives the reference of c in
  /// the fiber r of the level: `r*size + c` where the level is dense. Where a compressed level does not hold c, the token is
  /// left out of all results; `%others` are the references or values of other tensors at the same coordinates. `N` as parent
  /// gives `N`. Stops pass.
  ///
  /// *Time.* A token takes a cycle, whatever the number of streams.
  static let samLocate = OpDefinition(
    "sam.locate", summary: "Finds coordinates in a level.", traits: [.pure],
    operands: .atLeast(3), results: .atLeast(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      check.level(module, &report)
      guard let coordinates = check.operand(1, .coordinates, module, &report),
        let d = coordinates.depth,
        check.resultCount(
          module.operandCount(of: op) - 1, "a coordinate, a reference, and the others", module,
          &report)
      else { return }
      let reason = "as deep as its coordinates"
      check.result(0, is: coordinates, reason, module, &report)
      check.operand(2, is: .references(depth: d), reason, module, &report)
      check.result(1, is: .references(depth: d), reason, module, &report)
      for index in 3..<max(3, module.operandCount(of: op)) {
        let other = check.operand(index, .payload, depth: d, reason, module, &report)
        if let other {
          check.result(index - 1, is: other, "as operand #\(index)", module, &report)
        }
      }
    })
}
