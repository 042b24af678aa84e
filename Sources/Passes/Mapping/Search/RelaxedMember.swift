import Machine

/// The nests of a layer in a relaxed network: by itself, and as a member of a group with loops that the group shares.
///
/// Both read their counts from the same splits of the loops. In the group, a shared loop makes the steps of the edges that
/// carry it, and tiles are cut down to what one step leaves.
struct RelaxedMember {
  /// Where a slot of a nest takes its count from.
  enum Source {
    /// A count of 1.
    case one
    /// The steps of a shared loop.
    case shared(loop: Int)
    /// A part of a loop's split.
    case split(loop: Int, component: Int)
  }

  /// A tensor that stays on chip while other members run.
  struct Stay {
    let role: TensorRole
    let memory: Int
    /// The shared loops outside of it.
    let outside: LayerDimensions
  }

  /// A nest as a member of a group.
  struct Form {
    let template: MappingTemplate
    let sources: [Source]
    /// The slots outside and in the shared loops.
    let sharedSlots: Int
    let stay: Stay?
    /// What each level keeps.
    let kept: [TensorRoles]
  }

  /// An edge that may be fused, from the layer's side.
  struct Link {
    /// Its number among the edges that may be fused.
    let edge: Int
    /// What the layer reads through it; nil where the layer is its producer.
    let operand: Network.Edge.Operand?
    /// For each loop of the layer that the edge carries, the number of its steps among the edge's.
    let steps: [(loop: Int, number: Int)]
  }

  /// Every loop.
  static let allLoops = LayerDimensions(LayerDimension.allCases)

  let rounded: RoundedLayer
  let links: [Link]
  /// Whether layers read the output that no edge here leads to.
  let isNeeded: Bool
  let forms: [Form]
  /// The memories that have tiles.
  let levels: [Int]
  /// The nest by itself and the one in a group.
  var arrangement = 0
  var form = 0

  var loops: [LoopSplits] { rounded.loops }
  /// A count outside each tile, those inside all tiles, and those along an axis.
  var components: Int { rounded.levels + 2 }

  init(_ rounded: RoundedLayer, _ links: [Link], isNeeded: Bool) {
    self.rounded = rounded
    self.links = links
    self.isNeeded = isNeeded
    let shared = Set(links.flatMap { $0.steps.map(\.loop) }).sorted()
    let layer = rounded.model.network.layers[rounded.number]
    let machine = rounded.model.machine
    levels = TiledSpace(layer, on: machine).levels
    forms = links.isEmpty ? [] : Self.forms(rounded, layer, machine, shared)
  }

  /// All nests in a group: without stays, and with each tensor staying around the shared loops that it does not depend on.
  private static func forms(
    _ rounded: RoundedLayer, _ layer: Layer, _ machine: Accelerator, _ shared: [Int]
  ) -> [Form] {
    let dimensions = shared.map { rounded.loops[$0].dimension }
    var stays: [Stay?] = [nil]
    if rounded.model.kind == .m1, layer.kind == .contraction {
      for role in TensorRole.allCases {
        let memory = machine.memories.indices.dropFirst().first {
          machine.memories[$0].holds.contains(role) && machine.memories[$0].capacityBytes != nil
        }
        let inside = dimensions.filter { !role.dimensions.contains($0) }
        guard let memory, !inside.isEmpty else { continue }
        stays.append(
          Stay(
            role: role, memory: memory,
            outside: LayerDimensions(dimensions).subtracting(LayerDimensions(inside))))
      }
    }
    return stays.flatMap { stay in
      let outside = stay?.outside ?? []
      let ordered =
        dimensions.filter { outside.contains($0) } + dimensions.filter { !outside.contains($0) }
      var place = MemberPlace(addends: layer.addends.count)
      place.shared = ordered.map { .init(dimension: $0, count: 1) }
      if let stay {
        let position = ordered.count { outside.contains($0) }
        place.stays = [.init(role: stay.role, memory: stay.memory, position: position)]
      }
      let space = TiledSpace(
        layer, on: machine, limitsSides: rounded.limitsSides, place: place)
      return rounded.orders.flatMap { order in
        space.keptChoices.map { kept in
          let point = TiledSpace.Point(
            kept: kept, tiles: space.levels.map { _ in layer.sizes }, innermost: order,
            spatial: rounded.spatial)
          return form(space.template(of: point), ordered.count, stay, kept, rounded)
        }
      }
    }
  }

  private static func form(
    _ template: MappingTemplate, _ sharedCount: Int, _ stay: Stay?, _ kept: [TensorRoles],
    _ rounded: RoundedLayer
  ) -> Form {
    var sources: [Source] = []
    var sharedSlots = 0
    var left = sharedCount
    var seen = LayerSizes.zero
    for slot in template.slots {
      switch slot {
      case .memory: sources.append(.one)
      case .loop(let dimension):
        let loop = rounded.loops.firstIndex { $0.dimension == dimension }
        if left > 0 {
          left -= 1
          sources.append(loop.map { .shared(loop: $0) } ?? .one)
          if left == 0 { sharedSlots = sources.count }
          continue
        }
        let component = min(seen[dimension], rounded.levels)
        seen[dimension] += 1
        sources.append(loop.map { .split(loop: $0, component: component) } ?? .one)
      case .spatial(let dimension, _):
        let loop = rounded.loops.firstIndex { $0.dimension == dimension }
        sources.append(loop.map { .split(loop: $0, component: rounded.levels + 1) } ?? .one)
      }
    }
    return Form(
      template: template, sources: sources, sharedSlots: sharedSlots, stay: stay, kept: kept)
  }

  /// The logarithms of a loop's counts inside a shared loop: each tile is at most what a step leaves.
  ///
  /// - Parameters:
  ///   - own: the logarithms of the counts that the layer has by itself, which add up to that of the loop's extent.
  ///   - steps: the logarithm of the steps of the shared loop.
  static func cut<S: CostScalar>(_ own: [S], to steps: S, size: Double) -> [S] {
    let levels = own.count - 2
    var result = own
    var tile = S(0)
    for component in own.indices { tile = tile + own[component] }
    var outer = S.maximum(S(0), S(size.logarithm()) - steps)
    for level in 0..<levels {
      tile = tile - own[level]
      let inner = S.minimum(tile, outer)
      result[level] = outer - inner
      outer = inner
    }
    let axis = S.minimum(own[levels + 1], outer)
    result[levels] = outer - axis
    result[levels + 1] = axis
    return result
  }

  /// The counts of a form's slots.
  func counts<S: CostScalar>(_ form: Form, shared: [S], splits: [[S]]) -> [S] {
    form.sources.map { source in
      switch source {
      case .one: S(1)
      case .shared(let loop): shared[loop]
      case .split(let loop, let component): splits[loop][component]
      }
    }
  }

  /// The extents of a tile: what the shared loops in `outside` leave, or where a level is given its own tile.
  ///
  /// - Parameters:
  ///   - steps: the logarithms of the steps of shared loops, one per loop.
  ///   - splits: the logarithms of the counts inside them.
  func extents<S: CostScalar>(
    outside: LayerDimensions, steps: [S], splits: [[S]], level: Int? = nil
  ) -> [S] {
    var extents = [S](repeating: S(1), count: 8)
    let sizes = rounded.model.network.layers[rounded.number].sizes
    for (number, loop) in loops.enumerated() {
      var extent = S(Double(sizes[loop.dimension]).logarithm())
      if outside.contains(loop.dimension) { extent = extent - steps[number] }
      if let level {
        for component in 0...level { extent = extent - splits[number][component] }
      }
      extents[loop.dimension.rawValue] = extent.exponential()
    }
    return extents
  }
}
