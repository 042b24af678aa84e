import Machine
import Passes
import Testing

/// Searches that go down gradients.
@Suite struct DescentSearchTests {
  static let kinds: [MappingSearchKind] = [.fadiff, .dosa, .gradient]

  /// Two products, the second of what the first computes.
  static func chain(_ kind: CostModelKind) throws -> NetworkCostModel {
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let network = Network(
      layers: [LayerSearchTests.product(64, 48, 96), LayerSearchTests.product(64, 96, 32)],
      edges: [
        Network.Edge(
          producer: 0, consumer: 1, operand: .input,
          fusion: .possible([
            .init(producer: .group, consumer: .group), .init(producer: .batch, consumer: .batch),
            .init(producer: .outputChannel, consumer: .inputChannel),
          ]))
      ])
    return try NetworkCostModel(
      kind, network: network, machine: machine, options: CostOptions(limitsSides: true))
  }

  @Test(arguments: kinds, CostModelKind.allCases)
  func findsAPlanNotBelowTheOptimum(kind: MappingSearchKind, model: CostModelKind) throws {
    let model = try Self.chain(model)
    let search = kind.search
    let problem = MappingProblem(
      model: model, seed: 3, starts: 2, budget: .evaluations(300), groups: .none)
    let answer = try search.search(problem)
    #expect(try model.totals(of: answer.plan) == answer.totals)
    var exact = LayerwiseSearch(model)
    let optimum = try exact.minimize(.product).cost.product * 1e-6
    #expect(answer.totals.microjouleCycles >= optimum * (1 - 1e-12))
    // Nothing is random but by the seed.
    let again = try search.search(problem)
    #expect(again.plan == answer.plan)
    #expect(again.evaluations == answer.evaluations)
    #expect(answer.evaluations >= 300 && answer.evaluations < 400)
  }

  /// With groups, what the search says of its plan is what the model says of it.
  @Test(arguments: kinds, CostModelKind.allCases)
  func findsAPlanWithGroups(kind: MappingSearchKind, model: CostModelKind) throws {
    let model = try Self.chain(model)
    let search = kind.search
    let answer = try search.search(
      MappingProblem(model: model, seed: 5, starts: 1, budget: .evaluations(200)))
    let totals = try model.totals(of: answer.plan)
    #expect(abs(totals.microjouleCycles / answer.totals.microjouleCycles - 1) < 1e-12)
    var exact = LayerwiseSearch(model, fused: [.output, .input])
    let bound = try exact.minimize(.product).cost.product * 1e-6
    #expect(answer.totals.microjouleCycles >= bound * (1 - 1e-12))
  }

  /// A budget of one evaluation still gives a plan.
  @Test(arguments: kinds) func takesTheSmallestBudget(kind: MappingSearchKind) throws {
    let model = try Self.chain(.m1)
    let search = kind.search
    let answer = try search.search(
      MappingProblem(model: model, budget: .evaluations(1), groups: .none))
    #expect(answer.plan.mappings.count == 2)
  }

  /// On a product, the gradient search comes within a quarter of the optimum.
  @Test(arguments: ["fadiff-large", "fadiff-small"]) func comesNearTheOptimum(machine: String)
    throws
  {
    let machine = try #require(MachineCatalog.machine(named: machine))
    let model = try LayerSearchTests.model([LayerSearchTests.product(128, 192, 256)], machine)
    let search = MappingSearchKind.gradient.search
    let answer = try search.search(
      MappingProblem(model: model, seed: 1, starts: 8, budget: .evaluations(3000)))
    var exact = LayerwiseSearch(model)
    let optimum = try exact.minimize(.product).cost.product * 1e-6
    #expect(answer.totals.microjouleCycles <= optimum * 1.25)
  }

  /// The default search proves a bound, and its plan is not below it.
  @Test(arguments: CostModelKind.allCases) func provesABound(kind: CostModelKind) throws {
    let model = try Self.chain(kind)
    let search = MappingSearchKind.gradientExact.search
    let answer = try search.search(MappingProblem(model: model, budget: .evaluations(300)))
    let bound = try #require(answer.lowerBound)
    #expect(bound > 0)
    #expect(answer.totals.microjouleCycles >= bound * (1 - 1e-9))
    #expect(answer.trace.last?.bound == bound)
  }

  /// A plan to beat is judged first, and kept where nothing better is found.
  @Test func keepsThePlanToBeat() throws {
    let model = try Self.chain(.m1)
    let best = try MappingSearchKind.gradientExact.search.search(
      MappingProblem(model: model, budget: .evaluations(500)))
    let answer = try MappingSearchKind.random.search.search(
      MappingProblem(model: model, budget: .evaluations(5), incumbent: best.plan))
    #expect(answer.plan == best.plan)
    #expect(answer.trace.first?.evaluations == 1)
  }

  /// An interruption ends a search at once, with a plan.
  @Test(arguments: MappingSearchKind.allCases) func endsWhenInterrupted(kind: MappingSearchKind)
    throws
  {
    let model = try Self.chain(.m1)
    let answer = try kind.search.search(
      MappingProblem(
        model: model, budget: .seconds(1000),
        monitor: SearchMonitor(isInterrupted: { true })))
    #expect(try model.totals(of: answer.plan) == answer.totals)
  }
}
