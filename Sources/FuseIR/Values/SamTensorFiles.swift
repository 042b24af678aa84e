/// The files in which SAM and Comal keep a tensor: one number per line, `tensor_<T>_mode_<m>_seg` and `tensor_<T>_mode_<m>_crd` for
/// each compressed level, where m is its dimension, `tensor_<T>_mode_vals` for the values, and `tensor_<T>_mode_shape` for the sizes
/// of the dimensions. Values that are blocks stand one behind the other, each row by row.
public enum SamTensorFiles {
  /// What is wrong with a file, or with what several say together.
  public struct Failure: Error {
    /// What is wrong, and what would be right.
    public let message: String
    /// The name of the file, and its text; nil where the files do not fit together.
    public let file: (name: String, bytes: [UInt8])?
    /// Where in the file.
    public let range: Range<Int>

    /// A failure, in a file where one is at fault.
    public init(
      _ message: String, _ file: (name: String, bytes: [UInt8])? = nil, at range: Range<Int> = 0..<0
    ) {
      self.message = message
      self.file = file
      self.range = range
    }
  }

  /// The name of the file of values, which every tensor has.
  public static func valuesName(of tensor: String) -> String { "tensor_\(tensor)_mode_vals" }

  // MARK: Reading

  /// A tensor as its files say. `shape` has nil for sizes that only the file of the shape knows; `read` gives the bytes of a file
  /// by its name, nil where there is none.
  public static func read(
    _ tensor: String, shape: [Int?], encoding: SparseEncoding,
    from read: (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> SparseStorage {
    let shape = try sizes(tensor, shape, from: read)
    let sizes = encoding.levelSizes(of: shape)
    var levels: [SparseStorage.Level] = []
    for (level, size) in zip(encoding.levels, sizes) {
      switch level.format {
      case .dense, .batch: levels.append(.dense(size: size))
      case .compressed:
        let stem = "tensor_\(tensor)_mode_\(level.dimension)"
        levels.append(
          .compressed(
            segments: try integers(try file(stem + "_seg", from: read)),
            coordinates: try integers(try file(stem + "_crd", from: read))))
      case .looseCompressed, .singleton, .structured:
        throw Failure("tensor '\(tensor)' has a level that is neither dense nor compressed")
      }
    }
    let values = try numbers(try file(valuesName(of: tensor), from: read))
    do {
      return try SparseStorage(levels: levels, values: values, shape: shape, encoding: encoding)
    } catch {
      throw Failure("the files of tensor '\(tensor)' do not fit: \(error.message)")
    }
  }

  private static func sizes(
    _ tensor: String, _ shape: [Int?], from read: (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [Int] {
    let name = "tensor_\(tensor)_mode_shape"
    let known = shape.compactMap { $0 }
    guard let bytes = try read(name) else {
      if known.count == shape.count { return known }
      throw Failure(
        "there is no '\(name)', and the program does not say the sizes of tensor '\(tensor)'")
    }
    // A scalar's file holds nothing, or a 1.
    let sizes = shape.isEmpty ? [] : try integers((name, bytes)).map { Int($0) }
    guard sizes.count == shape.count else {
      throw Failure(
        "expected \(shape.count) sizes, one per line, but there are \(sizes.count)", (name, bytes))
    }
    for (dimension, size) in sizes.enumerated() {
      guard size >= 0, shape[dimension] == nil || shape[dimension] == size else {
        throw Failure(
          "the size of dimension \(dimension) is \(size), but the program has "
            + (shape[dimension].map { "\($0)" } ?? "no negative sizes"), (name, bytes))
      }
    }
    return sizes
  }

  private static func file(
    _ name: String, from read: (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> (name: String, bytes: [UInt8]) {
    guard let bytes = try read(name) else { throw Failure("there is no '\(name)'") }
    return (name, bytes)
  }

  /// The words of a text, which blanks and line breaks part.
  private static func forEachWord(
    _ bytes: [UInt8], _ body: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    for position in 0...bytes.count {
      if position < bytes.count, bytes[position] > UInt8(ascii: " ") { continue }
      if start < position { try body(start..<position) }
      start = position + 1
    }
  }

  private static func integers(
    _ file: (name: String, bytes: [UInt8])
  ) throws(Failure) -> [Int32] {
    var result: [Int32] = []
    try forEachWord(file.bytes) { range throws(Failure) in
      var value: Int64 = 0
      for byte in file.bytes[range] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), value <= Int64(Int32.max) else {
          value = -1
          break
        }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      guard let number = Int32(exactly: value), number >= 0 else {
        throw Failure("expected a number from 0 to \(Int32.max)", file, at: range)
      }
      result.append(number)
    }
    return result
  }

  private static func numbers(
    _ file: (name: String, bytes: [UInt8])
  ) throws(Failure) -> ContiguousArray<Float> {
    var result: ContiguousArray<Float> = []
    try forEachWord(file.bytes) { range throws(Failure) in
      guard let number = Float(String(decoding: file.bytes[range], as: UTF8.self)) else {
        throw Failure("expected a number", file, at: range)
      }
      result.append(number)
    }
    return result
  }

  // MARK: Writing

  /// The files of a tensor, each with what makes its text.
  public static func files(
    of storage: SparseStorage, named tensor: String
  ) -> [(name: String, text: () -> String)] {
    var files: [(name: String, text: () -> String)] = []
    for (level, kind) in zip(storage.levels, storage.encoding.levels) {
      guard case .compressed(let segments, let coordinates) = level else { continue }
      let stem = "tensor_\(tensor)_mode_\(kind.dimension)"
      files.append((stem + "_seg", { lines(segments) }))
      files.append((stem + "_crd", { lines(coordinates) }))
    }
    let shape = storage.shape.isEmpty ? [1] : storage.shape
    files.append((valuesName(of: tensor), { lines(storage.values) }))
    files.append(("tensor_\(tensor)_mode_shape", { lines(shape) }))
    return files
  }

  private static func lines(_ numbers: some Sequence<some LosslessStringConvertible>) -> String {
    var text = ""
    for number in numbers {
      text += number.description
      text += "\n"
    }
    return text
  }
}
