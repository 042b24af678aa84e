/// A view of a branch: which operands go to which successor.
public struct Branch: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `cf.br`, `cf.cond_br` or `cf.switch`.
  public init(_ op: OpID) { self.op = op }

  /// The operands passed to the successor with the given index, nil where the op's segments are wrong.
  public func arguments(ofSuccessor index: Int, in module: borrowing Module) -> [ValueID]? {
    let operands = module.operands(of: op)
    if module.opcode(of: op).is(ControlFlowOp.br) { return operands }
    guard let segments = module.integers("operandSegmentSizes", of: op), segments.count == 3 else {
      return nil
    }
    var sizes = segments
    if module.opcode(of: op).is(ControlFlowOp.switch) {
      guard let cases = module.integers("case_operand_segments", of: op) else { return nil }
      sizes = [segments[0], segments[1]] + cases
    }
    guard index + 1 < sizes.count, sizes.allSatisfy({ $0 >= 0 && $0 <= operands.count }) else {
      return nil
    }
    let start = sizes[...index].reduce(0, +)
    guard start + sizes[index + 1] <= operands.count else { return nil }
    return Array(operands[Int(start)..<Int(start + sizes[index + 1])])
  }

  /// Reports where operands do not fit the arguments of their successor.
  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    for (index, block) in module.successors(of: op).enumerated() {
      guard let passed = arguments(ofSuccessor: index, in: module) else {
        report.report(op, "operand segments do not fit the operands")
        return
      }
      let expected = module.arguments(of: block).map { module.type(of: $0) }
      if passed.map({ module.type(of: $0) }) != expected {
        report.report(
          op, "operands for successor #\(index) do not match the arguments of its block")
      }
    }
  }
}

extension OpDefinition {
  /// `cf.br`: goes to a block.
  static let branch = OpDefinition(
    "cf.br", summary: "Goes to a block.", traits: [.terminator], operands: .any,
    results: .exactly(0), successors: .exactly(1),
    verify: { module, op, report in Branch(op).verify(in: module, &report) },
    parse: parseBranch, print: printBranch)

  /// `cf.cond_br`: goes to the first block if the first operand is true, else to the second.
  static let conditionalBranch = OpDefinition(
    "cf.cond_br", summary: "Goes to one of two blocks.",
    traits: [.terminator, .segmentedOperands], operands: .atLeast(1), results: .exactly(0),
    successors: .exactly(2), attributes: [.optional("branch_weights", .denseArray(width: 32))],
    verify: { module, op, report in
      if module.type(of: module.operand(0, of: op)) != .i1 {
        report.report(op, "condition must be i1")
      }
      Branch(op).verify(in: module, &report)
    },
    parse: parseConditionalBranch, print: printConditionalBranch)

  /// `cf.switch`: goes to the block of the case whose value the first operand has, else to the first successor.
  static let switchBranch = OpDefinition(
    "cf.switch", summary: "Goes to one of several blocks.",
    traits: [.terminator, .segmentedOperands], operands: .atLeast(1), results: .exactly(0),
    successors: .atLeast(1),
    attributes: [
      .optional("case_values", .elements),
      .required("case_operand_segments", .denseArray(width: 32)),
    ],
    verify: { module, op, report in
      let flag = module.operand(0, of: op)
      guard case .integer = module.typeValue(of: flag) else {
        report.report(op, "operand #0 must be an integer")
        return
      }
      let cases = module.attribute("case_values", of: op).flatMap { module.denseIntegers($0) } ?? []
      if cases.count + 1 != module.successors(of: op).count {
        report.report(op, "expects one successor per case value and one for the default")
      }
      Branch(op).verify(in: module, &report)
    },
    parse: parseSwitch, print: printSwitch)
}
