import FuseIR

extension Interpreter {
  /// Executes a check; its failure is an error.
  func execute(
    _ kind: CheckOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) {
    guard let actual = operands.first else { throw ExecutionError("needs an operand") }
    var tolerance = 1e-4
    if let attribute = module.attribute("tolerance", of: op),
      let value = module.uniformFloat(attribute)
    {
      tolerance = value
    }
    switch kind {
    case .expectEq: try ValueCheck.equal.run(actual, operands[1])
    case .expectEqConst: try ValueCheck.equal.run(actual, constant(op, in: module))
    case .expectAlmostEq: try ValueCheck.within(tolerance).run(actual, operands[1])
    case .expectAlmostEqConst:
      try ValueCheck.within(tolerance).run(actual, constant(op, in: module))
    case .expectClose:
      let most = UInt64(bitPattern: module.integer("max_ulp_difference", of: op) ?? 1)
      let least = UInt64(bitPattern: module.integer("min_ulp_difference", of: op) ?? 0)
      try ValueCheck.ulps(least: least, most: most).run(actual, operands[1])
    case .expectSerializedEq:
      throw ExecutionError(
        "compares with the file of a probe, which the reference interpreter does not read",
        isUnsupported: true)
    }
  }

  /// The results of a check that is written as a `custom_call`, or nil where the name is no check's.
  ///
  /// Tolerances are those of StableHLO's own runner: 3 units of the last place for
  /// `check.expect_close`, 1e-3 for `check.expect_almost_eq`, 1e-4 for `check.eq` of floats.
  func check(
    calledBy name: String, _ operands: [Tensor]
  ) throws(ExecutionError) -> [Tensor]? {
    let check: ValueCheck
    switch name {
    case "check.expect_eq": check = .equal
    case "check.expect_close": check = .ulps(least: 0, most: 3)
    case "check.expect_almost_eq": check = .within(1e-3)
    case "check.eq": check = operands.first?.elementType.isInteger == true ? .equal : .within(1e-4)
    default: return nil
    }
    guard operands.count == 2 else { throw ExecutionError("'\(name)' needs two operands") }
    do { try check.run(operands[0], operands[1]) } catch {
      throw ExecutionError("@\(name) \(error.message)")
    }
    guard name == "check.eq" else { return [] }
    guard let holds = Tensor([1], shape: [], .i1) else { return [] }
    return [holds]
  }
}

/// A comparison of two tensors that a check makes.
enum ValueCheck {
  /// Equal numbers: NaN equals nothing, negative zero equals zero.
  case equal
  /// |a - b| <= tolerance for real and imaginary parts; NaN equals NaN.
  case within(Double)
  /// A distance between the two limits, in units of the last place; NaN equals NaN.
  case ulps(least: UInt64, most: UInt64)

  /// Compares, and throws what differs: how many elements, and the first of them.
  func run(_ actual: Tensor, _ expected: Tensor) throws(ExecutionError) {
    guard actual.shape == expected.shape, actual.elementType == expected.elementType else {
      throw ExecutionError(
        "fails: the value has shape \(actual.shape) of \(actual.elementType), and "
          + "\(expected.shape) of \(expected.elementType) is expected")
    }
    var failures = 0
    var first: Int?
    for position in 0..<actual.count where !agrees(actual, expected, position) {
      failures += 1
      if first == nil { first = position }
    }
    guard let first else { return }
    let index = ValueCheck.index(of: first, in: actual.shape)
    throw ExecutionError(
      "fails in \(failures) of \(actual.count) elements: element \(index) is "
        + "\(ValueCheck.text(actual, first)), and \(ValueCheck.text(expected, first)) is expected"
        + explanation(actual, expected, first))
  }

  private func agrees(_ actual: Tensor, _ expected: Tensor, _ position: Int) -> Bool {
    if let a = actual.integer(at: position), let b = expected.integer(at: position) {
      return a == b
    }
    let (a, b) = (ValueCheck.parts(actual, position), ValueCheck.parts(expected, position))
    switch self {
    case .equal: return a.elementsEqual(b)
    case .within(let tolerance):
      return zip(a, b).allSatisfy { a, b in
        if a == b || (a.isNaN && b.isNaN) { return true }
        return a.isFinite && b.isFinite && (a - b).magnitude <= tolerance
      }
    case .ulps(let least, let most):
      return (least...max(least, most)).contains(distance(actual, expected, position))
    }
  }

  private func explanation(_ actual: Tensor, _ expected: Tensor, _ position: Int) -> String {
    switch self {
    case .equal: return ""
    case .within(let tolerance): return "; they may differ by \(tolerance)"
    case .ulps(let least, let most):
      let units = distance(actual, expected, position)
      let limit = least == 0 ? "at most \(most)" : "\(least) to \(most)"
      if units == .max { return "; infinities and NaN agree with themselves only" }
      return "; they are \(units) units of the last place apart, \(limit) are allowed"
    }
  }

  // MARK: Elements

  /// The number of floats between two elements, the larger of those of the real and imaginary parts;
  /// the largest number where one of them is infinite or NaN and the other is not the same.
  private func distance(_ actual: Tensor, _ expected: Tensor, _ position: Int) -> UInt64 {
    let format: FloatFormat
    switch actual.elementType {
    case .float(let kind), .complex(let kind): format = kind
    case .integer, .index: return 0
    }
    let (a, b) = (ValueCheck.parts(actual, position), ValueCheck.parts(expected, position))
    return zip(a, b).map { ValueCheck.distance($0, $1, format) }.max() ?? 0
  }

  static func distance(_ a: Double, _ b: Double, _ format: FloatFormat) -> UInt64 {
    if a.isNaN && b.isNaN { return 0 }
    guard a.isFinite && b.isFinite else { return a == b ? 0 : .max }
    let (x, y) = (format.encode(a.magnitude), format.encode(b.magnitude))
    if a.sign != b.sign { return x + y }
    return x > y ? x - y : y - x
  }

  /// The real number at a position, or the parts of a complex one.
  private static func parts(_ tensor: Tensor, _ position: Int) -> [Double] {
    switch tensor.elementType {
    case .float: return tensor.float(at: position).map { [$0] } ?? []
    case .complex(.f32):
      return tensor.withElements(as: Float.self) { parts in
        [Double(parts[2 * position]), Double(parts[2 * position + 1])]
      }
    case .complex:
      return tensor.withElements(as: Double.self) { parts in
        [parts[2 * position], parts[2 * position + 1]]
      }
    case .integer, .index: return []
    }
  }

  private static func text(_ tensor: Tensor, _ position: Int) -> String {
    if let integer = tensor.integer(at: position) {
      if tensor.elementType == .i1 { return integer == 0 ? "false" : "true" }
      let isUnsigned = tensor.elementType.integerKind?.signedness == .unsigned
      return isUnsigned ? "\(UInt64(bitPattern: integer))" : "\(integer)"
    }
    let isNarrow = tensor.elementType.storageByteWidth <= 4 || tensor.elementType == .complexF32
    let texts = parts(tensor, position).map { isNarrow ? "\(Float($0))" : "\($0)" }
    return texts.count == 1 ? texts[0] : "(\(texts.joined(separator: ", ")))"
  }

  private static func index(of position: Int, in shape: [Int]) -> [Int] {
    var rest = position
    return zip(shape, Tensor.strides(of: shape)).map { size, stride in
      let index = rest / stride
      rest %= stride
      return index
    }
  }
}
