/// Whether an integer type says how its bits are read.
public enum Signedness: UInt8, Hashable, Sendable {
  /// `iN`: the op decides.
  case signless
  /// `siN`.
  case signed
  /// `uiN`.
  case unsigned
}

/// The builtin floating-point types, named as MLIR spells them.
public enum FloatKind: String, Hashable, Sendable, CaseIterable {
  case f4E2M1FN, f6E2M3FN, f6E3M2FN
  case f8E5M2, f8E4M3, f8E4M3FN, f8E5M2FNUZ, f8E4M3FNUZ, f8E4M3B11FNUZ, f8E3M4, f8E8M0FNU
  case bf16, f16, tf32, f32, f64, f80, f128

  /// The width in bits.
  public var width: Int {
    switch self {
    case .f4E2M1FN: 4
    case .f6E2M3FN, .f6E3M2FN: 6
    case .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4, .f8E8M0FNU:
      8
    case .bf16, .f16: 16
    case .tf32: 19
    case .f32: 32
    case .f64: 64
    case .f80: 80
    case .f128: 128
    }
  }
}

/// The extent of one dimension: a size, or `Dimension.dynamic` for `?`.
public enum Dimension {
  /// The value that stands for an extent known only at run time (`?`), as in MLIR.
  public static let dynamic = Int64.min
}

/// A type, as a value. Types inside it are ids of the same module.
public enum Type: Hashable, Sendable {
  /// `iN`, `siN`, `uiN`; width in bits, 0...16777215.
  case integer(width: Int, Signedness)
  /// `index`.
  case index
  /// `none`.
  case none
  /// `f32`, `bf16`, `f8E4M3FN`, ...
  case float(FloatKind)
  /// `complex<element>`.
  case complex(TypeID)
  /// `tuple<...>`.
  case tuple([TypeID])
  /// `(inputs) -> results`.
  case function(inputs: [TypeID], results: [TypeID])
  /// `tensor<2x?xf32, encoding>`.
  case tensor(shape: [Int64], element: TypeID, encoding: AttributeID?)
  /// `tensor<*xf32>`.
  case unrankedTensor(element: TypeID)
  /// `vector<2x[4]xf32>`; `scalable` has one flag per dimension.
  case vector(shape: [Int64], scalable: [Bool], element: TypeID)
  /// `memref<2x?xf32, layout, space>`.
  case memref(shape: [Int64], element: TypeID, layout: AttributeID?, space: AttributeID?)
  /// `memref<*xf32, space>`.
  case unrankedMemref(element: TypeID, space: AttributeID?)
  /// `!dialect.body`, `!dialect.body<...>` or `!dialect<"...">`, carried verbatim: `body` is all that follows `!dialect.`.
  case dialect(StringID, body: StringID)
}
