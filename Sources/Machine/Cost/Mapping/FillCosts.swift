/// What a layer costs under `m1` as a linear function of how many elements are moved into each of its tiles.
///
/// For searches over nests in which every tensor has tiles of its own in every memory. The energy, and the cycles of every
/// component, are `constants[part]` plus, for each place, its fills times `slopes[place · partCount + part]`; part 0 is the
/// energy in picojoules, the others are cycles, of which the largest counts. An addend is fetched like a tensor whose tiles
/// are those of the innermost sums: behind the places come the layer's addends.
public struct FillCosts: Sendable {
  /// A memory that keeps a tile of a tensor.
  public struct Place: Hashable, Sendable {
    /// The memory's index in the machine.
    public var memory: Int
    /// The tensor.
    public var role: TensorRole

    /// Creates a place.
    public init(memory: Int, role: TensorRole) {
      self.memory = memory
      self.role = role
    }
  }

  /// How many parts there are: energy and components of time.
  public let partCount: Int
  /// What each part is without any fills.
  public let constants: [Double]
  /// What a fill of each place adds to each part.
  public let slopes: [Double]
}

extension NetworkCostModel {
  /// The costs of a layer by its fills.
  ///
  /// - Parameters:
  ///   - places: the memories inside the outermost one that keep tensors; of a tensor, outermost first.
  ///   - spatial: what runs along the array, inside all memories but its registers.
  public func fillCosts(
    of layer: Int, places: [FillCosts.Place],
    spatial: [(dimension: LayerDimension, count: Int, axis: LayerMapping.Axis)],
    shares: FusedShares<Double> = FusedShares<Double>()
  ) -> FillCosts {
    let addends = network.layers[layer].addends.map { addend in
      layers[layer].elements(addend.dimensions.intersection(layers[layer].dimensions.2))
    }
    let least = places.map { layers[layer].elementCount($0.role) } + addends
    func parts(_ fills: [Double]) -> [Double] {
      withFills(fills, of: layer, places: places, spatial: spatial, shares: shares) {
        outcome, tallies in
        var parts = [
          roofline.picojoules(layers[layer], on: machineModel, outcome, tallies)
        ]
        // The slower of steps and loads of weights counts: each is a part of its own.
        var steps = outcome
        steps.weightLoads = 0
        roofline.components(layers[layer], on: machineModel, steps, tallies) { parts.append($1) }
        guard options.pipelineTerms else { return parts }
        var loads = outcome
        loads.steps = 0
        roofline.components(layers[layer], on: machineModel, loads, tallies) { part, cycles in
          if case .compute = part { parts.append(cycles) }
        }
        return parts
      }
    }
    let base = parts(least)
    var constants = base
    var slopes: [Double] = []
    for place in least.indices {
      // A step as large as fills can be, so that rounding stays small beside them.
      let step = max(least[place], layers[layer].points)
      var more = least
      more[place] += step
      for (part, value) in parts(more).enumerated() {
        let slope = max(0, (value - base[part]) / step)
        slopes.append(slope)
        constants[part] -= slope * least[place]
      }
    }
    return FillCosts(partCount: base.count, constants: constants, slopes: slopes)
  }

  /// The elements that are moved into a memory which keeps tiles with the given extents of the loops, where all other
  /// loops are outside of it: for an output, those that leave it.
  public func fills(of role: TensorRole, tile: LayerSizes, layer: Int) -> Double {
    let model = layers[layer]
    return withExtents(model, tile) { tile, full in
      let nest = OrderAwareNest()
      var fills =
        role == .input ? nest.inputElements(model, tile, full) : model.elementCount(role)
      for index in 0..<8 where !nest.depends(model, role.index, index) {
        fills *= full[index] / tile[index]
      }
      return fills
    }
  }

  /// The bytes that a tile with the given extents takes in a memory.
  public func tileBytes(
    of place: FillCosts.Place, tile: LayerSizes, layer: Int, isInnermost: Bool
  ) -> Double {
    let model = layers[layer]
    let width =
      switch place.role {
      case .input: model.bits.0
      case .weight: model.bits.1
      case .output: isInnermost ? model.partialSumBits : model.bits.2
      }
    return withExtents(model, tile) { tile, _ in
      TileSize.bits(
        model, place.role.index, width, tile, row: machineModel.memories[place.memory].rowBits)
        / 8
    }
  }

  /// Calls `body` with the extents of a tile and of the layer.
  private func withExtents(
    _ layer: LayerModel, _ tile: LayerSizes,
    _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Double
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 16) { numbers in
      guard let base = numbers.baseAddress else {
        preconditionFailure("invariant: temporary memory has a capacity")
      }
      for index in 0..<8 {
        base[index] = Double(tile[index])
        base[8 + index] = Double(layer.sizes[index])
      }
      return body(base, base + 8)
    }
  }

  /// The elements of an addend that are fetched where the innermost sums have tiles with the given extents, or a number
  /// that they are never below.
  public func fills(ofAddend number: Int, tile: LayerSizes, layer: Int) -> Double {
    let model = layers[layer]
    let addend = model.addends[number]
    let own = addend.dimensions.intersection(model.dimensions.2)
    let repeated = model.dimensions.2.subtracting(own)
    guard let most = machineModel.repeatedRows else {
      // Every tile of sums fetches its part.
      return withExtents(model, tile) { tile, full in
        var fills = model.elements(own)
        for index in 0..<8 where repeated.rawValue >> UInt8(index) & 1 != 0 {
          fills *= full[index] / tile[index]
        }
        return fills
      }
    }
    // A row comes once for each of at most so many that stream and take the same of it.
    var rows = 1.0
    for dimension in [LayerDimension.outputColumn, .outputRow, .batch] {
      guard model.sizes[dimension] == 1 || repeated.contains(dimension) else { break }
      rows *= Double(model.sizes[dimension])
      guard model.isPointwise else { break }
    }
    return max(model.elements(own), model.elements(model.dimensions.2) / min(rows, most))
  }

  /// Calls `body` with what a nest with the given fills moves, of places and then of addends.
  private func withFills<Result>(
    _ fills: [Double], of number: Int, places: [FillCosts.Place],
    spatial: [(dimension: LayerDimension, count: Int, axis: LayerMapping.Axis)],
    shares: FusedShares<Double>, _ body: (NestOutcome<Double>, CostTallies<Double>) -> Result
  ) -> Result {
    let layer = layers[number]
    let machine = machineModel
    let memories = machine.memories.count
    let capacity = CostTallies<Double>.numbersPerMemory * memories
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity + 8) { numbers in
      withUnsafeTemporaryAllocation(of: OrderAwareNest.Path<Double>.self, capacity: 3) { paths in
        guard let base = numbers.baseAddress, let paths = paths.baseAddress else {
          preconditionFailure("invariant: temporary memory has a capacity")
        }
        let tallies = CostTallies(memory: base, memoryCount: memories)
        // Footprints are not asked for, so that any extents will do.
        let extents = base + capacity
        for index in 0..<8 { extents[index] = Double(layer.sizes[index]) }
        paths.initialize(repeating: OrderAwareNest.Path(), count: 3)
        let nest = OrderAwareNest()
        let outputs = layer.elementCount(.output)
        let innermost = places.last { $0.role == .output }?.memory ?? 0
        var outputPath = OrderAwareNest.Path<Double>()
        let usesDiagonal = spatial.contains { $0.axis == .diagonal && $0.count > 1 }
        let lanes = usesDiagonal ? machine.diagonalColumns : 1
        func enter(_ memory: Int, _ role: TensorRole, _ fills: Double) {
          let index = role.index
          guard role == .output else {
            return nest.enter(
              layer, machine, index, memory, role == .weight ? fills * lanes : fills, 1,
              shares.kept(index), extents, tallies, &paths[index])
          }
          paths[index].refetches = fills / outputs
          nest.enterOutput(
            layer, machine, memory, outputs, memory == innermost, shares, extents, tallies,
            &paths[index])
          if memory == innermost { outputPath = paths[index] }
        }
        for role in TensorRole.allCases where layer.isContraction || role != .weight {
          enter(0, role, layer.elementCount(role))
        }
        for (place, fills) in zip(places, fills) where !machine.memories[place.memory].isRegisters {
          enter(place.memory, place.role, fills)
        }
        var waste = 1.0
        var atOnce = 1.0
        var weights = layer.elementCount(.weight)
        for loop in spatial {
          let count = Double(loop.count)
          atOnce *= count
          if loop.axis == .diagonal { waste *= count }
          for role in 0..<3 where !nest.depends(layer, role, loop.dimension.rawValue) {
            paths[role].copies *= count
            paths[role].fan *= count
          }
          if nest.depends(layer, 1, loop.dimension.rawValue) { weights /= count }
        }
        var weightLoads = 0.0
        for (place, fills) in zip(places, fills) where machine.memories[place.memory].isRegisters {
          enter(place.memory, place.role, fills)
          weightLoads = weights * (fills / layer.elementCount(.weight))
        }
        nest.feed(
          layer, layer.points, outputs, paths, outputPath, shares,
          UnsafeBufferPointer(start: nil, count: 0), tallies
        ) { fills[places.count + $0] }
        let outcome = NestOutcome(
          operations: layer.points * layer.operationsPerPoint, waste: waste,
          steps: layer.points / atOnce, weightLoads: weightLoads, outputMemory: paths[2].memory)
        return body(outcome, tallies)
      }
    }
  }
}

extension LayerModel {
  /// The elements of a tensor; of an input, those that windows touch.
  fileprivate func elementCount(_ role: TensorRole) -> Double {
    switch role {
    case .input: max(1, leastElements(of: .input))
    case .weight: elements(dimensions.1)
    case .output: elements(dimensions.2)
    }
  }
}
