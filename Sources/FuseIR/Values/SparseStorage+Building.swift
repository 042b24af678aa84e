// Coordinate lists, and dense tensors, as storage.

extension SparseStorage {
  /// The storage of entries in any order. Entries of value zero are stored, too.
  ///
  /// An error says which entry is out of range, stands there twice, can't be kept by its level, or has a value that
  /// `Float` does not hold.
  public init(
    _ list: CoordinateList, element: ElementType = .f32, encoding: SparseEncoding
  ) throws(SparseStorageError) {
    let sizes = try Self.checkedLevelSizes(of: list.shape, encoding)
    let values = try Self.values(of: list, element)
    let entries = try SortedEntries(list, sizes: sizes, encoding: encoding)
    var builder = LevelBuilder(entries: entries)
    for (number, level) in encoding.levels.enumerated() {
      try builder.add(level, number: number, size: sizes[number], encoding: encoding)
    }
    var stored = ContiguousArray<Float>(repeating: 0, count: builder.starts.count - 1)
    for position in stored.indices where builder.starts[position] < builder.starts[position + 1] {
      stored[position] = values[Int(entries.order[Int(builder.starts[position])])]
    }
    self.init(
      unchecked: builder.levels, values: stored, shape: list.shape, element: element,
      encoding: encoding)
  }

  /// The storage of a dense tensor's elements: of those of a pattern, or of those that differ from zero.
  public init(
    _ tensor: Tensor, stored: StoredPattern? = nil, encoding: SparseEncoding
  ) throws(SparseStorageError) {
    guard let list = CoordinateList(tensor, stored: stored) else {
      throw SparseStorageError("values of type \(tensor.elementType) are not stored")
    }
    try self.init(list, element: tensor.elementType, encoding: encoding)
  }

  /// The values in single precision, which they have to be, or fit, for integers.
  private static func values(
    of list: CoordinateList, _ element: ElementType
  ) throws(SparseStorageError) -> [Float] {
    if case .complex = element {
      throw SparseStorageError("values of type \(element) are not stored")
    }
    let mustFit = element != .f32
    var values: [Float] = []
    values.reserveCapacity(list.count)
    for (entry, value) in list.values.enumerated() {
      let float = Float(value)
      if mustFit, !value.isNaN, Double(float) != value {
        throw SparseStorageError(
          "the value \(value) of type \(element) does not fit f32, which stored values are",
          entry: entry)
      }
      values.append(float)
    }
    return values
  }
}

/// Entries in the order of the levels.
private struct SortedEntries {
  /// The coordinate in each level, those of an entry side by side, in the order of the list.
  private var coordinates: [Int32]
  /// The numbers of the entries, in the order of the levels.
  let order: [Int32]
  let levelCount: Int

  init(
    _ list: CoordinateList, sizes: [Int], encoding: SparseEncoding
  ) throws(SparseStorageError) {
    guard list.count <= SparseStorage.positionLimit else {
      throw SparseStorageError(
        "\(list.count) entries are too many: up to \(SparseStorage.positionLimit) are stored")
    }
    levelCount = sizes.count
    coordinates = []
    coordinates.reserveCapacity(list.count * sizes.count)
    let rank = list.shape.count
    for entry in 0..<list.count {
      for dimension in 0..<rank {
        let coordinate = Int(list.coordinates[entry * rank + dimension])
        guard coordinate >= 0, coordinate < list.shape[dimension] else {
          throw SparseStorageError(
            "coordinate \(coordinate) of dimension \(dimension) is out of range: its size is "
              + "\(list.shape[dimension])", entry: entry)
        }
      }
      for level in encoding.levels {
        let coordinate = list.coordinates[entry * rank + level.dimension]
        switch level.part {
        case .whole, .formula: coordinates.append(coordinate)
        case .quotient(let size): coordinates.append(Int32(Int(coordinate) / size))
        case .rest(let size): coordinates.append(Int32(Int(coordinate) % size))
        }
      }
    }
    order = CoordinateList.order(coordinates, sizes: sizes, count: list.count)
    try checkDistinct(list)
  }

  private func checkDistinct(_ list: CoordinateList) throws(SparseStorageError) {
    for index in order.indices.dropFirst() where areEqual(index - 1, index, from: 0, to: levelCount)
    {
      let entry = Int(order[index])
      throw SparseStorageError(
        "the entry at \(list.coordinates(of: entry).map(String.init).joined(separator: ", ")) "
          + "stands there twice", entry: entry)
    }
  }

  /// Whether two entries, by their places in the order, agree in a range of levels.
  func areEqual(_ a: Int, _ b: Int, from: Int, to: Int) -> Bool {
    for level in from..<to where coordinate(a, level) != coordinate(b, level) { return false }
    return true
  }

  /// The coordinate in a level of an entry, by its place in the order.
  func coordinate(_ index: Int, _ level: Int) -> Int32 {
    coordinates[Int(order[index]) * levelCount + level]
  }
}

/// Makes one level after the other, outermost first.
private struct LevelBuilder {
  let entries: SortedEntries
  var levels: [SparseStorage.Level] = []
  /// The entries of position p of the last level are those from `starts[p]` to `starts[p + 1]` in the order.
  var starts: [Int32]

  init(entries: SortedEntries) {
    self.entries = entries
    starts = [0, Int32(entries.order.count)]
  }

  mutating func add(
    _ kind: SparseLevel, number: Int, size: Int, encoding: SparseEncoding
  ) throws(SparseStorageError) {
    let parents = starts.count - 1
    if kind.isDense {
      let level = SparseStorage.Level.dense(size: size)
      let count = try SparseStorage.checkedPositionCount(of: level, below: parents, number: number)
      try addDense(size, number: number, count: count)
      levels.append(level)
      return
    }
    var segments: [Int32] = [0]
    var coordinates: [Int32] = []
    var next: [Int32] = [0]
    segments.reserveCapacity(starts.count)
    for parent in 0..<parents {
      let end = Int(starts[parent + 1])
      var index = Int(starts[parent])
      let first = coordinates.count
      while index < end {
        let coordinate = entries.coordinate(index, number)
        index += 1
        if kind.isUnique {
          while index < end, entries.coordinate(index, number) == coordinate { index += 1 }
        }
        coordinates.append(coordinate)
        next.append(Int32(index))
      }
      try check(
        coordinates.count - first, of: kind, number: number, entry: Int(starts[parent]),
        coordinates.last, encoding)
      segments.append(Int32(coordinates.count))
    }
    if encoding.positionWidth > 0, encoding.positionWidth < 32,
      coordinates.count >= 1 << encoding.positionWidth, kind.format != .singleton
    {
      throw SparseStorageError(
        "level \(number) has \(coordinates.count) positions, and posWidth is "
          + "\(encoding.positionWidth)")
    }
    levels.append(
      kind.format == .singleton
        ? .singleton(coordinates: coordinates)
        : .compressed(segments: segments, coordinates: coordinates))
    starts = next
  }

  private mutating func addDense(
    _ size: Int, number: Int, count: Int
  ) throws(SparseStorageError) {
    var next: [Int32] = [0]
    next.reserveCapacity(count + 1)
    for parent in 0..<starts.count - 1 {
      let end = Int(starts[parent + 1])
      var index = Int(starts[parent])
      for coordinate in 0..<size {
        while index < end, entries.coordinate(index, number) == Int32(coordinate) { index += 1 }
        next.append(Int32(index))
      }
    }
    starts = next
  }

  /// A segment fits its level.
  private func check(
    _ count: Int, of kind: SparseLevel, number: Int, entry: Int, _ last: Int32?,
    _ encoding: SparseEncoding
  ) throws(SparseStorageError) {
    if kind.format == .singleton, count != 1 {
      throw SparseStorageError(
        "singleton level \(number) holds one entry for each position of the level above, not "
          + "\(count)",
        entry: entries.order.indices.contains(entry) ? Int(entries.order[entry]) : nil)
    }
    if case .structured(let most, let size) = kind.format, count > most {
      throw SparseStorageError(
        "level \(number) holds \(most) of every \(size) coordinates, and \(count) are given",
        entry: Int(entries.order[entry]))
    }
    if let last, encoding.coordinateWidth > 0, encoding.coordinateWidth < 32,
      last >= 1 << encoding.coordinateWidth
    {
      throw SparseStorageError(
        "coordinate \(last) of level \(number) does not fit crdWidth \(encoding.coordinateWidth)",
        entry: Int(entries.order[entry]))
    }
  }
}
