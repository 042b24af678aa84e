import Machine

/// Takes the best single step until none helps.
struct Descent {
  /// What a picojoule and a cycle are worth.
  struct Weights {
    var picojoules: Double
    var cycles: Double

    func value(_ totals: CostTotals) -> Double {
      totals.picojoules * picojoules + totals.cycles * cycles
    }
  }

  /// The most steps of one descent.
  private static let stepLimit = 200

  let weights: Weights

  /// The worth of energy and time near the given totals.
  static func weights(_ objective: MappingObjective, _ totals: CostTotals) -> Weights {
    switch objective {
    case .edp: Weights(picojoules: totals.cycles, cycles: totals.picojoules)
    case .latency: Weights(picojoules: 0, cycles: 1)
    case .energy: Weights(picojoules: 1, cycles: 0)
    }
  }

  /// The drafts at the end of the descent, and what they cost; nil where the start fits nowhere.
  func descend(
    _ start: [LayerDraft], _ spaces: [LayerSpace], _ evaluate: ([LayerDraft]) -> CostTotals?
  ) -> (drafts: [LayerDraft], totals: CostTotals)? {
    var drafts = start
    guard var totals = evaluate(drafts) else { return nil }
    // Members are far from independent only in the room that they share: each takes its own best step in turn.
    for _ in 0..<Self.stepLimit {
      let before = weights.value(totals)
      for member in spaces.indices {
        var best: (drafts: [LayerDraft], totals: CostTotals)?
        steps(drafts[member], spaces[member]) { draft in
          var next = drafts
          next[member] = draft
          guard let found = evaluate(next),
            weights.value(found) < weights.value(best?.totals ?? totals)
          else { return }
          best = (next, found)
        }
        if let best { (drafts, totals) = best }
      }
      if weights.value(totals) == before { break }
    }
    return (drafts, totals)
  }

  /// Calls `body` with each draft that is one step away and whose axes fit. All of a loop moves at once, too: its tensors
  /// are fetched less often only when none of it is left.
  private func steps(_ draft: LayerDraft, _ space: LayerSpace, _ body: (LayerDraft) -> Void) {
    for dimension in LayerDimension.allCases where space.sizes[dimension] > 1 {
      let slots = space.slots(of: dimension)
      var last = 1
      for prime in space.primes[dimension.rawValue] where prime != last {
        last = prime
        for from in slots where draft.counts[from][dimension] % prime == 0 {
          for to in slots where to != from {
            var next = draft
            next.counts[from][dimension] /= prime
            next.counts[to][dimension] *= prime
            if next.fitsAxes(space) { body(next) }
          }
        }
      }
    }
    for dimension in LayerDimension.allCases where space.primes[dimension.rawValue].count > 1 {
      let slots = space.slots(of: dimension)
      for from in slots where draft.counts[from][dimension] > 1 {
        for to in slots where to != from {
          var next = draft
          next.counts[to][dimension] *= next.counts[from][dimension]
          next.counts[from][dimension] = 1
          if next.fitsAxes(space) { body(next) }
        }
      }
    }
    for (index, place) in space.places.enumerated() where place == .loops {
      let order = draft.orders[index]
      let present = order.filter { draft.counts[index][$0] > 1 }
      guard present.count > 1 else { continue }
      for dimension in present {
        let others = order.filter { $0 != dimension }
        if dimension != present.last {
          var next = draft
          next.orders[index] = others + [dimension]
          body(next)
        }
        if dimension != present.first {
          var next = draft
          next.orders[index] = [dimension] + others
          body(next)
        }
      }
    }
  }
}

extension LayerDraft {
  /// As much as fits moved from the outermost loops inwards, innermost places first.
  func packed(_ space: LayerSpace, _ fits: (LayerDraft) -> Bool) -> LayerDraft {
    guard let outermost = space.places.firstIndex(of: .loops) else { return self }
    var draft = self
    for place in space.places.indices.reversed()
    where place > outermost && space.places[place] == .loops {
      for dimension in LayerDimension.allCases.reversed() {
        for prime in space.primes[dimension.rawValue]
        where draft.counts[outermost][dimension] % prime == 0 {
          var next = draft
          next.counts[outermost][dimension] /= prime
          next.counts[place][dimension] *= prime
          if fits(next) { draft = next }
        }
      }
    }
    return draft
  }

  /// The same with the loops that are summed over inside the others of their place, so that sums are finished before
  /// their tile leaves.
  var reducedInnermost: LayerDraft {
    var draft = self
    for index in orders.indices {
      draft.orders[index] =
        orders[index].filter { !LayerDimensions.reduced.contains($0) }
        + orders[index].filter { LayerDimensions.reduced.contains($0) }
    }
    return draft
  }

  /// Axes as full as divisors allow, and all other loops outermost.
  init(filling space: LayerSpace) {
    self.init(space)
    guard let outermost = space.places.firstIndex(of: .loops) else { return }
    for (index, place) in space.places.enumerated() {
      guard case .axis(_, let loops, _) = place else { continue }
      // The largest primes first: what is left over is filled with smaller ones.
      for dimension in loops.members.reversed() {
        for prime in space.primes[dimension.rawValue].reversed()
        where counts[outermost][dimension] % prime == 0 {
          var next = self
          next.counts[outermost][dimension] /= prime
          next.counts[index][dimension] *= prime
          if next.fitsAxes(space) { self = next }
        }
      }
    }
  }
}
