// CHLO's elementwise ops whose operands may have different shapes.

extension OpDefinition {
  /// `%2 = chlo.broadcast_add %0, %1 : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>`: the op of
  /// StableHLO, on operands of the kinds that it takes, which are broadcast to one shape as NumPy does, or along
  /// `broadcast_dimensions`.
  static func chloBroadcasting(
    _ name: String, on kinds: ElementKinds, operands: Int = 2
  ) -> OpDefinition {
    let verifyShape = verifying(broadcastShape)
    var attributes: [AttributeDefinition] = []
    if operands == 2 {
      attributes.append(.optional("broadcast_dimensions", .denseArray(width: 64)))
    }
    if name == "compare" {
      attributes += [
        .required("comparison_direction", .word(ComparisonDirection.self, dialect: "chlo")),
        .optional("compare_type", .word(ComparisonType.self, dialect: "chlo")),
      ]
    }
    return OpDefinition(
      "chlo.broadcast_\(name)",
      summary: "stablehlo.\(name) on operands that are broadcast to one shape.",
      traits: [.pure], operands: .exactly(operands), results: .exactly(1), attributes: attributes,
      verify: { module, op, report in
        verifyElements(module, op, name, kinds, &report)
        verifyShape(module, op, &report)
      },
      parse: broadcastForm.parse, print: broadcastForm.print)
  }

  /// Elements of one type go in; the same type comes out, but for questions and pairs. A selection's first operand says
  /// which of the other two is taken.
  private static func verifyElements(
    _ module: borrowing Module, _ op: OpID, _ name: String, _ kinds: ElementKinds,
    _ report: inout VerifierReport
  ) {
    let count = module.operandCount(of: op)
    let first = count - 2
    if first == 1 { report.expectOperand(0, of: op, .boolean, in: module) }
    for index in first..<count { report.expectOperand(index, of: op, kinds, in: module) }
    report.expectOneElementType(ofOperands: first..<count, of: op, in: module)
    let element = module.elementType(of: module.operand(first, of: op))
    switch name {
    case "compare": report.expectElement(ofResult: 0, of: op, .i1, in: module)
    case "complex": report.expectComplexElement(ofResult: 0, of: op, parts: element, in: module)
    default:
      if module.elementKind(element) != .foreign {
        report.expectElement(ofResult: 0, of: op, element, in: module)
      }
    }
  }

  private static let broadcastForm = ClauseForm(operands: nil, types: .functional)

  /// The shape that operands are broadcast to where they align at their last dimensions.
  private static let broadcastShape: ShapeRule = { (module, op) throws(ShapeProblem) in
    var result: [Int64] = []
    if let dimensions = module.integers("broadcast_dimensions", of: op) {
      guard let left = try module.operandShape(0, of: op),
        let right = try module.operandShape(1, of: op)
      else { return nil }
      let (small, large) = left.count <= right.count ? (left, right) : (right, left)
      guard dimensions.count == small.count else {
        throw ShapeProblem(
          "attribute 'broadcast_dimensions' must have \(small.count) elements, one per dimension of "
            + "the operand of lower rank, but has \(dimensions.count)")
      }
      _ = try checkedDimensions(
        dimensions.map { Int($0) }, rank: large.count, "broadcast_dimensions")
      return nil
    }
    for index in 0..<module.operandCount(of: op) {
      guard let shape = try module.operandShape(index, of: op) else { return nil }
      while result.count < shape.count { result.insert(1, at: 0) }
      for (offset, extent) in shape.reversed().enumerated() {
        let place = result.count - 1 - offset
        if result[place] == 1 {
          result[place] = extent
        } else if extent != 1, !extentsAgree(extent, result[place]) {
          throw ShapeProblem(
            "operands can't be broadcast to one shape: dimension #\(place) would have size "
              + "\(result[place]) and \(extent)")
        }
      }
    }
    return result
  }
}
