/// Work that may be shared out over resources in many ways, and the time that no way beats.
struct SharedWork {
  /// How long a resource is taken if all of an item goes that way.
  struct Use {
    var resource: Int
    var cycles: Double
  }

  /// A piece of work that may be divided at will among its options.
  struct Item {
    /// Each option takes all its resources at the same time.
    var options: [[Use]]
    /// The item is not begun before `lead`, and `tail` comes after its end.
    var lead: Int64
    var tail: Int64
  }

  let items: [Item]
  let resourceCount: Int

  /// How often the weights of resources are changed.
  private static let rounds = 60

  /// The bound: for weights of the resources that add up to 1, the sum over items of the least weighted use.
  ///
  /// Any weights give a bound. Tried are equal weights on the resources that each kind of item can use, and what comes of
  /// them when resources that are busy longer get more weight.
  var bound: Int64 {
    var kinds: [[Int]] = []
    for item in items {
      let resources = Set(item.options.flatMap { $0.map(\.resource) }).sorted()
      if !resources.isEmpty, !kinds.contains(resources) { kinds.append(resources) }
      if kinds.count >= 32 { break }
    }
    kinds.append(Array(0..<resourceCount))
    var best = 0.0
    for kind in kinds where !kind.isEmpty {
      var weights = [Double](repeating: 0, count: resourceCount)
      for resource in kind { weights[resource] = 1 / Double(kind.count) }
      for _ in 0..<Self.rounds {
        let (value, busy) = value(weights)
        best = max(best, value)
        guard let most = busy.max(), most > 0 else { break }
        var sum = 0.0
        for resource in weights.indices {
          weights[resource] *= 1 + 0.2 * busy[resource] / most
          sum += weights[resource]
        }
        for resource in weights.indices { weights[resource] /= sum }
      }
    }
    // Sums of rounded numbers may be above the true ones by a little.
    let safe = best * (1 - 1e-9) - 1e-6
    guard safe > 0, safe < 4e18 else { return 0 }
    return Int64(safe.rounded(.up))
  }

  /// The bound of some weights, and how long each resource is busy when every item takes its cheapest option.
  private func value(_ weights: [Double]) -> (Double, [Double]) {
    var busy = [Double](repeating: 0, count: resourceCount)
    var sum = 0.0
    var lead = Int64.max
    var tail = Int64.max
    for item in items {
      var least = Double.infinity
      var choice = 0
      for (number, option) in item.options.enumerated() {
        let cost = option.reduce(0.0) { $0 + weights[$1.resource] * $1.cycles }
        if cost < least {
          least = cost
          choice = number
        }
      }
      guard least.isFinite else { continue }
      for use in item.options[choice] { busy[use.resource] += use.cycles }
      // Lead and tail are of what takes part in the sum: a resource without weight may be busy with others before and after.
      let takesPart = item.options.contains { option in
        option.contains { weights[$0.resource] > 0 }
      }
      if takesPart {
        lead = min(lead, item.lead)
        tail = min(tail, item.tail)
      }
      sum += least
    }
    guard sum > 0 else { return (0, busy) }
    return (sum + Double(lead) + Double(tail), busy)
  }
}
