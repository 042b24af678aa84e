import FuseIR
import Machine

/// The nests of one layer that searches choose from: where memories and axes stand, and between them places for loops.
///
/// Memories stand in the order of the machine. What runs along columns comes after the last memory that holds inputs, which
/// columns share; what runs along rows after the last one that holds outputs, which rows add up to.
struct LayerSpace {
  /// A place of the nest, from outer to inner.
  enum Place: Equatable {
    /// Tensors kept in a memory.
    case memory(Int, TensorRoles)
    /// A loop that all members of a group share.
    case shared(LayerDimension, Int)
    /// Loops, one after the other.
    case loops
    /// Loops along an axis, of these dimensions, at most so many steps.
    case axis(LayerMapping.Axis, LayerDimensions, limit: Int)
  }

  /// The places, from outer to inner.
  let places: [Place]
  /// The extents of the loops that are left to choose, shared loops taken out.
  let sizes: LayerSizes
  /// The prime factors of each dimension, smallest first.
  let primes: [[Int]]
  /// The most that rows and columns may run together; nil where each has its own limit.
  let arrayLimit: Int?

  /// The nests of a layer.
  ///
  /// - Parameters:
  ///   - fused: the tensors that come from or go to layers of the same group.
  ///   - needed: those of them that layers outside the group need too.
  ///   - whole: those of them that lie on chip whole for a step of the shared loops; the others go there tile by tile.
  ///   - outside: tensors that the first memory on chip that holds them keeps outside the shared loops.
  ///   - shared: the group's loops in this layer.
  ///   - extras: whether kernel columns may run along rows and groups along the diagonal.
  init(
    _ layer: Layer, on machine: Accelerator, fused: TensorRoles = [], needed: TensorRoles = [],
    whole: TensorRoles = .all, outside: TensorRoles = [],
    shared: [(dimension: LayerDimension, count: Int)] = [], limitsSides: Bool = true,
    extras: Bool = false, bypassed: [TensorRoles] = []
  ) {
    var sizes = layer.sizes
    for (dimension, count) in shared { sizes[dimension] /= max(1, count) }
    self.sizes = sizes
    primes = LayerDimension.allCases.map { Self.primes(of: sizes[$0]) }
    let isContraction = layer.kind == .contraction
    let own: TensorRoles = isContraction ? .all : [.input, .output]
    var kept = machine.memories.enumerated().map { index, memory in
      let roles = memory.holds.reduce(into: TensorRoles()) { $0.formUnion(TensorRoles($1)) }
      let passed = bypassed.indices.contains(index) ? bypassed[index] : []
      return roles.intersection(own).subtracting(passed)
    }
    if !isContraction, let unit = machine.vectorUnits.first,
      let last = machine.memories.firstIndex(where: { $0.name == unit.memory })
    {
      for index in kept.indices where index > last { kept[index] = [] }
    }
    var places: [Place] = []
    if !kept.isEmpty {
      let roles = kept[0].subtracting(fused.subtracting(needed))
      if !roles.isEmpty { places.append(.memory(0, roles)) }
    }
    func hoist(_ roles: TensorRoles) {
      for role in TensorRole.allCases where roles.contains(TensorRoles(role)) {
        let set = TensorRoles(role)
        guard let index = kept.indices.dropFirst().first(where: { kept[$0].contains(set) }) else {
          continue
        }
        places.append(.memory(index, set))
        kept[index].subtract(set)
      }
    }
    func last(_ role: TensorRoles) -> Int { kept.lastIndex { $0.contains(role) } ?? 0 }
    let columnsAfter = last(.input)
    let rowsAfter = max(columnsAfter, last(.output))
    hoist(outside)
    for (dimension, count) in shared where count > 1 { places.append(.shared(dimension, count)) }
    // What is fused lies on chip as soon as the shared loops are running.
    hoist(fused.intersection(whole))
    let array = machine.arrays.first
    places.append(.loops)
    for index in kept.indices {
      if index > 0, !kept[index].isEmpty { places += [.memory(index, kept[index]), .loops] }
      guard isContraction, let array else { continue }
      let limit = limitsSides ? nil : array.rows * array.columns
      if index == columnsAfter {
        if extras, !array.diagonalLoops.isEmpty {
          places.append(
            .axis(.diagonal, array.diagonalLoops, limit: min(array.rows, array.columns)))
        }
        places.append(.axis(.columns, array.columnLoops, limit: limit ?? array.columns))
      }
      if index == rowsAfter {
        let loops =
          extras
          ? array.rowLoops : array.rowLoops.intersection(LayerDimensions(.inputChannel))
        places.append(.axis(.rows, loops, limit: limit ?? array.rows))
      }
    }
    if !isContraction, let unit = machine.vectorUnits.first {
      places.append(.axis(.lanes, .output, limit: unit.lanes))
    }
    if case .loops? = places.last {} else { places.append(.loops) }
    self.places = places
    arrayLimit =
      isContraction && !limitsSides ? array.map { $0.rows * $0.columns } : nil
  }

  /// The prime factors, smallest first; a size of up to 2^50 takes at most 2^25 divisions.
  private static func primes(of size: Int) -> [Int] {
    var rest = size
    var primes: [Int] = []
    var candidate = 2
    while candidate * candidate <= rest {
      while rest % candidate == 0 {
        primes.append(candidate)
        rest /= candidate
      }
      candidate += candidate == 2 ? 1 : 2
    }
    if rest > 1 { primes.append(rest) }
    return primes
  }

  /// Whether loops of the dimension may stand at the place.
  func allows(_ dimension: LayerDimension, at place: Int) -> Bool {
    switch places[place] {
    case .loops: true
    case .axis(_, let loops, _): loops.contains(dimension)
    case .memory, .shared: false
    }
  }

  /// The places at which loops of the dimension may stand.
  func slots(of dimension: LayerDimension) -> [Int] {
    places.indices.filter { allows(dimension, at: $0) }
  }
}

/// A choice in a layer's space: how many steps of each dimension run at each place, and in which order.
struct LayerDraft: Equatable {
  /// The counts, one vector per place.
  var counts: [LayerSizes]
  /// For each place the dimensions from outer to inner.
  var orders: [[LayerDimension]]

  /// All loops at the outermost place.
  init(_ space: LayerSpace) {
    counts = [LayerSizes](repeating: LayerSizes(repeating: 1), count: space.places.count)
    orders = [[LayerDimension]](
      repeating: Array(LayerDimension.allCases), count: space.places.count)
    if let outermost = space.places.firstIndex(of: .loops) { counts[outermost] = space.sizes }
  }

  /// Whether what runs along the axes fits.
  func fitsAxes(_ space: LayerSpace) -> Bool {
    var array = 1
    for (place, counts) in zip(space.places, counts) {
      guard case .axis(let axis, _, let limit) = place else { continue }
      let steps = Self.product(counts)
      if steps > limit { return false }
      if axis == .rows || axis == .columns { array *= steps }
    }
    return space.arrayLimit.map { array <= $0 } ?? true
  }

  private static func product(_ counts: LayerSizes) -> Int {
    var product = 1
    for index in 0..<8 {
      let (next, overflow) = product.multipliedReportingOverflow(by: counts[index])
      if overflow { return .max }
      product = next
    }
    return product
  }

  /// The nest.
  func mapping(_ space: LayerSpace) -> LayerMapping {
    var nodes: [LayerMapping.Node] = []
    nodes.reserveCapacity(24)
    for (index, place) in space.places.enumerated() {
      switch place {
      case .memory(let memory, let roles): nodes.append(.memory(memory, roles))
      case .shared(let dimension, let count): nodes.append(.loop(dimension, count))
      case .loops:
        for dimension in orders[index] where counts[index][dimension] > 1 {
          nodes.append(.loop(dimension, counts[index][dimension]))
        }
      case .axis(let axis, _, _):
        for dimension in orders[index] where counts[index][dimension] > 1 {
          nodes.append(.spatial(dimension, counts[index][dimension], axis))
        }
      }
    }
    return LayerMapping(nodes: nodes)
  }

  // MARK: Drawing

  /// A draft drawn uniformly from all factorisations and orders whose axes fit.
  static func drawn(_ space: LayerSpace, _ numbers: inout SeededGenerator) -> LayerDraft {
    var draft = LayerDraft(space)
    for _ in 0..<64 {
      draft.drawCounts(space, &numbers)
      if draft.fitsAxes(space) { break }
    }
    if !draft.fitsAxes(space) { draft.clearAxes(space) }
    for index in draft.orders.indices where space.places[index] == .loops {
      draft.orders[index].shuffle(using: &numbers)
    }
    return draft
  }

  private mutating func drawCounts(_ space: LayerSpace, _ numbers: inout SeededGenerator) {
    for index in counts.indices { counts[index] = LayerSizes(repeating: 1) }
    for dimension in LayerDimension.allCases where space.sizes[dimension] > 1 {
      let slots = space.slots(of: dimension)
      let primes = space.primes[dimension.rawValue]
      var start = 0
      while start < primes.count {
        let prime = primes[start]
        var end = start
        while end < primes.count, primes[end] == prime { end += 1 }
        // A sequence of factors and bars between the places; each is as likely as any other.
        var factors = end - start
        var bars = slots.count - 1
        var slot = 0
        while factors > 0 {
          if numbers.below(factors + bars) < bars {
            bars -= 1
            slot += 1
          } else {
            factors -= 1
            counts[slots[slot]][dimension] *= prime
          }
        }
        start = end
      }
    }
  }

  /// Moves what runs along axes to the innermost loops.
  private mutating func clearAxes(_ space: LayerSpace) {
    guard let innermost = space.places.lastIndex(of: .loops) else { return }
    for (index, place) in space.places.enumerated() {
      guard case .axis = place else { continue }
      counts[innermost] = counts[innermost] &* counts[index]
      counts[index] = LayerSizes(repeating: 1)
    }
  }
}
