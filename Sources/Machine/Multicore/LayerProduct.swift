import FuseIR

/// How the loops of a sum of products are those of a convolution or of a product of matrices.
struct LayerProduct {
  /// For each loop which one it is, or is a part of; nil for those of one iteration.
  private(set) var dimensions: [LayerDimension?]
  /// Which operand is the input; the other one is the weight.
  private(set) var input: Int
  /// Whether the other operand is the same for all rows of the input, as the weights of a layer are.
  private(set) var hasWeight: Bool
  /// What people call it.
  private(set) var label: String
  private var windows: [Window] = []
  private let places: [Int]
  /// Whether more windows move than layers have.
  private var isOdd = false

  /// A loop that moves a window along an axis, and one that walks inside of it.
  private struct Window {
    var axis: Int
    var outer: LayerGraph.AxisAccess.Term
    var inner: LayerGraph.AxisAccess.Term
    var offset: Int
  }

  /// The loops of `layer`, whose reads at `operands` are its first two operands; nil where one of them lies in no memory as a
  /// whole.
  init?(
    _ layer: LayerGraph.Layer, _ operands: [Int?], _ tensors: [LayerGraph.Tensor],
    in module: borrowing Module
  ) {
    let loops = layer.loops
    dimensions = [LayerDimension?](repeating: nil, count: loops.count)
    guard let first = operands[0], let write = layer.writes.first else { return nil }
    // A product of a tensor with itself reads the same elements twice.
    let second = operands[1] ?? first
    let places = [first, second]
    self.places = places
    func uses(_ access: LayerGraph.Access) -> [Bool] {
      var used = [Bool](repeating: false, count: loops.count)
      for term in access.axes.flatMap(\.terms) { used[term.loop] = true }
      return used
    }
    let used = [uses(layer.reads[first]), uses(layer.reads[second])]
    let written = uses(write)
    // What moves a window over one operand has the other one stay where it is.
    let moved = [0, 1].map { place in
      Self.windows(layer.reads[places[place]], written, loops)
        .filter { !used[1 - place][$0.outer.loop] }
    }
    if moved[0].isEmpty == moved[1].isEmpty {
      // The weight is what the innermost axis of the result walks over.
      let last = write.axes.reversed().compactMap { axis -> Int? in
        guard let loop = axis.terms.first?.loop, loops[loop] > 1, used[0][loop] != used[1][loop]
        else { return nil }
        return loop
      }.first
      input = last.map { used[0][$0] ? 1 : 0 } ?? 0
    } else {
      input = moved[0].isEmpty ? 1 : 0
    }
    windows = moved[input]
    isOdd = windows.count > 2 || !moved[1 - input].isEmpty
    let pairs: [(LayerDimension, LayerDimension)] =
      windows.count == 1
      ? [(.outputColumn, .kernelColumn)]
      : [(.outputRow, .kernelRow), (.outputColumn, .kernelColumn)]
    for (window, pair) in zip(windows, pairs) {
      dimensions[window.outer.loop] = pair.0
      dimensions[window.inner.loop] = pair.1
    }
    for loop in loops.indices where dimensions[loop] == nil && loops[loop] > 1 {
      switch (used[input][loop], used[1 - input][loop], written[loop]) {
      case (true, true, true): dimensions[loop] = .group
      case (true, false, true): dimensions[loop] = .batch
      case (false, _, true): dimensions[loop] = .outputChannel
      case (_, _, false): dimensions[loop] = .inputChannel
      }
    }
    let hasGroups = dimensions.contains(.group)
    let isDepthwise =
      hasGroups && !dimensions.contains(.outputChannel) && !dimensions.contains(.inputChannel)
    hasWeight = !hasGroups || !windows.isEmpty
    label =
      windows.isEmpty
      ? hasGroups ? "batched" : "matmul" : isDepthwise ? "depthwise" : "conv"
  }

  /// The axes along which a result's loop moves what a loop that sums walks over.
  private static func windows(
    _ access: LayerGraph.Access, _ written: [Bool], _ loops: [Int]
  ) -> [Window] {
    var found: [Window] = []
    for (number, axis) in access.axes.enumerated() where axis.divisor == 1 && axis.modulus == 0 {
      let terms = axis.terms.filter { loops[$0.loop] > 1 }
      guard terms.count == 2, let outer = terms.first(where: { written[$0.loop] }),
        let inner = terms.first(where: { !written[$0.loop] }), outer.step > 0, inner.step > 0
      else { continue }
      found.append(Window(axis: number, outer: outer, inner: inner, offset: axis.offset))
    }
    return found
  }

  /// The layer as mapping costs see it; nil where it has windows or accesses that they do not know.
  func mapped(
    _ layer: LayerGraph.Layer, _ tensors: [LayerGraph.Tensor], in module: borrowing Module
  ) -> Layer? {
    guard !isOdd, places[0] != places[1], places[0] < 2, places[1] < 2 else { return nil }
    let read = layer.reads[places[input]]
    let weight = layer.reads[places[1 - input]]
    var sizes = LayerSizes(repeating: 1)
    for (dimension, extent) in zip(dimensions, layer.loops) {
      if let dimension { sizes[dimension] *= extent }
    }
    let shape = tensors[read.tensor].shape
    func window(_ index: Int) -> Layer.Window {
      guard windows.indices.contains(index) else { return Layer.Window(extent: 1) }
      let window = windows[index]
      return Layer.Window(
        stride: window.outer.step, dilation: window.inner.step, padding: max(0, -window.offset),
        extent: shape[window.axis])
    }
    return Layer(
      name: "", sizes: sizes, rows: window(windows.count == 2 ? 0 : 2),
      columns: window(windows.count - 1),
      widths: .init(
        input: tensors[read.tensor].bits, weight: tensors[weight.tensor].bits, output: 32,
        partialSum: 32))
  }
}
