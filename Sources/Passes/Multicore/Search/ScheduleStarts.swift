import Machine

/// Plans that searches begin with: slices along the axes that chains of layers share, on one core, on all, or layer by layer on
/// different cores.
struct ScheduleStarts {
  let space: ScheduleSpace
  let objective: ScheduleObjective

  /// Where layers are computed.
  enum Placement: Hashable {
    /// Each layer over all units of its fastest class, in contiguous blocks.
    case sharedOut
    /// All on one core, with what it can't compute on others.
    case core(Int)
    /// Each layer on one core, stretches of about equal work.
    case pipeline
  }

  private var graph: LayerGraph { space.graph }
  private var everything: [Int] { Array(graph.layers.indices) }

  /// Every layer a group of its own.
  var singleGroups: [[Int]] { graph.layers.indices.map { [$0] } }

  /// All starts, those that are most often good first.
  func plans() -> [SchedulePlan] {
    var plans: [SchedulePlan] = []
    var seen: Set<SchedulePlan> = []
    func add(_ plan: SchedulePlan) {
      if seen.insert(plan).inserted { plans.append(plan) }
    }
    // The order by liveness is itself searched for, which takes long: only where bytes are what counts.
    let orders: [SchedulePlan.Order] =
      objective == .peakMemory ? [.liveness, .layers] : [.criticalPath, .layers]
    let slices = slices
    let placements = placements
    add(layerByLayer(keeps: true))
    for order in orders {
      for slice in slices {
        for placement in placements {
          add(plan(slice, placement, groups: [everything], order: order))
        }
      }
    }
    add(layerByLayer(keeps: false))
    return plans
  }

  /// Each layer by itself over all units.
  func layerByLayer(keeps: Bool) -> SchedulePlan {
    var plan = plan([], .sharedOut, groups: singleGroups, order: .layers)
    plan.keepsBetweenGroups = keeps
    return plan
  }

  /// The axes to slice along, with the sizes of slices.
  private var slices: [[AxisCut]] {
    var slices: [[AxisCut]] = []
    let axes = space.axes.classes.prefix(objective == .peakMemory ? 4 : 3)
    var first: [[AxisCut]] = []
    for number in axes.indices {
      let sizes = sizes(of: number)
      let cuts = sizes.map { [AxisCut(axis: number, size: $0)] }
      if number == 0 { first = cuts }
      slices += cuts
    }
    // Two axes at a time: slices of slices.
    for number in axes.indices.dropFirst() {
      let sizes = sizes(of: number)
      for cut in first.prefix(3) {
        for size in sizes.prefix(2) {
          slices.append(cut + [AxisCut(axis: number, size: size)])
          slices.append([AxisCut(axis: number, size: size)] + cut)
        }
      }
    }
    slices.append([])
    return slices
  }

  /// Sizes of slices along an axis, from its last layer's point of view.
  func sizes(of axis: Int) -> [Int] {
    let extent = space.extent(of: axis)
    guard extent > 1 else { return [] }
    var sizes: [Int] = []
    func add(_ size: Int) {
      if size >= 1, size < extent, !sizes.contains(size) { sizes.append(size) }
    }
    if objective == .peakMemory { for size in [1, 2, 4] { add(size) } }
    // The finest are for what fits in no other way.
    for parts in [4, 8, 16, 2, 32, 64, 128, 256, 512, 1024] where extent / parts >= 1 {
      add((extent + parts - 1) / parts)
    }
    add(32)
    if sizes.isEmpty { add(1) }
    return sizes
  }

  var placements: [Placement] {
    let cores = Set(
      space.facts.flatMap { $0.classes.first ?? [] }.map { space.platform.units[$0].core })
    if cores.count <= 1 { return [.sharedOut] }
    return [.sharedOut, .core(cores.min() ?? 0), .pipeline]
  }

  /// A plan of slices.
  func plan(
    _ slices: [AxisCut], _ placement: Placement, groups: [[Int]], order: SchedulePlan.Order
  ) -> SchedulePlan {
    var layers: [SchedulePlan.Layer] = []
    let stretches = placement == .pipeline ? stretches() : []
    for layer in graph.layers.indices {
      var cuts = space.cuts(slices, of: layer)
      if cuts.isEmpty, let slice = slices.first { cuts = besideAxis(slice, of: layer) }
      let units: [Int]
      switch placement {
      case .sharedOut:
        units = space.facts[layer].classes.first ?? [0]
        if cuts.isEmpty || units.count > 1 && space.nodeCount(Array(cuts.prefix(1)), of: layer) < 2
        {
          cuts = shares(units.count, of: layer)
        }
      case .core(let core):
        units = [space.unit(of: layer, preferring: core)]
      case .pipeline:
        units = [space.unit(of: layer, preferring: stretches[layer])]
      }
      layers.append(SchedulePlan.Layer(cuts: cuts, units: units))
    }
    return SchedulePlan(layers: layers, groups: groups, order: order)
  }

  /// For a layer that the axis of a slice passes by, as many pieces along its own longest loop that is no sum, each of whole sides of
  /// an array.
  private func besideAxis(_ slice: AxisCut, of layer: Int) -> [SchedulePlan.Cut] {
    let pieces = (space.extent(of: slice.axis) + slice.size - 1) / max(1, slice.size)
    guard let loop = longestLoop(of: layer) else { return [] }
    let extent = graph.layers[layer].loops[loop]
    let side = space.facts[layer].sides[loop]
    let size = ((extent + pieces - 1) / max(1, pieces) + side - 1) / side * side
    guard size < extent, size > 0 else { return [] }
    let cuts = [SchedulePlan.Cut(loop: loop, size: size)]
    return space.nodeCount(cuts, of: layer) <= ScheduleSpace.mostNodes ? cuts : []
  }

  /// The longest loop that is no sum, in sides of an array; the first of equals.
  private func longestLoop(of layer: Int) -> Int? {
    let own = graph.layers[layer]
    let loops = own.loops.indices.filter { !own.isReduction[$0] && own.loops[$0] > 1 }
    return loops.max { left, right in
      let (a, b) = (
        own.loops[left] / space.facts[layer].sides[left],
        own.loops[right] / space.facts[layer].sides[right]
      )
      return a != b ? a < b : left > right
    }
  }

  /// A cut of a layer that nothing else cuts into equal shares for units: the longest loop that is no sum.
  func shares(_ count: Int, of layer: Int) -> [SchedulePlan.Cut] {
    guard count > 1 else { return [] }
    guard let loop = longestLoop(of: layer) else { return [] }
    let own = graph.layers[layer]
    let size = (own.loops[loop] + count - 1) / count
    return size < own.loops[loop] ? [SchedulePlan.Cut(loop: loop, size: size)] : []
  }

  /// For each layer a core, so that stretches of layers of about equal work are on one each.
  private func stretches() -> [Int] {
    let cores = Set(
      space.facts.flatMap { $0.classes.first ?? [] }.map { space.platform.units[$0].core }
    ).sorted()
    let work = space.facts.map(\.points)
    let total = max(1, work.reduce(0, +))
    var sum = 0.0
    return work.map { own in
      let middle = sum + own / 2
      sum += own
      return cores[min(cores.count - 1, Int(middle / total * Double(cores.count)))]
    }
  }
}
