import FuseIR
import Machine

/// Moves between DRAM and local memory.
extension GemminiNestEmitter {
  // MARK: Configuration

  func configure(_ builder: GemminiSegmentBuilder, in module: inout Module) {
    let bytes = configuration.inputBytes
    configureExecute(strideA: strideA, builder, in: &module)
    let moves = GemminiMoveConfiguration(dimension: dimension)
    let strideOfA =
      nest.window.map { $0.pitch.columns * (layout.patch?.columns.pitch ?? 1) }
      ?? last(nest.transposesA ? .inputChannel : .outputColumn, \.a)
    moves.load(
      channel: 0, stride: strideOfA * bytes, blockStride: blockStride(layout.a), builder,
      in: &module)
    let strideOfB = last(
      nest.isDepthwise || nest.transposesB ? .outputChannel : .inputChannel, \.b)
    moves.load(
      channel: 1, stride: strideOfB * bytes, blockStride: blockStride(layout.b), builder,
      in: &module)
    if loadedAddends.count == 1, partialSums == nil {
      configureAddend(loadedAddends[0], builder, in: &module)
    }
    if partialSums == nil, onChip?.output == nil {
      configureStore(isFinal: true, builder, in: &module)
    }
  }

  var strideA: Int { layout.patch?.columns.resultStride ?? 0 }

  func configureExecute(
    strideA: Int, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    var execute: [(String, AttributeID)] = []
    if strideA > 1 { execute.append(("a_stride", module.integerAttribute(Int64(strideA)))) }
    if nest.transposesA { execute.append(("transpose_a", module.boolAttribute(true))) }
    if nest.transposesB { execute.append(("transpose_b", module.boolAttribute(true))) }
    if onChip?.output != nil {
      // What the array reads from the accumulator is to be what a move to DRAM would make of it.
      if kernel.hasRelu { execute.append(("activation", module.stringAttribute("relu"))) }
      if kernel.scale != 1 {
        let bits = UInt64(kernel.scale.bitPattern)
        execute.append(("scale", module.intern(.float(bits: bits, .f32))))
      }
    }
    builder.emit(.configEx, execute, in: &module)
  }

  private func last(_ dimension: LayerDimension, _ stride: (GemminiNest.Part) -> Int) -> Int {
    nest[dimension].parts.last.map(stride) ?? 0
  }

  /// Blocks lie at least DIM rows apart, as far as the machine is concerned; one block alone may lie anywhere.
  private func blockStride(_ tile: GemminiNestLayout.Tile) -> Int {
    tile.blocks > 1 ? tile.blockRows : max(dimension, min(tile.blockRows, 0xFFFF))
  }

  private func configureAddend(
    _ index: Int, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    let addend = kernel.addends[index]
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 2,
      stride: last(.outputColumn) { $0.addends[index] } * addend.bytes(configuration),
      blockStride: resultBlockStride, isShrunk: addend.isShrunk(configuration), builder,
      in: &module)
  }

  private var resultBlockStride: Int {
    layout.interleaves ? dimension : blockStride(layout.result)
  }

  private func configureStore(
    isFinal: Bool, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    GemminiMoveConfiguration(dimension: dimension).store(
      stride: last(.outputColumn, \.result)
        * (isFinal ? resultBytes : configuration.accumulatorBytes),
      hasRelu: isFinal && kernel.hasRelu, scale: isFinal ? kernel.scale : 1, builder, in: &module)
  }

  // MARK: Operands

  /// Writes a share of the moves that bring what the step needs of the tensor, where all of `when` are at least 0.
  func emitLoads(
    _ tensor: Tensor, _ builder: inout GemminiSegmentBuilder, _ step: Step,
    _ share: GemminiMoveShare, when: [AffineExpression], in module: inout Module
  ) {
    let when = when + firstOfStay(tensor)
    switch tensor {
    case .a where onChip?.input != nil: break
    case .a where layout.patch != nil:
      emitPatch(&builder, step, share, when: when, in: &module)
    case .a:
      emitOperand(
        .a, a, \.a, &builder, step, share,
        rows: nest.transposesA ? .inputChannel : .outputColumn, when: when, in: &module)
    case .b:
      emitOperand(
        .b, b, \.b, &builder, step, share,
        rows: nest.isDepthwise || nest.transposesB ? .outputChannel : .inputChannel, when: when,
        in: &module)
    case .result:
      let visit = visit(step)
      for index in loadedAddends {
        emitAddend(
          index, &builder, step, share, when: when + [visit.number.times(-1)], in: &module)
      }
      if partialSums != nil {
        emitAddend(
          nil, &builder, step, share, when: when + [visit.number.plus(-1)], in: &module)
      }
    }
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
    let most = Self.quotient(moves.total, share.count)
    let counts = when.map { $0.plus(1).times(most) }
    builder.loop(counts, most: most, in: &module) { builder, module, index in
      let number = share.index.times(most).plus(index)
      body(
        &builder, &module, moves.variables(at: number), number.subtracted(from: moves.total - 1))
    }
  }

  /// Brings the step's part of a tile whose rows lie evenly in DRAM.
  private func emitOperand(
    _ tensor: Tensor, _ access: GemminiAccess, _ stride: @escaping (GemminiNest.Part) -> Int,
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    rows run: LayerDimension, when: [AffineExpression], in module: inout Module
  ) {
    let tile = tile(tensor)
    let lanes = tensor == .b && nest.isDepthwise
    let width = lanes ? 1 : moveGroup
    let column = tile.column
    let others = tile.strides.map(\.dimension).filter { $0 != run }
    let unit = nest.unit(run)
    let sizes =
      (lanes
        ? [1, 1] : [nest.core(column) / nest.unit(column), Self.quotient(tile.unitBlocks, width)])
      + others.map { nest.core($0) } + [nest.core(run) / unit, Self.quotient(unit, dimension)]
    forEachMove(&builder, sizes, share, when: when, in: &module) {
      builder, module, variables, isOwn in
      let place = (unit: variables[0], block: variables[1].times(width))
      let runPlace = (
        unit: variables[variables.count - 2], block: variables[variables.count - 1]
      )
      func position(_ of: LayerDimension) -> AffineExpression {
        if of == run { return element(run, runPlace) }
        return others.firstIndex(of: of).map { variables[2 + $0] } ?? .of(0)
      }
      var offset = AffineExpression.of(access.offset).plus(sharedOffset(stride))
      var clips: [AffineExpression] = []
      for other in others {
        offset = offset.plus(
          self.offset(other, at: start(other, step).plus(position(other)), stride))
        clips += present(other, step, position(other))
      }
      func add(
        _ dimension: LayerDimension, _ place: (unit: AffineExpression, block: AffineExpression)
      ) {
        offset = offset.plus(
          self.offset(
            dimension, unit: start(dimension, step).plus(place.unit.times(nest.unit(dimension))),
            inside: place.block.times(self.dimension), stride))
      }
      add(run, runPlace)
      if !lanes { add(column, place) }
      builder.moveIn(
        .init(
          buffer: buffer(access.value), offset: offset.times(configuration.inputBytes)),
        to: .init(
          row: base(tensor, step).plus(lanes ? .of(0) : block(tile, step, place))
            .plus(row(tile, step, position)),
          rows: columns(run, step, runPlace) + clips,
          columns: lanes
            ? [.of(dimension)] : columns(column, step, place, width: width)),
        in: .scratchpad, channel: tensor == .a ? 0 : 1, when: [isOwn], module: &module)
    }
  }

  // MARK: Patches

  /// A chunk of one row of a patch.
  private struct PatchLine {
    /// The local row of the patch's first column.
    var row: AffineExpression
    var image: AffineExpression
    /// The row of the image; outside of it for padding.
    var inputRow: AffineExpression
    var channel: AffineExpression
    var columns: [AffineExpression]
    /// The first column of the chunk in the patch.
    var start: AffineExpression
  }

  /// Brings the patch under a tile to the scratchpad, with zeros where it leaves the image.
  private func emitPatch(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    guard let window = nest.window, let patch = layout.patch else { return }
    let tile = layout.a
    let channel = tile.column
    let place = tile.place
    let sizes = [
      nest.core(channel) / nest.unit(channel), Self.quotient(tile.unitBlocks, moveGroup),
      nest.core(.batch), patch.rows.extent, Self.quotient(patch.columns.extent, dimension),
    ]
    let origin = start(.outputRow, step, before: place).plus(sharedStartOfInput(.outputRow))
      .times(window.stride.rows)
      .plus(start(.kernelRow, step, before: place).times(window.dilation.rows))
      .plus(-window.padding.rows)
    forEachMove(&builder, sizes, share, when: when, in: &module) {
      builder, module, variables, isOwn in
      let channels = (unit: variables[0], block: variables[1].times(moveGroup))
      let image = variables[2]
      let y = variables[3]
      // What is left of the rows of results under the tile, as rows of the patch.
      let needed = clip(.outputRow, step, .of(0), before: place).map { rows in
        rows.plus(-1).times(patch.rows.resultStride)
          .plus((nest.extent(.kernelRow, at: place) - 1) * patch.rows.tapStride)
          .plus(y.times(-1))
      }
      func position(_ of: LayerDimension) -> AffineExpression { of == .batch ? image : .of(0) }
      let images = inside(.batch, tile, step).plus(image).times(tile.strides[1].rows)
      let line = PatchLine(
        row: base(.a, step).plus(block(tile, step, channels)).plus(images)
          .plus(y.times(patch.columns.extent)),
        image: offset(.batch, at: start(.batch, step).plus(image), \.a).plus(sharedOffset(\.a)),
        inputRow: origin.plus(y.times(patch.rows.pitch)),
        channel: offset(
          channel, unit: start(channel, step).plus(channels.unit.times(nest.unit(channel))),
          inside: channels.block.times(dimension), \.a),
        columns: columns(channel, step, channels, width: moveGroup)
          + present(.batch, step, image).map { $0.times(moveGroup) },
        start: variables[4].times(dimension))
      emitLine(&builder, step, line, when: [isOwn] + needed, in: &module)
    }
  }

  private func emitLine(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ line: PatchLine,
    when: [AffineExpression], in module: inout Module
  ) {
    guard let window = nest.window, let patch = layout.patch else { return }
    func move(
      _ source: AffineExpression?, at column: AffineExpression, rows: [AffineExpression],
      when conditions: [AffineExpression]
    ) {
      let offset = source.map { column in
        line.image.plus(line.inputRow.times(window.pitch.rows))
          .plus(column.times(window.pitch.columns)).plus(line.channel).plus(a.offset)
          .times(configuration.inputBytes)
      }
      builder.moveIn(
        offset.map { .init(buffer: buffer(a.value), offset: $0) },
        to: .init(row: line.row.plus(column), rows: rows, columns: line.columns),
        in: .scratchpad, channel: 0, when: when + conditions, module: &module)
    }
    let extent = patch.columns.extent
    let pitch = patch.columns.pitch
    let chunk: [AffineExpression] = [.of(dimension), line.start.subtracted(from: extent)]
    // Rows above and below the image.
    move(nil, at: line.start, rows: chunk, when: [line.inputRow.times(-1).plus(-1)])
    move(nil, at: line.start, rows: chunk, when: [line.inputRow.plus(-window.input.rows)])
    let inside = [line.inputRow, line.inputRow.subtracted(from: window.input.rows - 1)]
    let place = layout.a.place
    // The image's column under the first column of the patch, and the columns of the patch where the image begins and ends.
    let origin = start(.outputColumn, step, before: place).plus(sharedStartOfInput(.outputColumn))
      .times(window.stride.columns)
      .plus(start(.kernelColumn, step, before: place).times(window.dilation.columns))
      .plus(-window.padding.columns)
    let begin = origin.times(-1).plus(pitch - 1).floorQuotient(pitch)
    let end = origin.subtracted(from: window.input.columns).plus(pitch - 1).floorQuotient(pitch)
    let passed = line.start.plus(begin.times(-1))
    // A chunk that starts inside the image.
    move(
      origin.plus(line.start.times(pitch)), at: line.start,
      rows: chunk + [end.plus(line.start.times(-1))], when: inside + [passed])
    // A chunk that starts left of it: zeros, then pixels.
    let isLeft = passed.times(-1).plus(-1)
    move(nil, at: line.start, rows: chunk + [passed.times(-1)], when: inside + [isLeft])
    move(
      origin.plus(begin.times(pitch)), at: begin,
      rows: [
        passed.plus(dimension), begin.subtracted(from: extent), end.plus(begin.times(-1)),
      ], when: inside + [isLeft])
    // Zeros right of the image: the end of a chunk, or all of it.
    move(
      nil, at: end,
      rows: [
        line.start.plus(dimension).plus(end.times(-1)), end.subtracted(from: extent),
      ], when: inside + [end.plus(line.start.times(-1))])
    move(
      nil, at: line.start, rows: chunk,
      when: inside + [line.start.plus(end.times(-1)).plus(-1)])
  }

  // MARK: Results

  /// The offset in elements of a block of the result, or of a tensor with its loops.
  private func resultOffset(
    _ step: Step, _ group: AffineExpression, _ rows: Rows,
    _ output: (unit: AffineExpression, block: AffineExpression),
    _ stride: (GemminiNest.Part) -> Int
  ) -> AffineExpression {
    let channel = start(.outputChannel, step).plus(output.unit.times(nest.unit(.outputChannel)))
    let column = start(.outputColumn, step).plus(rows.unit.times(nest.unit(.outputColumn)))
    return sharedOffset(stride)
      .plus(offset(.group, at: start(.group, step).plus(group), stride))
      .plus(offset(.batch, at: start(.batch, step).plus(rows.image), stride))
      .plus(offset(.outputRow, at: start(.outputRow, step).plus(rows.row), stride))
      .plus(
        offset(.outputColumn, unit: column, inside: rows.start(dimension), stride)
      )
      .plus(
        offset(.outputChannel, unit: channel, inside: output.block.times(dimension), stride))
  }

  /// `width` blocks of the result in the accumulator.
  func resultBlock(
    _ step: Step, _ group: AffineExpression, _ rows: Rows,
    _ output: (unit: AffineExpression, block: AffineExpression), width: Int
  ) -> GemminiSegmentBuilder.Block {
    var streamed = columns(.outputColumn, step, (rows.unit, rows.chunk))
    if let run = rows.run {
      let start = rows.unit.times(nest.unit(.outputColumn)).plus(rows.start(dimension))
      streamed =
        [.of(dimension), rows.chunk.times(dimension).subtracted(from: run.length)]
        + clip(.outputColumn, step, start)
    }
    return .init(
      row: rowOfResult(step, group, rows, output),
      rows: streamed + present(.batch, step, rows.image) + present(.outputRow, step, rows.row),
      columns: columns(.outputChannel, step, output, width: width))
  }

  /// Brings the step's part of an addend, or of unfinished sums, to the accumulator: the first addend overwrites, later ones
  /// add.
  private func emitAddend(
    _ index: Int?, _ builder: inout GemminiSegmentBuilder, _ step: Step,
    _ share: GemminiMoveShare, when: [AffineExpression], in module: inout Module
  ) {
    let width: Int
    if index == nil {
      width = configuration.maximumMoveInColumns(.accumulator) / dimension
    } else {
      width = kernel.addendBlocks(configuration)
    }
    let moves = layout.interleaves || layout.result.blocks > 1 ? width : 1
    let unit = nest.unit(.outputColumn)
    let run = index == nil ? unit : nest.addendRun(dimension) ?? unit
    let sizes = [
      nest.core(.outputChannel) / nest.unit(.outputChannel),
      Self.quotient(unitBlocks(.outputChannel), moves), nest.core(.group), nest.core(.batch),
      nest.core(.outputRow), nest.core(.outputColumn) / unit, unit / run,
      Self.quotient(run, dimension),
    ]
    let acrossLines = index.flatMap { nest.runAcrossLines($0) }
    let needsConfiguration = loadedAddends.count > 1 || partialSums != nil
    // A share without moves needs no configuration, which would take a place in the queue of loads.
    let total = GemminiStepCounter(sizes: sizes).total
    let first = share.index.times(Self.quotient(total, share.count))
    let hasMoves = first.subtracted(from: total - 1)
    conditional(&builder, needsConfiguration ? when + [hasMoves] : [], in: &module) {
      builder, module in
      if needsConfiguration {
        if let index {
          configureAddend(index, builder, in: &module)
        } else {
          GemminiMoveConfiguration(dimension: dimension).load(
            channel: 2, stride: last(.outputColumn, \.result) * configuration.accumulatorBytes,
            blockStride: resultBlockStride, builder, in: &module)
        }
      }
      if let index, let acrossLines {
        emitAcrossLines(
          index, acrossLines, moves, &builder, step, share, when: needsConfiguration ? [] : when,
          in: &module)
        return
      }
      forEachMove(
        &builder, sizes, share, when: needsConfiguration ? [] : when, in: &module
      ) { builder, module, variables, isOwn in
        let output = (unit: variables[0], block: variables[1].times(moves))
        let group = variables[2]
        let rows = Rows(
          image: variables[3], row: variables[4], unit: variables[5], chunk: variables[7],
          run: run < unit ? (variables[6].times(run), run) : nil)
        let source: GemminiSegmentBuilder.Source
        if let index {
          let addend = kernel.addends[index]
          source = .init(
            buffer: buffer(addend.access.value),
            offset: resultOffset(step, group, rows, output) { $0.addends[index] }
              .plus(addend.access.offset).times(addend.bytes(configuration)))
        } else {
          source = .init(
            buffer: partialSums ?? "",
            offset: resultOffset(step, group, rows, output, \.result)
              .times(configuration.accumulatorBytes))
        }
        builder.moveIn(
          source, to: resultBlock(step, group, rows, output, width: moves), in: .accumulator,
          channel: 2, accumulates: index.map { $0 != loadedAddends.first } ?? false, when: [isOwn],
          module: &module)
      }
    }
  }

  /// Brings an addend's row, which is the same for all rows of the core, for `run` of them at a time.
  private func emitAcrossLines(
    _ index: Int, _ run: Int, _ width: Int, _ builder: inout GemminiSegmentBuilder, _ step: Step,
    _ share: GemminiMoveShare, when: [AffineExpression], in module: inout Module
  ) {
    let addend = kernel.addends[index]
    let positions = GemminiNest.rows.reduce(1) { $0 * nest.core($1) }
    let sizes = [
      nest.core(.outputChannel) / nest.unit(.outputChannel),
      Self.quotient(unitBlocks(.outputChannel), width), positions / run,
      Self.quotient(run, dimension),
    ]
    forEachMove(&builder, sizes, share, when: when, in: &module) {
      builder, module, variables, isOwn in
      let output = (unit: variables[0], block: variables[1].times(width))
      let first = Rows(image: .of(0), row: .of(0), unit: .of(0), chunk: .of(0))
      let inside = variables[3].times(dimension)
      builder.moveIn(
        .init(
          buffer: buffer(addend.access.value),
          offset: resultOffset(step, .of(0), first, output) { $0.addends[index] }
            .plus(addend.access.offset).times(addend.bytes(configuration))),
        to: .init(
          row: rowOfResult(step, .of(0), first, output).plus(variables[2].times(run)).plus(inside),
          rows: [.of(dimension), inside.subtracted(from: run)],
          columns: columns(.outputChannel, step, output, width: width)),
        in: .accumulator, channel: 2, accumulates: index != loadedAddends.first, when: [isOwn],
        module: &module)
    }
  }

  /// Takes the step's part of the result out of the accumulator where it is finished, or as far as this visit brings it: the
  /// group of blocks from `first` on, or all of them.
  func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block,
    first: AffineExpression?, in module: inout Module
  ) {
    let visit = visit(step)
    let isLast = lastOfVisit(step)
    if partialSums == nil {
      conditional(&builder, isLast, in: &module) { builder, module in
        emitStores(&builder, step, block, first: first, isFinal: true, in: &module)
      }
      return
    }
    for isFinal in [false, true] {
      let condition =
        isFinal
        ? visit.number.plus(1 - visit.count) : visit.number.subtracted(from: visit.count - 2)
      conditional(&builder, isLast + [condition], in: &module) { builder, module in
        configureStore(isFinal: isFinal, builder, in: &module)
        emitStores(&builder, step, block, first: first, isFinal: isFinal, in: &module)
      }
    }
  }

  private func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block,
    first: AffineExpression?, isFinal: Bool, in module: inout Module
  ) {
    let isFull = !isFinal || isRaw
    let width = isFull ? 1 : storeGroup
    if isFinal, usesIdentity {
      emitIdentityProducts(&builder, step, block, first: first, in: &module)
      if onChip?.output != nil { return }
    }
    func store(
      _ builder: inout GemminiSegmentBuilder, _ module: inout Module, _ group: AffineExpression,
      _ output: (unit: AffineExpression, block: AffineExpression)
    ) {
      forEachRow(&builder, in: &module) { builder, module, rows in
        let target =
          isFinal
          ? GemminiSegmentBuilder.Source(
            buffer: buffer(kernel.result),
            offset: resultOffset(step, group, rows, output, \.result).times(resultBytes))
          : .init(
            buffer: partialSums ?? "",
            offset: resultOffset(step, group, rows, output, \.result)
              .times(configuration.accumulatorBytes))
        builder.moveOut(
          resultBlock(step, group, rows, output, width: width), to: target, isFullWidth: isFull,
          module: &module)
      }
    }
    forEachFinishedBlock(&builder, block, first: first, width: width, in: &module) {
      builder, module, group, output in store(&builder, &module, group, output)
    }
  }

  /// Goes through the blocks of the result that are finished, `width` at a time: those of the group from `first` on, or all
  /// of the core.
  func forEachFinishedBlock(
    _ builder: inout GemminiSegmentBuilder, _ block: Block, first: AffineExpression?, width: Int,
    in module: inout Module,
    _ body: (
      inout GemminiSegmentBuilder, inout Module, _ group: AffineExpression,
      _ output: (unit: AffineExpression, block: AffineExpression)
    ) -> Void
  ) {
    let blocks = unitBlocks(.outputChannel)
    if let first {
      let most = min(storeGroup, blocks)
      builder.loop(
        [first.subtracted(from: blocks).plus(width - 1).floorQuotient(width)],
        most: Self.quotient(most, width), in: &module
      ) { builder, module, index in
        body(&builder, &module, block.group, (block.output.unit, first.plus(index.times(width))))
      }
      return
    }
    builder.loop(nest.core(.group), in: &module) { builder, module, group in
      builder.loop(
        nest.core(.outputChannel) / nest.unit(.outputChannel), in: &module
      ) { builder, module, unit in
        builder.loop(Self.quotient(blocks, width), in: &module) { builder, module, index in
          body(&builder, &module, group, (unit, index.times(width)))
        }
      }
    }
  }
}
