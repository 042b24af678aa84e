import FuseIR

/// `reduce` over nothing → the initial values, and over dimensions of size 1 from a number that changes nothing → `reshape`.
///
/// Such numbers are 0 for sums and 1 for products of integers, all ones for `and`, 0 for `or`, the least number for the
/// maximum and the greatest for the minimum; for floats 1.0 for products, -0.0 for sums (0.0 would turn -0.0 into 0.0), and
/// the infinities, which give way to every number and to NaN.
struct ReduceOfFew: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.reduce)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.resultCount(of: op)
    let operands = rewriter.module.operands(of: op)
    guard count > 0, operands.count == 2 * count,
      let dimensions = rewriter.module.integers("dimensions", of: op), !dimensions.isEmpty,
      let shape = rewriter.module.shape(of: operands[0]),
      dimensions.allSatisfy({ shape.indices.contains(Int($0)) }),
      rewriter.module.results(of: op).allSatisfy({
        rewriter.module.hasStaticShape(rewriter.module.type(of: $0))
      })
    else { return false }
    let extents = dimensions.map { shape[Int($0)] }
    if extents.contains(0) { return replaceByInitial(op, Array(operands[count...]), &rewriter) }
    guard count == 1, extents.allSatisfy({ $0 == 1 }),
      keepsOperand(op, initial: operands[1], rewriter.module)
    else { return false }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.elementType(of: type) == rewriter.module.elementType(of: operands[0])
    else { return false }
    let made = rewriter.build(StablehloOp.reshape, operands: [operands[0]], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  private func replaceByInitial(
    _ op: OpID, _ initial: [ValueID], _ rewriter: inout Rewriter
  ) -> Bool {
    var values: [ValueID] = []
    for (index, value) in initial.enumerated() {
      let type = rewriter.module.type(of: rewriter.module.result(index, of: op))
      guard rewriter.module.elementType(of: type) == rewriter.module.elementType(of: value) else {
        return false
      }
      let dimensions = rewriter.module.denseArrayAttribute([] as [Int64])
      let made = rewriter.build(
        StablehloOp.broadcastInDim, operands: [value], resultTypes: [type],
        attributes: [("broadcast_dimensions", dimensions)])
      values.append(rewriter.module.result(of: made))
    }
    rewriter.replace(op, with: values)
    return true
  }

  /// True iff the body, applied to the initial value and an element, gives the element.
  private func keepsOperand(
    _ op: OpID, initial: ValueID, _ module: borrowing Module
  ) -> Bool {
    guard let body = module.body(of: op), module.argumentCount(of: body) == 2,
      let first = module.firstOp(of: body), let end = module.lastOp(of: body),
      module.nextOp(after: first) == end, module.operandCount(of: first) == 2,
      module.operands(of: end) == module.results(of: first),
      Set(module.operands(of: first)) == Set(module.arguments(of: body)),
      let kind = StablehloOp(module.opcode(of: first)),
      let attribute = module.constantAttribute(of: initial)
    else { return false }
    let element = module.elementType(of: initial)
    if module.isFloat(element) {
      guard let number = module.uniformFloat(attribute) else { return false }
      switch kind {
      case .add: return number == 0 && number.sign == .minus
      case .multiply: return number == 1
      case .maximum: return number == -Double.infinity
      case .minimum: return number == Double.infinity
      default: return false
      }
    }
    guard let number = module.uniformInteger(attribute),
      let integers = ElementType(element, in: module)?.integerKind
    else { return false }
    let isBool = integers.bitWidth == 1
    switch kind {
    case .add, .or, .xor: return number == 0
    case .multiply: return number == 1
    case .and: return number == (isBool ? 1 : -1)
    case .maximum where !integers.isZeroExtended:
      return number == Int64.min >> Int64(64 - Int64(integers.bitWidth))
    case .minimum where !integers.isZeroExtended:
      return number == Int64.max >> Int64(64 - Int64(integers.bitWidth))
    case .maximum: return number == 0
    default: return false
    }
  }
}
