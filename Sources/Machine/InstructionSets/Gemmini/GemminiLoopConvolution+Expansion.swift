/// Which halves of the accumulator the convolution loop unit uses next.
///
/// A run that loads a bias moves on to the other half for the next bias, a run that stores an
/// output moves on for the next result, so that one tile can be stored while the next is computed.
public struct GemminiConvolutionHalves: Equatable, Sendable {
  /// Whether the next bias goes to the second half.
  public var biasUsesSecondHalf = false
  /// Whether the next result goes to the second half.
  public var resultUsesSecondHalf = false

  /// The state after reset: both in the first half.
  public init() {}
}

/// The extents of one run of the convolution loop unit in local memory.
struct GemminiConvolutionGeometry {
  /// Rows and columns of the tile's input without its zero padding.
  let unpaddedRows: Int
  let unpaddedColumns: Int
  /// Rows and columns of zeros around it, and the rows and columns of both together.
  let upperPadding: Int
  let lowerPadding: Int
  let leftPadding: Int
  let rightPadding: Int
  let rows: Int
  let columns: Int
  /// The image in the scratchpad, where a downsampled input has half its rows and columns.
  let localRows: Int
  let localColumns: Int
  /// Local rows of the input, the weights and the output.
  let inputRows: Int
  let weightRows: Int
  let outputRows: Int
  /// Local rows between blocks of DIM channels of the input and the weights.
  let inputBlockStride: Int
  let weightBlockStride: Int
  let outputBlockStride: Int

  init(_ loop: GemminiLoopConvolution, _ run: GemminiLoopConvolutionRun, dimension: Int) {
    let dilation = run.hasDilatedInput ? 1 : 0
    let sampling = run.downsamples ? 1 : 0
    func undilated(_ extent: Int) -> Int { (extent + dilation) >> dilation }
    func blocks(_ extent: UInt16) -> Int { (Int(extent) + dimension - 1) / dimension }
    func dilatedKernel(_ taps: UInt16) -> Int {
      Int(taps) + (Int(loop.kernelDilation) - 1) * (Int(taps) - 1)
    }

    let tileRows =
      Int(loop.tileRows) * Int(loop.windowStride) + dilatedKernel(loop.tileKernelRows) - 1
    let tileColumns =
      Int(loop.tileColumns) * Int(loop.windowStride) + dilatedKernel(loop.tileKernelColumns) - 1
    let dataRows = tileRows - Int(loop.upperPadding) - Int(loop.lowerPadding)
    let dataColumns = tileColumns - Int(loop.leftPadding) - Int(loop.rightPadding)
    unpaddedRows = undilated(dataRows)
    unpaddedColumns = undilated(dataColumns)
    upperPadding = undilated(Int(loop.upperPadding))
    lowerPadding = undilated(Int(loop.lowerPadding))
    leftPadding = undilated(Int(loop.leftPadding))
    rightPadding = undilated(Int(loop.rightPadding))
    rows = run.hasDilatedInput ? unpaddedRows + upperPadding + lowerPadding : tileRows
    columns = run.hasDilatedInput ? unpaddedColumns + leftPadding + rightPadding : tileColumns
    localRows = rows >> sampling
    localColumns = columns >> sampling

    let pixels = localRows * localColumns
    let batches = Int(loop.tileBatches)
    if run.transposesInput3120 {
      inputBlockStride = Int(loop.tileKernelChannels) * pixels
      inputRows = blocks(loop.tileBatches) * inputBlockStride
    } else {
      inputBlockStride = batches * pixels
      inputRows = blocks(loop.tileKernelChannels) * inputBlockStride
    }
    let taps = Int(loop.tileKernelRows) * Int(loop.tileKernelColumns)
    if run.transposesWeights0132 {
      weightBlockStride = taps * Int(loop.tileChannels)
      weightRows = blocks(loop.tileKernelChannels) * weightBlockStride
    } else {
      weightBlockStride = taps * Int(loop.tileKernelChannels)
      weightRows = blocks(loop.tileChannels) * weightBlockStride
    }
    outputBlockStride = batches * Int(loop.tileRows) * Int(loop.tileColumns)
    outputRows = blocks(loop.tileChannels) * outputBlockStride
  }
}

extension GemminiLoopConvolution {
  /// The reason why the loop does not fit the machine, or nil if it does.
  public func violation(
    of run: GemminiLoopConvolutionRun, on configuration: GemminiConfiguration
  ) -> String? {
    let extents: [(String, Int)] = [
      ("batches", Int(tileBatches)), ("output rows", Int(tileRows)),
      ("output columns", Int(tileColumns)), ("output channels", Int(tileChannels)),
      ("kernel rows", Int(tileKernelRows)), ("kernel columns", Int(tileKernelColumns)),
      ("input channels", Int(tileKernelChannels)), ("stride", Int(windowStride)),
      ("kernel dilation", Int(kernelDilation)),
    ]
    for (name, extent) in extents where extent == 0 {
      return "loop_conv_ws has no \(name)"
    }
    if run.hasDilatedInput && windowStride != 1 {
      return "loop_conv_ws dilates its input, which takes stride 1, not \(windowStride)"
    }
    let pixels = max(1, Int(run.maximumPixelsPerRow))
    if pixels > 1 && pixels * Int(tileKernelChannels) > configuration.dimension {
      return "loop_conv_ws packs \(pixels) pixels of \(tileKernelChannels) channels into a row of "
        + "\(configuration.dimension) elements"
    }
    let geometry = GemminiConvolutionGeometry(self, run, dimension: configuration.dimension)
    guard geometry.unpaddedRows >= 0, geometry.unpaddedColumns >= 0 else {
      return "loop_conv_ws pads more than its input's \(geometry.rows) rows and "
        + "\(geometry.columns) columns"
    }
    let scratchpadRows = geometry.inputRows + geometry.weightRows
    guard scratchpadRows <= configuration.scratchpadRows / 2 else {
      return "loop_conv_ws needs \(scratchpadRows) scratchpad rows for input and weights; "
        + "half of the scratchpad has \(configuration.scratchpadRows / 2)"
    }
    guard geometry.outputRows <= configuration.accumulatorRows / 2 else {
      return "loop_conv_ws needs \(geometry.outputRows) accumulator rows for its output; "
        + "half of the accumulator has \(configuration.accumulatorRows / 2)"
    }
    // Addresses below are products of four 16-bit registers; no real tensor comes near 2⁵⁰.
    let elements = [
      Double(max(tileBatches, tileKernelChannels)) * Double(inputRows) * Double(inputColumns)
        * Double(max(inputStride, batchSize)),
      Double(tileBatches) * Double(outputRows) * Double(outputColumns)
        * Double(max(outputStride, outputChannels)),
      Double(batchSize) * Double(tileRows) * Double(outputColumns) * Double(outputChannels),
      Double(kernelSize) * Double(kernelSize) * Double(max(inputChannels, tileKernelChannels))
        * Double(max(weightStride, max(outputChannels, inputChannels))),
    ]
    if let count = elements.max(), count > 0x1p50 {
      return "loop_conv_ws addresses a tensor of more than 2^50 elements"
    }
    return run.hasNoPool || output == 0 ? nil : poolingViolation(of: run)
  }

  private func poolingViolation(of run: GemminiLoopConvolutionRun) -> String? {
    guard (1...3).contains(poolStride), (1...3).contains(poolSize) else {
      return "loop_conv_ws pools \(poolSize)x\(poolSize) with stride \(poolStride); "
        + "both must be 1 to 3"
    }
    guard poolUpperPadding <= 3, poolLeftPadding <= 3 else {
      return "loop_conv_ws pads pooling by \(poolUpperPadding) and \(poolLeftPadding); "
        + "both must be at most 3"
    }
    let extents = [
      tileRows, tileColumns, tilePooledRows, tilePooledColumns, pooledOutputColumns,
    ]
    if let extent = extents.max(), extent > 255 {
      return "loop_conv_ws pools an image with an extent of \(extent); at most 255 is possible"
    }
    guard run.activation == .none || run.activation == .relu else {
      return "loop_conv_ws pools with an activation other than none and ReLU"
    }
    return nil
  }

  /// Calls `body` with the single instructions that `run` stands for, in the functional model's
  /// order: bias, input, weights, computes, stores.
  ///
  /// - Requires: `violation(of:on:)` is nil.
  /// - Parameters:
  ///   - halves: The accumulator halves in use, which the run moves on.
  ///   - storeScale: The factor that stores apply, as `config_st` last set it.
  public func expand<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, on configuration: GemminiConfiguration,
    halves: inout GemminiConvolutionHalves, storeScale: Float,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let geometry = GemminiConvolutionGeometry(self, run, dimension: configuration.dimension)
    let secondHalf = configuration.accumulatorRows / 2
    let biasStart = halves.biasUsesSecondHalf ? secondHalf : 0
    let resultStart = halves.resultUsesSecondHalf ? secondHalf : 0
    let half = configuration.scratchpadRows / 2
    let inputStart = run.scratchpadA == 2 ? half : 0
    let weightStart = (run.scratchpadB == 2 ? 2 * half : half) - geometry.weightRows

    if bias != 0 {
      halves.biasUsesSecondHalf.toggle()
      try expandBias(run, configuration, geometry, start: biasStart, body)
    }
    if output != 0 {
      halves.resultUsesSecondHalf.toggle()
    }
    if input != 0 {
      try expandInput(run, configuration, geometry, start: inputStart, body)
    }
    if weights != 0 {
      try expandWeights(run, configuration, geometry, start: weightStart, body)
    }
    try expandComputes(
      run, configuration, geometry, inputStart: inputStart, weightStart: weightStart,
      resultStart: resultStart, body)
    guard output != 0 else { return }
    if run.hasNoPool {
      try expandStores(run, configuration, geometry, start: resultStart, body)
    } else {
      try expandPooledStores(
        run, configuration, geometry, start: resultStart, scale: storeScale, body)
    }
  }

  private func expandBias<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, start: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let (rows, columns, channels) = (Int(tileRows), Int(tileColumns), Int(tileChannels))
    let step = min(channels, configuration.maximumMoveInColumns(.accumulator))
    try body(
      GemminiConfigureLoad(
        channel: 2, stride: 0, blockStride: UInt16(truncatingIfNeeded: geometry.outputBlockStride)
      ).instruction)
    for batch in 0..<Int(tileBatches) {
      for row in 0..<rows {
        for column in stride(from: 0, to: columns, by: dimension) {
          for channel in stride(from: 0, to: channels, by: step) {
            let local =
              start + channel / dimension * geometry.outputBlockStride
              + (batch * rows + row) * columns + column
            let address = bias &+ UInt64(channel * configuration.accumulatorBytes)
            try body(
              GemminiMoveIn(
                channel: 2, dramAddress: run.hasNoBias ? 0 : address,
                destination: GemminiOperand(
                  .accumulator(row: local), rows: min(dimension, columns - column),
                  columns: min(step, channels - channel))
              ).instruction)
          }
        }
      }
    }
  }

  private func expandInput<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, start: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let bytes = configuration.inputBytes
    let sampling = run.downsamples ? 1 : 0
    let isTransposed = run.transposesInput3120
    let (batches, channels) = (Int(tileBatches), Int(tileKernelChannels))
    let step = min(
      isTransposed ? batches : channels, configuration.maximumMoveInColumns(.scratchpad))
    let elementStride = Int(isTransposed ? batchSize : inputStride)
    try body(
      GemminiConfigureLoad(
        channel: 0, stride: UInt64(elementStride * bytes) << UInt64(sampling),
        blockStride: UInt16(truncatingIfNeeded: geometry.inputBlockStride),
        pixelRepeats: max(1, run.maximumPixelsPerRow)
      ).instruction)

    let rowEnd = geometry.unpaddedRows + geometry.lowerPadding
    let columnEnd = geometry.unpaddedColumns + geometry.rightPadding
    let pixels = geometry.localRows * geometry.localColumns
    for batch in stride(from: 0, to: batches, by: isTransposed ? step : 1) {
      for row in stride(from: -geometry.upperPadding, to: rowEnd, by: 1 << sampling) {
        var column = -geometry.leftPadding
        while column < columnEnd {
          let count: Int
          if column < 0 {
            count = min(dimension, -column)
          } else if column >= geometry.unpaddedColumns {
            count = min(dimension, columnEnd - column)
          } else {
            count = min(dimension << sampling, geometry.unpaddedColumns - column)
          }
          let isData =
            row >= 0 && row < geometry.unpaddedRows && column >= 0
            && column < geometry.unpaddedColumns
          let localPixel =
            (row + geometry.upperPadding) >> sampling * geometry.localColumns
            + (column + geometry.leftPadding) >> sampling
          for channel in stride(from: 0, to: channels, by: isTransposed ? 1 : step)
          where count >> sampling > 0 {
            let local: Int
            let element: Int
            let width: Int
            if isTransposed {
              local = batch / dimension * geometry.inputBlockStride + channel * pixels
              element =
                ((channel * Int(inputRows) + row) * Int(inputColumns) + column) * elementStride
                + batch
              width = min(step, batches - batch)
            } else {
              local = channel / dimension * geometry.inputBlockStride + batch * pixels
              element =
                ((batch * Int(inputRows) + row) * Int(inputColumns) + column) * elementStride
                + channel
              width = min(step, channels - channel)
            }
            let address = input &+ UInt64(bitPattern: Int64(element * bytes))
            try body(
              GemminiMoveIn(
                channel: 0, dramAddress: isData ? address : 0,
                destination: GemminiOperand(
                  .scratchpad(row: start + local + localPixel), rows: count >> sampling,
                  columns: width)
              ).instruction)
          }
          column += count
        }
      }
    }
  }

  private func expandWeights<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, start: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let bytes = configuration.inputBytes
    let isTransposed = run.transposesWeights0132
    let (channels, depth) = (Int(tileChannels), Int(tileKernelChannels))
    let (size, inputs, outputs) = (Int(kernelSize), Int(inputChannels), Int(outputChannels))
    let step = min(isTransposed ? depth : channels, configuration.maximumMoveInColumns(.scratchpad))
    let rowStride: Int
    if run.isDepthwise {
      rowStride = 1
    } else if run.transposesWeights1203 {
      rowStride = size * size * outputs
    } else {
      rowStride = isTransposed ? inputs : Int(weightStride)
    }
    try body(
      GemminiConfigureLoad(
        channel: 1, stride: UInt64(rowStride * bytes),
        blockStride: UInt16(truncatingIfNeeded: geometry.weightBlockStride)
      ).instruction)

    let (channelStep, depthStep) = isTransposed ? (dimension, step) : (step, dimension)
    for channel in stride(from: 0, to: channels, by: channelStep) {
      for row in 0..<Int(tileKernelRows) {
        for column in 0..<Int(tileKernelColumns) {
          for input in stride(from: 0, to: depth, by: depthStep) {
            let tap = row * Int(tileKernelColumns) + column
            let local: Int
            let extents: (rows: Int, columns: Int)
            if isTransposed {
              local = input / dimension * geometry.weightBlockStride + tap * channels + channel
              extents = (min(dimension, channels - channel), min(step, depth - input))
            } else {
              local = channel / dimension * geometry.weightBlockStride + tap * depth + input
              extents = (min(dimension, depth - input), min(step, channels - channel))
            }
            let element: Int
            if run.isDepthwise {
              element = row * size + column
            } else if run.transposesWeights1203 {
              element = ((input * size + row) * size + column) * outputs + channel
            } else if isTransposed {
              element = ((row * size + column) * outputs + channel) * inputs + input
            } else {
              element = ((row * size + column) * inputs + input) * Int(weightStride) + channel
            }
            try body(
              GemminiMoveIn(
                channel: 1, dramAddress: weights &+ UInt64(element * bytes),
                destination: GemminiOperand(
                  .scratchpad(row: start + local), rows: extents.rows, columns: extents.columns)
              ).instruction)
          }
        }
      }
    }
  }

  private func expandComputes<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, inputStart: Int, weightStart: Int, resultStart: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let isTransposed = run.transposesInput3120
    if isTransposed {
      try body(
        GemminiConfigureExecute(
          dataflow: .outputStationary, setsOnlyStrides: true,
          strideA: UInt16(truncatingIfNeeded: geometry.rows * geometry.columns),
          strideC: UInt16(truncatingIfNeeded: Int(tileRows) * Int(tileColumns)),
          accumulatorScale: 0
        ).instruction)
    }
    let pixelsPerRow = max(1, Int(run.maximumPixelsPerRow))
    for channel in stride(from: 0, to: Int(tileChannels), by: dimension) {
      for kernelRow in 0..<Int(tileKernelRows) {
        for kernelColumn in stride(from: 0, to: Int(tileKernelColumns), by: pixelsPerRow) {
          for depth in stride(from: 0, to: Int(tileKernelChannels), by: dimension) {
            try expandWeightBlock(
              run, configuration, geometry, channel: channel, kernelRow: kernelRow,
              kernelColumn: kernelColumn, depth: depth, inputStart: inputStart,
              weightStart: weightStart, resultStart: resultStart, body)
          }
        }
      }
    }
  }

  /// The computes that use one block of weights: the first preloads it, the others keep it.
  private func expandWeightBlock<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, channel: Int, kernelRow: Int, kernelColumn: Int,
    depth: Int, inputStart: Int, weightStart: Int, resultStart: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let isTransposed = run.transposesInput3120
    let dilation = run.hasDilatedInput ? 1 : 0
    let sampling = run.downsamples ? 1 : 0
    let (batches, rows, columns) = (Int(tileBatches), Int(tileRows), Int(tileColumns))
    let (kernelRows, kernelColumns) = (Int(tileKernelRows), Int(tileKernelColumns))
    let pixels = min(max(1, Int(run.maximumPixelsPerRow)), kernelColumns - kernelColumn)
    let width = min(dimension, Int(tileChannels) - channel)
    let reduction = pixels * min(dimension, Int(tileKernelChannels) - depth)

    let tapRow = run.rotatesKernel ? kernelRows - 1 - kernelRow : kernelRow
    let tapColumn = run.rotatesKernel ? kernelColumns - 1 - kernelColumn : kernelColumn
    let tap = tapRow * kernelColumns + tapColumn
    let weightRow =
      run.transposesWeights0132
      ? depth / dimension * geometry.weightBlockStride + tap * Int(tileChannels) + channel
      : channel / dimension * geometry.weightBlockStride + tap * Int(tileKernelChannels) + depth

    let imagePixels = geometry.localRows * geometry.localColumns
    var weightsAreNew = true
    for batch in stride(from: 0, to: batches, by: isTransposed ? dimension : 1) {
      for row in 0..<rows {
        let tapOffset = kernelRow * Int(kernelDilation) + row
        if run.hasDilatedInput && (tapOffset - Int(upperPadding)) & 1 != 0 { continue }
        var column = 0
        while column < columns {
          let columnOffset = kernelColumn * Int(kernelDilation) + column
          if run.hasDilatedInput && (columnOffset - Int(leftPadding)) & 1 != 0 {
            column += 1
            continue
          }
          let inputRow =
            (row * Int(windowStride) + kernelRow * Int(kernelDilation) + dilation) >> dilation
          let inputColumn =
            (column * Int(windowStride) + kernelColumn * Int(kernelDilation) + dilation)
            >> dilation
          let count =
            isTransposed
            ? min(dimension, batches - batch)
            : (min(dimension << dilation, columns - column) + dilation) >> dilation
          let pixel =
            (inputRow >> sampling) * geometry.localColumns + (inputColumn >> sampling)
          let image =
            isTransposed
            ? batch / dimension * geometry.inputBlockStride + depth * imagePixels
            : depth / dimension * geometry.inputBlockStride + batch * imagePixels
          let result =
            resultStart + channel / dimension * geometry.outputBlockStride
            + (batch * rows + row) * columns + column
          try body(
            GemminiPreload(
              stationary: GemminiOperand(
                weightsAreNew ? .scratchpad(row: weightStart + weightRow) : .garbage,
                rows: reduction, columns: width),
              destination: GemminiOperand(
                .accumulator(row: result, accumulate: true), rows: count, columns: width)
            ).instruction)
          try body(
            GemminiCompute(
              usesPreloaded: weightsAreNew,
              a: GemminiOperand(
                .scratchpad(row: inputStart + image + pixel), rows: count, columns: reduction),
              bd: GemminiOperand(.garbage, rows: count, columns: width)
            ).instruction)
          column += isTransposed ? 1 : dimension << dilation
          weightsAreNew = false
        }
      }
    }
  }

  private func expandStores<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, start: Int,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let (rows, columns, channels) = (Int(tileRows), Int(tileColumns), Int(tileChannels))
    for batch in 0..<Int(tileBatches) {
      for row in 0..<rows {
        for column in stride(from: 0, to: columns, by: dimension) {
          for channel in stride(from: 0, to: channels, by: dimension) {
            let local =
              start + channel / dimension * geometry.outputBlockStride
              + (batch * rows + row) * columns + column
            let element: Int
            if run.transposesOutput1203 {
              element =
                ((row * Int(outputColumns) + column) * Int(batchSize) + batch)
                * Int(outputChannels) + channel
            } else {
              element =
                ((batch * Int(outputRows) + row) * Int(outputColumns) + column)
                * Int(outputStride) + channel
            }
            try body(
              GemminiMoveOut(
                dramAddress: output &+ UInt64(element * configuration.inputBytes),
                source: GemminiOperand(
                  .accumulator(row: local, accumulate: true),
                  rows: min(dimension, columns - column),
                  columns: min(dimension, channels - channel))
              ).instruction)
          }
        }
      }
    }
  }

  private func expandPooledStores<Failure: Error>(
    _ run: GemminiLoopConvolutionRun, _ configuration: GemminiConfiguration,
    _ geometry: GemminiConvolutionGeometry, start: Int, scale: Float,
    _ body: (GemminiInstruction) throws(Failure) -> Void
  ) throws(Failure) {
    let dimension = configuration.dimension
    let bytes = configuration.inputBytes
    let (rows, columns, channels) = (Int(tileRows), Int(tileColumns), Int(tileChannels))
    func byte(_ value: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    let byteStride = UInt32(truncatingIfNeeded: Int(outputStride) * bytes)
    try body(
      GemminiConfigureStore(
        stride: byteStride, activation: run.activation, scale: scale,
        pooling: GemminiPooling(
          stride: poolStride, size: byte(poolSize), upperPadding: poolUpperPadding,
          leftPadding: poolLeftPadding, outputColumnsInDRAM: byte(pooledOutputColumns),
          pooledRows: byte(tilePooledRows), pooledColumns: byte(tilePooledColumns),
          rows: byte(tileRows), columns: byte(tileColumns))
      ).instruction)
    for batch in 0..<Int(tileBatches) {
      for channel in stride(from: 0, to: channels, by: dimension) {
        let local =
          start + channel / dimension * geometry.outputBlockStride + batch * rows * columns
        let pixel = batch * Int(pooledOutputRows) * Int(pooledOutputColumns)
        let element = pixel * Int(outputStride) + channel
        try body(
          GemminiMoveOut(
            dramAddress: output &+ UInt64(element * bytes),
            source: GemminiOperand(
              .accumulator(row: local, accumulate: true), rows: 0,
              columns: min(dimension, channels - channel))
          ).instruction)
      }
    }
    try body(
      GemminiConfigureStore(stride: byteStride, activation: run.activation, scale: scale)
        .instruction)
  }
}
