extension OpDefinition {
  /// `tensor.dim`: the extent of a dimension.
  static let dim = OpDefinition(
    "tensor.dim", summary: "The extent of a dimension.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    verify: { module, op, report in
      let tensor = module.type(of: module.operand(0, of: op))
      switch module.type(tensor) {
      case .unrankedTensor: break
      case .tensor(let shape, _, _):
        if let index = module.constantInteger(of: module.operand(1, of: op)),
          index < 0 || index >= shape.count
        {
          report.report(op, "index \(index) is out of range for a tensor of rank \(shape.count)")
        }
      default: report.report(op, "operand must be a tensor")
      }
      if module.type(of: module.operand(1, of: op)) != .index
        || module.type(of: module.result(of: op)) != .index
      {
        report.report(op, "index and result must be of type index")
      }
    },
    fold: { module, op in
      guard let shape = module.shape(of: module.operand(0, of: op)),
        let index = module.constantInteger(of: module.operand(1, of: op)),
        index >= 0, index < shape.count, shape[Int(index)] != Dimension.dynamic
      else { return nil }
      return [.constant(module.integerAttribute(shape[Int(index)], .index))]
    },
    parse: parseDim, print: printDim, resultName: { _, _ in "dim" })

  /// `tensor.rank`: the number of dimensions.
  static let rank = OpDefinition(
    "tensor.rank", summary: "The number of dimensions.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    verify: { module, op, report in
      if module.type(of: module.result(of: op)) != .index {
        report.report(op, "result must be of type index")
      }
    },
    fold: { module, op in
      guard let shape = module.shape(of: module.operand(0, of: op)) else { return nil }
      return [.constant(module.integerAttribute(Int64(shape.count), .index))]
    },
    parse: parseDim, print: printDim, resultName: { _, _ in "rank" })
}
