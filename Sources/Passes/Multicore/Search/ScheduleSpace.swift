import Machine

/// What plans of a graph may choose from: for each layer the units that can compute it, and the loops and sizes of cuts.
struct ScheduleSpace {
  /// What is known of one layer.
  struct LayerFacts {
    /// Units that can compute it, those of equal cost together: those that can compute the most layers first, then the fastest.
    var classes: [[Int]]
    /// The points of its loops.
    var points: Double
    /// For each loop, the side of an array that it runs along, or 1.
    var sides: [Int]
  }

  let graph: LayerGraph
  let platform: Platform
  private(set) var facts: [LayerFacts] = []
  let axes: LoopClasses

  /// The most nodes that one layer is cut into.
  static let mostNodes = 1 << 14

  /// - Parameter pins: for each layer the cores that it must be on, nil where it may be anywhere.
  init<Costs: NodeCosts>(
    graph: LayerGraph, platform: Platform, pins: [Int?], costs: inout Costs
  ) {
    self.graph = graph
    self.platform = platform
    axes = LoopClasses(graph)
    // What a unit that can compute many layers does stays where it is between them.
    var abilities = [Int](repeating: 0, count: platform.units.count)
    for (number, layer) in graph.layers.enumerated() {
      for unit in platform.units.indices
      where costs.cost(layer: number, extents: layer.loops, unit: unit) != nil {
        abilities[unit] += 1
      }
    }
    for (number, layer) in graph.layers.enumerated() {
      var found: [(units: [Int], cycles: Int64, picojoules: Double)] = []
      for unit in platform.units.indices {
        if let core = pins[number], platform.units[unit].core != core { continue }
        let whole = costs.cost(layer: number, extents: layer.loops, unit: unit)
        guard let whole else { continue }
        let place = found.firstIndex {
          $0.cycles == whole.cycles && $0.picojoules == whole.picojoules
        }
        if let place {
          found[place].units.append(unit)
        } else {
          found.append(([unit], whole.cycles, whole.picojoules))
        }
      }
      found.sort {
        let (more, less) = (abilities[$0.units[0]], abilities[$1.units[0]])
        if more != less { return more > less }
        let (left, right) = (
          Double($0.cycles) / Double($0.units.count), Double($1.cycles) / Double($1.units.count)
        )
        return left != right ? left < right : $0.units[0] < $1.units[0]
      }
      facts.append(
        LayerFacts(
          classes: found.map(\.units), points: layer.loops.reduce(1.0) { $0 * Double($1) },
          sides: Self.sides(of: layer, on: platform)))
    }
  }

  /// The first layer that no unit can compute.
  var layerWithoutUnit: Int? { facts.firstIndex { $0.classes.isEmpty } }

  private static func sides(of layer: LayerGraph.Layer, on platform: Platform) -> [Int] {
    var sides = [Int](repeating: 1, count: layer.loops.count)
    for (loop, letter) in layer.dimensions.enumerated() {
      guard let letter else { continue }
      for unit in platform.units {
        guard case .array(let array) = unit.kind else { continue }
        if array.rowLoops.contains(letter) { sides[loop] = max(sides[loop], array.rows) }
        if array.columnLoops.contains(letter) { sides[loop] = max(sides[loop], array.columns) }
      }
    }
    return sides
  }

  // MARK: Units

  /// Sets of units that a layer may be shared out over, all of the fastest class first.
  func unitSets(of layer: Int) -> [[Int]] {
    var sets: [[Int]] = []
    func add(_ set: [Int]) {
      if !set.isEmpty, !sets.contains(set) { sets.append(set) }
    }
    for units in facts[layer].classes {
      add(units)
      if units.count >= 4 {
        add(Array(units.prefix(units.count / 2)))
        add(Array(units.suffix(units.count / 2)))
      }
      for unit in units.prefix(8) { add([unit]) }
    }
    let all = facts[layer].classes.prefix(2).flatMap { $0 }.sorted()
    add(all)
    return sets
  }

  /// One unit for the layer: on the given core where that has one, else one of the fastest class.
  func unit(of layer: Int, preferring core: Int) -> Int {
    for units in facts[layer].classes {
      if let unit = units.first(where: { platform.units[$0].core == core }) { return unit }
    }
    let units = facts[layer].classes.first ?? [0]
    return units[core % units.count]
  }

  // MARK: Cuts

  /// Pieces that a loop may be cut into: whole sides of an array in powers of two, and less where memory counts.
  func sizes(of loop: Int, layer: Int, isSmall: Bool) -> [Int] {
    let extent = graph.layers[layer].loops[loop]
    guard extent > 1 else { return [] }
    let side = min(max(1, facts[layer].sides[loop]), extent)
    var sizes: [Int] = []
    func add(_ size: Int) {
      if size >= 1, size < extent, !sizes.contains(size) { sizes.append(size) }
    }
    var size = side > 1 ? side : min(32, extent)
    while size < extent {
      add(size)
      size *= 2
    }
    for parts in [2, 4, 8, 16] where side == 1 || (extent + parts - 1) / parts >= side {
      add((extent + parts - 1) / parts)
    }
    if isSmall || sizes.isEmpty {
      for size in [1, 2, 4, 8, 16] { add(size) }
    }
    return sizes.sorted(by: >)
  }

  /// The iterations of an axis, as its last layer counts them.
  func extent(of axis: Int) -> Int {
    axes.classes[axis].reduce(1) { extent, member in
      max(extent, graph.layers[member.layer].loops[member.loop] / max(1, member.scale))
    }
  }

  /// The number of nodes of a layer with these cuts.
  func nodeCount(_ cuts: [SchedulePlan.Cut], of layer: Int) -> Int {
    var count = 1
    for cut in cuts {
      let parts = (graph.layers[layer].loops[cut.loop] + cut.size - 1) / cut.size
      let (product, overflow) = count.multipliedReportingOverflow(by: parts)
      if overflow { return .max }
      count = product
    }
    return count
  }

  /// The cuts of a layer along axes that chains share: for each class with its size in the last layer, the layer's loop in it.
  func cuts(_ choices: [AxisCut], of layer: Int) -> [SchedulePlan.Cut] {
    var cuts: [SchedulePlan.Cut] = []
    for choice in choices {
      guard
        let member = axes.classes[choice.axis].first(where: { member in
          member.layer == layer && !cuts.contains { $0.loop == member.loop }
        })
      else { continue }
      let extent = graph.layers[layer].loops[member.loop]
      let (size, overflow) = choice.size.multipliedReportingOverflow(by: member.scale)
      if overflow || size >= extent { continue }
      cuts.append(SchedulePlan.Cut(loop: member.loop, size: size))
    }
    while nodeCount(cuts, of: layer) > Self.mostNodes, let last = cuts.indices.last {
      cuts[last].size *= 2
      if cuts[last].size >= graph.layers[layer].loops[cuts[last].loop] { cuts.removeLast() }
    }
    return cuts
  }
}

/// A class of loops, and the iterations of a piece in the last of its layers.
struct AxisCut: Hashable {
  var axis: Int
  var size: Int
}
