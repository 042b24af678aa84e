import FuseIR

extension Interpreter {
  mutating func execute(
    _ kind: StablehloOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    if !expressesQuantizedTypes, isQuantized(op, in: module),
      !movesValues(kind, op, in: module)
    {
      return try executeQuantized(kind, op, operands, in: module)
    }
    switch kind {
    case .abs, .add, .and, .atan2, .cbrt, .ceil, .clamp, .compare, .complex, .convert, .cosine,
      .countLeadingZeros, .divide, .exponential, .exponentialMinusOne, .floor, .imag, .isFinite,
      .log, .logPlusOne, .logistic, .maximum, .minimum, .multiply, .negate, .not, .or, .popcnt,
      .power, .real, .reducePrecision, .remainder, .roundNearestAfz, .roundNearestEven, .rsqrt,
      .select, .shiftLeft, .shiftRightArithmetic, .shiftRightLogical, .sign, .sine, .sqrt,
      .subtract, .tan, .tanh, .xor:
      return [try elementwise(op, operands, in: module)]
    case .constant: return [try constant(op, in: module)]
    case .optimizationBarrier: return operands

    case .bitcastConvert, .broadcast, .broadcastInDim, .concatenate, .dynamicBroadcastInDim,
      .dynamicIota, .dynamicPad, .dynamicReshape, .dynamicSlice, .dynamicUpdateSlice,
      .getDimensionSize, .iota, .pad, .realDynamicSlice, .reshape, .reverse, .setDimensionSize,
      .slice,
      .transpose:
      return [try move(kind, op, &operands, in: module)]

    case .convolution, .dot, .dotGeneral, .dynamicConv, .einsum, .unaryEinsum:
      return [try contract(kind, op, operands, in: module)]
    case .fft: return [try fourierTransform(op, operands, in: module)]
    case .cholesky: return [try cholesky(op, operands, in: module)]
    case .triangularSolve: return [try triangularSolve(op, operands, in: module)]
    case .rngBitGenerator: return try randomBits(op, operands, in: module)
    case .tuple: return [try makeTuple(operands)]
    case .getTupleElement: return [try tupleElement(op, operands, in: module)]
    case .afterAll, .createToken: return [try Self.token()]
    case .torchIndexSelect: return [try torchIndexSelect(op, operands, in: module)]
    case .uniformDequantize, .uniformQuantize:
      throw ExecutionError(
        "has a type that the reference interpreter does not know", isUnsupported: true)
    case .map: return try map(op, operands, in: module)
    case .reduce: return try reduce(op, operands, in: module)
    case .reduceWindow: return try reduceWindow(op, operands, in: module)
    case .selectAndScatter: return [try selectAndScatter(op, operands, in: module)]
    case .gather, .dynamicGather: return [try gather(op, operands, in: module)]
    case .scatter: return try scatter(op, operands, in: module)
    case .sort: return try sort(op, operands, in: module)
    case .batchNormGrad, .batchNormInference, .batchNormTraining:
      return try normalize(kind, op, operands, in: module)

    case .case, .if, .while, .composite, .customCall:
      return try control(kind, op, &operands, in: module)
    case .return: throw ExecutionError("ends a region, and stands elsewhere")

    case .allGather, .allReduce, .allToAll, .collectiveBroadcast, .collectivePermute,
      .crossReplicaSum, .partitionId, .recv, .reduceScatter, .replicaId, .send:
      throw ExecutionError(
        "talks to other devices, and the reference interpreter is one device", isUnsupported: true)
    case .infeed, .outfeed:
      throw ExecutionError(
        "talks to a host program, and the reference interpreter has none", isUnsupported: true)
    case .rng:
      throw ExecutionError(
        "draws numbers from a hidden state, which the reference interpreter lacks; "
          + "rng_bit_generator has its state in a value", isUnsupported: true)
    }
  }

  // MARK: Control

  private mutating func control(
    _ kind: StablehloOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .while: return try loop(op, &operands, in: module)
    case .if:
      let isTrue = operands.first?.integer(at: 0) != 0
      return try branch(isTrue ? 0 : 1, of: op, in: module)
    case .case:
      let count = module.regionCount(of: op)
      let index = operands.first?.integer(at: 0) ?? 0
      return try branch(
        index >= 0 && index < count ? Int(index) : count - 1, of: op, in: module)
    case .composite:
      guard let function = function("decomposition", of: op, in: module) else {
        throw ExecutionError("names a decomposition that does not exist")
      }
      return try call(function, &operands, in: module)
    default: return try customCall(op, operands, in: module)
    }
  }

  private mutating func branch(
    _ index: Int, of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var arguments: [Tensor] = []
    return try runBlocks(from: body(index, of: op, in: module), &arguments, in: module)
  }

  private mutating func loop(
    _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let condition = try body(0, of: op, in: module)
    let step = try body(1, of: op, in: module)
    var carried = operands
    operands = []
    while true {
      var arguments = carried
      let answer = try runBlocks(from: condition, &arguments, in: module)
      guard let holds = answer.first?.integer(at: 0) else {
        throw ExecutionError("has a condition that yields no boolean")
      }
      if holds == 0 { return carried }
      arguments = carried
      carried = []
      carried = try runBlocks(from: step, &arguments, in: module)
    }
  }

  private func customCall(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let name = module.string("call_target_name", of: op) ?? ""
    if let results = try check(calledBy: name, operands) { return results }
    let identities = [
      "Sharding", "SPMDFullToShardShape", "SPMDShardToFullShape", "LayoutConstraint",
      "annotate_device_placement",
    ]
    guard identities.contains(name), operands.count == module.resultCount(of: op) else {
      throw ExecutionError(
        "calls '\(name)', which the reference interpreter does not know", isUnsupported: true)
    }
    return operands
  }
}

extension Contraction {
  /// The contraction of a `dot_general`, or nil where the numbers do not fit the shapes.
  init?(_ numbers: DotDimensionNumbers, _ left: Tensor, _ right: Tensor, _ result: Tensor) {
    let leftUsed = numbers.lhsBatching + numbers.lhsContracting
    let rightUsed = numbers.rhsBatching + numbers.rhsContracting
    guard numbers.lhsBatching.count == numbers.rhsBatching.count,
      numbers.lhsContracting.count == numbers.rhsContracting.count,
      leftUsed.allSatisfy({ (0..<left.rank).contains($0) }),
      rightUsed.allSatisfy({ (0..<right.rank).contains($0) }),
      Set(leftUsed).count == leftUsed.count, Set(rightUsed).count == rightUsed.count
    else { return nil }
    let leftFree = (0..<left.rank).filter { !leftUsed.contains($0) }
    let rightFree = (0..<right.rank).filter { !rightUsed.contains($0) }
    let batchSizes = numbers.lhsBatching.map { left.shape[$0] }
    let depthSizes = numbers.lhsContracting.map { left.shape[$0] }
    let rowSizes = leftFree.map { left.shape[$0] }
    let columnSizes = rightFree.map { right.shape[$0] }
    guard batchSizes == numbers.rhsBatching.map({ right.shape[$0] }),
      depthSizes == numbers.rhsContracting.map({ right.shape[$0] }),
      result.shape == batchSizes + rowSizes + columnSizes
    else { return nil }
    let (a, b, r) = (left.strides, right.strides, result.strides)
    let batchCount = batchSizes.count
    let rowEnd = batchCount + rowSizes.count
    let leftBatches = Contraction.offsets(
      sizes: batchSizes, strides: numbers.lhsBatching.map { a[$0] })
    let rightBatches = Contraction.offsets(
      sizes: batchSizes, strides: numbers.rhsBatching.map { b[$0] })
    let resultBatches = Contraction.offsets(sizes: batchSizes, strides: Array(r[..<batchCount]))
    batches = leftBatches.indices.map {
      (Int(leftBatches[$0]), Int(rightBatches[$0]), Int(resultBatches[$0]))
    }
    rows = Contraction.pairs(
      sizes: rowSizes, leftFree.map { a[$0] }, Array(r[batchCount..<rowEnd]))
    columns = Contraction.pairs(
      sizes: columnSizes, rightFree.map { b[$0] }, Array(r[rowEnd...]))
    depths = Contraction.pairs(
      sizes: depthSizes, numbers.lhsContracting.map { a[$0] },
      numbers.rhsContracting.map { b[$0] })
  }
}
