extension OpDefinition {
  /// `tensor.gather`: for each coordinate in the second operand, the slice of the first operand that starts there, with
  /// size 1 in the gathered dimensions and whole in the others.
  static let tensorGather = OpDefinition(
    "tensor.gather", summary: "Takes slices at given coordinates.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("gather_dims", .denseArray(width: 64)), .optional("unique", .unit),
    ],
    verify: { module, op, report in
      verifyCoordinates(
        module, op, "gather_dims", tensor: module.type(of: module.operand(0, of: op)),
        indices: module.type(of: module.operand(1, of: op)), &report)
    },
    parse: parseTensorGather, print: printTensorGather, resultName: { _, _ in "gather" })

  /// `tensor.scatter`: the second operand with the slices at the coordinates in the third operand replaced by those of the
  /// first operand; the coordinates are distinct.
  static let tensorScatter = OpDefinition(
    "tensor.scatter", summary: "Replaces slices at given coordinates.", traits: [.pure],
    operands: .exactly(3), results: .exactly(1),
    attributes: [
      .required("scatter_dims", .denseArray(width: 64)), .optional("unique", .unit),
    ],
    verify: { module, op, report in
      verifyCoordinates(
        module, op, "scatter_dims", tensor: module.type(of: module.operand(1, of: op)),
        indices: module.type(of: module.operand(2, of: op)), &report)
      if module.attribute("unique", of: op) == nil {
        report.report(op, "requires 'unique' attribute to be set")
      }
    },
    parse: parseTensorGather, print: printTensorGather, resultName: { _, _ in "scatter" })

  private static func verifyCoordinates(
    _ module: borrowing Module, _ op: OpID, _ name: String, tensor: TypeID, indices: TypeID,
    _ report: inout VerifierReport
  ) {
    guard let shape = module.shape(of: tensor), let indexShape = module.shape(of: indices),
      let dimensions = module.integers(name, of: op)
    else {
      report.report(op, "tensor and indices must be ranked")
      return
    }
    if !module.isIntegerOrIndex(module.elementType(of: indices)) {
      report.report(op, "indices must be integers or index")
    }
    if dimensions.isEmpty || indexShape.last != Int64(dimensions.count) {
      report.report(
        op, "the last dimension of the indices must hold one index per entry of \(name)")
    }
    if dimensions.contains(where: { $0 < 0 || $0 >= shape.count })
      || zip(dimensions, dimensions.dropFirst()).contains(where: { $0 >= $1 })
    {
      report.report(op, "\(name) must be dimensions of the tensor in rising order")
    }
  }
}
