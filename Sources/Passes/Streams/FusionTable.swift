import FuseIR

/// What a fused region of sparse operations computes, as deferred cells: rows are index variables in loop order and a row of
/// values, columns are tensor views.
///
/// A cell makes streams from those of earlier cells, so the cells stand in an order in which a single pass can estimate or
/// build them. Equal cells are one: what two operations need alike is there once. Nothing is placed in the program until
/// `lower-to-sam` builds an op for each cell.
///
/// ```
/// row    B            C             mul.1
/// i      scan 0       repeat        ptr B
/// k      scan 1       scan 0        intersect k        one join of B's and C's coordinates
/// j      repeat       scan 1        accumulate 1       k is summed over outside of j
/// value  array        array         accumulate 1
/// ```
public struct FusionTable: Sendable {
  /// An index variable of the region.
  public struct Variable: Hashable, Sendable {
    /// Its name in `stream.order`.
    public var name: String
    /// How many values it takes; `Dimension.dynamic` where that is not known.
    public var size: Int64
  }

  /// A stream: an output of a cell.
  public struct Stream: Hashable, Sendable {
    /// The number of the cell.
    public let cell: Int
    /// Which of its outputs.
    public let output: Int
  }

  /// What a stream carries.
  public enum StreamKind: Hashable, Sendable {
    case coordinates, references, values, signals
  }

  /// What is known of a stream without any data.
  public struct StreamFacts: Hashable, Sendable {
    /// What it carries.
    public var kind: StreamKind
    /// The variables of its nested fibers, outermost first; their number is its depth.
    public var variables: [Int]
    /// Whether each fiber of coordinates holds all values of its variable.
    public var isFull = false
    /// Whether fibers may hold nothing, where the coordinate around is one that some operand stores.
    public var mayBeEmpty = true
    /// Whether there may be an `N`, which stands for what an operand of a union does not store.
    public var mayBeAbsent = false
    /// Whether a value may be 0 though nothing is stored there: a sum over nothing, or an element of a dense level.
    public var mayBeZero = false
  }

  /// How a joiner combines coordinates.
  public enum Join: String, Hashable, Sendable {
    case intersect, union
  }

  /// A stream of coordinates and one of references or values that goes with it.
  public struct Pair: Hashable, Sendable {
    /// The coordinates.
    public var coordinates: Stream
    /// The references or values.
    public var payload: Stream
  }

  /// What a cell does. Each is one block of the machine.
  public enum Cell: Hashable, Sendable {
    /// One reference, to the outermost level of tensors.
    case root
    /// Level `level` of the tensor: coordinates and references.
    case scan(tensor: Int, level: Int, Stream)
    /// What drives repeaters: the coordinates along which is repeated.
    case repeatSignal(Stream)
    /// References or values, repeated along a signal.
    case repetition(Stream, signal: Stream)
    /// The joined coordinates, then the payloads in order.
    case join(Join, [Pair])
    /// Fibers one after another: coordinates, then the payloads in order; by input, the size of the dimension.
    case concat([Pair], sizes: [Int64])
    /// The coordinates counted, as references.
    case generateReferences(Stream)
    /// Values of the tensor.
    case array(tensor: Int, Stream)
    /// A function of values, as `sam.alu` names it; `scalar` is the second operand of a binary one.
    case alu(String, [Stream], scalar: Double?)
    /// The innermost fibers reduced by `add` or `max`.
    case reduce(String, Stream)
    /// Sums over a loop outside of `outers.count` others: the innermost coordinates, those outside of it up to the loop
    /// itself, and values; gives the same without the loop.
    case accumulate(String, inner: Stream, outers: [Stream], values: Stream)
    /// Outer coordinates without those whose inner fiber is empty, or whose value is 0; both streams.
    case drop(outer: Stream, inner: Stream)
    /// A stream without empty fibers.
    case dropEmptyFibers(Stream)
    /// The coordinates and payload of which the predicate of two coordinates holds.
    case mask(String, Stream, Stream, Stream)
    /// Writes level `level` of output `output`.
    case writeLevel(output: Int, level: Int, Stream)
    /// Writes the values of output `output`.
    case writeValues(output: Int, Stream)

    /// The streams that the cell reads, in the order of the operands of its op.
    public var inputs: [Stream] {
      switch self {
      case .root: []
      case .scan(_, _, let input), .repeatSignal(let input), .generateReferences(let input),
        .array(_, let input), .reduce(_, let input), .dropEmptyFibers(let input),
        .writeLevel(_, _, let input), .writeValues(_, let input):
        [input]
      case .repetition(let input, let signal): [input, signal]
      case .join(_, let pairs), .concat(let pairs, _):
        pairs.flatMap { [$0.coordinates, $0.payload] }
      case .alu(_, let inputs, _): inputs
      case .accumulate(_, let inner, let outers, let values): [inner] + outers + [values]
      case .drop(let outer, let inner): [outer, inner]
      case .mask(_, let first, let second, let payload): [first, second, payload]
      }
    }

    /// How many streams the cell makes.
    public var outputCount: Int {
      switch self {
      case .scan, .drop: 2
      case .join(_, let pairs), .concat(let pairs, _): 1 + pairs.count
      case .accumulate(_, _, let outers, _): 1 + outers.count
      case .mask: 3
      case .writeLevel, .writeValues: 0
      default: 1
      }
    }
  }

  /// What stands in a column.
  public enum Column: Hashable, Sendable {
    /// A use of the tensor with this number.
    case tensor(Int)
    /// The result of an op of the region.
    case op(OpID)
  }

  /// A tensor that the region writes.
  public struct Output: Hashable, Sendable {
    /// The op whose result it is.
    public var op: OpID
    /// How it is stored; its variables are those of the result.
    public var tensor: StreamTensor
  }

  /// The index variables in loop order, outermost first: the rows.
  public internal(set) var variables: [Variable]
  /// The tensors that the region reads, each once.
  public internal(set) var tensors: [StreamTensor]
  /// The tensors that it writes.
  public internal(set) var outputs: [Output] = []
  /// The cells, each after those whose streams it reads.
  public private(set) var cells: [Cell] = []
  /// By cell, the row: a variable, or nil for what is about values.
  public private(set) var rows: [Int?] = []
  /// By cell, the column for which it was made first.
  public private(set) var columns: [Column?] = []
  private var facts: [[StreamFacts]] = []
  private var numbers: [Cell: Int] = [:]

  /// A table without cells.
  init(variables: [Variable], tensors: [StreamTensor]) {
    self.variables = variables
    self.tensors = tensors
  }

  /// What is known of a stream.
  public func facts(of stream: Stream) -> StreamFacts { facts[stream.cell][stream.output] }

  /// The cell, made if there is none like it yet.
  mutating func add(
    _ cell: Cell, row: Int?, column: Column?, _ facts: [StreamFacts]
  ) -> Int {
    if let known = numbers[cell] { return known }
    let number = cells.count
    numbers[cell] = number
    cells.append(cell)
    rows.append(row)
    columns.append(column)
    self.facts.append(facts)
    return number
  }
}

/// How a tensor of a region is stored.
public struct StreamTensor: Hashable, Sendable {
  /// A level of the storage, outermost first.
  public struct Level: Hashable, Sendable {
    /// The dimension of the tensor.
    public var dimension: Int
    /// How many coordinates there can be; `Dimension.dynamic` where that is not known.
    public var size: Int64
    /// Whether only some of the coordinates are stored.
    public var isCompressed: Bool
  }

  /// The value, of the program outside of the region; nil where only the coordinates of a dense level are wanted, because
  /// operands that store some of them are combined to values at all.
  public var value: ValueID?
  /// Its levels.
  public var levels: [Level]

  /// A tensor with its levels.
  public init(value: ValueID?, levels: [Level]) {
    self.value = value
    self.levels = levels
  }
}

extension FusionTable {
  /// The name of a cell, as tables show it.
  public func name(of cell: Int) -> String {
    func row() -> String { rows[cell].map { " " + variables[$0].name } ?? "" }
    return switch cells[cell] {
    case .root: "root"
    case .scan(_, let level, _): "scan \(level)"
    case .repeatSignal: "signal\(row())"
    case .repetition: "repeat\(row())"
    case .join(let kind, _): "\(kind.rawValue)\(row())"
    case .concat: "concat\(row())"
    case .generateReferences: "count\(row())"
    case .array: "array"
    case .alu(let function, _, let scalar): scalar.map { "\(function) \($0)" } ?? function
    case .reduce(let function, _): "reduce \(function)"
    case .accumulate(_, _, let outers, _): "accumulate \(outers.count)"
    case .drop: "drop\(row())"
    case .dropEmptyFibers: "drop empty"
    case .mask(let predicate, _, _, _): "mask \(predicate)"
    case .writeLevel(_, let level, _): "write \(level)"
    case .writeValues: "write values"
    }
  }
}
