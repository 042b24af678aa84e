/// The FROSTT format: a tensor of any rank as text, from http://frostt.io/tensors/file-formats.html.
///
/// Each line has the coordinates of an entry, counted from 1, and its value; `#` begins a comment. The sizes are not in the
/// file; where its first line is `# extended FROSTT format`, two lines in front say rank and number of entries, and the sizes.
public enum FrosttTensor {
  private static let extended = "# extended FROSTT format"

  /// The entries of a file, in its order; an error says where it is wrong.
  ///
  /// - Parameter sizes: the sizes of the dimensions; one that is nil is as large as the file needs.
  public static func read(
    _ bytes: [UInt8], sizes: [Int?]
  ) throws(DataTextError) -> CoordinateList {
    try bytes.withUnsafeBufferPointer { bytes throws(DataTextError) in
      var text = DataText(bytes, comment: "#")
      var sizes = sizes
      var promised: Int?
      if bytes.starts(with: extended.utf8) { promised = try readSizes(&text, &sizes) }
      var coordinates: [Int] = []
      var values: [(number: Double, place: Int)] = []
      var largest = [Int](repeating: 0, count: sizes.count)
      while text.nextLine() {
        let place = text.position
        guard promised.map({ values.count < $0 }) ?? true else {
          throw text.error("\(promised ?? 0) entries are promised, and there are more")
        }
        for (dimension, size) in sizes.enumerated() {
          let coordinate = try text.coordinate(
            "coordinate \(dimension + 1)", below: size ?? 1 << 31)
          coordinates.append(coordinate)
          largest[dimension] = max(largest[dimension], coordinate + 1)
        }
        let value = try text.number()
        if let (word, offset) = text.word() {
          throw text.error(
            "expected \(sizes.count) coordinates and a value, and found '\(word)' behind them",
            at: offset)
        }
        values.append((value, place))
      }
      if let promised, values.count != promised {
        throw text.error("\(promised) entries are promised, and there are \(values.count)")
      }
      var entries = ListedEntries(shape: zip(sizes, largest).map { $0 ?? $1 })
      entries.list.reserveCapacity(values.count)
      let rank = sizes.count
      for (entry, value) in values.enumerated() {
        entries.append(
          coordinates[entry * rank..<(entry + 1) * rank], value.number, at: value.place)
      }
      return try entries.distinct(text)
    }
  }

  private static func readSizes(
    _ text: inout DataText, _ sizes: inout [Int?]
  ) throws(DataTextError) -> Int {
    guard text.nextLine() else { throw text.error("expected rank and number of entries") }
    let place = text.position
    let rank = try text.integer("the rank")
    let count = try text.integer("the number of entries")
    try text.expectLineEnd()
    guard rank == sizes.count else {
      throw text.error("the file has rank \(rank), and the tensor \(sizes.count)", at: place)
    }
    guard text.nextLine() else { throw text.error("expected \(rank) sizes") }
    for dimension in sizes.indices {
      let place = text.position
      let size = try text.size("size \(dimension + 1)")
      if let expected = sizes[dimension], expected != size {
        throw text.error(
          "size \(dimension + 1) is \(size), and the tensor has \(expected)", at: place)
      }
      sizes[dimension] = size
    }
    try text.expectLineEnd()
    return count
  }
}
