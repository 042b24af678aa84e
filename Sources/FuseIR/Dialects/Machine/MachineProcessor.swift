extension OpDefinition {
  /// `machine.processor`: what runs kernels.
  ///
  /// It has `cores`, each of which computes `lanes` elements of 32 bits side by side and works on `resident_tiles` row tiles
  /// at the same time. A kernel takes `launch_cycles` to start and `barrier_cycles` for each barrier, reads and writes at
  /// most `maximum_arguments` tensors, and keeps at most `scratch_bytes` of a row tile in the memory `scratch`, of which
  /// each core has its own. `simple_cycles`, `division_cycles`, `root_cycles` and `transcendental_cycles` are what an
  /// operation on `lanes` elements takes. `overlap`, from 0 to 1, is the part of a kernel's shorter work, traffic or operations,
  /// that goes on beside the longest; all of it where nothing is said.
  static let machineProcessor = OpDefinition(
    "machine.processor", summary: "What runs kernels.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("cores", .integer(width: 64)),
      .required("lanes", .integer(width: 64)), .required("resident_tiles", .integer(width: 64)),
      .required("launch_cycles", .float), .required("barrier_cycles", .float),
      .required("scratch", .string), .required("scratch_bytes", .integer(width: 64)),
      .required("maximum_arguments", .integer(width: 64)), .required("simple_cycles", .float),
      .required("division_cycles", .float), .required("root_cycles", .float),
      .required("transcendental_cycles", .float), .optional("overlap", .float),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(
        ["cores", "lanes", "resident_tiles", "scratch_bytes", "maximum_arguments"], module, op,
        &report)
      MachineFields.verifyBandwidth(
        [
          "launch_cycles", "barrier_cycles", "simple_cycles", "division_cycles", "root_cycles",
          "transcendental_cycles",
        ], module, op, &report)
      MachineFields.verifyFraction(["overlap"], module, op, &report)
    })
}
