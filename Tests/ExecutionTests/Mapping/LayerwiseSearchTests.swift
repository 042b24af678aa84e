import Machine
import Passes
import Testing

@Suite struct LayerwiseSearchTests {
  /// A decoder block of GPT-3 6.7B at 256 tokens on the large machine: an independent exact mapper (AccelForge 1.0.467), which
  /// keeps sums inside the tiles of inputs and weights, reaches 1.120e13 µJ · cycles.
  @Test func isAtOrBelowAnIndependentOptimum() throws {
    let machine = try #require(MachineCatalog.machine(named: "fadiff-large"))
    func product(_ rows: Int, _ depth: Int, _ columns: Int, groups: Int = 1) -> Layer {
      LayerSearchTests.product(rows, depth, columns, groups: groups)
    }
    let layers =
      Array(repeating: product(256, 4096, 4096), count: 4) + [
        product(256, 128, 256, groups: 32), product(256, 256, 128, groups: 32),
        product(256, 4096, 16384), product(256, 16384, 4096),
      ]
    let model = try LayerSearchTests.model(layers, machine)
    var search = LayerwiseSearch(model)
    let answer = try search.minimize(.product)
    #expect(answer.cost.product * 1e-6 <= 1.1205e13)
    #expect(answer.cost.product * 1e-6 >= model.bound.operations.microjouleCycles)
    let plan = try model.cost(of: NetworkPlan(mappings: answer.mappings))
    #expect(abs(plan.microjouleCycles / (answer.cost.product * 1e-6) - 1) < 1e-12)
  }

  /// Sums over layers: the least product is no layer-by-layer choice, so it is compared with all pairs of mappings.
  @Test(arguments: 0..<6 as Range<UInt64>) func findsTheLeastProductOfSums(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let layers = (0..<3).map { _ in
      LayerSearchTests.product(
        [16, 32, 64][random.below(3)], [16, 64, 256][random.below(3)],
        [16, 64, 128][random.below(3)])
    }
    let model = try LayerSearchTests.model(layers, machine)
    var search = LayerwiseSearch(model)
    let answer = try search.minimize(.product)
    // Corners of each layer's hull, many weights.
    var sums = [EnergyLatency(energy: 0, latency: 0)]
    for layer in layers.indices {
      var search = LayerSearch(model, layer: layer)
      var corners: Set<EnergyLatency> = []
      for step in -24...24 {
        var weight = 1.0
        for _ in 0..<abs(step) { weight *= step < 0 ? 0.5 : 2 }
        if let corner = search.minimize(.weighted(energy: 1, latency: weight)) {
          corners.insert(corner.cost)
        }
      }
      sums = sums.flatMap { sum in
        corners.map {
          EnergyLatency(energy: sum.energy + $0.energy, latency: sum.latency + $0.latency)
        }
      }
    }
    let least = try #require(sums.map(\.product).min())
    #expect(answer.cost.product <= least * (1 + 1e-12), "seed \(seed)")
  }

  /// Where time ends inside the search of a layer, the answer can run, and no mapping is below its bound.
  @Test(arguments: 0..<12 as Range<UInt64>) func boundsWhatItHadNoTimeFor(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let layers = (0..<1 + random.below(3)).map { _ in
      random.below(2) == 0
        ? LayerSearchTests.smallConvolution(&random)
        : LayerSearchTests.product(
          [12, 24][random.below(2)], [8, 12][random.below(2)], [6, 8][random.below(2)])
    }
    let model = try LayerSearchTests.model(layers, LayerSearchTests.smallMachine(&random))
    for objective: SearchObjective in [.product, .weighted(energy: 1, latency: 2)] {
      var whole = LayerwiseSearch(model)
      guard let best = try? whole.minimize(objective) else { continue }
      let value = objective.value(of: best.cost)
      #expect(abs(best.bound / value - 1) <= 1e-9)
      for limit in [0, 1000, 5000, 20_000] {
        var cut = LayerwiseSearch(model) { $0 < limit }
        let answer = try cut.minimize(objective)
        #expect(answer.bound <= value * (1 + 1e-9), "seed \(seed), limit \(limit)")
        #expect(answer.bound > 0)
        #expect(objective.value(of: answer.cost) >= value * (1 - 1e-9))
        for (layer, mapping) in answer.mappings.enumerated() {
          _ = try model.totals(of: mapping, layer: layer)
        }
      }
    }
  }

  /// A layer whose loops have more than a thousand divisors each does not hold up a search with a small budget.
  @Test func endsInTimeWithManyDivisors() throws {
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let size = 735_134_400
    #expect(divisors(of: size).count == 1344)
    let model = try LayerSearchTests.model([LayerSearchTests.product(size, 1, size)], machine)
    let problem = MappingProblem(model: model, budget: .evaluations(3))
    let answer = try MappingSearchKind.exact.search.search(problem)
    let bound = try #require(answer.lowerBound)
    #expect(bound > 0 && bound <= answer.totals.microjouleCycles)
  }
}
