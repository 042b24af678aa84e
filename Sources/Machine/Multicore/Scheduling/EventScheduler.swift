/// Gives a plan its times: an event-driven list scheduler in which every unit and every channel is a resource of its own.
///
/// Nodes, moves and places follow from the plan alone, so the same plan gives the same schedule. Time and memory are linear in the number of nodes,
/// pieces and moves where memories are large enough.
public struct EventScheduler {
  /// The layers.
  public let graph: LayerGraph
  /// The machine.
  public let platform: Platform
  /// How many nodes behind the first that has not ended may be in preparation. More of them hide more transfers, and take more
  /// memory. nil: two rows of nodes for `SchedulePlan.Order.liveness`, many for all other orders.
  public var lookahead: Int?

  private let knownRanks = KnownRanks()

  /// A scheduler. One that gives times to many plans of the same program remembers what it found out about orders.
  public init(graph: LayerGraph, platform: Platform) {
    self.graph = graph
    self.platform = platform
  }

  /// The schedule of a plan, or why it has none: it contradicts itself, a unit can't compute a layer, or what one node needs does not fit.
  public func schedule<Costs: NodeCosts>(
    _ plan: SchedulePlan, costs: inout Costs
  ) -> Result<Schedule, ScheduleObstacle> {
    do throws(ScheduleObstacle) {
      return .success(try timed(plan, costs: &costs))
    } catch {
      return .failure(error)
    }
  }

  private func timed<Costs: NodeCosts>(
    _ plan: SchedulePlan, costs: inout Costs
  ) throws(ScheduleObstacle) -> Schedule {
    let space = try NodeSpace(graph: graph, platform: platform, plan: plan)
    let table = try NodeCostTable(space: space, graph: graph, platform: platform, costs: &costs)
    let sequence: NodeSequence
    switch plan.order {
    case .listed(let names):
      sequence = try NodeSequence(names, space: space, graph: graph)
    case .layers:
      sequence = try built(
        space, table, plan, ranks: LayerRanks.program(graph.layers.count), unitsFirst: false)
    case .criticalPath:
      let ranks = LayerRanks.criticalPath(graph: graph, space: space, table: table)
      sequence = try built(space, table, plan, ranks: ranks, unitsFirst: true)
    case .liveness:
      let ranks = try LayerRanks(graph: graph, platform: platform, plan: plan).liveness(
        costs: &costs, known: knownRanks)
      sequence = try built(space, table, plan, ranks: ranks, unitsFirst: false)
    }
    var timeline = Timeline(
      space: space, table: table, platform: platform, graph: graph, sequence: sequence,
      lookahead: lookahead ?? usualLookahead(plan),
      keepsBetweenGroups: plan.keepsBetweenGroups, groupCount: plan.groups.count)
    try timeline.run()
    return timeline.schedule()
  }

  private func built(
    _ space: NodeSpace, _ table: NodeCostTable, _ plan: SchedulePlan, ranks: [Int],
    unitsFirst: Bool
  ) throws(ScheduleObstacle) -> NodeSequence {
    var builder = SequenceBuilder(
      space: space, table: table, ranks: ranks, unitsFirst: unitsFirst)
    return try builder.build(groupCount: plan.groups.count)
  }

  private func usualLookahead(_ plan: SchedulePlan) -> Int {
    let layers = plan.groups.reduce(1) { max($0, $1.count) }
    let units = max(1, plan.layers.reduce(1) { max($0, $1.units.count) })
    switch plan.order {
    case .liveness: return 2 * layers * units + platform.units.count
    default: return max(64, 4 * layers) * units
    }
  }
}

extension Timeline {
  /// What the timeline has become: all arrays in the order of starts.
  mutating func schedule() -> Schedule {
    for number in copies.indices where copies[number].home >= 0 {
      if copies[number].hold >= 0 { holds[Int(copies[number].hold)].end = now }
    }
    order(&nodes) { ($0.start, $0.layer, $0.index) < ($1.start, $1.layer, $1.index) }
    order(&moves) {
      ($0.start, $0.tensor, $0.piece, $0.source, $0.destination)
        < ($1.start, $1.tensor, $1.piece, $1.source, $1.destination)
    }
    order(&holds) {
      ($0.start, $0.tensor, $0.piece, $0.memory) < ($1.start, $1.tensor, $1.piece, $1.memory)
    }
    return Schedule(
      nodes: nodes, grids: space.grids, moves: moves, holds: holds, cycles: now, energy: energy)
  }

  /// Sorts what is in the order of starts already but for equal ones.
  private func order<Element>(
    _ elements: inout [Element], by areInOrder: (Element, Element) -> Bool
  ) {
    for index in elements.indices.dropFirst() {
      var place = index
      while place > 0, areInOrder(elements[place], elements[place - 1]) {
        elements.swapAt(place, place - 1)
        place -= 1
      }
    }
  }
}

extension NodeSequence {
  /// A listed order, if it has each node once and none before those whose results it reads.
  init(_ names: [SchedulePlan.NodeName], space: NodeSpace, graph: LayerGraph)
    throws(ScheduleObstacle)
  {
    guard names.count == space.totalNodes else {
      throw ScheduleObstacle(
        message: "the order lists \(names.count) nodes, the plan has \(space.totalNodes)")
    }
    var starts: [Int] = []
    var total = 0
    for count in space.nodeCounts {
      starts.append(total)
      total += count
    }
    var isListed = [Bool](repeating: false, count: total)
    var written = [Int32](repeating: 0, count: space.totalPieces)
    var finished = [Bool](repeating: false, count: space.totalPieces)
    var missing = [Int32](repeating: 0, count: space.groupCount)
    for read in space.readLayers.indices
    where space.writersPerPiece[space.readTensors[read]] > 0 {
      for offset in 0..<space.readWidths[read] {
        missing[space.readBases[read] + offset] = Int32(
          space.pieceCount(of: read, offset: offset))
      }
    }
    var found: [Int32] = []
    var fusionGroup = 0
    for name in names {
      guard space.nodeCounts.indices.contains(name.layer), name.index >= 0,
        name.index < space.nodeCounts[name.layer],
        !isListed[starts[name.layer] + name.index]
      else {
        throw ScheduleObstacle(
          message:
            "the order lists node \(name.index) of layer \(name.layer), which is not there or there twice"
        )
      }
      isListed[starts[name.layer] + name.index] = true
      func refuse(_ reason: String) -> ScheduleObstacle {
        ScheduleObstacle(
          message:
            "the order lists node \(name.index) of layer '\(graph.layers[name.layer].name)' \(reason)",
          layer: name.layer)
      }
      guard space.fusionGroups[name.layer] >= fusionGroup else {
        throw refuse("behind one of a later group")
      }
      fusionGroup = space.fusionGroups[name.layer]
      for read in space.readStarts[name.layer]..<space.readStarts[name.layer + 1] {
        let offset = space.groupOffset(
          read: read, node: name.index, cutStart: space.cutStarts[name.layer])
        if missing[space.readBases[read] + offset] > 0 {
          throw refuse(
            "before all that it reads of '\(graph.tensors[space.readTensors[read]].name)'")
        }
      }
      for write in space.writeStarts[name.layer]..<space.writeStarts[name.layer + 1] {
        let (piece, rank) = space.written(write: write, node: name.index, layer: name.layer)
        let tensor = space.writeTensors[write]
        let global = space.pieceBases[tensor] + piece
        if space.rankCounts[write] > 1, Int(written[global]) != rank {
          throw refuse("out of its turn in a sum")
        }
        written[global] += 1
        guard Int(written[global]) == space.writersPerPiece[tensor], !finished[global] else {
          continue
        }
        finished[global] = true
        for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
          let read = space.tensorReads[index]
          space.groups(of: read, holding: piece, into: &found)
          for offset in found { missing[space.readBases[read] + Int(offset)] -= 1 }
        }
      }
      let slot = space.unitSlot(name.index, layer: name.layer)
      append(
        layer: name.layer, node: name.index, slot: space.unitStarts[name.layer] + slot)
    }
  }
}
