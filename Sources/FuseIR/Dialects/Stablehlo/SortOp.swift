extension OpDefinition {
  /// `stablehlo.sort`: the operands with their elements along one dimension put in the order of the
  /// comparison in the region; all operands are reordered alike.
  static let stablehloSort = OpDefinition(
    "stablehlo.sort", summary: "The operands sorted along one dimension, all alike.",
    traits: [.pure, .singleBlock], operands: .atLeast(1), results: .atLeast(1),
    regions: .exactly(1),
    attributes: [
      .optional("dimension", .integer(width: 64)), .optional("is_stable", .bool),
    ],
    verify: { module, op, report in
      let count = module.operandCount(of: op)
      guard module.resultCount(of: op) == count else {
        report.report(
          op, "expects \(count) results, one per operand, but has \(module.resultCount(of: op))")
        return
      }
      let elements = (0..<count).map { module.elementType(of: module.operand($0, of: op)) }
      report.expectScalarFunction(
        0, of: op, arguments: elements.flatMap { [$0, $0] }, results: [.i1], in: module)
      let first = module.shape(of: module.operand(0, of: op))
      for index in 0..<count {
        guard let shape = module.shape(of: module.operand(index, of: op)) else { continue }
        report.expectElement(ofResult: index, of: op, elements[index], in: module)
        report.expectResult(index, of: op, shape: shape, in: module)
        if let first, !shapesAgree(first, shape) {
          report.report(
            op,
            "operand #\(index) must have shape \(shapeText(first)), as operand #0, but has shape "
              + shapeText(shape))
        }
      }
      // A dimension may be counted from the end: -1 is the last.
      if let first, let dimension = module.integer("dimension", of: op) {
        let rank = Int64(first.count)
        if dimension < -rank || (dimension >= rank && rank > 0) {
          report.report(
            op, "attribute 'dimension' must lie in -\(rank)..<\(rank), but is \(dimension)")
        }
      }
    })
}
