import Machine

/// What relaxed fusion makes of a network's layers: how far each is in a group, in how many steps its loops are shared, what
/// it costs there, and what is live while it runs.
struct RelaxedFusion {
  typealias Number = Traced<SIMD8<Double>>

  /// A layer as a member of a group.
  struct Member {
    let estimate: LayerEstimate<Number>
    /// What runs along rows and columns together.
    let along: Number
    /// The logarithms of the steps of the shared loops, one per loop, and of the counts inside them.
    let steps: [Number]
    let splits: [[Number]]
    /// What it keeps in each memory while others run.
    let staying: [Number]
  }

  let members: [RelaxedMember]
  let edges: [RelaxedEdge]
  let sigmas: [Number]
  let model: NetworkCostModel
  /// How far each layer is in a group.
  let shares: [Number]
  /// For each layer and each of its loops, the logarithm of the steps that are shared.
  let sharedSteps: [[Number]]
  /// How far edges of one layer differ in the steps that they would both make of a loop of it.
  let disagreement: Number
  private let between: [[Int]]

  private static let least = 1e-6

  init(
    _ members: [RelaxedMember], _ edges: [RelaxedEdge], _ sigmas: [Number], _ steps: [[Number]],
    between: [[Int]], model: NetworkCostModel
  ) {
    self.members = members
    self.edges = edges
    self.sigmas = sigmas
    self.between = between
    self.model = model
    let one = Number(1)
    shares = members.map { member in
      one - member.links.reduce(one) { $0 * (one - sigmas[$1.edge]) }
    }
    // How far all edges that lead to a layer, and all that lead on from it, carry a loop of it.
    func carried(upwards: Bool) -> [[Number]] {
      var result = members.map { $0.loops.map { _ in one } }
      for layer in upwards ? Array(members.indices) : members.indices.reversed() {
        let member = members[layer]
        for link in member.links where (link.operand == nil) != upwards {
          let edge = edges[link.edge]
          let other = upwards ? edge.edge.producer : edge.edge.consumer
          let sigma = sigmas[link.edge]
          for loop in member.loops.indices {
            var through = Number(0)
            if let step = link.steps.first(where: { $0.loop == loop }),
              let further = members[other].links.first(where: {
                $0.edge == link.edge && ($0.operand == nil) == upwards
              })?.steps.first(where: { $0.number == step.number })
            {
              through = result[other][further.loop]
            }
            result[layer][loop] = result[layer][loop] * (one - sigma + sigma * through)
          }
        }
      }
      return result
    }
    let above = carried(upwards: true)
    let below = carried(upwards: false)
    var disagreement = Number(0)
    sharedSteps = members.enumerated().map { layer, member in
      member.loops.indices.map { loop in
        var sum = Number(0)
        var weight = Number(Self.least)
        var known: [(sigma: Number, steps: Number)] = []
        for link in member.links {
          for step in link.steps where step.loop == loop {
            let sigma = sigmas[link.edge]
            let own = steps[link.edge][step.number]
            for other in known {
              let difference = own - other.steps
              disagreement = disagreement + sigma * other.sigma * difference * difference
            }
            known.append((sigma, own))
            sum = sum + sigma * own
            weight = weight + sigma
          }
        }
        guard !known.isEmpty else { return Number(0) }
        return sum / weight * above[layer][loop] * below[layer][loop]
      }
    }
    self.disagreement = disagreement
  }

  /// How much of a layer's tensors stays on chip, if it is in a group.
  func fusedShares(_ layer: Int) -> FusedShares<Number> {
    let member = members[layer]
    let whole = shares[layer] + Number(Self.least)
    var result = FusedShares<Number>()
    var all: Number?
    for link in member.links {
      let share = Number.minimum(Number(1), sigmas[link.edge] / whole)
      switch link.operand {
      case .input?: result.input = .maximum(result.input, share)
      case .weight?: result.weight = .maximum(result.weight, share)
      case .addend(let number)?:
        result.addend = share
        result.addendNumber = number
      case nil:
        result.copyMemory = result.copyMemory ?? edges[link.edge].memory
        // What some reader takes from the outermost memory must go there.
        all = (all ?? Number(1)) * share
      }
    }
    if let all, !member.isNeeded { result.output = all }
    return result
  }

  /// A layer in its group, in the form that it has.
  func member(_ layer: Int, _ own: [[Number]], _ smoothing: CostSmoothing) -> Member {
    let member = members[layer]
    let form = member.forms[member.form]
    let steps = sharedSteps[layer]
    let sizes = model.network.layers[layer].sizes
    let splits = member.loops.enumerated().map { loop, splits in
      RelaxedMember.cut(own[loop], to: steps[loop], size: Double(sizes[splits.dimension]))
    }
    let counts = splits.map { $0.map { $0.exponential() } }
    let estimate = model.estimate(
      form.template,
      counts: member.counts(form, shared: steps.map { $0.exponential() }, splits: counts),
      layer: layer, shares: fusedShares(layer), sharedSlots: form.sharedSlots, smoothing: smoothing)
    var staying = model.machine.memories.map { _ in Number(0) }
    if model.kind == .m0 {
      // Equation 24: tiles of all members together; registers hold those of one at a time.
      for memory in staying.indices where memory < model.machine.memories.count - 1 {
        staying[memory] = estimate.footprintBytes[memory]
      }
    } else if let stay = form.stay {
      staying[stay.memory] = model.tileBytes(
        of: stay.role,
        extents: member.extents(outside: stay.outside, steps: steps, splits: splits),
        in: stay.memory, layer: layer)
    }
    return Member(
      estimate: estimate,
      along: counts.reduce(Number(1)) { $0 * $1[member.components - 1] }, steps: steps,
      splits: splits, staying: staying)
  }

  /// The same in plain numbers, and the logarithm of how much too large it is by itself.
  func judge(
    _ member: RelaxedMember, _ layer: Int, _ own: [[Number]], _ capacities: [Double]
  ) -> (estimate: LayerEstimate<SIMD8<Double>>, excess: SIMD8<Double>) {
    typealias Lanes = SIMD8<Double>
    let form = member.forms[member.form]
    let steps = sharedSteps[layer].map(\.value)
    let sizes = model.network.layers[layer].sizes
    let splits = member.loops.enumerated().map { loop, splits in
      RelaxedMember.cut(
        own[loop].map(\.value), to: steps[loop], size: Double(sizes[splits.dimension]))
    }
    let shares = fusedShares(layer)
    let estimate = model.estimate(
      form.template,
      counts: member.counts(
        form, shared: steps.map { $0.exponential() },
        splits: splits.map { $0.map { $0.exponential() } }),
      layer: layer,
      shares: FusedShares<Lanes>(
        input: shares.input.value, weight: shares.weight.value, output: shares.output.value,
        copyMemory: shares.copyMemory, addend: shares.addend.value,
        addendNumber: shares.addendNumber),
      sharedSlots: form.sharedSlots)
    var excess = Lanes.zero
    for (memory, capacity) in capacities.enumerated() where capacity < .infinity {
      excess += Lanes.maximum(.zero, (estimate.footprintBytes[memory] / capacity).logarithm())
    }
    return (estimate, excess)
  }

  /// The bytes that are taken of each memory while each member runs.
  func live(_ groups: [Member?]) -> [[Number]] {
    let memories = model.machine.memories.indices
    let none = memories.map { _ in Number(0) }
    var result = groups.map { $0?.estimate.footprintBytes ?? none }
    if model.kind == .m1 {
      for (number, edge) in edges.enumerated() {
        guard let memory = edge.memory else { continue }
        let (producer, consumer) = (edge.edge.producer, edge.edge.consumer)
        let owner = edge.role == .output ? producer : consumer
        guard let group = groups[owner] else { continue }
        let layer = members[owner]
        let tile = model.tileBytes(
          of: edge.role,
          extents: layer.extents(
            outside: RelaxedMember.allLoops, steps: group.steps, splits: group.splits),
          in: memory, layer: owner, isUnfinished: edge.role == .output)
        var own = Number(0)
        if let level = layer.levels.firstIndex(of: memory),
          layer.forms[layer.form].kept[level].contains(TensorRoles(edge.role))
        {
          own = model.tileBytes(
            of: edge.role,
            extents: layer.extents(
              outside: RelaxedMember.allLoops, steps: group.steps, splits: group.splits,
              level: level),
            in: memory, layer: owner, isUnfinished: edge.role == .output)
        }
        // The whole tile of a step, of which its owner has counted a part.
        let rest = Number.maximum(Number(0), tile - own)
        for end in [producer, consumer] {
          let share = Number.minimum(Number(1), sigmas[number] / (shares[end] + Number(Self.least)))
          result[end][memory] = result[end][memory] + share * (end == owner ? rest : tile)
        }
        for layer in between[number] {
          result[layer][memory] = result[layer][memory] + sigmas[number] * tile
        }
      }
    }
    // What members before and after keep.
    for forward in [true, false] {
      var kept = groups.map { _ in none }
      for layer in forward ? Array(groups.indices) : groups.indices.reversed() {
        for link in members[layer].links where (link.operand == nil) != forward {
          let edge = edges[link.edge].edge
          let other = forward ? edge.producer : edge.consumer
          guard let staying = groups[other]?.staying else { continue }
          for memory in memories {
            kept[layer][memory] = .maximum(
              kept[layer][memory], (kept[other][memory] + staying[memory]) * sigmas[link.edge])
          }
        }
        for memory in memories {
          result[layer][memory] = result[layer][memory] + kept[layer][memory]
        }
      }
    }
    return result
  }
}
