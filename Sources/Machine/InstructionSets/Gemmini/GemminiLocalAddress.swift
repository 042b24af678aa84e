/// The address of a row in Gemmini's scratchpad or accumulator, as its 32-bit word.
///
/// Bit 31 selects the accumulator, bit 30 asks a write to accumulate, bit 29 asks a read for
/// full-width elements, bits 28 to 26 hold the normalization command of an mvout, and the rest is
/// the index of the row. A row holds as many elements as the array has columns.
public struct GemminiLocalAddress: Equatable, Hashable, Sendable {
  /// The address word.
  public var rawValue: UInt32

  /// The address with the given word.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private static let accumulatorBit: UInt32 = 1 << 31
  private static let accumulateBit: UInt32 = 1 << 30
  private static let fullWidthBit: UInt32 = 1 << 29

  /// No address: zeros where it names a source of weights or bias, and "discard" where it names a
  /// destination. A preload of weights from here keeps the weights of before.
  public static let garbage = GemminiLocalAddress(rawValue: .max)

  /// Row `row` of the scratchpad.
  public static func scratchpad(row: Int) -> GemminiLocalAddress {
    GemminiLocalAddress(rawValue: UInt32(truncatingIfNeeded: row) & 0x1FFF_FFFF)
  }

  /// Row `row` of the accumulator; `accumulate` makes writes add, `fullWidth` makes reads return
  /// unscaled elements of the accumulator's type.
  public static func accumulator(
    row: Int, accumulate: Bool = false, fullWidth: Bool = false
  ) -> GemminiLocalAddress {
    GemminiLocalAddress(
      rawValue: UInt32(truncatingIfNeeded: row) & 0x1FFF_FFFF | accumulatorBit
        | (accumulate ? accumulateBit : 0) | (fullWidth ? fullWidthBit : 0))
  }

  /// Whether this is `garbage`.
  public var isGarbage: Bool { rawValue == .max }

  /// Whether the row lies in the accumulator.
  public var isAccumulator: Bool { rawValue & Self.accumulatorBit != 0 }

  /// Whether a write adds to the row instead of replacing it.
  public var accumulates: Bool { rawValue & Self.accumulateBit != 0 }

  /// Whether a read returns unscaled elements of the accumulator's type.
  public var readsFullWidth: Bool { rawValue & Self.fullWidthBit != 0 }

  /// The normalization command of an mvout: 0 reset, 1 sum, 2 mean, 3 variance, 4 inverse standard
  /// deviation, 5 maximum, 6 sum of exponentials, 7 its inverse.
  public var normalizationCommand: Int { Int(rawValue >> 26) & 0b111 }

  /// The index of the row that a load or a compute names: the low 29 bits.
  public var row: Int { Int(rawValue & 0x1FFF_FFFF) }

  /// The index of the row that an mvout names: the low 26 bits.
  public var moveOutRow: Int { Int(rawValue & 0x03FF_FFFF) }

  /// The address `count` rows further in the same memory, with the same flags.
  public func advanced(byRows count: Int) -> GemminiLocalAddress {
    GemminiLocalAddress(rawValue: rawValue &+ UInt32(truncatingIfNeeded: count))
  }
}

extension GemminiLocalAddress: CustomStringConvertible {
  /// The address as messages and trace comments write it: `sp[16]`, `acc[0]`, `acc+[0]` where a
  /// write accumulates, `acc32[0]` where a read is of full width, `none` for garbage.
  public var description: String {
    guard !isGarbage else { return "none" }
    guard isAccumulator else { return "sp[\(rawValue)]" }
    let marks = (accumulates ? "+" : "") + (readsFullWidth ? "32" : "")
    return "acc\(marks)[\(moveOutRow)]"
  }
}

/// A block of local rows as one operand: rows `[63:48]`, columns `[47:32]`, address `[31:0]`.
public struct GemminiOperand: Equatable, Hashable, Sendable {
  /// The first row.
  public var address: GemminiLocalAddress
  /// The number of rows.
  public var rows: UInt16
  /// The number of columns, in elements.
  public var columns: UInt16

  /// The block of `rows` × `columns` elements at `address`.
  ///
  /// - Requires: both extents fit into 16 bits.
  public init(_ address: GemminiLocalAddress, rows: Int, columns: Int) {
    precondition(
      rows >= 0 && rows <= 0xFFFF && columns >= 0 && columns <= 0xFFFF,
      "invariant: an operand's extents fit into 16 bits")
    self.address = address
    self.rows = UInt16(truncatingIfNeeded: rows)
    self.columns = UInt16(truncatingIfNeeded: columns)
  }

  /// The operand that `word` encodes.
  public init(word: UInt64) {
    address = GemminiLocalAddress(rawValue: UInt32(truncatingIfNeeded: word))
    rows = UInt16(truncatingIfNeeded: word >> 48)
    columns = UInt16(truncatingIfNeeded: word >> 32)
  }

  /// The operand's encoding.
  public var word: UInt64 {
    UInt64(rows) << 48 | UInt64(columns) << 32 | UInt64(address.rawValue)
  }
}

extension GemminiOperand: CustomStringConvertible {
  /// The operand as messages and trace comments write it, such as `sp[16] 16x64`.
  public var description: String {
    "\(address) \(rows)x\(columns)"
  }
}
