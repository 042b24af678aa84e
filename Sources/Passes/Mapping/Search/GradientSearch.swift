import Glibc
import FuseIR
import Machine

/// Our gradient search: per layer and loop one choice among all ways to split the loop over the nest, relaxed to weights of
/// them; eight restarts run side by side as lanes.
///
/// The weights are a softmax, cooled from step to step. A count of the relaxed nest is the weighted geometric mean of the
/// candidates' counts, so that the counts of a loop always multiply to its extent. What is made small is the logarithm
/// of the objective, with a norm for the slowest component that comes near to it, and augmented Lagrangians on the logarithm
/// of how much too large tiles are. Which loops are innermost between two memories is chosen anew from time to time.
/// Afterwards each lane takes its heaviest candidates, and goes loop by loop to the best candidate that fits until none is
/// better. Layers that are alike are one. It fuses nothing.
struct GradientSearch: MappingSearch {
  private static let steps = 120
  private static let stepsPerOrder = 30
  private static let roundings = 3

  func search(_ problem: MappingProblem) throws(MappingFailure) -> MappingAnswer {
    if case .given = problem.groups {
      throw MappingFailure("search=gradient fuses no layers yet; use groups=none")
    }
    var context = SearchContext(problem)
    var numbers = SeededGenerator(seed: problem.seed)
    let network = context.network
    var kinds: [RelaxedLayer] = []
    var kindOfLayer: [Int] = []
    // What a layer gets where nothing is found that fits.
    var smallest: [(mapping: LayerMapping, totals: CostTotals)] = []
    for (number, layer) in network.layers.enumerated() {
      let unnamed = layer.unnamed
      if let kind = kinds.firstIndex(where: { $0.layer == unnamed }) {
        kinds[kind].count += 1
        kindOfLayer.append(kind)
      } else {
        let space = LayerSpace(layer, on: problem.model.machine, limitsSides: true)
        smallest.append(try SmallestTiles.mapping(of: number, space, problem.model))
        kindOfLayer.append(kinds.count)
        kinds.append(RelaxedLayer(problem.model, number, unnamed))
      }
    }
    let batches = max(1, (problem.starts + 7) / 8)
    for batch in 0..<batches where batch == 0 || !context.isSpent {
      for kind in kinds.indices { kinds[kind].restart(&numbers) }
      var sums: (energy: SIMD8<Double>, cycles: SIMD8<Double>)?
      for step in 0..<Self.steps where !context.isSpent || (batch == 0 && step == 0) {
        let part = Double(step) / Double(Self.steps - 1)
        var next = (energy: SIMD8<Double>.zero, cycles: SIMD8<Double>.zero)
        for kind in kinds.indices {
          let cost = kinds[kind].step(part: part, problem.objective, sums)
          next.energy += cost.energy * kinds[kind].count
          next.cycles += cost.cycles * kinds[kind].count
          if step % Self.stepsPerOrder == Self.stepsPerOrder - 1 {
            kinds[kind].chooseOrder(problem.objective, sums ?? next)
          }
        }
        sums = next
        context.spent(8)
      }
      var weights = Descent.weights(problem.objective, problem.model.bound.traffic)
      if let best = context.best { weights = Descent.weights(problem.objective, best.totals) }
      // What a picojoule and a cycle are worth depends on the sums: once more with those of the first time.
      for round in 0..<Self.roundings where round == 0 || !context.isSpent {
        var found: [(mapping: LayerMapping, totals: CostTotals)] = []
        var judged = 0
        for kind in kinds.indices {
          let each = kinds[kind].rounded(weights, &judged) {
            // Each layer has its part of what is left of the budget.
            context.isSpent(after: $0 / (kind + 1))
          }
          found.append(each ?? smallest[kind])
        }
        let totals = kindOfLayer.reduce(CostTotals()) { $0 + found[$1].totals }
        context.spent(judged / kinds.count)
        context.judged(totals) { NetworkPlan(mappings: kindOfLayer.map { found[$0].mapping }) }
        weights = Descent.weights(problem.objective, totals)
      }
    }
    guard let answer = context.answer() else {
      throw MappingFailure("no plan that fits the machine was found")
    }
    return answer
  }
}

/// A layer whose loops are split by weights.
private struct RelaxedLayer {
  /// The ways to split a loop.
  struct Loop {
    let dimension: LayerDimension
    /// The tiles of each level, then what runs along an axis.
    let candidates: [[Int]]
    /// The logarithms of the counts at each level outside its tile, of those inside all tiles, and along the axis.
    let logarithms: [[Double]]
    let offset: Int
  }

  let model: NetworkCostModel
  let number: Int
  let layer: Layer
  var count = 1.0
  private let space: TiledSpace
  private let loops: [Loop]
  private let axes: [LayerDimension: LayerMapping.Axis]
  private var innermost: [TiledSpace.Block]
  private var template = MappingTemplate(slots: [])
  /// For each slot the loop and the component of its counts, or none.
  private var slots: [(loop: Int, component: Int)?] = []
  private var logits: [SIMD8<Double>] = []
  private var moments: [(first: SIMD8<Double>, second: SIMD8<Double>)] = []
  private var multipliers: [SIMD8<Double>]
  private var steps = 0
  private let tape = GradientTape<SIMD8<Double>>()
  private let capacities: [Double]

  init(_ model: NetworkCostModel, _ number: Int, _ layer: Layer) {
    self.model = model
    self.number = number
    self.layer = layer
    let machine = model.machine
    let space = TiledSpace(layer, on: machine)
    self.space = space
    var axes: [LayerDimension: LayerMapping.Axis] = [:]
    var limits: [LayerDimension: Int] = [:]
    if layer.kind == .contraction, let array = machine.arrays.first {
      if array.columnLoops.contains(.outputChannel) {
        axes[.outputChannel] = .columns
        limits[.outputChannel] = array.columns
      }
      if array.rowLoops.contains(.inputChannel) {
        axes[.inputChannel] = .rows
        limits[.inputChannel] = array.rows
      }
    } else if layer.kind != .contraction, let unit = machine.vectorUnits.first {
      let outputs = LayerDimensions.output.members
      if let longest = outputs.max(by: { layer.sizes[$0] < layer.sizes[$1] }) {
        axes[longest] = .lanes
        limits[longest] = unit.lanes
      }
    }
    self.axes = axes
    var loops: [Loop] = []
    var offset = 0
    for dimension in LayerDimension.allCases where layer.sizes[dimension] > 1 {
      var chains: [[Int]] = [[]]
      for _ in space.levels {
        chains = chains.flatMap { chain in
          divisors(of: chain.last ?? layer.sizes[dimension]).map { chain + [$0] }
        }
      }
      let limit = limits[dimension] ?? 1
      let candidates = chains.flatMap { chain in
        divisors(of: chain.last ?? layer.sizes[dimension]).filter { $0 <= limit }.map {
          chain + [$0]
        }
      }
      let logarithms = candidates.map { candidate in
        var outer = layer.sizes[dimension]
        var parts = candidate.map { tile in
          defer { outer = tile }
          return log(Double(outer / tile))
        }
        parts.append(log(Double(outer)))
        return parts
      }
      loops.append(
        Loop(dimension: dimension, candidates: candidates, logarithms: logarithms, offset: offset))
      offset += candidates.count
    }
    self.loops = loops
    innermost = space.levels.map { _ in .reduction }
    capacities = machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
    multipliers = machine.memories.map { _ in .zero }
    logits = [SIMD8<Double>](repeating: .zero, count: offset)
    moments = logits.map { _ in (.zero, .zero) }
    arrange()
  }

  private func point(_ innermost: [TiledSpace.Block]) -> TiledSpace.Point {
    TiledSpace.Point(
      kept: space.keptChoices[0], tiles: space.levels.map { _ in layer.sizes },
      innermost: innermost,
      spatial: LayerDimension.allCases.compactMap { dimension in
        guard layer.sizes[dimension] > 1 else { return nil }
        return axes[dimension].map { .init(dimension: dimension, count: 1, axis: $0) }
      })
  }

  private mutating func arrange() { (template, slots) = arranged(innermost) }

  private func arranged(
    _ innermost: [TiledSpace.Block]
  ) -> (MappingTemplate, [(loop: Int, component: Int)?]) {
    let template = space.template(of: point(innermost))
    var memory = -1
    let slots = template.slots.map { slot -> (loop: Int, component: Int)? in
      switch slot {
      case .memory:
        memory += 1
        return nil
      case .loop(let dimension):
        // Inside all tiles, before or in the registers.
        let component = min(memory, space.levels.count)
        return loops.firstIndex { $0.dimension == dimension }.map { ($0, component) }
      case .spatial(let dimension, _):
        return loops.firstIndex { $0.dimension == dimension }.map {
          ($0, space.levels.count + 1)
        }
      }
    }
    return (template, slots)
  }

  mutating func restart(_ numbers: inout SeededGenerator) {
    for index in logits.indices {
      for lane in 0..<8 { logits[index][lane] = Double(numbers.next() >> 11) * 0x1p-53 * 2 }
      moments[index] = (.zero, .zero)
    }
    for index in multipliers.indices { multipliers[index] = .zero }
    steps = 0
  }

  private func softmax(_ loop: Loop, _ temperature: Double) -> [SIMD8<Double>] {
    let range = loop.offset..<loop.offset + loop.candidates.count
    var largest = SIMD8<Double>(repeating: -.infinity)
    for index in range { largest = .maximum(largest, logits[index]) }
    var weights = range.map { ((logits[$0] - largest) / temperature).exponential() }
    let sum = weights.reduce(.zero, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
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
    let weights = loops.map { softmax($0, temperature) }
    let components = space.levels.count + 2
    var means: [[SIMD8<Double>]] = []
    var variables: [[Traced<SIMD8<Double>>]] = []
    for (loop, weights) in zip(loops, weights) {
      var mean = [SIMD8<Double>](repeating: .zero, count: components)
      for (weight, logarithms) in zip(weights, loop.logarithms) {
        for component in 0..<components { mean[component] += weight * logarithms[component] }
      }
      means.append(mean)
      variables.append(mean.map { tape.variable($0.exponential()) })
    }
    let counts = slots.map { slot in
      slot.map { variables[$0.loop][$0.component] } ?? Traced(1)
    }
    let estimate = model.estimate(
      template, counts: counts, layer: number, smoothing: CostSmoothing(rooflinePower: power))
    let cost = (energy: estimate.picojoules.value, cycles: estimate.cycles.value)
    let all = sums ?? (cost.energy * count, cost.cycles * count)
    func constant(_ value: SIMD8<Double>) -> Traced<SIMD8<Double>> {
      // A variable whose derivative nobody asks for.
      tape.variable(value)
    }
    var loss = Traced<SIMD8<Double>>(0)
    if objective != .latency { loss = loss + estimate.picojoules * constant(count / all.energy) }
    if objective != .energy { loss = loss + estimate.cycles * constant(count / all.cycles) }
    for (memory, capacity) in capacities.enumerated() where capacity < .infinity {
      let excess = Traced.maximum(
        Traced(0),
        (Traced.maximum(estimate.footprintBytes[memory], Traced(1e-9)) * Traced(1 / capacity))
          .logarithm())
      loss = loss + excess * constant(multipliers[memory]) + excess * excess
      multipliers[memory] += excess.value * 0.2
    }
    let derivatives = tape.gradient(of: loss, with: variables.flatMap { $0 })
    for (index, loop) in loops.enumerated() {
      var slopes = [SIMD8<Double>](repeating: .zero, count: components)
      for component in 0..<components {
        slopes[component] =
          derivatives[index * components + component] * variables[index][component].value
      }
      for candidate in loop.candidates.indices {
        var derivative = SIMD8<Double>.zero
        for component in 0..<components {
          derivative +=
            slopes[component] * (loop.logarithms[candidate][component] - means[index][component])
        }
        move(loop.offset + candidate, derivative * weights[index][candidate] / temperature)
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
}

extension RelaxedLayer {
  /// All choices of the innermost loops.
  private var orders: [[TiledSpace.Block]] {
    guard model.kind == .m1 else { return [innermost] }
    return space.levels.reduce([[]]) { orders, _ in
      orders.flatMap { order in TiledSpace.Block.allCases.map { order + [$0] } }
    }
  }

  /// Takes the order that is best for the relaxed counts, over all lanes together.
  mutating func chooseOrder(
    _ objective: MappingObjective, _ sums: (energy: SIMD8<Double>, cycles: SIMD8<Double>)
  ) {
    let components = space.levels.count + 2
    let means = loops.map { loop in
      let weights = softmax(loop, 0.3)
      return (0..<components).map { component in
        zip(weights, loop.logarithms).reduce(SIMD8<Double>.zero) {
          $0 + $1.0 * $1.1[component]
        }.exponential()
      }
    }
    var best = (order: innermost, value: Double.infinity)
    for order in orders {
      let (template, slots) = arranged(order)
      let estimate = model.estimate(
        template,
        counts: slots.map { slot in slot.map { means[$0.loop][$0.component] } ?? .one },
        layer: number)
      let value =
        (objective == .latency ? 0 : (estimate.picojoules / sums.energy).sum())
        + (objective == .energy ? 0 : (estimate.cycles / sums.cycles).sum())
      if value < best.value { best = (order, value) }
    }
    innermost = best.order
    arrange()
  }

  /// The best of the lanes' heaviest candidates after going loop by loop to better ones; nil where nothing fits.
  func rounded(
    _ weights: Descent.Weights, _ judged: inout Int, isSpent: (Int) -> Bool
  ) -> (mapping: LayerMapping, totals: CostTotals)? {
    var best: (mapping: LayerMapping, totals: CostTotals)?
    var seen: [[Int]] = []
    for lane in 0..<8 {
      var choice = loops.map { loop in
        (0..<loop.candidates.count).max {
          logits[loop.offset + $0][lane] < logits[loop.offset + $1][lane]
        } ?? 0
      }
      if seen.contains(choice) || (lane > 0 && isSpent(judged)) { continue }
      seen.append(choice)
      var order = innermost
      var value = judge(choice, order, weights, &judged)
      var improved = true
      while improved, !isSpent(judged) {
        improved = false
        for loop in loops.indices where !isSpent(judged) {
          for candidate in loops[loop].candidates.indices where candidate != choice[loop] {
            var next = choice
            next[loop] = candidate
            let found = judge(next, order, weights, &judged)
            if found < value { (choice, value, improved) = (next, found, true) }
          }
        }
        for next in orders where next != order {
          let found = judge(choice, next, weights, &judged)
          if found < value { (order, value, improved) = (next, found, true) }
        }
      }
      let (template, slots) = arranged(order)
      let mapping = template.mapping(counts: counts(choice, slots).map { Int($0) })
      guard let totals = try? model.totals(of: mapping, layer: number) else { continue }
      if best.map({ weights.value(totals) < weights.value($0.totals) }) ?? true {
        best = (mapping, totals)
      }
    }
    return best
  }

  /// The counts of a choice, one per slot.
  private func counts(
    _ choice: [Int], _ slots: [(loop: Int, component: Int)?]
  ) -> [Double] {
    slots.map { slot in
      slot.map { exp(loops[$0.loop].logarithms[choice[$0.loop]][$0.component]).rounded() } ?? 1
    }
  }

  /// The value of a choice; what is too large for its memory is worse than all that fits, the more the larger.
  private func judge(
    _ choice: [Int], _ order: [TiledSpace.Block], _ weights: Descent.Weights, _ judged: inout Int
  ) -> Double {
    judged += 1
    let (template, slots) = arranged(order)
    let estimate = model.estimate(template, counts: counts(choice, slots), layer: number)
    var excess = 0.0
    for (bytes, capacity) in zip(estimate.footprintBytes, capacities) where bytes > capacity {
      excess += bytes / capacity
    }
    if excess > 0 { return 1e200 * (1 + excess) }
    return weights.value(.init(picojoules: estimate.picojoules, cycles: estimate.cycles))
  }
}
