import FuseIR
import Machine

/// An order of a region's variables, outermost first, and what the region is expected to cost in it.
struct StreamOrder {
  var variables: [Int]
  var estimate: StreamEstimate
}

extension StreamEstimator {
  /// The orders of a region's variables that were looked at: all of up to five variables, else those of moves of one variable
  /// from several starts until none helps. Empty where no order can be run.
  mutating func orders(of region: EinsumRegion) -> [StreamOrder] {
    if region.count <= 5 { return allOrders(of: region) }
    var best: StreamOrder?
    var seen: [StreamOrder] = []
    for start in starts(of: region) {
      guard
        var found = estimate(region, order: start).map({
          StreamOrder(variables: start, estimate: $0)
        })
      else { continue }
      seen.append(found)
      while let better = bestMove(region, found, &seen) { found = better }
      if best.map({ found.estimate.isBetter(than: $0.estimate) }) ?? true { best = found }
    }
    // The first of equal ones is taken.
    return (best.map { [$0] } ?? []) + seen
  }

  /// The order in which the ops have their loops, the first ops first, as far as storage allows; nil where that can't be run.
  mutating func writtenOrder(of region: EinsumRegion) -> StreamOrder? {
    var rank: [Int] = []
    for member in region.members {
      for variable in member.variables where !rank.contains(variable) { rank.append(variable) }
    }
    guard let order = Self.order(like: rank, of: region),
      let estimate = estimate(region, order: order)
    else { return nil }
    return StreamOrder(variables: order, estimate: estimate)
  }

  /// The variables in the order of the list, but each after those that must stand before it.
  private static func order(like rank: [Int], of region: EinsumRegion) -> [Int]? {
    var order: [Int] = []
    var left = rank
    while let next = left.firstIndex(where: { variable in
      region.edges.allSatisfy { $0.inner != variable || order.contains($0.outer) }
    }) {
      order.append(left.remove(at: next))
    }
    return order.count == region.count ? order : nil
  }

  private mutating func allOrders(of region: EinsumRegion) -> [StreamOrder] {
    var orders: [StreamOrder] = []
    var pending: [[Int]] = [[]]
    while let order = pending.popLast() {
      if order.count == region.count {
        if let estimate = estimate(region, order: order) {
          orders.append(StreamOrder(variables: order, estimate: estimate))
        }
        continue
      }
      // The first variables come last onto the stack, so that equal costs go to the order that is first.
      for variable in (0..<region.count).reversed() where !order.contains(variable) {
        let isFree = region.edges.allSatisfy {
          $0.inner != variable || order.contains($0.outer)
        }
        if isFree { pending.append(order + [variable]) }
      }
    }
    return orders
  }

  /// The best order that one variable's move makes of another one, if it is better; all that were looked at go to `seen`.
  private mutating func bestMove(
    _ region: EinsumRegion, _ start: StreamOrder, _ seen: inout [StreamOrder]
  ) -> StreamOrder? {
    var best: StreamOrder?
    for from in start.variables.indices {
      for to in start.variables.indices where to != from {
        var moved = start.variables
        moved.insert(moved.remove(at: from), at: to)
        guard movesLeft > 0 else { return best }
        movesLeft -= region.members.count
        guard region.allows(moved), let estimate = estimate(region, order: moved) else { continue }
        let order = StreamOrder(variables: moved, estimate: estimate)
        seen.append(order)
        if estimate.isBetter(than: best?.estimate ?? start.estimate) { best = order }
      }
    }
    return best
  }

  /// Orders that keep the demands: variables that come first in the first statements first, and those of the last statements.
  private func starts(of region: EinsumRegion) -> [[Int]] {
    var ranks: [[Int]] = []
    for members in [region.members, region.members.reversed()] {
      var rank: [Int] = []
      for member in members {
        let inner = member.variables.filter { member.reduced.contains($0) }
        for variable in member.result + inner where !rank.contains(variable) {
          rank.append(variable)
        }
      }
      ranks.append(rank)
    }
    var starts: [[Int]] = []
    for rank in ranks {
      if let order = Self.order(like: rank, of: region), !starts.contains(order) {
        starts.append(order)
      }
    }
    return starts
  }
}

extension StreamEstimate {
  /// Whether it takes fewer cycles; of equally many, fewer bytes.
  func isBetter(than other: StreamEstimate) -> Bool {
    // Expectations that differ in the last digits are equal.
    if cycles < other.cycles * (1 - 1e-9) { return true }
    return cycles <= other.cycles * (1 + 1e-9) && bytes < other.bytes * (1 - 1e-9)
  }
}

extension [StreamOrder] {
  /// Takes out the best one; of equal ones the first.
  mutating func popBest() -> StreamOrder? {
    guard var best = indices.first else { return nil }
    for index in indices.dropFirst() where self[index].estimate.isBetter(than: self[best].estimate)
    {
      best = index
    }
    return remove(at: best)
  }
}
