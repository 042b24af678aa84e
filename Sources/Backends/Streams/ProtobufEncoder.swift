/// Writes messages in the binary form of protocol buffers, with the defaults of proto3 left out.
struct ProtobufEncoder {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// An unsigned integer or an enumeration; zero is the default.
  mutating func integer(_ field: Int, _ value: UInt64) {
    guard value != 0 else { return }
    tag(field, wire: 0)
    varint(value)
  }

  /// A truth value; false is the default.
  mutating func bool(_ field: Int, _ value: Bool) { integer(field, value ? 1 : 0) }

  /// Unsigned integers, one behind the other.
  mutating func packed(_ field: Int, _ values: [UInt64]) {
    guard !values.isEmpty else { return }
    var inner = ProtobufEncoder()
    for value in values { inner.varint(value) }
    tag(field, wire: 2)
    varint(UInt64(inner.bytes.count))
    bytes += inner.bytes
  }

  /// A double; zero is the default.
  mutating func double(_ field: Int, _ value: Double) {
    guard value.bitPattern != 0 else { return }
    tag(field, wire: 1)
    var bits = value.bitPattern
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
    }
  }

  /// A text; the empty one is the default.
  mutating func string(_ field: Int, _ text: String) {
    guard !text.isEmpty else { return }
    let text = Array(text.utf8)
    tag(field, wire: 2)
    varint(UInt64(text.count))
    bytes += text
  }

  /// A message, written by `body`; it is there even where it holds nothing.
  mutating func message(_ field: Int, _ body: (inout ProtobufEncoder) -> Void) {
    var inner = ProtobufEncoder()
    body(&inner)
    tag(field, wire: 2)
    varint(UInt64(inner.bytes.count))
    bytes += inner.bytes
  }

  /// The fields of another message, behind those that were written.
  mutating func append(_ other: ProtobufEncoder) { bytes += other.bytes }

  private mutating func tag(_ field: Int, wire: UInt64) { varint(UInt64(field) << 3 | wire) }

  private mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
}
