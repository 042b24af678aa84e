/// What a tile takes in a memory.
enum TileSize {
  /// The bits of a tile of input (0), weight (1) or output (2) with the given extents of the loops. Where `row` is not 0,
  /// tiles fill rows of that many bits: channels lie along a row, in as many rows as it takes, and everything else, row below
  /// row.
  static func bits<S: CostScalar>(
    _ layer: borrowing LayerModel, _ role: Int, _ width: Double,
    _ extents: UnsafeMutablePointer<S>, row: Double
  ) -> S {
    let dimensions =
      role == 0 ? layer.dimensions.0 : role == 1 ? layer.dimensions.1 : layer.dimensions.2
    let windowed = role == 0 && layer.isContraction
    var plain = windowed ? dimensions.subtracting(.windows) : dimensions
    var result = S(1)
    if row > 0 {
      let channel = channelLoop(layer, role)
      plain = plain.subtracting(LayerDimensions(channel))
      let rows = (extents[channel.rawValue] * S(width / row)).roundedUp(isConstant: false)
      result = rows * S(row)
    } else {
      result = S(width)
    }
    for index in 0..<8 where plain.rawValue >> UInt8(index) & 1 != 0 {
      result = result * extents[index]
    }
    guard windowed else { return result }
    return result
      * layer.rows.tile(
        outputs: extents[LayerDimension.outputRow.rawValue],
        taps: extents[LayerDimension.kernelRow.rawValue])
      * layer.columns.tile(
        outputs: extents[LayerDimension.outputColumn.rawValue],
        taps: extents[LayerDimension.kernelColumn.rawValue])
  }

  /// The loop along a row: channels of the tensor, which are the groups of a depthwise convolution.
  private static func channelLoop(_ layer: borrowing LayerModel, _ role: Int) -> LayerDimension {
    let channel: LayerDimension =
      role == 0 && layer.isContraction ? .inputChannel : .outputChannel
    return layer.sizes[channel] == 1 && layer.sizes[.group] > 1 ? .group : channel
  }
}
