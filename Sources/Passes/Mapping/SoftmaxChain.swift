import FuseIR
import Machine

/// A softmax in structured ops: the greatest element of each row, the exponentials of what is above it, their sum, and the
/// quotient.
///
/// Read are also: a product with the reciprocal of the sum; exponentials without a greatest element; conversions between
/// floating-point types in between, as of sums in f32 of exponentials in f16; and rows that keep a dimension of 1. What goes
/// on with a logarithm is no softmax.
struct SoftmaxChain {
  /// The operations on one element: comparison, subtraction, exponential, addition, division.
  static let operations = 5

  /// The ops, in program order; the last one divides.
  let ops: [OpID]
  /// Those of them that run element by element over the same loops as the last one.
  let elementwiseOps: [OpID]
  /// The op that reads the input element by element.
  let reader: OpID
  /// Which of its operands the input is.
  let place: Int

  /// The chain that ends at the op; nil where there is none. `order` has the place of each op in the program.
  init?(endingAt op: OpID, _ order: OpMap<Int32>, in module: borrowing Module) {
    guard let quotient = Self.elementwise(op, in: module), quotient.inputs.count == 2,
      let (above, below, isProduct) = Self.quotient(op, in: module),
      quotient.maps[above].isIdentity,
      let sum = Self.row(quotient.inputs[below], .addf, in: module),
      sum.isReciprocal == isProduct,
      let numerator = Self.unconverted(quotient.inputs[above], in: module),
      let summand = Self.unconverted(sum.input, in: module), summand.value == numerator.value,
      Self.loops(quotient.maps[below], quotient.sizes) == Self.large(sum.kept, quotient.sizes),
      let power = module.definingOp(of: numerator.value),
      let exponential = Self.elementwise(power, in: module)
    else { return nil }
    var found = [op, power] + sum.ops + numerator.ops + summand.ops
    elementwiseOps = [op, power] + numerator.ops + summand.ops
    reader = power
    switch Self.exponent(power, exponential.inputs.count, in: module) {
    case .none: return nil
    case .plain: place = 0
    case .difference(let element, let limit):
      guard let greatest = Self.row(exponential.inputs[limit], .maximumf, in: module),
        !greatest.isReciprocal, greatest.input == exponential.inputs[element],
        let walk = Self.walk(exponential.maps[element]),
        Self.loops(exponential.maps[limit], exponential.sizes)
          == Self.large(greatest.kept.map { walk[$0] }, exponential.sizes)
      else { return nil }
      place = element
      found += greatest.ops
    }
    let own = Set(found)
    for inner in own where inner != op {
      for result in module.results(of: inner) {
        guard module.uses(of: result).allSatisfy({ own.contains($0.user) }) else { return nil }
      }
    }
    ops = own.sorted { order[$0] < order[$1] }
  }

  // MARK: Elements

  private static func elementwise(_ op: OpID, in module: borrowing Module) -> LinalgStructure? {
    guard let structure = LinalgStructure(op, in: module), structure.isElementwise else {
      return nil
    }
    return structure
  }

  /// What the op yields for elements of so many inputs.
  private static func expression(
    _ op: OpID, _ count: Int, in module: borrowing Module
  ) -> ScalarExpression? {
    ScalarExpression.yielded(
      by: op, arguments: (0..<count).map { .element($0) } + [nil], in: module)?.unconverted
  }

  /// What is divided, or multiplied with a reciprocal, and by what.
  private static func quotient(
    _ op: OpID, in module: borrowing Module
  ) -> (above: Int, below: Int, isProduct: Bool)? {
    guard case .arith(let kind, let terms) = expression(op, 2, in: module), terms.count == 2 else {
      return nil
    }
    switch (kind, terms[0].unconverted, terms[1].unconverted) {
    case (.divf, .element(let a), .element(let b)) where a != b: return (a, b, false)
    case (.mulf, .element(0), .element(1)), (.mulf, .element(1), .element(0)):
      // The sum is the one that a whole row has in common.
      guard let structure = LinalgStructure(op, in: module) else { return nil }
      return structure.maps[0].isIdentity ? (0, 1, true) : (1, 0, true)
    case (.mulf, .element(let a), .arith(.divf, let inverse)),
      (.mulf, .arith(.divf, let inverse), .element(let a)):
      guard inverse.count == 2, inverse[0].isOne, case .element(let b) = inverse[1].unconverted,
        a != b
      else { return nil }
      return (a, b, false)
    default: return nil
    }
  }

  private enum Exponent {
    case none
    /// Of the only input, or of something that is computed from it.
    case plain
    /// Of an input above another.
    case difference(Int, Int)
  }

  private static func exponent(
    _ op: OpID, _ count: Int, in module: borrowing Module
  ) -> Exponent {
    guard case .math(.exp, let arguments) = expression(op, count, in: module),
      arguments.count == 1
    else { return .none }
    if case .arith(.subf, let terms) = arguments[0].unconverted, count == 2, terms.count == 2,
      case .element(let a) = terms[0].unconverted, case .element(let b) = terms[1].unconverted,
      a != b
    {
      return .difference(a, b)
    }
    return count == 1 ? .plain : .none
  }

  /// The value before conversions, and the ops that convert.
  private static func unconverted(
    _ value: ValueID, in module: borrowing Module
  ) -> (value: ValueID, ops: [OpID])? {
    var (value, ops): (ValueID, [OpID]) = (value, [])
    while let op = module.definingOp(of: value), let structure = elementwise(op, in: module),
      structure.inputs.count == 1, structure.maps[0].isIdentity,
      expression(op, 1, in: module) == .element(0)
    {
      ops.append(op)
      value = structure.inputs[0]
    }
    return (value, ops)
  }

  // MARK: Rows

  /// What each row is reduced to, before it is converted, inverted or given dimensions of 1.
  private static func row(
    _ value: ValueID, _ kind: ArithOp, in module: borrowing Module
  ) -> (input: ValueID, kept: [Int], ops: [OpID], isReciprocal: Bool)? {
    var (value, ops, isReciprocal): (ValueID, [OpID], Bool) = (value, [], false)
    while let op = module.definingOp(of: value) {
      if let found = reduction(op, kind, in: module) {
        return (found.input, found.kept, ops + [op], isReciprocal)
      }
      ops.append(op)
      switch TensorOp(module.opcode(of: op)) {
      case .expandShape, .collapseShape:
        let (from, to) = (module.operand(0, of: op), module.result(of: op))
        guard large(module.shape(of: from)) == large(module.shape(of: to)) else { return nil }
        value = from
        continue
      default: break
      }
      guard let structure = elementwise(op, in: module), structure.inputs.count == 1,
        loops(structure.maps[0], structure.sizes)
          == large(Array(structure.sizes.indices), structure.sizes)
      else { return nil }
      switch expression(op, 1, in: module) {
      case .element(0): break
      case .arith(.divf, let terms)
      where terms.count == 2 && terms[0].isOne && terms[1].unconverted == .element(0)
        && !isReciprocal:
        isReciprocal = true
      default: return nil
      }
      value = structure.inputs[0]
    }
    return nil
  }

  private static func reduction(
    _ op: OpID, _ kind: ArithOp, in module: borrowing Module
  ) -> (input: ValueID, kept: [Int])? {
    guard let structure = LinalgStructure(op, in: module), structure.inputs.count == 1,
      structure.isReduced.contains(true), structure.maps[0].isIdentity,
      case .arith(kind, let terms) = ScalarExpression.yielded(
        by: op, arguments: [.element(0), .accumulator], in: module),
      Set(terms.map(\.unconverted)) == [.element(0), .accumulator],
      let kept = walk(structure.maps[1])
    else { return nil }
    return (structure.inputs[0], kept)
  }

  /// The loop of each index; −1 for an index that is 0; nil where there is another.
  private static func walk(_ map: AffineMap) -> [Int]? {
    var loops: [Int] = []
    for expression in map.results {
      switch expression {
      case .dimension(let loop): loops.append(loop)
      case .constant(0): loops.append(-1)
      default: return nil
      }
    }
    return loops
  }

  /// The loops of the indices that are more than 0, in order; nil where an index is something else.
  private static func loops(_ map: AffineMap, _ sizes: [Int]) -> [Int]? {
    walk(map).map { large($0, sizes) }
  }

  private static func large(_ loops: [Int], _ sizes: [Int]) -> [Int] {
    loops.filter { sizes.indices.contains($0) && sizes[$0] != 1 }
  }

  private static func large(_ shape: [Int64]?) -> [Int64]? { shape?.filter { $0 != 1 } }
}

extension ScalarExpression {
  /// The expression without a conversion between floating-point types around it.
  fileprivate var unconverted: ScalarExpression {
    guard case .arith(let kind, let operands) = self, kind == .extf || kind == .truncf,
      operands.count == 1
    else { return self }
    return operands[0].unconverted
  }

  fileprivate var isOne: Bool { unconverted == .float(1) }
}
