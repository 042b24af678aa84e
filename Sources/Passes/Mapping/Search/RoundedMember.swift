import Machine

/// A member of a group with whole counts, in one place of the group: goes from a choice of splits to better ones until none
/// is near.
///
/// The cost model judges one member at a time here: given the shared loops and what stays, members share nothing but room.
final class RoundedMember {
  /// A mapping by its choices.
  struct Choice: Equatable {
    /// The candidate of each loop.
    var splits: [Int]
    /// What memories keep.
    var kept: Int
    /// The innermost block of the loops outside each tile.
    var innermost: [TiledSpace.Block]
  }

  /// A mapping that was found.
  struct Found {
    var choice: Choice
    var cost: EnergyLatency
    /// The bytes that it needs of each memory.
    var bytes: [Double]
  }

  let space: TiledSpace
  let loops: [LoopSplits]
  private let axes: [LayerMapping.Axis?]
  private let keptChoices: [[TensorRoles]]
  private let orders: [[TiledSpace.Block]]
  private let evaluators: [LayerEvaluator]
  /// What was found for rooms, under the objective that was asked for last.
  private var known: [(room: LayerSearch.Room, found: Found)] = []
  private var objective: SearchObjective?
  /// How often the cost model was asked.
  private(set) var evaluations = 0

  /// The choices of a layer of the model's network in a place.
  init(_ model: NetworkCostModel, _ layer: Int, _ place: MemberPlace) {
    let description = model.network.layers[layer]
    let space = TiledSpace(description, on: model.machine, place: place)
    self.space = space
    let axes = RoundedLayer.axes(of: description, on: model.machine, limitsSides: true).axes
    // An output that is read whole is whole as far as where it is read.
    let whole = place.isOutputWhole ? space.levels.count { $0 <= place.outputHome ?? 0 } : 0
    let loops = LayerDimension.allCases.filter { space.sizes[$0] > 1 }.map { dimension in
      LoopSplits(
        dimension, size: space.sizes[dimension], levels: space.levels.count,
        limit: axes[dimension]?.limit ?? 1,
        whole: LayerDimensions.output.contains(dimension) ? whole : 0)
    }
    self.loops = loops
    self.axes = loops.map { axes[$0.dimension]?.axis }
    keptChoices = space.keptChoices
    orders = space.levels.reduce([[]]) { orders, _ in
      orders.flatMap { order in TiledSpace.Block.allCases.map { order + [$0] } }
    }
    evaluators = space.keptChoices.map {
      LayerEvaluator(model, layer: layer, member: space.terms(keeping: $0))
    }
  }

  /// The choice near the tiles that a layer has of each loop, whatever its extents.
  func choice(near tiles: [LayerDimension: [Int]]) -> Choice {
    Choice(
      splits: loops.map { loop in
        let own = tiles[loop.dimension] ?? []
        let count = space.levels.count + 1
        return loop.nearest(to: own.count == count ? own : [Int](repeating: 1, count: count))
      },
      kept: 0, innermost: space.levels.map { _ in .reduction })
  }

  /// The tiles of a choice, for each loop those of all levels and what runs along an axis.
  func tiles(of choice: Choice) -> [LayerDimension: [Int]] {
    var tiles: [LayerDimension: [Int]] = [:]
    for (loop, split) in zip(loops, choice.splits) {
      tiles[loop.dimension] = loop.candidates[split]
    }
    return tiles
  }

  /// The choice that fills the array, with the smallest tiles around it.
  var filled: Choice {
    choice(
      near: Dictionary(
        uniqueKeysWithValues: loops.map { loop in
          let most = loop.candidates.lazy.compactMap(\.last).max() ?? 1
          return (loop.dimension, [Int](repeating: most, count: space.levels.count + 1))
        }))
  }

  private func point(_ choice: Choice) -> TiledSpace.Point {
    var point = TiledSpace.Point(
      kept: keptChoices[choice.kept], tiles: space.levels.map { _ in LayerSizes(repeating: 1) },
      innermost: choice.innermost, spatial: [])
    for (number, loop) in loops.enumerated() {
      let candidate = loop.candidates[choice.splits[number]]
      for level in point.tiles.indices { point.tiles[level][loop.dimension] = candidate[level] }
      if let axis = axes[number], let count = candidate.last, count > 1 {
        point.spatial.append(.init(dimension: loop.dimension, count: count, axis: axis))
      }
    }
    return point
  }

  /// The mapping of a choice.
  func mapping(of choice: Choice) -> LayerMapping { space.mapping(of: point(choice)) }

  /// Judges a choice: how much it is worth, where what does not fit is worse than all that does, and the less the larger.
  private func judge(
    _ choice: Choice, in room: LayerSearch.Room, _ objective: SearchObjective
  ) -> (value: Double, found: Found) {
    evaluations += 1
    let point = point(choice)
    let evaluator = evaluators[choice.kept]
    space.judge(point, in: evaluator)
    var excess = space.isFinished(point) ? 0.0 : 1
    let bytes = room.bytes.indices.map { memory in
      var needed = evaluator.footprintBytes(in: memory)
      if memory == space.place?.outputHome {
        needed += max(0, room.outputBytes - evaluator.footprintBytes(in: memory, of: .output))
      }
      if needed > room.bytes[memory] { excess += needed / max(1, room.bytes[memory]) }
      return needed
    }
    let cost = EnergyLatency(
      energy: evaluator.totals.picojoules, latency: evaluator.totals.cycles)
    let value = excess > 0 ? 1e200 * (1 + excess) : objective.value(of: cost)
    return (value, Found(choice: choice, cost: cost, bytes: bytes))
  }

  /// The best choice near some starts that fits; nil where none does.
  func minimize(
    _ objective: SearchObjective, in room: LayerSearch.Room, from starts: [Choice]
  ) -> Found? {
    if self.objective != objective {
      self.objective = objective
      known = []
    }
    for (other, found) in known
    where other.outputBytes == room.outputBytes
      && zip(room.bytes, other.bytes).allSatisfy({ $0 <= $1 })
      && zip(found.bytes, room.bytes).allSatisfy({ $0 <= $1 })
    { return found }
    var best: (value: Double, found: Found)?
    for start in starts {
      let next = judge(start, in: room, objective)
      if best.map({ next.value < $0.value }) ?? true { best = next }
    }
    guard var best else { return nil }
    var improved = true
    func take(_ choice: Choice) {
      let next = judge(choice, in: room, objective)
      if next.value < best.value { (best, improved) = (next, true) }
    }
    while improved {
      improved = false
      step(take) { best.found.choice }
      if improved { continue }
      for loop in loops.indices {
        for candidate in loops[loop].candidates.indices
        where candidate != best.found.choice.splits[loop] {
          var next = best.found.choice
          next.splits[loop] = candidate
          take(next)
        }
      }
      if !improved { exchange(best.found.choice, take) }
    }
    guard best.value < 1e200 else { return nil }
    known.append((room, best.found))
    return best.found
  }

  /// Calls `take` with choices in which a prime factor of one loop is elsewhere, and with other orders and memories.
  private func step(_ take: (Choice) -> Void, _ current: () -> Choice) {
    for loop in loops.indices {
      for inwards in [true, false] {
        let own = current()
        for candidate in loops[loop].moves(
          of: own.splits[loop], inwards: inwards, primesOnly: true)
        {
          var next = own
          next.splits[loop] = candidate
          take(next)
        }
      }
    }
    for kept in keptChoices.indices {
      for order in orders {
        var next = current()
        guard kept != next.kept || order != next.innermost else { continue }
        (next.kept, next.innermost) = (kept, order)
        take(next)
      }
    }
  }

  /// Calls `take` with choices in which the smallest part of one loop moves inwards and one of another outwards.
  private func exchange(_ choice: Choice, _ take: (Choice) -> Void) {
    let outwards = loops.indices.map {
      loops[$0].moves(of: choice.splits[$0], inwards: false, primesOnly: true)
    }
    for grown in loops.indices {
      let inwards = loops[grown].moves(of: choice.splits[grown], inwards: true, primesOnly: true)
      for larger in inwards {
        for shrunk in loops.indices where shrunk != grown {
          for smaller in outwards[shrunk] {
            var next = choice
            next.splits[grown] = larger
            next.splits[shrunk] = smaller
            take(next)
          }
        }
      }
    }
  }
}
