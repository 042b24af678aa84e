/// An integer format of 1 to 64 bits.
public struct IntegerKind: Hashable, Sendable {
  /// The width in bits, 1 to 64.
  public let bitWidth: UInt8
  /// How the bits are read.
  public let signedness: Signedness

  /// An integer format, or nil where the width is not between 1 and 64.
  public init?(bitWidth: Int, signedness: Signedness = .signless) {
    guard (1...64).contains(bitWidth) else { return nil }
    self.bitWidth = UInt8(bitWidth)
    self.signedness = signedness
  }

  init(_ bitWidth: UInt8, _ signedness: Signedness) {
    self.bitWidth = bitWidth
    self.signedness = signedness
  }

  /// Whether a value is kept zero-extended: unsigned integers and `i1`.
  public var isZeroExtended: Bool {
    signedness == .unsigned || (bitWidth == 1 && signedness == .signless)
  }
}

/// The kind of the elements of a tensor, or of a scalar.
public enum ElementType: Hashable, Sendable {
  /// An integer of 1 to 64 bits.
  case integer(IntegerKind)
  /// An index, 64 bits wide here.
  case index
  /// A floating-point number.
  case float(FloatFormat)
  /// A pair of floating-point numbers, real part first.
  case complex(FloatFormat)

  /// A boolean.
  public static let i1 = ElementType.integer(IntegerKind(1, .signless))
  /// A signless 2-bit integer.
  public static let i2 = ElementType.integer(IntegerKind(2, .signless))
  /// A signless 4-bit integer.
  public static let i4 = ElementType.integer(IntegerKind(4, .signless))
  /// A signless 8-bit integer.
  public static let i8 = ElementType.integer(IntegerKind(8, .signless))
  /// A signless 16-bit integer.
  public static let i16 = ElementType.integer(IntegerKind(16, .signless))
  /// A signless 32-bit integer.
  public static let i32 = ElementType.integer(IntegerKind(32, .signless))
  /// A signless 64-bit integer.
  public static let i64 = ElementType.integer(IntegerKind(64, .signless))
  /// An unsigned 8-bit integer.
  public static let ui8 = ElementType.integer(IntegerKind(8, .unsigned))
  /// An unsigned 16-bit integer.
  public static let ui16 = ElementType.integer(IntegerKind(16, .unsigned))
  /// An unsigned 32-bit integer.
  public static let ui32 = ElementType.integer(IntegerKind(32, .unsigned))
  /// An unsigned 64-bit integer.
  public static let ui64 = ElementType.integer(IntegerKind(64, .unsigned))
  /// IEEE half precision.
  public static let f16 = ElementType.float(.f16)
  /// The upper half of an IEEE single.
  public static let bf16 = ElementType.float(.bf16)
  /// IEEE single precision.
  public static let f32 = ElementType.float(.f32)
  /// IEEE double precision.
  public static let f64 = ElementType.float(.f64)
  /// A pair of single-precision numbers.
  public static let complexF32 = ElementType.complex(.f32)
  /// A pair of double-precision numbers.
  public static let complexF64 = ElementType.complex(.f64)

  /// The bytes that one element takes in a `Tensor`.
  ///
  /// Integers are widened to 1, 2, 4 or 8 bytes: `i1`, `i2` and `i4` take a byte each.
  public var storageByteWidth: Int {
    switch self {
    case .integer(let kind):
      switch kind.bitWidth {
      case ...8: 1
      case ...16: 2
      case ...32: 4
      default: 8
      }
    case .index: 8
    case .float(let format): format.byteWidth
    case .complex(let format): 2 * format.byteWidth
    }
  }

  /// The bits that one element has as a value, which a `Tensor` may widen.
  public var bitWidth: Int {
    switch self {
    case .integer(let kind): Int(kind.bitWidth)
    case .index: 64
    case .float(let format): format.bitWidth
    case .complex(let format): 2 * format.bitWidth
    }
  }

  /// The name in MLIR's text, such as `ui8` or `complex<f32>`.
  public var name: String {
    switch self {
    case .integer(let kind):
      switch kind.signedness {
      case .signless: "i\(kind.bitWidth)"
      case .signed: "si\(kind.bitWidth)"
      case .unsigned: "ui\(kind.bitWidth)"
      }
    case .index: "index"
    case .float(let kind): kind.name
    case .complex(let kind): "complex<\(kind.name)>"
    }
  }

  /// Whether this is an integer or an index.
  public var isInteger: Bool {
    switch self {
    case .integer, .index: true
    case .float, .complex: false
    }
  }

  /// Whether this is a real floating-point kind.
  public var isFloat: Bool {
    switch self {
    case .float: true
    case .integer, .index, .complex: false
    }
  }

  /// The integer format of an integer or an index (`i64`), or nil.
  public var integerKind: IntegerKind? {
    switch self {
    case .integer(let kind): kind
    case .index: IntegerKind(64, .signless)
    case .float, .complex: nil
    }
  }
}

extension ElementType: CustomStringConvertible {
  /// The name in MLIR's text.
  public var description: String { name }
}
