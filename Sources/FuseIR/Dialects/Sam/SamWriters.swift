extension OpDefinition {
  /// `sam.write_level`: writes a level of a tensor, `(!sam.crd<d>) -> !sam.mem`; `format` is `compressed` or `dense`.
  ///
  /// A compressed level keeps the coordinates of each fiber and where it ends. A dense one keeps nothing: values go to the places
  /// that the coordinates name, and the others are 0.
  ///
  /// *Time.* A coordinate takes a cycle. Stops are free in paper mode and take a cycle in strict mode.
  static let samWriteLevel = OpDefinition(
    "sam.write_level", summary: "Writes a level of a tensor.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("format", .string), .optional("index", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.word("format", ["compressed", "dense"], module, &report)
      if check.operand(0, .coordinates, module, &report)?.depth == 0 {
        check.fail("operand #0 must be nested in fibers, but is !sam.crd<0>", &report)
      }
      check.result(0, is: .memory, "what it wrote", module, &report)
    })

  /// `sam.write_values`: writes the values of a tensor, `(!sam.val<d, T>) -> !sam.mem`.
  ///
  /// *Time.* A value takes a cycle. Stops are free in paper mode and take a cycle in strict mode.
  static let samWriteValues = OpDefinition(
    "sam.write_values", summary: "Writes the values of a tensor.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.operand(0, .values, module, &report)
      check.result(0, is: .memory, "what it wrote", module, &report)
    })
}
