import FuseIR
import Machine

extension StreamEstimator {
  /// The cheapest order of a region's variables that was found: all orders of up to five variables are looked at, else moves
  /// of one variable from several starts until none helps. Nil where no order can be run.
  mutating func bestOrder(
    of region: EinsumRegion
  ) -> (order: [Int], estimate: StreamEstimate)? {
    if region.count <= 5 { return bestOfAll(region) }
    var best: (order: [Int], estimate: StreamEstimate)?
    for start in starts(of: region) {
      guard var found = estimate(region, order: start).map({ (order: start, estimate: $0) }) else {
        continue
      }
      while let better = bestMove(region, found.order, below: found.estimate) { found = better }
      if best.map({ found.estimate.isBetter(than: $0.estimate) }) ?? true { best = found }
    }
    return best
  }

  /// The order in which the ops have their loops, the first ops first, as far as storage allows; where that can't be run, the
  /// cheapest one.
  mutating func writtenOrder(
    of region: EinsumRegion
  ) -> (order: [Int], estimate: StreamEstimate)? {
    var rank: [Int] = []
    for member in region.members {
      for variable in member.variables where !rank.contains(variable) { rank.append(variable) }
    }
    guard let order = Self.order(like: rank, of: region),
      let estimate = estimate(region, order: order)
    else { return bestOrder(of: region) }
    return (order, estimate)
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

  private mutating func bestOfAll(
    _ region: EinsumRegion
  ) -> (order: [Int], estimate: StreamEstimate)? {
    var best: (order: [Int], estimate: StreamEstimate)?
    var pending: [[Int]] = [[]]
    while let order = pending.popLast() {
      if order.count == region.count {
        if let estimate = estimate(region, order: order),
          best.map({ estimate.isBetter(than: $0.estimate) }) ?? true
        {
          best = (order, estimate)
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
    return best
  }

  private mutating func bestMove(
    _ region: EinsumRegion, _ order: [Int], below limit: StreamEstimate
  ) -> (order: [Int], estimate: StreamEstimate)? {
    var best: (order: [Int], estimate: StreamEstimate)?
    for from in order.indices {
      for to in order.indices where to != from {
        var moved = order
        moved.insert(moved.remove(at: from), at: to)
        guard region.allows(moved), let estimate = estimate(region, order: moved),
          estimate.isBetter(than: best?.estimate ?? limit)
        else { continue }
        best = (moved, estimate)
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
