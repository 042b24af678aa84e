extension OpDefinition {
  /// `machine.channel`: what several links share, such as a bus or a port.
  ///
  /// One transfer takes the channel at a time, at `bytes_per_cycle` at most, whichever of its links the transfer goes over.
  static let machineChannel = OpDefinition(
    "machine.channel", summary: "What several links share, such as a bus or a port.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [.required("sym_name", .string), .required("bytes_per_cycle", .float)],
    verify: { module, op, report in
      MachineFields.verifyBandwidth(["bytes_per_cycle"], module, op, &report)
    })
}
