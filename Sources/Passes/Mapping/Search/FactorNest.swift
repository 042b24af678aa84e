import Machine

/// A layer's nest in which a count is open for each loop at each place, as FADiff and DOSA relax it: every place but the
/// outermost has a free factor of each dimension, and the outermost one has what is left of it.
struct FactorNest {
  /// A free factor.
  struct Factor {
    /// Its place in the space.
    let place: Int
    let dimension: LayerDimension
    /// Where it runs along an axis, the most steps there.
    let limit: Int?
  }

  /// Which of the axes' loops are free: C along rows and K along columns, as in both papers, and any along lanes.
  private static func isFree(_ dimension: LayerDimension, along axis: LayerMapping.Axis) -> Bool {
    switch axis {
    case .columns: dimension == .outputChannel
    case .rows: dimension == .inputChannel
    case .lanes: true
    case .diagonal: false
    }
  }

  /// The loops of a layer whose weights stay: what they do not depend on is innermost.
  static let weightsStay: [LayerDimension] = [
    .group, .outputChannel, .inputChannel, .kernelRow, .kernelColumn, .batch, .outputRow,
    .outputColumn,
  ]

  let space: LayerSpace
  /// The free factors, from outer to inner.
  let factors: [Factor]
  /// The dimensions that have more than one step.
  let dimensions: [LayerDimension]
  private(set) var template: MappingTemplate
  /// The order of loops at each place.
  private var orders: [[LayerDimension]]
  private let outermost: Int
  /// The template's slots of the factors, and of what is left of each of `dimensions`.
  private var slotOfFactor: [Int] = []
  private var slotOfRest: [Int] = []

  init(_ space: LayerSpace, order: [LayerDimension] = FactorNest.weightsStay) {
    self.space = space
    dimensions = LayerDimension.allCases.filter { space.sizes[$0] > 1 }
    outermost = space.places.firstIndex(of: .loops) ?? 0
    var factors: [Factor] = []
    for (index, place) in space.places.enumerated() where index != outermost {
      for dimension in dimensions where space.allows(dimension, at: index) {
        if case .axis(let axis, _, let limit) = place {
          guard Self.isFree(dimension, along: axis) else { continue }
          factors.append(Factor(place: index, dimension: dimension, limit: limit))
        } else {
          factors.append(Factor(place: index, dimension: dimension, limit: nil))
        }
      }
    }
    self.factors = factors
    orders = [[LayerDimension]](repeating: order, count: space.places.count)
    template = MappingTemplate(slots: [])
    arrange()
  }

  /// Gives the outermost loops another order.
  mutating func reorder(_ order: [LayerDimension]) {
    orders[outermost] = order
    arrange()
  }

  private mutating func arrange() {
    var slots: [MappingTemplate.Slot] = []
    slotOfFactor = [Int](repeating: 0, count: factors.count)
    slotOfRest = [Int](repeating: 0, count: dimensions.count)
    for (index, place) in space.places.enumerated() {
      switch place {
      case .memory(let memory, let roles): slots.append(.memory(memory, roles))
      case .shared(let dimension, _): slots.append(.loop(dimension))
      case .loops, .axis:
        for dimension in orders[index] {
          let factor = factors.firstIndex { $0.place == index && $0.dimension == dimension }
          if let factor {
            slotOfFactor[factor] = slots.count
          } else if index == outermost, let rest = dimensions.firstIndex(of: dimension) {
            slotOfRest[rest] = slots.count
          } else {
            continue
          }
          if case .axis(let axis, _, _) = place {
            slots.append(.spatial(dimension, axis))
          } else {
            slots.append(.loop(dimension))
          }
        }
      }
    }
    template = MappingTemplate(slots: slots)
  }

  /// The product of the free factors of each of `dimensions`: its tile on chip.
  func tiles<S: CostScalar>(_ values: [S]) -> [S] {
    dimensions.map { dimension in
      factors.indices.reduce(S(1)) {
        factors[$1].dimension == dimension ? $0 * values[$1] : $0
      }
    }
  }

  /// The counts of the template's slots.
  func counts<S: CostScalar>(_ values: [S], rests: [S]) -> [S] {
    var counts = [S](repeating: S(1), count: template.slots.count)
    for (factor, slot) in slotOfFactor.enumerated() { counts[slot] = values[factor] }
    for (rest, slot) in slotOfRest.enumerated() { counts[slot] = rests[rest] }
    return counts
  }

  /// How far the factors along axes go beyond their limits, each at least 0 and as a part of the limit: the product of all of
  /// them, or each axis.
  func excess<S: CostScalar>(_ values: [S]) -> [S] {
    var products: [(place: Int, limit: Int, product: S)] = []
    for (factor, value) in zip(factors, values) {
      guard let limit = factor.limit else { continue }
      let place = space.arrayLimit == nil ? factor.place : 0
      if let index = products.firstIndex(where: { $0.place == place }) {
        products[index].product = products[index].product * value
      } else {
        products.append((place, space.arrayLimit ?? limit, value))
      }
    }
    return products.map { S.maximum(S(0), $0.product * S(1 / Double($0.limit)) - S(1)) }
  }

  // MARK: Whole numbers

  /// The nearest draft: first what runs along axes, then loops in time, each from inner to outer; each factor becomes the
  /// divisor of what is left of its dimension that is nearest, and the outermost place takes the rest.
  func rounded(_ values: [Double]) -> LayerDraft {
    var draft = LayerDraft(space)
    draft.orders = orders
    for isSpatial in [true, false] {
      for index in factors.indices.reversed() where (factors[index].limit != nil) == isSpatial {
        let factor = factors[index]
        let left = draft.counts[outermost][factor.dimension]
        var best = 1
        for divisor in divisors(of: left) where divisor > 1 {
          guard abs(Double(divisor) - values[index]) < abs(Double(best) - values[index]) else {
            continue
          }
          if isSpatial {
            var next = draft
            next.counts[factor.place][factor.dimension] = divisor
            guard next.fitsAxes(space) else { continue }
          }
          best = divisor
        }
        draft.counts[factor.place][factor.dimension] = best
        draft.counts[outermost][factor.dimension] = left / best
      }
    }
    return draft
  }

  /// The draft with its loops in the nest's orders.
  func ordered(_ draft: LayerDraft) -> LayerDraft {
    var draft = draft
    draft.orders = orders
    return draft
  }

  /// The factors of a draft.
  func values(of draft: LayerDraft) -> [Double] {
    factors.map { Double(draft.counts[$0.place][$0.dimension]) }
  }

  /// Moves prime factors of the largest counts outermost until `judge` gives totals, loops in time before those along axes;
  /// nil where it gives none for the smallest tiles.
  func fitted(
    _ draft: LayerDraft, _ judge: (LayerDraft) -> CostTotals?
  ) -> (draft: LayerDraft, totals: CostTotals)? {
    var draft = draft
    while true {
      if let totals = judge(draft) { return (draft, totals) }
      func count(_ factor: Factor) -> Int { draft.counts[factor.place][factor.dimension] }
      let movable = factors.filter { count($0) > 1 }
      let inTime = movable.filter { $0.limit == nil }
      guard
        let factor = (inTime.isEmpty ? movable : inTime).max(by: { count($0) < count($1) }),
        let prime = space.primes[factor.dimension.rawValue].first(where: {
          count(factor) % $0 == 0
        })
      else { return nil }
      draft.counts[factor.place][factor.dimension] /= prime
      draft.counts[outermost][factor.dimension] *= prime
    }
  }

  /// The draft with a prime factor of a loop moved from the outermost place to another; nil where it has none.
  func grown(
    _ draft: LayerDraft, by prime: Int, of dimension: LayerDimension, at place: Int
  ) -> LayerDraft? {
    guard draft.counts[outermost][dimension] % prime == 0 else { return nil }
    var next = draft
    next.counts[outermost][dimension] /= prime
    next.counts[place][dimension] *= prime
    return next
  }

  /// The draft with all its loops in time outermost: the smallest tiles that keep what runs along axes.
  func emptied(_ draft: LayerDraft) -> LayerDraft {
    var draft = draft
    for factor in factors where factor.limit == nil {
      draft.counts[outermost][factor.dimension] *= draft.counts[factor.place][factor.dimension]
      draft.counts[factor.place][factor.dimension] = 1
    }
    return draft
  }

  /// The steps of the outermost loops.
  func outerCounts(_ draft: LayerDraft) -> LayerSizes { draft.counts[outermost] }
}
