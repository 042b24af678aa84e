// Ops that surround a tensor with a value.

extension OpDefinition {
  /// `stablehlo.pad`: the operand with a scalar before, behind and between its elements; negative
  /// numbers before and behind cut elements off.
  ///
  /// `%2 = stablehlo.pad %0, %1, low = [1], high = [2], interior = [0]
  ///    : (tensor<4xf32>, tensor<f32>) -> tensor<7xf32>`
  static let stablehloPad = OpDefinition(
    "stablehlo.pad", summary: "The operand with a value before, behind and between its elements.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("edge_padding_low", .denseArray(width: 64)),
      .required("edge_padding_high", .denseArray(width: 64)),
      .required("interior_padding", .denseArray(width: 64)),
    ],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      let low = try module.integerList("edge_padding_low", of: op, count: shape.count)
      let high = try module.integerList("edge_padding_high", of: op, count: shape.count)
      let interior = try module.integerList("interior_padding", of: op, count: shape.count)
      let value = module.type(of: module.operand(1, of: op))
      if let valueShape = module.shape(of: value), !valueShape.isEmpty {
        throw ShapeProblem("operand #1 must be a scalar tensor, but is \(module.text(of: value))")
      }
      try module.requireOneElementType(ofOperands: 0..<2, of: op)
      var result: [Int64] = []
      for (index, extent) in shape.enumerated() {
        guard interior[index] >= 0 else {
          throw ShapeProblem(
            "the interior padding of dimension #\(index) must not be negative, but is "
              + "\(interior[index])")
        }
        var window = WindowDimension(size: 1)
        window.paddingLow = low[index]
        window.paddingHigh = high[index]
        let (dilation, overflow) = interior[index].addingReportingOverflow(1)
        window.baseDilation = dilation
        guard !overflow, let padded = window.resultExtent(over: extent) else {
          throw ShapeProblem("the size of dimension #\(index) does not fit 64 bits")
        }
        result.append(padded)
      }
      return result
    },
    fold: { module, op in
      let operand = module.operand(0, of: op)
      let names = ["edge_padding_low", "edge_padding_high", "interior_padding"]
      for name in names {
        guard let values = module.integers(name, of: op), values.allSatisfy({ $0 == 0 }) else {
          return nil
        }
      }
      guard module.type(of: operand) == module.type(of: module.result(of: op)) else { return nil }
      return [.value(operand)]
    },
    parse: padForm.parse, print: padForm.print)

  /// `stablehlo.dynamic_pad`: a pad whose amounts are operands.
  static let stablehloDynamicPad = OpDefinition(
    "stablehlo.dynamic_pad", summary: "A pad whose amounts are operands.",
    traits: [.pure], operands: .exactly(5), results: .exactly(1),
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in nil },
    parse: dynamicPadForm.parse, print: dynamicPadForm.print)

  private static let padForm = ClauseForm(
    operands: 2,
    [
      .integers("low", "edge_padding_low"), .integers("high", "edge_padding_high"),
      .integers("interior", "interior_padding"),
    ], types: .functional)
  private static let dynamicPadForm = ClauseForm(operands: 5, types: .functional)
}
