import FuseIR

/// Writes the configuration of moves.
struct GemminiMoveConfiguration {
  /// Rows and columns of the array.
  let dimension: Int

  /// Sets up a mover into local memory whose blocks lie `blockStride` rows apart, DIM where it is not given.
  func load(
    channel: Int, stride: Int, blockStride: Int? = nil, isShrunk: Bool = false,
    _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    var attributes: [(String, AttributeID)] = []
    if channel != 0 { attributes.append(("id", module.integerAttribute(Int64(channel)))) }
    attributes.append(("stride", module.integerAttribute(Int64(stride))))
    attributes.append(
      ("block_stride", module.integerAttribute(Int64(blockStride ?? dimension))))
    if isShrunk { attributes.append(("shrunk", module.boolAttribute(true))) }
    builder.emit(.configLd, attributes, in: &module)
  }

  /// Sets up the mover out of local memory.
  func store(
    stride: Int, hasRelu: Bool, scale: Float, _ builder: GemminiSegmentBuilder,
    in module: inout Module
  ) {
    var attributes = [("stride", module.integerAttribute(Int64(stride)))]
    if hasRelu { attributes.append(("activation", module.stringAttribute("relu"))) }
    if scale != 1 {
      attributes.append(("scale", module.intern(.float(bits: UInt64(scale.bitPattern), .f32))))
    }
    builder.emit(.configSt, attributes, in: &module)
  }
}
