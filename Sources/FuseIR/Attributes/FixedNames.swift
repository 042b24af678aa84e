// Names of attributes that are asked for again and again. Every module interns them first, so they have the same id in
// all modules, and asking an op for its attribute of that name compares integers.

extension StringID {
  /// `sym_name`.
  public static let symbolName = StringID(raw: 0)
  /// `operandSegmentSizes`.
  public static let operandSegmentSizes = StringID(raw: 1)
  /// `indexing_maps`.
  public static let indexingMaps = StringID(raw: 2)
  /// `iterator_types`.
  public static let iteratorTypes = StringID(raw: 3)
  /// `fastmath`.
  public static let fastMath = StringID(raw: 4)
  /// `overflowFlags`.
  public static let overflowFlags = StringID(raw: 5)
  /// `permutation`.
  public static let permutation = StringID(raw: 6)
  /// `strides`.
  public static let strides = StringID(raw: 7)
  /// `dilations`.
  public static let dilations = StringID(raw: 8)

  /// The names above, by id.
  static let fixedNames: [StaticString] = [
    "sym_name", "operandSegmentSizes", "indexing_maps", "iterator_types", "fastmath",
    "overflowFlags", "permutation", "strides", "dilations",
  ]
}
