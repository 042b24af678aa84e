/// Model `m1`: what each memory moves when the loops of a mapping run in their order.
///
/// A tile is fetched once for each step of the loops outside its memory, from the innermost one outward that the tensor
/// depends on; loops of count 1 do not exist. Loops in space that a tensor does not depend on share one read of it
/// (multicast), or add up one write (reduction); copies of it in the array each take a write of their own.
///
/// A multiply-add reads its input and weight from the innermost memories that keep them, and adds its product to the sum in
/// the innermost memory that keeps the output; the first product overwrites. A tile of sums that leaves before it is finished is
/// written outward and read back at the width of partial sums; the innermost memory always keeps that width.
///
/// The sums of a tile begin with the addends, which no memory keeps: each tile of sums fetches its part of an addend from
/// where that lies, and adds it for a read and a write of each sum. Where moves fill local memory row by row
/// (`MachineModel.repeatedRows`), an addend that is the same for many rows comes with the rows that stream, once for each
/// run of so many; runs of rows of a pointwise layer go on where a line ends. There, too, weights on the diagonal of the array lie among
/// zeros in all memories (`MachineModel.diagonalColumns`).
///
/// In a group, the members run one after the other in each step of the shared loops, and each needs the memories for itself
/// then: what a node inside the shared loops keeps is gone in the next step, and fetched again in each, whether or not the
/// tensor depends on the loops. What a node outside of them keeps stays, and takes its place while other members run.
struct OrderAwareNest {
  /// What is known of one tensor on the way inward.
  struct Path<S: CostScalar> {
    /// How often each tile has been fetched by loops outside the last one that the tensor depends on.
    var refetches = S(1)
    /// The product of the loops since then.
    var pending = S(1)
    /// Copies in the array so far: the product of loops in space that the tensor does not depend on.
    var copies = S(1)
    /// The same since the last memory that keeps the tensor.
    var fan = S(1)
    /// That memory, or −1.
    var memory = -1
    /// What finished and unfinished sums of its tile take there.
    var held = S(0)
    var heldUnfinished = S(0)
    /// For outputs, what the innermost memory sent outward and got back.
    var drained = S(0)
    var refilled = S(0)
  }

  let smoothing: CostSmoothing
  /// The place behind the loops that a group shares; 0 for none.
  let inside: Int

  init(smoothing: CostSmoothing = .exact, inside: Int = 0) {
    self.smoothing = smoothing
    self.inside = inside
  }

  /// How much a loop is there.
  @inline(__always) private func presence<S: CostScalar>(_ count: S) -> S {
    guard smoothing.presenceWidth > 0 else { return count.presence }
    return S.maximum(
      S(0), S.minimum(S(1), (count - S(1)) * S(1 / smoothing.presenceWidth)))
  }

  func measure<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel,
    _ steps: UnsafeBufferPointer<MappingStep>, _ counts: UnsafePointer<S>,
    _ shares: FusedShares<S>, addendHomes: UnsafeBufferPointer<Int>, _ tallies: CostTallies<S>
  ) -> NestOutcome<S> {
    withUnsafeTemporaryAllocation(of: S.self, capacity: 32) { numbers in
      withUnsafeTemporaryAllocation(of: Path<S>.self, capacity: 3) { paths in
        guard let full = numbers.baseAddress, let paths = paths.baseAddress else {
          preconditionFailure("invariant: temporary memory has a capacity")
        }
        paths.initialize(repeating: Path(), count: 3)
        return walk(layer, machine, steps, counts, shares, addendHomes, tallies, full, paths)
      }
    }
  }

  private func walk<S: CostScalar>(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel,
    _ steps: UnsafeBufferPointer<MappingStep>, _ counts: UnsafePointer<S>,
    _ shares: FusedShares<S>, _ addendHomes: UnsafeBufferPointer<Int>, _ tallies: CostTallies<S>,
    _ full: UnsafeMutablePointer<S>, _ paths: UnsafeMutablePointer<Path<S>>
  ) -> NestOutcome<S> {
    // The extents of all loops; of the tile of one place of the array; of the tiles of all places together.
    let tile = full + 8
    let extents = full + 16
    full.initialize(repeating: S(1), count: 8)
    var temporal = S(1)
    var innermostOutput = -1
    // What a weight takes for zeros beside it.
    var lanes = S(1)
    // The loops inside of all memories.
    let streamed = full + 24
    streamed.initialize(repeating: S(1), count: 8)
    for (place, step) in steps.enumerated() {
      switch step.kind {
      case .memory:
        if step.roles.contains(.output) { innermostOutput = place }
        streamed.update(repeating: S(1), count: 8)
      case .loop:
        full[Int(step.index)] = full[Int(step.index)] * counts[place]
        streamed[Int(step.index)] = streamed[Int(step.index)] * counts[place]
        temporal = temporal * counts[place]
      case .spatial:
        full[Int(step.index)] = full[Int(step.index)] * counts[place]
        if step.isDiagonal {
          lanes = S.maximum(
            lanes, S(1) + S(machine.diagonalColumns - 1) * presence(counts[place]))
        }
      }
    }
    tile.update(from: full, count: 8)
    extents.update(from: full, count: 8)
    let outputs = elements(layer.dimensions.2, full)
    let weights = elements(layer.dimensions.1, full) * lanes
    var waste = S(1)
    var weightLoads = S(0)
    var weightSteps = S(1)
    var outputPath = Path<S>()
    for (place, step) in steps.enumerated() {
      let index = Int(step.index)
      if place == inside {
        for role in 0..<3 {
          paths[role].refetches = paths[role].refetches * paths[role].pending
          paths[role].pending = S(1)
        }
      }
      switch step.kind {
      case .loop:
        let count = counts[place]
        tile[index] = tile[index] / count
        extents[index] = extents[index] / count
        let here = presence(count)
        for role in 0..<3 {
          if depends(layer, role, index) {
            let refetched = S(1) + (paths[role].pending - S(1)) * here
            paths[role].refetches = paths[role].refetches * refetched
            paths[role].pending = S(1) + (paths[role].pending - S(1)) * (S(1) - here)
          } else {
            paths[role].pending = paths[role].pending * count
          }
        }
        if depends(layer, 1, index) { weightSteps = weightSteps * count }
      case .spatial:
        let count = counts[place]
        tile[index] = tile[index] / count
        if step.isDiagonal { waste = waste * count }
        for role in 0..<3 where !depends(layer, role, index) {
          paths[role].copies = paths[role].copies * count
          paths[role].fan = paths[role].fan * count
        }
      case .memory:
        if step.roles.contains(.input) {
          enter(
            layer, machine, 0, index, inputElements(layer, tile, full), S(1), shares.input, extents,
            tallies, &paths[0])
        }
        if step.roles.contains(.weight), layer.isContraction {
          enter(
            layer, machine, 1, index, weights, lanes, shares.weight, extents, tallies, &paths[1])
          if machine.memories[index].isRegisters {
            weightLoads = weightSteps * paths[1].refetches
          }
        }
        if step.roles.contains(.output) {
          enterOutput(
            layer, machine, index, outputs, place == innermostOutput, shares, extents, tallies,
            &paths[2])
          if place == innermostOutput { outputPath = paths[2] }
        }
      }
    }
    let points = elements(LayerDimensions(rawValue: 255), full)
    feed(layer, points, outputs, paths, outputPath, shares, addendHomes, tallies) { number in
      addendElements(
        layer, machine, layer.addends[number], steps, counts, innermostOutput, full, streamed)
    }
    return NestOutcome(
      operations: points * S(layer.operationsPerPoint), waste: waste, steps: temporal,
      weightLoads: weightLoads, outputMemory: paths[2].memory)
  }

  /// What the innermost memories give to multiply-adds and get from them, and what addends take; `fetched` are the
  /// elements of an addend, given by its number, that are fetched.
  @inline(__always) func feed<S: CostScalar>(
    _ layer: borrowing LayerModel, _ points: S, _ outputs: S,
    _ paths: UnsafeMutablePointer<Path<S>>, _ outputPath: Path<S>, _ shares: FusedShares<S>,
    _ addendHomes: UnsafeBufferPointer<Int>, _ tallies: CostTallies<S>,
    fetched: (Int) -> S
  ) {
    if paths[0].memory >= 0 {
      tallies.read(paths[0].memory, 0, points / paths[0].fan * S(layer.bits.0))
    }
    if layer.isContraction, paths[1].memory >= 0 {
      tallies.read(paths[1].memory, 1, points / paths[1].fan * S(layer.bits.1))
    }
    let home = paths[2].memory
    if home >= 0 {
      let width = S(layer.partialSumBits)
      let updates = points / paths[2].fan
      // What a memory neither sent outward nor was sent is overwritten first.
      let first = outputPath.drained - outputPath.refilled
      tallies.write(home, 2, updates * width)
      tallies.read(home, 2, (updates - first) * width)
      for (number, addend) in layer.addends.enumerated() {
        let sums = outputs * width
        tallies.write(home, 2, sums)
        tallies.read(home, 2, sums)
        let source = number < addendHomes.count ? addendHomes[number] : 0
        let bits = fetched(number) * S(Double(addend.bits))
        guard number == shares.addendNumber else {
          tallies.read(source, 2, bits)
          continue
        }
        tallies.read(source, 2, bits * (S(1) - shares.addend))
        tallies.read(home, 2, bits * shares.addend)
      }
    }
  }

  /// Whether the tensor depends on the loop.
  @inline(__always) func depends(
    _ layer: borrowing LayerModel, _ role: Int, _ index: Int
  ) -> Bool {
    let dimensions =
      role == 0 ? layer.dimensions.0 : role == 1 ? layer.dimensions.1 : layer.dimensions.2
    return dimensions.rawValue >> UInt8(truncatingIfNeeded: index) & 1 != 0
  }

  /// The product of some extents.
  @inline(__always) func elements<S: CostScalar>(
    _ dimensions: LayerDimensions, _ extents: UnsafeMutablePointer<S>
  ) -> S {
    var result = S(1)
    for index in 0..<8 where dimensions.rawValue >> UInt8(index) & 1 != 0 {
      result = result * extents[index]
    }
    return result
  }

  /// Elements of all different tiles of the input.
  func inputElements<S: CostScalar>(
    _ layer: borrowing LayerModel, _ tile: UnsafeMutablePointer<S>,
    _ full: UnsafeMutablePointer<S>
  ) -> S {
    guard layer.isContraction else { return elements(layer.dimensions.0, full) }
    let row = LayerDimension.outputRow.rawValue
    let column = LayerDimension.outputColumn.rawValue
    let kernelRow = LayerDimension.kernelRow.rawValue
    let kernelColumn = LayerDimension.kernelColumn.rawValue
    return elements(layer.dimensions.0.subtracting(.windows), full)
      * layer.rows.sum(
        outputs: tile[row], of: full[row], taps: tile[kernelRow], of: full[kernelRow])
      * layer.columns.sum(
        outputs: tile[column], of: full[column], taps: tile[kernelColumn],
        of: full[kernelColumn])
  }

  /// An input or a weight comes to a memory: so many elements in all, and as much of them in a tile as its extents say,
  /// `lanes` times.
  func enter<S: CostScalar>(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ role: Int, _ memory: Int,
    _ elements: S, _ lanes: S, _ share: S, _ extents: UnsafeMutablePointer<S>,
    _ tallies: CostTallies<S>, _ path: inout Path<S>
  ) {
    let width = role == 0 ? layer.bits.0 : layer.bits.1
    if path.memory >= 0 {
      var moved = elements * path.refetches * path.copies * S(width)
      if path.memory == 0 { moved = moved * (S(1) - share) }
      tallies.read(path.memory, role, moved / path.fan)
      tallies.write(memory, role, moved)
    }
    tallies.hold(
      memory, role,
      TileSize.bits(
        layer, role, width, extents, row: machine.memories[memory].rowBits) * lanes * path.copies)
    path.memory = memory
    path.fan = S(1)
  }

  /// Outputs go from a memory to the one outside it, and come back where they are not finished.
  func enterOutput<S: CostScalar>(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ memory: Int, _ outputs: S,
    _ isInnermost: Bool, _ shares: FusedShares<S>, _ extents: UnsafeMutablePointer<S>,
    _ tallies: CostTallies<S>, _ path: inout Path<S>
  ) {
    let width = S(layer.bits.2)
    let unfinishedWidth = S(layer.partialSumBits)
    let one = S(1)
    let drained = outputs * path.refetches * path.copies
    let outer = path.memory
    if outer >= 0 {
      let arrived = drained / path.fan
      let outerCopies = path.copies / path.fan
      // What the outer memory began itself, without sums from further out, has nothing to send back the first time.
      let refilled = arrived - (path.drained - path.refilled)
      // The last time that a tile leaves it is finished, unless other places of the array have a part of its sums.
      let finishedHere = isInnermost ? S(0) : outputs * (one - path.copies.presence)
      let finishedThere = outputs * (one - outerCopies.presence)
      let kept = outer == 0 ? one - shares.output : one
      let back = refilled * unfinishedWidth
      tallies.read(
        memory, 2, (drained - finishedHere) * unfinishedWidth + finishedHere * width)
      tallies.write(
        outer, 2,
        ((arrived - finishedThere) * unfinishedWidth + finishedThere * width) * kept)
      tallies.read(outer, 2, back * kept)
      tallies.write(memory, 2, back)
      // Sums that come more than once, or of which another place has a part, are not finished.
      tallies.hold(
        outer, 2,
        (path.heldUnfinished - path.held) * (path.refetches * outerCopies).presence)
      if outer == 0, let copy = shares.copyMemory {
        tallies.write(copy, 2, finishedThere * width * shares.output)
      }
      path.refilled = refilled
    } else {
      path.refilled = S(0)
    }
    path.drained = drained
    let row = machine.memories[memory].rowBits
    path.held = TileSize.bits(layer, 2, layer.bits.2, extents, row: row) * path.copies
    path.heldUnfinished =
      TileSize.bits(layer, 2, layer.partialSumBits, extents, row: row) * path.copies
    tallies.hold(memory, 2, isInnermost ? path.heldUnfinished : path.held)
    path.memory = memory
    path.fan = one
  }

  /// Elements of an addend that are fetched: its part of each tile of sums, once or for each of so many rows. Sums take it
  /// once, whatever their reduction.
  private func addendElements<S: CostScalar>(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ addend: Layer.Addend,
    _ steps: UnsafeBufferPointer<MappingStep>, _ counts: UnsafePointer<S>, _ innermostOutput: Int,
    _ full: UnsafeMutablePointer<S>, _ streamed: UnsafeMutablePointer<S>
  ) -> S {
    let own = addend.dimensions.intersection(layer.dimensions.2)
    let repeated = layer.dimensions.2.subtracting(own)
    if let most = machine.repeatedRows, layer.isContraction {
      let run = run(layer, repeated, full, streamed)
      return elements(layer.dimensions.2, full) / run
        * (run * S(1 / most)).roundedUp(isConstant: true)
    }
    var tiles = S(1)
    for place in 0..<innermostOutput + 1 where steps[place].kind == .loop {
      let index = Int(steps[place].index)
      if repeated.rawValue >> UInt8(truncatingIfNeeded: index) & 1 != 0 {
        tiles = tiles * counts[place]
      }
    }
    return elements(own, full) * tiles
  }

  /// The rows that stream one after the other and take the same of a tensor that does not depend on the loops `repeated`.
  private func run<S: CostScalar>(
    _ layer: borrowing LayerModel, _ repeated: LayerDimensions, _ full: UnsafeMutablePointer<S>,
    _ streamed: UnsafeMutablePointer<S>
  ) -> S {
    func takesSame(_ dimension: LayerDimension) -> Bool {
      layer.sizes[dimension] == 1 || repeated.contains(dimension)
    }
    let column = LayerDimension.outputColumn
    guard takesSame(column) else { return S(1) }
    var run = streamed[column.rawValue]
    guard layer.isPointwise else { return run }
    var isWhole = S(1)
    var inner = column
    for outer in [LayerDimension.outputRow, .batch] where layer.sizes[outer] > 1 {
      guard takesSame(outer) else { break }
      isWhole =
        isWhole * (S(1) - presence(full[inner.rawValue] / streamed[inner.rawValue]))
      run = run * (S(1) + (streamed[outer.rawValue] - S(1)) * isWhole)
      inner = outer
    }
    return run
  }
}
