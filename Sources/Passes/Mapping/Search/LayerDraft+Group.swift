import Machine

extension LayerDraft {
  /// The same choice in the nest that the layer has in a group: loops stay within the same memories and along the same
  /// axes, and what the group shares is taken out of the outermost ones, whose counts it must divide.
  func moved(from space: LayerSpace, to target: LayerSpace) -> LayerDraft {
    var draft = LayerDraft(target)
    for index in draft.counts.indices { draft.counts[index] = LayerSizes(repeating: 1) }
    let homes = Self.homes(of: target)
    for (index, home) in Self.homes(of: space).enumerated() {
      let place: Int?
      switch space.places[index] {
      case .loops:
        place = target.places.indices.last { target.places[$0] == .loops && homes[$0] <= home }
      case .axis(let axis, _, _):
        place = target.places.firstIndex {
          if case .axis(axis, _, _) = $0 { true } else { false }
        }
      case .memory, .shared: continue
      }
      guard let place else { continue }
      draft.counts[place] = draft.counts[place] &* counts[index]
      draft.orders[place] = orders[index]
    }
    if let outermost = target.places.firstIndex(of: .loops) {
      for case .shared(let dimension, let count) in target.places {
        draft.counts[outermost][dimension] /= max(1, count)
      }
    }
    return draft
  }

  /// For each place the memory whose tiles the loops there walk through: the last one before it, not counting what a
  /// group keeps on chip outside all the layer's own loops.
  private static func homes(of space: LayerSpace) -> [Int] {
    var home = 0
    var isInside = false
    return space.places.map { place in
      if place == .loops { isInside = true }
      if case .memory(let memory, _) = place, isInside { home = memory }
      return home
    }
  }
}
