import FuseIR
import Machine

/// Writes the instructions of a convolution; see `GemminiConvolutionPlan` for how it goes.
struct GemminiConvolutionEmitter {
  let plan: GemminiConvolutionPlan
  let kernel: GemminiKernel
  let window: GemminiKernel.Window
  let configuration: GemminiConfiguration
  /// The symbol name of the buffer that holds a value.
  let buffer: (ValueID) -> String

  /// The variables of the loops around a step.
  private struct Position {
    var image = AffineExpression.of(0)
    var rows = AffineExpression.of(0)
    var columns = AffineExpression.of(0)
    var channels = AffineExpression.of(0)
    /// The step along input channels.
    var step = AffineExpression.of(0)
    /// The step along kernel rows.
    var kernelRow = AffineExpression.of(0)
  }

  /// Where the operands of a step and the result of a tile lie.
  private struct Place {
    var patch = AffineExpression.of(0)
    var weights = AffineExpression.of(0)
    var result = AffineExpression.of(0)
  }

  private var dimension: Int { configuration.dimension }
  private var resultBytes: Int {
    kernel.isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
  }
  private var group: Int { configuration.maximumMoveInColumns(.scratchpad) / dimension }
  private var pixels: Int { plan.patch.rows * plan.patch.columns }

  /// Writes all instructions of the convolution but the final fence.
  func emit(_ builder: inout GemminiSegmentBuilder, in module: inout Module) {
    configure(builder, in: &module)
    let tiles = plan.tiles
    func spatial(
      _ builder: inout GemminiSegmentBuilder, _ module: inout Module,
      _ body: (
        inout GemminiSegmentBuilder, inout Module, Position, _ number: AffineExpression
      ) -> Void
    ) {
      builder.loop(plan.images, in: &module) { builder, module, image in
        builder.loop(tiles.rows, in: &module) { builder, module, rows in
          builder.loop(tiles.columns, in: &module) { builder, module, columns in
            var position = Position()
            position.image = image
            position.rows = rows
            position.columns = columns
            let number = image.times(tiles.rows).plus(rows).times(tiles.columns).plus(columns)
            body(&builder, &module, position, number)
          }
        }
      }
    }
    let spatialTiles = plan.images * tiles.rows * tiles.columns
    if plan.channelsOutside {
      builder.loop(tiles.channels, in: &module) { builder, module, channels in
        spatial(&builder, &module) { builder, module, position, number in
          var position = position
          position.channels = channels
          emitTile(
            &builder, position, number: channels.times(spatialTiles).plus(number),
            panel: channels, inside: number, in: &module)
        }
      }
    } else {
      spatial(&builder, &module) { builder, module, position, number in
        builder.loop(tiles.channels, in: &module) { builder, module, channels in
          var position = position
          position.channels = channels
          emitTile(
            &builder, position, number: number.times(tiles.channels).plus(channels),
            panel: number, inside: channels, in: &module)
        }
      }
    }
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

  private func isShrunk(_ addend: GemminiKernel.Addend) -> Bool {
    addend.isNarrow && !configuration.input.isFloat
  }

  private func bytes(of addend: GemminiKernel.Addend) -> Int {
    isShrunk(addend) ? configuration.inputBytes : configuration.accumulatorBytes
  }

  private func configureAddend(
    _ index: Int, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    let addend = kernel.addends[index]
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 2, stride: addend.access.strides[2] * bytes(of: addend),
      isShrunk: isShrunk(addend), builder, in: &module)
  }

  // MARK: Tiles and steps

  private func emitTile(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, number: AffineExpression,
    panel: AffineExpression, inside: AffineExpression, in module: inout Module
  ) {
    var place = Place()
    place.result = number.modulo(2).times(configuration.accumulatorRows / 2)
    for index in kernel.addends.indices {
      if kernel.addends.count > 1 { configureAddend(index, builder, in: &module) }
      emitAddend(index, &builder, position, place, in: &module)
    }
    let steps = plan.steps
    builder.loop(steps.channels, in: &module) { builder, module, channels in
      builder.loop(steps.kernelRows, in: &module) { builder, module, kernelRow in
        var position = position
        position.step = channels
        position.kernelRow = kernelRow
        let step = channels.times(steps.kernelRows).plus(kernelRow)
        let running = number.times(steps.channels * steps.kernelRows).plus(step)
        let half = configuration.scratchpadRows / 2
        let bufferRows = half / plan.buffers
        let alternate = running.modulo(plan.buffers).times(bufferRows)
        let stay = panel.modulo(plan.buffers).times(bufferRows)
        let keepsWeights = plan.isResident && plan.channelsOutside
        let keepsPatch = plan.isResident && !plan.channelsOutside
        place.patch = keepsPatch ? stay.plus(step.times(plan.patchRows)) : alternate
        place.weights = (keepsWeights ? stay.plus(step.times(plan.weightRows)) : alternate)
          .plus(half)
        let first = [inside.times(-1)]
        emitPatch(&builder, position, place, when: keepsPatch ? first : [], in: &module)
        emitWeights(&builder, position, place, when: keepsWeights ? first : [], in: &module)
        emitProducts(&builder, position, place, in: &module)
      }
    }
    emitStores(&builder, position, place, in: &module)
  }

  /// The kernel row of a step plus `row`.
  private func kernelRow(_ position: Position, _ row: AffineExpression) -> AffineExpression {
    plan.stepKernelRows == 1 ? position.kernelRow : row
  }

  private func countOfRows(_ position: Position) -> [AffineExpression] {
    [position.rows.times(plan.tileRows).subtracted(from: plan.outputRows)]
  }

  private func countOfChunks(_ position: Position) -> [AffineExpression] {
    [position.columns.times(plan.tileChunks).subtracted(from: plan.chunks)]
  }

  private func countOfOutputBlocks(_ position: Position) -> [AffineExpression] {
    [position.channels.times(plan.tileChannels).subtracted(from: plan.outputBlocks)]
  }

  private func countOfInputBlocks(_ position: Position) -> [AffineExpression] {
    [position.step.times(plan.stepChannels).subtracted(from: plan.inputBlocks)]
  }

  private func outputChannel(_ position: Position, _ block: AffineExpression) -> AffineExpression {
    position.channels.times(plan.tileChannels).plus(block).times(dimension)
  }

  private func inputChannel(_ position: Position, _ block: AffineExpression) -> AffineExpression {
    position.step.times(plan.stepChannels).plus(block).times(dimension)
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

  /// Brings the patch under a tile to the scratchpad, with zeros where it leaves the image.
  private func emitPatch(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    when: [AffineExpression], in module: inout Module
  ) {
    let remaining = countOfRows(position)[0]
    let rows: AffineExpression
    let isWhole = plan.stepKernelRows != 1
    if isWhole {
      rows = remaining.plus(-1).times(window.stride.rows)
        .plus((plan.kernelRows - 1) * window.dilation.rows + 1)
    } else {
      rows = remaining
    }
    builder.loop([rows], most: plan.patch.rows, in: &module) { builder, module, row in
      let first = position.rows.times(plan.tileRows)
      let inputRow =
        (isWhole
        ? first.times(window.stride.rows).plus(row)
        : first.plus(row).times(window.stride.rows)
          .plus(position.kernelRow.times(window.dilation.rows)))
        .plus(-window.padding.rows)
      let groups = GemminiConvolutionPlan.quotient(plan.patchBlocks, group)
      builder.loop(groups, in: &module) { builder, module, g in
        let index = g.times(group)
        let channel =
          plan.isDepthwise ? outputChannel(position, index) : inputChannel(position, index)
        let chunks = GemminiConvolutionPlan.quotient(plan.patch.columns, dimension)
        builder.loop(chunks, in: &module) { builder, module, chunk in
          let line = PatchLine(
            row: place.patch.plus(index.times(pixels)).plus(row.times(plan.patch.columns)),
            inputRow: inputRow, channel: channel,
            columns: extent(
              channel, plan.inputChannels, width: group, index: index, blocks: plan.patchBlocks),
            start: chunk.times(dimension))
          emitLine(&builder, position, line, when: when, in: &module)
        }
      }
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
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ line: PatchLine,
    when: [AffineExpression], in module: inout Module
  ) {
    func move(
      _ source: AffineExpression?, at column: AffineExpression, rows: [AffineExpression],
      when conditions: [AffineExpression]
    ) {
      let offset = source.map { column in
        position.image.times(kernel.a.strides[0])
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
    let tileColumn = position.columns.times(plan.tileChunks * dimension)
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
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    when: [AffineExpression], in module: inout Module
  ) {
    let source = buffer(kernel.b.value)
    let width = plan.isDepthwise ? 1 : group
    let strides = kernel.b.strides
    builder.loop(plan.stepKernelRows, in: &module) { builder, module, row in
      builder.loop(plan.kernelColumns, in: &module) { builder, module, column in
        builder.loop(
          countOfInputBlocks(position), most: plan.stepChannels, in: &module
        ) { builder, module, block in
          let groups = GemminiConvolutionPlan.quotient(plan.tileChannels, width)
          builder.loop(groups, in: &module) { builder, module, g in
            let index = g.times(width)
            let output = outputChannel(position, index)
            let input = plan.isDepthwise ? output : inputChannel(position, block)
            var offset = kernelRow(position, row).times(strides[4])
              .plus(column.times(strides[5])).plus(output.times(strides[3]))
              .plus(kernel.b.offset)
            if !plan.isDepthwise { offset = offset.plus(input.times(strides[6])) }
            builder.moveIn(
              .init(buffer: source, offset: offset.times(configuration.inputBytes)),
              to: .init(
                row: place.weights.plus(weightBlock(row, column, block, index).times(dimension)),
                rows: extent(input, plan.inputChannels),
                columns: plan.isDepthwise
                  ? [.of(dimension)]
                  : extent(
                    output, plan.outputChannels, width: width, index: index,
                    blocks: plan.tileChannels)),
              in: .scratchpad, channel: 1, when: when, module: &module)
          }
        }
      }
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

  // MARK: Results

  /// Goes through the blocks of a tile of the result, `width` side by side at a time.
  private func forEachResultGroup(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place, _ width: Int,
    in module: inout Module,
    _ body: (
      inout GemminiSegmentBuilder, inout Module, _ offset: ([Int]) -> AffineExpression,
      GemminiSegmentBuilder.Block
    ) -> Void
  ) {
    builder.loop(countOfRows(position), most: plan.tileRows, in: &module) { builder, module, row in
      builder.loop(
        countOfChunks(position), most: plan.tileChunks, in: &module
      ) { builder, module, chunk in
        let groups = GemminiConvolutionPlan.quotient(plan.tileChannels, width)
        builder.loop(groups, in: &module) { builder, module, g in
          let index = g.times(width)
          let channel = outputChannel(position, index)
          let column = resultColumn(position, chunk)
          let block = GemminiSegmentBuilder.Block(
            row: place.result.plus(resultBlock(row, chunk, index).times(dimension)),
            rows: extent(column, plan.outputColumns),
            columns: extent(
              channel, plan.outputChannels, width: width, index: index,
              blocks: plan.tileChannels))
          body(
            &builder, &module,
            { strides in
              position.image.times(strides[0])
                .plus(position.rows.times(plan.tileRows).plus(row).times(strides[1]))
                .plus(column.times(strides[2])).plus(channel.times(strides[3]))
            }, block)
        }
      }
    }
  }

  private func resultColumn(_ position: Position, _ chunk: AffineExpression) -> AffineExpression {
    position.columns.times(plan.tileChunks).plus(chunk).times(dimension)
  }

  /// The index of a block of the result in its tile.
  private func resultBlock(
    _ row: AffineExpression, _ chunk: AffineExpression, _ channel: AffineExpression
  ) -> AffineExpression {
    row.times(plan.tileChunks).plus(chunk).times(plan.tileChannels).plus(channel)
  }

  private func emitAddend(
    _ index: Int, _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    in module: inout Module
  ) {
    let addend = kernel.addends[index]
    let width =
      configuration.maximumMoveInColumns(isShrunk(addend) ? .scratchpad : .accumulator) / dimension
    let source = buffer(addend.access.value)
    forEachResultGroup(&builder, position, place, width, in: &module) {
      builder, module, offset, block in
      builder.moveIn(
        .init(
          buffer: source,
          offset: offset(addend.access.strides).plus(addend.access.offset)
            .times(bytes(of: addend))),
        to: block, in: .accumulator, channel: 2, accumulates: index > 0, module: &module)
    }
  }

  private func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    in module: inout Module
  ) {
    let isRaw = kernel.isFullWidth && !configuration.input.isFloat
    let width = isRaw ? 1 : configuration.maximumMoveOutColumns / dimension
    let target = buffer(kernel.result)
    forEachResultGroup(&builder, position, place, width, in: &module) {
      builder, module, offset, block in
      builder.moveOut(
        block,
        to: .init(buffer: target, offset: offset(kernel.resultStrides).times(resultBytes)),
        isFullWidth: isRaw, module: &module)
    }
  }

  // MARK: Products

  private func emitProducts(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    in module: inout Module
  ) {
    builder.loop(
      countOfOutputBlocks(position), most: plan.tileChannels, in: &module
    ) { builder, module, output in
      builder.loop(plan.stepKernelRows, in: &module) { builder, module, row in
        builder.loop(plan.kernelColumns, in: &module) { builder, module, column in
          builder.loop(
            countOfInputBlocks(position), most: plan.stepChannels, in: &module
          ) { builder, module, input in
            emitTap(
              &builder, position, place, output: output, row: row, column: column, input: input,
              in: &module)
          }
        }
      }
    }
  }

  /// All products of one tap of the kernel, one block of input and one of output channels.
  private func emitTap(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ place: Place,
    output: AffineExpression, row: AffineExpression, column: AffineExpression,
    input: AffineExpression, in module: inout Module
  ) {
    let outputs = extent(outputChannel(position, output), plan.outputChannels)
    let inputs =
      plan.isDepthwise ? outputs : extent(inputChannel(position, input), plan.inputChannels)
    let isWhole = plan.stepKernelRows != 1
    builder.loop(countOfRows(position), most: plan.tileRows, in: &module) {
      builder, module, resultRow in
      builder.loop(countOfChunks(position), most: plan.tileChunks, in: &module) {
        builder, module, chunk in
        let patchRow =
          isWhole
          ? resultRow.times(window.stride.rows).plus(row.times(window.dilation.rows)) : resultRow
        let patchColumn = chunk.times(dimension * plan.columnStride)
          .plus(column.times(window.dilation.columns))
        let block = plan.isDepthwise ? output : input
        let pixels = extent(resultColumn(position, chunk), plan.outputColumns)
        let a = place.patch.plus(block.times(self.pixels))
          .plus(patchRow.times(plan.patch.columns)).plus(patchColumn)
        let weights = weightBlock(row, column, input, output).times(dimension)
        let number = position.step.plus(position.kernelRow).plus(row).plus(column).plus(input)
        builder.multiply(
          .init(row: a, rows: pixels, columns: inputs),
          by: .init(row: place.weights.plus(weights), rows: inputs, columns: outputs),
          into: .init(
            row: place.result.plus(resultBlock(resultRow, chunk, output).times(dimension)),
            rows: pixels, columns: outputs),
          keep: resultRow.plus(chunk).plus(-1),
          accumulate: kernel.addends.isEmpty ? number.plus(-1) : .of(0), module: &module)
      }
    }
  }
}
