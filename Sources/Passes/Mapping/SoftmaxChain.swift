import FuseIR
import Machine

/// A softmax in structured ops: the greatest element of each row, the exponentials of what is above it, their sum, and the
/// quotient.
struct SoftmaxChain {
  /// The operations on one element: comparison, subtraction, exponential, addition, division.
  static let operations = 5

  /// The ops, in program order; the last one divides.
  var ops: [OpID]
  /// The op that reads the input element by element.
  var reader: OpID
  /// The tensor whose rows are normalised.
  var input: ValueID
  /// The dimensions along which the result sums to 1.
  var rowDimensions: [Int]
  /// The loops of the layer that run along them, once it is one.
  var rowLoops: LayerDimensions = []

  /// The chain that ends at the op; nil where there is none.
  init?(endingAt op: OpID, in module: borrowing Module) {
    guard let quotient = Self.elementwise(op, in: module), quotient.inputs.count == 2,
      Self.expression(op, 2, in: module) == .arith(.divf, [.element(0), .element(1)]),
      quotient.maps[0].isIdentity,
      let sum = Self.reduction(of: quotient.inputs[1], .addf, in: module),
      sum.input == quotient.inputs[0], sum.kept == Self.kept(quotient.maps[1]),
      let power = module.definingOp(of: sum.input),
      let exponential = Self.elementwise(power, in: module), exponential.inputs.count == 2,
      Self.expression(power, 2, in: module)
        == .math(.exp, [.arith(.subf, [.element(0), .element(1)])]),
      exponential.maps[0].isIdentity,
      let greatest = Self.reduction(of: exponential.inputs[1], .maximumf, in: module),
      greatest.input == exponential.inputs[0], greatest.kept == sum.kept,
      Self.kept(exponential.maps[1]) == sum.kept,
      module.uses(of: sum.input).allSatisfy({ $0.user == op || $0.user == sum.op }),
      module.hasOneUse(module.result(of: sum.op)),
      module.hasOneUse(module.result(of: greatest.op))
    else { return nil }
    ops = [greatest.op, power, sum.op, op]
    reader = power
    input = exponential.inputs[0]
    rowDimensions = (0..<quotient.sizes.count).filter { !sum.kept.contains($0) }
  }

  private static func elementwise(_ op: OpID, in module: borrowing Module) -> LinalgStructure? {
    guard let structure = LinalgStructure(op, in: module), structure.isElementwise else {
      return nil
    }
    return structure
  }

  private static func expression(
    _ op: OpID, _ count: Int, in module: borrowing Module
  ) -> ScalarExpression? {
    ScalarExpression.yielded(
      by: op, arguments: (0..<count).map { .element($0) } + [nil], in: module)
  }

  /// The dimensions that a map keeps, in order; empty where it is not made of dimensions.
  private static func kept(_ map: AffineMap) -> [Int] {
    map.results.compactMap { if case .dimension(let loop) = $0 { loop } else { nil } }
  }

  private static func reduction(
    of value: ValueID, _ kind: ArithOp, in module: borrowing Module
  ) -> (op: OpID, input: ValueID, kept: [Int])? {
    guard let op = module.definingOp(of: value),
      let structure = LinalgStructure(op, in: module), structure.inputs.count == 1,
      structure.isReduced.contains(true), structure.maps[0].isIdentity,
      case .arith(kind, let terms) = ScalarExpression.yielded(
        by: op, arguments: [.element(0), .accumulator], in: module),
      Set(terms) == [.element(0), .accumulator]
    else { return nil }
    return (op, structure.inputs[0], kept(structure.maps[1]))
  }
}
