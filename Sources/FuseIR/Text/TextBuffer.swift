/// The bytes that a printer has written and not yet handed on.
///
/// Memory of its own instead of an array: an append checks the room once and then stores, which is what printing spends
/// its time with. All stores are within the room that `reserve` made.
struct TextBuffer: ~Copyable {
  private var start: UnsafeMutableRawPointer
  private var capacity: Int
  /// The number of bytes.
  private(set) var count = 0

  /// Room that is always left behind the bytes, so that short texts may be stored in chunks.
  private static let slack = 32

  /// An empty buffer with room for `capacity` bytes.
  init(capacity: Int = 256) {
    self.capacity = capacity
    start = .allocate(byteCount: capacity + Self.slack, alignment: 16)
  }

  deinit { start.deallocate() }

  /// The bytes, until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The bytes in an array.
  var array: [UInt8] { [UInt8](bytes) }

  /// The bytes from `offset` on, in an array.
  func array(from offset: Int) -> [UInt8] { [UInt8](bytes[offset...]) }

  /// Makes room for `more` bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + Self.slack, alignment: 16)
    larger.copyMemory(from: start, byteCount: count)
    start.deallocate()
    start = larger
  }

  /// Drops all bytes and keeps the room.
  mutating func removeAll() { count = 0 }

  /// Appends a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Appends `more` bytes from `source`.
  @inline(__always)
  mutating func append(_ source: UnsafeRawPointer, _ more: Int) {
    reserve(more)
    (start + count).copyMemory(from: source, byteCount: more)
    count += more
  }

  /// Appends bytes.
  mutating func append(contentsOf source: UnsafeBufferPointer<UInt8>) {
    if let base = source.baseAddress { append(base, source.count) }
  }

  /// Appends bytes.
  mutating func append(contentsOf source: some Sequence<UInt8>) {
    let isDone: Void? = source.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    guard isDone == nil else { return }
    for byte in source { append(byte) }
  }

  /// Appends `more` bytes from `source`, behind which `slack` more may be read.
  @inline(__always)
  mutating func append(padded source: UnsafeRawPointer, _ more: Int) {
    reserve(more)
    var offset = 0
    repeat {
      let chunk = source.loadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
      start.storeBytes(of: chunk, toByteOffset: count + offset, as: SIMD32<UInt8>.self)
      offset += 32
    } while offset < more
    count += more
  }

  /// Appends a number in decimal.
  @inline(__always)
  mutating func append(decimal value: UInt64) {
    reserve(20)
    let digits = Self.digitCount(value)
    var rest = value
    var offset = count + digits
    repeat {
      offset -= 1
      start.storeBytes(
        of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: offset,
        as: UInt8.self)
      rest /= 10
    } while rest > 0
    count += digits
  }

  @inline(__always)
  private static func digitCount(_ value: UInt64) -> Int {
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, value >= bound {
      digits += 1
      if digits < 20 { bound &*= 10 }
    }
    return digits
  }

  /// Appends spaces.
  @inline(__always)
  mutating func append(spaces: Int) {
    reserve(spaces)
    for offset in 0..<spaces {
      start.storeBytes(of: UInt8(ascii: " "), toByteOffset: count + offset, as: UInt8.self)
    }
    count += spaces
  }

  /// The room behind the bytes of `PrintedTexts` that `append(padded:)` may read.
  static var padding: Int { slack }
}

/// Texts of types, attributes or names of ops that were written before, by id.
struct PrintedTexts {
  private var ranges: ContiguousArray<(start: Int32, count: Int32)> = []
  /// The texts, with room behind the last one that may be read.
  private var bytes = ContiguousArray<UInt8>(repeating: 0, count: TextBuffer.padding)

  /// Longer texts are not kept.
  private static let longest = 512

  /// Appends the text with the given id if it is known.
  @inline(__always)
  func append(_ id: Int, to output: inout TextBuffer) -> Bool {
    guard id < ranges.count, ranges[id].count > 0 else { return false }
    let (start, count) = ranges[id]
    bytes.withUnsafeBytes { buffer in
      if let base = buffer.baseAddress { output.append(padded: base + Int(start), Int(count)) }
    }
    return true
  }

  /// Keeps the text from `start` to the end of the output.
  mutating func remember(_ id: Int, _ output: borrowing TextBuffer, from start: Int) {
    let count = output.count - start
    guard count <= Self.longest, bytes.count < 1 << 28 else { return }
    while ranges.count <= id { ranges.append((0, 0)) }
    let end = bytes.count - TextBuffer.padding
    ranges[id] = (Int32(end), Int32(count))
    bytes.replaceSubrange(end..., with: output.bytes[start...])
    bytes.append(contentsOf: repeatElement(0, count: TextBuffer.padding))
  }
}
