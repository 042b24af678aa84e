extension OpDefinition {
  /// `sam.root`: the source of a stream of one reference, `0 D`: `() -> !sam.ref<0>`.
  static let samRoot = OpDefinition(
    "sam.root", summary: "The source of one reference.", traits: [.pure],
    operands: .exactly(0), results: .exactly(1))

  /// `sam.scan`: reads a level of a tensor, `(%tensor, %ref : !sam.ref<d>) -> (!sam.crd<d+1>, !sam.ref<d+1>)`.
  ///
  /// For each reference r a compressed level gives the coordinates `crd[seg[r]] ... crd[seg[r+1]-1]` and their places; a dense one
  /// gives 0 ... size-1 and `r*size + c`. Then `S0`, or `S(n+1)` where the next token of the input is `Sn`. `N` passes as an empty
  /// fiber. `level` counts the levels of the tensor's encoding. An optional third operand, coordinates of depth d+1, comes from
  /// a joiner that skips: the scanner goes on at the first coordinate that is not smaller.
  static let samScan = OpDefinition(
    "sam.scan", summary: "Reads a level of a tensor.", traits: [.pure],
    operands: .between(2, 3), results: .exactly(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)])

  /// `sam.array`: reads values, `(%tensor, %ref : !sam.ref<d>) -> !sam.val<d, T>`. `N` gives 0.
  static let samArray = OpDefinition(
    "sam.array", summary: "Reads values of a tensor.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1))

  /// `sam.generate_references`: counts the coordinates of a stream, `(!sam.crd<d>) -> !sam.ref<d>`: 0, 1, 2, ... with the same stops.
  static let samGenerateReferences = OpDefinition(
    "sam.generate_references", summary: "Counts the coordinates of a stream.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1))

  /// `sam.locate`: finds coordinates in a level, `(%tensor, %crd : !sam.crd<d>, %parent : !sam.ref<d>, %others : d ...) ->
  /// (!sam.crd<d>, !sam.ref<d>, others ...)`.
  ///
  /// For each coordinate c and reference r of the level above, repeated along the coordinates, it gives the reference of c in
  /// the fiber r of the level: `r*size + c` where the level is dense. Where a compressed level does not hold c, the token is
  /// left out of all results; `%others` are the references or values of other tensors at the same coordinates.
  static let samLocate = OpDefinition(
    "sam.locate", summary: "Finds coordinates in a level.", traits: [.pure],
    operands: .atLeast(3), results: .atLeast(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)])
}
