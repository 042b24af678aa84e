// Handles: 32-bit names of the things that a `Module` owns. A handle grants existence only; to read or change
// what it names one needs the module too, so the signature of a function says what it may touch.

/// An operation of a module.
public struct OpID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: OpID { OpID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: OpID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: OpID, b: OpID) -> Bool { a.raw < b.raw }
}

/// An SSA value of a module: a result of an op or an argument of a block.
public struct ValueID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: ValueID { ValueID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: ValueID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: ValueID, b: ValueID) -> Bool { a.raw < b.raw }
}

/// A basic block of a module.
public struct BlockID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: BlockID { BlockID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: BlockID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: BlockID, b: BlockID) -> Bool { a.raw < b.raw }
}

/// A region of a module.
public struct RegionID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: RegionID { RegionID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: RegionID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: RegionID, b: RegionID) -> Bool { a.raw < b.raw }
}

/// An interned type of a module; equal types have equal ids.
public struct TypeID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: TypeID { TypeID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: TypeID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: TypeID, b: TypeID) -> Bool { a.raw < b.raw }
}

/// An interned attribute of a module; equal attributes have equal ids.
public struct AttributeID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: AttributeID { AttributeID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: AttributeID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: AttributeID, b: AttributeID) -> Bool { a.raw < b.raw }
}

/// A source location of a module.
public struct LocationID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: LocationID { LocationID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: LocationID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: LocationID, b: LocationID) -> Bool { a.raw < b.raw }
}

/// An interned string of a module; equal strings have equal ids.
public struct StringID: Hashable, Comparable, Sendable {
  /// The index of the record in the module's table; negative for the null handle.
  public let raw: Int32

  /// Names the record at `raw`.
  @inlinable public init(raw: Int32) { self.raw = raw }

  /// Names the record at `index`.
  @inlinable internal init(_ index: Int) { self.raw = Int32(truncatingIfNeeded: index) }

  /// The handle that names nothing.
  @inlinable internal static var null: StringID { StringID(raw: -1) }

  /// True iff the handle names nothing.
  @inlinable internal var isNull: Bool { raw < 0 }

  /// The handle as an index into dense side tables.
  @inlinable public var index: Int { Int(raw) }

  /// The handle, or nil for the null handle.
  @inlinable internal var optional: StringID? { raw < 0 ? nil : self }

  /// Orders handles by age: an older record has the smaller handle.
  @inlinable public static func < (a: StringID, b: StringID) -> Bool { a.raw < b.raw }
}
