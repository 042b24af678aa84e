import Machine

extension GemminiSimulator {
  /// `mvin`, `mvin2`, `mvin3`.
  mutating func moveIn(
    _ instruction: GemminiInstruction, _ config: GemminiConfigureLoad?, channel: Int
  ) throws(GemminiSimulationError) {
    guard let config else { throw failure("no config_ld set channel \(channel)") }
    let address = instruction.rs1
    let operand = GemminiOperand(word: instruction.rs2)
    let local = operand.address
    let (rows, columns) = (Int(operand.rows), Int(operand.columns))
    let dimension = store.dimension
    let isAccumulator = local.isAccumulator
    let isWide = isAccumulator && !config.isShrunk
    let bytes = isWide ? configuration.accumulatorBytes : configuration.inputBytes
    let rowBytes = columns * bytes
    let blocks = (columns + dimension - 1) / dimension
    let blockStride = Int(config.blockStride)
    guard rows > 0, columns > 0 else { return }
    let extent = (blocks - 1) * blockStride + rows
    try checkLocalRange(local, row: local.row, rows: extent)

    let isZero = address == 0
    let stride = isZero ? 0 : config.stride
    let mover = RowMover(
      isFloat: configuration.input.isFloat, isAccumulator: isAccumulator, isWide: isWide,
      accumulates: local.accumulates, scale: isZero ? 1 : config.scale, columns: columns,
      blockStride: blockStride)
    let pixels = max(1, Int(config.pixelRepeats))
    if pixels > 1 {
      guard pixels * columns <= dimension else {
        throw failure("\(pixels) pixels of \(columns) columns do not fit a row of \(dimension)")
      }
    }

    let (span, overflow) = stride.multipliedReportingOverflow(by: UInt64(rows - 1))
    let extentBytes = span.addingReportingOverflow(UInt64(rowBytes))
    var source: UnsafeRawPointer?
    if isZero {
      source = UnsafeRawPointer(store.zeros)
    } else if !overflow, !extentBytes.overflow, let count = Int(exactly: extentBytes.partialValue) {
      source = dram.bytes(address, count: count).map { UnsafeRawPointer($0) }
    }
    for row in 0..<rows {
      let rowSource: UnsafeRawPointer
      if let source {
        rowSource = source + row * Int(truncatingIfNeeded: stride)
      } else {
        let rowAddress = address &+ UInt64(row) &* stride
        if let missing = dram.copy(from: rowAddress, count: rowBytes, to: store.row) {
          throw failure("DRAM address \(hexadecimal(missing)) is not mapped")
        }
        rowSource = UnsafeRawPointer(store.row)
      }
      for pixel in 0..<pixels where pixel <= local.row + row {
        mover.move(rowSource, to: local.row + row - pixel, column: pixel * columns, store)
      }
    }

    activity.loads += 1
    if !isZero { activity.dramReadBytes += rowBytes * (stride == 0 ? 1 : rows) }
    let elementBytes = isAccumulator ? configuration.accumulatorBytes : configuration.inputBytes
    let writtenBytes = rows * columns * pixels * elementBytes
    if isAccumulator {
      activity.accumulatorWrittenBytes += writtenBytes
      if local.accumulates { activity.accumulatorReadBytes += writtenBytes }
      activity.useAccumulator(row: local.row, count: extent)
    } else {
      activity.scratchpadWrittenBytes += writtenBytes
      activity.useScratchpad(row: local.row, count: extent)
    }
    timing.load(
      GemminiTiming.Transfer(
        address: address, rows: rows, requestRows: stride == 0 && !isZero ? 1 : rows,
        rowBytes: rowBytes, blocks: blocks,
        local: timing.rows(of: local, row: local.row, count: extent)),
      isZero: isZero, isScaled: config.scale != 1)
  }

  /// `mvout`.
  mutating func moveOut(_ instruction: GemminiInstruction) throws(GemminiSimulationError) {
    guard let config = storeConfiguration else { throw failure("no config_st set how to store") }
    let address = instruction.rs1
    let operand = GemminiOperand(word: instruction.rs2)
    let local = operand.address
    guard !local.isAccumulator || local.normalizationCommand == 0 else {
      throw failure("normalization command \(local.normalizationCommand) is not supported")
    }
    if let pooling = config.pooling {
      try moveOutPooled(address, operand, pooling, config)
      return
    }
    let (rows, columns) = (Int(operand.rows), Int(operand.columns))
    guard rows > 0, columns > 0 else { return }
    let dimension = store.dimension
    let isFullWidth = local.isAccumulator && local.readsFullWidth
    let bytes = isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
    let rowBytes = columns * bytes
    let blocks = (columns + dimension - 1) / dimension
    let first = local.moveOutRow
    let extent = (blocks - 1) * dimension + rows
    try checkLocalRange(local, row: first, rows: extent)

    let stride = UInt64(config.stride)
    let target = dram.bytes(address, count: (rows - 1) * Int(config.stride) + rowBytes)
    for row in 0..<rows {
      let rowTarget = target.map { $0 + row * Int(config.stride) } ?? store.row
      var column = 0
      while column < columns {
        let localRow = first + column / dimension * dimension + row
        let count = min(dimension, columns - column)
        readOut(
          localRow, isAccumulator: local.isAccumulator, isFullWidth: isFullWidth, count: count,
          config, to: rowTarget + column * bytes)
        column += dimension
      }
      if target == nil {
        let rowAddress = address &+ UInt64(row) &* stride
        if let missing = dram.copy(
          from: UnsafeRawPointer(store.row), count: rowBytes, to: rowAddress)
        {
          throw failure("DRAM address \(hexadecimal(missing)) is not mapped")
        }
      }
    }
    countStore(
      local, writtenBytes: rows * rowBytes, readRows: rows * blocks)
    timing.store(
      GemminiTiming.Transfer(
        address: address, rows: rows, requestRows: rows, rowBytes: rowBytes, blocks: blocks,
        local: timing.rows(of: local, row: first, count: extent)),
      rowsRead: rows * blocks)
  }

  /// An mvout that writes the maximum of each window.
  private mutating func moveOutPooled(
    _ address: UInt64, _ operand: GemminiOperand, _ pooling: GemminiPooling,
    _ config: GemminiConfigureStore
  ) throws(GemminiSimulationError) {
    let local = operand.address
    let channels = Int(operand.columns)
    guard channels > 0 else { return }
    guard channels <= store.dimension else {
      throw failure("pooling takes at most \(store.dimension) columns, not \(channels)")
    }
    let first = local.moveOutRow
    let bytes = configuration.inputBytes
    let (imageRows, imageColumns) = (Int(pooling.rows), Int(pooling.columns))
    let window = Int(pooling.size)
    let capacity = local.isAccumulator ? store.accumulatorRows : store.scratchpadRows
    var rowsRead = 0
    for row in 0..<Int(pooling.pooledRows) {
      for column in 0..<Int(pooling.pooledColumns) {
        var maximum = PooledRow(isFloat: configuration.input.isFloat, count: channels, store)
        for windowRow in 0..<window {
          for windowColumn in 0..<window {
            let imageRow =
              row * Int(pooling.stride) + windowRow - Int(pooling.upperPadding)
            let imageColumn =
              column * Int(pooling.stride) + windowColumn - Int(pooling.leftPadding)
            guard imageRow >= 0, imageColumn >= 0, imageRow < imageRows,
              imageColumn < imageColumns
            else {
              maximum.includeZeros()
              continue
            }
            let localRow = first + imageRow * imageColumns + imageColumn
            guard localRow < capacity else {
              throw failure(
                "row \(localRow) leaves the "
                  + "\(local.isAccumulator ? "accumulator" : "scratchpad") of \(capacity) rows")
            }
            readOut(
              localRow, isAccumulator: local.isAccumulator, isFullWidth: false, count: channels,
              config, to: store.row)
            maximum.include(store.row)
            rowsRead += 1
          }
        }
        let pixel = row * Int(pooling.outputColumnsInDRAM) + column
        let target = address &+ UInt64(pixel) &* UInt64(config.stride)
        if let missing = dram.copy(from: maximum.bytes, count: channels * bytes, to: target) {
          throw failure("DRAM address \(hexadecimal(missing)) is not mapped")
        }
      }
    }
    let pixels = Int(pooling.pooledRows) * Int(pooling.pooledColumns)
    countStore(local, writtenBytes: pixels * channels * bytes, readRows: rowsRead)
    timing.store(
      GemminiTiming.Transfer(
        address: address, rows: pixels, requestRows: pixels, rowBytes: channels * bytes,
        blocks: 1,
        local: timing.pooledRows(of: local, row: first, count: imageRows * imageColumns)),
      rowsRead: rowsRead)
  }

  private mutating func countStore(
    _ local: GemminiLocalAddress, writtenBytes: Int, readRows: Int
  ) {
    activity.stores += 1
    activity.dramWrittenBytes += writtenBytes
    if local.isAccumulator {
      activity.accumulatorReadBytes += readRows * configuration.accumulatorRowBytes
    } else {
      activity.scratchpadReadBytes += readRows * configuration.scratchpadRowBytes
    }
  }

  /// Reads `count` elements of a local row as a store sends them to DRAM.
  private func readOut(
    _ row: Int, isAccumulator: Bool, isFullWidth: Bool, count: Int,
    _ config: GemminiConfigureStore, to target: UnsafeMutableRawPointer
  ) {
    guard isAccumulator else {
      target.copyMemory(
        from: store.scratchpadRow(row), byteCount: count * configuration.inputBytes)
      return
    }
    guard !isFullWidth else {
      target.copyMemory(from: store.integerRow(row), byteCount: count * 4)
      return
    }
    let isRectified = config.activation == .relu
    let scale = config.scale
    if configuration.input.isFloat {
      let source = store.floatRow(row)
      for index in 0..<count {
        let value = source[index] * scale
        target.storeBytes(
          of: (isRectified ? GemminiArithmetic.rectified(value) : value).bitPattern,
          toByteOffset: index * 4, as: UInt32.self)
      }
    } else {
      let source = store.integerRow(row)
      let bytes = target.assumingMemoryBound(to: Int8.self)
      let least: Int32 = isRectified ? 0 : -128
      for index in 0..<count {
        let value = GemminiArithmetic.requantized(Float(source[index]) * scale)
        bytes[index] = Int8(truncatingIfNeeded: max(value, least))
      }
    }
  }

  func checkLocalRange(
    _ address: GemminiLocalAddress, row: Int, rows: Int
  ) throws(GemminiSimulationError) {
    let isAccumulator = address.isAccumulator
    let capacity = isAccumulator ? store.accumulatorRows : store.scratchpadRows
    guard row + rows > capacity else { return }
    throw failure(
      "rows \(row) to \(row + rows - 1) leave the \(isAccumulator ? "accumulator" : "scratchpad")"
        + " of \(capacity) rows")
  }
}

/// Moves one row of a load from DRAM bytes into local memory.
private struct RowMover {
  var isFloat: Bool
  var isAccumulator: Bool
  /// Whether DRAM holds elements of the accumulator's type.
  var isWide: Bool
  var accumulates: Bool
  var scale: Float
  var columns: Int
  var blockStride: Int

  /// Moves the row at `source` to local row `row`, from column `column` on; each further block of
  /// DIM columns goes `blockStride` rows further.
  func move(
    _ source: UnsafeRawPointer, to row: Int, column: Int, _ store: borrowing GemminiLocalStore
  ) {
    let dimension = store.dimension
    let bytes = isFloat || isWide ? 4 : 1
    var done = 0
    var target = row
    while done < columns {
      let count = min(dimension, columns - done)
      let elements = source + done * bytes
      if isFloat {
        let destination =
          isAccumulator
          ? store.floatRow(target)
          : store.scratchpadRow(target).assumingMemoryBound(to: Float.self)
        moveFloats(elements, destination + column, count)
      } else if isAccumulator {
        moveIntegers(elements, store.integerRow(target) + column, count)
      } else {
        moveBytes(
          elements, store.scratchpadRow(target).assumingMemoryBound(to: Int8.self) + column, count)
      }
      done += dimension
      target += blockStride
    }
  }

  private func moveFloats(
    _ source: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let adds = isAccumulator && accumulates
    for index in 0..<count {
      let bits = source.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
      let value = Float(bitPattern: bits) * scale
      target[index] = adds ? target[index] + value : value
    }
  }

  private func moveIntegers(
    _ source: UnsafeRawPointer, _ target: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    for index in 0..<count {
      let value: Int32
      if isWide {
        value = source.loadUnaligned(fromByteOffset: index * 4, as: Int32.self)
      } else {
        let byte = source.load(fromByteOffset: index, as: Int8.self)
        value = scale == 1 ? Int32(byte) : GemminiArithmetic.requantized(Float(byte) * scale)
      }
      target[index] = accumulates ? target[index] &+ value : value
    }
  }

  private func moveBytes(
    _ source: UnsafeRawPointer, _ target: UnsafeMutablePointer<Int8>, _ count: Int
  ) {
    if scale == 1 {
      UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count)
      return
    }
    for index in 0..<count {
      let byte = source.load(fromByteOffset: index, as: Int8.self)
      target[index] = Int8(
        truncatingIfNeeded: GemminiArithmetic.requantized(Float(byte) * scale))
    }
  }
}

/// The running maximum of one pixel's channels.
private struct PooledRow {
  private let isFloat: Bool
  private let count: Int
  private let elements: UnsafeMutablePointer<Float>
  private let integers: UnsafeMutablePointer<Int8>

  /// Starts with the smallest value of the element type, in a buffer that pooling has to itself.
  init(isFloat: Bool, count: Int, _ store: borrowing GemminiLocalStore) {
    self.isFloat = isFloat
    self.count = count
    elements = store.results
    integers = UnsafeMutableRawPointer(store.results).assumingMemoryBound(to: Int8.self)
    if isFloat {
      elements.update(repeating: -Float.greatestFiniteMagnitude, count: count)
    } else {
      integers.update(repeating: -128, count: count)
    }
  }

  var bytes: UnsafeRawPointer { UnsafeRawPointer(elements) }

  /// Takes a tap outside the image into account, which counts as zero.
  mutating func includeZeros() {
    for index in 0..<count {
      if isFloat {
        if elements[index] < 0 { elements[index] = 0 }
      } else {
        if integers[index] < 0 { integers[index] = 0 }
      }
    }
  }

  /// Takes the row of elements at `row` into account.
  mutating func include(_ row: UnsafeMutableRawPointer) {
    for index in 0..<count {
      if isFloat {
        let value = row.load(fromByteOffset: index * 4, as: Float.self)
        if value > elements[index] { elements[index] = value }
      } else {
        let value = row.load(fromByteOffset: index, as: Int8.self)
        if value > integers[index] { integers[index] = value }
      }
    }
  }
}
