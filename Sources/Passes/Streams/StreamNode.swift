import FuseIR

/// A use of a tensor, or of a result that is complete, while the rows of a table are filled.
final class StreamLeaf {
  /// What its levels are read from.
  enum Source {
    /// Scans of a tensor.
    case tensor(Int)
    /// Streams that are there: coordinates by level, then values.
    case streams([FusionTable.Stream], values: FusionTable.Stream)
  }

  let source: Source
  /// By level, its variable.
  let variables: [Int]
  /// The variables along which it is read or repeated, outermost first.
  let scope: [Int]
  /// The op whose result it is, by number; nil for a tensor.
  let producer: Int?
  /// How many levels were read.
  var levelsRead = 0
  /// References or values at the rows that are done; nil between the levels of streams that are there.
  var current: FusionTable.Stream?
  /// The row that is being joined, with the coordinates that the leaf has of its own in it.
  var joining: (variable: Int, coordinates: FusionTable.Stream)?

  init(
    _ source: Source, variables: [Int], scope: [Int], producer: Int?,
    current: FusionTable.Stream?
  ) {
    self.source = source
    self.variables = variables
    self.scope = scope
    self.producer = producer
    self.current = current
  }
}

/// An op in one place of the expression of a graph's result, while the rows of a table are filled.
final class StreamNode {
  /// An operand.
  enum Operand {
    case constant
    case leaf(StreamLeaf)
    case node(StreamNode)
  }

  /// The op's number in the region.
  let op: Int
  /// By loop, its variable in this place.
  let variables: [Int]
  /// The variables of the op's result.
  let result: [Int]
  /// The variables along which it is computed: those of its loops, and of loops around of ops that read it.
  let scope: [Int]
  var operands: [Operand] = []
  /// By variable of a row that is done, the joined coordinates.
  var coordinates: [Int: FusionTable.Stream] = [:]
  /// The result's values and their variables, once they are computed.
  var values: (stream: FusionTable.Stream, variables: [Int])?

  init(op: Int, variables: [Int], result: [Int], scope: [Int]) {
    self.op = op
    self.variables = variables
    self.result = result
    self.scope = scope
  }
}

/// The coordinates of an op's result in one row, before they are joined.
indirect enum StreamLevel {
  /// All: no operand says anything about the variable.
  case everything
  /// None: the result is 0.
  case nothing
  /// Those of a leaf.
  case leaf(StreamLeaf)
  /// Those of all, or of any part.
  case join(FusionTable.Join, [StreamLevel])
  /// Those of the first, which the second must have as well, for the given reason.
  case covered(StreamLevel, by: StreamLevel, String)
  /// Those of the part, which must be all that there are, for the given reason.
  case full(StreamLevel, String)
  /// Those of parts one after another.
  case concat([StreamLevel], sizes: [Int64])

  static func intersection(_ a: StreamLevel, _ b: StreamLevel) -> StreamLevel {
    switch (a, b) {
    case (.nothing, _), (_, .nothing): .nothing
    case (.everything, let other), (let other, .everything): other
    default: .join(.intersect, a.parts(of: .intersect) + b.parts(of: .intersect))
    }
  }

  static func union(_ a: StreamLevel, _ b: StreamLevel, _ reason: String) -> StreamLevel {
    switch (a, b) {
    case (.nothing, let other), (let other, .nothing): other
    case (.everything, .everything): .everything
    case (.everything, let other), (let other, .everything): .full(other, reason)
    default: .join(.union, a.parts(of: .union) + b.parts(of: .union))
    }
  }

  private func parts(of kind: FusionTable.Join) -> [StreamLevel] {
    if case .join(kind, let parts) = self { return parts }
    return [self]
  }
}
