import FuseIR

extension Interpreter {
  mutating func execute(
    _ kind: LinalgOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let outputCount = module.resultCount(of: op)
    guard operands.count >= outputCount else { throw ExecutionError("lacks its output operands") }
    let inputs = Array(operands.dropLast(outputCount))
    let outputs = Array(operands.suffix(outputCount))
    if let results = try storedLoops(op, inputs, outputs, in: module) { return results }
    switch kind {
    case .generic, .contract, .elementwise, .mmt4d, .batchMmt4d, .conv2dNhwgcGfhwc,
      .depthwiseConv1dNcwCw, .depthwiseConv1dNwcWcm, .depthwiseConv3dNcdhwCdhw,
      .depthwiseConv3dNdhwcDhwc, .depthwiseConv3dNdhwcDhwcm, .poolingNhwcMaxUnsigned,
      .poolingNhwcMinUnsigned, .poolingNwcSum, .poolingNwcMax, .poolingNwcMin,
      .poolingNwcMaxUnsigned, .poolingNwcMinUnsigned, .poolingNcwSum, .poolingNcwMax,
      .poolingNdhwcSum, .poolingNdhwcMax, .poolingNdhwcMin, .exp, .log, .abs, .ceil, .floor, .negf,
      .reciprocal, .round, .sqrt, .rsqrt, .square, .tanh, .erf, .add, .sub, .mul, .div,
      .divUnsigned, .max, .min, .powf, .select:
      return try loops(op, inputs, outputs, in: module)
    case .map: return try mapLinalg(op, inputs, outputs, in: module)
    case .reduce: return try reduceLinalg(op, inputs, outputs, in: module)
    case .fill, .copy, .transpose, .broadcast:
      guard let input = inputs.first, let output = outputs.first else {
        throw ExecutionError("needs an input and an output")
      }
      return [
        moveStored(
          kind, op, input, try moveLinalg(kind, op, input, output, in: module), in: module)
      ]
    case .matmul, .batchMatmul, .matvec, .vecmat, .dot, .batchMatvec, .batchVecmat:
      return [try contractNamed(kind, op, inputs, outputs, in: module)]
    case .conv1d, .conv2d, .conv3d, .conv1dNwcWcf, .conv1dNcwFcw, .conv2dNhwcHwcf, .conv2dNhwcFhwc,
      .conv2dNchwFchw, .conv2dNgchwFgchw, .conv2dNgchwGfchw, .conv3dNdhwcDhwcf, .conv3dNcdhwFcdhw,
      .depthwiseConv1dNwcWc, .depthwiseConv2dNchwChw, .depthwiseConv2dNhwcHwc,
      .depthwiseConv2dNhwcHwcm:
      return [try convolveNamed(kind, op, inputs, outputs, in: module)]
    case .poolingNhwcSum, .poolingNchwSum, .poolingNhwcMax, .poolingNchwMax, .poolingNhwcMin:
      return try pool(kind, op, inputs, outputs, in: module)
    case .index, .yield: throw ExecutionError("belongs in the body of a linalg op")
    }
  }

  // MARK: Loops with bodies

  /// The body for each point of the loops, as the index maps say.
  private mutating func loops(
    _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let maps = StructuredOp(op, in: module)?.indexingMaps(in: module),
      maps.count == inputs.count + outputs.count
    else { throw ExecutionError("needs an indexing map for each operand") }
    let shapes = (inputs + outputs).map(\.shape)
    let loops = try Self.loops(of: maps, shapes)
    if loops.contains(0) { return outputs }
    var body = try RegionBody(body(of: op, in: module), self, in: module)
    if inputs.count == 2, outputs.count == 1, body.program.isSumOfProducts,
      outputs[0].elementType != .i1,
      let contraction = Contraction(maps, loops: loops, shapes)
    {
      var result = outputs[0]
      contraction.run(inputs[0], inputs[1], addingTo: &result, isPlain: !usesBlockedProducts)
      return [result]
    }
    for index in outputs.indices {
      body.widenAccumulation(result: index, accumulator: inputs.count + index)
    }
    var nest = LoopNest(loops: loops, inputs: [], outputs: [])
    for (index, input) in inputs.enumerated() {
      nest.inputs.append(
        LoopNest.Input(
          tensor: input, access: try LoopAccess(maps[index], shape: input.shape, loops: loops)))
    }
    for (index, output) in outputs.enumerated() {
      let access = try LoopAccess(maps[inputs.count + index], shape: output.shape, loops: loops)
      nest.outputs.append(LoopNest.Output(tensor: output, access: access))
    }
    return try run(nest, body, in: module)
  }

  /// The number of iterations of each loop, from the operand dimensions that the maps tie to it.
  static func loops(of maps: [AffineMap], _ shapes: [[Int]]) throws(ExecutionError) -> [Int] {
    let count = maps.first?.dimensionCount ?? 0
    var loops = [Int?](repeating: nil, count: count)
    for (map, shape) in zip(maps, shapes) {
      guard map.dimensionCount == count, map.results.count == shape.count else {
        throw ExecutionError("has an indexing map that does not fit its operand of shape \(shape)")
      }
      for (result, size) in zip(map.results, shape) {
        guard case .dimension(let loop) = result, loop < count else { continue }
        if let known = loops[loop], known != size {
          throw ExecutionError(
            "has operands that give loop \(loop) both \(known) and \(size) steps")
        }
        loops[loop] = size
      }
    }
    var sizes: [Int] = []
    for (loop, size) in loops.enumerated() {
      guard let size else {
        throw ExecutionError("has no operand that gives the size of loop \(loop)")
      }
      sizes.append(size)
    }
    return sizes
  }

  private mutating func mapLinalg(
    _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let shape = outputs.first?.shape, inputs.allSatisfy({ $0.shape == shape }) else {
      throw ExecutionError("needs operands of one shape")
    }
    let body = try RegionBody(body(of: op, in: module), self, in: module)
    let access = LoopAccess(base: 0, strides: Tensor.strides(of: shape))
    let nest = LoopNest(
      loops: shape, inputs: inputs.map { LoopNest.Input(tensor: $0, access: access) },
      outputs: outputs.map { LoopNest.Output(tensor: $0, access: access) },
      order: body.program.arguments.count == inputs.count ? .inputsOnly : .inputsThenOutputs)
    return try run(nest, body, in: module)
  }

  private mutating func reduceLinalg(
    _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let shape = inputs.first?.shape, inputs.allSatisfy({ $0.shape == shape }),
      let dimensions = module.integers("dimensions", of: op)?.map({ Int($0) })
    else { throw ExecutionError("needs inputs of one shape and dimensions of it") }
    let kept = shape.indices.filter { !dimensions.contains($0) }
    guard outputs.allSatisfy({ $0.shape == kept.map { shape[$0] } }) else {
      throw ExecutionError("has outputs that do not fit its inputs")
    }
    if shape.contains(0) { return outputs }
    let maps =
      inputs.map { _ in AffineMap.identity(shape.count) }
      + outputs.map { _ in AffineMap.projecting(shape.count, to: kept) }
    var body = try RegionBody(body(of: op, in: module), self, in: module)
    for index in outputs.indices {
      body.widenAccumulation(result: index, accumulator: inputs.count + index)
    }
    var nest = LoopNest(loops: shape, inputs: [], outputs: [])
    for (input, map) in zip(inputs, maps) {
      nest.inputs.append(
        LoopNest.Input(tensor: input, access: try LoopAccess(map, shape: shape, loops: shape)))
    }
    for (output, map) in zip(outputs, maps[inputs.count...]) {
      nest.outputs.append(
        LoopNest.Output(
          tensor: output, access: try LoopAccess(map, shape: output.shape, loops: shape)))
    }
    return try run(nest, body, in: module)
  }

  // MARK: Movement

  func moveLinalg(
    _ kind: LinalgOp, _ op: OpID, _ input: Tensor, _ output: Tensor, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    switch kind {
    case .transpose:
      return try Movement.transpose(
        input, try integers("permutation", of: op, count: input.rank, in: module))
    case .broadcast:
      guard let added = module.integers("dimensions", of: op)?.map({ Int($0) }) else {
        throw ExecutionError("needs dimensions")
      }
      return try Movement.broadcast(
        input, to: output.shape, dimensions: output.shape.indices.filter { !added.contains($0) })
    default:
      var value = input
      if input.elementType != output.elementType {
        guard let operation = LaneOperation.convert(from: input.elementType, to: output.elementType)
        else { throw ExecutionError("has an input that does not convert to its output's type") }
        value = try Elementwise.run(operation, [input], shape: input.shape, output.elementType)
      }
      return kind == .fill ? try spread(value, output.shape) : value
    }
  }

  // MARK: Contractions

  private func contractNamed(
    _ kind: LinalgOp, _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor],
    in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard inputs.count == 2, outputs.count == 1 else {
      throw ExecutionError("needs two inputs and an output")
    }
    let maps =
      module.attribute("indexing_maps", of: op).flatMap { module.affineMaps($0) }
      ?? Self.maps(of: kind)
    let shapes = [inputs[0].shape, inputs[1].shape, outputs[0].shape]
    guard maps.count == 3 else { throw ExecutionError("needs three indexing maps") }
    let loops = try Self.loops(of: maps, shapes)
    if loops.contains(0) { return outputs[0] }
    guard let contraction = Contraction(maps, loops: loops, shapes) else {
      throw ExecutionError("has indexing maps that are not those of a contraction")
    }
    var result = outputs[0]
    contraction.run(inputs[0], inputs[1], addingTo: &result, isPlain: !usesBlockedProducts)
    return result
  }

  /// The indexing maps of a named contraction.
  private static func maps(of kind: LinalgOp) -> [AffineMap] {
    func maps(_ count: Int, _ a: [Int], _ b: [Int], _ c: [Int]) -> [AffineMap] {
      [a, b, c].map { AffineMap.projecting(count, to: $0) }
    }
    switch kind {
    case .matmul: return maps(3, [0, 2], [2, 1], [0, 1])
    case .batchMatmul: return maps(4, [0, 1, 3], [0, 3, 2], [0, 1, 2])
    case .matvec: return maps(2, [0, 1], [1], [0])
    case .vecmat: return maps(2, [1], [1, 0], [0])
    case .dot: return maps(1, [0], [0], [])
    case .batchMatvec: return maps(3, [0, 1, 2], [0, 2], [0, 1])
    case .batchVecmat: return maps(3, [0, 2], [0, 2, 1], [0, 1])
    default: return []
    }
  }
}

extension Contraction {
  /// The contraction that the maps of the left operand, the right one and the result describe, or nil
  /// where a map is not a projection or a loop has no role.
  init?(_ maps: [AffineMap], loops: [Int], _ shapes: [[Int]]) {
    var strides: [[Int]] = []
    for (map, shape) in zip(maps, shapes) {
      guard map.isProjectedPermutation, let dimensions = map.resultDimensions else { return nil }
      var own = [Int](repeating: 0, count: loops.count)
      let tensorStrides = Tensor.strides(of: shape)
      for (position, loop) in dimensions.enumerated() { own[loop] = tensorStrides[position] }
      strides.append(own)
    }
    let used = maps.map { map in Set(map.resultDimensions ?? []) }
    var roles: [[Int]] = [[], [], [], []]
    for loop in loops.indices {
      switch (used[0].contains(loop), used[1].contains(loop), used[2].contains(loop)) {
      case (true, true, true): roles[0].append(loop)
      case (true, false, true): roles[1].append(loop)
      case (false, true, true): roles[2].append(loop)
      case (true, true, false): roles[3].append(loop)
      case (_, _, _): return nil
      }
    }
    func offsets(_ role: Int, _ operand: Int) -> [Int64] {
      Contraction.offsets(
        sizes: roles[role].map { loops[$0] }, strides: roles[role].map { strides[operand][$0] })
    }
    let (a, b, r) = (offsets(0, 0), offsets(0, 1), offsets(0, 2))
    batches = a.indices.map { (Int(a[$0]), Int(b[$0]), Int(r[$0])) }
    rows = Array(zip(offsets(1, 0), offsets(1, 2)))
    columns = Array(zip(offsets(2, 1), offsets(2, 2)))
    depths = Array(zip(offsets(3, 0), offsets(3, 1)))
  }
}

extension LaneProgram {
  /// Whether the program adds the product of its first two arguments to the third and does nothing
  /// else but widen them exactly.
  var isSumOfProducts: Bool {
    guard arguments.count == 3, results.count == 1 else { return false }
    var source = [Int: Int]()
    for (index, argument) in arguments.enumerated() { source[argument.column] = index }
    var product: Int?
    for (position, instruction) in instructions.enumerated() {
      let isLast = position == instructions.count - 1
      let (a, b) = (source[instruction.a], source[instruction.b])
      switch instruction.operation {
      case .real(.identity, let format):
        guard let a, a < 2, case .float(let own) = arguments[a].elementType,
          format == own || format.bitWidth > own.bitWidth
        else { return false }
        source[instruction.result] = a
      case .integerToInteger(let from, let to, let reading):
        let readsOwn =
          reading == .own || (reading == .signed) == !from.isZeroExtended
        guard let a, a < 2, readsOwn, to.bitWidth >= from.bitWidth else { return false }
        source[instruction.result] = a
      case .realBinary(.multiply, _), .integerBinary(.multiply, _, _):
        guard product == nil, Set([a, b]) == [0, 1] else { return false }
        product = instruction.result
      case .realBinary(.add, _), .integerBinary(.add, _, _):
        guard isLast, let product, results[0].column == instruction.result,
          results[0].elementType == arguments[2].elementType
        else { return false }
        return (instruction.a == product && b == 2) || (instruction.b == product && a == 2)
      default: return false
      }
    }
    return false
  }
}
