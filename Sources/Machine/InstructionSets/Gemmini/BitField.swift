/// A range of bits of a 64-bit instruction operand.
///
/// An instruction names each of its fields once as a `BitField`; its encoder and its decoder both
/// go through that name, so they cannot disagree.
struct BitField: Sendable {
  /// The index of the lowest bit.
  let lowestBit: UInt64
  /// The number of bits, 1 to 63.
  let width: UInt64

  /// The field that spans `bits`, written as in the manuals: `BitField(47, 32)`.
  init(_ highestBit: UInt64, _ lowestBit: UInt64) {
    self.lowestBit = lowestBit
    width = highestBit - lowestBit + 1
  }

  /// The field of one bit.
  init(_ bit: UInt64) {
    self.init(bit, bit)
  }

  private var mask: UInt64 { (1 << width) &- 1 }

  /// The field's value in `word`.
  func value(in word: UInt64) -> UInt64 {
    (word &>> lowestBit) & mask
  }

  /// Whether any bit of the field is set in `word`.
  func isSet(in word: UInt64) -> Bool {
    value(in: word) != 0
  }

  /// A word that holds `value` in this field and zeros elsewhere.
  ///
  /// - Requires: `value` fits; the callers' types are as wide as their fields.
  func word<T: BinaryInteger>(_ value: T) -> UInt64 {
    (UInt64(truncatingIfNeeded: value) & mask) &<< lowestBit
  }

  /// A word that holds one in this field if `flag` is true, and zeros elsewhere.
  func word(_ flag: Bool) -> UInt64 {
    flag ? 1 &<< lowestBit : 0
  }
}
