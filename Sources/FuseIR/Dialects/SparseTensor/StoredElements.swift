extension OpDefinition {
  /// `sparse_tensor.binary`: an element of each of two operands, by whether both are stored, only the left, or only the right.
  ///
  /// Three regions, `overlap`, `left` and `right`; an empty one gives nothing, the element of the result is absent. `left_identity`
  /// and `right_identity` stand for a region that passes the operand on.
  static let sparseTensorBinary = OpDefinition(
    "sparse_tensor.binary",
    summary: "Combines elements that are stored in both, or in one operand.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1), regions: .exactly(3),
    attributes: [.optional("left_identity", .unit), .optional("right_identity", .unit)])

  /// `sparse_tensor.unary`: an element by whether it is stored: regions `present` and `absent`; an empty one gives nothing.
  static let sparseTensorUnary = OpDefinition(
    "sparse_tensor.unary", summary: "Computes with a stored element, or in place of an absent one.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1), regions: .exactly(2))

  /// `sparse_tensor.reduce`: reduces stored elements only, `%x, %y, %identity`, by its region.
  static let sparseTensorReduce = OpDefinition(
    "sparse_tensor.reduce", summary: "Reduces stored elements only.",
    traits: [.pure], operands: .exactly(3), results: .exactly(1), regions: .exactly(1))

  /// `sparse_tensor.select`: keeps a stored element where its region says so; else it becomes absent.
  static let sparseTensorSelect = OpDefinition(
    "sparse_tensor.select", summary: "Keeps stored elements of which a predicate holds.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1), regions: .exactly(1))

  /// `sparse_tensor.yield`: ends a region of these ops.
  static let sparseTensorYield = OpDefinition(
    "sparse_tensor.yield", summary: "Ends a region.", traits: [.pure, .terminator],
    operands: .between(0, 1), results: .exactly(0))

  /// `sparse_tensor.convert`: the same tensor in another encoding.
  static let sparseTensorConvert = OpDefinition(
    "sparse_tensor.convert", summary: "The same tensor in another encoding.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1))
}
