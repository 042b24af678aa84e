import Machine

/// The gradient search proposes within a part of the budget, the exact search refines the proposal and proves a bound.
///
/// Where the layers' spaces are small, the exact search is done sooner than the proposal would be, and is left alone.
struct GradientExactSearch: MappingSearch {
  /// The part of the budget that the proposal may take.
  private static let share = 0.2
  /// With so many ways to split the loops of all kinds of layers at most, nothing is proposed.
  private static let smallSpace = 1e7

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    var context = SearchContext(problem)
    var exact = problem
    if Self.size(of: problem) > Self.smallSpace, !Self.hasHugeLoops(problem) {
      var gradient = problem
      gradient.budget = problem.budget.part(Self.share)
      let start = context.seconds
      // Without a proposal, the exact search says what fits nowhere.
      if let proposal = try? GradientSearch().search(gradient) {
        context.take(proposal, startedAt: start)
        exact.incumbent = proposal.plan
      }
      exact.budget = problem.budget.rest(after: context.evaluations, context.seconds)
    }
    let start = context.seconds
    let proved = try ExactSearch().search(exact)
    context.take(proved, startedAt: start)
    guard let answer = context.answer(proved.remarks) else {
      throw MappingFailure("no plan was judged")
    }
    return answer
  }

  /// The most ways to split one loop with which a proposal is made: preparing it would take longer than the search.
  private static let mostSplits = 20_000.0

  private static func hasHugeLoops(_ problem: MappingProblem) -> Bool {
    problem.model.network.layers.contains { layer in
      let levels = TiledSpace(layer, on: problem.model.machine).levels.count
      return LayerDimension.allCases.contains {
        chains(of: layer.sizes[$0], length: levels) > mostSplits
      }
    }
  }

  /// In how many ways the loops of all kinds of layers can be split.
  private static func size(of problem: MappingProblem) -> Double {
    var sum = 0.0
    for (number, first) in problem.model.network.firstAlike.enumerated() where first == number {
      let layer = problem.model.network.layers[number]
      let space = TiledSpace(layer, on: problem.model.machine)
      var ways = 1.0
      for dimension in LayerDimension.allCases {
        ways *= chains(of: layer.sizes[dimension], length: space.levels.count)
      }
      sum += ways
    }
    return sum
  }

  /// How many chains of so many divisors there are, each a divisor of the one before.
  private static func chains(of size: Int, length: Int) -> Double {
    var ways = 1.0
    var rest = size
    var prime = 2
    while rest > 1 {
      if prime * prime > rest { prime = rest }
      var power = 0
      while rest % prime == 0 {
        rest /= prime
        power += 1
      }
      // As many as there are ways to spread the power over the chain's steps.
      for step in 0..<power { ways *= Double(length + power - step) / Double(power - step) }
      prime += 1
    }
    return ways
  }
}
