import FuseIR

/// What the array does beside products: it adds tensors that lie in the scratchpad, and copies results there.
extension GemminiNestEmitter {
  /// The addends that come from DRAM.
  var loadedAddends: [Int] {
    kernel.addends.indices.filter { onChip?.addends[$0] == nil }
  }

  /// Whether the kernel copies or adds by the array.
  var usesIdentity: Bool {
    guard let onChip else { return false }
    return onChip.output != nil || !onChip.addends.isEmpty
  }

  /// Whether what lies in the scratchpad comes before the products: sums of floating-point numbers depend on their order.
  var addsFirst: Bool { configuration.input.isFloat && onChip?.addends.isEmpty == false }

  /// Adds what lies in the scratchpad to the sums, and copies finished ones to where kernels after this one read them.
  func emitIdentityProducts(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block,
    first: AffineExpression?, in module: inout Module
  ) {
    if !addsFirst { emitAdditions(&builder, step, block, first: first, in: &module) }
    guard let place = onChip?.output else { return }
    streamingByRows(builder, in: &module) { module in
      forEachFinishedBlock(&builder, block, first: first, width: 1, in: &module) {
        builder, module, group, output in
        forEachRow(&builder, in: &module) { builder, module, rows in
          let result = resultBlock(step, group, rows, output, width: 1)
          let target = GemminiSegmentBuilder.Block(
            row: row(of: place, step, rows, output), rows: result.rows, columns: result.columns)
          emitCopy(
            of: result, in: .accumulator, to: target, in: .scratchpad, rows,
            accumulate: .of(-1), builder, module: &module)
        }
      }
    }
  }

  /// Adds what lies in the scratchpad to the sums.
  func emitAdditions(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block,
    first: AffineExpression?, in module: inout Module
  ) {
    guard let onChip, !onChip.addends.isEmpty else { return }
    streamingByRows(builder, in: &module) { module in
      var isFirst = addsFirst && loadedAddends.isEmpty
      for index in kernel.addends.indices {
        guard let place = onChip.addends[index] else { continue }
        forEachFinishedBlock(&builder, block, first: first, width: 1, in: &module) {
          builder, module, group, output in
          forEachRow(&builder, in: &module) { builder, module, rows in
            let result = resultBlock(step, group, rows, output, width: 1)
            let source = GemminiSegmentBuilder.Block(
              row: row(of: place, step, rows, output), rows: result.rows, columns: result.columns)
            emitCopy(
              of: source, in: .scratchpad, to: result, in: .accumulator, rows,
              accumulate: .of(isFirst ? -1 : 0), builder, module: &module)
          }
        }
        isFirst = false
      }
    }
  }

  /// Writes what needs the rows that stream one by one, whatever the distance of windows.
  private func streamingByRows(
    _ builder: GemminiSegmentBuilder, in module: inout Module, _ body: (inout Module) -> Void
  ) {
    let isStrided = strideA > 1
    if isStrided { configureExecute(strideA: 1, builder, in: &module) }
    body(&module)
    if isStrided { configureExecute(strideA: strideA, builder, in: &module) }
  }

  /// Copies a block, or adds it: the array multiplies what it reads, activated and scaled where it is read from the
  /// accumulator, by the identity, or adds floating-point numbers to products of zeros.
  private func emitCopy(
    of source: GemminiSegmentBuilder.Block, in memory: GemminiSegmentBuilder.Memory,
    to target: GemminiSegmentBuilder.Block, in other: GemminiSegmentBuilder.Memory, _ rows: Rows,
    accumulate: AffineExpression, _ builder: GemminiSegmentBuilder, module: inout Module
  ) {
    let identity = identity(for: source)
    guard configuration.input.isFloat else {
      builder.multiply(
        source, in: memory, by: identity, into: target, in: other, keep: keep(rows),
        accumulate: accumulate, module: &module)
      return
    }
    let zeros = GemminiSegmentBuilder.Block(
      row: identity.row, rows: source.rows, columns: source.columns)
    builder.multiply(
      zeros, in: .scratchpad, by: identity, adding: (source, memory), into: target, in: other,
      keep: keep(rows), accumulate: accumulate, module: &module)
  }

  private func identity(
    for block: GemminiSegmentBuilder.Block
  ) -> GemminiSegmentBuilder.Block {
    .init(row: .of(onChip?.identity ?? 0), rows: block.columns, columns: block.columns)
  }

  private func keep(_ rows: Rows) -> AffineExpression {
    rows.image.plus(rows.row).plus(rows.unit).plus(rows.chunk).plus(-1)
  }

  /// The local row of a block of the result in a tensor that stays on chip.
  private func row(
    of place: GemminiOnChipPlace, _ step: Step, _ rows: Rows,
    _ output: (unit: AffineExpression, block: AffineExpression)
  ) -> AffineExpression {
    let block = nest.loops.indices.reduce(
      output.unit.times(unitBlocks(.outputChannel)).plus(output.block)
    ) { sum, loop in
      guard nest.loops[loop].dimension == .outputChannel else { return sum }
      return sum.plus(step.variables[loop].times(nest.loops[loop].step / dimension))
    }
    return block.plus(heldBlock(place)).times(place.blockRows)
      .plus(
        start(.batch, step).plus(rows.image).plus(heldStart(.batch, .images, place))
          .times(place.imageRows)
      )
      .plus(
        place.line(
          start(.outputRow, step).plus(rows.row).plus(heldStart(.outputRow, .rows, place)))
      )
      .plus(start(.outputColumn, step)).plus(heldStart(.outputColumn, .columns, place))
      .plus(rows.unit.times(nest.unit(.outputColumn)))
      .plus(rows.chunk.times(dimension)).plus(place.base)
  }
}
