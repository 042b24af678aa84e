extension OpDefinition {
  /// `machine.core`: units that compute side by side on a memory of their own.
  ///
  /// What the core computes on lies in the first of its `memories`; the others are inside of the core, and nobody else's. `units` are
  /// its arrays and vector units; each computes one node at a time, all of them side by side. Two cores may work on the same memory.
  static let machineCore = OpDefinition(
    "machine.core", summary: "Units that compute side by side on a memory of their own.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("memories", .array), .required("units", .array),
    ],
    verify: { module, op, report in
      MachineFields.verifyStrings("memories", module, op, &report)
      MachineFields.verifyStrings("units", module, op, &report)
    })
}
