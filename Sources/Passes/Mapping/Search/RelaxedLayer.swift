import FuseIR
import Glibc
import Machine

/// A layer whose loops are split by weights: eight restarts side by side as lanes.
///
/// The weights of a loop's splits are a softmax, cooled from step to step. A count of the relaxed nest is the weighted
/// geometric mean of the candidates' counts, so that the counts of a loop always multiply to its extent.
struct RelaxedLayer {
  /// The layer with whole counts.
  let rounded: RoundedLayer
  /// How many layers of the network are like this one.
  var count = 1.0
  private var arrangement = 0
  private let offsets: [Int]
  /// The parameters of the weights, loop by loop.
  private(set) var logits: [SIMD8<Double>] = []
  private var moments: [(first: SIMD8<Double>, second: SIMD8<Double>)] = []
  private var multipliers: [SIMD8<Double>]
  private var sideMultiplier = SIMD8<Double>.zero
  private var steps = 0
  private let tape = GradientTape<SIMD8<Double>>()
  private let capacities: [Double]
  /// The most that rows and columns may run together; nil where each has its own limit.
  private let arrayLimit: Double?

  private var model: NetworkCostModel { rounded.model }
  private var loops: [LoopSplits] { rounded.loops }
  /// Each level's, those inside all tiles, and those along an axis.
  private let components: Int

  /// The relaxation of a layer of the model's network.
  init(_ model: NetworkCostModel, _ number: Int) {
    rounded = RoundedLayer(model, number)
    var offsets: [Int] = []
    var offset = 0
    for loop in rounded.loops {
      offsets.append(offset)
      offset += loop.candidates.count
    }
    self.offsets = offsets
    capacities = model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
    multipliers = capacities.map { _ in .zero }
    logits = [SIMD8<Double>](repeating: .zero, count: offset)
    moments = logits.map { _ in (.zero, .zero) }
    components = rounded.levels + 2
    arrayLimit = rounded.arrayLimit
  }

  /// Draws all weights anew.
  mutating func restart(_ numbers: inout SeededGenerator) {
    for index in logits.indices {
      for lane in 0..<8 { logits[index][lane] = Double(numbers.next() >> 11) * 0x1p-53 * 2 }
      moments[index] = (.zero, .zero)
    }
    for index in multipliers.indices { multipliers[index] = .zero }
    sideMultiplier = .zero
    steps = 0
    arrangement = numbers.below(rounded.arrangements.count)
  }

  private func softmax(_ loop: Int, _ temperature: Double) -> [SIMD8<Double>] {
    let range = offsets[loop]..<offsets[loop] + loops[loop].candidates.count
    var largest = SIMD8<Double>(repeating: -.infinity)
    for index in range {
      largest = largest.replacing(with: logits[index], where: logits[index] .> largest)
    }
    var weights = range.map { ((logits[$0] - largest) / temperature).exponential() }
    let sum = weights.reduce(.zero, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
  }

  /// The logarithms of a loop's counts for weights of its candidates.
  private func means(_ loop: Int, _ weights: [SIMD8<Double>]) -> [SIMD8<Double>] {
    var mean = [SIMD8<Double>](repeating: .zero, count: components)
    for (weight, logarithms) in zip(weights, loops[loop].logarithms) {
      for component in 0..<components where logarithms[component] != 0 {
        mean[component] += weight * logarithms[component]
      }
    }
    return mean
  }

  /// Goes a step down, and gives the relaxed cost before it.
  mutating func step(
    part: Double, _ objective: MappingObjective,
    _ sums: (energy: SIMD8<Double>, cycles: SIMD8<Double>)?
  ) -> (energy: SIMD8<Double>, cycles: SIMD8<Double>) {
    steps += 1
    let temperature = pow(0.1, part)
    let power = 4 * pow(8, part)
    tape.removeAll()
    let weights = loops.indices.map { softmax($0, temperature) }
    let means = loops.indices.map { self.means($0, weights[$0]) }
    let variables = means.map { $0.map { tape.variable($0.exponential()) } }
    let form = rounded.arrangements[arrangement]
    let estimate = model.estimate(
      form.template,
      counts: form.slots.map { slot in
        slot.map { variables[$0.loop][$0.component] } ?? Traced(1)
      },
      layer: rounded.number, smoothing: CostSmoothing(rooflinePower: power))
    let cost = (energy: estimate.picojoules.value, cycles: estimate.cycles.value)
    let all = sums ?? (cost.energy * count, cost.cycles * count)
    func constant(_ value: SIMD8<Double>) -> Traced<SIMD8<Double>> {
      // A variable whose derivative nobody asks for.
      tape.variable(value)
    }
    var loss = Traced<SIMD8<Double>>(0)
    if objective != .latency { loss = loss + estimate.picojoules * constant(count / all.energy) }
    if objective != .energy { loss = loss + estimate.cycles * constant(count / all.cycles) }
    func restrict(
      _ amount: Traced<SIMD8<Double>>, to limit: Double, _ multiplier: inout SIMD8<Double>
    ) {
      let excess = Traced.maximum(
        Traced(0), (Traced.maximum(amount, Traced(1e-9)) * Traced(1 / limit)).logarithm())
      loss = loss + excess * constant(multiplier) + excess * excess
      multiplier += excess.value * 0.2
    }
    for (memory, capacity) in capacities.enumerated() where capacity < .infinity {
      restrict(estimate.footprintBytes[memory], to: capacity, &multipliers[memory])
    }
    if let arrayLimit {
      let product = variables.reduce(Traced<SIMD8<Double>>(1)) { $0 * $1[components - 1] }
      restrict(product, to: arrayLimit, &sideMultiplier)
    }
    let derivatives = tape.gradient(of: loss, with: variables.flatMap { $0 })
    for loop in loops.indices {
      let slopes = (0..<components).map { component in
        derivatives[loop * components + component] * variables[loop][component].value
      }
      for candidate in loops[loop].candidates.indices {
        var derivative = SIMD8<Double>.zero
        for component in 0..<components {
          derivative +=
            slopes[component]
            * (loops[loop].logarithms[candidate][component] - means[loop][component])
        }
        move(offsets[loop] + candidate, derivative * weights[loop][candidate] / temperature)
      }
    }
    return cost
  }

  /// A step of Adam in all lanes.
  private mutating func move(_ index: Int, _ derivative: SIMD8<Double>) {
    moments[index].first = 0.9 * moments[index].first + 0.1 * derivative
    moments[index].second = 0.99 * moments[index].second + 0.01 * derivative * derivative
    let first = moments[index].first / (1 - pow(0.9, Double(steps)))
    let second = moments[index].second / (1 - pow(0.99, Double(steps)))
    logits[index] -= 0.1 * first / (second.squareRoot() + 1e-6)
  }

  /// Takes the arrangement that is best for the relaxed counts, over all lanes together.
  mutating func arrange(
    _ objective: MappingObjective, _ sums: (energy: SIMD8<Double>, cycles: SIMD8<Double>)
  ) {
    let counts = loops.indices.map { loop in
      means(loop, softmax(loop, 0.3)).map { $0.exponential() }
    }
    var best = (arrangement: arrangement, value: Double.infinity)
    for (index, form) in rounded.arrangements.enumerated() {
      let estimate = model.estimate(
        form.template,
        counts: form.slots.map { slot in slot.map { counts[$0.loop][$0.component] } ?? .one },
        layer: rounded.number)
      let value =
        (objective == .latency ? 0 : (estimate.picojoules / sums.energy).sum())
        + (objective == .energy ? 0 : (estimate.cycles / sums.cycles).sum())
      if value < best.value { best = (index, value) }
    }
    arrangement = best.arrangement
  }

  /// The heaviest candidates of each lane, without those that are alike.
  var heaviest: [RoundedLayer.Choice] {
    var choices: [RoundedLayer.Choice] = []
    for lane in 0..<8 {
      let splits = loops.indices.map { loop in
        loops[loop].candidates.indices.max {
          logits[offsets[loop] + $0][lane] < logits[offsets[loop] + $1][lane]
        } ?? 0
      }
      let choice = RoundedLayer.Choice(splits: splits, arrangement: arrangement)
      if !choices.contains(choice) { choices.append(choice) }
    }
    return choices
  }
}
