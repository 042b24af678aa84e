extension OpDefinition {
  /// `sam.graph`: a streaming dataflow graph, one fused region.
  ///
  /// The region's arguments are the operands, tensors with an encoding that says how each level is stored; `fuse_end.yield`
  /// gives the results, each made by a `sam.tensor`. Every other op is a block of the machine. Blocks run at the same time, so
  /// the order of the ops says nothing, and a graph may be cyclic (a joiner that lets a scanner skip). `operand_names` and
  /// `result_names` are the names of the tensors, as files and text graphs call them.
  static let samGraph = OpDefinition(
    "sam.graph", summary: "A streaming dataflow graph, one fused region.",
    traits: [.pure, .isolatedFromAbove, .singleBlock, .graphRegion],
    operands: .any, results: .any, regions: .exactly(1),
    attributes: [
      .required("operand_names", .array), .required("result_names", .array),
      .optional("sym_name", .string),
    ])

  /// `sam.tensor`: a tensor as writers left it, `(%level0, %level1, ..., %values) -> tensor<4x5xf32, #enc>`.
  ///
  /// One `!sam.mem` of a `sam.write_level` for each level of the encoding, in their order, and one of a `sam.write_values`. It is
  /// no block and takes no time. A result without levels is a scalar, `tensor<f32>`.
  static let samTensor = OpDefinition(
    "sam.tensor", summary: "A tensor as writers left it.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1))
}
