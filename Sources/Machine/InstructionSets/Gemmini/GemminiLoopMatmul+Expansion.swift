extension GemminiLoopMatmul {
  /// The reason why the loop does not fit the machine, or nil if it does.
  ///
  /// Each operand has half of its memory, so that a second loop can use the other half.
  public func violation(
    of run: GemminiLoopMatmulRun, on configuration: GemminiConfiguration
  ) -> String? {
    let (i, j, k) = (Int(blocksI), Int(blocksJ), Int(blocksK))
    let dimension = configuration.dimension
    guard i > 0, j > 0, k > 0 else {
      return "loop_ws needs at least one block along I, J and K, but has \(i), \(j), \(k)"
    }
    guard paddingI < dimension, paddingJ < dimension, paddingK < dimension else {
      return "loop_ws pads I, J, K by \(paddingI), \(paddingJ), \(paddingK); "
        + "a block has \(dimension) rows and columns"
    }
    let scratchpadRows = (i * k + k * j) * dimension
    guard scratchpadRows <= configuration.scratchpadRows / 2 else {
      return "loop_ws needs \(scratchpadRows) scratchpad rows for A and B; "
        + "half of the scratchpad has \(configuration.scratchpadRows / 2)"
    }
    let accumulatorRows = i * j * dimension
    guard accumulatorRows <= configuration.accumulatorRows / 2 else {
      return "loop_ws needs \(accumulatorRows) accumulator rows for C; "
        + "half of the accumulator has \(configuration.accumulatorRows / 2)"
    }
    guard !(run.transposesA && run.transposesB) else {
      return "loop_ws cannot transpose both A and B"
    }
    guard run.hardwareOnlyBits == 0 else {
      return "loop_ws uses second-operand bits that the functional model does not have"
    }
    return nil
  }

  /// Calls `body` with the single instructions that `run` stands for, in the functional model's
  /// order.
  ///
  /// The order is: D; then, with the reduction outermost and I innermost, A's and B's blocks just
  /// before their first use, preload and compute; C's blocks after their last compute.
  public func expand<Failure: Error>(
    _ run: GemminiLoopMatmulRun, on configuration: GemminiConfiguration,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    if run.isResidualAdd {
      try expandResidualAdd(run, on: configuration, body)
    } else {
      try expandMatmul(run, on: configuration, body)
    }
  }

  /// The extent of block `index` of `count`, whose last misses `padding`.
  private func extent(_ index: Int, of count: UInt16, padding: UInt16, _ dimension: Int) -> Int {
    dimension - (index == Int(count) - 1 ? Int(padding) : 0)
  }

  /// The DRAM address of block (`row`, `column`) of a matrix.
  private func blockAddress(
    _ base: UInt64, stride: UInt64, row: Int, column: Int, dimension: Int, bytes: Int
  ) -> UInt64 {
    base &+ (UInt64(row) &* stride &+ UInt64(column)) &* UInt64(dimension * bytes)
  }

  private func expandResidualAdd<Failure: Error>(
    _ run: GemminiLoopMatmulRun, on configuration: GemminiConfiguration,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let inputBytes = configuration.inputBytes
    let outputBytes = run.storesFullWidth ? configuration.accumulatorBytes : inputBytes
    for i in 0..<Int(blocksI) {
      for j in 0..<Int(blocksJ) {
        let row = (i * Int(blocksJ) + j) * dimension
        let rows = extent(i, of: blocksI, padding: paddingI, dimension)
        let columns = extent(j, of: blocksJ, padding: paddingJ, dimension)
        func block(accumulate: Bool, fullWidth: Bool = false) -> GemminiOperand {
          GemminiOperand(
            .accumulator(row: row, accumulate: accumulate, fullWidth: fullWidth), rows: rows,
            columns: columns)
        }
        func address(_ base: UInt64, _ stride: UInt64, _ bytes: Int) -> UInt64 {
          blockAddress(
            base, stride: stride, row: i, column: j, dimension: dimension, bytes: bytes)
        }
        try body(
          GemminiMoveIn(
            channel: 0, dramAddress: address(addressA, strideA, inputBytes),
            destination: block(accumulate: false)
          ).instruction)
        try body(
          GemminiMoveIn(
            channel: 1, dramAddress: address(addressB, strideB, inputBytes),
            destination: block(accumulate: true)
          ).instruction)
        if addressC != 0 {
          try body(
            GemminiMoveOut(
              dramAddress: address(addressC, strideC, outputBytes),
              source: block(accumulate: true, fullWidth: run.storesFullWidth)
            ).instruction)
        }
      }
    }
  }

  private func expandMatmul<Failure: Error>(
    _ run: GemminiLoopMatmulRun, on configuration: GemminiConfiguration,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let (blocksI, blocksJ, blocksK) = (Int(self.blocksI), Int(self.blocksJ), Int(self.blocksK))
    let dimension = configuration.dimension
    let half = configuration.scratchpadRows / 2
    let inputBytes = configuration.inputBytes
    let startA = run.scratchpadA == 2 ? half : 0
    let startB = (run.scratchpadB == 2 ? 2 * half : half) - blocksK * blocksJ * dimension

    func rows(_ i: Int) -> Int { extent(i, of: self.blocksI, padding: paddingI, dimension) }
    func columns(_ j: Int) -> Int { extent(j, of: self.blocksJ, padding: paddingJ, dimension) }
    func depth(_ k: Int) -> Int { extent(k, of: self.blocksK, padding: paddingK, dimension) }
    func load(
      channel: UInt8, _ base: UInt64, stride: UInt64, row: Int, column: Int, bytes: Int,
      to destination: GemminiOperand
    ) -> GemminiInstruction {
      let address = blockAddress(
        base, stride: stride, row: row, column: column, dimension: dimension, bytes: bytes)
      return GemminiMoveIn(channel: channel, dramAddress: address, destination: destination)
        .instruction
    }

    if addressD != 0 {
      let bytes = run.hasNarrowD ? inputBytes : configuration.accumulatorBytes
      for i in 0..<blocksI {
        for j in 0..<blocksJ {
          let address = GemminiLocalAddress.accumulator(row: (i * blocksJ + j) * dimension)
          try body(
            load(
              channel: 2, addressD, stride: strideD, row: i, column: j, bytes: bytes,
              to: GemminiOperand(address, rows: rows(i), columns: columns(j))))
        }
      }
    }

    for k in 0..<blocksK {
      for j in 0..<blocksJ {
        for i in 0..<blocksI {
          let blockA = run.transposesA ? k * blocksI + i : i * blocksK + k
          let blockB = run.transposesB ? j * blocksK + k : k * blocksJ + j
          let localA = GemminiLocalAddress.scratchpad(row: startA + blockA * dimension)
          let localB = GemminiLocalAddress.scratchpad(row: startB + blockB * dimension)
          let rowC = (i * blocksJ + j) * dimension

          if j == 0 && addressA != 0 {
            let (row, column) = run.transposesA ? (k, i) : (i, k)
            let (height, width) =
              run.transposesA ? (depth(k), rows(i)) : (rows(i), depth(k))
            try body(
              load(
                channel: 0, addressA, stride: strideA, row: row, column: column,
                bytes: inputBytes, to: GemminiOperand(localA, rows: height, columns: width)))
          }
          if i == 0 && addressB != 0 {
            let (row, column) = run.transposesB ? (j, k) : (k, j)
            let (height, width) =
              run.transposesB ? (columns(j), depth(k)) : (depth(k), columns(j))
            try body(
              load(
                channel: 1, addressB, stride: strideB, row: row, column: column,
                bytes: inputBytes, to: GemminiOperand(localB, rows: height, columns: width)))
          }

          let accumulates = run.accumulates || k > 0
          try body(
            GemminiPreload(
              stationary: GemminiOperand(
                i == 0 ? localB : .garbage, rows: depth(k), columns: columns(j)),
              destination: GemminiOperand(
                .accumulator(
                  row: rowC, accumulate: accumulates, fullWidth: run.storesFullWidth),
                rows: rows(i), columns: columns(j))
            ).instruction)
          try body(
            GemminiCompute(
              usesPreloaded: i == 0,
              a: GemminiOperand(localA, rows: rows(i), columns: depth(k)),
              bd: GemminiOperand(.garbage, rows: dimension, columns: dimension)
            ).instruction)

          if addressC != 0 && k == blocksK - 1 {
            let bytes = run.storesFullWidth ? configuration.accumulatorBytes : inputBytes
            let address = blockAddress(
              addressC, stride: strideC, row: i, column: j, dimension: dimension, bytes: bytes)
            try body(
              GemminiMoveOut(
                dramAddress: address,
                source: GemminiOperand(
                  .accumulator(row: rowC, accumulate: true, fullWidth: run.storesFullWidth),
                  rows: rows(i), columns: columns(j))
              ).instruction)
          }
        }
      }
    }
  }
}
