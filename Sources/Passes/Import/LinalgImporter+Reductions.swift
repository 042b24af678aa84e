import FuseIR

// Reductions over dimensions and over windows.

extension LinalgImporter {
  /// A `linalg.generic` whose reduced dimensions are reductions, over outputs filled with the initial values.
  mutating func lowerReduce(_ op: OpID, in module: inout Module) -> String? {
    if let reason = elementObstacle(op, in: module) ?? mixObstacle(op, in: module) { return reason }
    guard let body = module.body(of: op), let dimensions = module.integers("dimensions", of: op),
      let shape = module.shape(of: module.operand(0, of: op))
    else { return "its shape is not static" }
    let sums = module.resultTypes(of: op).map { module.elementType(of: $0) }
    if let reason = ScalarRegion.obstacle(
      body, arguments: sums + sums, results: sums, in: module)
    {
      return reason
    }
    let count = module.resultCount(of: op)
    let location = module.location(of: op)
    let kept = shape.indices.filter { !dimensions.contains(Int64($0)) }
    let outputMap = AffineMap.projecting(shape.count, to: kept)
    var inputs: [ValueID] = []
    var maps: [AffineMap] = []
    for index in 0..<count {
      let (value, map) = readInput(
        module.operand(index, of: op), loops: shape.count, besides: kept, in: &module)
      inputs.append(value)
      maps.append(map)
    }
    let operands = module.operands(of: op).prefix(count)
    let type = module.type(of: module.result(of: op))
    let sizes = sizes(of: type, before: op, in: &module) { place in
      operands.map { ($0, kept[place]) }
    }
    guard let sizes else { return Self.unknownExtent }
    let outputs = initialOutputs(of: op, sizes: sizes, in: &module)
    let generic = module.buildGeneric(
      at: .before(op), inputs: inputs, outputs: outputs,
      maps: maps + Array(repeating: outputMap, count: count),
      iterators: shape.indices.map { kept.contains($0) ? .parallel : .reduction },
      location: location
    ) { module, block, elements in
      Self.combine(body, elements, count: count, at: block, location, in: &module)
    }
    replace(op, with: module.results(of: generic), in: &module)
    return nil
  }

  /// A pooling: a `linalg.generic` with a loop per window dimension of more than one place, whose extents an empty tensor of
  /// the window's shape gives.
  mutating func lowerReduceWindow(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) ?? mixObstacle(op, in: module) { return reason }
    guard let body = module.body(of: op), let window = WindowDimension.window(of: op, in: module),
      let result = module.shape(of: module.result(of: op))
    else { return "its shape is not static" }
    let sums = module.resultTypes(of: op).map { module.elementType(of: $0) }
    if let reason = ScalarRegion.obstacle(
      body, arguments: sums + sums, results: sums, in: module)
    {
      return reason
    }
    let count = module.resultCount(of: op)
    let location = module.location(of: op)
    let rank = result.count
    let walked = window.indices.filter { window[$0].size > 1 }
    let loops = rank + walked.count
    let inputResults: [AffineExpression] = window.indices.map { dimension in
      let start = AffineExpression.product(
        .dimension(dimension), .constant(window[dimension].stride))
      guard let place = walked.firstIndex(of: dimension) else { return start }
      return .sum(
        start,
        .product(.dimension(rank + place), .constant(window[dimension].windowDilation)))
    }
    var inputs: [ValueID] = []
    for index in 0..<count {
      inputs.append(padded(index, of: op, window, in: &module))
    }
    let element = module.elementType(of: module.operand(0, of: op))
    let windowType = module.tensorType(walked.map { window[$0].size }, element)
    let outputs = initialOutputs(of: op, in: &module)
    let shape = module.buildEmpty(windowType, at: .before(op), location: location)
    let inputMap = AffineMap(dimensionCount: loops, results: inputResults)
    let generic = module.buildGeneric(
      at: .before(op), inputs: inputs + [shape], outputs: outputs,
      maps: Array(repeating: inputMap, count: count)
        + [.projecting(loops, to: Array(rank..<loops))]
        + Array(repeating: .projecting(loops, to: Array(0..<rank)), count: count),
      iterators: (0..<loops).map { $0 < rank ? .parallel : .reduction }, location: location
    ) { module, block, elements in
      // The element of the window's shape is not read.
      let used = Array(elements[..<count] + elements[(count + 1)...])
      return Self.combine(body, used, count: count, at: block, location, in: &module)
    }
    replace(op, with: module.results(of: generic), in: &module)
    return nil
  }

  /// The input of a `reduce_window` with its initial value around it.
  private mutating func padded(
    _ index: Int, of op: OpID, _ window: [WindowDimension], in module: inout Module
  ) -> ValueID {
    let source = tensor(module.operand(index, of: op), in: &module)
    let low = window.map(\.paddingLow)
    let high = window.map(\.paddingHigh)
    let isSpread = window.contains { $0.baseDilation != 1 }
    guard isSpread || (low + high).contains(where: { $0 != 0 }),
      let shape = module.shape(of: source)
    else { return source }
    let count = module.resultCount(of: op)
    let number = scalar(module.operand(count + index, of: op), before: op, in: &module)
    let padded = shape.indices.map { dimension in
      let extent = shape[dimension]
      let spread = extent > 0 ? (extent - 1) * window[dimension].baseDilation + 1 : 0
      return max(spread + low[dimension] + high[dimension], 0)
    }
    return module.buildPadding(
      of: source, low, high, interior: window.map { $0.baseDilation - 1 }, number,
      type: module.tensorType(padded, module.elementType(of: source)), at: .before(op),
      location: module.location(of: op))
  }

  /// An output per result, filled with the initial value.
  private mutating func initialOutputs(
    of op: OpID, sizes: [ValueID] = [], in module: inout Module
  ) -> [ValueID] {
    let count = module.resultCount(of: op)
    var outputs: [ValueID] = []
    for index in 0..<count {
      let number = scalar(module.operand(count + index, of: op), before: op, in: &module)
      outputs.append(
        module.buildFilled(
          with: number, type: module.type(of: module.result(index, of: op)), sizes: sizes,
          at: .before(op), location: module.location(of: op)))
    }
    return outputs
  }

  /// The reducer on elements of the inputs and of the outputs: its left arguments are the outputs.
  private static func combine(
    _ body: BlockID, _ elements: [ValueID], count: Int, at block: BlockID, _ location: LocationID,
    in module: inout Module
  ) -> [ValueID] {
    let lowering = ScalarLowering(at: block, location: location)
    let outputs = Array(elements[count...])
    var inputs: [ValueID] = []
    for (input, output) in zip(elements, outputs) {
      inputs.append(lowering.convert(input, to: module.type(of: output), in: &module))
    }
    return ScalarRegion.emit(body, arguments: outputs + inputs, at: block, in: &module)
  }

  /// The value behind an input and the map to it, where the input's view tells the extents of all loops but those in
  /// `besides`; else the input as a tensor.
  mutating func readInput(
    _ operand: ValueID, loops: Int, besides known: [Int], in module: inout Module
  ) -> (ValueID, AffineMap) {
    let view = view(of: operand, in: &module)
    if case .tensor(let value) = view.source {
      let covered = Set(known).union(
        view.map.results.compactMap { expression in
          if case .dimension(let dimension) = expression { return dimension }
          return nil
        })
      if covered.count == loops { return (value, view.map) }
    }
    return (tensor(operand, in: &module), .identity(loops))
  }
}
