/// What a tile takes in a memory.
enum TileSize {
  /// The bits of a tile of input (0), weight (1) or output (2) with the given extents of the loops. Where `row` is not 0,
  /// tiles fill rows of that many bits: channels lie along a row, in as many rows as it takes, and everything else, row below
  /// row. Rows and columns of an input end at its border, or count its padding.
  static func bits<S: CostScalar>(
    _ layer: borrowing LayerModel, _ role: Int, _ width: Double,
    _ extents: UnsafeMutablePointer<S>, row: Double, countsPadding: Bool = false
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
    let outputs = (
      extents[LayerDimension.outputRow.rawValue], extents[LayerDimension.outputColumn.rawValue]
    )
    let taps = (
      extents[LayerDimension.kernelRow.rawValue], extents[LayerDimension.kernelColumn.rawValue]
    )
    if countsPadding {
      return result * layer.rows.hull(outputs: outputs.0, taps: taps.0)
        * layer.columns.hull(outputs: outputs.1, taps: taps.1)
    }
    return result * layer.rows.tile(outputs: outputs.0, taps: taps.0)
      * layer.columns.tile(outputs: outputs.1, taps: taps.1)
  }

  /// The loop along a row: channels of the tensor, which are the groups of a depthwise convolution.
  private static func channelLoop(_ layer: borrowing LayerModel, _ role: Int) -> LayerDimension {
    let channel: LayerDimension =
      role == 0 && layer.isContraction ? .inputChannel : .outputChannel
    return layer.sizes[channel] == 1 && layer.sizes[.group] > 1 ? .group : channel
  }
}
