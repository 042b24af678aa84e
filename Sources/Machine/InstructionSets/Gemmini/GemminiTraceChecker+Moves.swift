extension GemminiTraceChecker {
  mutating func checkMoveIn(
    _ instruction: GemminiInstruction, _ load: LoadState, channel: Int
  ) {
    isIdle = false
    guard load.isSet else {
      report(.configurationState, "no config_ld set channel \(channel)")
      return
    }
    let address = instruction.rs1
    let operand = GemminiOperand(word: instruction.rs2)
    let local = operand.address
    let (rows, columns) = (Int(operand.rows), Int(operand.columns))
    let dimension = configuration.dimension
    let isWide = local.isAccumulator && !load.isShrunk
    let bytes = isWide ? configuration.accumulatorBytes : configuration.inputBytes
    let mostColumns = max(dimension, configuration.maximumRequestBytes / bytes)
    guard rows > 0, columns > 0 else {
      report(.moveInShape, "\(rows)x\(columns) elements are no bytes")
      return
    }
    if rows > dimension {
      report(.moveInShape, "\(rows) rows are more than \(dimension)")
    }
    if columns > mostColumns {
      report(
        .moveInShape,
        "\(columns) columns of \(bytes) bytes are more than \(mostColumns * bytes) bytes")
    }
    if load.blockStride < rows {
      report(
        .moveInShape, "\(rows) rows overlap in blocks \(load.blockStride) rows apart")
    }
    if load.pixels > 1 && load.pixels * columns > dimension {
      report(
        .moveInShape,
        "\(load.pixels) pixels of \(columns) columns do not fit a row of \(dimension)")
    }
    if !local.isAccumulator && local.rawValue >> 29 != 0 {
      report(.encoding, "\(local) marks the scratchpad as accumulator data")
    }
    let blocks = (columns + dimension - 1) / dimension
    checkLocalRange(
      local, row: local.row, rows: (blocks - 1) * load.blockStride + rows)
    guard address != 0 else { return }
    checkDRAMRange(address, rows: rows, stride: load.stride, bytes: columns * bytes)
    checkLoadOrder(address, rows: rows, stride: load.stride, bytes: columns * bytes)
  }

  mutating func checkLoadOrder(
    _ address: UInt64, rows: Int, stride: UInt64, bytes: Int
  ) {
    let end = address &+ UInt64(rows - 1) &* stride &+ UInt64(bytes)
    guard stores.mayOverlap(address, end) else { return }
    for row in 0..<rows {
      let start = address &+ UInt64(row) &* stride
      if let byte = stores.firstStored(from: start, count: bytes) {
        report(
          .storeOrder,
          "byte 0x\(String(byte, radix: 16)) was stored before without a fence in between")
        return
      }
    }
  }

  mutating func checkMoveOut(_ instruction: GemminiInstruction) {
    isIdle = false
    guard let store else {
      report(.configurationState, "no config_st set how to store")
      return
    }
    let operand = GemminiOperand(word: instruction.rs2)
    let local = operand.address
    let (rows, columns) = (Int(operand.rows), Int(operand.columns))
    let dimension = configuration.dimension
    let isFullWidth = local.isAccumulator && local.readsFullWidth
    let bytes = isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
    guard columns > 0, rows > 0 || store.pooling != nil else {
      report(.moveOutShape, "\(rows)x\(columns) elements are no bytes")
      return
    }
    if rows > dimension {
      report(.moveOutShape, "\(rows) rows are more than \(dimension)")
    }
    if columns > dimension && (isFullWidth || store.pooling != nil) {
      report(
        .moveOutShape,
        "\(columns) columns are more than one block of \(dimension), which neither full width "
          + "nor pooling allows")
    }
    let mostColumns = configuration.maximumMoveOutColumns
    if columns > mostColumns {
      report(.moveOutShape, "\(columns) columns are more than \(mostColumns)")
    }
    if local.isAccumulator && local.normalizationCommand != 0 {
      report(.encoding, "normalization command \(local.normalizationCommand) is not supported")
    }
    guard instruction.rs1 != 0 else {
      report(.dramAddress, "a store to address 0 goes nowhere")
      return
    }
    if let pooling = store.pooling {
      checkPooledMoveOut(instruction.rs1, operand, pooling, stride: UInt64(store.stride))
      return
    }
    let blocks = (columns + dimension - 1) / dimension
    checkLocalRange(local, row: local.moveOutRow, rows: (blocks - 1) * dimension + rows)
    checkStoredRange(
      instruction.rs1, rows: rows, stride: UInt64(store.stride), bytes: columns * bytes)
  }

  mutating func checkPooledMoveOut(
    _ address: UInt64, _ operand: GemminiOperand, _ pooling: GemminiPooling, stride: UInt64
  ) {
    let local = operand.address
    let rows = Int(pooling.rows) * Int(pooling.columns)
    checkLocalRange(local, row: local.moveOutRow, rows: rows)
    if local.isAccumulator {
      let bankRows = configuration.accumulatorBankRows
      let end = local.moveOutRow % bankRows + rows
      if end > bankRows {
        report(
          .localRange,
          "a pooled store of \(rows) rows leaves the accumulator bank, "
            + "to whose end alone it is tracked")
      }
    }
    let bytes = Int(operand.columns) * configuration.inputBytes
    for row in 0..<UInt64(pooling.pooledRows) {
      checkStoredRange(
        address &+ row &* UInt64(pooling.outputColumnsInDRAM) &* stride,
        rows: Int(pooling.pooledColumns), stride: stride, bytes: bytes)
    }
  }

  mutating func checkStoredRange(
    _ address: UInt64, rows: Int, stride: UInt64, bytes: Int
  ) {
    guard checkDRAMRange(address, rows: rows, stride: stride, bytes: bytes) else { return }
    if stride == UInt64(bytes) {
      stores.insert(address, count: rows * bytes)
      return
    }
    for row in 0..<rows {
      stores.insert(address &+ UInt64(row) &* stride, count: bytes)
    }
  }

  @discardableResult
  mutating func checkDRAMRange(
    _ address: UInt64, rows: Int, stride: UInt64, bytes: Int
  ) -> Bool {
    let (distance, overflow) = UInt64(max(0, rows - 1)).multipliedReportingOverflow(by: stride)
    let (last, lastOverflow) = address.addingReportingOverflow(distance)
    let (_, endOverflow) = last.addingReportingOverflow(UInt64(bytes))
    guard !overflow, !lastOverflow, !endOverflow else {
      report(
        .dramAddress, "\(rows) rows \(stride) bytes apart run past the end of the address space")
      return false
    }
    return true
  }

  mutating func checkLocalRange(_ address: GemminiLocalAddress, row: Int, rows: Int) {
    let isAccumulator = address.isAccumulator
    let capacity =
      isAccumulator ? configuration.accumulatorRows : configuration.scratchpadRows
    guard row + rows > capacity else { return }
    report(
      .localRange,
      "rows \(row) to \(row + rows - 1) leave the \(isAccumulator ? "accumulator" : "scratchpad")"
        + " of \(capacity) rows")
  }
}
