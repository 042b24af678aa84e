/// One level of a sparse tensor's storage: which part of a dimension it holds, and how.
public struct SparseLevel: Hashable, Sendable {
  /// The part of a dimension that a level holds.
  public enum Part: Hashable, Sendable {
    /// The index itself.
    case whole
    /// The number of the block that an index lies in: `d floordiv size`.
    case quotient(Int)
    /// The place of an index in its block: `d mod size`.
    case rest(Int)
    /// A formula with symbols, which nothing is stored by.
    case formula(AffineExpression)
  }

  /// How the coordinates of a level are kept.
  public enum Format: Hashable, Sendable {
    /// All coordinates, none of them written down.
    case dense
    /// As `dense`, for levels in front that number tensors of their own.
    case batch
    /// Those of stored entries, between segments.
    case compressed
    /// As `compressed`; there may be gaps between segments.
    case looseCompressed
    /// One for each position of the level above.
    case singleton
    /// `entries` of every `size` coordinates.
    case structured(entries: Int, size: Int)
  }

  /// The dimension, counted as in the tensor's shape; the first one of a formula.
  public let dimension: Int
  /// Which part of it the level holds.
  public let part: Part
  /// How its coordinates are kept.
  public let format: Format
  /// Whether the coordinates of a segment ascend.
  public let isOrdered: Bool
  /// Whether the coordinates of a segment differ.
  public let isUnique: Bool
  /// Whether a singleton level has an array of its own where levels of the same kind share one.
  public let isStructureOfArrays: Bool

  /// A level that holds a part of a dimension.
  public init(
    _ dimension: Int, _ format: Format, part: Part = .whole, isOrdered: Bool = true,
    isUnique: Bool = true, isStructureOfArrays: Bool = false
  ) {
    self.dimension = dimension
    self.part = part
    self.format = format
    self.isOrdered = isOrdered
    self.isUnique = isUnique
    self.isStructureOfArrays = isStructureOfArrays
  }

  /// Whether every coordinate has a position: levels that are dense or number batches.
  public var isDense: Bool {
    switch format {
    case .dense, .batch: true
    case .compressed, .looseCompressed, .singleton, .structured: false
    }
  }

  /// The level as a formula of dimensions.
  public var expression: AffineExpression {
    switch part {
    case .whole: .dimension(dimension)
    case .quotient(let size): .floorDivide(.dimension(dimension), .constant(Int64(size)))
    case .rest(let size): .modulo(.dimension(dimension), .constant(Int64(size)))
    case .formula(let expression): expression
    }
  }
}

/// How a tensor type says that its elements are stored: the view of `#sparse_tensor.encoding<...>`.
///
/// `#sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : dense, d1 : compressed) }>` is rows that are all there, each with
/// the columns of its stored entries. A tensor type without encoding is dense, row by row: see `of(_:in:)`.
public struct SparseEncoding: Hashable, Sendable {
  /// One dimension's part of a view: `#sparse_tensor<slice(offset, size, stride)>`, nil for `?`.
  public struct Slice: Hashable, Sendable {
    /// Where the view begins.
    public let offset: Int?
    /// How many indices it has.
    public let size: Int?
    /// How far they are apart.
    public let stride: Int?
  }

  /// The number of dimensions of the tensor.
  public let dimensionCount: Int
  /// The number of symbols that formulas of levels may use.
  public let symbolCount: Int
  /// The levels, outermost first.
  public let levels: [SparseLevel]
  /// The slices of a view, one per dimension; empty for a tensor that is no view.
  public let slices: [Slice]
  /// The bits of a position in memory; 0 for those of `index`.
  public let positionWidth: Int
  /// The bits of a coordinate in memory; 0 for those of `index`.
  public let coordinateWidth: Int
  /// The attribute that every stored element equals, as text.
  public internal(set) var explicitValue: String?
  /// The attribute that every absent element equals, as text; zero.
  public internal(set) var implicitValue: String?

  /// An encoding with the given levels; `problem` says what is wrong with it.
  public init(
    dimensionCount: Int, symbolCount: Int = 0, levels: [SparseLevel], slices: [Slice] = [],
    positionWidth: Int = 0, coordinateWidth: Int = 0, explicitValue: String? = nil,
    implicitValue: String? = nil
  ) {
    self.dimensionCount = dimensionCount
    self.symbolCount = symbolCount
    self.levels = levels
    self.slices = slices
    self.positionWidth = positionWidth
    self.coordinateWidth = coordinateWidth
    self.explicitValue = explicitValue
    self.implicitValue = implicitValue
  }

  /// All levels dense, in the order of the dimensions: how a tensor without encoding is stored.
  public static func dense(_ dimensionCount: Int) -> SparseEncoding {
    SparseEncoding(
      dimensionCount: dimensionCount,
      levels: (0..<dimensionCount).map { SparseLevel($0, .dense) })
  }

  /// The given formats in the order of the dimensions, or of `order`, which lists the dimensions outermost first.
  public static func levels(
    _ formats: [SparseLevel.Format], order: [Int]? = nil
  ) -> SparseEncoding {
    SparseEncoding(
      dimensionCount: formats.count,
      levels: zip(order ?? Array(formats.indices), formats).map { SparseLevel($0, $1) })
  }

  // MARK: In a module

  /// The encoding of a tensor type; nil for one without encoding, with another dialect's, or with one that can't be read.
  public init?(type: TypeID, in module: borrowing Module) {
    guard case .tensor(_, _, let attribute?) = module.type(type),
      let encoding = try? SparseEncoding(attribute, in: module)
    else { return nil }
    self = encoding
  }

  /// The encoding that an attribute is; an error says what it is instead.
  public init(_ attribute: AttributeID, in module: borrowing Module) throws(SparseEncodingError) {
    guard case .dialect(let dialect, let body) = module.attribute(attribute),
      module.string(dialect) == "sparse_tensor"
    else { throw SparseEncodingError("expected #sparse_tensor.encoding<...>") }
    let read: Result<SparseEncoding, SparseEncodingError> = module.withBytes(of: body) { bytes in
      Result { () throws(SparseEncodingError) in try SparseEncodingReader.read(bytes) }
    }
    self = try read.get()
    if let problem { throw SparseEncodingError(problem) }
  }

  /// How the elements of a ranked tensor type are stored, which without encoding is dense, row by row.
  public static func of(
    _ type: TypeID, in module: borrowing Module
  ) throws(SparseEncodingError) -> SparseEncoding {
    guard case .tensor(let shape, _, let attribute) = module.type(type) else {
      throw SparseEncodingError("expected a ranked tensor type")
    }
    guard let attribute else { return .dense(shape.count) }
    let encoding = try SparseEncoding(attribute, in: module)
    if let problem = encoding.problem(rank: shape.count) { throw SparseEncodingError(problem) }
    return encoding
  }

  /// The attribute `#sparse_tensor.encoding<...>` in a module.
  public func attribute(in module: inout Module) -> AttributeID {
    let body = module.intern(".encoding\(text)")
    return module.sparseEncodingAttribute(body: body)
  }

  // MARK: Questions

  /// Whether every level is dense, so that nothing tells stored elements from absent ones.
  public var isAllDense: Bool { levels.allSatisfy(\.isDense) }

  /// Whether every level is a dimension, or the block number or the place in the block of one: what can be stored.
  public var isDirect: Bool {
    symbolCount == 0 && slices.isEmpty
      && levels.allSatisfy { level in
        if case .formula = level.part { return false }
        return true
      }
  }

  /// Whether levels and dimensions are the same, in the same order.
  public var isIdentity: Bool {
    levels.count == dimensionCount
      && levels.enumerated().allSatisfy { $1.part == .whole && $1.dimension == $0 }
  }

  /// The size of each level for a tensor of the given shape; blocks at the border count whole. For direct encodings.
  public func levelSizes(of shape: [Int]) -> [Int] {
    levels.map { level in
      guard shape.indices.contains(level.dimension) else { return 0 }
      let extent = shape[level.dimension]
      switch level.part {
      case .whole: return extent
      case .quotient(let size): return extent / size + (extent % size == 0 ? 0 : 1)
      case .rest(let size): return size
      case .formula: return 0
      }
    }
  }
}

/// Why a text or an attribute is no encoding.
public struct SparseEncodingError: Error, Equatable, Sendable {
  /// A sentence fragment that says what was found and what is needed.
  public let message: String
  /// The offset in the text, where the error is in the text rather than in what it says.
  public let offset: Int?

  init(_ message: String, at offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }
}
