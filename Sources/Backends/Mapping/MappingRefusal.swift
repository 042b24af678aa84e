import Machine

/// Why another mapper's format cannot say how a network runs.
public struct MappingRefusal: Error {
  /// What the format lacks, in words.
  public let message: String

  init(_ message: String) { self.message = message }
}

extension MappedNetwork {
  /// Refuses layers with other loops than a format has names for.
  func checkLoops(
    of layer: Int, are allowed: [LayerDimension], _ format: String
  ) throws(MappingRefusal) {
    let layer = network.layers[layer]
    for dimension in LayerDimension.allCases
    where layer.sizes[dimension] > 1 && !allowed.contains(dimension) {
      throw MappingRefusal(
        "'\(layer.name)' has a loop \(dimension.letter), for which \(format) has no name here")
    }
  }
}
