extension OpDefinition {
  /// `builtin.unrealized_conversion_cast`: values of some types seen as values of others. The parser also stands it in for
  /// values that are used before their definition.
  static let unrealizedConversionCast = OpDefinition(
    "builtin.unrealized_conversion_cast", summary: "Sees values of some types as values of others.",
    traits: [.pure], operands: .any, results: .any)
}
