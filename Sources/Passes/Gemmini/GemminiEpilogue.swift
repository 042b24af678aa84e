import FuseIR

/// What the accelerator does to a sum besides multiplying: tensors that it adds, and how the result leaves.
struct GemminiEpilogue: Equatable {
  /// A tensor added to the sum, by its index among the elements of the expression.
  struct Addend: Hashable {
    /// The index.
    var element: Int
    /// True iff the elements have the input type and are widened as they come in.
    var isNarrow: Bool
  }

  /// What is added.
  var addends: [Addend] = []
  /// Whether negative results become 0.
  var hasRelu = false
  /// What results are multiplied by.
  var scale: Float = 1
  /// Whether results leave with the type of the accumulator.
  var isFullWidth = false

  /// The epilogue that computes `expression`, or nil where the accelerator has none.
  ///
  /// `result` is the element type of the expression, `isFloat` says whether the array computes with floats.
  init?(_ expression: ScalarExpression, result: TypeID, isFloat: Bool) {
    let matched =
      if isFloat {
        result == .f32 && matchFloat(expression)
      } else if result == .i32 {
        matchInteger(expression)
      } else {
        result == .i8 && matchRequantized(expression)
      }
    guard matched else { return nil }
  }

  // MARK: Floats: relu(scale * (accumulator + addends))

  private mutating func matchFloat(_ expression: ScalarExpression) -> Bool {
    if let inner = Self.floatReluOperand(expression) {
      hasRelu = true
      return matchFloat(inner)
    }
    if let (inner, factor) = Self.scaled(expression), factor > 0 {
      let product = scale * factor
      guard product.isNormal else { return false }
      scale = product
      return matchFloat(inner)
    }
    return collectSum(expression, add: .addf)
  }

  /// The operand of max(x, 0), as an op or as compare and select.
  private static func floatReluOperand(_ expression: ScalarExpression) -> ScalarExpression? {
    guard case .arith(let op, let operands) = expression else { return nil }
    switch op {
    case .maximumf:
      if operands[1] == .float(0) { return operands[0] }
      return operands[0] == .float(0) ? operands[1] : nil
    case .select:
      guard case .compareFloats(let predicate, let a, let b) = operands[0] else { return nil }
      // Unordered comparisons mean what max means. A NaN is the one input on which the array differs from both: its
      // activation turns it into 0 (docs/architecture.md, "Where numbers differ").
      switch predicate {
      case .ugt, .uge:
        return a == operands[1] && b == .float(0) && operands[2] == .float(0) ? a : nil
      case .ult, .ule:
        return b == operands[1] && a == .float(0) && operands[2] == .float(0) ? b : nil
      case .olt, .ole:
        return a == operands[2] && b == .float(0) && operands[1] == .float(0) ? a : nil
      case .ogt, .oge:
        return b == operands[2] && a == .float(0) && operands[1] == .float(0) ? b : nil
      default: return nil
      }
    default: return nil
    }
  }

  /// x and c of x * c, c * x and, where it is exact, x / c.
  private static func scaled(
    _ expression: ScalarExpression
  ) -> (ScalarExpression, Float)? {
    guard case .arith(let op, let operands) = expression else { return nil }
    switch op {
    case .mulf:
      if case .float(let factor) = operands[1] { return (operands[0], Float(factor)) }
      if case .float(let factor) = operands[0] { return (operands[1], Float(factor)) }
      return nil
    case .divf:
      guard case .float(let divisor) = operands[1] else { return nil }
      let factor = 1 / Float(divisor)
      guard factor.isNormal, factor.significand == 1 else { return nil }
      return (operands[0], factor)
    default: return nil
    }
  }

  // MARK: Integers

  private mutating func matchInteger(_ expression: ScalarExpression) -> Bool {
    isFullWidth = true
    return collectSum(expression, add: .addi)
  }

  /// saturate(round(scale * float(accumulator + addends))), with max(., 0) anywhere: what a narrow store does.
  private mutating func matchRequantized(_ expression: ScalarExpression) -> Bool {
    var current = expression
    var (low, high) = (false, false)
    var isRounded = false
    // From the outside in: conversions and clamps in any order around one rounding, then the scale.
    while case .arith(let op, let operands) = current {
      switch op {
      case .fptosi, .trunci: current = operands[0]
      case .maximumf, .maxnumf, .maxsi:
        guard let (inner, bound) = Self.bounded(operands), bound == -128 || bound == 0 else {
          return false
        }
        low = true
        if bound == 0 { hasRelu = true }
        current = inner
      case .minimumf, .minnumf, .minsi:
        guard let (inner, bound) = Self.bounded(operands), bound == 127 else { return false }
        high = true
        current = inner
      default: return isRounded && low && high && matchScale(current)
      }
      if case .math(.roundeven, let operands) = current, !isRounded {
        isRounded = true
        current = operands[0]
      }
    }
    return false
  }

  private mutating func matchScale(_ expression: ScalarExpression) -> Bool {
    var current = expression
    if let (inner, factor) = Self.scaled(current) {
      guard factor > 0, factor.isNormal else { return false }
      scale = factor
      current = inner
    }
    if let inner = Self.floatReluOperand(current) {
      hasRelu = true
      current = inner
    }
    guard case .arith(.sitofp, let operands) = current else { return false }
    current = operands[0]
    if case .arith(.maxsi, let operands) = current, let (inner, bound) = Self.bounded(operands),
      bound == 0
    {
      hasRelu = true
      current = inner
    }
    return collectSum(current, add: .addi)
  }

  /// x and c of an operation on x and a whole constant c.
  private static func bounded(
    _ operands: [ScalarExpression]
  ) -> (ScalarExpression, Int64)? {
    for (index, operand) in operands.enumerated() where operands.count == 2 {
      switch operand {
      case .integer(let bound): return (operands[1 - index], bound)
      case .float(let bound):
        return Int64(exactly: bound).map { (operands[1 - index], $0) }
      default: continue
      }
    }
    return nil
  }

  // MARK: Sums

  /// Collects the addends of a sum in which the accumulator occurs once.
  private mutating func collectSum(_ expression: ScalarExpression, add: ArithOp) -> Bool {
    var isAccumulated = false
    var pending = [expression]
    while let next = pending.popLast() {
      switch next {
      case .accumulator:
        guard !isAccumulated else { return false }
        isAccumulated = true
      case .element(let index): addends.append(Addend(element: index, isNarrow: false))
      case .arith(.extsi, let operands):
        guard case .element(let index) = operands[0] else { return false }
        addends.append(Addend(element: index, isNarrow: true))
      case .arith(let op, let operands) where op == add: pending += operands.reversed()
      default: return false
      }
    }
    return isAccumulated
  }
}
