extension OpDefinition {
  /// `machine.vector`: a unit that computes element by element.
  ///
  /// It works on `lanes` elements side by side and starts `operations_per_cycle` in all; its operands come from `memory`
  /// and its results go there. An energy that no source gives is left out.
  static let machineVector = OpDefinition(
    "machine.vector", summary: "A unit that computes element by element.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("lanes", .integer(width: 64)),
      .required("operations_per_cycle", .float), .optional("picojoules_per_operation", .float),
      .required("memory", .string),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(["lanes"], module, op, &report)
      MachineFields.verifyBandwidth(["operations_per_cycle"], module, op, &report)
      MachineFields.verifyEnergy(["picojoules_per_operation"], module, op, &report)
    })
}
