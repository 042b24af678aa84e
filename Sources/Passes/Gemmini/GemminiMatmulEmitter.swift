import FuseIR
import Machine

/// Writes the instructions of a contraction.
///
/// The result is computed tile by tile in one half of the accumulator while the tile before leaves the other half. For
/// each tile the reduction goes in steps; A and B of a step lie in alternating buffers, so that the next step is loaded
/// while the array works. Within a step weights stay in the array for all rows of the tile.
struct GemminiMatmulEmitter {
  let plan: GemminiMatmulPlan
  let kernel: GemminiKernel
  let configuration: GemminiConfiguration
  /// The symbol name of the buffer that holds a value.
  let buffer: (ValueID) -> String

  private typealias Expression = AffineExpression

  /// The variables of the loops around a tile's step.
  private struct Position {
    var outer: [AffineExpression] = []
    var reduced: [AffineExpression] = []
    var m = AffineExpression.of(0)
    var n = AffineExpression.of(0)
    var step = AffineExpression.of(0)
  }

  private var dimension: Int { configuration.dimension }
  private var a: GemminiAccess { plan.isSwapped ? kernel.b : kernel.a }
  private var b: GemminiAccess { plan.isSwapped ? kernel.a : kernel.b }
  /// Rows of one of the two buffers of an operand.
  private var bufferRows: Int { configuration.scratchpadRows / 4 }
  private var resultBytes: Int {
    kernel.isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
  }
  /// Blocks that one move brings to the scratchpad.
  private var group: Int { configuration.maximumMoveInColumns(.scratchpad) / dimension }

  /// Writes all instructions of the contraction but the final fence.
  func emit(_ builder: inout GemminiSegmentBuilder, in module: inout Module) {
    configure(builder, in: &module)
    var position = Position()
    emitOuter(&builder, &position, 0, in: &module)
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
    let isNarrow = kernel.addends[index].isNarrow && !configuration.input.isFloat
    let bytes = isNarrow ? configuration.inputBytes : configuration.accumulatorBytes
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 2, stride: plan.m.addends[index] * bytes, isShrunk: isNarrow, builder, in: &module)
  }

  // MARK: Loops over tiles

  private func emitOuter(
    _ builder: inout GemminiSegmentBuilder, _ position: inout Position, _ index: Int,
    in module: inout Module
  ) {
    guard index < plan.outer.count else {
      emitTiles(&builder, position, in: &module)
      return
    }
    var position = position
    builder.loop(plan.outer[index].size, in: &module) { builder, module, variable in
      position.outer.append(variable)
      emitOuter(&builder, &position, index + 1, in: &module)
      position.outer.removeLast()
    }
  }

  private func emitTiles(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, in module: inout Module
  ) {
    let tiles = plan.tiles
    let rowsOutside = plan.order == .rowsOutside
    var position = position
    builder.loop(rowsOutside ? tiles.m : tiles.n, in: &module) { builder, module, first in
      builder.loop(rowsOutside ? tiles.n : tiles.m, in: &module) { builder, module, second in
        position.m = rowsOutside ? first : second
        position.n = rowsOutside ? second : first
        emitTile(&builder, position, outside: first, inside: second, in: &module)
      }
    }
  }

  /// How many times the loops outside went around, as a running number.
  private func outerNumber(_ position: Position) -> AffineExpression {
    zip(plan.outer, position.outer).reduce(Expression.of(0)) { number, entry in
      number.times(entry.0.size).plus(entry.1)
    }
  }

  private func emitTile(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, outside: AffineExpression,
    inside: AffineExpression, in module: inout Module
  ) {
    let tiles = plan.tiles
    let rowsOutside = plan.order == .rowsOutside
    let panel = outerNumber(position).times(rowsOutside ? tiles.m : tiles.n).plus(outside)
    let number = panel.times(rowsOutside ? tiles.n : tiles.m).plus(inside)
    let result = number.modulo(2).times(configuration.accumulatorRows / 2)
    for index in kernel.addends.indices {
      if kernel.addends.count > 1 { configureAddend(index, builder, in: &module) }
      emitAddend(index, &builder, position, to: result, in: &module)
    }
    emitSteps(
      &builder, position, 0, number: number, panel: panel, inside: inside, result: result,
      in: &module)
    emitStores(&builder, position, from: result, in: &module)
  }

  private func emitSteps(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ index: Int,
    number: AffineExpression, panel: AffineExpression, inside: AffineExpression,
    result: AffineExpression, in module: inout Module
  ) {
    var position = position
    if index < plan.reduced.count {
      builder.loop(plan.reduced[index].size, in: &module) { builder, module, variable in
        position.reduced.append(variable)
        emitSteps(
          &builder, position, index + 1, number: number, panel: panel, inside: inside,
          result: result, in: &module)
        position.reduced.removeLast()
      }
      return
    }
    let steps = plan.tiles.k
    builder.loop(steps, in: &module) { builder, module, step in
      position.step = step
      let depth = zip(plan.reduced, position.reduced).reduce(Expression.of(0)) {
        $0.times($1.0.size).plus($1.1)
      }.times(steps).plus(step)
      let depths = plan.reduced.reduce(steps) { $0 * $1.size }
      let alternate = number.times(depths).plus(depth).modulo(2).times(bufferRows)
      let rowsOutside = plan.order == .rowsOutside
      let half = configuration.scratchpadRows / 2
      // A resident operand keeps all steps of the panel side by side, and alternates from panel to panel.
      let stay = panel.modulo(2).times(bufferRows)
      let kept = rowsOutside ? plan.tile.m : plan.tile.n
      let resident = stay.plus(depth.times(kept * plan.tile.k * dimension))
      let rowA = plan.isResident && rowsOutside ? resident : alternate
      let rowB = (plan.isResident && !rowsOutside ? resident : alternate).plus(half)
      let first = plan.isResident ? [inside.times(-1)] : []
      emitLoadA(&builder, position, to: rowA, when: rowsOutside ? first : [], in: &module)
      emitLoadB(&builder, position, to: rowB, when: rowsOutside ? [] : first, in: &module)
      emitProducts(
        &builder, position, depth: depth, a: rowA, b: rowB, result: result, in: &module)
    }
  }

  // MARK: Addresses and extents

  /// The offset of the element at the position, plus `m`, `n` and `k` elements, in bytes.
  private func offset(
    _ base: Int, _ stride: (GemminiMatmulPlan.Dimension) -> Int, _ position: Position,
    m: AffineExpression = .of(0), n: AffineExpression = .of(0), k: AffineExpression = .of(0),
    bytes: Int
  ) -> AffineExpression {
    var sum = Expression.of(base)
    for (entry, variable) in zip(plan.outer, position.outer) {
      sum = sum.plus(variable.times(stride(entry)))
    }
    for (entry, variable) in zip(plan.reduced, position.reduced) {
      sum = sum.plus(variable.times(stride(entry)))
    }
    sum = sum.plus(m.times(stride(plan.m))).plus(n.times(stride(plan.n)))
      .plus(k.times(stride(plan.k)))
    return sum.times(bytes)
  }

  /// The first row of block `index` of the position's tile.
  private func rowOfM(_ position: Position, _ index: AffineExpression) -> AffineExpression {
    position.m.times(plan.tile.m).plus(index).times(dimension)
  }

  private func rowOfN(_ position: Position, _ index: AffineExpression) -> AffineExpression {
    position.n.times(plan.tile.n).plus(index).times(dimension)
  }

  private func rowOfK(_ position: Position, _ index: AffineExpression) -> AffineExpression {
    position.step.times(plan.tile.k).plus(index).times(dimension)
  }

  /// How many elements a block that starts at `start` has: at most DIM, and what is left of `size`.
  private func extent(_ start: AffineExpression, _ size: Int) -> [AffineExpression] {
    [.of(dimension), start.subtracted(from: size)]
  }

  /// How many elements a move of `most` blocks from block `index` of a tile of `blocks` has.
  private func extent(
    _ start: AffineExpression, _ size: Int, group: Int, index: AffineExpression, blocks: Int
  ) -> [AffineExpression] {
    [
      .of(group * dimension), index.subtracted(from: blocks).times(dimension),
      start.subtracted(from: size),
    ]
  }

  private func countOfM(_ position: Position) -> [AffineExpression] {
    [position.m.times(plan.tile.m).subtracted(from: plan.blocks.m)]
  }

  private func countOfN(_ position: Position) -> [AffineExpression] {
    [position.n.times(plan.tile.n).subtracted(from: plan.blocks.n)]
  }

  private func countOfK(_ position: Position) -> [AffineExpression] {
    [position.step.times(plan.tile.k).subtracted(from: plan.blocks.k)]
  }

  // MARK: Moves

  private func emitLoadA(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, to row: AffineExpression,
    when: [AffineExpression], in module: inout Module
  ) {
    let bytes = configuration.inputBytes
    let source = buffer(a.value)
    if plan.transposesA {
      builder.loop(countOfK(position), most: plan.tile.k, in: &module) { builder, module, k in
        let groups = GemminiMatmulPlan.quotient(plan.tile.m, group)
        builder.loop(groups, in: &module) { builder, module, g in
          let index = g.times(group)
          let (startK, startM) = (rowOfK(position, k), rowOfM(position, index))
          builder.moveIn(
            .init(
              buffer: source,
              offset: offset(a.offset, \.a, position, m: startM, k: startK, bytes: bytes)),
            to: .init(
              row: row.plus(k.times(plan.tile.m).plus(index).times(dimension)),
              rows: extent(startK, plan.k.size),
              columns: extent(
                startM, plan.m.size, group: group, index: index, blocks: plan.tile.m)),
            in: .scratchpad, channel: 0, when: when, module: &module)
        }
      }
      return
    }
    builder.loop(countOfM(position), most: plan.tile.m, in: &module) { builder, module, m in
      let groups = GemminiMatmulPlan.quotient(plan.tile.k, group)
      builder.loop(groups, in: &module) { builder, module, g in
        let index = g.times(group)
        let (startM, startK) = (rowOfM(position, m), rowOfK(position, index))
        builder.moveIn(
          .init(
            buffer: source,
            offset: offset(a.offset, \.a, position, m: startM, k: startK, bytes: bytes)),
          to: .init(
            row: row.plus(m.times(plan.tile.k).plus(index).times(dimension)),
            rows: extent(startM, plan.m.size),
            columns: extent(
              startK, plan.k.size, group: group, index: index, blocks: plan.tile.k)),
          in: .scratchpad, channel: 0, when: when, module: &module)
      }
    }
  }

  private func emitLoadB(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, to row: AffineExpression,
    when: [AffineExpression], in module: inout Module
  ) {
    let bytes = configuration.inputBytes
    let source = buffer(b.value)
    if plan.transposesB {
      builder.loop(countOfN(position), most: plan.tile.n, in: &module) { builder, module, n in
        let groups = GemminiMatmulPlan.quotient(plan.tile.k, group)
        builder.loop(groups, in: &module) { builder, module, g in
          let index = g.times(group)
          let (startN, startK) = (rowOfN(position, n), rowOfK(position, index))
          builder.moveIn(
            .init(
              buffer: source,
              offset: offset(b.offset, \.b, position, n: startN, k: startK, bytes: bytes)),
            to: .init(
              row: row.plus(n.times(plan.tile.k).plus(index).times(dimension)),
              rows: extent(startN, plan.n.size),
              columns: extent(
                startK, plan.k.size, group: group, index: index, blocks: plan.tile.k)),
            in: .scratchpad, channel: 1, when: when, module: &module)
        }
      }
      return
    }
    builder.loop(countOfK(position), most: plan.tile.k, in: &module) { builder, module, k in
      let groups = GemminiMatmulPlan.quotient(plan.tile.n, group)
      builder.loop(groups, in: &module) { builder, module, g in
        let index = g.times(group)
        let (startK, startN) = (rowOfK(position, k), rowOfN(position, index))
        builder.moveIn(
          .init(
            buffer: source,
            offset: offset(b.offset, \.b, position, n: startN, k: startK, bytes: bytes)),
          to: .init(
            row: row.plus(k.times(plan.tile.n).plus(index).times(dimension)),
            rows: extent(startK, plan.k.size),
            columns: extent(
              startN, plan.n.size, group: group, index: index, blocks: plan.tile.n)),
          in: .scratchpad, channel: 1, when: when, module: &module)
      }
    }
  }

  /// Brings a tile of an addend to the accumulator: the first overwrites, later ones add.
  private func emitAddend(
    _ index: Int, _ builder: inout GemminiSegmentBuilder, _ position: Position,
    to result: AffineExpression, in module: inout Module
  ) {
    let addend = kernel.addends[index]
    let isNarrow = addend.isNarrow && !configuration.input.isFloat
    let bytes = isNarrow ? configuration.inputBytes : configuration.accumulatorBytes
    let width =
      configuration.maximumMoveInColumns(isNarrow ? .scratchpad : .accumulator) / dimension
    let source = buffer(addend.access.value)
    forEachResultGroup(&builder, position, width, in: &module) {
      builder, module, m, n, block in
      builder.moveIn(
        .init(
          buffer: source,
          offset: offset(
            addend.access.offset, { $0.addends[index] }, position, m: m, n: n, bytes: bytes)),
        to: block(result), in: .accumulator, channel: 2, accumulates: index > 0, module: &module)
    }
  }

  private func emitStores(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, from result: AffineExpression,
    in module: inout Module
  ) {
    let isRaw = kernel.isFullWidth && !configuration.input.isFloat
    let width = isRaw ? 1 : configuration.maximumMoveOutColumns / dimension
    let target = buffer(kernel.result)
    forEachResultGroup(&builder, position, width, in: &module) {
      builder, module, m, n, block in
      builder.moveOut(
        block(result),
        to: .init(
          buffer: target,
          offset: offset(0, \.result, position, m: m, n: n, bytes: resultBytes)),
        isFullWidth: isRaw, module: &module)
    }
  }

  /// Goes through the blocks of a tile of the result, `width` side by side at a time.
  private func forEachResultGroup(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, _ width: Int,
    in module: inout Module,
    _ body: (
      inout GemminiSegmentBuilder, inout Module, _ m: AffineExpression, _ n: AffineExpression,
      _ block: (AffineExpression) -> GemminiSegmentBuilder.Block
    ) -> Void
  ) {
    builder.loop(countOfM(position), most: plan.tile.m, in: &module) { builder, module, m in
      let groups = GemminiMatmulPlan.quotient(plan.tile.n, width)
      builder.loop(groups, in: &module) { builder, module, g in
        let index = g.times(width)
        let (startM, startN) = (rowOfM(position, m), rowOfN(position, index))
        body(&builder, &module, startM, startN) { result in
          .init(
            row: result.plus(m.times(plan.tile.n).plus(index).times(dimension)),
            rows: extent(startM, plan.m.size),
            columns: extent(
              startN, plan.n.size, group: width, index: index, blocks: plan.tile.n))
        }
      }
    }
  }

  // MARK: Products

  private func emitProducts(
    _ builder: inout GemminiSegmentBuilder, _ position: Position, depth: AffineExpression,
    a rowA: AffineExpression, b rowB: AffineExpression, result: AffineExpression,
    in module: inout Module
  ) {
    let tile = plan.tile
    builder.loop(countOfK(position), most: tile.k, in: &module) { builder, module, k in
      builder.loop(countOfN(position), most: tile.n, in: &module) { builder, module, n in
        builder.loop(countOfM(position), most: tile.m, in: &module) { builder, module, m in
          let rows = extent(rowOfM(position, m), plan.m.size)
          let columns = extent(rowOfN(position, n), plan.n.size)
          let depths = extent(rowOfK(position, k), plan.k.size)
          let blockA = plan.transposesA ? k.times(tile.m).plus(m) : m.times(tile.k).plus(k)
          let blockB = plan.transposesB ? n.times(tile.k).plus(k) : k.times(tile.n).plus(n)
          builder.multiply(
            .init(row: rowA.plus(blockA.times(dimension)), rows: rows, columns: depths),
            by: .init(row: rowB.plus(blockB.times(dimension)), rows: depths, columns: columns),
            into: .init(
              row: result.plus(m.times(tile.n).plus(n).times(dimension)), rows: rows,
              columns: columns),
            keep: m.plus(-1),
            accumulate: kernel.addends.isEmpty ? depth.plus(k).plus(-1) : .of(0),
            module: &module)
        }
      }
    }
  }
}
