import FuseIR
import Machine

/// Writes the instructions of a kernel as its nest says.
///
/// One loop goes through all steps of all loops of the nest; each step computes one core. Among the products of a step
/// stand, in slices, the moves that bring what a later step needs, and those that take out what is finished: queues hold few
/// instructions, and only what stands side by side overlaps. A tile that has no second place in local memory comes before
/// the products of its first step instead.
///
/// Sums that leave the accumulator before they are finished go to a buffer of their own at full width and come back from
/// there; the tensors that are added come with the first of them, the activation and the scale with the last.
struct GemminiNestEmitter {
  let nest: GemminiNest
  let layout: GemminiNestLayout
  let kernel: GemminiKernel
  let configuration: GemminiConfiguration
  /// The symbol name of the buffer that holds a value.
  let buffer: (ValueID) -> String
  /// The symbol name of the buffer of unfinished sums.
  let partialSums: String?
  /// Where tensors lie that stay on chip beside other kernels, if the kernel is one of a fused group.
  var onChip: GemminiOnChipPlaces?
  /// The steps of the group's shared loops, outermost first.
  var shared: [GemminiSharedStep] = []

  /// Where in the nest something happens: the variables of its loops, and the number of the tile's part.
  struct Step {
    var variables: [AffineExpression]
    /// The number of the step in units of `period`.
    var number: AffineExpression
    var period: Int
  }

  /// The position of a product in the core.
  struct Block {
    var group = AffineExpression.of(0)
    /// Units and blocks of the output channels and of the input channels.
    var output = (unit: AffineExpression.of(0), block: AffineExpression.of(0))
    var input = (unit: AffineExpression.of(0), block: AffineExpression.of(0))
    var kernelRow = AffineExpression.of(0)
    var kernelColumn = AffineExpression.of(0)
  }

  /// A loop over blocks of the core.
  enum Level {
    case group, outputUnit, outputGroup, outputBlock, inputUnit, inputBlock, kernelRow,
      kernelColumn
  }

  var dimension: Int { configuration.dimension }
  var a: GemminiAccess { nest.isSwapped ? kernel.b : kernel.a }
  var b: GemminiAccess { nest.isSwapped ? kernel.a : kernel.b }
  var resultBytes: Int {
    kernel.isFullWidth ? configuration.accumulatorBytes : configuration.inputBytes
  }
  /// Blocks that one move brings to the scratchpad.
  var moveGroup: Int { configuration.maximumMoveInColumns(.scratchpad) / dimension }
  var storeGroup: Int {
    if onChip?.output != nil { return 1 }
    return layout.interleaves || layout.result.blockRows == dimension
      ? Self.storeGroup(kernel, configuration) : 1
  }
  var counter: GemminiStepCounter { GemminiStepCounter(sizes: nest.loops.map(\.count)) }
  /// Whether results leave with the type of the accumulator where that differs from the input's.
  var isRaw: Bool { kernel.isFullWidth && !configuration.input.isFloat }

  /// Blocks of finished results that one move may take out.
  static func storeGroup(_ kernel: GemminiKernel, _ configuration: GemminiConfiguration) -> Int {
    kernel.isFullWidth && !configuration.input.isFloat
      ? 1 : configuration.maximumMoveOutColumns / configuration.dimension
  }

  /// The product of the counts of the loops from `place` on.
  func steps(from place: Int) -> Int { nest.loops[place...].reduce(1) { $0 * $1.count } }

  static func quotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }

  // MARK: The loop over all steps

  /// Writes all instructions of the kernel but the final fence.
  func emit(_ builder: inout GemminiSegmentBuilder, in module: inout Module) {
    configure(builder, in: &module)
    let whole = GemminiMoveShare(index: .of(0), count: 1)
    for tensor in Tensor.allCases where isAhead(tensor) {
      let first = Step(
        variables: nest.loops.map { _ in .of(0) }, number: .of(0), period: period(tensor))
      emitLoads(tensor, &builder, first, whole, when: [], in: &module)
    }
    builder.loop(counter.total, in: &module) { builder, module, number in
      let step = Step(variables: counter.variables(at: number), number: number, period: 1)
      emitFences(&builder, number, in: &module)
      for tensor in Tensor.allCases where !isAhead(tensor) {
        emitLoads(
          tensor, &builder, step, whole, when: firstVisit(tensor, step, isWhole: true), in: &module)
      }
      if addsFirst {
        conditional(&builder, firstOfVisit(step), in: &module) { builder, module in
          emitAdditions(&builder, step, Block(), first: nil, in: &module)
        }
      }
      emitCore(&builder, step, levels[...], Block(), in: &module)
      if !storesInside { emitStores(&builder, step, Block(), first: nil, in: &module) }
    }
  }

  /// What comes from DRAM.
  enum Tensor: CaseIterable { case result, a, b }

  func tile(_ tensor: Tensor) -> GemminiNestLayout.Tile {
    switch tensor {
    case .a: layout.a
    case .b: layout.b
    case .result: layout.result
    }
  }

  private func isPart(_ tensor: Tensor, _ loop: Int) -> Bool {
    tile(tensor).parts.contains(nest.loops[loop].dimension)
  }

  /// The loops inside of the last one that brings another part of the tensor.
  private func trailing(_ tensor: Tensor) -> Int {
    let place = tile(tensor).place
    let last = nest.loops.indices[place...].last { isPart(tensor, $0) }
    return last.map { $0 + 1 } ?? place
  }

  /// How many steps use the same part of the tensor one after the other.
  private func period(_ tensor: Tensor) -> Int { steps(from: trailing(tensor)) }

  /// Whether parts can come while the ones before are in use.
  private func isAhead(_ tensor: Tensor) -> Bool {
    let tile = tile(tensor)
    return tile.buffers > 1 || tile.place == 0 || trailing(tensor) > tile.place
  }

  /// Conditions, each at least 0, under which the step is the first that uses its part of the tile.
  private func firstVisit(
    _ tensor: Tensor, _ step: Step, isWhole: Bool = false
  ) -> [AffineExpression] {
    let end = isWhole ? nest.loops.count : trailing(tensor)
    return (tile(tensor).place..<max(tile(tensor).place, end))
      .filter { !isPart(tensor, $0) }.map { step.variables[$0].times(-1) }
  }

  /// The step whose part of the tensor comes while the given step runs, and the share of its moves that comes with
  /// one of `shares` slices of a step.
  private func next(
    _ tensor: Tensor, after number: AffineExpression, slice: GemminiMoveShare
  ) -> (step: Step, share: GemminiMoveShare, hasNext: AffineExpression)? {
    let period = period(tensor)
    let total = counter.total / period
    guard total > 1 else { return nil }
    let next = number.floorQuotient(period).plus(1)
    let outer = trailing(tensor)
    let sizes = nest.loops[..<outer].map(\.count)
    let variables =
      GemminiStepCounter(sizes: sizes).variables(at: next)
      + [AffineExpression](repeating: .of(0), count: nest.loops.count - outer)
    return (
      Step(variables: variables, number: next, period: period),
      GemminiMoveShare(
        index: number.modulo(period).times(slice.count).plus(slice.index),
        count: slice.count * period),
      next.subtracted(from: total - 1)
    )
  }

  // MARK: The core

  /// Loops over blocks of the core, outermost first.
  var levels: [Level] {
    nest.order.flatMap { dimension -> [Level] in
      switch dimension {
      case .group: [.group]
      case .outputChannel:
        storesInside ? [.outputUnit, .outputGroup, .outputBlock] : [.outputUnit, .outputBlock]
      case .inputChannel: nest.isDepthwise ? [] : [.inputUnit, .inputBlock]
      case .kernelRow: [.kernelRow]
      case .kernelColumn: [.kernelColumn]
      default: []
      }
    }
  }

  /// Whether sums are finished when the innermost loops of the core are, so that they leave one group after the other.
  var storesInside: Bool {
    // Strides change between products and copies, for which the array drains: better seldom.
    if usesIdentity, strideA > 1 { return false }
    let outside = nest.order.prefix { $0 != .outputChannel }
    return outside.allSatisfy { $0 == .group || nest.core($0) == 1 }
      && (outside.contains(.group) || nest.core(.group) == 1)
  }

  private func units(_ dimension: LayerDimension) -> Int {
    nest.core(dimension) / nest.unit(dimension)
  }

  func unitBlocks(_ dimension: LayerDimension) -> Int {
    Self.quotient(nest.unit(dimension), self.dimension)
  }

  private func slice(_ block: Block) -> GemminiMoveShare {
    var index = AffineExpression.of(0)
    var count = 1
    func add(_ variable: AffineExpression, _ size: Int) {
      index = index.times(size).plus(variable)
      count *= size
    }
    for dimension in nest.order {
      switch dimension {
      case .group: add(block.group, nest.core(.group))
      case .outputChannel:
        add(block.output.unit, units(.outputChannel))
        add(block.output.block, unitBlocks(.outputChannel))
      case .inputChannel where !nest.isDepthwise:
        add(block.input.unit, units(.inputChannel))
        add(block.input.block, unitBlocks(.inputChannel))
      case .kernelRow: add(block.kernelRow, nest.core(.kernelRow))
      case .kernelColumn: add(block.kernelColumn, nest.core(.kernelColumn))
      default: break
      }
    }
    return GemminiMoveShare(index: index, count: count)
  }

  private func emitCore(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ levels: ArraySlice<Level>,
    _ block: Block, in module: inout Module
  ) {
    guard let level = levels.first else {
      let slice = slice(block)
      for tensor in Tensor.allCases where isAhead(tensor) {
        guard let next = next(tensor, after: step.number, slice: slice) else { continue }
        emitLoads(
          tensor, &builder, next.step, next.share,
          when: [next.hasNext] + firstVisit(tensor, next.step), in: &module)
      }
      emitProducts(&builder, step, block, in: &module)
      return
    }
    let inner = levels.dropFirst()
    func loop(
      _ count: Int, _ set: (inout Block, AffineExpression) -> Void
    ) {
      builder.loop(count, in: &module) { builder, module, variable in
        var next = block
        set(&next, variable)
        emitCore(&builder, step, inner, next, in: &module)
      }
    }
    let group = storeGroup
    let blocks = unitBlocks(.outputChannel)
    switch level {
    case .group: loop(nest.core(.group)) { $0.group = $1 }
    case .outputUnit: loop(units(.outputChannel)) { $0.output.unit = $1 }
    case .outputGroup:
      builder.loop(Self.quotient(blocks, group), in: &module) { builder, module, variable in
        var next = block
        next.output.block = variable.times(group)
        emitCore(&builder, step, inner, next, in: &module)
        emitStores(&builder, step, next, first: next.output.block, in: &module)
      }
    case .outputBlock where storesInside:
      let first = block.output.block
      builder.loop([first.subtracted(from: blocks)], most: min(group, blocks), in: &module) {
        builder, module, variable in
        var next = block
        next.output.block = first.plus(variable)
        emitCore(&builder, step, inner, next, in: &module)
      }
    case .outputBlock: loop(blocks) { $0.output.block = $1 }
    case .inputUnit: loop(units(.inputChannel)) { $0.input.unit = $1 }
    case .inputBlock: loop(unitBlocks(.inputChannel)) { $0.input.block = $1 }
    case .kernelRow: loop(nest.core(.kernelRow)) { $0.kernelRow = $1 }
    case .kernelColumn: loop(nest.core(.kernelColumn)) { $0.kernelColumn = $1 }
    }
  }

  /// Loops over the rows that stream through the array: images, rows, units and chunks of DIM columns of the result.
  func forEachRow(
    _ builder: inout GemminiSegmentBuilder, in module: inout Module,
    _ body: (inout GemminiSegmentBuilder, inout Module, Rows) -> Void
  ) {
    builder.loop(nest.core(.batch), in: &module) { builder, module, image in
      builder.loop(nest.core(.outputRow), in: &module) { builder, module, row in
        builder.loop(units(.outputColumn), in: &module) { builder, module, unit in
          builder.loop(unitBlocks(.outputColumn), in: &module) { builder, module, chunk in
            body(&builder, &module, Rows(image: image, row: row, unit: unit, chunk: chunk))
          }
        }
      }
    }
  }

  /// DIM rows that stream through the array.
  struct Rows {
    var image: AffineExpression
    var row: AffineExpression
    var unit: AffineExpression
    var chunk: AffineExpression
    /// A run of rows of the unit, where only chunks of one run count: where it begins, and its length.
    var run: (start: AffineExpression, length: Int)?

    /// The first row in the unit.
    func start(_ dimension: Int) -> AffineExpression {
      let inside = chunk.times(dimension)
      return run.map { inside.plus($0.start) } ?? inside
    }
  }

  /// Writes all products with one block of weights.
  private func emitProducts(
    _ builder: inout GemminiSegmentBuilder, _ step: Step, _ block: Block, in module: inout Module
  ) {
    let outputs = columns(.outputChannel, step, block.output)
    let inputs = nest.isDepthwise ? outputs : columns(.inputChannel, step, block.input)
    let depth = reduction(step).plus(block.input.unit).plus(block.input.block)
      .plus(block.kernelRow).plus(block.kernelColumn)
    forEachRow(&builder, in: &module) { builder, module, rows in
      let streamed = columns(.outputColumn, step, (rows.unit, rows.chunk))
      let present =
        present(.batch, step, rows.image) + present(.outputRow, step, rows.row)
        + present(.outputChannel, step, element(.outputChannel, block.output))
      builder.multiply(
        .init(row: rowOfA(step, block, rows), rows: streamed + present, columns: inputs),
        by: .init(row: rowOfB(step, block), rows: inputs, columns: outputs),
        into: .init(
          row: rowOfResult(step, block.group, rows, block.output), rows: streamed + present,
          columns: outputs),
        keep: rows.image.plus(rows.row).plus(rows.unit).plus(rows.chunk).plus(-1),
        accumulate: loadedAddends.isEmpty && !addsFirst ? depth.plus(-1) : .of(0),
        module: &module)
    }
  }

  /// At least 1 unless all loops that are summed over are at their first step.
  private func reduction(_ step: Step) -> AffineExpression {
    nest.loops.indices.filter { LayerDimensions.reduced.contains(nest.loops[$0].dimension) }
      .reduce(.of(0)) { $0.plus(step.variables[$1]) }
  }

  // MARK: Unfinished sums

  /// The loops outside of the result's tile that are summed over.
  private var visits: [Int] {
    (0..<nest.places.result).filter {
      LayerDimensions.reduced.contains(nest.loops[$0].dimension)
    }
  }

  /// Whether sums leave the accumulator before they are finished.
  static func spills(_ nest: GemminiNest) -> Bool {
    nest.loops.prefix(nest.places.result).contains {
      LayerDimensions.reduced.contains($0.dimension)
    }
  }

  /// How often a tile of the result is visited, and which visit the step is part of.
  func visit(_ step: Step) -> (number: AffineExpression, count: Int) {
    var number = AffineExpression.of(0)
    var count = 1
    for loop in visits {
      number = number.times(nest.loops[loop].count).plus(step.variables[loop])
      count *= nest.loops[loop].count
    }
    return (number, count)
  }

  /// Conditions under which the step is the first that makes its sums.
  private func firstOfVisit(_ step: Step) -> [AffineExpression] {
    nest.loops.indices[nest.places.result...]
      .filter { LayerDimensions.reduced.contains(nest.loops[$0].dimension) }
      .map { step.variables[$0].times(-1) }
  }

  /// Conditions under which the sums of the step's core are as far as its tile's visit brings them.
  func lastOfVisit(_ step: Step) -> [AffineExpression] {
    nest.loops.indices[nest.places.result...]
      .filter { LayerDimensions.reduced.contains(nest.loops[$0].dimension) }
      .map { step.variables[$0].plus(1 - nest.loops[$0].count) }
  }

  /// Writes the fences between unfinished sums that leave and come back: before a later visit's first sums are brought, and
  /// before that visit begins.
  private func emitFences(
    _ builder: inout GemminiSegmentBuilder, _ number: AffineExpression, in module: inout Module
  ) {
    guard let last = visits.last else { return }
    let length = steps(from: last + 1)
    let ahead = isAhead(.result) ? period(.result) : 0
    let hasBegun = number.plus(ahead - length)
    for shift in ahead == 0 ? [0] : [ahead, 0] {
      let isBoundary = number.plus(shift).modulo(length).times(-1)
      conditional(&builder, [isBoundary, hasBegun], in: &module) { builder, module in
        builder.emit(.fence, in: &module)
      }
    }
  }

  /// Writes what stands where all conditions are at least 0.
  func conditional(
    _ builder: inout GemminiSegmentBuilder, _ conditions: [AffineExpression],
    in module: inout Module, _ body: (inout GemminiSegmentBuilder, inout Module) -> Void
  ) {
    builder.loop(conditions.map { $0.plus(1) }, most: 1, in: &module) { builder, module, _ in
      body(&builder, &module)
    }
  }
}
