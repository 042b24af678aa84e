/// Remembers the steps of a computation, so that the derivatives of its result with respect to all its variables come from
/// one walk back (reverse mode).
///
/// `Value` is a double, or a batch of doubles whose lanes are differentiated side by side. A tape is used by one thread;
/// `Traced` numbers must not outlive it.
public final class GradientTape<Value: CostScalar> {
  /// One step: the places of its operands and its derivatives with respect to them.
  @usableFromInline struct Step {
    @usableFromInline var left: Int32
    @usableFromInline var right: Int32
    @usableFromInline var leftDerivative: Value
    @usableFromInline var rightDerivative: Value
  }

  @usableFromInline var steps: [Step] = []

  /// An empty tape.
  public init() {}

  /// A new variable.
  public func variable(_ value: Value) -> Traced<Value> {
    record(value, -1, Value(0), -1, Value(0))
  }

  /// Forgets all steps and variables, and keeps the memory that they took.
  public func removeAll() { steps.removeAll(keepingCapacity: true) }

  /// The derivatives of `result` with respect to the given variables.
  public func gradient(of result: Traced<Value>, with variables: [Traced<Value>]) -> [Value] {
    guard result.place >= 0 else { return variables.map { _ in Value(0) } }
    var adjoints = [Value](repeating: Value(0), count: Int(result.place) + 1)
    adjoints[Int(result.place)] = Value(1)
    for place in stride(from: Int(result.place), through: 0, by: -1) {
      let step = steps[place]
      let adjoint = adjoints[place]
      if step.left >= 0 {
        adjoints[Int(step.left)] = adjoints[Int(step.left)] + adjoint * step.leftDerivative
      }
      if step.right >= 0 {
        adjoints[Int(step.right)] = adjoints[Int(step.right)] + adjoint * step.rightDerivative
      }
    }
    return variables.map { variable in
      let place = Int(variable.place)
      return place >= 0 && place < adjoints.count ? adjoints[place] : Value(0)
    }
  }

  @usableFromInline func record(
    _ value: Value, _ left: Int32, _ leftDerivative: Value, _ right: Int32,
    _ rightDerivative: Value
  ) -> Traced<Value> {
    steps.append(
      Step(
        left: left, right: right, leftDerivative: leftDerivative, rightDerivative: rightDerivative))
    return Traced(
      value: value, place: Int32(truncatingIfNeeded: steps.count - 1),
      tape: UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()))
  }
}

/// A number that a tape knows how to differentiate, or a constant.
public struct Traced<Value: CostScalar>: CostScalar {
  /// The number.
  public let value: Value
  /// Where the tape has it, or −1 for a constant.
  @usableFromInline let place: Int32
  /// The tape, which outlives the number. A plain pointer, since it needs no counting of references and has one layout
  /// everywhere.
  @usableFromInline let tape: UnsafeRawPointer?

  @usableFromInline init(value: Value, place: Int32, tape: UnsafeRawPointer?) {
    self.value = value
    self.place = place
    self.tape = tape
  }

  /// A constant.
  public init(_ constant: Double) { self.init(value: Value(constant), place: -1, tape: nil) }

  @inline(__always) private static func combined(
    _ value: Value, _ left: Self, _ leftDerivative: @autoclosure () -> Value, _ right: Self,
    _ rightDerivative: @autoclosure () -> Value
  ) -> Self {
    guard let tape = left.place >= 0 ? left.tape : right.tape else {
      return Self(value: value, place: -1, tape: nil)
    }
    return Unmanaged<GradientTape<Value>>.fromOpaque(tape)._withUnsafeGuaranteedRef {
      $0.record(
        value, left.place, left.place >= 0 ? leftDerivative() : Value(0),
        right.place, right.place >= 0 ? rightDerivative() : Value(0))
    }
  }

  @inline(__always) private func mapped(
    _ value: Value, _ derivative: @autoclosure () -> Value
  ) -> Self {
    guard place >= 0, let tape else { return Self(value: value, place: -1, tape: nil) }
    return Unmanaged<GradientTape<Value>>.fromOpaque(tape)._withUnsafeGuaranteedRef {
      $0.record(value, place, derivative(), -1, Value(0))
    }
  }

  /// The sum.
  public static func + (left: Self, right: Self) -> Self {
    combined(left.value + right.value, left, Value(1), right, Value(1))
  }
  /// The difference.
  public static func - (left: Self, right: Self) -> Self {
    combined(left.value - right.value, left, Value(1), right, Value(-1))
  }
  /// The product.
  public static func * (left: Self, right: Self) -> Self {
    combined(left.value * right.value, left, right.value, right, left.value)
  }
  /// The quotient.
  public static func / (left: Self, right: Self) -> Self {
    let quotient = left.value / right.value
    return combined(
      quotient, left, Value(1) / right.value, right, Value(0) - quotient / right.value)
  }
  /// The larger one.
  public static func maximum(_ left: Self, _ right: Self) -> Self {
    let first = Value.indicator(left.value, atLeast: right.value)
    return combined(
      Value.maximum(left.value, right.value), left, first, right, Value(1) - first)
  }
  /// The smaller one.
  public static func minimum(_ left: Self, _ right: Self) -> Self {
    let first = Value.indicator(right.value, atLeast: left.value)
    return combined(
      Value.minimum(left.value, right.value), left, first, right, Value(1) - first)
  }
  /// 1 where `left` is at least `right`, else 0.
  public static func indicator(_ left: Self, atLeast right: Self) -> Self {
    Self(value: Value.indicator(left.value, atLeast: right.value), place: -1, tape: nil)
  }
  /// The next whole number up.
  public func roundedUp(isConstant: Bool) -> Self {
    let rounded = value.roundedUp(isConstant: isConstant)
    return isConstant ? Self(value: rounded, place: -1, tape: nil) : mapped(rounded, Value(1))
  }
  /// The natural logarithm.
  public func logarithm() -> Self { mapped(value.logarithm(), Value(1) / value) }
  /// e to the power of the number.
  public func exponential() -> Self {
    let result = value.exponential()
    return mapped(result, result)
  }
}
