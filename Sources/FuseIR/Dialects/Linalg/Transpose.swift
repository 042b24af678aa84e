extension OpDefinition {
  /// `linalg.transpose`: the input with its dimensions reordered: result dimension `i` is input dimension `permutation[i]`.
  static let linalgTranspose = OpDefinition(
    "linalg.transpose", summary: "Reorders dimensions.", traits: [.pure, .singleBlock],
    operands: .exactly(2), results: .between(0, 1), regions: .exactly(1),
    attributes: [.required("permutation", .denseArray(width: 64))],
    verify: verifyStructured,
    fold: { module, op in
      guard module.resultCount(of: op) == 1,
        let permutation = StructuredOp(op, in: module)?.permutation(in: module),
        permutation == Array(permutation.indices),
        module.type(of: module.operand(0, of: op)) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(module.operand(0, of: op))]
    },
    parse: parseTranspose, print: printTranspose, resultName: { _, _ in "transposed" })

  /// `linalg.broadcast`: the input repeated along the added dimensions.
  static let linalgBroadcast = OpDefinition(
    "linalg.broadcast", summary: "Repeats along new dimensions.", traits: [.pure, .singleBlock],
    operands: .exactly(2), results: .between(0, 1), regions: .exactly(1),
    attributes: [.required("dimensions", .denseArray(width: 64))],
    verify: verifyStructured,
    fold: { module, op in
      guard module.resultCount(of: op) == 1, module.integers("dimensions", of: op)?.isEmpty == true,
        module.type(of: module.operand(0, of: op)) == module.type(of: module.result(of: op))
      else { return nil }
      return [.value(module.operand(0, of: op))]
    },
    parse: parseTranspose, print: printTranspose, resultName: { _, _ in "broadcasted" })
}
