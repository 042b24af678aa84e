import Machine

/// The mappings of a layer that the exact search covers: the stated space of its certificate.
///
/// - Every loop's counts multiply to its extent (perfect factors).
/// - Each memory but the registers keeps one tile of each tensor that it holds and does not bypass; all its tiles are of
///   the same loops, and lie within the tile of the memory outside it.
/// - Between two memories the loops come in blocks: G outermost, then, in any order, N P Q, which weights do not depend
///   on, K, which inputs do not depend on, and C R S, which outputs do not depend on. A tensor is fetched once for all
///   steps of the innermost block if it does not depend on it; each tensor is independent of one block only, so the order
///   of the other two, and orders that mix blocks, change nothing or cost more.
/// - Loops that nothing kept in a memory depends on are inside it; in a group N P Q K may be outside a tile of weights alone.
/// - Inside the innermost memory come K C R S, then what runs along the array, then, around weights that stay in the
///   registers, N P Q.
struct TiledSpace {
  /// A block of loops that one of the tensors does not depend on.
  enum Block: Int, CaseIterable {
    /// N P Q: weights stay.
    case positions
    /// K: inputs stay.
    case outputs
    /// C R S: sums stay.
    case reduction

    /// The loops of the block, outermost first.
    var loops: [LayerDimension] {
      switch self {
      case .positions: [.batch, .outputRow, .outputColumn]
      case .outputs: [.outputChannel]
      case .reduction: [.inputChannel, .kernelRow, .kernelColumn]
      }
    }

    /// The same as a set.
    var dimensions: LayerDimensions {
      switch self {
      case .positions: LayerDimensions.output.subtracting(.weight)
      case .outputs: LayerDimensions(.outputChannel)
      case .reduction: .reduced
      }
    }
  }

  /// What runs along an axis of the machine.
  struct SpatialLoop: Hashable {
    var dimension: LayerDimension
    var count: Int
    var axis: LayerMapping.Axis
  }

  /// A point of the space.
  struct Point {
    /// What each memory keeps, by `levels`.
    var kept: [TensorRoles]
    /// The tile of each of `levels`.
    var tiles: [LayerSizes]
    /// The innermost block of the loops outside each of `levels`.
    var innermost: [Block]
    /// What runs along the array or the lanes.
    var spatial: [SpatialLoop]
  }

  let layer: Layer
  let machine: Accelerator
  /// The memories that have tiles, outermost first: all but the outermost one and the registers.
  let levels: [Int]
  /// The registers of the array, if the machine has some.
  let registers: Int?
  /// The tensors of the layer.
  let tensors: TensorRoles
  /// Whether each side of the array has its own limit, or only the product of what runs along both.
  let limitsSides: Bool
  /// Which other loops than C along rows and K along columns may run along the array, where the machine allows them.
  let extras: SpatialExtras
  /// What a group asks of the layer; nil for a layer by itself.
  let place: MemberPlace?
  /// The extents of the loops that the space divides: those inside the loops that a group shares.
  let sizes: LayerSizes
  private let prefix: (slots: [MappingTemplate.Slot], counts: [Double], sharedSlots: Int)

  init(
    _ layer: Layer, on machine: Accelerator, limitsSides: Bool = true,
    extras: SpatialExtras = .none,
    place: MemberPlace? = nil
  ) {
    self.layer = layer
    self.place = place
    sizes = place?.inside(layer.sizes) ?? layer.sizes
    self.machine = machine
    self.limitsSides = limitsSides
    self.extras = place?.extras ?? extras
    let last = machine.memories.count - 1
    let hasRegisters = last > 0 && machine.memories[last].holds == [.weight]
    registers = hasRegisters && layer.kind == .contraction ? last : nil
    levels = Array(1..<max(1, hasRegisters ? last : last + 1))
    tensors = layer.kind == .contraction ? .all : [.input, .output]
    prefix = place?.prefix(tensors) ?? ([.memory(0, tensors)], [1], 0)
  }

  /// What each of `levels` may keep: every choice of passing by where the machine allows it.
  var keptChoices: [[TensorRoles]] {
    var choices: [[TensorRoles]] = [[]]
    for level in levels {
      let memory = machine.memories[level]
      var held = memory.holds.reduce(into: TensorRoles()) { $0.formUnion(TensorRoles($1)) }
        .intersection(tensors)
      var required: TensorRoles = []
      if let place { (held, required) = place.own(held, in: level) }
      let optional = memory.mayBypass.filter {
        held.contains(TensorRoles($0)) && !required.contains(TensorRoles($0))
      }
      var here: [TensorRoles] = []
      for bits in 0..<1 << optional.count {
        var roles = held
        for (index, role) in optional.enumerated() where bits >> index & 1 != 0 {
          roles.remove(TensorRoles(role))
        }
        here.append(roles)
      }
      choices = choices.flatMap { prefix in here.map { prefix + [$0] } }
    }
    return choices
  }

  /// What each of `levels` keeps where nothing passes it by.
  var largestKept: [TensorRoles] {
    levels.map { level in
      let held = machine.memories[level].holds.reduce(into: TensorRoles()) {
        $0.formUnion(TensorRoles($1))
      }.intersection(tensors)
      return place?.own(held, in: level).allowed ?? held
    }
  }

  /// The loops that may run along the machine, as many steps of each as divide its extent and fit.
  var spatialChoices: [[SpatialLoop]] {
    guard layer.kind == .contraction else {
      guard let unit = machine.vectorUnits.first else { return [[]] }
      return lanes(of: unit)
    }
    guard let array = machine.arrays.first else { return [[]] }
    let places = array.rows * array.columns
    let rowLoops =
      extras.foldsColumns ? array.rowLoops : array.rowLoops.intersection(.init(.inputChannel))
    let columnLoops = array.columnLoops.intersection(.init(.outputChannel))
    func along(
      _ axis: LayerMapping.Axis, _ loops: LayerDimensions, _ places: Int
    ) -> [[SpatialLoop]] {
      var choices: [[SpatialLoop]] = [[]]
      for dimension in LayerDimension.allCases
      where loops.contains(dimension) && sizes[dimension] > 1 {
        let counts = divisors(of: sizes[dimension]).filter { $0 > 1 && $0 <= places }
        for others in choices {
          let used = others.reduce(1) { $0 * $1.count }
          for count in counts where used * count <= places {
            choices.append(
              others + [SpatialLoop(dimension: dimension, count: count, axis: axis)])
          }
        }
      }
      return choices
    }
    let straight = along(.columns, columnLoops, limitsSides ? array.columns : places)
      .flatMap { columns in
        along(.rows, rowLoops, limitsSides ? array.rows : places).map { columns + $0 }
      }
      .filter { $0.reduce(1) { $0 * $1.count } <= places }
    guard extras.usesDiagonal else { return straight }
    let diagonal = along(.diagonal, array.diagonalLoops, min(array.rows, array.columns))
      .filter { !$0.isEmpty }
    // Gemmini's instructions take channels that do not mix along the diagonal only.
    // A step of shared loops is no other kind of layer.
    let isDepthwise =
      layer.sizes[.group] > 1 && layer.sizes[.inputChannel] == 1
      && layer.sizes[.outputChannel] == 1
    let isProduct = layer.sizes[.outputRow] == 1 && layer.sizes[.outputColumn] == 1
    if machine.instructionSet == .gemmini, isDepthwise, !isProduct, !diagonal.isEmpty {
      return diagonal
    }
    // Nor may shared loops leave channels of a step that are none of a tile by themselves.
    if let place, layer.sizes[.group] > sizes[.group], diagonal.isEmpty,
      machine.instructionSet == .gemmini, place.shared.contains(where: { $0.dimension == .group }),
      layer.sizes[.inputChannel] == 1, layer.sizes[.outputChannel] == 1
    {
      return []
    }
    return straight + diagonal
  }

  /// The largest step count that fits the lanes, of each loop that could run along them.
  private func lanes(of unit: VectorUnit) -> [[SpatialLoop]] {
    var choices: [[SpatialLoop]] = [[]]
    for dimension in LayerDimension.allCases where sizes[dimension] > 1 {
      if let count = divisors(of: sizes[dimension]).last(where: { $0 <= unit.lanes }),
        count > 1
      {
        choices.append([SpatialLoop(dimension: dimension, count: count, axis: .lanes)])
      }
    }
    return choices
  }

  /// The orders of the loops outside a tile but G, which is outside of them: for each innermost block seven loops.
  private static let orders: [LayerDimension] = Block.allCases.flatMap { inner in
    (Block.allCases.filter { $0 != inner } + [inner]).flatMap(\.loops)
  }
  /// The loops between the innermost tile and what runs along the array.
  static let aroundArray = [.group] + Block.outputs.loops + Block.reduction.loops

  /// Goes through the member's own part of a point's nest from outside in. Of loops the closure gets the extents outside and
  /// inside.
  @inline(__always)
  private func walk(
    _ point: Point, memory: (Int, TensorRoles) -> Void,
    loop: (LayerDimension, _ outer: Int, _ inner: Int) -> Void, spatial: (SpatialLoop) -> Void
  ) {
    var outer = sizes
    for (index, level) in levels.enumerated() {
      let tile = point.tiles[index]
      loop(.group, outer[.group], tile[.group])
      let first = 7 * point.innermost[index].rawValue
      for place in first..<first + 7 {
        let dimension = Self.orders[place]
        loop(dimension, outer[dimension], tile[dimension])
      }
      if !point.kept[index].isEmpty { memory(level, point.kept[index]) }
      outer = tile
    }
    for loop in point.spatial { outer[loop.dimension] /= loop.count }
    for dimension in Self.aroundArray { loop(dimension, outer[dimension], 1) }
    for loop in point.spatial { spatial(loop) }
    if let registers { memory(registers, .weight) }
    for dimension in Block.positions.loops { loop(dimension, outer[dimension], 1) }
  }

  /// The nest of a point without its counts.
  func template(of point: Point) -> MappingTemplate {
    var slots = prefix.slots
    walk(
      point, memory: { slots.append(.memory($0, $1)) },
      loop: { dimension, _, _ in slots.append(.loop(dimension)) },
      spatial: { slots.append(.spatial($0.dimension, $0.axis)) })
    return MappingTemplate(slots: slots)
  }

  /// The counts of a point, one per slot of its template.
  func counts(of point: Point) -> [Double] {
    var counts = prefix.counts
    walk(
      point, memory: { _, _ in counts.append(1) },
      loop: { counts.append(Double($1 / $2)) }, spatial: { counts.append(Double($0.count)) })
    return counts
  }

  /// Has an evaluator judge a point.
  func judge(_ point: Point, in evaluator: LayerEvaluator) {
    evaluator.begin()
    for (slot, count) in zip(prefix.slots, prefix.counts) { evaluator.add(slot, count) }
    walk(
      point, memory: { evaluator.keep($1, in: $0) },
      loop: { dimension, outer, inner in
        // Loops of one step change nothing.
        if outer != inner { evaluator.loop(dimension, Double(outer) / Double(inner)) }
      }, spatial: { evaluator.spatial($0.dimension, Double($0.count), $0.axis) })
    evaluator.evaluate()
  }

  /// The mapping that a point stands for.
  func mapping(of point: Point) -> LayerMapping {
    template(of: point).mapping(counts: counts(of: point).map { Int($0) })
  }

  /// What the layer does in its group beyond its nest, if the memories keep `kept`; nil for a layer by itself.
  func terms(keeping kept: [TensorRoles]) -> MemberTerms? {
    guard let place else { return nil }
    let homes = levels.indices.filter { kept[$0].contains(.output) }
    return place.terms(
      sharedSlots: prefix.sharedSlots, outputIsInnermost: homes.count <= 1,
      memories: machine.memories.count)
  }

  /// Whether the fused output is finished when it leaves the memory where readers find it: no loop that sums is outside of
  /// that memory around one that the output depends on.
  func isFinished(_ point: Point) -> Bool {
    guard let home = place?.outputHome else { return true }
    var outer = sizes
    var sums = false
    for (index, level) in levels.enumerated() where level <= home {
      let tile = point.tiles[index]
      func steps(_ dimension: LayerDimension) -> Bool { outer[dimension] > tile[dimension] }
      if sums, steps(.group) { return false }
      let inner = point.innermost[index]
      for block in Block.allCases.filter({ $0 != inner }) + [inner] {
        let isWalked = block.loops.contains(where: steps)
        if block == .reduction {
          sums = sums || isWalked
        } else if sums, isWalked {
          return false
        }
      }
      outer = tile
    }
    return true
  }
}
