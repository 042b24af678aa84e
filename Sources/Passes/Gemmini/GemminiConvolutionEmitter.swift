import FuseIR
import Machine

/// Writes the instructions of a convolution; see `GemminiConvolutionPlan` for how it goes.
///
/// One loop goes through all steps of all tiles. Among the products of a step stand, in slices, the moves that bring the
/// operands of the next step, and those that take out what is finished, as in `GemminiMatmulEmitter`.
struct GemminiConvolutionEmitter {
  let plan: GemminiConvolutionPlan
  let kernel: GemminiKernel
  let window: GemminiKernel.Window
  let configuration: GemminiConfiguration
  /// The symbol name of the buffer that holds a value.
  let buffer: (ValueID) -> String

  /// The loop variables of a step.
  private struct Step {
    /// The tile.
    var image: AffineExpression
    var rows: AffineExpression
    var columns: AffineExpression
    var channels: AffineExpression
    /// The step along input channels, and along kernel rows.
    var input: AffineExpression
    var kernelRow: AffineExpression
    /// The number of the step within its tile.
    var depth: AffineExpression
    /// The number of the tile among those that share what stays in the scratchpad.
    var inside: AffineExpression
    /// The first local rows of the patch, the weights and the result.
    var patch: AffineExpression
    var weights: AffineExpression
    var result: AffineExpression
  }

  private var dimension: Int { configuration.dimension }
  private var resultBytes: Int {
    kernel.isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
  }
  private var group: Int { configuration.maximumMoveInColumns(.scratchpad) / dimension }
  private var pixels: Int { plan.patch.rows * plan.patch.columns }
  private var isRaw: Bool { kernel.isFullWidth && !configuration.input.isFloat }
  private var storeGroup: Int { isRaw ? 1 : configuration.maximumMoveOutColumns / dimension }
  private var depths: Int { plan.steps.channels * plan.steps.kernelRows }
  private var spatialTiles: Int { plan.images * plan.tiles.rows * plan.tiles.columns }

  private var counter: GemminiStepCounter {
    let spatial = [plan.images, plan.tiles.rows, plan.tiles.columns]
    let channels = [plan.tiles.channels]
    return GemminiStepCounter(
      sizes: (plan.channelsOutside ? channels + spatial : spatial + channels)
        + [plan.steps.channels, plan.steps.kernelRows])
  }

  /// Writes all instructions of the convolution but the final fence.
  func emit(_ builder: inout GemminiSegmentBuilder, in module: inout Module) {
    configure(builder, in: &module)
    let total = counter.total
    // With one buffer an operand can come only when the step before is done.
    let isAhead = plan.buffers > 1
    let whole = GemminiMoveShare(index: .of(0), count: 1)
    if isAhead { emitLoads(&builder, step(at: .of(0)), whole, when: [], in: &module) }
    // The last tile may have fewer channels than the others.
    let blocks = plan.outputBlocks - (plan.tiles.channels - 1) * plan.tileChannels
    let shares = blocks * plan.stepKernelRows * plan.kernelColumns
    builder.loop(total, in: &module) { builder, module, number in
      let (current, next) = (step(at: number), step(at: number.plus(1)))
      let hasNext = number.subtracted(from: total - 2)
      if !isAhead { emitLoads(&builder, current, whole, when: [], in: &module) }
      let groups = GemminiConvolutionPlan.quotient(plan.tileChannels, storeGroup)
      let count = countOfOutputBlocks(current)
      builder.loop(
        [count.plus(storeGroup - 1).floorQuotient(storeGroup)], most: groups, in: &module
      ) { builder, module, g in
        let first = g.times(storeGroup)
        builder.loop(
          [count.plus(first.times(-1))], most: min(storeGroup, plan.tileChannels), in: &module
        ) { builder, module, inner in
          let output = first.plus(inner)
          builder.loop(plan.stepKernelRows, in: &module) { builder, module, row in
            builder.loop(plan.kernelColumns, in: &module) { builder, module, column in
              let share = GemminiMoveShare(
                index: output.times(plan.stepKernelRows).plus(row).times(plan.kernelColumns)
                  .plus(column), count: shares)
              if isAhead { emitLoads(&builder, next, share, when: [hasNext], in: &module) }
              emitTap(&builder, current, output: output, row: row, column: column, in: &module)
            }
          }
        }
        emitStores(&builder, current, group: g, in: &module)
      }
    }
  }

  /// The loop variables of the step with the given number.
  private func step(at number: AffineExpression) -> Step {
    let variables = counter.variables(at: number)
    let spatial = plan.channelsOutside ? Array(variables[1...3]) : Array(variables[0...2])
    let channels = plan.channelsOutside ? variables[0] : variables[3]
    let tile = number.floorQuotient(depths)
    let insideTiles = plan.channelsOutside ? spatialTiles : plan.tiles.channels
    let depth = variables[4].times(plan.steps.kernelRows).plus(variables[5])
    let half = configuration.scratchpadRows / 2
    let alternate = number.modulo(plan.buffers).times(half / plan.buffers)
    let stay = tile.floorQuotient(insideTiles).modulo(plan.buffers).times(half / plan.buffers)
    let keepsWeights = plan.isResident && plan.channelsOutside
    let keepsPatch = plan.isResident && !plan.channelsOutside
    return Step(
      image: spatial[0], rows: spatial[1], columns: spatial[2], channels: channels,
      input: variables[4], kernelRow: variables[5], depth: depth,
      inside: insideTiles == 1 ? .of(0) : tile.modulo(insideTiles),
      patch: keepsPatch ? stay.plus(depth.times(plan.patchRows)) : alternate,
      weights: (keepsWeights ? stay.plus(depth.times(plan.weightRows)) : alternate).plus(half),
      result: tile.modulo(2).times(configuration.accumulatorRows / 2))
  }

  private func configure(_ builder: GemminiSegmentBuilder, in module: inout Module) {
    let bytes = configuration.inputBytes
    var execute: [(String, AttributeID)] = []
    if plan.columnStride != 1 {
      execute.append(("a_stride", module.integerAttribute(Int64(plan.columnStride))))
    }
    builder.emit(.configEx, execute, in: &module)
    let moves = GemminiMoveConfiguration(dimension: dimension)
    moves.load(
      channel: 0, stride: window.pitch.columns * plan.columnPitch * bytes, blockStride: pixels,
      builder, in: &module)
    let weightStride = plan.isDepthwise ? kernel.b.strides[3] : kernel.b.strides[6]
    moves.load(channel: 1, stride: weightStride * bytes, builder, in: &module)
    if kernel.addends.count == 1 { configureAddend(0, builder, in: &module) }
    moves.store(
      stride: kernel.resultStrides[2] * resultBytes, hasRelu: kernel.hasRelu,
      scale: kernel.scale, builder, in: &module)
  }

  private func configureAddend(
    _ index: Int, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    let addend = kernel.addends[index]
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 2, stride: addend.access.strides[2] * addend.bytes(configuration),
      isShrunk: addend.isShrunk(configuration), builder, in: &module)
  }

  // MARK: Extents

  /// The kernel row of a step plus `row`.
  private func kernelRow(_ step: Step, _ row: AffineExpression) -> AffineExpression {
    plan.stepKernelRows == 1 ? step.kernelRow : row
  }

  /// What is left from the step's tile on; at most the extent of a tile counts.
  private func countOfRows(_ step: Step) -> AffineExpression {
    step.rows.times(plan.tileRows).subtracted(from: plan.outputRows)
  }

  private func countOfChunks(_ step: Step) -> AffineExpression {
    step.columns.times(plan.tileChunks).subtracted(from: plan.chunks)
  }

  private func countOfOutputBlocks(_ step: Step) -> AffineExpression {
    plan.tiles.channels == 1
      ? .of(plan.tileChannels)
      : step.channels.times(plan.tileChannels).subtracted(from: plan.outputBlocks)
  }

  private func countOfInputBlocks(_ step: Step) -> AffineExpression {
    step.input.times(plan.stepChannels).subtracted(from: plan.inputBlocks)
  }

  private func outputChannel(_ step: Step, _ block: AffineExpression) -> AffineExpression {
    step.channels.times(plan.tileChannels).plus(block).times(dimension)
  }

  private func inputChannel(_ step: Step, _ block: AffineExpression) -> AffineExpression {
    step.input.times(plan.stepChannels).plus(block).times(dimension)
  }

  private func resultColumn(_ step: Step, _ chunk: AffineExpression) -> AffineExpression {
    step.columns.times(plan.tileChunks).plus(chunk).times(dimension)
  }

  /// At most DIM, and what is left of `size` from `start`.
  private func extent(_ start: AffineExpression, _ size: Int) -> [AffineExpression] {
    [.of(dimension), start.subtracted(from: size)]
  }

  /// At most `width` blocks, what is left of `blocks` from `index`, and of `size` from `start`.
  private func extent(
    _ start: AffineExpression, _ size: Int, width: Int, index: AffineExpression, blocks: Int
  ) -> [AffineExpression] {
    [
      .of(width * dimension), index.subtracted(from: blocks).times(dimension),
      start.subtracted(from: size),
    ]
  }

  // MARK: Loads

  /// Writes a share of the moves that bring a step's operands, and at the first step of a tile what is added to it.
  private func emitLoads(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    for index in kernel.addends.indices {
      if kernel.addends.count > 1 { configureAddend(index, builder, in: &module) }
      emitAddend(
        index, &builder, step, share, when: when + [step.depth.times(-1)], in: &module)
    }
    let first = plan.isResident ? [step.inside.times(-1)] : []
    emitPatch(
      &builder, step, share, when: when + (plan.channelsOutside ? [] : first), in: &module)
    emitWeights(
      &builder, step, share, when: when + (plan.channelsOutside ? first : []), in: &module)
  }

  /// Goes through a share of `sizes` moves, in nested order, where all of `when` are at least 0. `isOwn` is at least 0
  /// where the move exists.
  private func forEachMove(
    _ builder: inout GemminiSegmentBuilder, _ sizes: [Int], _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module,
    _ body: (
      inout GemminiSegmentBuilder, inout Module, _ variables: [AffineExpression],
      _ isOwn: AffineExpression
    ) -> Void
  ) {
    let moves = GemminiStepCounter(sizes: sizes)
    let most = GemminiConvolutionPlan.quotient(moves.total, share.count)
    // The least count is `most` where all conditions hold, and below 1 elsewhere.
    let counts = when.map { $0.plus(1).times(most) }
    builder.loop(counts, most: most, in: &module) { builder, module, index in
      let number = share.index.times(most).plus(index)
      body(
        &builder, &module, moves.variables(at: number), number.subtracted(from: moves.total - 1))
    }
  }

  /// Brings the patch under a tile to the scratchpad, with zeros where it leaves the image.
  private func emitPatch(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    let isWhole = plan.stepKernelRows != 1
    var rows = countOfRows(step)
    if isWhole {
      rows = rows.plus(-1).times(window.stride.rows)
        .plus((plan.kernelRows - 1) * window.dilation.rows + 1)
    }
    let groups = GemminiConvolutionPlan.quotient(plan.patchBlocks, group)
    let chunks = GemminiConvolutionPlan.quotient(plan.patch.columns, dimension)
    forEachMove(
      &builder, [plan.patch.rows, groups, chunks], share, when: when, in: &module
    ) { builder, module, variables, isOwn in
      let (row, index) = (variables[0], variables[1].times(group))
      let first = step.rows.times(plan.tileRows)
      let inputRow =
        (isWhole
        ? first.times(window.stride.rows).plus(row)
        : first.plus(row).times(window.stride.rows)
          .plus(step.kernelRow.times(window.dilation.rows)))
        .plus(-window.padding.rows)
      let channel = plan.isDepthwise ? outputChannel(step, index) : inputChannel(step, index)
      let line = PatchLine(
        row: step.patch.plus(index.times(pixels)).plus(row.times(plan.patch.columns)),
        inputRow: inputRow, channel: channel,
        columns: extent(
          channel, plan.inputChannels, width: group, index: index, blocks: plan.patchBlocks),
        start: variables[2].times(dimension))
      let isNeeded = rows.plus(-1).plus(row.times(-1))
      emitLine(&builder, step, line, when: [isOwn, isNeeded], in: &module)
    }
  }

  /// A chunk of one row of a patch.
  private struct PatchLine {
    /// The local row of the patch's first column.
    var row: AffineExpression
    /// The row of the image; outside of it for padding.
    var inputRow: AffineExpression
    var channel: AffineExpression
    var columns: [AffineExpression]
    /// The first column of the chunk in the patch.
    var start: AffineExpression
  }

  private func emitLine(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ line: PatchLine,
    when: [AffineExpression], in module: inout Module
  ) {
    func move(
      _ source: AffineExpression?, at column: AffineExpression, rows: [AffineExpression],
      when conditions: [AffineExpression]
    ) {
      let offset = source.map { column in
        step.image.times(kernel.a.strides[0])
          .plus(line.inputRow.times(window.pitch.rows))
          .plus(column.times(window.pitch.columns)).plus(line.channel).plus(kernel.a.offset)
          .times(configuration.inputBytes)
      }
      builder.moveIn(
        offset.map { .init(buffer: buffer(kernel.a.value), offset: $0) },
        to: .init(row: line.row.plus(column), rows: rows, columns: line.columns),
        in: .scratchpad, channel: 0, when: when + conditions, module: &module)
    }
    let chunk: [AffineExpression] = [
      .of(dimension), line.start.subtracted(from: plan.patch.columns),
    ]
    // Rows above and below the image.
    move(nil, at: line.start, rows: chunk, when: [line.inputRow.times(-1).plus(-1)])
    move(nil, at: line.start, rows: chunk, when: [line.inputRow.plus(-window.input.rows)])
    let inside = [line.inputRow, line.inputRow.subtracted(from: window.input.rows - 1)]
    let tileColumn = step.columns.times(plan.tileChunks * dimension)
    if plan.columnPitch != 1 {
      let column = tileColumn.plus(line.start)
      move(
        column.times(plan.columnPitch), at: line.start,
        rows: chunk + [column.subtracted(from: plan.outputColumns)], when: inside)
      return
    }
    // The image's column under the first column of the patch.
    let origin = tileColumn.times(window.stride.columns).plus(-window.padding.columns)
    let first = origin.plus(line.start)
    let end = origin.subtracted(from: window.input.columns)
    // A chunk that starts inside the image.
    move(
      first, at: line.start, rows: chunk + [first.subtracted(from: window.input.columns)],
      when: inside + [first])
    // A chunk that starts left of it: zeros, then pixels.
    let isLeft = first.times(-1).plus(-1)
    move(nil, at: line.start, rows: chunk + [first.times(-1)], when: inside + [isLeft])
    move(
      .of(0), at: origin.times(-1),
      rows: [
        first.plus(dimension), origin.plus(plan.patch.columns), .of(window.input.columns),
      ], when: inside + [isLeft])
    // Zeros right of the image: the end of a chunk, or all of it.
    move(
      nil, at: end,
      rows: [
        line.start.plus(dimension).plus(end.times(-1)),
        end.subtracted(from: plan.patch.columns),
      ], when: inside + [end.plus(line.start.times(-1))])
    move(
      nil, at: line.start, rows: chunk,
      when: inside + [line.start.plus(end.times(-1)).plus(-1)])
  }

  private func emitWeights(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    let width = plan.isDepthwise ? 1 : group
    let strides = kernel.b.strides
    let groups = GemminiConvolutionPlan.quotient(plan.tileChannels, width)
    forEachMove(
      &builder, [plan.stepKernelRows, plan.kernelColumns, plan.stepChannels, groups], share,
      when: when, in: &module
    ) { builder, module, variables, isOwn in
      let (row, column, block) = (variables[0], variables[1], variables[2])
      let index = variables[3].times(width)
      let output = outputChannel(step, index)
      let input = plan.isDepthwise ? output : inputChannel(step, block)
      var offset = kernelRow(step, row).times(strides[4]).plus(column.times(strides[5]))
        .plus(output.times(strides[3])).plus(kernel.b.offset)
      if !plan.isDepthwise { offset = offset.plus(input.times(strides[6])) }
      builder.moveIn(
        .init(
          buffer: buffer(kernel.b.value), offset: offset.times(configuration.inputBytes)),
        to: .init(
          row: step.weights.plus(weightBlock(row, column, block, index).times(dimension)),
          rows: extent(input, plan.inputChannels),
          columns: plan.isDepthwise
            ? [.of(dimension)]
            : extent(
              output, plan.outputChannels, width: width, index: index,
              blocks: plan.tileChannels)),
        in: .scratchpad, channel: 1, when: [isOwn], module: &module)
    }
  }

  /// The index of a block of weights among those of a step.
  private func weightBlock(
    _ row: AffineExpression, _ column: AffineExpression, _ input: AffineExpression,
    _ output: AffineExpression
  ) -> AffineExpression {
    row.times(plan.kernelColumns).plus(column).times(plan.stepChannels).plus(input)
      .times(plan.tileChannels).plus(output)
  }

  /// Brings a tile of an addend to the accumulator: the first overwrites, later ones add.
  private func emitAddend(
    _ index: Int, _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    let addend = kernel.addends[index]
    let width = kernel.addendBlocks(configuration)
    let groups = GemminiConvolutionPlan.quotient(plan.tileChannels, width)
    forEachMove(
      &builder, [plan.tileRows, plan.tileChunks, groups], share, when: when, in: &module
    ) { builder, module, variables, isOwn in
      let (row, chunk, first) = (variables[0], variables[1], variables[2].times(width))
      let isNeeded = countOfRows(step).plus(-1).plus(row.times(-1))
      builder.moveIn(
        .init(
          buffer: buffer(addend.access.value),
          offset: resultOffset(step, row, chunk, first, addend.access.strides)
            .plus(addend.access.offset).times(addend.bytes(configuration))),
        to: resultBlock(step, row, chunk, first, width: width), in: .accumulator, channel: 2,
        accumulates: index > 0, when: [isOwn, isNeeded], module: &module)
    }
  }

  // MARK: Results

  /// The offset in elements of the result's block at the given row, chunk and block of channels of a tile.
  private func resultOffset(
    _ step: Step, _ row: AffineExpression, _ chunk: AffineExpression,
    _ channel: AffineExpression, _ strides: [Int]
  ) -> AffineExpression {
    step.image.times(strides[0])
      .plus(step.rows.times(plan.tileRows).plus(row).times(strides[1]))
      .plus(resultColumn(step, chunk).times(strides[2]))
      .plus(outputChannel(step, channel).times(strides[3]))
  }

  /// `width` blocks of the result in the accumulator.
  private func resultBlock(
    _ step: Step, _ row: AffineExpression, _ chunk: AffineExpression,
    _ channel: AffineExpression, width: Int
  ) -> GemminiSegmentBuilder.Block {
    .init(
      row: step.result.plus(resultIndex(row, chunk, channel).times(dimension)),
      rows: extent(resultColumn(step, chunk), plan.outputColumns),
      columns: extent(
        outputChannel(step, channel), plan.outputChannels, width: width, index: channel,
        blocks: plan.tileChannels))
  }

  /// The index of a block of the result in its tile.
  private func resultIndex(
    _ row: AffineExpression, _ chunk: AffineExpression, _ channel: AffineExpression
  ) -> AffineExpression {
    row.times(plan.tileChunks).plus(chunk).times(plan.tileChannels).plus(channel)
  }

  /// Takes a group of blocks of channels out of the accumulator, at the last step of a tile.
  private func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, group: AffineExpression,
    in module: inout Module
  ) {
    let first = group.times(storeGroup)
    // The least count is that of rows at the last step, and below 1 before.
    let isLast = step.depth.plus(2 - depths).times(plan.tileRows)
    builder.loop([countOfRows(step), isLast], most: plan.tileRows, in: &module) {
      builder, module, row in
      builder.loop([countOfChunks(step)], most: plan.tileChunks, in: &module) {
        builder, module, chunk in
        builder.moveOut(
          resultBlock(step, row, chunk, first, width: storeGroup),
          to: .init(
            buffer: buffer(kernel.result),
            offset: resultOffset(step, row, chunk, first, kernel.resultStrides)
              .times(resultBytes)),
          isFullWidth: isRaw, module: &module)
      }
    }
  }

  // MARK: Products

  /// Writes all products of one tap of the kernel for one block of output channels.
  private func emitTap(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, output: AffineExpression,
    row: AffineExpression, column: AffineExpression, in module: inout Module
  ) {
    let outputs = extent(outputChannel(step, output), plan.outputChannels)
    let isWhole = plan.stepKernelRows != 1
    builder.loop([countOfInputBlocks(step)], most: plan.stepChannels, in: &module) {
      builder, module, input in
      let inputs =
        plan.isDepthwise ? outputs : extent(inputChannel(step, input), plan.inputChannels)
      let block = plan.isDepthwise ? output : input
      let weights = weightBlock(row, column, input, output).times(dimension)
      let number = step.depth.plus(row).plus(column).plus(input)
      builder.loop([countOfRows(step)], most: plan.tileRows, in: &module) {
        builder, module, resultRow in
        builder.loop([countOfChunks(step)], most: plan.tileChunks, in: &module) {
          builder, module, chunk in
          let patchRow =
            isWhole
            ? resultRow.times(window.stride.rows).plus(row.times(window.dilation.rows)) : resultRow
          let patchColumn = chunk.times(dimension * plan.columnStride)
            .plus(column.times(window.dilation.columns))
          let columns = extent(resultColumn(step, chunk), plan.outputColumns)
          let a = step.patch.plus(block.times(pixels))
            .plus(patchRow.times(plan.patch.columns)).plus(patchColumn)
          builder.multiply(
            .init(row: a, rows: columns, columns: inputs),
            by: .init(row: step.weights.plus(weights), rows: inputs, columns: outputs),
            into: .init(
              row: step.result.plus(resultIndex(resultRow, chunk, output).times(dimension)),
              rows: columns, columns: outputs),
            keep: resultRow.plus(chunk).plus(-1),
            accumulate: kernel.addends.isEmpty ? number.plus(-1) : .of(0), module: &module)
        }
      }
    }
  }
}
