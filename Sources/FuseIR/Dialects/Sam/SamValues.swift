extension OpDefinition {
  /// `sam.alu`: computes with values, `(%val, ... : depth d) -> depth d`.
  ///
  /// `function` is one of `add`, `sub`, `mul`, `div`, `max`, `min`, `matmul`, `transpose`, `neg`, `abs`, `exp`, `log`, `relu`, `rsqrt`,
  /// `sqrt`, `sin`, `cos`, `tanh`, `sigmoid`, `reciprocal`; `matmul` and `transpose` are of blocks, all others go element by element. `scalar`
  /// is the second operand of a binary function where it is a constant.
  static let samAlu = OpDefinition(
    "sam.alu", summary: "Computes with values.", traits: [.pure],
    operands: .between(1, 2), results: .exactly(1),
    attributes: [.required("function", .string), .optional("scalar", .float)])

  /// `sam.reduce`: reduces the innermost fibers, `(%val : depth d) -> depth d-1`. `function` is `add` or `max`. `S0` vanishes, `Sn`
  /// gives the result and `S(n-1)`; an empty fiber gives an explicit 0 (`add`) or -infinity (`max`).
  static let samReduce = OpDefinition(
    "sam.reduce", summary: "Reduces the innermost fibers.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1), attributes: [.required("function", .string)])

  /// `sam.accumulate`: a sparse accumulator of order n, which sums over a loop outside of n others.
  ///
  /// `(%inner : crd<d>, %outer1 : crd<d-1>, ..., %outern : crd<d-n>, %val : d) -> (%inner, %outer1, ..., %outer(n-1), %val)`: the
  /// innermost coordinates, those outside of them up to and including the loop that is summed over, `%outern`, and values. The
  /// results are of depths d-1, ..., d-n, and d-1: the sums for each tuple of the coordinates inside of the loop, in order, when the
  /// fiber of `%outern` ends. `function` is `add` or `max`. `point` says that all coordinates come held along the innermost, at
  /// depth d, as SAM's own accumulator takes them.
  static let samAccumulate = OpDefinition(
    "sam.accumulate", summary: "A sparse accumulator.", traits: [.pure],
    operands: .atLeast(3), results: .atLeast(2),
    attributes: [
      .required("order", .integer(width: 64)), .required("function", .string),
      .optional("point", .unit),
    ])
}
