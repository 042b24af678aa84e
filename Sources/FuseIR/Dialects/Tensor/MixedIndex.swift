/// An index that is known when compiling, or a value.
public enum MixedIndex: Hashable, Sendable {
  /// A known index.
  case constant(Int64)
  /// A value of type `index`.
  case value(ValueID)

  /// The known index, nil for a value.
  public var constantValue: Int64? {
    if case .constant(let value) = self { return value }
    return nil
  }

  /// The indices that a static attribute gives, with `values` in the places of `Dimension.dynamic`; nil where the numbers
  /// of dynamic places and of values differ.
  static func merge(_ constants: [Int64], _ values: [ValueID]) -> [MixedIndex]? {
    var next = 0
    var result: [MixedIndex] = []
    for constant in constants {
      if constant != Dimension.dynamic {
        result.append(.constant(constant))
      } else {
        guard next < values.count else { return nil }
        result.append(.value(values[next]))
        next += 1
      }
    }
    return next == values.count ? result : nil
  }

  /// The static attribute's integers and the values: the inverse of `merge`.
  static func split(_ indices: [MixedIndex]) -> (constants: [Int64], values: [ValueID]) {
    var constants: [Int64] = []
    var values: [ValueID] = []
    for index in indices {
      switch index {
      case .constant(let value): constants.append(value)
      case .value(let value):
        constants.append(Dimension.dynamic)
        values.append(value)
      }
    }
    return (constants, values)
  }
}

extension [MixedIndex] {
  /// All indices if all are known.
  public var constants: [Int64]? {
    var result: [Int64] = []
    for index in self {
      guard let value = index.constantValue else { return nil }
      result.append(value)
    }
    return result
  }
}

extension Module {
  /// The operands of one segment of an op with `operandSegmentSizes`, nil where the sizes are wrong.
  func operands(ofSegment segment: Int, of op: OpID) -> [ValueID]? {
    guard let sizes = integers("operandSegmentSizes", of: op), segment < sizes.count else {
      return nil
    }
    let count = operandCount(of: op)
    guard sizes.allSatisfy({ $0 >= 0 && $0 <= count }) else { return nil }
    let start = Int(sizes[..<segment].reduce(0, +))
    let end = start + Int(sizes[segment])
    guard end <= count else { return nil }
    return (start..<end).map { operand($0, of: op) }
  }
}
