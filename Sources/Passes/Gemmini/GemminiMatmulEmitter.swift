import FuseIR
import Machine

/// Writes the instructions of a contraction.
///
/// The result is computed tile by tile in one half of the accumulator while the tile before leaves the other half. For
/// each tile the reduction goes in steps; A and B of a step lie in alternating buffers. One loop goes through all steps of
/// all tiles. Among the products of a step stand, in slices, the moves that bring the operands of the next step, and
/// those that take out what is finished: queues hold few instructions, and only what stands side by side overlaps.
/// Within a step weights stay in the array for all rows of the tile.
struct GemminiMatmulEmitter {
  let plan: GemminiMatmulPlan
  let kernel: GemminiKernel
  let configuration: GemminiConfiguration
  /// The symbol name of the buffer that holds a value.
  let buffer: (ValueID) -> String

  /// The loop variables of a step.
  private struct Step {
    var outer: [AffineExpression]
    var reduced: [AffineExpression]
    /// The tile.
    var m: AffineExpression
    var n: AffineExpression
    /// The step along the depth.
    var k: AffineExpression
    /// The number of the step within its tile.
    var depth: AffineExpression
    /// The variable of the inner one of the two loops over tiles.
    var inside: AffineExpression
    /// The first rows of A, B and the result in local memory.
    var rowA: AffineExpression
    var rowB: AffineExpression
    var rowC: AffineExpression
  }

  private var dimension: Int { configuration.dimension }
  private var a: GemminiAccess { plan.isSwapped ? kernel.b : kernel.a }
  private var b: GemminiAccess { plan.isSwapped ? kernel.a : kernel.b }
  private var resultBytes: Int {
    kernel.isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
  }
  /// Blocks that one move brings to the scratchpad.
  private var group: Int { configuration.maximumMoveInColumns(.scratchpad) / dimension }
  /// True iff results leave with the type of the accumulator where that differs from the input's.
  private var isRaw: Bool { kernel.isFullWidth && !configuration.input.isFloat }
  /// Blocks that one move takes out of the accumulator.
  private var storeGroup: Int { isRaw ? 1 : configuration.maximumMoveOutColumns / dimension }
  /// Steps of a tile.
  private var depths: Int { plan.reduced.reduce(plan.tiles.k) { $0 * $1.size } }

  private var counter: GemminiStepCounter {
    let tiles = plan.tiles
    let around =
      plan.order == .rowsOutside ? [tiles.m, tiles.n] : [tiles.n, tiles.m]
    return GemminiStepCounter(
      sizes: plan.outer.map(\.size) + around + plan.reduced.map(\.size) + [tiles.k])
  }

  /// Writes all instructions of the contraction but the final fence.
  func emit(_ builder: inout GemminiSegmentBuilder, in module: inout Module) {
    configure(builder, in: &module)
    let total = counter.total
    emitLoads(
      &builder, step(at: .of(0)), GemminiMoveShare(index: .of(0), count: 1), when: [], in: &module)
    // The last tile of a row of tiles may have fewer columns than the others.
    let columns = plan.blocks.n - (plan.tiles.n - 1) * plan.tile.n
    builder.loop(total, in: &module) { builder, module, number in
      let (current, next) = (step(at: number), step(at: number.plus(1)))
      let hasNext = number.subtracted(from: total - 2)
      let groups = GemminiMatmulPlan.quotient(plan.tile.n, storeGroup)
      let count = countOfN(current)
      builder.loop(
        [count.plus(storeGroup - 1).floorQuotient(storeGroup)], most: groups, in: &module
      ) {
        builder, module, g in
        let first = g.times(storeGroup)
        builder.loop(
          [count.plus(first.times(-1))], most: min(storeGroup, plan.tile.n), in: &module
        ) { builder, module, inner in
          let n = first.plus(inner)
          emitLoads(
            &builder, next, GemminiMoveShare(index: n, count: columns), when: [hasNext], in: &module
          )
          emitProducts(&builder, current, n: n, in: &module)
        }
        emitStores(&builder, current, group: g, in: &module)
      }
    }
  }

  /// The loop variables of the step with the given number.
  private func step(at number: AffineExpression) -> Step {
    let tiles = plan.tiles
    let rowsOutside = plan.order == .rowsOutside
    let variables = counter.variables(at: number)
    let outer = Array(variables[..<plan.outer.count])
    let (outside, inside) = (variables[outer.count], variables[outer.count + 1])
    let reduced = Array(variables[(outer.count + 2)..<(variables.count - 1)])
    let k = variables[variables.count - 1]
    let tile = number.floorQuotient(depths)
    let depth = zip(plan.reduced, reduced).reduce(AffineExpression.of(0)) {
      $0.times($1.0.size).plus($1.1)
    }.times(tiles.k).plus(k)
    let bufferRows = configuration.scratchpadRows / 4
    let alternate = number.modulo(2).times(bufferRows)
    // A resident operand keeps all steps of a panel of tiles side by side, and alternates from panel to panel.
    let panel = tile.floorQuotient(rowsOutside ? tiles.n : tiles.m)
    let kept = (rowsOutside ? plan.tile.m : plan.tile.n) * plan.tile.k * dimension
    let resident = panel.modulo(2).times(bufferRows).plus(depth.times(kept))
    let residentA = plan.isResident && rowsOutside
    let residentB = plan.isResident && !rowsOutside
    return Step(
      outer: outer, reduced: reduced, m: rowsOutside ? outside : inside,
      n: rowsOutside ? inside : outside, k: k, depth: depth, inside: inside,
      rowA: residentA ? resident : alternate,
      rowB: (residentB ? resident : alternate).plus(configuration.scratchpadRows / 2),
      rowC: tile.modulo(2).times(configuration.accumulatorRows / 2))
  }

  private func configure(_ builder: GemminiSegmentBuilder, in module: inout Module) {
    let bytes = configuration.inputBytes
    var execute: [(String, AttributeID)] = []
    if plan.transposesA { execute.append(("transpose_a", module.boolAttribute(true))) }
    if plan.transposesB { execute.append(("transpose_b", module.boolAttribute(true))) }
    builder.emit(.configEx, execute, in: &module)
    let strideA = (plan.transposesA ? plan.k.a : plan.m.a) * bytes
    let strideB = (plan.transposesB ? plan.n.b : plan.k.b) * bytes
    let common = GemminiMoveConfiguration(dimension: dimension)
    common.load(channel: 0, stride: strideA, builder, in: &module)
    common.load(channel: 1, stride: strideB, builder, in: &module)
    if kernel.addends.count == 1 { configureAddend(0, builder, in: &module) }
    common.store(
      stride: plan.m.result * resultBytes, hasRelu: kernel.hasRelu, scale: kernel.scale, builder,
      in: &module)
  }

  private func configureAddend(
    _ index: Int, _ builder: GemminiSegmentBuilder, in module: inout Module
  ) {
    let addend = kernel.addends[index]
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 2, stride: plan.m.addends[index] * addend.bytes(configuration),
      isShrunk: addend.isShrunk(configuration), builder, in: &module)
  }

  // MARK: Addresses and extents

  /// The offset of element (`m`, `n`, `k`) of the step's loops outside, in bytes.
  private func offset(
    _ base: Int, _ stride: (GemminiMatmulPlan.Dimension) -> Int, _ step: Step,
    m: AffineExpression = .of(0), n: AffineExpression = .of(0), k: AffineExpression = .of(0),
    bytes: Int
  ) -> AffineExpression {
    var sum = AffineExpression.of(base)
    for (entry, variable) in zip(plan.outer, step.outer) {
      sum = sum.plus(variable.times(stride(entry)))
    }
    for (entry, variable) in zip(plan.reduced, step.reduced) {
      sum = sum.plus(variable.times(stride(entry)))
    }
    sum = sum.plus(m.times(stride(plan.m))).plus(n.times(stride(plan.n)))
      .plus(k.times(stride(plan.k)))
    return sum.times(bytes)
  }

  /// The first element of block `index` of the step's tile, along each dimension.
  private func startOfM(_ step: Step, _ index: AffineExpression) -> AffineExpression {
    step.m.times(plan.tile.m).plus(index).times(dimension)
  }

  private func startOfN(_ step: Step, _ index: AffineExpression) -> AffineExpression {
    step.n.times(plan.tile.n).plus(index).times(dimension)
  }

  private func startOfK(_ step: Step, _ index: AffineExpression) -> AffineExpression {
    step.k.times(plan.tile.k).plus(index).times(dimension)
  }

  /// How many elements a block that starts at `start` has: at most DIM, and what is left of `size`.
  private func extent(_ start: AffineExpression, _ size: Int) -> [AffineExpression] {
    [.of(dimension), start.subtracted(from: size)]
  }

  /// How many elements a move of `width` blocks from block `index` of a tile of `blocks` has.
  private func extent(
    _ start: AffineExpression, _ size: Int, width: Int, index: AffineExpression, blocks: Int
  ) -> [AffineExpression] {
    [
      .of(width * dimension), index.subtracted(from: blocks).times(dimension),
      start.subtracted(from: size),
    ]
  }

  /// How many blocks of the tile are left along each dimension; at most those of a tile count.
  private func countOfM(_ step: Step) -> AffineExpression {
    step.m.times(plan.tile.m).subtracted(from: plan.blocks.m)
  }

  private func countOfN(_ step: Step) -> AffineExpression {
    let left = step.n.times(plan.tile.n).subtracted(from: plan.blocks.n)
    return plan.tiles.n == 1 ? .of(plan.tile.n) : left
  }

  private func countOfK(_ step: Step) -> AffineExpression {
    step.k.times(plan.tile.k).subtracted(from: plan.blocks.k)
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
    let rowsOutside = plan.order == .rowsOutside
    emitLoadA(&builder, step, share, when: when + (rowsOutside ? first : []), in: &module)
    emitLoadB(&builder, step, share, when: when + (rowsOutside ? [] : first), in: &module)
  }

  /// Goes through a share of `rows` x `columns` moves, where all of `when` are at least 0.
  private func forEachMove(
    _ builder: inout GemminiSegmentBuilder, rows: Int, columns: Int, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module,
    _ body: (
      inout GemminiSegmentBuilder, inout Module, _ row: AffineExpression,
      _ column: AffineExpression, _ when: [AffineExpression]
    ) -> Void
  ) {
    let all = rows * columns
    let most = GemminiMatmulPlan.quotient(all, share.count)
    builder.loop(Self.counts(most, when: when), most: most, in: &module) {
      builder, module, index in
      let number = share.index.times(most).plus(index)
      let row = number.floorQuotient(columns)
      let column = columns == 1 ? AffineExpression.of(0) : number.modulo(columns)
      body(&builder, &module, row, column, [number.subtracted(from: all - 1)])
    }
  }

  /// Loop counts of which the least is `most` where all of `when` are at least 0, and below 1 elsewhere.
  private static func counts(_ most: Int, when: [AffineExpression]) -> [AffineExpression] {
    when.map { $0.plus(1).times(most) }
  }

  private func emitLoadA(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    // Blocks side by side in DRAM come in one move: along the depth, or along rows where A is transposed.
    let (outer, inner) =
      plan.transposesA ? (plan.tile.k, plan.tile.m) : (plan.tile.m, plan.tile.k)
    let groups = GemminiMatmulPlan.quotient(inner, group)
    forEachMove(&builder, rows: outer, columns: groups, share, when: when, in: &module) {
      builder, module, row, g, isOwn in
      let index = g.times(group)
      let m = startOfM(step, plan.transposesA ? index : row)
      let k = startOfK(step, plan.transposesA ? row : index)
      let wide = plan.transposesA ? (m, plan.m.size) : (k, plan.k.size)
      let narrow = plan.transposesA ? (k, plan.k.size) : (m, plan.m.size)
      builder.moveIn(
        .init(
          buffer: buffer(a.value),
          offset: offset(a.offset, \.a, step, m: m, k: k, bytes: configuration.inputBytes)),
        to: .init(
          row: step.rowA.plus(row.times(inner).plus(index).times(dimension)),
          rows: extent(narrow.0, narrow.1),
          columns: extent(wide.0, wide.1, width: group, index: index, blocks: inner)),
        in: .scratchpad, channel: 0, when: isOwn, module: &module)
    }
  }

  private func emitLoadB(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    let (outer, inner) =
      plan.transposesB ? (plan.tile.n, plan.tile.k) : (plan.tile.k, plan.tile.n)
    let groups = GemminiMatmulPlan.quotient(inner, group)
    forEachMove(&builder, rows: outer, columns: groups, share, when: when, in: &module) {
      builder, module, row, g, isOwn in
      let index = g.times(group)
      let n = startOfN(step, plan.transposesB ? row : index)
      let k = startOfK(step, plan.transposesB ? index : row)
      let wide = plan.transposesB ? (k, plan.k.size) : (n, plan.n.size)
      let narrow = plan.transposesB ? (n, plan.n.size) : (k, plan.k.size)
      builder.moveIn(
        .init(
          buffer: buffer(b.value),
          offset: offset(b.offset, \.b, step, n: n, k: k, bytes: configuration.inputBytes)),
        to: .init(
          row: step.rowB.plus(row.times(inner).plus(index).times(dimension)),
          rows: extent(narrow.0, narrow.1),
          columns: extent(wide.0, wide.1, width: group, index: index, blocks: inner)),
        in: .scratchpad, channel: 1, when: isOwn, module: &module)
    }
  }

  /// Brings a tile of an addend to the accumulator: the first overwrites, later ones add.
  private func emitAddend(
    _ index: Int, _ builder: inout GemminiSegmentBuilder, _ step: Step, _ share: GemminiMoveShare,
    when: [AffineExpression], in module: inout Module
  ) {
    let addend = kernel.addends[index]
    let width = kernel.addendBlocks(configuration)
    let groups = GemminiMatmulPlan.quotient(plan.tile.n, width)
    forEachMove(&builder, rows: plan.tile.m, columns: groups, share, when: when, in: &module) {
      builder, module, row, g, isOwn in
      let first = g.times(width)
      let (m, n) = (startOfM(step, row), startOfN(step, first))
      builder.moveIn(
        .init(
          buffer: buffer(addend.access.value),
          offset: offset(
            addend.access.offset, { $0.addends[index] }, step, m: m, n: n,
            bytes: addend.bytes(configuration))),
        to: .init(
          row: step.rowC.plus(row.times(plan.tile.n).plus(first).times(dimension)),
          rows: extent(m, plan.m.size),
          columns: extent(n, plan.n.size, width: width, index: first, blocks: plan.tile.n)),
        in: .accumulator, channel: 2, accumulates: index > 0, when: isOwn,
        module: &module)
    }
  }

  // MARK: Products and stores

  /// Writes the products of a step for block column `n` of its tile.
  private func emitProducts(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, n: AffineExpression,
    in module: inout Module
  ) {
    let tile = plan.tile
    builder.loop([countOfK(step)], most: tile.k, in: &module) { builder, module, k in
      builder.loop([countOfM(step)], most: tile.m, in: &module) { builder, module, m in
        let rows = extent(startOfM(step, m), plan.m.size)
        let columns = extent(startOfN(step, n), plan.n.size)
        let depths = extent(startOfK(step, k), plan.k.size)
        let blockA = plan.transposesA ? k.times(tile.m).plus(m) : m.times(tile.k).plus(k)
        let blockB = plan.transposesB ? n.times(tile.k).plus(k) : k.times(tile.n).plus(n)
        builder.multiply(
          .init(row: step.rowA.plus(blockA.times(dimension)), rows: rows, columns: depths),
          by: .init(row: step.rowB.plus(blockB.times(dimension)), rows: depths, columns: columns),
          into: .init(
            row: step.rowC.plus(m.times(tile.n).plus(n).times(dimension)), rows: rows,
            columns: columns),
          keep: m.plus(-1),
          accumulate: kernel.addends.isEmpty ? step.depth.plus(k).plus(-1) : .of(0),
          module: &module)
      }
    }
  }

  /// Takes a group of block columns out of the accumulator, at the last step of a tile.
  private func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, group: AffineExpression,
    in module: inout Module
  ) {
    let first = group.times(storeGroup)
    let counts = Self.counts(plan.tile.m, when: [step.depth.plus(1 - depths)])
    builder.loop([countOfM(step)] + counts, most: plan.tile.m, in: &module) {
      builder, module, row in
      let (m, n) = (startOfM(step, row), startOfN(step, first))
      builder.moveOut(
        .init(
          row: step.rowC.plus(row.times(plan.tile.n).plus(first).times(dimension)),
          rows: extent(m, plan.m.size),
          columns: extent(
            n, plan.n.size, width: storeGroup, index: first, blocks: plan.tile.n)),
        to: .init(
          buffer: buffer(kernel.result),
          offset: offset(0, \.result, step, m: m, n: n, bytes: resultBytes)),
        isFullWidth: isRaw, module: &module)
    }
  }
}
