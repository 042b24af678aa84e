import Machine

/// A layer with whole counts: goes from a choice of splits to better ones until none is near.
///
/// Near are: another split of one loop; another order, or other memories passed by; a larger tile of one loop against a
/// smaller one of another in the same memory, since memories are full where tiles are good.
struct RoundedLayer {
  /// Which memories keep what, and which loops are innermost between two memories.
  struct Arrangement {
    let kept: [TensorRoles]
    let innermost: [TiledSpace.Block]
    let template: MappingTemplate
    /// For each slot the loop and the component of its counts, or none.
    let slots: [(loop: Int, component: Int)?]
  }

  /// A mapping by its choices.
  struct Choice: Equatable {
    /// The candidate of each loop.
    var splits: [Int]
    var arrangement: Int
  }

  let model: NetworkCostModel
  let number: Int
  let loops: [LoopSplits]
  let arrangements: [Arrangement]
  private let capacities: [Double]
  /// How many memories have tiles.
  let levels: Int
  /// The most that rows and columns may run together; nil where each has its own limit.
  let arrayLimit: Double?
  /// Whether each side of the array has its own limit.
  let limitsSides: Bool
  /// The innermost blocks outside each tile that are tried.
  let orders: [[TiledSpace.Block]]
  /// The loops that may run along the array or the lanes.
  let spatial: [TiledSpace.SpatialLoop]

  /// The choices of a layer of the model's network.
  init(_ model: NetworkCostModel, _ number: Int) {
    self.model = model
    self.number = number
    let layer = model.network.layers[number]
    let machine = model.machine
    let limitsSides = model.kind == .m1 || model.options.limitsSides
    self.limitsSides = limitsSides
    let space = TiledSpace(layer, on: machine, limitsSides: limitsSides)
    levels = space.levels.count
    let (axes, arrayLimit) = Self.axes(of: layer, on: machine, limitsSides: limitsSides)
    self.arrayLimit = arrayLimit
    let loops = LayerDimension.allCases.filter { layer.sizes[$0] > 1 }.map {
      LoopSplits(
        $0, size: layer.sizes[$0], levels: space.levels.count, limit: axes[$0]?.limit ?? 1)
    }
    self.loops = loops
    var orders: [[TiledSpace.Block]] = [space.levels.map { _ in .reduction }]
    if model.kind == .m1 {
      orders = space.levels.reduce([[]]) { orders, _ in
        orders.flatMap { order in TiledSpace.Block.allCases.map { order + [$0] } }
      }
    }
    self.orders = orders
    let spatial = loops.compactMap { loop in
      axes[loop.dimension].map {
        TiledSpace.SpatialLoop(dimension: loop.dimension, count: 1, axis: $0.axis)
      }
    }
    self.spatial = spatial
    arrangements = space.keptChoices.flatMap { kept in
      orders.map { order in
        let point = TiledSpace.Point(
          kept: kept, tiles: space.levels.map { _ in layer.sizes }, innermost: order,
          spatial: spatial)
        return Self.arrangement(point, space, loops)
      }
    }
    capacities = machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
  }

  /// Which loops may run along the array or the lanes, and the most steps of each; and the most that rows and columns may
  /// run together, where each has no limit of its own.
  static func axes(
    of layer: Layer, on machine: Accelerator, limitsSides: Bool
  ) -> (axes: [LayerDimension: (axis: LayerMapping.Axis, limit: Int)], arrayLimit: Double?) {
    var axes: [LayerDimension: (axis: LayerMapping.Axis, limit: Int)] = [:]
    var arrayLimit: Double?
    if layer.kind == .contraction, let array = machine.arrays.first {
      let places = array.rows * array.columns
      if array.columnLoops.contains(.outputChannel) {
        axes[.outputChannel] = (.columns, limitsSides ? array.columns : places)
      }
      if array.rowLoops.contains(.inputChannel) {
        axes[.inputChannel] = (.rows, limitsSides ? array.rows : places)
      }
      if !limitsSides { arrayLimit = Double(places) }
    } else if layer.kind != .contraction, let unit = machine.vectorUnits.first {
      let outputs = LayerDimensions.output.members
      if let longest = outputs.max(by: { layer.sizes[$0] < layer.sizes[$1] }) {
        axes[longest] = (.lanes, unit.lanes)
      }
    }
    return (axes, arrayLimit)
  }

  private static func arrangement(
    _ point: TiledSpace.Point, _ space: TiledSpace, _ loops: [LoopSplits]
  ) -> Arrangement {
    let template = space.template(of: point)
    var seen: [LayerDimension: Int] = [:]
    let slots = template.slots.map { slot -> (loop: Int, component: Int)? in
      switch slot {
      case .memory: return nil
      case .loop(let dimension):
        defer { seen[dimension, default: 0] += 1 }
        // A loop has a slot outside each tile, and one inside all.
        let component = min(seen[dimension] ?? 0, space.levels.count)
        return loops.firstIndex { $0.dimension == dimension }.map { ($0, component) }
      case .spatial(let dimension, _):
        return loops.firstIndex { $0.dimension == dimension }.map { ($0, space.levels.count + 1) }
      }
    }
    return Arrangement(
      kept: point.kept, innermost: point.innermost, template: template, slots: slots)
  }

  /// The counts of a choice, one per slot.
  private func counts(_ choice: Choice) -> [Double] {
    arrangements[choice.arrangement].slots.map { slot in
      slot.map { loops[$0.loop].counts[choice.splits[$0.loop]][$0.component] } ?? 1
    }
  }

  /// The value of a choice; what is too large for its memory is worse than all that fits, the more the larger.
  func value(_ choice: Choice, _ weights: Descent.Weights) -> Double {
    let estimate = model.estimate(
      arrangements[choice.arrangement].template, counts: counts(choice), layer: number)
    var excess = 0.0
    for (bytes, capacity) in zip(estimate.footprintBytes, capacities) where bytes > capacity {
      excess += bytes / capacity
    }
    if let arrayLimit {
      let steps = loops.indices.reduce(1.0) { $0 * loops[$1].counts[choice.splits[$1]][levels + 1] }
      if steps > arrayLimit { excess += steps / arrayLimit }
    }
    if excess > 0 { return 1e200 * (1 + excess) }
    return weights.value(.init(picojoules: estimate.picojoules, cycles: estimate.cycles))
  }

  /// The mapping of a choice and its totals; nil where it does not fit.
  func mapping(_ choice: Choice) -> (mapping: LayerMapping, totals: CostTotals)? {
    let mapping = arrangements[choice.arrangement].template.mapping(
      counts: counts(choice).map { Int($0) })
    guard let totals = try? model.totals(of: mapping, layer: number) else { return nil }
    return (mapping, totals)
  }

  /// Goes to better choices near `start` until there is none, or until `isSpent` says so of the values asked for.
  ///
  /// - Parameter isThorough: whether two loops are changed at once where one alone does not help.
  func descend(
    _ start: Choice, _ weights: Descent.Weights, isThorough: Bool, _ judged: inout Int,
    isSpent: (Int) -> Bool
  ) -> (choice: Choice, value: Double) {
    var choice = start
    judged += 1
    var best = value(choice, weights)
    var improved = true
    func take(_ next: Choice, _ judged: inout Int) {
      judged += 1
      let found = value(next, weights)
      if found < best { (choice, best, improved) = (next, found, true) }
    }
    while improved, !isSpent(judged) {
      improved = false
      // Small steps first: there are few of them.
      for loop in loops.indices {
        for inwards in [true, false] {
          let own = choice
          for candidate in loops[loop].moves(
            of: own.splits[loop], inwards: inwards, primesOnly: true)
          {
            var next = own
            next.splits[loop] = candidate
            take(next, &judged)
          }
        }
      }
      for arrangement in arrangements.indices where arrangement != choice.arrangement {
        var next = choice
        next.arrangement = arrangement
        take(next, &judged)
      }
      if improved { continue }
      for loop in loops.indices where !isSpent(judged) {
        for candidate in loops[loop].candidates.indices where candidate != choice.splits[loop] {
          var next = choice
          next.splits[loop] = candidate
          take(next, &judged)
        }
      }
      for primesOnly in [true, false] where !improved && isThorough && !isSpent(judged) {
        exchange(choice, primesOnly, &judged, take)
      }
    }
    return (choice, best)
  }

  /// Calls `take` with choices in which some steps of one loop move inwards and about as many of another outwards, since what
  /// one tile gains another one must lose.
  private func exchange(
    _ choice: Choice, _ primesOnly: Bool, _ judged: inout Int,
    _ take: (Choice, inout Int) -> Void
  ) {
    func moves(_ loop: Int, inwards: Bool) -> [(candidate: Int, factor: Double)] {
      let own = loops[loop].counts[choice.splits[loop]]
      return loops[loop].moves(
        of: choice.splits[loop], inwards: inwards, primesOnly: primesOnly
      ).map { candidate in
        (candidate, zip(loops[loop].counts[candidate], own).reduce(1) { max($0, $1.0 / $1.1) })
      }
    }
    let outwards = loops.indices.map { moves($0, inwards: false) }
    for grown in loops.indices {
      for larger in moves(grown, inwards: true) {
        for shrunk in loops.indices where shrunk != grown {
          for smaller in outwards[shrunk] {
            let ratio = larger.factor / smaller.factor
            guard primesOnly || (ratio <= 2 && ratio >= 0.5) else { continue }
            var next = choice
            next.splits[grown] = larger.candidate
            next.splits[shrunk] = smaller.candidate
            take(next, &judged)
          }
        }
      }
    }
  }
}
