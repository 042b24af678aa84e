/// Prices of items that are near those of the linear relaxation, found by steps along subgradients.
///
/// Whatever the prices are, their sum and what patterns gain beyond theirs bound what any choice gains:
///
///     bound(λ) = Σ λ[v] + Σ max(0, gain[p] - Σ over items of p  λ[v])
///
/// A step lowers the price of what no pattern with a gain beyond its price holds, and raises that of what several hold. Its length
/// follows from how far the bound is above a choice that is known (Polyak); after steps that don't help, it begins again
/// at the best prices with shorter ones.
struct PackingPrices {
  /// The best prices that were met, by item.
  private(set) var prices: [Double]

  /// - Parameters:
  ///   - items: the items of all patterns, one pattern after another; those of a pattern begin at its place of `starts`.
  ///   - target: what a known choice gains.
  init(
    items: [Int32], starts: [Int32], gains: [Double], itemCount: Int, target: Double, rounds: Int
  ) {
    let count = gains.count
    var current = [Double](repeating: 0, count: itemCount)
    for pattern in 0..<count {
      let range = Int(starts[pattern])..<Int(starts[pattern + 1])
      let share = gains[pattern] / Double(max(1, range.count))
      for place in range { current[Int(items[place])] = max(current[Int(items[place])], share) }
    }
    prices = current
    var best = Double.infinity
    var direction = [Double](repeating: 0, count: itemCount)
    var slope = direction
    var length = 1.0
    var stalled = 0
    for _ in 0..<rounds {
      for item in 0..<itemCount { slope[item] = 1 }
      var bound = 0.0
      for price in current { bound += price }
      items.withUnsafeBufferPointer { items in
        for pattern in 0..<count {
          var beyond = gains[pattern]
          let (first, end) = (Int(starts[pattern]), Int(starts[pattern + 1]))
          for place in first..<end { beyond -= current[Int(items[place])] }
          guard beyond > 0 else { continue }
          bound += beyond
          for place in first..<end { slope[Int(items[place])] -= 1 }
        }
      }
      if bound < best {
        if bound > best * (1 - 1e-7) { stalled += 1 } else { stalled = 0 }
        best = bound
        prices = current
      } else {
        stalled += 1
      }
      if stalled > 30 {
        stalled = 0
        length *= 0.8
        current = prices
        for item in 0..<itemCount { direction[item] = 0 }
        if length < 1e-4 { break }
        continue
      }
      var norm = 0.0
      for item in 0..<itemCount {
        if current[item] <= 0, slope[item] > 0 { slope[item] = 0 }
        direction[item] = slope[item] + 0.97 * direction[item]
        if current[item] > 0 || direction[item] < 0 { norm += direction[item] * direction[item] }
      }
      guard norm > 0, bound > target else { break }
      let step = length * (bound - target) / norm
      for item in 0..<itemCount {
        current[item] = max(0, current[item] - step * direction[item])
      }
    }
  }
}
