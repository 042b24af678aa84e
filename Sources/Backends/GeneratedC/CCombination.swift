import FuseIR

extension KernelCombination {
  /// The C expression of two numbers combined, or nil where the type's numbers are not combined in this way. An extremum is NaN
  /// where one of the numbers is; sums and products of integers wrap.
  func expression(_ a: String, _ b: String, _ type: CType) -> String? {
    func wrapped(_ sign: String) -> String {
      type.wrapped("(unsigned long long)\(a) \(sign) (unsigned long long)\(b)")
    }
    switch self {
    case .none: return b
    case .add: return type.isFloat ? "\(a) + \(b)" : wrapped("+")
    case .multiply: return type.isFloat ? "\(a) * \(b)" : wrapped("*")
    case .maximum, .minimum:
      let isFirst = "\(a) \(self == .maximum ? ">" : "<") \(b)"
      return "(\(isFirst)\(type.isFloat ? " || \(a) != \(a)" : "") ? \(a) : \(b))"
    case .and, .or, .xor:
      return bits.flatMap { type.isFloat ? nil : type.wrapped("\(a) \($0) \(b)") }
    }
  }

  /// The C expression of two vectors combined lane by lane, or nil where there is none.
  func laneExpression(_ a: String, _ b: String, _ type: CType) -> String? {
    switch self {
    case .none: return nil
    case .add: return "\(a) + \(b)"
    case .multiply: return "\(a) * \(b)"
    case .maximum, .minimum: return type.value == "float" ? "fusec_\(rawValue)_vf(\(a), \(b))" : nil
    case .and, .or, .xor: return bits.map { "\(a) \($0) \(b)" }
    }
  }

  /// C's sign of a combination of bits.
  private var bits: String? {
    switch self {
    case .and: "&"
    case .or: "|"
    case .xor: "^"
    case .none, .add, .multiply, .maximum, .minimum: nil
    }
  }
}

extension CEmitter {
  /// The number that changes nothing that it is combined with, as a literal.
  mutating func identity(
    of combination: KernelCombination, _ type: CType, _ op: OpID
  ) throws(CUnsupported) -> String {
    guard let identity = combination.identity(of: type.element) else {
      throw Self.meaningless(combination, type, op)
    }
    return literal(identity, 0, type)
  }

  /// What the combination makes of two numbers.
  func combined(
    _ a: String, _ b: String, by combination: KernelCombination, _ type: CType, _ op: OpID
  ) throws(CUnsupported) -> String {
    guard let text = combination.expression(a, b, type) else {
      throw Self.meaningless(combination, type, op)
    }
    return text
  }

  /// What the combination makes of two vectors.
  func combinedLanes(
    _ a: String, _ b: String, by combination: KernelCombination, _ type: CType, _ op: OpID
  ) throws(CUnsupported) -> String {
    guard let text = combination.laneExpression(a, b, type) else {
      throw Self.meaningless(combination, type, op)
    }
    return text
  }

  private static func meaningless(
    _ combination: KernelCombination, _ type: CType, _ op: OpID
  ) -> CUnsupported {
    CUnsupported(
      op: op, reason: "'\(combination.rawValue)' has no meaning for \(type.element.name)")
  }
}
