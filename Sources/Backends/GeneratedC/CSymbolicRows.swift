import FuseIR

/// The rows of a function whose number is an argument of its C: `symbolic-rows` stood a number in for it.
///
/// The number is a prime above all extents of the program, so what is a multiple of it comes from it. A kernel whose rows it is the
/// outermost extent of, and whose tensors have it as their first dimension, goes through them row by row, and nothing in its function
/// depends on it.
struct CSymbolicRows {
  /// The name of the argument.
  static let argument = "row_count"

  /// The number that stands in.
  let number: Int64

  /// The rows of a function; nil where their number is known.
  init?(_ function: OpID, in module: borrowing Module) {
    guard let number = module.integer("fuse.symbolic_rows", of: function), number > 1 else {
      return nil
    }
    self.number = number
  }

  /// A number of rows, elements or bytes in C.
  func text(_ count: Int64) -> String {
    guard count > 0, count % number == 0 else { return "\(count)" }
    return count == number ? Self.argument : "\(Self.argument) * \(count / number)"
  }

  /// Checks that the function's C is right for any number of rows.
  func check(_ function: OpID, in module: borrowing Module) throws(CUnsupported) {
    for op in module.opsPreOrder(in: function) {
      for value in module.operands(of: op) + module.results(of: op) {
        guard let shape = module.shape(of: value) else { continue }
        let isBad = shape.enumerated().contains { isMultiple($1) && ($0 > 0 || $1 != number) }
        if isBad {
          throw CUnsupported(
            op: op, reason: "the number of rows becomes part of another dimension than the first")
        }
      }
      let hasRows = (module.operands(of: op) + module.results(of: op)).contains {
        isSymbolic($0, in: module)
      }
      if module.opcode(of: op).is(KernelOp.rows) {
        if hasRows { try check(rows: op, in: module) }
      } else if hasRows, !isAllowed(op, in: module) {
        throw CUnsupported(
          op: op,
          reason: "it is no part of a kernel, and only kernels have a number of rows that is not "
            + "known before they run")
      }
    }
  }

  private func isMultiple(_ extent: Int64) -> Bool { extent > 0 && extent % number == 0 }

  private func isSymbolic(_ value: ValueID, in module: borrowing Module) -> Bool {
    module.shape(of: value)?.first == number
  }

  private func isAllowed(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    return opcode.is(KernelOp.launch) || opcode.is(FuseEndOp.yield) || opcode.is(TensorOp.empty)
      || opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape)
      || opcode.dialect == .func
  }

  private func check(rows op: OpID, in module: borrowing Module) throws(CUnsupported) {
    guard let kernel = KernelRows(op, in: module), let body = module.body(of: op) else { return }
    guard kernel.rows.first.map({ Int64($0) }) == number,
      !kernel.rows.dropFirst().contains(where: { isMultiple(Int64($0)) })
    else {
      throw CUnsupported(
        op: op, reason: "what is not known before it runs is not how many rows it has")
    }
    guard !kernel.combine.contains(where: { $0 != .none }),
      module.results(of: op).allSatisfy({ isSymbolic($0, in: module) })
    else {
      throw CUnsupported(
        op: op, reason: "it sums over rows whose number is not known before it runs")
    }
    let tensors = module.operands(of: op) + module.results(of: op)
    for (map, tensor) in zip(kernel.reads + kernel.writes, tensors) {
      guard isRowByRow(map, isSymbolic: isSymbolic(tensor, in: module)) else {
        throw CUnsupported(
          op: op, reason: "it reads or writes other rows than the one that it computes")
      }
    }
    for inner in module.ops(of: body) { try check(stage: inner, in: module) }
  }

  /// Whether the first index is the row and nothing else depends on it.
  private func isRowByRow(_ map: AffineMap, isSymbolic: Bool) -> Bool {
    var others = map.results[...]
    if isSymbolic {
      guard others.popFirst() == .dimension(0) else { return false }
    }
    return others.allSatisfy { expression in
      LinearForm(expression, map.dimensionCount).map { $0.coefficients.first == 0 } ?? false
    }
  }

  /// Within a row nothing is as long as there are rows, and no number in a body comes from their number.
  private func check(stage op: OpID, in module: borrowing Module) throws(CUnsupported) {
    for inner in module.opsPreOrder(in: op) {
      if let value = module.attribute("value", of: inner).flatMap({ module.integerValue($0) }),
        isMultiple(abs(value))
      {
        throw CUnsupported(op: inner, reason: "it computes with the number of rows")
      }
    }
  }
}
