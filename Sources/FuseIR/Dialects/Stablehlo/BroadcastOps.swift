// Ops that repeat a tensor along new dimensions or dimensions of size 1.

extension OpDefinition {
  /// `stablehlo.broadcast_in_dim`: dimension `i` of the operand becomes dimension `dims[i]` of the
  /// result; a size of 1 is repeated.
  ///
  /// `%1 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>`
  static let stablehloBroadcastInDim = OpDefinition(
    "stablehlo.broadcast_in_dim",
    summary: "Repeats the operand along the result's dimensions that it lacks.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("broadcast_dimensions", .denseArray(width: 64))],
    verify: verifyingElementKept(broadcastInDimShape),
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard module.type(of: operand) == module.type(of: module.result(of: op)),
        let dimensions = module.integers("broadcast_dimensions", of: op),
        dimensions.elementsEqual(0..<Int64(dimensions.count))
      else { return nil }
      return [.value(operand)]
    },
    parse: broadcastInDimForm.parse, print: broadcastInDimForm.print)

  /// `stablehlo.dynamic_broadcast_in_dim`: a broadcast_in_dim whose result shape is an operand.
  static let stablehloDynamicBroadcastInDim = OpDefinition(
    "stablehlo.dynamic_broadcast_in_dim",
    summary: "A broadcast_in_dim whose result shape is an operand.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("broadcast_dimensions", .denseArray(width: 64)),
      .optional("known_expanding_dimensions", .denseArray(width: 64)),
      .optional("known_nonexpanding_dimensions", .denseArray(width: 64)),
    ],
    verify: verifyingElementKept(broadcastInDimShape),
    parse: dynamicBroadcastInDimForm.parse, print: dynamicBroadcastInDimForm.print)

  /// `stablehlo.broadcast`: puts new dimensions in front of the operand's.
  ///
  /// `%1 = stablehlo.broadcast %0, sizes = [2] : (tensor<3xf32>) -> tensor<2x3xf32>`
  static let stablehloBroadcast = OpDefinition(
    "stablehlo.broadcast", summary: "Repeats the operand along new dimensions in front.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("broadcast_sizes", .denseArray(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      return try module.integerList("broadcast_sizes", of: op) + shape
    },
    parse: broadcastForm.parse, print: broadcastForm.print)

  private static let broadcastInDimForm = ClauseForm(
    operands: 1, [.integers("dims", "broadcast_dimensions")], types: .functional)
  private static let dynamicBroadcastInDimForm = ClauseForm(
    operands: 2, [.integers("dims", "broadcast_dimensions")], types: .functional)
  private static let broadcastForm = ClauseForm(
    operands: 1, [.integers("sizes", "broadcast_sizes")], types: .functional)

  /// The result's shape, once each extent of the operand is 1 or that of the dimension it goes to.
  private static let broadcastInDimShape: ShapeRule = { (module, op) throws(ShapeProblem) in
    guard let shape = try module.operandShape(0, of: op),
      let result = module.shape(of: module.result(of: op))
    else { return nil }
    let dimensions = try module.dimensions(
      "broadcast_dimensions", of: op, rank: result.count, count: shape.count)
    for (index, dimension) in dimensions.enumerated() {
      if shape[index] != 1, !extentsAgree(shape[index], result[dimension]) {
        throw ShapeProblem(
          "dimension #\(index) of the operand must have size 1 or the size of dimension "
            + "#\(dimension) of the result, \(shapeText([result[dimension]])), but has size "
            + "\(shape[index])")
      }
    }
    return result
  }
}
