import FuseIR

/// The lane operations of ops that exist for several element types, by the operand's type; nil where
/// the op has no meaning for it.
extension LaneOperation {
  static func unary(
    _ type: ElementType, real: RealUnary? = nil, integer: IntegerUnary? = nil,
    complex: ComplexUnary? = nil
  ) -> LaneOperation? {
    switch type {
    case .float(let format): real.map { .real($0, format) }
    case .integer, .index:
      integer.flatMap { function in
        type.integerKind.map { .integer(function, computed: $0, kept: $0) }
      }
    case .complex(let format): complex.map { .complex($0, format) }
    }
  }

  static func binary(
    _ type: ElementType, real: RealBinary? = nil, integer: IntegerBinary? = nil,
    complex: ComplexBinary? = nil
  ) -> LaneOperation? {
    switch type {
    case .float(let format): real.map { .realBinary($0, format) }
    case .integer, .index:
      integer.flatMap { function in
        type.integerKind.map { .integerBinary(function, computed: $0, kept: $0) }
      }
    case .complex(let format): complex.map { .complexBinary($0, format) }
    }
  }

  /// A function of integers that are read with the given signedness whatever their type says.
  static func integerBinary(
    _ function: IntegerBinary, _ type: ElementType, as signedness: Signedness = .signless
  ) -> LaneOperation? {
    guard let kind = type.integerKind else { return nil }
    let computed = signedness == .signless ? kind : kind.with(signedness)
    return .integerBinary(function, computed: computed, kept: kind)
  }

  /// StableHLO's conversion: towards zero into integers, "is not zero" into booleans.
  static func convert(from source: ElementType, to target: ElementType) -> LaneOperation? {
    switch (source, target) {
    case (.float, .float(let format)): return .real(.identity, format)
    case (.float, .integer), (.float, .index):
      return target.integerKind.map { .realToInteger($0, kept: $0) }
    case (.float, .complex(let format)): return .realToComplex(format)
    case (.integer, .float(let format)), (.index, .float(let format)):
      return source.integerKind.map { .integerToReal(from: $0, to: format, reading: .own) }
    case (.integer, .integer), (.integer, .index), (.index, .integer), (.index, .index):
      guard let from = source.integerKind, let to = target.integerKind else { return nil }
      return target == .i1
        ? .integerToBoolean : .integerToInteger(from: from, to: to, reading: .own)
    case (.complex, .complex(let format)): return .complex(.identity, format)
    case (.complex, .float(let format)): return .complexToReal(format)
    case (.integer, .complex(let format)), (.index, .complex(let format)):
      return source.integerKind.map { .integerToComplex(from: $0, to: format) }
    case (.complex, .integer), (.complex, .index):
      return target.integerKind.map { .complexToInteger($0) }
    }
  }

  /// A reading of the bits as another type of the same width.
  static func bitcast(from source: ElementType, to target: ElementType) -> LaneOperation? {
    switch (source, target) {
    case (.float(let format), .integer(let kind))
    where format.bitWidth == Int(kind.bitWidth):
      return .realBits(format, kind)
    case (.integer(let kind), .float(let format))
    where format.bitWidth == Int(kind.bitWidth):
      return .realFromBits(format)
    case (.integer(let from), .integer(let to)) where from.bitWidth == to.bitWidth:
      return .integerToInteger(from: from, to: to, reading: .own)
    default: return source == target ? unary(source, real: .identity, integer: .identity) : nil
    }
  }

  /// An order between two values of one type.
  static func compare(_ comparison: Comparison, _ type: ElementType) -> LaneOperation? {
    switch type {
    case .float: return .compareReal(comparison, unordered: comparison == .notEqual)
    case .integer, .index: return type.integerKind.map { .compareInteger(comparison, $0) }
    case .complex:
      switch comparison {
      case .equal: return .compareComplex(isEqual: true)
      case .notEqual: return .compareComplex(isEqual: false)
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
      }
    }
  }
}
