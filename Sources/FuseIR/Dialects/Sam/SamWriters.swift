extension OpDefinition {
  /// `sam.write_level`: writes a level of a tensor, `(!sam.crd<d>) -> !sam.mem`; `format` is `compressed` or `dense`.
  static let samWriteLevel = OpDefinition(
    "sam.write_level", summary: "Writes a level of a tensor.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("format", .string), .optional("index", .string)])

  /// `sam.write_values`: writes the values of a tensor, `(!sam.val<d, T>) -> !sam.mem`.
  static let samWriteValues = OpDefinition(
    "sam.write_values", summary: "Writes the values of a tensor.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1))
}
