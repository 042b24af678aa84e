/// One dimension of a window that slides over a tensor, as in `convolution`, `reduce_window` and
/// `select_and_scatter`.
public struct WindowDimension: Hashable, Sendable {
  /// The number of places of the window.
  public var size: Int64
  /// How far the window moves from one result to the next.
  public var stride: Int64 = 1
  /// Elements added before the first one; negative cuts elements off.
  public var paddingLow: Int64 = 0
  /// Elements added behind the last one; negative cuts elements off.
  public var paddingHigh: Int64 = 0
  /// The distance between neighbouring elements of the operand after holes were put between them.
  public var baseDilation: Int64 = 1
  /// The distance between neighbouring places of the window.
  public var windowDilation: Int64 = 1
  /// Whether the window is read backwards.
  public var isReversed = false

  /// A window of `size` places that moves by 1.
  public init(size: Int64) {
    self.size = size
  }

  /// The number of places that the window covers, holes included; nil on overflow.
  public var dilatedSize: Int64? { Self.dilated(size, by: windowDilation) }

  /// How many results the window gives over an operand of `extent` elements; nil on overflow, and
  /// `Dimension.dynamic` where the extent or the size is.
  public func resultExtent(over extent: Int64) -> Int64? {
    if extent == Dimension.dynamic || size == Dimension.dynamic { return Dimension.dynamic }
    guard let base = Self.dilated(extent, by: baseDilation), let window = dilatedSize else {
      return nil
    }
    let (low, overflowLow) = base.addingReportingOverflow(paddingLow)
    let (padded, overflowHigh) = low.addingReportingOverflow(paddingHigh)
    guard !overflowLow, !overflowHigh, stride > 0 else { return nil }
    return padded <= 0 || window > padded ? 0 : (padded - window) / stride + 1
  }

  private static func dilated(_ extent: Int64, by dilation: Int64) -> Int64? {
    guard extent > 0 else { return 0 }
    let (spread, overflow) = (extent - 1).multipliedReportingOverflow(by: dilation)
    let (sum, carry) = spread.addingReportingOverflow(1)
    return overflow || carry ? nil : sum
  }

  /// The window of a `convolution` over its spatial dimensions, a `reduce_window` or a
  /// `select_and_scatter` over all dimensions; attributes that are absent have their defaults. Nil
  /// where an attribute has the wrong length.
  public static func window(of op: OpID, in module: borrowing Module) -> [WindowDimension]? {
    var window: [WindowDimension]
    var baseName = "base_dilations"
    var windowName = "window_dilations"
    let opcode = module.opcode(of: op)
    if opcode.is(StablehloOp.convolution) || opcode.is(StablehloOp.dynamicConv) {
      guard let numbers = ConvolutionDimensionNumbers(of: op, in: module),
        let kernel = module.shape(of: module.operand(1, of: op)),
        numbers.kernelSpatial.allSatisfy({ kernel.indices.contains($0) })
      else { return nil }
      window = numbers.kernelSpatial.map { WindowDimension(size: kernel[$0]) }
      baseName = "lhs_dilation"
      windowName = "rhs_dilation"
    } else if let sizes = module.integers("window_dimensions", of: op) {
      window = sizes.map { WindowDimension(size: $0) }
    } else if let shape = module.shape(of: module.operand(0, of: op)) {
      window = shape.map { _ in WindowDimension(size: 1) }
    } else {
      return nil
    }
    func set(
      _ name: String, _ field: WritableKeyPath<WindowDimension, Int64>, _ module: borrowing Module
    ) -> Bool {
      guard let values = module.integers(name, of: op) else { return true }
      guard values.count == window.count else { return false }
      for (index, value) in values.enumerated() { window[index][keyPath: field] = value }
      return true
    }
    guard set("window_strides", \.stride, module), set(baseName, \.baseDilation, module),
      set(windowName, \.windowDilation, module)
    else { return nil }
    if let padding = module.attribute("padding", of: op) {
      guard let values = module.denseIntegers(padding), values.count == 2 * window.count else {
        return nil
      }
      for index in window.indices {
        window[index].paddingLow = values[2 * index]
        window[index].paddingHigh = values[2 * index + 1]
      }
    }
    if let reversal = module.integers("window_reversal", of: op) {
      guard reversal.count == window.count else { return nil }
      for index in window.indices { window[index].isReversed = reversal[index] != 0 }
    }
    return window
  }
}
