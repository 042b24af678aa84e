extension OpDefinition {
  /// `machine.link`: a path for data between two memories, or a memory and an array.
  ///
  /// `latency_cycles` pass from a request until its first byte arrives. Requests have at most `maximum_request_bytes`,
  /// and at most `requests_in_flight` wait for their answer; a limit that is left out does not exist.
  /// A transfer takes all `channels` of the link for itself as long as it lasts.
  static let machineLink = OpDefinition(
    "machine.link", summary: "A path for data between two memories, or a memory and an array.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("source", .string), .required("destination", .string),
      .required("bytes_per_cycle", .float), .required("latency_cycles", .integer(width: 64)),
      .optional("maximum_request_bytes", .integer(width: 64)),
      .optional("requests_in_flight", .integer(width: 64)),
      .optional("picojoules_per_byte", .float), .optional("channels", .array),
    ],
    verify: { module, op, report in
      MachineFields.verifyBandwidth(["bytes_per_cycle"], module, op, &report)
      MachineFields.verifyRange("latency_cycles", 0...1_000_000_000, module, op, &report)
      MachineFields.verifyPositive(
        ["maximum_request_bytes", "requests_in_flight"], module, op, &report)
      MachineFields.verifyEnergy(["picojoules_per_byte"], module, op, &report)
      MachineFields.verifyStrings("channels", module, op, &report)
    })
}
