import FuseIR
import Machine

/// Work for the array: a sum of products over an iteration space, with what happens to the sums.
///
/// For each point of the unreduced dimensions, `result` = epilogue(sum over the reduced dimensions of `a` * `b`). Every
/// access has one stride per dimension.
struct GemminiKernel {
  /// A dimension of the iteration space.
  struct Dimension: Equatable {
    var size: Int
    var isReduced: Bool
    /// For convolutions, which of a layer's loops it is.
    var role: LayerDimension?
  }

  /// A tensor that is added to the sums.
  struct Addend: Equatable {
    var access: GemminiAccess
    /// True iff the elements have the input type of the array.
    var isNarrow: Bool
  }

  /// How a convolution moves over its input.
  struct Window: Equatable {
    /// Distances between windows, in rows and columns of the input.
    var stride: (rows: Int, columns: Int)
    /// Distances between the taps of a window.
    var dilation: (rows: Int, columns: Int)
    /// Zeros before the first row and column.
    var padding: (rows: Int, columns: Int)
    /// The extents of the input without padding.
    var input: (rows: Int, columns: Int)
    /// How far apart rows and columns of the input lie, in elements.
    var pitch: (rows: Int, columns: Int)
    /// True iff each channel has its own kernel; dimension 3 is then input and output channel, and there is no 6.
    var isDepthwise: Bool

    static func == (a: Window, b: Window) -> Bool {
      a.stride == b.stride && a.dilation == b.dilation && a.padding == b.padding
        && a.input == b.input && a.pitch == b.pitch && a.isDepthwise == b.isDepthwise
    }
  }

  /// The op that does the multiplications.
  var root: OpID
  /// All ops that the kernel stands for, in program order.
  var ops: [OpID]
  var dimensions: [Dimension]
  var a: GemminiAccess
  var b: GemminiAccess
  var addends: [Addend] = []
  /// The value that the kernel computes.
  var result: ValueID
  /// The dimension that each dimension of the root's result goes along, nil where it has size 1 and none.
  var resultDimensions: [Int?]
  /// The stride of each dimension in the row-major result, 0 for reduced ones.
  var resultStrides: [Int]
  var hasRelu = false
  var scale: Float = 1
  /// True iff results leave with the type of the accumulator.
  var isFullWidth = false
  /// For a convolution, whose dimensions are then image, row, column, output channel, kernel row, kernel column and
  /// input channel.
  var window: Window?

  /// The number of multiply-adds.
  var multiplyAdds: Double { dimensions.reduce(1) { $0 * Double($1.size) } }

  /// Splits dimension `index` into an outer one, which keeps the index, and an inner one of the given size; returns the
  /// index of the inner one.
  mutating func split(_ index: Int, inner: Int) -> Int {
    let new = dimensions.count
    dimensions[index].size /= inner
    dimensions.append(
      Dimension(
        size: inner, isReduced: dimensions[index].isReduced, role: dimensions[index].role))
    func split(_ strides: inout [Int]) {
      strides.append(strides[index])
      strides[index] *= inner
    }
    split(&a.strides)
    split(&b.strides)
    split(&resultStrides)
    for addend in addends.indices { split(&addends[addend].access.strides) }
    return new
  }
}
