import FuseIR
import Machine

/// A tensor of a fused group as it lies in the scratchpad: blocks of DIM channels, each with a local row for every position,
/// row by row of every image, with zeros around where windows read them.
///
/// Where kernels run by turns, it has what a step makes; or, where readers need more than that of what the steps before
/// made, all that the loops from the first one over rows or columns on make, of which the rows may go around in a ring.
struct GemminiOnChipTensor {
  /// How a kernel walks over the tensor: a matrix has its rows along `columns`.
  struct Shape: Equatable {
    var images = 1
    var rows = 1
    var columns: Int
    var channels: Int

    var positions: Int { images * rows * columns }

    /// The shape with the extents of another one along some axes.
    func taking(_ axes: Axes, of other: Shape) -> Shape {
      Shape(
        images: axes.contains(.images) ? other.images : images,
        rows: axes.contains(.rows) ? other.rows : rows,
        columns: axes.contains(.columns) ? other.columns : columns,
        channels: axes.contains(.channels) ? other.channels : channels)
    }
  }

  /// Axes of images.
  struct Axes: OptionSet {
    let rawValue: Int
    static let images = Axes(rawValue: 1)
    static let rows = Axes(rawValue: 2)
    static let columns = Axes(rawValue: 4)
    static let channels = Axes(rawValue: 8)
  }

  /// Rows and columns of zeros.
  struct Border: Equatable {
    var rows = 0
    var columns = 0
  }

  private(set) var shape: Shape
  private(set) var before = Border()
  private(set) var after = Border()
  /// The axes along which it has more than a step of the shared loops makes.
  let held: Axes
  /// Whether it has what steps before made.
  let isHeld: Bool
  /// The rows after which they go around in a ring; nil where all have a place of their own.
  var ring: Int?
  /// The first local row.
  var base = 0
  /// Rows and columns of the array.
  let dimension: Int

  /// A tensor without zeros around, which holds more than what a step makes along the axes `held`, if they aren't nil.
  init(_ shape: Shape, holding held: Axes? = nil, dimension: Int) {
    self.shape = shape
    self.held = held ?? []
    isHeld = held != nil
    self.dimension = dimension
  }

  /// Local rows from one row of an image to the next, and from one image to the next.
  var lineRows: Int { before.columns + shape.columns + after.columns }
  var imageRows: Int { (ring ?? height) * lineRows }
  /// The rows of an image with zeros around.
  var height: Int { before.rows + shape.rows + after.rows }
  /// Local rows of a block of DIM channels.
  var blockRows: Int { shape.images * imageRows }
  var blocks: Int { (shape.channels + dimension - 1) / dimension }
  var rows: Int { blocks * blockRows }
  /// Whether there are zeros around.
  var isPadded: Bool { before != Border() || after != Border() }
  /// Whether the array must take it row by row of an image.
  var hasLines: Bool { isPadded || isHeld }

  /// Makes room for the zeros of another reader, and takes its view of the positions; false where the views do not go
  /// together.
  mutating func add(_ other: Shape, before zeros: Border, after more: Border) -> Bool {
    guard other.channels == shape.channels, other.positions == shape.positions else {
      return false
    }
    let needsZeros = zeros != Border() || more != Border()
    if hasLines || needsZeros { guard other == shape else { return false } }
    before = Border(
      rows: max(before.rows, zeros.rows), columns: max(before.columns, zeros.columns))
    after = Border(
      rows: max(after.rows, more.rows), columns: max(after.columns, more.columns))
    return true
  }

  /// Where a kernel that walks over the tensor as `view` finds the position that lies `zeros` before the first.
  func place(as view: Shape, from zeros: Border = Border()) -> GemminiOnChipPlace {
    let line = hasLines ? lineRows : view.columns
    return GemminiOnChipPlace(
      base: base + before.columns - zeros.columns, blockRows: blockRows,
      imageRows: hasLines ? imageRows : view.rows * line, lineRows: line,
      firstLine: before.rows - zeros.rows, ring: ring, held: held)
  }

  /// Stretches of zeros in a block's image: first local rows, how often and how far apart they repeat, and lengths.
  typealias Zeros = [(first: Int, count: Int, distance: Int, length: Int)]

  /// The zeros that are there from the first step on: all, or in a ring those above and beside the rows.
  var zeros: Zeros {
    guard isPadded else { return [] }
    let lines = ring.map { $0 - before.rows } ?? shape.rows
    let first = before.rows * lineRows + before.columns
    let below = ring == nil ? after.rows * lineRows : 0
    return [
      (0, 1, 0, first),
      (first + shape.columns, lines - 1, lineRows, after.columns + before.columns),
      (first + (lines - 1) * lineRows + shape.columns, 1, 0, after.columns + below),
    ].filter { $0.1 > 0 && $0.3 > 0 }
  }

  /// The zeros below the last row of a ring, which take the places of rows that nobody reads any more.
  var zerosBelow: Zeros {
    guard let ring else { return [] }
    return (0..<after.rows).map {
      ((before.rows + shape.rows + $0) % ring * lineRows, 1, 0, lineRows)
    }
  }
}

/// Where one kernel finds a tensor of its group in the scratchpad.
struct GemminiOnChipPlace {
  /// The local row of the first column of line 0.
  var base: Int
  /// Local rows of a block of DIM channels.
  var blockRows: Int
  /// Local rows from one image to the next, and from one row of an image to the next.
  var imageRows: Int
  var lineRows: Int
  /// The line of the first row.
  var firstLine: Int
  /// The lines after which they go around.
  var ring: Int?
  /// The axes along which the tensor goes on from step to step.
  var held: GemminiOnChipTensor.Axes

  /// The local row where a line begins.
  func line(_ number: AffineExpression) -> AffineExpression {
    let line = number.plus(firstLine)
    return (ring.map { line.modulo($0) } ?? line).times(lineRows)
  }
}
