import FuseIR
import Glibc
import Machine

/// A network of which everything is relaxed together: how the loops of each layer are split, which tensors stay on chip, and
/// in how many steps the two layers of such a tensor walk over it; eight restarts side by side as lanes.
///
/// An edge has σ, the sigmoid of a parameter, and for each dimension that its layers share one softmax over numbers of
/// steps, from which both read their tiles. A layer is in a group with the share s = 1 − Π(1 − σ) over its edges; it costs (1 − s)
/// times what it costs by itself, and s times what it costs as a member, where each tensor goes through the outermost
/// memory as far as its σ, divided by s, leaves it to. A loop is shared as far as all edges of the group carry it.
///
/// What is made small is the logarithm of the objective over the network, with a norm in place of the slowest component,
/// and augmented Lagrangians on the logarithms of how much too large tiles are: by themselves, and in the group together with
/// fused tensors that are live and with what other members keep. All temperatures fall together.
public struct RelaxedNetwork {
  /// One number per lane.
  public typealias Lanes = SIMD8<Double>

  /// The loss, and its derivatives by all parameters.
  public struct Loss {
    /// What is made small.
    public var value: Lanes
    /// By each parameter.
    public var derivatives: [Lanes]
    /// The relaxed energy in picojoules.
    public var energy: Lanes
    /// The relaxed cycles.
    public var cycles: Lanes
    /// How far each of the Lagrangians is above 0.
    var excesses: [Lanes]
  }

  let model: NetworkCostModel
  let objective: MappingObjective
  let edges: [RelaxedEdge]
  private(set) var members: [RelaxedMember]
  /// Whether the edges are given, so that all σ are 1.
  let fusionIsGiven: Bool
  /// The splits of the loops, then the σ, then the steps of the edges.
  public var parameters: [Lanes] = []
  /// Where the parameters of each loop of each layer begin, and those of each interface of each edge.
  private let splitOffsets: [[Int]]
  private let sigmaOffset: Int
  private let stepOffsets: [[Int]]
  private var moments: [(first: Lanes, second: Lanes)] = []
  private var multipliers: [Lanes] = []
  private var steps = 0
  private let tape = GradientTape<Lanes>()
  private let capacities: [Double]
  /// For each edge, the layers between its ends, while which its tensor is live.
  private let between: [[Int]]

  /// Relaxes a network.
  ///
  /// - Parameters:
  ///   - fused: the edges that may be fused, by their numbers.
  ///   - fusionIsGiven: whether they all are.
  public init(
    _ model: NetworkCostModel, _ objective: MappingObjective, fused: [Int],
    fusionIsGiven: Bool = false
  ) {
    let kinds = model.network.firstAlike
    var rounded: [RoundedLayer] = []
    for (number, first) in kinds.enumerated() {
      rounded.append(first == number ? RoundedLayer(model, number) : rounded[first])
    }
    self.init(model, objective, rounded, fused: fused, fusionIsGiven: fusionIsGiven)
  }

  init(
    _ model: NetworkCostModel, _ objective: MappingObjective, _ rounded: [RoundedLayer],
    fused: [Int], fusionIsGiven: Bool
  ) {
    self.model = model
    self.objective = objective
    self.fusionIsGiven = fusionIsGiven
    let network = model.network
    let edges = fused.map { RelaxedEdge($0, model) }
    self.edges = edges
    members = network.layers.indices.map { layer in
      let own = rounded[layer]
      func loop(_ dimension: LayerDimension) -> Int? {
        own.loops.firstIndex { $0.dimension == dimension }
      }
      let links = edges.enumerated().compactMap { number, edge -> RelaxedMember.Link? in
        let isProducer = edge.edge.producer == layer
        guard isProducer || edge.edge.consumer == layer else { return nil }
        return RelaxedMember.Link(
          edge: number, operand: isProducer ? nil : edge.edge.operand,
          steps: edge.interfaces.enumerated().compactMap { interface, pair in
            loop(isProducer ? pair.producer : pair.consumer).map { ($0, interface) }
          })
      }
      let isNeeded = network.edges.enumerated().contains { number, edge in
        edge.producer == layer && !fused.contains(number)
      }
      return RelaxedMember(own, links, isNeeded: isNeeded)
    }
    var count = 0
    splitOffsets = members.map { member in
      member.loops.map { loop in
        defer { count += loop.candidates.count }
        return count
      }
    }
    sigmaOffset = count
    count += edges.count
    stepOffsets = edges.map { edge in
      edge.interfaces.map { interface in
        defer { count += interface.counts.count }
        return count
      }
    }
    parameters = [Lanes](repeating: .zero, count: count)
    moments = parameters.map { _ in (.zero, .zero) }
    capacities = model.machine.memories.map { $0.capacityBytes.map(Double.init) ?? .infinity }
    between = Self.between(edges, network)
    // A layer by itself and as a member, in each memory and on the array.
    multipliers = [Lanes](repeating: .zero, count: members.count * 2 * (capacities.count + 1))
  }

  /// The layers on the ways from an edge's producer to its consumer.
  private static func between(_ edges: [RelaxedEdge], _ network: Network) -> [[Int]] {
    edges.map { edge in
      let (first, last) = (edge.edge.producer, edge.edge.consumer)
      guard last - first > 1 else { return [] }
      var comesAfter = [Bool](repeating: false, count: network.layers.count)
      var leadsTo = comesAfter
      (comesAfter[first], leadsTo[last]) = (true, true)
      // Edges go forward, so that one pass each way is enough.
      for layer in first + 1..<last {
        comesAfter[layer] = network.edges.contains {
          $0.consumer == layer && comesAfter[$0.producer]
        }
      }
      for layer in (first + 1..<last).reversed() {
        leadsTo[layer] = network.edges.contains { $0.producer == layer && leadsTo[$0.consumer] }
      }
      return (first + 1..<last).filter { comesAfter[$0] && leadsTo[$0] }
    }
  }

  // MARK: Parameters

  /// Draws all parameters anew. Every other lane takes the splits that layers found by themselves.
  ///
  /// - Parameter own: the parameters of the splits of a layer by itself, where there are some.
  mutating func restart(
    _ numbers: inout SeededGenerator, from own: (_ layer: Int) -> [Lanes]? = { _ in nil }
  ) {
    func drawn() -> Double { Double(numbers.next() >> 11) * 0x1p-53 }
    for index in parameters.indices {
      for lane in 0..<8 { parameters[index][lane] = drawn() * 2 }
      moments[index] = (.zero, .zero)
    }
    for edge in edges.indices { parameters[sigmaOffset + edge] -= 1 }
    for (layer, offsets) in splitOffsets.enumerated() {
      guard let first = offsets.first, let logits = own(layer) else { continue }
      for (index, logit) in logits.enumerated() {
        for lane in stride(from: 0, to: 8, by: 2) { parameters[first + index][lane] = logit[lane] }
      }
    }
    for index in multipliers.indices { multipliers[index] = .zero }
    for layer in members.indices {
      members[layer].arrangement = numbers.below(members[layer].rounded.arrangements.count)
      if !members[layer].forms.isEmpty {
        members[layer].form = numbers.below(members[layer].forms.count)
      }
    }
    steps = 0
  }

  private func softmax(_ range: Range<Int>, _ temperature: Double) -> [Lanes] {
    var largest = Lanes(repeating: -.infinity)
    for index in range {
      largest = largest.replacing(with: parameters[index], where: parameters[index] .> largest)
    }
    var weights = range.map { ((parameters[$0] - largest) / temperature).exponential() }
    let sum = weights.reduce(.zero, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
  }

  /// Where the parameters of σ are, one per edge.
  public var sigmaParameters: Range<Int> { sigmaOffset..<sigmaOffset + edges.count }

  /// How likely each edge is fused, lane by lane.
  public func sigma(of edge: Int, temperature: Double = 1) -> Lanes {
    guard !fusionIsGiven else { return .one }
    return 1 / (1 + (-parameters[sigmaOffset + edge] / temperature).exponential())
  }

  // MARK: The relaxed cost

  /// The variables of one evaluation: logarithms of counts and of steps, and σ.
  private struct Variables {
    var splits: [[[Traced<Lanes>]]] = []
    var sigmas: [Traced<Lanes>] = []
    var steps: [[Traced<Lanes>]] = []
    /// The softmaxes behind them.
    var splitWeights: [[[Lanes]]] = []
    var stepWeights: [[[Lanes]]] = []
  }

  private func variables(_ temperature: Double) -> Variables {
    var result = Variables()
    for (layer, member) in members.enumerated() {
      let weights = member.loops.indices.map { loop in
        softmax(range(layer, loop), temperature)
      }
      result.splits.append(
        member.loops.indices.map { loop in
          var means = [Lanes](repeating: .zero, count: member.components)
          for (weight, logarithms) in zip(weights[loop], member.loops[loop].logarithms) {
            for component in means.indices where logarithms[component] != 0 {
              means[component] += weight * logarithms[component]
            }
          }
          return means.map { tape.variable($0) }
        })
      result.splitWeights.append(weights)
    }
    for (number, edge) in edges.enumerated() {
      result.sigmas.append(tape.variable(sigma(of: number, temperature: temperature)))
      let weights = edge.interfaces.indices.map { interface in
        softmax(range(edge: number, interface), temperature)
      }
      result.steps.append(
        edge.interfaces.indices.map { interface in
          var mean = Lanes.zero
          for (weight, logarithm) in zip(weights[interface], edge.interfaces[interface].logarithms)
          { mean += weight * logarithm }
          return tape.variable(mean)
        })
      result.stepWeights.append(weights)
    }
    return result
  }

  private func range(_ layer: Int, _ loop: Int) -> Range<Int> {
    let first = splitOffsets[layer][loop]
    return first..<first + members[layer].loops[loop].candidates.count
  }

  private func range(edge: Int, _ interface: Int) -> Range<Int> {
    let first = stepOffsets[edge][interface]
    return first..<first + edges[edge].interfaces[interface].counts.count
  }

  /// The loss at the parameters.
  ///
  /// - Parameter part: how far the descent is, from 0 to 1.
  public func loss(part: Double) -> Loss {
    let temperature = pow(0.1, part)
    let smoothing = CostSmoothing(rooflinePower: 4 * pow(8, part))
    tape.removeAll()
    let variables = variables(temperature)
    let fusion = RelaxedFusion(
      self.members, edges, variables.sigmas, variables.steps, between: between, model: model)
    var energy = Traced<Lanes>(0)
    var cycles = Traced<Lanes>(0)
    var penalty = fusion.disagreement * Traced(pow(4, part))
    var excesses = [Lanes](repeating: .zero, count: multipliers.count)
    var number = 0
    /// Adds a Lagrangian, as far as the layer is in the state that it is about.
    func restrict(_ amount: Traced<Lanes>, to limit: Double, _ weight: Traced<Lanes>) {
      defer { number += 1 }
      guard limit < .infinity else { return }
      let excess = Traced.maximum(
        Traced(0), (Traced.maximum(amount, Traced(1e-9)) * Traced(1 / limit)).logarithm())
      excesses[number] = excess.value
      // A variable whose derivative nobody asks for is a constant of each lane.
      penalty =
        penalty + weight * (excess * tape.variable(multipliers[number]) + excess * excess)
    }
    var groups: [RelaxedFusion.Member?] = []
    for (layer, member) in members.enumerated() {
      guard !member.forms.isEmpty else {
        groups.append(nil)
        continue
      }
      groups.append(fusion.member(layer, variables.splits[layer], smoothing))
    }
    let live = fusion.live(groups)
    for (layer, member) in members.enumerated() {
      let form = member.rounded.arrangements[member.arrangement]
      let splits = variables.splits[layer]
      let counts = splits.map { $0.map { $0.exponential() } }
      let alone = model.estimate(
        form.template,
        counts: form.slots.map { slot in slot.map { counts[$0.loop][$0.component] } ?? Traced(1) },
        layer: member.rounded.number, smoothing: smoothing)
      let share = fusion.shares[layer]
      let rest = Traced<Lanes>(1) - share
      energy = energy + alone.picojoules * rest
      cycles = cycles + alone.cycles * rest
      for (memory, capacity) in capacities.enumerated() {
        restrict(alone.footprintBytes[memory], to: capacity, rest)
      }
      let along = counts.reduce(Traced<Lanes>(1)) { $0 * $1[member.components - 1] }
      restrict(along, to: member.rounded.arrayLimit ?? .infinity, rest)
      guard let group = groups[layer] else {
        number += capacities.count + 1
        continue
      }
      energy = energy + group.estimate.picojoules * share
      cycles = cycles + group.estimate.cycles * share
      for (memory, capacity) in capacities.enumerated() {
        restrict(live[layer][memory], to: capacity, share)
      }
      restrict(group.along, to: member.rounded.arrayLimit ?? .infinity, share)
    }
    var loss = penalty
    if objective != .latency { loss = loss + energy.logarithm() }
    if objective != .energy { loss = loss + cycles.logarithm() }
    return Loss(
      value: loss.value, derivatives: derivatives(of: loss, variables, temperature),
      energy: energy.value, cycles: cycles.value, excesses: excesses)
  }

  /// The derivatives by the parameters, from those by the variables.
  private func derivatives(
    of loss: Traced<Lanes>, _ variables: Variables, _ temperature: Double
  ) -> [Lanes] {
    let flat =
      variables.splits.flatMap { $0.flatMap { $0 } } + variables.sigmas
      + variables.steps.flatMap { $0 }
    let slopes = tape.gradient(of: loss, with: flat)
    var result = [Lanes](repeating: .zero, count: parameters.count)
    var place = 0
    for (layer, member) in members.enumerated() {
      for (loop, splits) in member.loops.enumerated() {
        let own = slopes[place..<place + member.components]
        place += member.components
        let means = variables.splits[layer][loop]
        let first = splitOffsets[layer][loop]
        for (candidate, logarithms) in splits.logarithms.enumerated() {
          var derivative = Lanes.zero
          for (component, slope) in own.enumerated() {
            derivative += slope * (logarithms[component] - means[component].value)
          }
          result[first + candidate] =
            derivative * variables.splitWeights[layer][loop][candidate] / temperature
        }
      }
    }
    for edge in edges.indices {
      let sigma = variables.sigmas[edge].value
      if !fusionIsGiven {
        result[sigmaOffset + edge] = slopes[place] * sigma * (1 - sigma) / temperature
      }
      place += 1
    }
    for (edge, relaxed) in edges.enumerated() {
      for (interface, pair) in relaxed.interfaces.enumerated() {
        let mean = variables.steps[edge][interface].value
        let first = stepOffsets[edge][interface]
        for (choice, logarithm) in pair.logarithms.enumerated() {
          result[first + choice] =
            slopes[place] * (logarithm - mean)
            * variables.stepWeights[edge][interface][choice] / temperature
        }
        place += 1
      }
    }
    return result
  }

  /// Goes a step down (Adam), and lets the Lagrangians grow where something is too large.
  mutating func step(part: Double) {
    let loss = loss(part: part)
    for index in multipliers.indices { multipliers[index] += loss.excesses[index] * 0.2 }
    steps += 1
    let corrections = (1 - pow(0.9, Double(steps)), 1 - pow(0.99, Double(steps)))
    for (index, derivative) in loss.derivatives.enumerated() {
      moments[index].first = 0.9 * moments[index].first + 0.1 * derivative
      moments[index].second = 0.99 * moments[index].second + 0.01 * derivative * derivative
      let first = moments[index].first / corrections.0
      let second = moments[index].second / corrections.1
      parameters[index] -= 0.1 * first / (second.squareRoot() + 1e-6)
    }
  }

  /// Takes for each layer the nests that are best for the relaxed counts, over all lanes together.
  public mutating func arrange() {
    tape.removeAll()
    let variables = variables(0.3)
    let fusion = RelaxedFusion(
      members, edges, variables.sigmas, variables.steps, between: between, model: model)
    for layer in members.indices {
      let counts = variables.splits[layer].map { $0.map { $0.value.exponential() } }
      let own = members[layer].rounded
      var best = (value: Double.infinity, arrangement: 0)
      let alone = own.arrangements.map { form in
        model.estimate(
          form.template,
          counts: form.slots.map { slot in slot.map { counts[$0.loop][$0.component] } ?? .one },
          layer: own.number)
      }
      for (index, estimate) in alone.enumerated() {
        let value = worth(estimate, excess: .zero)
        if value < best.value { best = (value, index) }
      }
      members[layer].arrangement = best.arrangement
      guard !members[layer].forms.isEmpty else { continue }
      best = (.infinity, 0)
      for form in members[layer].forms.indices {
        members[layer].form = form
        let (estimate, excess) = fusion.judge(
          members[layer], layer, variables.splits[layer], capacities)
        let value = worth(estimate, excess: excess)
        if value < best.value { best = (value, form) }
      }
      members[layer].form = best.arrangement
    }
  }

  /// The sum over the lanes of the logarithm of what is made small, for one layer.
  private func worth(_ estimate: LayerEstimate<Lanes>, excess: Lanes) -> Double {
    var value = excess * 4
    if objective != .latency { value += estimate.picojoules.logarithm() }
    if objective != .energy { value += estimate.cycles.logarithm() }
    return value.sum()
  }

  // MARK: Rounding

  /// The heaviest splits of a layer in a lane.
  func heaviest(_ layer: Int, lane: Int) -> [Int] {
    members[layer].loops.indices.map { loop in
      let range = range(layer, loop)
      let heaviest = range.max { parameters[$0][lane] < parameters[$1][lane] } ?? range.lowerBound
      return heaviest - range.lowerBound
    }
  }

  /// The heaviest numbers of steps of an edge in a lane.
  func heaviestSteps(_ edge: Int, lane: Int) -> [Int] {
    edges[edge].interfaces.indices.map { interface in
      let range = range(edge: edge, interface)
      let heaviest = range.max { parameters[$0][lane] < parameters[$1][lane] } ?? range.lowerBound
      return edges[edge].interfaces[interface].counts[heaviest - range.lowerBound]
    }
  }
}
