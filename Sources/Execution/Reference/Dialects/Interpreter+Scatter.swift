import FuseIR

extension Interpreter {
  /// `stablehlo.gather`: slices of the operand at computed places, which are moved inside of it.
  func gather(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count >= 2, let numbers = GatherDimensionNumbers(of: op, in: module) else {
      throw ExecutionError("has malformed dimension numbers")
    }
    let (operand, starts) = (operands[0], operands[1])
    // `dynamic_gather` has its slice sizes in a third operand.
    let sizes =
      try operands.count == 3
      ? Self.shape(operands[2]) : integers("slice_sizes", of: op, count: operand.rank, in: module)
    let places = try IndexedPlaces(
      indices: starts, vectorDimension: numbers.indexVectorDimension, map: numbers.startIndexMap,
      batching: Array(
        zip(numbers.operandBatchingDimensions, numbers.startIndicesBatchingDimensions)),
      operandShape: operand.shape)
    let windowed = operand.shape.indices.filter {
      !numbers.collapsedSliceDimensions.contains($0)
        && !numbers.operandBatchingDimensions.contains($0)
    }
    let rank = windowed.count + places.shape.count
    guard sizes.count == operand.rank, windowed.count == numbers.offsetDimensions.count,
      Set(numbers.offsetDimensions).count == windowed.count,
      numbers.offsetDimensions.allSatisfy({ (0..<rank).contains($0) }),
      zip(sizes, operand.shape).allSatisfy({ $0 >= 0 && $0 <= $1 })
    else { throw ExecutionError("has slice sizes that do not fit its operand and result") }
    let batchDimensions = (0..<rank).filter { !numbers.offsetDimensions.contains($0) }
    var shape = [Int](repeating: 0, count: rank)
    for (dimension, size) in zip(batchDimensions, places.shape) { shape[dimension] = size }
    for (dimension, source) in zip(numbers.offsetDimensions, windowed) {
      shape[dimension] = sizes[source]
    }
    let resultStrides = Tensor.strides(of: shape)
    let operandStrides = operand.strides
    let copy = StridedCopy(
      sizes: windowed.map { sizes[$0] }, sourceStrides: windowed.map { operandStrides[$0] },
      targetStrides: numbers.offsetDimensions.map { resultStrides[$0] })
    let width = operand.elementType.storageByteWidth
    let limits = zip(operand.shape, sizes).map { $0 - $1 }
    return try Tensor.make(shape, operand.elementType) { target in
      operand.withBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        var batch = [Int](repeating: 0, count: places.shape.count)
        for _ in 0..<places.count {
          let start = places.start(at: batch)
          var from = 0
          for (dimension, value) in start.enumerated() {
            from += min(max(value, 0), limits[dimension]) * operandStrides[dimension]
          }
          var to = 0
          for (position, dimension) in batchDimensions.enumerated() {
            to += batch[position] * resultStrides[dimension]
          }
          copy.run(from: source, at: from, to: target, at: to, width: width)
          batch.advance(within: places.shape)
        }
      }
    }
  }

  /// `stablehlo.torch_index_select`: slices of the operand along `dim` at the indices; the first
  /// `batch_dims` dimensions of both go together.
  func torchIndexSelect(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count == 2, let indices = operands[1].integers() else {
      throw ExecutionError("needs an operand and indices")
    }
    let (source, places) = (operands[0], operands[1])
    let batches = try integer("batch_dims", of: op, in: 0..<places.rank + 1, in: module)
    let dimension = try integer("dim", of: op, in: batches..<max(source.rank, batches), in: module)
    guard source.shape.prefix(batches) == places.shape.prefix(batches) else {
      throw ExecutionError("has batch dimensions of different sizes")
    }
    let size = source.shape[dimension]
    guard indices.allSatisfy({ (0..<Int64(size)).contains($0) }) else {
      throw ExecutionError("has an index outside of dimension \(dimension) of size \(size)")
    }
    let shape =
      source.shape[..<dimension] + places.shape[batches...] + source.shape[(dimension + 1)...]
    let inner = source.shape[(dimension + 1)...].reduce(1, *)
    let middle = source.shape[batches..<dimension].reduce(1, *)
    let perBatch = places.shape[batches...].reduce(1, *)
    let width = inner * source.elementType.storageByteWidth
    return try Tensor.make(Array(shape), source.elementType) { target in
      source.withBytes { bytes in
        guard let from = bytes.baseAddress else { return }
        var next = target
        for batch in 0..<(perBatch == 0 ? 0 : indices.count / perBatch) {
          for outer in 0..<middle {
            for index in indices[batch * perBatch..<(batch + 1) * perBatch] {
              let row = (batch * middle + outer) * size + Int(index)
              next.copyMemory(from: from + row * width, byteCount: width)
              next += width
            }
          }
        }
      }
    }
  }

  /// `stablehlo.scatter`: combines updates with elements of the operands at computed places; updates
  /// that fall outside are dropped.
  mutating func scatter(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let count = operands.count / 2
    guard count > 0, operands.count == 2 * count + 1,
      let numbers = ScatterDimensionNumbers(of: op, in: module)
    else { throw ExecutionError("has malformed dimension numbers") }
    var results = Array(operands[..<count])
    let updates = Array(operands[(count + 1)...])
    let shape = results[0].shape
    let updateShape = updates[0].shape
    let places = try IndexedPlaces(
      indices: operands[count], vectorDimension: numbers.indexVectorDimension,
      map: numbers.scatterDimensionsToOperandDimensions,
      batching: Array(
        zip(numbers.inputBatchingDimensions, numbers.scatterIndicesBatchingDimensions)),
      operandShape: shape)
    let windowed = shape.indices.filter {
      !numbers.insertedWindowDimensions.contains($0)
        && !numbers.inputBatchingDimensions.contains($0)
    }
    let scatterDimensions = updateShape.indices.filter {
      !numbers.updateWindowDimensions.contains($0)
    }
    guard windowed.count == numbers.updateWindowDimensions.count,
      numbers.updateWindowDimensions.allSatisfy({ updateShape.indices.contains($0) }),
      scatterDimensions.map({ updateShape[$0] }) == places.shape,
      results.allSatisfy({ $0.shape == shape }), updates.allSatisfy({ $0.shape == updateShape })
    else { throw ExecutionError("has updates that do not fit its operands and indices") }
    if updates[0].count == 0 { return results }
    let body = try RegionBody(body(of: op, in: module), self, in: module)
    guard body.program.arguments.count == 2 * count, body.program.results.count == count else {
      throw ExecutionError("has a body that does not fit its operands")
    }
    let windowSizes = numbers.updateWindowDimensions.map { updateShape[$0] }
    let updateStrides = Tensor.strides(of: updateShape)
    let window = ScatterWindow(
      sizes: windowSizes, dimensions: windowed, shape: shape,
      updateOffsets: Contraction.offsets(
        sizes: windowSizes, strides: numbers.updateWindowDimensions.map { updateStrides[$0] }))
    let frame = body.program.makeFrame(
      capacity: max(min(Elementwise.chunk, window.updateOffsets.count), 1))
    var batch = [Int](repeating: 0, count: places.shape.count)
    for _ in 0..<places.count {
      let start = places.start(at: batch)
      var updateBase = 0
      for (position, dimension) in scatterDimensions.enumerated() {
        updateBase += batch[position] * updateStrides[dimension]
      }
      try apply(
        body, frame, window, start: start, updateBase: updateBase, updates, &results, in: module)
      batch.advance(within: places.shape)
    }
    return results
  }

  /// Combines one window of updates with the elements it falls on, which are all different.
  private mutating func apply(
    _ body: RegionBody, _ frame: LaneFrame, _ window: ScatterWindow, start: [Int], updateBase: Int,
    _ updates: [Tensor], _ results: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) {
    var targets: [Int64] = []
    var sources: [Int64] = []
    window.collect(start: start, updateBase: updateBase, &targets, &sources)
    var first = 0
    while first < targets.count {
      let lanes = min(frame.capacity, targets.count - first)
      for index in results.indices {
        load(results[index], body.program.arguments[index], targets, first, frame, lanes)
        load(
          updates[index], body.program.arguments[results.count + index], sources, first, frame,
          lanes)
      }
      try apply(body, frame, count: lanes, in: module)
      for index in results.indices {
        let register = body.program.results[index]
        results[index].withMutableBytes { bytes in
          targets.withUnsafeBufferPointer { offsets in
            guard let base = bytes.baseAddress, let offset = offsets.baseAddress else { return }
            register.scatter(base, offset + first, base: 0, frame, count: lanes)
          }
        }
      }
      first += lanes
    }
  }

  private func load(
    _ tensor: Tensor, _ register: LaneRegister, _ offsets: [Int64], _ first: Int,
    _ frame: LaneFrame, _ lanes: Int
  ) {
    tensor.withBytes { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        guard let base = bytes.baseAddress, let offset = offsets.baseAddress else { return }
        register.gather(base, offset + first, base: 0, frame, count: lanes)
      }
    }
  }
}

/// The window of a scatter: which elements it covers from a start on.
struct ScatterWindow {
  private let sizes: [Int]
  private let dimensions: [Int]
  private let shape: [Int]
  private let strides: [Int]
  /// The offset of each element of a window in the updates.
  let updateOffsets: [Int64]
  private let targetOffsets: [Int64]

  init(sizes: [Int], dimensions: [Int], shape: [Int], updateOffsets: [Int64]) {
    self.sizes = sizes
    self.dimensions = dimensions
    self.shape = shape
    self.updateOffsets = updateOffsets
    let strides = Tensor.strides(of: shape)
    self.strides = strides
    targetOffsets = Contraction.offsets(sizes: sizes, strides: dimensions.map { strides[$0] })
  }

  /// The offsets of the elements inside the operand, and of their updates.
  func collect(
    start: [Int], updateBase: Int, _ targets: inout [Int64], _ sources: inout [Int64]
  ) {
    var base = 0
    var reach = start
    for (position, dimension) in dimensions.enumerated() { reach[dimension] += sizes[position] - 1 }
    let isInside = start.indices.allSatisfy { start[$0] >= 0 && reach[$0] < shape[$0] }
    if isInside {
      for (dimension, value) in start.enumerated() { base += value * strides[dimension] }
      targets = targetOffsets.map { $0 + Int64(base) }
      sources = updateOffsets.map { $0 + Int64(updateBase) }
      return
    }
    // A window that only touches the operand: element by element.
    var place = [Int](repeating: 0, count: sizes.count)
    for element in updateOffsets.indices {
      var index = start
      for (position, dimension) in dimensions.enumerated() { index[dimension] += place[position] }
      if index.indices.allSatisfy({ index[$0] >= 0 && index[$0] < shape[$0] }) {
        targets.append(Int64(zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }))
        sources.append(updateOffsets[element] + Int64(updateBase))
      }
      place.advance(within: sizes)
    }
  }
}

/// The start indices of a gather or scatter: for each batch position, where in the operand it points.
struct IndexedPlaces {
  /// The sizes of the batch dimensions.
  let shape: [Int]
  /// The number of batch positions.
  let count: Int
  private let values: [Int64]
  private let batchStrides: [Int]
  private let vectorStride: Int
  private let map: [Int]
  private let batching: [(operand: Int, position: Int)]
  private let rank: Int

  /// - Parameters:
  ///   - map: the operand dimension of each component of an index.
  ///   - batching: pairs of an operand dimension and the index dimension that it runs along with.
  init(
    indices: Tensor, vectorDimension: Int, map: [Int], batching: [(Int, Int)], operandShape: [Int]
  ) throws(ExecutionError) {
    guard let values = indices.integers() else {
      throw ExecutionError("has indices that are not integers")
    }
    let isImplicit = vectorDimension == indices.rank
    let components =
      isImplicit
      ? 1
      : indices.shape.indices.contains(vectorDimension)
        ? indices.shape[vectorDimension] : -1
    guard components == map.count, map.allSatisfy({ operandShape.indices.contains($0) }),
      batching.allSatisfy({
        operandShape.indices.contains($0.0) && indices.shape.indices.contains($0.1)
          && $0.1 != vectorDimension
      })
    else { throw ExecutionError("has indices that do not fit its dimension numbers") }
    let kind = indices.elementType.integerKind
    // A natural number beyond 2^63 is as far outside as one can be.
    self.values =
      kind?.isZeroExtended == true ? values.map { $0 < 0 ? Int64.max >> 1 : $0 } : values
    let batchDimensions = indices.shape.indices.filter { $0 != vectorDimension }
    let strides = indices.strides
    shape = batchDimensions.map { indices.shape[$0] }
    count = Tensor.elementCount(of: shape) ?? 0
    batchStrides = batchDimensions.map { strides[$0] }
    vectorStride = isImplicit ? 0 : strides[vectorDimension]
    self.map = map
    self.batching = batching.map { pair in
      (pair.0, pair.1 > vectorDimension ? pair.1 - 1 : pair.1)
    }
    rank = operandShape.count
  }

  /// The operand index that a batch position points at; not checked against the operand's sizes, but
  /// small enough to add a size to.
  func start(at batch: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: rank)
    var offset = 0
    for (position, index) in batch.enumerated() { offset += index * batchStrides[position] }
    for (component, dimension) in map.enumerated() {
      let value = values[offset + component * vectorStride]
      result[dimension] = Int(min(max(value, -(1 << 62)), 1 << 62))
    }
    for pair in batching { result[pair.operand] += batch[pair.position] }
    return result
  }
}
