extension OpDefinition {
  /// `machine.memory`: a memory of a machine.
  ///
  /// A memory without `capacity_bytes` is large enough for every program. One access of one of the `banks` moves
  /// `row_bytes`; a bank with one port reads or writes in a cycle. Bandwidths are over all banks, and
  /// `shares_bandwidth` says that reads and writes share one. `holds` lists the tensors that may lie in it: `input`,
  /// `weight`, `output`; those that `may_bypass` lists may also pass it by. `counts_rows` says that a tile fills whole
  /// rows, so that what is narrower than a row takes the row all the same. Energies that no source gives are left out.
  static let machineMemory = OpDefinition(
    "machine.memory", summary: "A memory of a machine.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .optional("capacity_bytes", .integer(width: 64)),
      .required("row_bytes", .integer(width: 64)), .required("banks", .integer(width: 64)),
      .required("ports", .integer(width: 64)), .required("read_bytes_per_cycle", .float),
      .required("write_bytes_per_cycle", .float), .optional("shares_bandwidth", .unit),
      .optional("read_picojoules_per_byte", .float),
      .optional("write_picojoules_per_byte", .float), .required("holds", .array),
      .optional("may_bypass", .array), .optional("counts_rows", .unit),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(
        ["capacity_bytes", "row_bytes", "banks", "ports"], module, op, &report)
      MachineFields.verifyBandwidth(
        ["read_bytes_per_cycle", "write_bytes_per_cycle"], module, op, &report)
      MachineFields.verifyEnergy(
        ["read_picojoules_per_byte", "write_picojoules_per_byte"], module, op, &report)
      MachineFields.verifyWords("holds", ["input", "weight", "output"], module, op, &report)
      MachineFields.verifyWords(
        "may_bypass", MachineFields.words("holds", module, op), module, op, &report)
    })
}
