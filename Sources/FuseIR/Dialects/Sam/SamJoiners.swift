extension OpDefinition {
  /// `sam.intersect`: the coordinates that all operands have, `(%crd0, %ref0, %crd1, %ref1, ...) -> (%crd, %ref0, %ref1, ...)`.
  ///
  /// Pairs of coordinates and references (or values) of one depth; one comparison of all heads each cycle, equal heads leave
  /// together, else the smallest are dropped. Stops must agree. With `skip`, it has one more result for each pair, coordinates that
  /// go back to the pair's scanner.
  static let samIntersect = OpDefinition(
    "sam.intersect", summary: "The coordinates that all operands have.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2),
    attributes: [.optional("skip", .unit), .optional("index", .string)])

  /// `sam.union`: the coordinates that any operand has; references of operands that lack it are `N`. Operands and results as those
  /// of `sam.intersect`.
  static let samUnion = OpDefinition(
    "sam.union", summary: "The coordinates that any operand has.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2), attributes: [.optional("index", .string)])

  /// `sam.repeat_signal`: what a repeater is driven by, `(%stream : crd, ref or val) -> !sam.rep`: a data token gives a
  /// repetition, any stop ends it.
  static let samRepeatSignal = OpDefinition(
    "sam.repeat_signal", summary: "What a repeater is driven by.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1), attributes: [.optional("index", .string)])

  /// `sam.repeat`: repeats a stream along another, `(%stream : ref or val of depth d, !sam.rep) -> of depth d+1`.
  ///
  /// The head leaves once for each repetition of the signal; at the signal's stop it is done with, and `S0` leaves, or `S(n+1)`
  /// where the next token of the stream is `Sn`.
  static let samRepeat = OpDefinition(
    "sam.repeat", summary: "Repeats a stream along another.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1), attributes: [.optional("index", .string)])

  /// `sam.concat`: fibers one after another, `(%crd0, %ref0, %crd1, %ref1, ...) -> (%crd, %ref0, %ref1, ...)`; `sizes` are the
  /// sizes of the dimension in each operand, by which the coordinates of later ones are moved; references of the others are `N`.
  static let samConcat = OpDefinition(
    "sam.concat", summary: "Fibers one after another.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2),
    attributes: [.required("sizes", .denseArray(width: 64)), .optional("index", .string)])
}
