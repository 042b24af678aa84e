// Ops that combine the elements of a window.

extension OpDefinition {
  /// `stablehlo.reduce_window`: combines the elements of a window that slides over the inputs with the
  /// function in the region. The operands are the inputs, then their initial values.
  static let stablehloReduceWindow = OpDefinition(
    "stablehlo.reduce_window",
    summary: "Combines the elements of a sliding window with a function.",
    traits: [.pure, .singleBlock], operands: .any, results: .any,
    regions: .exactly(1),
    attributes: [
      .required("window_dimensions", .denseArray(width: 64)),
      .optional("window_strides", .denseArray(width: 64)),
      .optional("base_dilations", .denseArray(width: 64)),
      .optional("window_dilations", .denseArray(width: 64)),
      .optional("padding", .elements),
    ],
    verify: { module, op, report in
      guard let inputs = report.expectInputsAndInitialValues(of: op, in: module) else { return }
      do throws(ShapeProblem) {
        for index in 0..<inputs {
          guard let shape = try module.operandShape(index, of: op) else { continue }
          let window = try slidingWindow(of: op, rank: shape.count, in: module)
          report.expectResult(
            index, of: op, shape: try resultShape(window, over: shape), in: module)
        }
      } catch {
        report.report(op, error.message)
      }
    })

  /// `stablehlo.select_and_scatter`: chooses one element of each window of the first operand with the
  /// first region, and adds up the elements of the second operand at the chosen places with the second
  /// region: the gradient of a pooling.
  static let stablehloSelectAndScatter = OpDefinition(
    "stablehlo.select_and_scatter",
    summary: "Adds elements of the source where windows of the operand choose one.",
    traits: [.pure, .singleBlock], operands: .exactly(3), results: .exactly(1),
    regions: .exactly(2),
    attributes: [
      .optional("window_dimensions", .denseArray(width: 64)),
      .optional("window_strides", .denseArray(width: 64)),
      .optional("padding", .elements),
    ],
    verify: { module, op, report in
      let element = module.elementType(of: module.operand(0, of: op))
      report.expectScalarFunction(
        0, of: op, arguments: [element, element], results: [.i1], in: module)
      report.expectScalarFunction(
        1, of: op, arguments: [element, element], results: [element], in: module)
      do throws(ShapeProblem) {
        guard let shape = try module.operandShape(0, of: op) else { return }
        report.expectResult(0, of: op, shape: shape, in: module)
        let window = try slidingWindow(of: op, rank: shape.count, in: module)
        let windows = try resultShape(window, over: shape)
        if let source = try module.operandShape(1, of: op), !shapesAgree(source, windows) {
          throw ShapeProblem(
            "operand #1 must have shape \(shapeText(windows)), one element per window, but has shape "
              + shapeText(source))
        }
      } catch {
        report.report(op, error.message)
      }
    })

  private static func slidingWindow(
    of op: OpID, rank: Int, in module: borrowing Module
  ) throws(ShapeProblem) -> [WindowDimension] {
    guard let window = WindowDimension.window(of: op, in: module), window.count == rank else {
      throw ShapeProblem(
        "window_dimensions, strides and dilations must have \(rank) elements and padding "
          + "\(rank)x2, one per dimension")
    }
    try checkWindow(window)
    return window
  }

  private static func resultShape(
    _ window: [WindowDimension], over shape: [Int64]
  ) throws(ShapeProblem) -> [Int64] {
    var result: [Int64] = []
    for (dimension, extent) in zip(window, shape) {
      guard let count = dimension.resultExtent(over: extent) else {
        throw ShapeProblem("the size of the result does not fit 64 bits")
      }
      result.append(count)
    }
    return result
  }
}
