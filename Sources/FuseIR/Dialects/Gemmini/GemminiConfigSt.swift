extension OpDefinition {
  /// `gemmini.config_st`: sets up the mover out of local memory.
  ///
  /// `stride` is the distance in bytes between successive rows in DRAM. `scale` multiplies what is read from the
  /// accumulator before it is rounded and saturated, and `activation` (`"none"` or `"relu"`) comes after. The pooling
  /// fields turn each move into a maximum over windows: all of `pool_size`, `pool_stride`, `up_pad`, `left_pad`,
  /// `pool_out_dim`, `pool_rows`, `pool_columns`, `rows` and `columns`, or none. What is left out: no activation, scale
  /// 1, no pooling.
  static let gemminiConfigSt = OpDefinition(
    "gemmini.config_st", summary: "Sets up the mover out of local memory.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("stride", .integer(width: 64)), .optional("activation", .string),
      .optional("scale", .float),
    ] + GemminiConfigSt.poolingFields.map { .optional($0.name, .integer(width: 64)) },
    verify: { module, op, report in
      GemminiFields.verifyWord("activation", oneOf: ["none", "relu"], module, op, &report)
      GemminiFields.verifyRange("stride", 0...0xFFFF_FFFF, module, op, &report)
      for (name, limit) in GemminiConfigSt.poolingFields {
        GemminiFields.verifyRange(name, 0...limit, module, op, &report)
      }
      GemminiFields.verifyTogether(
        GemminiConfigSt.poolingFields.map(\.name), module, op, &report)
    })
}

/// The fields of a pooled move out of local memory.
public enum GemminiConfigSt {
  /// The names of the pooling attributes and their largest values.
  public static let poolingFields: [(name: String, limit: Int64)] = [
    ("pool_stride", 3), ("pool_size", 3), ("up_pad", 3), ("left_pad", 3), ("pool_out_dim", 255),
    ("pool_rows", 255), ("pool_columns", 255), ("rows", 255), ("columns", 255),
  ]
}
