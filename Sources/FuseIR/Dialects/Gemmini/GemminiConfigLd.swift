extension OpDefinition {
  /// `gemmini.config_ld`: sets up one of the three movers into local memory.
  ///
  /// `id` (0, 1 or 2) names the mover. `stride` is the distance in bytes between successive rows in DRAM; 0 repeats one
  /// row. `block_stride` is the distance in local rows between the blocks of a move wider than the array. `scale`
  /// multiplies the elements, `shrunk` makes a move to the accumulator take elements of the input type, and `repeats` is
  /// how often each pixel is repeated. What is left out: id 0, scale 1, not shrunk, repeats 1.
  static let gemminiConfigLd = OpDefinition(
    "gemmini.config_ld", summary: "Sets up a mover into local memory.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .optional("id", .integer(width: 64)), .required("stride", .integer(width: 64)),
      .required("block_stride", .integer(width: 64)), .optional("scale", .float),
      .optional("shrunk", .bool), .optional("repeats", .integer(width: 64)),
    ],
    verify: { module, op, report in
      GemminiFields.verifyRange("id", 0...2, module, op, &report)
      GemminiFields.verifyRange("stride", 0...Int64.max, module, op, &report)
      GemminiFields.verifyRange("block_stride", 0...0xFFFF, module, op, &report)
      GemminiFields.verifyRange("repeats", 0...0xFF, module, op, &report)
    })
}
