import Machine

/// A tensor of a fused group as it lies in the scratchpad: blocks of DIM channels, each with a local row for every position,
/// row by row of every image, with zeros around where windows read them.
struct GemminiOnChipTensor {
  /// How a kernel walks over the tensor: a matrix has its rows along `columns`.
  struct Shape: Equatable {
    var images = 1
    var rows = 1
    var columns: Int
    var channels: Int

    var positions: Int { images * rows * columns }
  }

  /// Rows and columns of zeros.
  struct Border: Equatable {
    var rows = 0
    var columns = 0
  }

  private(set) var shape: Shape
  private(set) var before = Border()
  private(set) var after = Border()
  /// The first local row.
  var base = 0
  /// Rows and columns of the array.
  let dimension: Int

  /// A tensor without zeros around.
  init(_ shape: Shape, dimension: Int) {
    self.shape = shape
    self.dimension = dimension
  }

  /// Local rows from one row of an image to the next, and from one image to the next.
  var lineRows: Int { before.columns + shape.columns + after.columns }
  var imageRows: Int { (before.rows + shape.rows + after.rows) * lineRows }
  /// Local rows of a block of DIM channels.
  var blockRows: Int { shape.images * imageRows }
  var blocks: Int { (shape.channels + dimension - 1) / dimension }
  var rows: Int { blocks * blockRows }
  /// Whether there are zeros around.
  var isPadded: Bool { before != Border() || after != Border() }

  /// Makes room for the zeros of another reader, and takes its view of the positions; false where the views do not go
  /// together.
  mutating func add(_ other: Shape, before zeros: Border, after more: Border) -> Bool {
    guard other.channels == shape.channels, other.positions == shape.positions else {
      return false
    }
    let needsZeros = zeros != Border() || more != Border()
    if isPadded || needsZeros { guard other == shape else { return false } }
    before = Border(
      rows: max(before.rows, zeros.rows), columns: max(before.columns, zeros.columns))
    after = Border(
      rows: max(after.rows, more.rows), columns: max(after.columns, more.columns))
    return true
  }

  /// Where a kernel that walks over the tensor as `view` finds the position that lies `zeros` before the first.
  func place(as view: Shape, from zeros: Border = Border()) -> GemminiOnChipPlace {
    let line = isPadded ? lineRows : view.columns
    return GemminiOnChipPlace(
      base: base + (before.rows - zeros.rows) * line + before.columns - zeros.columns,
      blockRows: blockRows, imageRows: isPadded ? imageRows : view.rows * line, lineRows: line)
  }

  /// The stretches of zeros in a block's image: first local rows, how often and how far apart they repeat, and lengths.
  var zeros: [(first: Int, count: Int, distance: Int, length: Int)] {
    guard isPadded else { return [] }
    let first = before.rows * lineRows + before.columns
    return [
      (0, 1, 0, first),
      (first + shape.columns, shape.rows - 1, lineRows, after.columns + before.columns),
      (
        first + (shape.rows - 1) * lineRows + shape.columns, 1, 0,
        after.columns + after.rows * lineRows
      ),
    ].filter { $0.1 > 0 && $0.3 > 0 }
  }
}

/// Where one kernel finds a tensor of its group in the scratchpad.
struct GemminiOnChipPlace {
  /// The local row of the first position.
  var base: Int
  /// Local rows of a block of DIM channels.
  var blockRows: Int
  /// Local rows from one image to the next, and from one row of an image to the next.
  var imageRows: Int
  var lineRows: Int
}
