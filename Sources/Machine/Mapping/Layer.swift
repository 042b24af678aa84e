/// A layer of a network, as cost models and mapping searches see it: a perfect nest of loops over an input, a weight and
/// an output.
///
/// A product of two activations, as in an attention, calls the one of them the weight.
public struct Layer: Equatable, Sendable {
  /// What the layer does in each point of its loops.
  public enum Kind: Equatable, Sendable {
    /// A multiply-add on an array.
    case contraction
    /// Operations on a vector unit: `operations` per element of the output; there is no weight, and the input has the
    /// loops of the output.
    case elementwise(operations: Int)
  }

  /// How a convolution moves over its input along one of rows and columns.
  public struct Window: Equatable, Sendable {
    /// The distance between the windows of neighbouring outputs, in elements of the input.
    public var stride: Int
    /// The distance between the taps of a window.
    public var dilation: Int
    /// Zeros before the first element; they are in no memory.
    public var padding: Int
    /// The extent of the input without padding.
    public var extent: Int

    /// Creates a window.
    public init(stride: Int = 1, dilation: Int = 1, padding: Int = 0, extent: Int) {
      self.stride = stride
      self.dilation = dilation
      self.padding = padding
      self.extent = extent
    }
  }

  /// A tensor that is added to the sums on the way out, such as a bias or a residual.
  public struct Addend: Equatable, Sendable {
    /// The loops of the output that it depends on.
    public var dimensions: LayerDimensions
    /// The width of an element in bits.
    public var bits: Int

    /// Creates an addend.
    public init(dimensions: LayerDimensions, bits: Int) {
      self.dimensions = dimensions
      self.bits = bits
    }
  }

  /// The widths of elements, in bits.
  public struct Widths: Equatable, Sendable {
    /// An element of the input.
    public var input: Int
    /// An element of the weight.
    public var weight: Int
    /// An element of the output.
    public var output: Int
    /// A sum that is not finished.
    public var partialSum: Int

    /// Creates widths.
    public init(input: Int, weight: Int, output: Int, partialSum: Int) {
      self.input = input
      self.weight = weight
      self.output = output
      self.partialSum = partialSum
    }
  }

  /// A name for people: from the location of the op, or what it does and a number.
  public var name: String
  /// What the layer does.
  public var kind: Kind
  /// The extents of the loops, each at least 1.
  public var sizes: LayerSizes
  /// How rows of the input are walked.
  public var rows: Window
  /// How columns of the input are walked.
  public var columns: Window
  /// The widths of elements.
  public var widths: Widths
  /// What is added on the way out.
  public var addends: [Addend]

  /// Creates a layer.
  public init(
    name: String, kind: Kind = .contraction, sizes: LayerSizes, rows: Window, columns: Window,
    widths: Widths, addends: [Addend] = []
  ) {
    self.name = name
    self.kind = kind
    self.sizes = sizes
    self.rows = rows
    self.columns = columns
    self.widths = widths
    self.addends = addends
  }

  /// The layer without its name: equal for layers that are alike, which searches look at once.
  public var unnamed: Layer {
    var layer = self
    layer.name = ""
    return layer
  }

  /// The number of points of the loops: multiply-adds of a contraction, elements of an elementwise layer.
  public var points: Double {
    var product = 1.0
    for index in 0..<8 { product *= Double(sizes[index]) }
    return product
  }
}
