/// A view of a `tensor.concat` op.
public struct Concat: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `tensor.concat`.
  public init(_ op: OpID) { self.op = op }

  /// The dimension along which the operands follow each other.
  public func dimension(in module: borrowing Module) -> Int {
    module.integer("dim", of: op).map { Int($0) } ?? 0
  }

  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    let result = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: result) else {
      report.report(op, "result must be a ranked tensor")
      return
    }
    guard let dimension = module.integer("dim", of: op), dimension >= 0, dimension < shape.count
    else {
      report.report(op, "concatenation dim must be less than the tensor rank")
      return
    }
    var total: Int64? = 0
    for operand in module.operands(of: op) {
      guard let part = module.shape(of: operand), part.count == shape.count,
        module.elementType(of: operand) == module.elementType(of: result)
      else {
        report.report(op, "operands must be tensors of the rank and element type of the result")
        return
      }
      for (index, extent) in part.enumerated()
      where index != dimension && extent != shape[index] && extent != Dimension.dynamic
        && shape[index] != Dimension.dynamic
      {
        report.report(op, "operands must agree with the result in dimension \(index)")
        return
      }
      let extent = part[Int(dimension)]
      if extent == Dimension.dynamic {
        total = nil
      } else if let sum = total {
        let (value, overflow) = sum.addingReportingOverflow(extent)
        total = overflow ? nil : value
      }
    }
    let expected = shape[Int(dimension)]
    if let total, expected != Dimension.dynamic, total != expected {
      report.report(
        op, "result must have \(total) elements in dimension \(dimension), but has \(expected)")
    }
  }
}

extension OpDefinition {
  /// `tensor.concat`: the operands one after the other along a dimension.
  static let concat = OpDefinition(
    "tensor.concat", summary: "Joins tensors along a dimension.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    attributes: [.required("dim", .integer(width: 64))],
    verify: { module, op, report in Concat(op).verify(in: module, &report) },
    fold: { module, op in
      let first = module.operand(0, of: op)
      guard module.operandCount(of: op) == 1,
        module.type(of: first) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(first)]
    },
    parse: parseConcat, print: printConcat, resultName: { _, _ in "concat" })
}
