/// What sums of products cost on one array, by model `m1` on the core alone.
struct ArrayCosts {
  private let array: ComputeArray
  private let machine: MachineModel
  private let roofline = Roofline(kind: .m1, options: CostOptions(), levels: nil)
  /// The memories inside of the core from the innermost one outward.
  private let inner: [Int]
  private let accumulatorBits: Int

  /// Nil for a core that no cost model takes.
  init?(_ array: ComputeArray, in core: Accelerator) {
    var core = core
    core.arrays = [array]
    core.instructionSet = .none
    guard let machine = try? MachineModel(core), machine.memories.count < 200 else { return nil }
    self.array = array
    self.machine = machine
    inner = Array(machine.memories.indices.dropFirst().reversed())
    accumulatorBits = array.accumulator.bytes * 8
  }

  func cost(
    of layer: LayerGraph.Layer, _ extents: [Int], _ tensors: [LayerGraph.Tensor]
  ) -> NodeCost? {
    guard let node = node(layer, extents, tensors), let model = try? LayerModel(node) else {
      return nil
    }
    let isPartial = CoreCosts.isPartial(layer, extents)
    var best: Found?
    for spatial in spatialLoops(node.sizes) {
      var across = SIMD8<Double>(repeating: 1)
      for loop in spatial { across[loop.dimension.rawValue] *= loop.count }
      var tried: [[LayerDimension]] = []
      for order in Self.orders {
        // Loops of one turn have no place in the order.
        let turning = order.filter {
          Double(node.sizes[$0]) > across[$0.rawValue] * 1.000_001
        }
        guard !tried.contains(turning) else { continue }
        tried.append(turning)
        let nest = nest(model, node, spatial, across, turning)
        guard let found = evaluate(model, nest) else { continue }
        if let best, (best.cycles, best.picojoules) <= (found.cycles, found.picojoules) { continue }
        best = found
      }
    }
    guard var best else { return nil }
    let box = extents.map { Interval(0, $0) }
    var read = 0.0
    var written = 0.0
    // Sums that go on from a tensor start with its elements.
    for access in layer.reads.dropFirst(2) {
      read += CoreCosts.elements(access, box, tensors) * Double(tensors[access.tensor].bits)
    }
    if isPartial {
      // The sums so far come from the home memory as well, and go back as wide as they are.
      var elements = 0.0
      for write in layer.writes { elements += CoreCosts.elements(write, box, tensors) }
      read += elements * Double(layer.accumulatorBits)
      written += elements * Double(max(0, layer.accumulatorBits - node.widths.output))
      best.scratchBits = 0
    }
    if read + written > 0 {
      let home = machine.memories[0]
      best.picojoules += read * home.readPicojoules + written * home.writePicojoules
      let reading = (best.homeReads + read) / home.readBits
      let writing = (best.homeWrites + written) / home.writeBits
      best.cycles = max(
        best.cycles, home.sharesBandwidth ? reading + writing : max(reading, writing))
    }
    return NodeCost(
      cycles: CoreCosts.whole(best.cycles), picojoules: best.picojoules,
      scratchBytes: Int((best.scratchBits / 8).rounded(.up)))
  }

  // MARK: The node as a layer

  /// A layer with the loops of the node. Windows that are whole end where the input does; others lie inside of it.
  private func node(
    _ layer: LayerGraph.Layer, _ extents: [Int], _ tensors: [LayerGraph.Tensor]
  ) -> Layer? {
    guard !layer.reads.isEmpty, let write = layer.writes.first else { return nil }
    var sizes = LayerSizes(repeating: 1)
    for (loop, dimension) in layer.dimensions.enumerated() {
      if let dimension { sizes[dimension] *= extents[loop] }
    }
    func window(
      _ mapped: Layer.Window?, _ outer: LayerDimension, _ inner: LayerDimension
    ) -> Layer.Window {
      guard let mapped, let full = layer.mapped?.sizes else { return Layer.Window(extent: 1) }
      if sizes[outer] == full[outer], sizes[inner] == full[inner] { return mapped }
      let extent = (sizes[outer] - 1) * mapped.stride + (sizes[inner] - 1) * mapped.dilation + 1
      return Layer.Window(stride: mapped.stride, dilation: mapped.dilation, extent: extent)
    }
    let input = min(layer.inputRead, layer.reads.count - 1)
    let weight = layer.reads.count > 1 ? 1 - input : input
    return Layer(
      name: "", sizes: sizes, rows: window(layer.mapped?.rows, .outputRow, .kernelRow),
      columns: window(layer.mapped?.columns, .outputColumn, .kernelColumn),
      widths: .init(
        input: tensors[layer.reads[input].tensor].bits,
        weight: tensors[layer.reads[weight].tensor].bits,
        output: tensors[write.tensor].bits,
        partialSum: accumulatorBits))
  }

  // MARK: Space

  private struct Spatial {
    var dimension: LayerDimension
    var count: Double
    var axis: LayerMapping.Axis
  }

  /// The ways to lay loops along the sides: the diagonal first where the array has one, and without.
  private func spatialLoops(_ sizes: LayerSizes) -> [[Spatial]] {
    var plain: [Spatial] = []
    var left = sizes
    fill(array.rows, array.rowLoops, .rows, &left, &plain)
    fill(array.columns, array.columnLoops, .columns, &left, &plain)
    guard !array.diagonalLoops.members.allSatisfy({ sizes[$0] == 1 }) else { return [plain] }
    var diagonal: [Spatial] = []
    left = sizes
    let used = fill(
      min(array.rows, array.columns), array.diagonalLoops, .diagonal, &left, &diagonal)
    fill(array.rows / used, array.rowLoops, .rows, &left, &diagonal)
    fill(array.columns / used, array.columnLoops, .columns, &left, &diagonal)
    return [plain, diagonal]
  }

  /// Lays loops along a side of so many places, the longest one first; gives the places that are taken.
  @discardableResult
  private func fill(
    _ side: Int, _ allowed: LayerDimensions, _ axis: LayerMapping.Axis, _ left: inout LayerSizes,
    _ spatial: inout [Spatial]
  ) -> Int {
    var free = side
    let members = allowed.members.sorted { left[$0] > left[$1] }
    for dimension in members where free > 1 && left[dimension] > 1 {
      let turns = (left[dimension] + free - 1) / free
      let most = (left[dimension] + turns - 1) / turns
      spatial.append(
        Spatial(
          dimension: dimension, count: Double(left[dimension]) / Double(turns), axis: axis))
      left[dimension] = turns
      free /= most
    }
    return max(1, side / max(1, free))
  }

  // MARK: Time

  /// The orders of loops that only weights, only inputs and only sums do not depend on, outermost first.
  private static let orders: [[LayerDimension]] = {
    let rows: [LayerDimension] = [.batch, .outputRow, .outputColumn]
    let columns: [LayerDimension] = [.outputChannel]
    let terms: [LayerDimension] = [.inputChannel, .kernelRow, .kernelColumn]
    return [
      [.group] + rows + columns + terms, [.group] + rows + terms + columns,
      [.group] + columns + rows + terms, [.group] + columns + terms + rows,
      [.group] + terms + rows + columns, [.group] + terms + columns + rows,
    ]
  }()

  private struct Nest {
    var steps: [MappingStep]
    var counts: [Double]
  }

  private struct Placed {
    var memory: Int
    var role: Int
    /// How many loops are inside.
    var inside: Int
  }

  private func nest(
    _ model: LayerModel, _ node: Layer, _ spatial: [Spatial], _ across: SIMD8<Double>,
    _ order: [LayerDimension]
  ) -> Nest {
    // From the innermost loop outward.
    var loops: [(dimension: LayerDimension, count: Double)] = []
    for dimension in order.reversed() {
      let count = (Double(node.sizes[dimension]) / across[dimension.rawValue]).rounded()
      if count > 1 { loops.append((dimension, count)) }
    }
    var placed: [Placed] = []
    var inside = [0, 0, 0]
    for memory in inner {
      let kept = TensorRoles(rawValue: machine.memories[memory].holds)
      let roles = [2, 1, 0].filter { kept.rawValue >> UInt8($0) & 1 != 0 }
      let capacity =
        machine.memories[memory].capacityBytes.map { Double($0) * 8 / Double(max(1, roles.count)) }
        ?? .infinity
      for role in roles {
        let dimensions =
          role == 0 ? model.dimensions.0 : role == 1 ? model.dimensions.1 : model.dimensions.2
        var extents = across
        for loop in loops[..<inside[role]] { extents[loop.dimension.rawValue] *= loop.count }
        guard tileBits(model, role, memory, extents) <= capacity else { continue }
        var place = inside[role]
        while place < loops.count {
          let (dimension, count) = loops[place]
          var grown = extents
          grown[dimension.rawValue] *= count
          if !dimensions.contains(dimension) || tileBits(model, role, memory, grown) <= capacity {
            extents = grown
            place += 1
            continue
          }
          // As much of the loop as fits.
          var factor = count
          var turns = 1.0
          while turns < count {
            turns = turns * 2 <= count ? turns * 2 : count
            factor = count / turns
            grown = extents
            grown[dimension.rawValue] *= factor
            if tileBits(model, role, memory, grown) <= capacity { break }
          }
          if factor > 1, turns < count {
            loops[place].count = factor
            loops.insert((dimension, turns), at: place + 1)
            for index in placed.indices where placed[index].inside > place {
              placed[index].inside += 1
            }
            for other in inside.indices where inside[other] > place { inside[other] += 1 }
            place += 1
          }
          break
        }
        inside[role] = place
        placed.append(Placed(memory: memory, role: role, inside: place))
      }
    }
    return assemble(loops, placed, spatial)
  }

  private func assemble(
    _ loops: [(dimension: LayerDimension, count: Double)], _ placed: [Placed],
    _ spatial: [Spatial]
  ) -> Nest {
    var nest = Nest(steps: [MappingStep(memory: 0, .all)], counts: [1])
    for place in (0...loops.count).reversed() {
      for memory in inner.reversed() {
        var roles: TensorRoles = []
        for entry in placed where entry.inside == place && entry.memory == memory {
          roles.formUnion(TensorRoles(rawValue: 1 << UInt8(entry.role)))
        }
        guard !roles.isEmpty else { continue }
        nest.steps.append(MappingStep(memory: memory, roles))
        nest.counts.append(1)
      }
      guard place > 0 else { break }
      nest.steps.append(MappingStep(loop: loops[place - 1].dimension))
      nest.counts.append(loops[place - 1].count)
    }
    for loop in spatial {
      nest.steps.append(MappingStep(spatial: loop.dimension, loop.axis))
      nest.counts.append(loop.count)
    }
    return nest
  }

  private func tileBits(
    _ model: LayerModel, _ role: Int, _ memory: Int, _ extents: SIMD8<Double>
  ) -> Double {
    let width = role == 0 ? model.bits.0 : role == 1 ? model.bits.1 : model.partialSumBits
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 8) { buffer in
      guard let base = buffer.baseAddress else { return .infinity }
      for index in 0..<8 { base[index] = extents[index] }
      return TileSize.bits(model, role, width, base, row: machine.memories[memory].rowBits)
    }
  }

  private struct Found {
    var cycles: Double
    var picojoules: Double
    /// What sums in the home memory take beside the results.
    var scratchBits: Double
    /// The bits read from the home memory, and written there.
    var homeReads: Double
    var homeWrites: Double
  }

  private func evaluate(_ model: LayerModel, _ nest: Nest) -> Found? {
    let count = CostTallies<Double>.numbersPerMemory * machine.memories.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
      nest.steps.withUnsafeBufferPointer { steps in
        nest.counts.withUnsafeBufferPointer { counts in
          guard let memory = buffer.baseAddress, let counts = counts.baseAddress else {
            return nil
          }
          let tallies = CostTallies<Double>(memory: memory, memoryCount: machine.memories.count)
          let outcome = OrderAwareNest().measure(
            model, on: machine, steps, counts, FusedShares<Double>(),
            addendHomes: UnsafeBufferPointer(start: nil, count: 0), tallies)
          // Sums that come back, or are made in the home memory, are there wider than the result.
          let outputs = model.elements(model.dimensions.2) * model.bits.2
          return Found(
            cycles: roofline.cycles(model, on: machine, outcome, tallies, power: nil),
            picojoules: roofline.picojoules(model, on: machine, outcome, tallies),
            scratchBits: max(0, tallies.footprints[2] - outputs),
            homeReads: tallies.reads(of: 0), homeWrites: tallies.writes(of: 0))
        }
      }
    }
  }
}
