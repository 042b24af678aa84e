extension OpDefinition {
  /// `sched.hold`: a part of a tensor has its place in a memory.
  ///
  /// From the cycle `start` to the cycle `end` it takes `bytes` of `memory`, whether written yet or not; `bytes` is more than the elements need
  /// where sums are kept wider, or where two of them take turns. Holds of the same part in the same memory that touch, one ending where the next begins, are one
  /// place whose size changes; otherwise what is in the place is lost when the hold ends.
  static let schedHold = OpDefinition(
    "sched.hold", summary: "A part of a tensor has its place in a memory.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("tensor", .integer(width: 64)), .required("lower", .denseArray(width: 64)),
      .required("upper", .denseArray(width: 64)), .required("memory", .string),
      .required("bytes", .integer(width: 64)), .required("start", .integer(width: 64)),
      .required("end", .integer(width: 64)),
    ], verify: { module, op, report in SchedVerification.verifyPlace(module, op, &report) })
}
