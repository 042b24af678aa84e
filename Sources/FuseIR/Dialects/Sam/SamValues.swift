/// What a `sam.alu` computes.
public enum StreamFunction: String, Hashable, Sendable, CaseIterable {
  case add, sub, mul, div, max, min, matmul
  case transpose, neg, abs, exp, log, relu, rsqrt, sqrt, sin, cos, tanh, sigmoid, reciprocal

  /// How many values it takes.
  public var inputCount: Int {
    switch self {
    case .add, .sub, .mul, .div, .max, .min, .matmul: 2
    case .transpose, .neg, .abs, .exp, .log, .relu, .rsqrt, .sqrt, .sin, .cos, .tanh, .sigmoid,
      .reciprocal:
      1
    }
  }
}

extension OpDefinition {
  /// `sam.alu`: computes with values, `(%val, ... : depth d) -> depth d`.
  ///
  /// `function` is one of `add`, `sub`, `mul`, `div`, `max`, `min`, `matmul`, `transpose`, `neg`, `abs`, `exp`, `log`, `relu`, `rsqrt`,
  /// `sqrt`, `sin`, `cos`, `tanh`, `sigmoid`, `reciprocal`; `matmul` and `transpose` are of blocks, all others go element by element. `scalar`
  /// is the second operand of a binary function where it is a constant. Stops must agree, and pass.
  ///
  /// *Time.* A token takes a cycle, whatever the function and the size of a block.
  static let samAlu = OpDefinition(
    "sam.alu", summary: "Computes with values.", traits: [.pure],
    operands: .between(1, 2), results: .exactly(1),
    attributes: [.required("function", .string), .optional("scalar", .float)],
    verify: { module, op, report in verifyAlu(op, module, &report) })

  /// `sam.reduce`: reduces the innermost fibers, `(%val : depth d) -> depth d-1`. `function` is `add` or `max`. `S0` vanishes, `Sn`
  /// gives the result and `S(n-1)`; an empty fiber gives an explicit 0 (`add`) or -infinity (`max`). Blocks are reduced element by
  /// element.
  ///
  /// *Time.* An input takes a cycle; the result and the stop behind it leave in the same cycle.
  static let samReduce = OpDefinition(
    "sam.reduce", summary: "Reduces the innermost fibers.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1), attributes: [.required("function", .string)],
    verify: { module, op, report in
      var check = StreamCheck(op, module, &report)
      _ = check.word("function", ["add", "max"], module, &report)
      guard let values = check.operand(0, .values, module, &report), let d = values.depth else {
        return
      }
      guard d > 0 else {
        check.fail("reduces fibers, but operand #0 has none: \(values.fullText)", &report)
        return
      }
      check.result(
        0, is: values.withDepth(d - 1), "one less deep than operand #0", module, &report)
    })

  /// `sam.accumulate`: a sparse accumulator of order n, which sums over a loop outside of n others.
  ///
  /// `(%inner : crd<d>, %outer1 : crd<d-1>, ..., %outern : crd<d-n>, %val : d) -> (%inner, %outer1, ..., %outer(n-1), %val)`: the
  /// innermost coordinates, those outside of them up to and including the loop that is summed over, `%outern`, and values. The
  /// results are of depths d-1, ..., d-n, and d-1: the sums for each tuple of the coordinates inside of the loop, in order, when the
  /// fiber of `%outern` ends. `function` is `add` or `max`.
  ///
  /// `point` says that the coordinates between `%inner` and `%outern` come held along the innermost, at depth d, as SAM's own
  /// accumulator takes them. There may be more of them than n-1: those of loops outside of the one that is summed over, which the
  /// sums are handed on with, without those that have none. As many operands as results say that `%outern` is left out: the stops
  /// `S(n)` of the innermost coordinates end the loop too.
  ///
  /// *Time.* A product takes a cycle. At the end of a sum its entries leave at one time, a cycle later, in paper mode, and one
  /// in a cycle in strict mode.
  static let samAccumulate = OpDefinition(
    "sam.accumulate", summary: "A sparse accumulator.", traits: [.pure],
    operands: .atLeast(2), results: .atLeast(2),
    attributes: [
      .required("order", .integer(width: 64)), .required("function", .string),
      .optional("point", .unit),
    ],
    verify: { module, op, report in verifyAccumulate(op, module, &report) })

  // MARK: Rules

  private static func verifyAlu(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    var check = StreamCheck(op, module, &report)
    let words = StreamFunction.allCases.map(\.rawValue)
    guard let word = check.word("function", words, module, &report),
      let function = StreamFunction(rawValue: word)
    else { return }
    let hasScalar = module.attribute("scalar", of: op) != nil
    if hasScalar, function.inputCount == 1 || function == .matmul {
      check.fail("'scalar' has no meaning for '\(word)'", &report)
    }
    let expected = function.inputCount - (hasScalar && function.inputCount == 2 ? 1 : 0)
    guard
      check.operandCount(
        expected, "those of '\(word)'\(hasScalar ? " with a scalar" : "")", module, &report),
      let first = check.operand(0, .values, module, &report), let d = first.depth,
      let element = first.element
    else { return }
    switch function {
    case .matmul:
      guard
        let second = check.operand(1, .values, depth: d, "as deep as operand #0", module, &report)
      else { return }
      guard let other = second.element, element.block.count == 2, other.block.count == 2,
        element.block[1] == other.block[0], element.scalar == other.scalar
      else {
        check.fail(
          "expects blocks of M by K and K by N elements, but multiplies \(element.text) by "
            + (second.element?.text ?? ""), &report)
        return
      }
      let block = StreamElement(
        scalar: element.scalar, block: [element.block[0], other.block[1]])
      check.result(0, is: .values(depth: d, block), "the product", module, &report)
    case .transpose:
      guard element.block.count == 2 else {
        check.fail("expects blocks with two sides, but transposes \(element.text)", &report)
        return
      }
      let block = StreamElement(scalar: element.scalar, block: element.block.reversed())
      check.result(0, is: .values(depth: d, block), "the transposed block", module, &report)
    default:
      if expected == 2 { check.operand(1, is: first, "as operand #0", module, &report) }
      check.result(0, is: first, "as operand #0", module, &report)
    }
  }

  private static func verifyAccumulate(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    var check = StreamCheck(op, module, &report)
    _ = check.word("function", ["add", "max"], module, &report)
    guard
      let order = check.range(
        "order", 1...Int64(StreamType.greatestDepth), module, &report)
    else { return }
    let operands = module.operandCount(of: op)
    let results = module.resultCount(of: op)
    let isPoint = module.attribute("point", of: op) != nil
    // The coordinates that the sums are of; the loop's own coordinates may be left out.
    let kept = results - 1
    let hasLoop = operands == results + 1
    guard hasLoop || operands == results, isPoint ? kept >= order : kept == order else {
      check.fail(
        "of order \(order) expects \(order + 2) operands and \(order + 1) results"
          + (isPoint ? ", or as many more of both" : "")
          + ": \(order) coordinates, those of the loop, and values, but has \(operands) and \(results)",
        &report)
      return
    }
    guard let d = check.operand(0, .coordinates, module, &report)?.depth else { return }
    guard d > order, d >= kept else {
      check.fail(
        "sums over a loop outside of \(order): expects coordinates of depth \(max(order + 1, kept)) "
          + "or more, but operand #0 has depth \(d)", &report)
      return
    }
    for index in 1..<max(1, kept) {
      check.operand(
        index, is: .coordinates(depth: isPoint ? d : d - index),
        isPoint ? "held along operand #0" : "\(index) less deep than operand #0", module, &report)
    }
    if hasLoop {
      check.operand(
        kept, is: .coordinates(depth: d - order),
        "the loop that is summed over, \(order) less deep than operand #0", module, &report)
    }
    let values = check.operand(
      operands - 1, .values, depth: d, "as deep as operand #0", module, &report)
    for index in 0..<kept {
      check.result(
        index, is: .coordinates(depth: d - 1 - index),
        "\(index + 1) less deep than operand #0, as its loop is gone", module, &report)
    }
    if let values {
      check.result(
        kept, is: values.withDepth(d - 1), "one less deep than the values that are summed",
        module, &report)
    }
  }
}
