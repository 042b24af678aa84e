/// What cost formulas need of a layer, worked out once.
final class LayerModel: Sendable {
  let name: String
  let sizes: LayerSizes
  let isContraction: Bool
  /// Multiply-adds, or operations of a vector unit, per point of the loops.
  let operationsPerPoint: Double
  /// The loops that input, weight and output depend on.
  let dimensions: (LayerDimensions, LayerDimensions, LayerDimensions)
  /// The widths of an element of input, weight and output.
  let bits: (Double, Double, Double)
  let partialSumBits: Double
  let rows: WindowAxis
  let columns: WindowAxis
  let addends: [Layer.Addend]
  /// Whether rows of the input are those of the output, one after the other: channels mix, and no window reaches beyond its
  /// place.
  let isPointwise: Bool

  init(_ layer: Layer) throws(CostModelError) {
    for dimension in LayerDimension.allCases {
      let size = layer.sizes[dimension]
      guard size >= 1, size <= 1 << 48 else {
        throw .size(layer: layer.name, dimension: dimension, size: size)
      }
    }
    for (window, taps) in [
      (layer.rows, layer.sizes[.kernelRow]), (layer.columns, layer.sizes[.kernelColumn]),
    ] {
      for figure in [window.stride, window.dilation, window.extent] {
        guard figure >= 1, figure <= 1 << 48 else { throw .window(layer: layer.name) }
      }
      guard window.padding >= 0, window.padding <= 1 << 48, taps <= 1 << 16 else {
        throw .window(layer: layer.name)
      }
    }
    let widths = layer.widths
    for bits in [widths.input, widths.weight, widths.output, widths.partialSum]
      + layer.addends.map(\.bits)
    {
      guard bits >= 1, bits <= 4096 else { throw .width(layer: layer.name, bits: bits) }
    }
    name = layer.name
    sizes = layer.sizes
    bits = (Double(widths.input), Double(widths.weight), Double(widths.output))
    partialSumBits = Double(widths.partialSum)
    rows = WindowAxis(
      window: layer.rows, outputs: layer.sizes[.outputRow], taps: layer.sizes[.kernelRow])
    columns = WindowAxis(
      window: layer.columns, outputs: layer.sizes[.outputColumn],
      taps: layer.sizes[.kernelColumn])
    addends = layer.addends
    func isPointwise(
      _ window: Layer.Window, _ outputs: LayerDimension, _ taps: LayerDimension
    ) -> Bool {
      layer.sizes[taps] == 1 && window.stride == 1 && window.padding == 0
        && window.extent == layer.sizes[outputs]
    }
    let isDepthwise =
      layer.sizes[.group] > 1 && layer.sizes[.inputChannel] == 1
      && layer.sizes[.outputChannel] == 1
      && (layer.sizes[.outputRow] > 1 || layer.sizes[.outputColumn] > 1)
    self.isPointwise =
      !isDepthwise && isPointwise(layer.rows, .outputRow, .kernelRow)
      && isPointwise(layer.columns, .outputColumn, .kernelColumn)
    switch layer.kind {
    case .contraction:
      isContraction = true
      operationsPerPoint = 1
      dimensions = (.input, .weight, .output)
    case .elementwise(let operations):
      isContraction = false
      operationsPerPoint = Double(max(0, operations))
      dimensions = (.output, [], .output)
    }
  }

  /// The points of the loops.
  var points: Double {
    var product = 1.0
    for index in 0..<8 { product *= Double(sizes[index]) }
    return product
  }

  /// Elements of a tensor that every mapping must move at least once.
  func leastElements(of role: TensorRole) -> Double {
    switch role {
    case .input:
      guard isContraction else { return elements(dimensions.0) }
      return elements([.init(.group), .init(.batch), .init(.inputChannel)])
        * rows.leastElements * columns.leastElements
    case .weight: return isContraction ? elements(dimensions.1) : 0
    case .output: return elements(dimensions.2)
    }
  }

  /// The product of the extents of some loops.
  func elements(_ dimensions: LayerDimensions) -> Double {
    LayerDimension.allCases.reduce(1) {
      dimensions.contains($1) ? $0 * Double(sizes[$1]) : $0
    }
  }
}
