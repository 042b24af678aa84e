/// What kind of op an op is: a small integer.
///
/// Ops of the dialects that fusec implements are numbered dialect by dialect; every other name that a module meets
/// gets the next number of the open tail, which is private to that module.
public struct Opcode: Hashable, Sendable {
  /// The number: `dialect << 10 | index` below `firstForeign`, and tail numbers from there.
  public let raw: UInt32

  /// The first number of the open tail.
  @inlinable public static var firstForeign: UInt32 { 1 << 16 }

  @inlinable init(raw: UInt32) { self.raw = raw }

  /// The opcode of an op of an implemented dialect.
  @inlinable public init<Op: DialectOp>(_ op: Op) {
    raw = UInt32(Op.dialect.rawValue) << 10 | UInt32(op.rawValue)
  }

  /// The dialect, or nil for a foreign op.
  @inlinable public var dialect: Dialect? {
    raw < Self.firstForeign ? Dialect(rawValue: UInt8(truncatingIfNeeded: raw >> 10)) : nil
  }

  /// True iff the op belongs to no dialect that fusec implements.
  @inlinable public var isForeign: Bool { raw >= Self.firstForeign }

  /// True iff the op is the given one.
  @inlinable public func `is`<Op: DialectOp>(_ op: Op) -> Bool { self == Opcode(op) }
}

/// The ops of one implemented dialect: a closed enum, so that a client that claims the dialect switches over it without
/// a default and the compiler lists what is missing.
public protocol DialectOp: RawRepresentable<UInt16>, CaseIterable, Hashable, Sendable {
  /// The dialect that the ops belong to.
  static var dialect: Dialect { get }

  /// What the op declares about itself.
  var definition: OpDefinition { get }
}

extension DialectOp {
  /// The op of this dialect with the given opcode, or nil if the opcode belongs to another dialect.
  @inlinable public init?(_ opcode: Opcode) {
    guard opcode.raw >> 10 == UInt32(Self.dialect.rawValue) else { return nil }
    self.init(rawValue: UInt16(truncatingIfNeeded: opcode.raw & 1023))
  }
}
