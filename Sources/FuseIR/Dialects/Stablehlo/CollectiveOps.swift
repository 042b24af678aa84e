// Ops among the processes that run one program together.

extension OpDefinition {
  /// An op in which the processes of a group exchange tensors.
  static func stablehloCollective(
    _ name: String, _ summary: String, regions: Int = 0, _ attributes: [AttributeDefinition]
  ) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary, traits: regions > 0 ? [.singleBlock] : [],
      operands: .atLeast(1), results: .atLeast(1), regions: .exactly(regions),
      attributes: attributes)
  }

  static let stablehloAllGather = stablehloCollective(
    "all_gather", "Concatenates the operands of a group.",
    [
      .required("all_gather_dim", .integer(width: 64)), .required("replica_groups", .any),
      .optional("channel_handle", .any), .optional("use_global_device_ids", .unit),
    ])

  static let stablehloAllReduce = stablehloCollective(
    "all_reduce", "Combines the operands of a group with the function in the region.", regions: 1,
    [
      .required("replica_groups", .any), .optional("channel_handle", .any),
      .optional("use_global_device_ids", .unit),
    ])

  static let stablehloReduceScatter = stablehloCollective(
    "reduce_scatter", "Combines the operands of a group and gives each process one part.",
    regions: 1,
    [
      .required("scatter_dimension", .integer(width: 64)), .required("replica_groups", .any),
      .optional("channel_handle", .any), .optional("use_global_device_ids", .unit),
    ])

  static let stablehloAllToAll = stablehloCollective(
    "all_to_all", "Cuts the operands of a group into parts and exchanges them.",
    [
      .required("split_dimension", .integer(width: 64)),
      .required("concat_dimension", .integer(width: 64)),
      .required("split_count", .integer(width: 64)), .required("replica_groups", .any),
      .optional("channel_handle", .any),
    ])

  static let stablehloCollectiveBroadcast = stablehloCollective(
    "collective_broadcast", "The operand of the first process of a group.",
    [.required("replica_groups", .any), .optional("channel_handle", .any)])

  static let stablehloCollectivePermute = stablehloCollective(
    "collective_permute", "The operand of the process that is the source of this one.",
    [.required("source_target_pairs", .any), .optional("channel_handle", .any)])

  static let stablehloCrossReplicaSum = stablehloCollective(
    "cross-replica-sum", "The sum of the operands of a group.",
    [.required("replica_groups", .any)])

  /// `stablehlo.partition_id`, `stablehlo.replica_id`: the number of the process.
  static func stablehloProcessID(_ name: String, _ summary: String) -> OpDefinition {
    let form = ClauseForm(operands: 0, types: .results)
    return OpDefinition(
      "stablehlo.\(name)", summary: summary, operands: .exactly(0), results: .exactly(1),
      parse: form.parse, print: form.print)
  }
}
