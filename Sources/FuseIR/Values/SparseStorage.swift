/// A tensor's elements as an encoding stores them: an array or two for each level, and the values.
///
/// A position of a level stands for one entry of it. A dense level of size n has the positions p * n to p * n + n - 1
/// below position p of the level above; a compressed one those from `segments[p]` to `segments[p + 1]`, each with its
/// coordinate; a singleton one has the position p itself. The outermost level lies below position 0, and
/// the positions of the last level are those of `values`.
///
/// B = [[0, 2], [3, 4]] with rows dense and columns compressed has segments 0, 1, 3, coordinates 1, 0, 1, values 2, 3, 4.
public struct SparseStorage: Sendable, Equatable {
  /// The arrays of one level.
  public enum Level: Sendable, Equatable {
    /// All coordinates below `size`.
    case dense(size: Int)
    /// Those listed, between segments; levels that are loose or structured are kept so, too.
    case compressed(segments: [Int32], coordinates: [Int32])
    /// One coordinate for each position of the level above.
    case singleton(coordinates: [Int32])

    /// How many positions the level has below `parents` positions of the level above.
    public func positionCount(below parents: Int) -> Int {
      switch self {
      case .dense(let size): parents * size
      case .compressed(_, let coordinates), .singleton(let coordinates): coordinates.count
      }
    }
  }

  /// The most positions that a level may have, and so the most values.
  public static let positionLimit = 1 << 28

  /// The sizes of the tensor's dimensions.
  public let shape: [Int]
  /// The kind of the elements, whose values fit `Float`.
  public let element: ElementType
  /// Which levels there are.
  public let encoding: SparseEncoding
  /// The levels, outermost first.
  public let levels: [Level]
  /// The values, one for each position of the last level.
  public let values: ContiguousArray<Float>

  init(
    unchecked levels: [Level], values: ContiguousArray<Float>, shape: [Int], element: ElementType,
    encoding: SparseEncoding
  ) {
    self.shape = shape
    self.element = element
    self.encoding = encoding
    self.levels = levels
    self.values = values
  }

  /// Storage made of the arrays themselves, which are checked: segments ascend from 0 to the number of coordinates,
  /// coordinates are within the level's size, ascending where the level is ordered and distinct where it is unique, and
  /// there is a value for each position.
  public init(
    levels: [Level], values: ContiguousArray<Float>, shape: [Int], element: ElementType = .f32,
    encoding: SparseEncoding
  ) throws(SparseStorageError) {
    let sizes = try Self.checkedLevelSizes(of: shape, encoding)
    guard levels.count == sizes.count else {
      throw SparseStorageError("expected \(sizes.count) levels, got \(levels.count)")
    }
    var positions = 1
    for (number, level) in levels.enumerated() {
      try Self.check(
        level, number: number, kind: encoding.levels[number], size: sizes[number],
        parents: positions)
      positions = try Self.checkedPositionCount(of: level, below: positions, number: number)
    }
    guard values.count == positions else {
      throw SparseStorageError("expected \(positions) values, got \(values.count)")
    }
    self.init(
      unchecked: levels, values: values, shape: shape, element: element, encoding: encoding)
  }

  private static func check(
    _ level: Level, number: Int, kind: SparseLevel, size: Int, parents: Int
  ) throws(SparseStorageError) {
    switch level {
    case .dense(let given):
      guard kind.isDense, given == size else {
        throw SparseStorageError(
          "level \(number) is \(kind.format.text) of size \(size), not dense of size \(given)")
      }
    case .compressed(let segments, let coordinates):
      switch kind.format {
      case .compressed, .looseCompressed, .structured: break
      case .dense, .batch, .singleton:
        throw SparseStorageError("level \(number) is \(kind.format.text) and has no segments")
      }
      try check(segments: segments, number: number, parents: parents, end: coordinates.count)
      for parent in 0..<parents {
        let range = Int(segments[parent])..<Int(segments[parent + 1])
        try check(coordinates, range, number: number, kind: kind, size: size)
      }
    case .singleton(let coordinates):
      guard kind.format == .singleton else {
        throw SparseStorageError("level \(number) is \(kind.format.text), not singleton")
      }
      guard coordinates.count == parents else {
        throw SparseStorageError(
          "level \(number) has \(coordinates.count) coordinates for \(parents) positions")
      }
      for position in 0..<parents {
        try check(coordinates, position..<position + 1, number: number, kind: kind, size: size)
      }
    }
  }

  private static func check(
    segments: [Int32], number: Int, parents: Int, end: Int
  ) throws(SparseStorageError) {
    guard segments.count == parents + 1 else {
      throw SparseStorageError(
        "level \(number) needs \(parents + 1) segment ends, and has \(segments.count)")
    }
    guard segments[0] == 0 else {
      throw SparseStorageError("the segments of level \(number) begin at \(segments[0]), not at 0")
    }
    for parent in 0..<parents where segments[parent] > segments[parent + 1] {
      throw SparseStorageError(
        "the segments of level \(number) descend from \(segments[parent]) to "
          + "\(segments[parent + 1]) at position \(parent)")
    }
    guard Int(segments[parents]) == end else {
      throw SparseStorageError(
        "the segments of level \(number) end at \(segments[parents]), and it has \(end) coordinates"
      )
    }
  }

  private static func check(
    _ coordinates: [Int32], _ range: Range<Int>, number: Int, kind: SparseLevel, size: Int
  ) throws(SparseStorageError) {
    var seen: Set<Int32> = []
    for position in range {
      let coordinate = coordinates[position]
      guard coordinate >= 0, Int(coordinate) < size else {
        throw SparseStorageError(
          "coordinate \(coordinate) of level \(number) is out of range: its size is \(size)")
      }
      if kind.isOrdered, position > range.lowerBound, coordinate < coordinates[position - 1] {
        throw SparseStorageError(
          "coordinate \(coordinate) of level \(number) stands behind "
            + "\(coordinates[position - 1]), and the level is ordered")
      }
      let isRepeated =
        kind.isOrdered
        ? position > range.lowerBound && coordinate == coordinates[position - 1]
        : kind.isUnique && !seen.insert(coordinate).inserted
      guard !kind.isUnique || !isRepeated else {
        throw SparseStorageError("coordinate \(coordinate) of level \(number) stands there twice")
      }
    }
    if case .structured(let entries, let size) = kind.format, range.count > entries {
      throw SparseStorageError(
        "level \(number) holds \(entries) of every \(size), and a segment has \(range.count)")
    }
  }

  // MARK: Sizes

  /// The sizes of the levels of a tensor that can be stored.
  static func checkedLevelSizes(
    of shape: [Int], _ encoding: SparseEncoding
  ) throws(SparseStorageError) -> [Int] {
    if let problem = encoding.problem(rank: shape.count), !(shape.isEmpty && encoding == .dense(0))
    {
      throw SparseStorageError(problem)
    }
    guard encoding.isDirect else {
      throw SparseStorageError(
        encoding.slices.isEmpty
          ? "a level that is a formula with symbols can't be stored"
          : "an encoding with slices is a view, and is not stored")
    }
    for (dimension, size) in shape.enumerated() where size < 0 || size > 1 << 31 {
      throw SparseStorageError(
        "dimension \(dimension) has size \(size); coordinates have 31 bits, so sizes go to 2147483648"
      )
    }
    return encoding.levelSizes(of: shape)
  }

  /// How many positions a level has, which is bounded.
  static func checkedPositionCount(
    of level: Level, below parents: Int, number: Int
  ) throws(SparseStorageError) -> Int {
    if case .dense(let size) = level {
      let (count, overflow) = parents.multipliedReportingOverflow(by: size)
      guard !overflow, count <= positionLimit else {
        throw SparseStorageError(
          "dense level \(number) of size \(size) has too many positions: up to \(positionLimit) "
            + "are stored; a compressed level has those of stored entries only")
      }
      return count
    }
    let count = level.positionCount(below: parents)
    guard count <= positionLimit else {
      throw SparseStorageError("level \(number) has more than \(positionLimit) positions")
    }
    return count
  }

  // MARK: Reading

  /// Calls `body` with the coordinates in the tensor's dimensions and the position of each value, in the order of
  /// storage. Places of blocks that lie beyond the shape are left out.
  public func forEachEntry<E: Error>(
    _ body: (_ coordinates: UnsafeBufferPointer<Int>, _ position: Int) throws(E) -> Void
  ) throws(E) {
    let walk = EntryWalk(storage: self)
    var coordinates = [Int](repeating: 0, count: shape.count)
    try walk.visit(level: 0, position: 0, &coordinates, body)
  }

  /// The elements as a dense tensor; an error where one of its size is beyond the limits.
  public func tensor() throws(SparseStorageError) -> Tensor {
    guard var result = Tensor(zeros: shape, element) else {
      throw SparseStorageError(
        "a dense tensor of shape \(shape) takes more than \(Tensor.byteLimit) bytes")
    }
    let strides = Tensor.strides(of: shape)
    func offset(_ coordinates: UnsafeBufferPointer<Int>) -> Int {
      var offset = 0
      for dimension in coordinates.indices { offset += coordinates[dimension] * strides[dimension] }
      return offset
    }
    switch element {
    case .float(.f32):
      result.withMutableElements(as: Float.self) { floats in
        forEachEntry { floats[offset($0)] = values[$1] }
      }
    case .float(let format):
      var floats = [Double](repeating: 0, count: result.count)
      forEachEntry { floats[offset($0)] = Double(values[$1]) }
      result = Tensor(floats, shape: shape, format) ?? result
    case .integer, .index:
      var integers = [Int64](repeating: 0, count: result.count)
      // Values come from numbers that fit, and 64 bits hold what a `Float` of them may round to.
      forEachEntry { integers[offset($0)] = Int64(exactly: values[$1]) ?? 0 }
      result = Tensor(integers, shape: shape, element) ?? result
    case .complex:
      throw SparseStorageError("values of type \(element) are not stored")
    }
    return result
  }

  /// Which elements of the dense tensor are stored; an error where it is beyond the limits.
  public func pattern() throws(SparseStorageError) -> StoredPattern {
    guard let count = Tensor.elementCount(of: shape), count <= StoredPattern.countLimit else {
      throw SparseStorageError("a dense tensor of shape \(shape) has too many elements")
    }
    var pattern = StoredPattern(count: count)
    let strides = Tensor.strides(of: shape)
    forEachEntry { coordinates, _ in
      var offset = 0
      for dimension in coordinates.indices { offset += coordinates[dimension] * strides[dimension] }
      pattern.insert(offset)
    }
    return pattern
  }

  /// The stored entries as coordinates and values, in the order of storage.
  public func entries() -> CoordinateList {
    var list = CoordinateList(shape: shape)
    forEachEntry { coordinates, position in
      list.append(coordinates, Double(values[position]))
    }
    return list
  }
}

/// What `forEachEntry` walks over.
private struct EntryWalk {
  let storage: SparseStorage

  func visit<E: Error>(
    level number: Int, position: Int, _ coordinates: inout [Int],
    _ body: (UnsafeBufferPointer<Int>, Int) throws(E) -> Void
  ) throws(E) {
    guard number < storage.levels.count else {
      return try coordinates.withUnsafeBufferPointer { (buffer) throws(E) in
        try body(buffer, position)
      }
    }
    let kind = storage.encoding.levels[number]
    let before = coordinates.isEmpty ? 0 : coordinates[kind.dimension]
    defer { if !coordinates.isEmpty { coordinates[kind.dimension] = before } }
    let range: Range<Int>
    switch storage.levels[number] {
    case .dense(let size): range = position * size..<(position + 1) * size
    case .compressed(let segments, _):
      range = Int(segments[position])..<Int(segments[position + 1])
    case .singleton: range = position..<position + 1
    }
    for child in range {
      let coordinate: Int
      switch storage.levels[number] {
      case .dense: coordinate = child - range.lowerBound
      case .compressed(_, let list), .singleton(let list): coordinate = Int(list[child])
      }
      switch kind.part {
      case .whole, .formula: coordinates[kind.dimension] = coordinate
      case .quotient(let size): coordinates[kind.dimension] = coordinate * size
      case .rest:
        let index = before + coordinate
        guard index < storage.shape[kind.dimension] else { continue }
        coordinates[kind.dimension] = index
      }
      try visit(level: number + 1, position: child, &coordinates, body)
    }
  }
}

/// Why arrays, or a list of entries, are no storage of an encoding.
public struct SparseStorageError: Error, Equatable, Sendable {
  /// A sentence fragment that says what was found and what is needed.
  public let message: String
  /// The number of the entry in the list that is at fault, where one is.
  public let entry: Int?

  /// An error with a message, about an entry of a list.
  public init(_ message: String, entry: Int? = nil) {
    self.message = message
    self.entry = entry
  }
}
