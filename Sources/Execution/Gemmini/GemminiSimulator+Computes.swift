import Machine

extension GemminiSimulator {
  /// `preload`: remembers where the next compute's operand and result are.
  mutating func preload(_ instruction: GemminiInstruction) throws(GemminiSimulationError) {
    guard let execute else { throw failure("no config_ex set how to compute") }
    let command = GemminiPreload(
      stationary: GemminiOperand(word: instruction.rs1),
      destination: GemminiOperand(word: instruction.rs2))
    preload = command
    timing.preload(command, execute)
  }

  /// `compute_preloaded`, `compute_accumulated`.
  mutating func compute(
    _ instruction: GemminiInstruction, usesPreloaded: Bool
  ) throws(GemminiSimulationError) {
    guard let execute else { throw failure("no config_ex set how to compute") }
    guard let preload else { throw failure("no preload came before this compute") }
    let a = GemminiOperand(word: instruction.rs1)
    let bd = GemminiOperand(word: instruction.rs2)
    let destination = preload.destination
    let discards = destination.address.isGarbage
    guard discards || Int(destination.rows) <= store.dimension,
      discards || Int(destination.columns) <= store.dimension
    else {
      throw failure(
        "a result of \(destination.rows)x\(destination.columns) elements exceeds the array's "
          + "\(store.dimension)x\(store.dimension)")
    }
    if usesPreloaded {
      try loadArray(preload.stationary, execute)
      heldDataflow = execute.dataflow
    } else if heldDataflow != execute.dataflow {
      throw failure("the array holds no operand for this dataflow")
    }
    try stream(a, transposed: execute.transposesA, stride: Int(execute.strideA), execute)

    switch execute.dataflow {
    case .weightStationary:
      try seedResults(bd, execute)
      let rows = discards ? 0 : Int(destination.rows)
      GemminiArrayKernel.run(
        store, a: store.streamed, w: store.weights, results: store.results, rows: rows,
        multiplyAdd: configuration.multiplyAdd)
    case .outputStationary:
      try load(
        bd, into: store.streamedWeights, transposed: execute.transposesB, execute, name: "B")
      accumulateState()
    }
    if !discards { try writeResults(destination, execute) }
    count(a, bd, destination, usesPreloaded: usesPreloaded, preload, execute)
    timing.compute(a: a, bd: bd, usesPreloaded: usesPreloaded, destination: destination, execute)
  }

  // MARK: Operands

  /// Takes the preloaded operand into the array: weights or initial sums.
  private mutating func loadArray(
    _ operand: GemminiOperand, _ execute: GemminiConfigureExecute
  ) throws(GemminiSimulationError) {
    guard operand.address.isGarbage || operand.address.rawValue >> 29 == 0 else {
      throw failure("the preloaded operand must lie in the scratchpad, not at \(operand.address)")
    }
    switch execute.dataflow {
    case .weightStationary:
      try load(
        operand, into: store.weights, transposed: execute.transposesB, execute, name: "B")
    case .outputStationary:
      try load(operand, into: store.floatState, transposed: false, execute, name: "D")
      guard !configuration.input.isFloat else { return }
      for index in 0..<(store.dimension * store.lanes) {
        store.integerState[index] = GemminiArithmetic.rounded(store.floatState[index])
      }
    }
  }

  /// Fills `matrix` with A as it streams; outside its extents A is zero.
  private mutating func stream(
    _ operand: GemminiOperand, transposed: Bool, stride: Int, _ execute: GemminiConfigureExecute
  ) throws(GemminiSimulationError) {
    let dimension = store.dimension
    let rows = min(Int(operand.rows), dimension)
    let columns = min(Int(operand.columns), dimension)
    let address = operand.address
    let matrix = store.streamed
    if address.isGarbage || rows == 0 || columns == 0 {
      matrix.update(repeating: 0, count: dimension * store.lanes)
      return
    }
    let localRows = transposed ? columns : rows
    try checkOperand(address, extent: (localRows - 1) * stride + 1, name: "A")
    if address.isAccumulator { hardwareOnlyCount += 1 }
    fill(
      matrix, address: address, rows: rows, columns: columns, transposed: transposed,
      stride: stride, execute)
  }

  /// Fills `matrix` with the `rows` × `columns` elements of `operand`; outside them it is zero.
  private mutating func load(
    _ operand: GemminiOperand, into matrix: UnsafeMutablePointer<Float>, transposed: Bool,
    _ execute: GemminiConfigureExecute, name: String
  ) throws(GemminiSimulationError) {
    let dimension = store.dimension
    let rows = min(Int(operand.rows), dimension)
    let columns = min(Int(operand.columns), dimension)
    let address = operand.address
    if address.isGarbage || rows == 0 || columns == 0 {
      matrix.update(repeating: 0, count: dimension * store.lanes)
      return
    }
    try checkOperand(address, extent: transposed ? columns : rows, name: name)
    if address.isAccumulator { hardwareOnlyCount += 1 }
    fill(
      matrix, address: address, rows: rows, columns: columns, transposed: transposed, stride: 1,
      execute)
  }

  private func checkOperand(
    _ address: GemminiLocalAddress, extent: Int, name: String
  ) throws(GemminiSimulationError) {
    guard address.isAccumulator || address.rawValue >> 29 == 0 else {
      throw failure("\(name) at \(hexadecimal(UInt64(address.rawValue))) is no local address")
    }
    try checkLocalRange(address, row: address.row, rows: extent)
  }

  /// Copies elements of local rows to `matrix`, as floating-point numbers, and zeros around them.
  private func fill(
    _ matrix: UnsafeMutablePointer<Float>, address: GemminiLocalAddress, rows: Int, columns: Int,
    transposed: Bool, stride: Int, _ execute: GemminiConfigureExecute
  ) {
    let lanes = store.lanes
    let dimension = store.dimension
    let (localRows, localColumns) = transposed ? (columns, rows) : (rows, columns)
    for localRow in 0..<localRows {
      let row = address.row + localRow * stride
      if !transposed {
        let target = matrix + localRow * lanes
        readElements(row, address, localColumns, execute, to: target)
        for column in localColumns..<lanes { target[column] = 0 }
        continue
      }
      let target = store.row.assumingMemoryBound(to: Float.self)
      readElements(row, address, localColumns, execute, to: target)
      for column in 0..<localColumns { matrix[column * lanes + localRow] = target[column] }
      for column in localColumns..<dimension { matrix[column * lanes + localRow] = 0 }
    }
    if !transposed {
      (matrix + localRows * lanes).update(repeating: 0, count: (dimension - localRows) * lanes)
      return
    }
    for row in 0..<dimension {
      for column in localRows..<lanes { matrix[row * lanes + column] = 0 }
    }
  }

  /// Reads `count` elements of a local row as the array takes them.
  ///
  /// Elements of the accumulator are activated, scaled and brought to the input's type, in
  /// hardware's order.
  private func readElements(
    _ row: Int, _ address: GemminiLocalAddress, _ count: Int, _ execute: GemminiConfigureExecute,
    to target: UnsafeMutablePointer<Float>
  ) {
    let isFloat = configuration.input.isFloat
    guard address.isAccumulator else {
      let source = store.scratchpadRow(row)
      if isFloat {
        target.update(from: source.assumingMemoryBound(to: Float.self), count: count)
      } else {
        let bytes = source.assumingMemoryBound(to: Int8.self)
        for index in 0..<count { target[index] = Float(bytes[index]) }
      }
      return
    }
    let isRectified = execute.activation == .relu
    let scale = execute.accumulatorScale
    if isFloat {
      let source = store.floatRow(row)
      for index in 0..<count {
        let value = source[index]
        target[index] = (isRectified ? GemminiArithmetic.rectified(value) : value) * scale
      }
    } else {
      let source = store.integerRow(row)
      for index in 0..<count {
        let value = isRectified ? max(0, source[index]) : source[index]
        target[index] = Float(GemminiArithmetic.requantized(Float(value) * scale))
      }
    }
  }

  // MARK: Results

  /// Starts the results with D.
  private mutating func seedResults(
    _ operand: GemminiOperand, _ execute: GemminiConfigureExecute
  ) throws(GemminiSimulationError) {
    try load(operand, into: store.results, transposed: false, execute, name: "D")
  }

  /// Adds A · B to the sums in the array.
  private mutating func accumulateState() {
    let dimension = store.dimension
    guard !configuration.input.isFloat else {
      GemminiArrayKernel.run(
        store, a: store.streamed, w: store.streamedWeights, results: store.floatState,
        rows: dimension, multiplyAdd: configuration.multiplyAdd)
      return
    }
    let count = dimension * store.lanes
    store.results.update(repeating: 0, count: count)
    GemminiArrayKernel.run(
      store, a: store.streamed, w: store.streamedWeights, results: store.results,
      rows: dimension, multiplyAdd: .separate)
    for index in 0..<count {
      store.integerState[index] &+= GemminiArithmetic.rounded(store.results[index])
    }
  }

  private mutating func writeResults(
    _ destination: GemminiOperand, _ execute: GemminiConfigureExecute
  ) throws(GemminiSimulationError) {
    let rows = Int(destination.rows)
    let columns = Int(destination.columns)
    guard rows > 0, columns > 0 else { return }
    let stride = Int(execute.strideC)
    let address = destination.address
    let extent = (rows - 1) * stride + 1
    try checkLocalRange(address, row: address.row, rows: extent)
    let isFloat = configuration.input.isFloat
    let isStationary = execute.dataflow == .outputStationary
    for row in 0..<rows {
      let local = address.row + row * stride
      if isFloat {
        let source = (isStationary ? store.floatState : store.results) + row * store.lanes
        writeFloats(source, columns, to: local, address, execute)
      } else if isStationary {
        writeIntegers(store.integerState + row * store.lanes, columns, to: local, address, execute)
      } else {
        writeSums(store.results + row * store.lanes, columns, to: local, address, execute)
      }
    }
    if address.isAccumulator {
      activity.useAccumulator(row: address.row, count: extent)
    } else {
      activity.useScratchpad(row: address.row, count: extent)
    }
  }

  private func writeFloats(
    _ source: UnsafeMutablePointer<Float>, _ columns: Int, to row: Int,
    _ address: GemminiLocalAddress, _ execute: GemminiConfigureExecute
  ) {
    guard address.isAccumulator else {
      let target = store.scratchpadRow(row).assumingMemoryBound(to: Float.self)
      let isRectified = execute.activation == .relu
      let divisor =
        execute.dataflow == .outputStationary ? Float(UInt32(1) << execute.shift) : 1
      for column in 0..<columns {
        let value = source[column] / divisor
        target[column] = isRectified ? GemminiArithmetic.rectified(value) : value
      }
      return
    }
    let target = store.floatRow(row)
    if address.accumulates {
      for column in 0..<columns { target[column] += source[column] }
    } else {
      target.update(from: source, count: columns)
    }
  }

  /// Writes exact integer sums that the kernel left as floating-point numbers.
  private func writeSums(
    _ source: UnsafeMutablePointer<Float>, _ columns: Int, to row: Int,
    _ address: GemminiLocalAddress, _ execute: GemminiConfigureExecute
  ) {
    guard address.isAccumulator else {
      let target = store.scratchpadRow(row).assumingMemoryBound(to: Int8.self)
      let least: Int8 = execute.activation == .relu ? 0 : -128
      for column in 0..<columns {
        let sum = GemminiArithmetic.rounded(source[column])
        target[column] = max(least, GemminiArithmetic.saturated(sum))
      }
      return
    }
    let target = store.integerRow(row)
    if address.accumulates {
      for column in 0..<columns {
        target[column] &+= GemminiArithmetic.rounded(source[column])
      }
    } else {
      for column in 0..<columns { target[column] = GemminiArithmetic.rounded(source[column]) }
    }
  }

  private func writeIntegers(
    _ source: UnsafeMutablePointer<Int32>, _ columns: Int, to row: Int,
    _ address: GemminiLocalAddress, _ execute: GemminiConfigureExecute
  ) {
    guard address.isAccumulator else {
      let target = store.scratchpadRow(row).assumingMemoryBound(to: Int8.self)
      let least: Int8 = execute.activation == .relu ? 0 : -128
      let shift = Int32(truncatingIfNeeded: execute.shift)
      for column in 0..<columns {
        let shifted = GemminiArithmetic.roundingShift(source[column], by: shift)
        target[column] = max(least, GemminiArithmetic.saturated(shifted))
      }
      return
    }
    let target = store.integerRow(row)
    for column in 0..<columns {
      target[column] =
        address.accumulates ? target[column] &+ source[column] : source[column]
    }
  }

  // MARK: Counts

  private mutating func count(
    _ a: GemminiOperand, _ bd: GemminiOperand, _ destination: GemminiOperand,
    usesPreloaded: Bool, _ preload: GemminiPreload, _ execute: GemminiConfigureExecute
  ) {
    let dimension = store.dimension
    func extent(_ value: UInt16) -> Int { min(Int(value), dimension) }
    activity.computes += 1
    if a.rows < 4 { activity.paddedComputes += 1 }
    let isWeightStationary = execute.dataflow == .weightStationary
    let columns = extent(isWeightStationary ? preload.stationary.columns : bd.columns)
    if !a.address.isGarbage {
      activity.multiplyAdds += extent(a.rows) * extent(a.columns) * columns
      countRead(a.address, rows: extent(execute.transposesA ? a.columns : a.rows))
    }
    if !bd.address.isGarbage {
      let isTransposed = !isWeightStationary && execute.transposesB
      countRead(bd.address, rows: extent(isTransposed ? bd.columns : bd.rows))
    }
    if usesPreloaded && !preload.stationary.address.isGarbage {
      let isTransposed = isWeightStationary && execute.transposesB
      countRead(
        preload.stationary.address,
        rows: extent(isTransposed ? preload.stationary.columns : preload.stationary.rows))
    }
    guard !destination.address.isGarbage else { return }
    if destination.address.isAccumulator {
      let bytes = Int(destination.rows) * configuration.accumulatorRowBytes
      activity.accumulatorWrittenBytes += bytes
      if destination.address.accumulates { activity.accumulatorReadBytes += bytes }
    } else {
      activity.scratchpadWrittenBytes += Int(destination.rows) * configuration.scratchpadRowBytes
    }
  }

  private mutating func countRead(_ address: GemminiLocalAddress, rows: Int) {
    if address.isAccumulator {
      activity.accumulatorReadBytes += rows * configuration.accumulatorRowBytes
    } else {
      activity.scratchpadReadBytes += rows * configuration.scratchpadRowBytes
    }
  }
}
