import FuseIR

extension ArithOp {
  /// The lane operation of an elementwise op, or nil where the op is not elementwise or has no
  /// meaning for the element types.
  func laneOperation(
    _ op: OpID, _ operands: [ElementType], _ result: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    guard let type = operands.first else { return nil }
    switch self {
    case .addi: return .integerBinary(.add, type)
    case .subi: return .integerBinary(.subtract, type)
    case .muli: return .integerBinary(.multiply, type)
    case .divsi: return .integerBinary(.divide, type, as: .signed)
    case .divui: return .integerBinary(.divide, type, as: .unsigned)
    case .remsi: return .integerBinary(.remainder, type, as: .signed)
    case .remui: return .integerBinary(.remainder, type, as: .unsigned)
    case .ceildivsi: return .integerBinary(.ceilDivide, type, as: .signed)
    case .ceildivui: return .integerBinary(.ceilDivide, type, as: .unsigned)
    case .floordivsi: return .integerBinary(.floorDivide, type, as: .signed)
    case .andi: return .integerBinary(.and, type)
    case .ori: return .integerBinary(.or, type)
    case .xori: return .integerBinary(.xor, type)
    case .shli: return .integerBinary(.shiftLeft, type)
    case .shrsi: return .integerBinary(.shiftRightArithmetic, type)
    case .shrui: return .integerBinary(.shiftRightLogical, type)
    case .maxsi: return .integerBinary(.maximum, type, as: .signed)
    case .maxui: return .integerBinary(.maximum, type, as: .unsigned)
    case .minsi: return .integerBinary(.minimum, type, as: .signed)
    case .minui: return .integerBinary(.minimum, type, as: .unsigned)
    case .addf: return .binary(type, real: .add)
    case .subf: return .binary(type, real: .subtract)
    case .mulf: return .binary(type, real: .multiply)
    case .divf: return .binary(type, real: .divide)
    case .remf: return .binary(type, real: .remainder)
    case .negf: return .unary(type, real: .negate)
    case .maximumf: return .binary(type, real: .maximum)
    case .minimumf: return .binary(type, real: .minimum)
    case .maxnumf: return .binary(type, real: .maximumNumber)
    case .minnumf: return .binary(type, real: .minimumNumber)
    case .cmpi: return integerComparison(op, type, in: module)
    case .cmpf: return realComparison(op, in: module)
    case .select: return operands.count == 3 ? .select(LaneDomain(operands[1])) : nil
    case .extf, .truncf:
      guard type.isFloat, case .float(let format) = result else { return nil }
      return .real(.identity, format)
    case .extsi, .indexCast: return .integers(type, result, .signed)
    case .extui, .indexCastui: return .integers(type, result, .unsigned)
    case .trunci: return .integers(type, result, .own)
    case .sitofp: return .integerToReal(type, result, .signed)
    case .uitofp: return .integerToReal(type, result, .unsigned)
    case .fptosi: return .realToInteger(type, result, .signed)
    case .fptoui: return .realToInteger(type, result, .unsigned)
    case .bitcast: return .bitcast(from: type, to: result)
    // They have two results, or a scale that is no number of its own.
    case .constant, .adduiExtended, .mulsiExtended, .muluiExtended, .scalingExtf, .scalingTruncf:
      return nil
    }
  }

  /// `predicate` counts eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge.
  private func integerComparison(
    _ op: OpID, _ type: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    guard let kind = type.integerKind, let predicate = module.integer("predicate", of: op) else {
      return nil
    }
    let comparisons: [Comparison] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual,
    ]
    guard (0..<10).contains(predicate) else { return nil }
    let signedness: Signedness = predicate >= 6 ? .unsigned : .signed
    return .compareInteger(comparisons[Int(predicate)], kind.with(signedness))
  }

  /// `predicate` counts false, oeq, ogt, oge, olt, ole, one, ord, ueq, ugt, uge, ult, ule, une, uno,
  /// true.
  private func realComparison(_ op: OpID, in module: borrowing Module) -> LaneOperation? {
    guard let predicate = module.integer("predicate", of: op), (0..<16).contains(predicate) else {
      return nil
    }
    let comparisons: [Comparison?] = [
      nil, .equal, .greater, .greaterOrEqual, .less, .lessOrEqual, .notEqual, nil, .equal, .greater,
      .greaterOrEqual, .less, .lessOrEqual, .notEqual, nil, nil,
    ]
    switch predicate {
    case 0: return .boolean(false)
    case 7: return .areOrdered(true)
    case 14: return .areOrdered(false)
    case 15: return .boolean(true)
    default:
      return comparisons[Int(predicate)].map { .compareReal($0, unordered: predicate >= 8) }
    }
  }
}

extension LaneOperation {
  fileprivate static func integers(
    _ source: ElementType, _ target: ElementType, _ reading: IntegerReading
  ) -> LaneOperation? {
    guard let from = source.integerKind, let to = target.integerKind else { return nil }
    return .integerToInteger(from: from, to: to, reading: reading)
  }

  fileprivate static func integerToReal(
    _ source: ElementType, _ target: ElementType, _ reading: IntegerReading
  ) -> LaneOperation? {
    guard let from = source.integerKind, case .float(let format) = target else { return nil }
    return .integerToReal(from: from, to: format, reading: reading)
  }

  fileprivate static func realToInteger(
    _ source: ElementType, _ target: ElementType, _ signedness: Signedness
  ) -> LaneOperation? {
    guard source.isFloat, let kind = target.integerKind else { return nil }
    return .realToInteger(kind.with(signedness), kept: kind)
  }
}
