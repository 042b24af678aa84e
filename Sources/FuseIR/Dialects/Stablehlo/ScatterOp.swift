extension OpDefinition {
  /// `stablehlo.scatter`: the inputs, with the updates combined into windows at the places that the
  /// indices hold. The operands are the inputs, the indices, then the updates.
  static let stablehloScatter = OpDefinition(
    "stablehlo.scatter", summary: "The inputs, with updates combined into them at given places.",
    traits: [.pure, .singleBlock], operands: .atLeast(3), results: .atLeast(1),
    regions: .exactly(1),
    attributes: [
      .required("scatter_dimension_numbers", .dialect("stablehlo.scatter")),
      .optional("indices_are_sorted", .bool), .optional("unique_indices", .bool),
    ],
    verify: { module, op, report in
      let count = module.operandCount(of: op)
      let inputs = module.resultCount(of: op)
      guard count == 2 * inputs + 1 else {
        report.report(
          op, "expects \(2 * inputs + 1) operands for \(inputs) results: inputs, indices, updates")
        return
      }
      let elements = (0..<inputs).map { module.elementType(of: module.operand($0, of: op)) }
      report.expectScalarFunction(
        0, of: op, arguments: elements + elements, results: elements, in: module)
      do throws(ShapeProblem) {
        for index in 0..<inputs {
          guard let shape = try module.operandShape(index, of: op) else { continue }
          report.expectResult(index, of: op, shape: shape, in: module)
          report.expectElement(ofResult: index, of: op, elements[index], in: module)
          try checkUpdates(module, op, input: shape, updates: inputs + 1 + index, indices: inputs)
        }
      } catch {
        report.report(op, error.message)
      }
    })

  /// Refuses updates that are not windows of the input, one per index.
  private static func checkUpdates(
    _ module: borrowing Module, _ op: OpID, input: [Int64], updates: Int, indices: Int
  ) throws(ShapeProblem) {
    guard let indexShape = try module.operandShape(indices, of: op),
      let updateShape = try module.operandShape(updates, of: op)
    else { return }
    guard let numbers = ScatterDimensionNumbers(of: op, in: module) else {
      throw ShapeProblem(
        "attribute 'scatter_dimension_numbers' must be #stablehlo.scatter<update_window_dims = [..], "
          + "..>")
    }
    let dropped = try checkedDimensions(
      numbers.insertedWindowDimensions + numbers.inputBatchingDimensions, rank: input.count,
      "inserted_window_dims and input_batching_dims")
    _ = try checkedDimensions(
      numbers.scatterDimensionsToOperandDimensions + numbers.inputBatchingDimensions,
      rank: input.count, "scatter_dims_to_operand_dims and input_batching_dims")
    let batch = try indexBatch(
      indexShape, numbers.indexVectorDimension,
      components: numbers.scatterDimensionsToOperandDimensions.count,
      "scatter_dims_to_operand_dims")
    let window = input.indices.filter { !dropped.contains($0) }
    let windowDimensions = try checkedDimensions(
      numbers.updateWindowDimensions, rank: updateShape.count, "update_window_dims")
    guard windowDimensions.count == window.count,
      updateShape.count == window.count + batch.count
    else {
      throw ShapeProblem(
        "operand #\(updates) must have \(window.count) window and \(batch.count) index dimensions, "
          + "but has shape \(shapeText(updateShape)) with \(windowDimensions.count) window dimensions"
      )
    }
    for (place, dimension) in zip(windowDimensions.sorted(), window) {
      let size = updateShape[place]
      guard
        size == Dimension.dynamic || input[dimension] == Dimension.dynamic
          || size <= input[dimension]
      else {
        throw ShapeProblem(
          "dimension #\(place) of operand #\(updates) must fit into dimension #\(dimension) of the "
            + "input, \(input[dimension]), but has size \(size)")
      }
    }
    let outer = updateShape.indices.filter { !windowDimensions.contains($0) }
    guard shapesAgree(outer.map { updateShape[$0] }, batch) else {
      throw ShapeProblem(
        "the index dimensions of operand #\(updates) must have sizes \(shapeText(batch)), but have "
          + shapeText(outer.map { updateShape[$0] }))
    }
  }
}
