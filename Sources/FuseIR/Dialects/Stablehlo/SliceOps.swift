// Ops that take a box out of a tensor or put one in.

extension OpDefinition {
  /// `stablehlo.slice`: the elements from `start` up to `limit`, every `stride`-th one.
  ///
  /// `%1 = stablehlo.slice %0 [0:4, 1:7:2] : (tensor<4x8xf32>) -> tensor<4x3xf32>`
  static let stablehloSlice = OpDefinition(
    "stablehlo.slice", summary: "The elements of a box, whose place is known.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [
      .required("start_indices", .denseArray(width: 64)),
      .required("limit_indices", .denseArray(width: 64)),
      .required("strides", .denseArray(width: 64)),
    ],
    verify: verifyingElementKept(sliceShape),
    fold: { module, op in
      let operand = module.operand(0, of: op)
      guard module.type(of: operand) == module.type(of: module.result(of: op)),
        module.hasStaticShape(module.type(of: operand)),
        let strides = module.integers("strides", of: op), strides.allSatisfy({ $0 == 1 })
      else { return nil }
      return [.value(operand)]
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let operand = try parser.parseOperand()
      var starts: [Int64] = []
      var limits: [Int64] = []
      var strides: [Int64] = []
      try parser.parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
        starts.append(try parser.parseInteger())
        try parser.parse(.colon)
        limits.append(try parser.parseInteger())
        strides.append(parser.parseOptional(.colon) ? try parser.parseInteger() : 1)
      }
      parser.add("start_indices", parser.module.denseArrayAttribute(starts), to: &state)
      parser.add("limit_indices", parser.module.denseArrayAttribute(limits), to: &state)
      parser.add("strides", parser.module.denseArrayAttribute(strides), to: &state)
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes([operand], &state)
    },
    print: { module, op, printer in
      let starts = module.integers("start_indices", of: op) ?? []
      let limits = module.integers("limit_indices", of: op) ?? []
      let strides = module.integers("strides", of: op) ?? []
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      let ranges = zip(zip(starts, limits), strides).map { range, stride in
        stride == 1 ? "\(range.0):\(range.1)" : "\(range.0):\(range.1):\(stride)"
      }
      printer.write(" [\(ranges.joined(separator: ", "))]")
      printer.printOptionalAttributeDictionary(
        of: op, except: ["start_indices", "limit_indices", "strides"], in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })

  private static let sliceShape: ShapeRule = { (module, op) throws(ShapeProblem) in
    guard let shape = try module.operandShape(0, of: op) else { return nil }
    let starts = try module.integerList("start_indices", of: op, count: shape.count)
    let limits = try module.integerList("limit_indices", of: op, count: shape.count)
    let strides = try module.integerList("strides", of: op, count: shape.count)
    var result: [Int64] = []
    for (index, extent) in shape.enumerated() {
      let (start, limit, stride) = (starts[index], limits[index], strides[index])
      guard start >= 0, start <= limit, extent == Dimension.dynamic || limit <= extent else {
        throw ShapeProblem(
          "the range of dimension #\(index) must lie in 0..\(shapeText([extent])), but is "
            + "\(start)..\(limit)")
      }
      guard stride > 0 else {
        throw ShapeProblem("the stride of dimension #\(index) must be positive, but is \(stride)")
      }
      let span = limit - start
      result.append(span / stride + (span % stride == 0 ? 0 : 1))
    }
    return result
  }

  /// `stablehlo.dynamic_slice`: a box of known size, whose start is an operand per dimension; the
  /// start is moved so that the box lies inside.
  ///
  /// `%1 = stablehlo.dynamic_slice %0, %i, sizes = [2] : (tensor<8xf32>, tensor<i32>) -> tensor<2xf32>`
  static let stablehloDynamicSlice = OpDefinition(
    "stablehlo.dynamic_slice",
    summary: "The elements of a box of known size, whose start is given.",
    traits: [.pure], operands: .atLeast(1), results: .exactly(1),
    attributes: [.required("slice_sizes", .denseArray(width: 64))],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      try checkStarts(module, op, first: 1, rank: shape.count)
      let sizes = try module.integerList("slice_sizes", of: op, count: shape.count)
      for (index, size) in sizes.enumerated()
      where size < 0 || (shape[index] != Dimension.dynamic && size > shape[index]) {
        throw ShapeProblem(
          "size #\(index) must lie in 0...\(shapeText([shape[index]])), but is \(size)")
      }
      return sizes
    },
    parse: dynamicSliceForm.parse, print: dynamicSliceForm.print)

  /// `stablehlo.dynamic_update_slice`: the first operand with a box replaced by the second; the start
  /// is moved so that the box lies inside.
  static let stablehloDynamicUpdateSlice = OpDefinition(
    "stablehlo.dynamic_update_slice",
    summary: "The first operand with a box replaced by the second operand.",
    traits: [.pure], operands: .atLeast(2), results: .exactly(1),
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op),
        let update = try module.operandShape(1, of: op)
      else { return nil }
      try module.requireOneElementType(ofOperands: 0..<2, of: op)
      guard update.count == shape.count else {
        throw ShapeProblem("operand #1 must have rank \(shape.count), but has rank \(update.count)")
      }
      for (index, size) in update.enumerated()
      where size != Dimension.dynamic && shape[index] != Dimension.dynamic && size > shape[index] {
        throw ShapeProblem(
          "operand #1 must fit into operand #0, but dimension #\(index) has size \(size) of "
            + "\(shape[index])")
      }
      try checkStarts(module, op, first: 2, rank: shape.count)
      return shape
    },
    parse: variadicForm.parse, print: variadicForm.print)

  /// `stablehlo.real_dynamic_slice`: a slice whose start, limit and stride are operands.
  static let stablehloRealDynamicSlice = OpDefinition(
    "stablehlo.real_dynamic_slice", summary: "A slice whose start, limit and stride are operands.",
    traits: [.pure], operands: .exactly(4), results: .exactly(1),
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in nil },
    parse: variadicForm.parse, print: variadicForm.print)

  private static let dynamicSliceForm = ClauseForm(
    operands: nil, [.integers("sizes", "slice_sizes")], types: .functional)
  private static let variadicForm = ClauseForm(operands: nil, types: .functional)

  /// Refuses start indices that are not one integer scalar per dimension.
  private static func checkStarts(
    _ module: borrowing Module, _ op: OpID, first: Int, rank: Int
  ) throws(ShapeProblem) {
    let count = module.operandCount(of: op) - first
    guard count == rank else {
      throw ShapeProblem("needs \(rank) start indices, one per dimension, but has \(count)")
    }
    for index in first..<module.operandCount(of: op) {
      let type = module.type(of: module.operand(index, of: op))
      guard let shape = try module.operandShape(index, of: op) else { continue }
      guard shape.isEmpty, module.elementKind(module.elementType(of: type)).isSubset(of: .integer)
      else {
        throw ShapeProblem(
          "operand #\(index) must be a scalar tensor of integers, but is \(module.text(of: type))")
      }
    }
  }
}
