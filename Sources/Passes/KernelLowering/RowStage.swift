import FuseIR

/// A part of a loop: `extent` steps of `divisor` iterations each.
struct RowDigit: Equatable {
  let loop: Int
  let divisor: Int64
  let extent: Int64
  /// The dimension of the row space that the digit is; nil where it lies inside of a row.
  let row: Int?
}

/// An op of a kernel and which digits of its loops are rows.
struct RowMember {
  let op: OpID
  let digits: [RowDigit]
}

/// Where a stage finds the elements of a tile.
enum TileSource: Hashable {
  /// An operand of the `kernel.rows`.
  case operand(Int)
  /// A result of another stage.
  case stage(Int, result: Int)
  /// The same number everywhere: the attribute of one element.
  case uniform(AttributeID)
}

/// An op of a kernel as it is for one row: loops over what is local, on tiles.
struct RowStage {
  /// A tile that the body reads.
  struct Input {
    /// The number of the body's argument.
    let argument: Int
    let source: TileSource
    /// From the stage's loops to the indices of the tile.
    let map: AffineMap
  }

  /// A tensor whose elements the body asks for by index, as a gather those of its table.
  struct Capture {
    let value: ValueID
    /// The operand that is all of it.
    let operand: Int
  }

  /// What a result starts from.
  enum Start {
    /// Nothing that is read.
    case empty
    /// The same number everywhere: the attribute of one element.
    case uniform(AttributeID)
    /// The elements of another tile, at the places of the result's.
    case tile(TileSource)
  }

  /// A tile that the stage computes.
  struct Output {
    let value: ValueID
    let shape: [Int64]
    /// From the stage's loops to the indices of the tile.
    let map: AffineMap
    let start: Start
    /// From the row and the indices of the tile to those of the whole tensor.
    let write: AffineMap
    /// How tiles of several rows become the tensor.
    let combination: KernelCombination
  }

  let op: OpID
  /// The block that computes an element; nil where the op puts elements of its only input elsewhere.
  let body: BlockID?
  let extents: [Int64]
  let isReduction: [Bool]
  let inputs: [Input]
  let captures: [Capture]
  let outputs: [Output]
  /// By loop of the op: its index, from the row and the stage's loops.
  let indices: [AffineExpression]

  /// Whether its results are complete only after all of its iterations.
  var reduces: Bool { isReduction.contains(true) }
}

/// An operand of a `kernel.rows`: the part of a tensor that a row reads.
struct RowOperand: Hashable {
  /// The tensor.
  let value: ValueID
  /// From the row and the indices of the tile to those of the tensor.
  let read: AffineMap
  /// The shape of the tile.
  let shape: [Int64]
}

/// Why ops can't be lowered to one kernel.
struct KernelLoweringRefusal: Error {
  let op: OpID
  let reason: FusionReason

  /// A refusal for the reason, at the op that it is about, or else the given one.
  init(_ reason: FusionReason, at op: OpID) {
    self.op = reason.op ?? op
    self.reason = reason
  }

  /// The op has no form in rows; the other one is what it reads.
  init(_ op: OpID, _ obstacle: RowFormObstacle, other: OpID? = nil) {
    self.op = op
    reason = .noRowForm(op, obstacle, other: other)
  }
}
