// CHLO's elementwise ops whose operands may have different shapes.

extension OpDefinition {
  /// `%2 = chlo.broadcast_add %0, %1 : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>`: the op of
  /// StableHLO on operands that are broadcast to one shape as NumPy does, or along
  /// `broadcast_dimensions`.
  static func chloBroadcasting(_ name: String, operands: Int = 2) -> OpDefinition {
    var attributes: [AttributeDefinition] = []
    if operands == 2 {
      attributes.append(.optional("broadcast_dimensions", .denseArray(width: 64)))
    }
    if name == "compare" {
      attributes.append(.required("comparison_direction", .dialect("chlo.comparison_direction")))
      attributes.append(.optional("compare_type", .dialect("chlo.comparison_type")))
    }
    return OpDefinition(
      "chlo.broadcast_\(name)",
      summary: "stablehlo.\(name) on operands that are broadcast to one shape.",
      traits: [.pure], operands: .exactly(operands), results: .exactly(1), attributes: attributes,
      verify: verifying(broadcastShape), parse: broadcastForm.parse, print: broadcastForm.print)
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
