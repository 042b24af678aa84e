import FuseIR

extension StreamTensor {
  /// How a ranked tensor type is stored; nil where a level is something else than a whole dimension that is dense or compressed,
  /// its coordinates in order and different.
  static func levels(
    of type: TypeID, _ shape: [Int64], in module: borrowing Module
  ) -> [Level]? {
    guard let encoding = try? SparseEncoding.of(type, in: module) else { return nil }
    var levels: [Level] = []
    for level in encoding.levels {
      guard level.part == .whole, level.isOrdered, level.isUnique,
        level.format == .dense || level.format == .compressed
      else { return nil }
      levels.append(
        Level(
          dimension: level.dimension, size: shape[level.dimension],
          isCompressed: level.format == .compressed))
    }
    return Set(levels.map(\.dimension)).count == shape.count && levels.count == shape.count
      ? levels : nil
  }
}
