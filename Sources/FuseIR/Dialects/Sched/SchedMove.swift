extension OpDefinition {
  /// `sched.move`: a part of a tensor goes from one memory to another.
  ///
  /// `lower` and `upper` bound the indices of the tensor with the number `tensor`. The channels between the two memories are taken
  /// from the cycle `start` to the cycle `end`. The part stays where it was until a `sched.hold` there ends; at the destination it may be
  /// read from `end` on. In the outermost memory nothing needs a hold. Moves of the same part from one memory to several, with the same times,
  /// are one transfer where they share a channel.
  static let schedMove = OpDefinition(
    "sched.move", summary: "A part of a tensor goes from one memory to another.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("tensor", .integer(width: 64)), .required("lower", .denseArray(width: 64)),
      .required("upper", .denseArray(width: 64)), .required("source", .string),
      .required("destination", .string), .required("start", .integer(width: 64)),
      .required("end", .integer(width: 64)),
    ], verify: { module, op, report in SchedVerification.verifyPlace(module, op, &report) })
}
