import FuseIR

/// Functions of one element that networks use: gelu (with the error function, or the form with tanh) and silu.
///
/// The formula may be written in any way: it is evaluated at some points and compared with the function. An error function
/// may be written as a quotient of polynomials. Input: x. Parameter of gelu: `approximate`, `"none"` or `"tanh"`.
struct ActivationPattern: RaisedPattern {
  /// How large a formula may be.
  private static let sizeLimit = 80
  /// How far from the result the function is that makes it no polynomial.
  private static let depthLimit = 4

  private static let points: [Double] = [
    -5, -3.3, -2, -1.25, -0.6, -0.1, 0.05, 0.4, 0.9, 1.7, 2.6, 4.4,
  ]

  private struct Function: Sendable {
    let kind: String
    let approximate: String?
    let value: @Sendable (Double) -> Double
  }

  private static let functions: [Function] = [
    Function(kind: "gelu", approximate: "none") { x in
      0.5 * x * (1 + RealFunctions.erf(x * 0.5.squareRoot()))
    },
    Function(kind: "gelu", approximate: "tanh") { x in
      0.5 * x
        * (1 + RealFunctions.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    },
    Function(kind: "silu", approximate: nil) { x in x * RealFunctions.logistic(x) },
  ]

  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module) else { return nil }
    let mark = reader.mark
    guard hasCurve(whole, Self.depthLimit, &reader, in: module) else { return nil }
    reader.back(to: mark)
    var counts: [(value: FramedValue, count: Int)] = []
    count(whole, &counts, &reader, in: module)
    reader.back(to: mark)
    // The input is read twice or more.
    for (candidate, count) in counts where count > 1 && module.shape(of: candidate.value) != nil {
      var occurrences: [FramedValue] = []
      guard let function = function(whole, of: candidate, &occurrences, &reader, in: module),
        let input = reader.settle(occurrences, in: module)
      else {
        reader.back(to: mark)
        continue
      }
      let parameters = function.approximate.map {
        [("approximate", PatternMatch.Parameter.text($0))]
      }
      return PatternMatch(
        kind: function.kind, root: root, ops: reader.ops, inputs: [input],
        parameters: (parameters ?? []).map { (name: $0.0, value: $0.1) })
    }
    return nil
  }

  /// Whether a product has a factor with a curve that is no polynomial.
  private func hasCurve(
    _ value: FramedValue, _ depth: Int, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> Bool {
    guard depth > 0, case .elementwise(let function, let operands) = reader.node(value, in: module)
    else { return false }
    switch function {
    case .tanh, .errorFunction, .complementaryErrorFunction, .logistic, .clamp, .exponential:
      return depth < Self.depthLimit
    case .multiply, .add, .divide:
      // The result is a product, or a quotient by 1 + exp(-x).
      if depth == Self.depthLimit, function == .add { return false }
      for operand in operands where hasCurve(operand, depth - 1, &reader, in: module) {
        return true
      }
      return false
    default: return false
    }
  }

  /// Counts how often each value is read in the formula.
  private func count(
    _ value: FramedValue, _ counts: inout [(value: FramedValue, count: Int)],
    _ reader: inout PatternReader, in module: borrowing Module
  ) {
    let core = reader.core(of: value, in: module)
    if let known = counts.firstIndex(where: { $0.value == core }) {
      counts[known].count += 1
      return
    }
    guard counts.count < Self.sizeLimit else { return }
    counts.append((core, 1))
    guard case .elementwise(_, let operands) = reader.node(value, in: module) else { return }
    for operand in operands { count(operand, &counts, &reader, in: module) }
  }

  /// The function that the formula is of the candidate, whose occurrences are collected.
  private func function(
    _ value: FramedValue, of candidate: FramedValue, _ occurrences: inout [FramedValue],
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> Function? {
    var formula = ScalarFormula(candidate)
    guard let result = formula.read(value, Self.sizeLimit, &reader, in: module) else {
      return nil
    }
    occurrences = formula.occurrences
    let width = module.bitWidth(of: module.elementType(of: value.value)) ?? 32
    // Constants of 16 bits have three decimal digits.
    let tolerance = width < 32 ? 4e-3 : 2e-6
    return Self.functions.first { function in
      guard width >= 32 || (function.approximate == "tanh") == formula.usesTanh else {
        return false
      }
      return Self.points.allSatisfy { x in
        guard let y = formula.value(result, at: x) else { return false }
        return abs(y - function.value(x)) <= tolerance * (1 + abs(x))
      }
    }
  }
}

/// A formula of one value and numbers, ready to be evaluated.
private struct ScalarFormula {
  private enum Step {
    case number(Double)
    case variable
    case apply(PatternFunction, [Int])
  }

  let variable: FramedValue
  /// Where the variable is read.
  private(set) var occurrences: [FramedValue] = []
  private(set) var usesTanh = false
  private var steps: [Step] = []
  private var known: [FramedValue: Int] = [:]

  init(_ variable: FramedValue) { self.variable = variable }

  /// The number of the step that computes the value; nil where something else than the variable and numbers is read.
  mutating func read(
    _ value: FramedValue, _ limit: Int, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> Int? {
    let core = reader.core(of: value, in: module)
    if core == variable {
      occurrences.append(value)
      return add(.variable)
    }
    if let step = known[core] {
      _ = reader.peel(value, in: module)
      return step
    }
    guard steps.count < limit, let node = reader.node(value, in: module) else { return nil }
    switch node {
    case .number(let number): return add(.number(number), for: core)
    case .reduction: return nil
    case .elementwise(let function, let operands):
      if function == .tanh { usesTanh = true }
      var inputs: [Int] = []
      for operand in operands {
        guard let input = read(operand, limit, &reader, in: module) else { return nil }
        inputs.append(input)
      }
      return add(.apply(function, inputs), for: core)
    }
  }

  private mutating func add(_ step: Step, for value: FramedValue? = nil) -> Int {
    steps.append(step)
    if let value { known[value] = steps.count - 1 }
    return steps.count - 1
  }

  /// What the step computes where the variable is `x`.
  func value(_ result: Int, at x: Double) -> Double? {
    var values: [Double] = []
    for step in steps {
      switch step {
      case .number(let number): values.append(number)
      case .variable: values.append(x)
      case .apply(let function, let inputs):
        guard let value = function(inputs.map { values[$0] }) else { return nil }
        values.append(value)
      }
    }
    return values[result]
  }
}
