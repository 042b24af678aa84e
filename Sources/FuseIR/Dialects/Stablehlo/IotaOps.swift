extension OpDefinition {
  /// `stablehlo.iota`: each element is its own index along one dimension.
  ///
  /// `%0 = stablehlo.iota dim = 1 : tensor<2x3xi32>` is `[[0, 1, 2], [0, 1, 2]]`.
  static let stablehloIota = OpDefinition(
    "stablehlo.iota", summary: "Each element is its own index along one dimension.",
    traits: [.pure], operands: .exactly(0), results: .exactly(1),
    attributes: [.required("iota_dimension", .integer(width: 64))],
    verify: verifyIota, parse: iotaForm.parse, print: iotaForm.print)

  /// `stablehlo.dynamic_iota`: an iota whose shape is an operand.
  static let stablehloDynamicIota = OpDefinition(
    "stablehlo.dynamic_iota", summary: "An iota whose shape is an operand.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [.required("iota_dimension", .integer(width: 64))],
    verify: verifyIota, parse: dynamicIotaForm.parse, print: dynamicIotaForm.print)

  private static let iotaForm = ClauseForm(
    operands: 0, [.integer("dim", "iota_dimension")], types: .results)
  private static let dynamicIotaForm = ClauseForm(
    operands: 1, [.integer("dim", "iota_dimension")], types: .functional)

  private static let verifyIota: @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void =
    { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard let shape = module.shape(of: type), module.isTensor(type) else {
        report.report(op, "result must be a ranked tensor, but is \(module.text(of: type))")
        return
      }
      let kind = module.elementKind(module.elementType(of: type))
      if kind == .boolean || kind.isEmpty {
        report.report(op, "result must be a tensor of numbers, but is \(module.text(of: type))")
      }
      do throws(ShapeProblem) {
        _ = try module.dimension("iota_dimension", of: op, rank: shape.count)
      } catch {
        report.report(op, error.message)
      }
    }
}
