import FuseIR
import Machine

/// A softmax in structured ops: the greatest element of each row, the exponentials of what is above it, their sum, and the
/// quotient.
///
/// Read are also: a product with the reciprocal of the sum; exponentials without a greatest element; conversions between
/// floating-point types in between, as of sums in f32 of exponentials in f16; rows that keep a dimension of 1; and a mask
/// that chooses what takes part, before the exponentials, in the sum and in the result. What goes on with a logarithm is no
/// softmax.
struct SoftmaxChain {
  /// The operations on one element: comparison, subtraction, exponential, addition, division, and each choice by a mask.
  let operations: Int
  /// The ops, in program order; the last one divides.
  let ops: [OpID]
  /// Those of them that run element by element over the same loops as the last one.
  let elementwiseOps: [OpID]
  /// The op that reads the input element by element.
  let reader: OpID
  /// Which of its operands the input is.
  let place: Int
  /// An op that chooses by the mask, and which of its operands the mask is; nil where all elements take part.
  let mask: (reader: OpID, place: Int)?

  /// A mask where an op reads it. Ops that have the same loops read the same elements of it through the same map.
  private struct Mask {
    var reader: OpID
    var place: Int
    var value: ValueID
    var map: AffineMap

    init(_ structure: LinalgStructure, _ place: Int) {
      reader = structure.op
      self.place = place
      value = structure.inputs[place]
      map = structure.maps[place]
    }

    func isSame(_ other: Mask) -> Bool { value == other.value && map == other.map }
  }

  /// The chain that ends at the op; nil where there is none. `order` has the place of each op in the program.
  init?(endingAt op: OpID, _ order: OpMap<Int32>, in module: borrowing Module) {
    guard let structure = Self.elementwise(op, in: module),
      let result = Self.expression(op, structure.inputs.count, in: module)
    else { return nil }
    let chosen = Self.choice(result, where: { $0 == 0 })
    guard structure.inputs.count == (chosen == nil ? 2 : 3),
      let (above, below, isProduct) = Self.quotient(chosen?.element ?? result, structure),
      structure.maps[above].isIdentity,
      let sum = Self.row(structure.inputs[below], .addf, in: module),
      sum.isReciprocal == isProduct,
      let numerator = Self.unconverted(structure.inputs[above], in: module),
      let summand = Self.summand(sum.input, in: module), summand.value == numerator.value,
      Self.loops(structure.maps[below], structure.sizes) == Self.large(sum.kept, structure.sizes),
      let power = module.definingOp(of: numerator.value),
      let exponential = Self.elementwise(power, in: module),
      let exponent = Self.exponent(power, exponential, in: module)
    else { return nil }
    var found = [op, power] + sum.ops + numerator.ops + summand.ops
    var elementwise = [op, power] + numerator.ops + summand.ops
    var masks = (exponent.mask.map { [Mask(exponential, $0)] } ?? []) + summand.masks
    if let chosen { masks.append(Mask(structure, chosen.mask)) }
    if let limit = exponent.limit {
      guard let greatest = Self.row(exponential.inputs[limit], .maximumf, in: module),
        !greatest.isReciprocal
      else { return nil }
      found += greatest.ops
      var loops = greatest.kept
      if greatest.input == exponential.inputs[exponent.element] {
        guard let walk = Self.walk(exponential.maps[exponent.element]) else { return nil }
        loops = loops.map { walk[$0] }
      } else {
        // The mask chooses once more what is compared.
        guard exponent.mask != nil, let compared = module.definingOp(of: greatest.input),
          let other = Self.elementwise(compared, in: module), other.inputs.count == 2,
          let expression = Self.expression(compared, 2, in: module),
          let choice = Self.choice(expression, where: Self.isLeast),
          case .element(let element) = choice.element.unconverted,
          other.inputs[element] == exponential.inputs[exponent.element],
          other.maps[element] == exponential.maps[exponent.element]
        else { return nil }
        masks.append(Mask(other, choice.mask))
        found.append(compared)
        elementwise.append(compared)
      }
      guard
        Self.loops(exponential.maps[limit], exponential.sizes)
          == Self.large(loops, exponential.sizes)
      else { return nil }
    }
    let own = Set(found)
    for inner in own where inner != op {
      for result in module.results(of: inner) {
        guard module.uses(of: result).allSatisfy({ own.contains($0.user) }) else { return nil }
      }
    }
    if let first = masks.first {
      guard masks.allSatisfy({ $0.isSame(first) }) else { return nil }
    }
    operations = 5 + masks.count
    ops = own.sorted { order[$0] < order[$1] }
    elementwiseOps = elementwise
    reader = power
    place = exponent.element
    mask = masks.first.map { ($0.reader, $0.place) }
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

  /// Whether nothing is less, for what a softmax is taken of.
  private static func isLeast(_ number: Double) -> Bool { number < -1e30 }

  /// What the expression is where a mask, an input, is true, and a number elsewhere.
  private static func choice(
    _ expression: ScalarExpression, where isFill: (Double) -> Bool
  ) -> (element: ScalarExpression, mask: Int)? {
    guard case .arith(.select, let parts) = expression.unconverted, parts.count == 3,
      case .element(let mask) = parts[0], case .float(let fill) = parts[2].unconverted,
      isFill(fill)
    else { return nil }
    return (parts[1].unconverted, mask)
  }

  /// What is divided, or multiplied with a reciprocal, and by what.
  private static func quotient(
    _ expression: ScalarExpression, _ structure: LinalgStructure
  ) -> (above: Int, below: Int, isProduct: Bool)? {
    guard case .arith(let kind, let terms) = expression, terms.count == 2 else { return nil }
    switch (kind, terms[0].unconverted, terms[1].unconverted) {
    case (.divf, .element(let a), .element(let b)) where a != b: return (a, b, false)
    case (.mulf, .element(let a), .element(let b)) where a != b:
      // The sum is the one that a whole row has in common.
      return structure.maps[a].isIdentity ? (a, b, true) : (b, a, true)
    case (.mulf, .element(let a), .arith(.divf, let inverse)),
      (.mulf, .arith(.divf, let inverse), .element(let a)):
      guard inverse.count == 2, inverse[0].isOne, case .element(let b) = inverse[1].unconverted,
        a != b
      else { return nil }
      return (a, b, false)
    default: return nil
    }
  }

  /// Of which input the op is the exponential, or of what is computed from its only one; above which input, and where which
  /// mask is true.
  private static func exponent(
    _ op: OpID, _ structure: LinalgStructure, in module: borrowing Module
  ) -> (element: Int, limit: Int?, mask: Int?)? {
    let count = structure.inputs.count
    guard case .math(.exp, let arguments) = expression(op, count, in: module),
      arguments.count == 1
    else { return nil }
    if case .arith(.subf, let terms) = arguments[0].unconverted, terms.count == 2,
      case .element(let limit) = terms[1].unconverted
    {
      let chosen = choice(terms[0], where: isLeast)
      if case .element(let element) = chosen?.element ?? terms[0].unconverted, element != limit,
        count == (chosen == nil ? 2 : 3)
      {
        return (element, limit, chosen?.mask)
      }
    }
    return count == 1 ? (0, nil, nil) : nil
  }

  /// What is summed, before conversions and where a mask chooses it.
  private static func summand(
    _ value: ValueID, in module: borrowing Module
  ) -> (value: ValueID, ops: [OpID], masks: [Mask])? {
    guard let outer = unconverted(value, in: module) else { return nil }
    guard let op = module.definingOp(of: outer.value), let structure = elementwise(op, in: module),
      structure.inputs.count == 2, let expression = expression(op, 2, in: module),
      let chosen = choice(expression, where: { $0 == 0 }),
      case .element(let element) = chosen.element, element != chosen.mask,
      structure.maps[element].isIdentity,
      let inner = unconverted(structure.inputs[element], in: module)
    else { return (outer.value, outer.ops, []) }
    return (inner.value, outer.ops + [op] + inner.ops, [Mask(structure, chosen.mask)])
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
