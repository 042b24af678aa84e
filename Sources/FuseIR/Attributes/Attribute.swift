/// One entry of a dictionary attribute.
public struct NamedAttribute: Hashable, Sendable {
  /// The key.
  public let name: StringID
  /// The attribute under the key.
  public let value: AttributeID

  /// An entry `name = value`.
  public init(_ name: StringID, _ value: AttributeID) {
    self.name = name
    self.value = value
  }
}

/// The elements of a `dense<...>` attribute.
///
/// Elements are little-endian, each in ceil(width / 8) bytes (`index` in 8, `i1` and sub-byte integers in one byte,
/// complex numbers as real part then imaginary part), row-major. A splat stores one element.
public struct DenseElements: Hashable, Sendable {
  /// The shaped type of the whole attribute.
  public let type: TypeID
  /// True iff `bytes` holds one element that stands for all.
  public let isSplat: Bool
  /// The element bytes.
  public let bytes: [UInt8]

  /// Dense elements of `type` with the given bytes.
  public init(type: TypeID, isSplat: Bool, bytes: [UInt8]) {
    self.type = type
    self.isSplat = isSplat
    self.bytes = bytes
  }
}

/// An attribute, as a value. Types, strings and attributes inside it are ids of the same module.
public enum Attribute: Hashable, Sendable {
  /// `unit`.
  case unit
  /// An integer of at most 64 bits (sign-extended, or zero-extended for unsigned types; `i1` is 0 or 1), `index` or bool.
  case integer(Int64, TypeID)
  /// An integer of more than 64 bits: two's complement words, least significant first.
  case wideInteger([UInt64], TypeID)
  /// A float of at most 64 bits, as its bits.
  case float(bits: UInt64, TypeID)
  /// An `f80` or `f128`, as its bits, least significant word first.
  case wideFloat([UInt64], TypeID)
  /// `"text"` or `"text" : type`.
  case string(StringID, type: TypeID?)
  /// `@root::@nested`.
  case symbol(StringID, nested: [StringID])
  /// A type used as an attribute.
  case type(TypeID)
  /// `[a, b]`.
  case array([AttributeID])
  /// `{a = 1, b}`, sorted by name, names distinct.
  case dictionary([NamedAttribute])
  /// `array<i64: 1, 2>`: element bytes laid out as in `DenseElements`.
  case denseArray(element: TypeID, bytes: [UInt8])
  /// `dense<...> : type`.
  case denseElements(DenseElements)
  /// `dense<["a", "b"]> : type`; one string means a splat.
  case denseStrings([StringID], TypeID)
  /// `dense_resource<key> : type`.
  case denseResource(StringID, TypeID)
  /// `sparse<indices, values> : type`.
  case sparse(indices: AttributeID, values: AttributeID, TypeID)
  /// `strided<[strides], offset: offset>`.
  case strided(strides: [Int64], offset: Int64)
  /// `distinct[number]<attribute>`.
  case distinct(Int64, AttributeID)
  /// `affine_map<...>`.
  case affineMap(AffineMap)
  /// `affine_set<...>`.
  case affineSet(AffineSet)
  /// `loc(...)`.
  case location(LocationID)
  /// `#dialect.body`, `#dialect.body<...>` or `#dialect<...>`, carried verbatim: `body` is all that follows `#dialect`
  /// and starts with `.` or `<`.
  case dialect(StringID, body: StringID)
}
