// Ops on whole tensors with encodings.

extension OpDefinition {
  /// `sparse_tensor.convert`: the same tensor in another encoding, or in none.
  ///
  /// ```
  /// %r = sparse_tensor.convert %a : tensor<8x4xf32, #csr> to tensor<8x4xf32, #csc>
  /// ```
  static let sparseTensorConvert = OpDefinition(
    "sparse_tensor.convert", summary: "The same tensor in another encoding.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      let result = module.result(of: op)
      guard
        case .tensor(let source, let element, _) = module.typeValue(of: module.operand(0, of: op)),
        case .tensor(let target, let newElement, _) = module.typeValue(of: result)
      else {
        report.report(op, "unexpected type in convert")
        return
      }
      guard element == newElement else {
        report.report(op, "unexpected conversion mismatch in element type")
        return
      }
      guard source.count == target.count else {
        report.report(op, "unexpected conversion mismatch in rank")
        return
      }
      if let encoding = SparseEncoding(type: module.type(of: result), in: module),
        !encoding.slices.isEmpty
      {
        report.report(op, "cannot convert to a sparse tensor slice")
        return
      }
      for (dimension, pair) in zip(source, target).enumerated()
      where pair.0 != pair.1 && pair.1 != Dimension.dynamic {
        report.report(op, "unexpected conversion mismatch in dimension \(dimension)")
        return
      }
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      return module.type(of: operand) == module.type(of: module.result(of: op))
        ? [.value(operand)] : nil
    },
    parse: parseTensorCast, print: printTensorCast)

  /// `sparse_tensor.concatenate`: tensors one after the other along a dimension, each in its own encoding.
  ///
  /// ```
  /// %r = sparse_tensor.concatenate %a, %b {dimension = 0 : index}
  ///   : tensor<8x4xf32, #csr>, tensor<8x4xf32, #csr> to tensor<16x4xf32, #csr>
  /// ```
  static let sparseTensorConcatenate = OpDefinition(
    "sparse_tensor.concatenate", summary: "Joins tensors with encodings along a dimension.",
    traits: [.pure], operands: .any, results: .exactly(1),
    attributes: [.required("dimension", .integer(width: nil))],
    verify: verifyConcatenate,
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let place = parser.place
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      let types = try parser.parseColonTypeList()
      try parser.parseKeyword("to")
      state.resultTypes = [try parser.parseType()]
      state.operands = try parser.resolveOperands(operands, types, at: place)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printOptionalAttributeDictionary(of: op, in: module)
      printer.write(" : ")
      printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
      printer.write(" to ")
      printer.printType(module.type(of: module.result(of: op)), in: module)
    })
}

private func verifyConcatenate(
  _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
) {
  guard let shape = module.shape(of: module.result(of: op)) else {
    report.report(op, "result must be a ranked tensor")
    return
  }
  let inputs = module.operands(of: op)
  guard inputs.count > 1 else {
    report.report(op, "Need at least two tensors to concatenate.")
    return
  }
  let number = module.integer("dimension", of: op) ?? -1
  guard number >= 0, number < shape.count else {
    report.report(
      op,
      "Concat-dimension is out of bounds for dimension-rank (\(number) >= \(shape.count))")
    return
  }
  var shapes: [[Int64]] = []
  for (index, input) in inputs.enumerated() {
    guard let part = module.shape(of: input), !part.contains(Dimension.dynamic) else {
      report.report(op, "Input tensor $\(index) has dynamic shape")
      return
    }
    guard part.count == shape.count else {
      report.report(
        op,
        "Input tensor $\(index) has a different rank (rank=\(part.count)) from the output tensor "
          + "(rank=\(shape.count)).")
      return
    }
    guard module.elementType(of: input) == module.elementType(of: module.result(of: op)) else {
      report.report(op, "Input tensor $\(index) has another element type than the output tensor")
      return
    }
    shapes.append(part)
  }
  for (dimension, extent) in shape.enumerated() where extent != Dimension.dynamic {
    let extents = shapes.map { $0[dimension] }
    guard dimension == Int(number) else {
      guard extents.allSatisfy({ $0 == extent }) else {
        report.report(
          op, "All dimensions (expect for the concatenating one) should be equal.")
        return
      }
      continue
    }
    var sum: Int64 = 0
    for extent in extents { sum = sum.addingReportingOverflow(extent).partialValue }
    guard sum == extent else {
      report.report(
        op,
        "The concatenation dimension of the output tensor should be the sum of all the "
          + "concatenation dimensions of the input tensors.")
      return
    }
  }
}
