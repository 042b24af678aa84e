extension OpDefinition {
  /// `sam.hold`: repeats coordinates along inner ones, `(%outer : crd<d>, %inner : crd<d+1>) -> (crd<d+1>, crd<d+1>)`: the held
  /// outer coordinates and the inner ones.
  static let samHold = OpDefinition(
    "sam.hold", summary: "Repeats coordinates along inner ones.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2))

  /// `sam.drop`: drops outer coordinates without inner ones, `(%outer : crd<d>, %inner : crd<d+1>) -> (crd<d>, crd<d+1>)`. Where
  /// `%inner` are values of the outer's depth, zeros are dropped with their coordinates.
  static let samDrop = OpDefinition(
    "sam.drop", summary: "Drops outer coordinates without inner ones.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2))

  /// `sam.mask`: keeps the tokens of which a predicate of coordinates holds, `(%crd0, %crd1, %ref) -> (crd0, crd1, ref)`;
  /// `predicate` is one of `eq`, `lt`, `le`, `gt`, `ge` of the two.
  static let samMask = OpDefinition(
    "sam.mask", summary: "Keeps the coordinates of which a predicate holds.", traits: [.pure],
    operands: .exactly(3), results: .exactly(3), attributes: [.required("predicate", .string)])

  /// `sam.drop_stops`: removes the stops of the innermost fibers, `(%stream : depth d) -> depth d-1`.
  static let samDropStops = OpDefinition(
    "sam.drop_stops", summary: "Removes the stops of the innermost fibers.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1))

  /// `sam.drop_empty_fibers`: removes fibers that hold nothing; the depth stays.
  static let samDropEmptyFibers = OpDefinition(
    "sam.drop_empty_fibers", summary: "Removes fibers that hold nothing.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1))

  /// `sam.flatten`: two levels of coordinates as one, `(%outer : crd<d>, %inner : crd<d+1>) -> crd<d>`: `outer*size + inner`.
  static let samFlatten = OpDefinition(
    "sam.flatten", summary: "Two levels of coordinates as one.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    attributes: [.required("size", .integer(width: 64))])

  /// `sam.split`: one level of coordinates as two, `(%crd : crd<d>) -> (crd<d>, crd<d+1>)`: by quotient and rest of `size`.
  static let samSplit = OpDefinition(
    "sam.split", summary: "One level of coordinates as two.", traits: [.pure],
    operands: .exactly(1), results: .exactly(2),
    attributes: [.required("size", .integer(width: 64))])

  /// `sam.bit_vector_scan`: reads a level that is stored as bits, `(%tensor, %ref : !sam.ref<d>) -> (!sam.bv<d+1>, !sam.ref<d+1>)`.
  static let samBitVectorScan = OpDefinition(
    "sam.bit_vector_scan", summary: "Reads a level stored as bits.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    attributes: [.required("level", .integer(width: 64)), .optional("index", .string)])

  /// `sam.coordinates_to_bit_vector`: `(!sam.crd<d>) -> !sam.bv<d>`, words of `width` bits.
  static let samCoordinatesToBitVector = OpDefinition(
    "sam.coordinates_to_bit_vector", summary: "Coordinates as words of bits.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("width", .integer(width: 64))])

  /// `sam.bit_vector_to_coordinates`: `(!sam.bv<d>, !sam.ref<d>) -> (!sam.crd<d>, !sam.ref<d>)`.
  static let samBitVectorToCoordinates = OpDefinition(
    "sam.bit_vector_to_coordinates", summary: "Words of bits as coordinates.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2),
    attributes: [.required("width", .integer(width: 64))])

  /// `sam.bit_vector_drop`: as `sam.drop`, of words of bits.
  static let samBitVectorDrop = OpDefinition(
    "sam.bit_vector_drop", summary: "Clears bits without inner coordinates.", traits: [.pure],
    operands: .exactly(2), results: .exactly(2))
}
