import Machine
import Passes
import Testing

@Suite struct LowerHullTests {
  /// Parts with a few choices each; a whole takes one choice of every part, and both figures add up.
  private struct Parts {
    let choices: [[EnergyLatency]]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      func next() -> Double { Double(random.next() >> 11) * 0x1p-53 }
      choices = (0..<3 + Int(next() * 3)).map { _ in
        (0..<1 + Int(next() * 6)).map { _ in
          // Few distinct values, so that there are ties and points on one line.
          let energy = 1 + (next() * 8).rounded()
          return EnergyLatency(energy: energy, latency: 1 + (next() * 40).rounded() / energy)
        }
      }
    }

    func leastProduct() -> Double {
      var sums = [EnergyLatency(energy: 0, latency: 0)]
      for part in choices {
        sums = sums.flatMap { sum in
          part.map {
            EnergyLatency(energy: sum.energy + $0.energy, latency: sum.latency + $0.latency)
          }
        }
      }
      return sums.map(\.product).min() ?? .infinity
    }

    func minimize(_ energyWeight: Double, _ latencyWeight: Double) -> LowerHull<[Int]>.Corner {
      var sum = EnergyLatency(energy: 0, latency: 0)
      var taken: [Int] = []
      for part in choices {
        func weigh(_ point: EnergyLatency) -> Double {
          energyWeight * point.energy + latencyWeight * point.latency
        }
        let best = part.indices.min { weigh(part[$0]) < weigh(part[$1]) } ?? 0
        sum.energy += part[best].energy
        sum.latency += part[best].latency
        taken.append(best)
      }
      return .init(point: sum, choice: taken)
    }
  }

  @Test func findsTheLeastProductOfAdditiveSums() {
    for seed in 0..<2000 as Range<UInt64> {
      let parts = Parts(seed: seed)
      let hull = LowerHull<[Int]>(minimizing: parts.minimize)
      let least = parts.leastProduct()
      #expect(
        abs(hull.best.point.product - least) <= 1e-9 * least,
        "seed \(seed): \(hull.best.point.product) instead of \(least)")
      // From the corner of some sum, and with bounds that are reached or far below.
      for (weight, share) in [(1.0, 1.0), (0.1, 1), (10, 0.5), (1, 0.01)] {
        let bound = EnergyLatency(
          energy: parts.minimize(1, 0).point.energy * share,
          latency: parts.minimize(0, 1).point.latency * share)
        let near = LowerHull<[Int]>(
          near: parts.minimize(1, weight).point, above: bound, minimizing: parts.minimize)
        #expect(
          near.best.point.product == hull.best.point.product,
          "seed \(seed): \(near.best.point.product) instead of \(least)")
      }
    }
  }

  @Test func listsDivisors() {
    #expect(divisors(of: 1) == [1])
    #expect(divisors(of: 36) == [1, 2, 3, 4, 6, 9, 12, 18, 36])
    #expect(divisors(of: 1 << 40).count == 41)
    #expect(divisors(of: 999_983) == [1, 999_983])
  }
}
