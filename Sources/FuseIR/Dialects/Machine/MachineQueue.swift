extension OpDefinition {
  /// `machine.queue`: a queue of commands between the host and a unit.
  ///
  /// `reservation_entries` commands may wait for their operands, and `depth` more at the unit.
  static let machineQueue = OpDefinition(
    "machine.queue", summary: "A queue of commands between the host and a unit.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("reservation_entries", .integer(width: 64)),
      .required("depth", .integer(width: 64)),
    ],
    verify: { module, op, report in
      MachineFields.verifyRange("reservation_entries", 1...4096, module, op, &report)
      MachineFields.verifyRange("depth", 1...4096, module, op, &report)
    })
}
