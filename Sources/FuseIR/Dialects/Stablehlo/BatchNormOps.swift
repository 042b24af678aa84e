// Batch normalization.

extension OpDefinition {
  /// `stablehlo.batch_norm_inference`, `_training`, `_grad`: normalization over all dimensions but one.
  static func stablehloBatchNorm(
    _ name: String, _ summary: String, operands: Int, results: [String]
  ) -> OpDefinition {
    OpDefinition(
      "stablehlo.\(name)", summary: summary, traits: [.pure], operands: .exactly(operands),
      results: .exactly(results.count),
      attributes: [
        .required("epsilon", .float), .required("feature_index", .integer(width: 64)),
      ],
      verify: { module, op, report in
        do throws(ShapeProblem) {
          guard let shape = try module.operandShape(0, of: op) else { return }
          let feature = try module.dimension("feature_index", of: op, rank: shape.count)
          report.expectResult(0, of: op, shape: shape, in: module)
          for index in 1..<results.count {
            report.expectResult(index, of: op, shape: [shape[feature]], in: module)
          }
        } catch {
          report.report(op, error.message)
        }
      },
      // A single result is numbered.
      resultName: { _, _ in results.count > 1 ? results[0] : nil },
      laterResultNames: Array(results.dropFirst()))
  }
}
