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

  /// `linalg.elementwise`: applies the function that its `kind` names; its index maps may transpose and broadcast the inputs.
  ///
  /// `linalg.elementwise kind=#linalg.elementwise_kind<add> ins(%a, %b : t, t) outs(%c : t) -> t`
  static let linalgElementwise = structured(
    "elementwise", "Applies a function to each element.", .elementwise,
    attributes: [
      .required("kind", .dialect("linalg.elementwise_kind")),
      .required("indexing_maps", .affineMapArray),
    ])

  private static func structured(
    _ name: String, _ summary: String, _ kind: LinalgOp, attributes: [AttributeDefinition]
  ) -> OpDefinition {
    let operands: Arity =
      kind == .elementwise ? .between(2, 4) : .exactly((kind.inputCount ?? 1) + 1)
    return OpDefinition(
      "linalg.\(name)", summary: summary, traits: [.pure, .segmentedOperands, .singleBlock],
      operands: operands, results: .between(0, 1), regions: .exactly(1),
      attributes: attributes,
      verify: { module, op, report in
        if kind == .fill,
          module.type(of: module.operand(0, of: op))
            != module.elementType(of: module.operand(1, of: op))
        {
          report.report(op, "expected fill value type to match output element type")
        }
        if kind == .elementwise, let structured = StructuredOp(op, in: module),
          structured.function(in: module)?.inputCount != structured.inputCount(in: module)
        {
          report.report(op, "needs as many inputs as the function of its kind takes")
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

extension LinalgOp {
  /// The number of inputs of a named op whose body is not written; nil where the op alone does not say it.
  var inputCount: Int? {
    if let function = ElementwiseFunction(self) { return function.inputCount }
    if self == .contract || NamedStructure(self) != nil { return 2 }
    return self == .elementwise || self == .generic || self == .map || self == .reduce ? nil : 1
  }

  /// Whether the op keeps its index maps among its properties.
  var hasIndexingMaps: Bool {
    switch self {
    case .generic, .matmul, .batchMatmul, .contract, .elementwise: true
    default: false
    }
  }
}

extension StructuredOp {
  /// The function that an elementwise named op applies.
  func function(in module: borrowing Module) -> ElementwiseFunction? {
    guard kind == .elementwise else { return ElementwiseFunction(kind) }
    return module.attribute("kind", of: op)
      .flatMap { module.dialectAttributeText($0, "linalg", "elementwise_kind") }
      .flatMap { ElementwiseFunction(rawValue: $0) }
  }
}
