/// A view of a `tensor.pad` op.
public struct Pad: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `tensor.pad`.
  public init(_ op: OpID) { self.op = op }

  /// The padded tensor.
  public func source(in module: borrowing Module) -> ValueID { module.operand(0, of: op) }

  /// How many elements come before the tensor in each dimension, nil where attribute and operands do not fit.
  public func low(in module: borrowing Module) -> [MixedIndex]? { amounts("static_low", 1, module) }

  /// How many elements come after the tensor in each dimension, nil where attribute and operands do not fit.
  public func high(in module: borrowing Module) -> [MixedIndex]? {
    amounts("static_high", 2, module)
  }

  /// The value of all elements around the tensor if it does not depend on where they are.
  public func uniformValue(in module: borrowing Module) -> ValueID? {
    guard let body = module.body(of: op), let yield = module.lastOp(of: body),
      module.opcode(of: yield).is(TensorOp.yield), module.operandCount(of: yield) == 1
    else { return nil }
    let value = module.operand(0, of: yield)
    if module.block(of: value) != body { return value }
    return nil
  }

  private func amounts(_ name: String, _ segment: Int, _ module: borrowing Module)
    -> [MixedIndex]?
  {
    guard let constants = module.integers(name, of: op),
      let values = module.operands(ofSegment: segment, of: op)
    else { return nil }
    return MixedIndex.merge(constants, values)
  }

  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    guard let low = low(in: module), let high = high(in: module) else {
      report.report(op, "low and high must have one operand per dynamic entry")
      return
    }
    let source = module.type(of: source(in: module))
    let result = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: source), let padded = module.shape(of: result),
      low.count == shape.count, high.count == shape.count, padded.count == shape.count
    else {
      report.report(op, "operand and result must be tensors of the rank of low and high")
      return
    }
    if module.elementType(of: source) != module.elementType(of: result) {
      report.report(op, "operand and result must have the same element type")
    }
    for dimension in shape.indices {
      guard shape[dimension] != Dimension.dynamic, padded[dimension] != Dimension.dynamic,
        let before = low[dimension].constantValue, let after = high[dimension].constantValue
      else { continue }
      let (half, overflow) = shape[dimension].addingReportingOverflow(before)
      let (total, carry) = half.addingReportingOverflow(after)
      if overflow || carry || total != padded[dimension] {
        report.report(
          op, "dimension \(dimension) of the result must be \(total), but is \(padded[dimension])")
      }
    }
    guard let body = module.body(of: op) else { return }
    let arguments = module.arguments(of: body)
    if arguments.count != shape.count
      || arguments.contains(where: { module.type(of: $0) != .index })
    {
      report.report(op, "expected the block to have \(shape.count) arguments of type index")
    }
    verifyTensorYield(module, op, module.elementType(of: result), &report)
  }
}

/// Reports unless the body of the op ends in `tensor.yield` of one value of the given type.
func verifyTensorYield(
  _ module: borrowing Module, _ op: OpID, _ type: TypeID, _ report: inout VerifierReport
) {
  guard let body = module.body(of: op), let yield = module.lastOp(of: body),
    module.opcode(of: yield).is(TensorOp.yield)
  else {
    report.report(op, "expected the body to end in tensor.yield")
    return
  }
  if module.operandCount(of: yield) != 1 || module.type(of: module.operand(0, of: yield)) != type {
    report.report(op, "expected the body to yield a value of the element type")
  }
}

extension OpDefinition {
  /// `tensor.pad`: the tensor with elements around it, each the value that the body yields at its index. Negative amounts
  /// cut elements away.
  static let tensorPad = OpDefinition(
    "tensor.pad", summary: "Puts elements around a tensor.",
    traits: [.pure, .segmentedOperands, .singleBlock],
    operands: .atLeast(1), results: .exactly(1), regions: .exactly(1),
    attributes: [
      .required("static_low", .denseArray(width: 64)),
      .required("static_high", .denseArray(width: 64)), .optional("nofold", .unit),
    ],
    verify: { module, op, report in Pad(op).verify(in: module, &report) },
    fold: { module, op in
      let pad = Pad(op)
      let source = pad.source(in: module)
      let type = module.type(of: source)
      guard type == module.type(of: module.result(of: op)), module.hasStaticShape(type),
        module.attribute("nofold", of: op) == nil,
        let low = pad.low(in: module)?.constants, let high = pad.high(in: module)?.constants,
        (low + high).allSatisfy({ $0 == 0 })
      else { return nil }
      return [.value(source)]
    },
    parse: parsePad, print: printPad, resultName: { _, _ in "padded" })

  /// `tensor.generate`: a tensor whose element at each index is what the body yields; one operand per dynamic extent.
  static let generate = OpDefinition(
    "tensor.generate", summary: "Computes a tensor from its indices.",
    traits: [.pure, .singleBlock], operands: .any, results: .exactly(1), regions: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard let shape = module.shape(of: type), let body = module.body(of: op) else {
        report.report(op, "result must be a ranked tensor and the body must have a block")
        return
      }
      if shape.count(where: { $0 == Dimension.dynamic }) != module.operandCount(of: op) {
        report.report(op, "must have as many index operands as dynamic extents in the result type")
      }
      let arguments = module.arguments(of: body)
      if arguments.count != shape.count
        || arguments.contains(where: { module.type(of: $0) != .index })
      {
        report.report(op, "must have one body argument of type index per dimension")
      }
      verifyTensorYield(module, op, module.elementType(of: type), &report)
    },
    parse: parseGenerate, print: printGenerate, resultName: { _, _ in "generated" })

  /// `tensor.yield`: the element that the body of `tensor.pad` or `tensor.generate` computed.
  static let tensorYield = OpDefinition(
    "tensor.yield", summary: "Ends the body of tensor.pad and tensor.generate.",
    traits: [.pure, .terminator], operands: .exactly(1), results: .exactly(0),
    parse: parseTensorYield, print: printTensorYield)
}
