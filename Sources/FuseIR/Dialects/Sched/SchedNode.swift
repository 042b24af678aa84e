extension OpDefinition {
  /// `sched.node`: a part of a layer, computed by one unit of a core without interruption.
  ///
  /// `layer` counts the ops of the program's first region; `lower` and `upper` bound its loops, `lower` included, `upper` not. The
  /// node runs on `unit`, an array or vector unit of `core`, from the cycle `start` to the cycle `end`. What it reads must be in
  /// the core's memory from `start` to `end`, and what it writes has its place there. Where a loop that sums is cut, the node with the
  /// first part begins the sums and the ones after it, in the order of their starts, add to them.
  static let schedNode = OpDefinition(
    "sched.node", summary: "A part of a layer, computed by one unit of a core.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("layer", .integer(width: 64)), .required("lower", .denseArray(width: 64)),
      .required("upper", .denseArray(width: 64)),
      .required("core", .string), .required("unit", .string),
      .required("start", .integer(width: 64)), .required("end", .integer(width: 64)),
      .optional("picojoules", .float),
    ], verify: { module, op, report in SchedVerification.verifyPlace(module, op, &report) })
}
