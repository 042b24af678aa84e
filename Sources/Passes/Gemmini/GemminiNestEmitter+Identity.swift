import FuseIR

/// What the array does with the identity matrix: it adds tensors that lie in the scratchpad, and copies results there.
extension GemminiNestEmitter {
  /// The addends that come from DRAM.
  var loadedAddends: [Int] {
    kernel.addends.indices.filter { onChip?.addends[$0] == nil }
  }

  /// Whether the kernel multiplies by the identity.
  var usesIdentity: Bool {
    guard let onChip else { return false }
    return onChip.output != nil || !onChip.addends.isEmpty
  }

  /// Adds what lies in the scratchpad to the finished sums, and copies them to where kernels after this one read them: the
  /// array multiplies what it reads from the accumulator, activated and scaled, by the identity.
  func emitIdentityProducts(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block,
    first: AffineExpression?, in module: inout Module
  ) {
    guard let onChip else { return }
    // Here rows stream one by one, whatever the distance of windows.
    let isStrided = strideA > 1
    if isStrided { configureExecute(strideA: 1, builder, in: &module) }
    for index in kernel.addends.indices {
      guard let place = onChip.addends[index] else { continue }
      forEachFinishedBlock(&builder, block, first: first, width: 1, in: &module) {
        builder, module, group, output in
        forEachRow(&builder, in: &module) { builder, module, rows in
          let result = resultBlock(step, group, rows, output, width: 1)
          let source = GemminiSegmentBuilder.Block(
            row: row(of: place, step, rows, output), rows: result.rows, columns: result.columns)
          builder.multiply(
            source, by: identity(for: result), into: result, keep: keep(rows),
            accumulate: .of(0), module: &module)
        }
      }
    }
    if let place = onChip.output {
      forEachFinishedBlock(&builder, block, first: first, width: 1, in: &module) {
        builder, module, group, output in
        forEachRow(&builder, in: &module) { builder, module, rows in
          let result = resultBlock(step, group, rows, output, width: 1)
          let target = GemminiSegmentBuilder.Block(
            row: row(of: place, step, rows, output), rows: result.rows, columns: result.columns)
          builder.multiply(
            result, in: .accumulator, by: identity(for: result), into: target, in: .scratchpad,
            keep: keep(rows), accumulate: .of(-1), module: &module)
        }
      }
    }
    if isStrided { configureExecute(strideA: strideA, builder, in: &module) }
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
