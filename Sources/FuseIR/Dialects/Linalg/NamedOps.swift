// Named structured ops whose bodies follow from their element types.

extension OpDefinition {
  /// A named op whose only attributes are the operand segments.
  static func named(_ name: String, _ summary: String, _ kind: LinalgOp) -> OpDefinition {
    structured(name, summary, kind, attributes: [])
  }

  /// A matrix product; its index maps may transpose and broadcast.
  static func contraction(_ name: String, _ summary: String, _ kind: LinalgOp) -> OpDefinition {
    structured(
      name, summary, kind,
      attributes: [
        .required("indexing_maps", .affineMapArray), .optional("cast", .dialect("linalg.type_fn")),
      ])
  }

  /// A convolution or pooling with strides and dilations; the letters of its name are the layouts of input and kernel, the
  /// output is laid out like the input.
  static func convolution(_ name: String, _ kind: LinalgOp) -> OpDefinition {
    structured(
      name, name.hasPrefix("pooling") ? "Combines the elements of windows." : "Convolves.", kind,
      attributes: [.optional("strides", .elements), .optional("dilations", .elements)])
  }

  /// `linalg.copy`.
  static let linalgCopy = structured(
    "copy", "Copies a tensor.", .copy, attributes: [.optional("cast", .dialect("linalg.type_fn"))])

  private static func structured(
    _ name: String, _ summary: String, _ kind: LinalgOp, attributes: [AttributeDefinition]
  ) -> OpDefinition {
    let isUnary = kind == .fill || kind == .copy
    return OpDefinition(
      "linalg.\(name)", summary: summary, traits: [.pure, .segmentedOperands, .singleBlock],
      operands: .exactly(isUnary ? 2 : 3), results: .between(0, 1), regions: .exactly(1),
      attributes: attributes,
      verify: { module, op, report in
        if kind == .fill,
          module.type(of: module.operand(0, of: op))
            != module.elementType(of: module.operand(1, of: op))
        {
          report.report(op, "expected fill value type to match output element type")
        }
        verifyStructured(module, op, &report)
      },
      fold: { module, op in
        guard kind == .copy, module.resultCount(of: op) == 1,
          module.type(of: module.operand(0, of: op)) == module.type(of: module.result(of: op))
        else { return nil }
        return [.value(module.operand(0, of: op))]
      },
      parse: parseNamed, print: printNamed)
  }
}
