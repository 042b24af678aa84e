import Machine

/// The best mappings of a layer in one place of a group, for one weighted sum after the other and for any room in the
/// memories.
final class MemberSearch {
  private let model: NetworkCostModel
  private let layer: Int
  let place: MemberPlace
  /// What the cost model must know of the place.
  let terms: MemberTerms
  /// The bytes that stay in each memory while other members run.
  let stayingBytes: [Double]
  /// Whether there are any.
  var hasStays: Bool { !place.stays.isEmpty }
  /// The bytes of the tiles that the place decides, at `3 · memory + role`.
  let tileBytes: [Double]
  /// What every mapping takes at least, in memories of any size.
  let least: EnergyLatency
  /// The search, once it is needed.
  private var search: LayerSearch?
  private var objective: SearchObjective?
  private var bound = 0.0
  /// What is known for the objective: for rooms, the best mapping, or a value that none is below.
  private var facts: [Fact] = []
  /// Mappings that earlier sums found.
  private var known: [(outputBytes: Double, candidate: LayerSearch.Candidate)] = []
  /// How often the cost model was asked.
  var evaluations: Int { 1 + (search?.evaluations ?? 0) }

  private struct Fact {
    var room: LayerSearch.Room
    var value: Double
    var candidate: LayerSearch.Candidate?
  }

  /// Prepares the search.
  ///
  /// - Parameter inside: what the layer takes at least apart from the outermost memory, and its least time.
  init(
    _ model: NetworkCostModel, layer: Int, place: MemberPlace, inside: EnergyLatency
  ) {
    self.model = model
    self.layer = layer
    self.place = place
    let space = TiledSpace(model.network.layers[layer], on: model.machine, place: place)
    let kept = space.largestKept
    let point = TiledSpace.Point(
      kept: kept, tiles: space.levels.map { _ in space.sizes },
      innermost: space.levels.map { _ in .reduction }, spatial: [])
    terms = space.terms(keeping: kept) ?? MemberTerms(outside: [], addendHomes: [])
    let evaluator = LayerEvaluator(model, layer: layer, member: terms)
    space.judge(point, in: evaluator)
    tileBytes = model.machine.memories.indices.flatMap { memory in
      TensorRole.allCases.map { evaluator.footprintBytes(in: memory, of: $0) }
    }
    var staying = [Double](repeating: 0, count: model.machine.memories.count)
    for stay in place.stays {
      staying[stay.memory] += evaluator.footprintBytes(in: stay.memory, of: stay.role)
    }
    stayingBytes = staying
    let outermost = evaluator.outermost
    least = EnergyLatency(
      energy: inside.energy + outermost.picojoules,
      latency: max(inside.latency, outermost.cycles))
  }

  /// A value that no mapping is below, whatever the room.
  func bound(_ objective: SearchObjective) -> Double {
    self.objective == objective ? bound : objective.value(of: least)
  }

  /// The best mapping in a room, nil where none has a value below `threshold`; and a value that none is below, if it isn't
  /// the mapping's own.
  func minimize(
    _ objective: SearchObjective, in room: LayerSearch.Room, below threshold: Double, limit: Int
  ) -> (candidate: LayerSearch.Candidate?, isProved: Bool) {
    var search = self.search.take() ?? LayerSearch(model, layer: layer, place: place)
    defer { self.search = search }
    if self.objective != objective {
      self.objective = objective
      facts = []
      bound = max(search.bound(objective), objective.value(of: least))
    }
    if bound >= threshold { return (nil, true) }
    for fact in facts where fact.room.outputBytes == room.outputBytes {
      guard Self.isAtMost(room.bytes, fact.room.bytes) else { continue }
      if fact.value >= threshold { return (nil, true) }
      if let candidate = fact.candidate, Self.isAtMost(candidate.bytes, room.bytes) {
        return (candidate, true)
      }
    }
    var best: LayerSearch.Candidate?
    var value = threshold
    for (outputBytes, candidate) in known where outputBytes == room.outputBytes {
      guard Self.isAtMost(candidate.bytes, room.bytes) else { continue }
      let own = objective.value(of: candidate.cost)
      if own < value { (best, value) = (candidate, own) }
    }
    if let found = search.minimize(objective, in: room, below: value, limit: limit) {
      best = found
      known.append((room.outputBytes, found))
    }
    if search.isCutShort { return (best, false) }
    facts.append(
      Fact(
        room: room, value: best.map { objective.value(of: $0.cost) } ?? threshold, candidate: best))
    return (best, true)
  }

  private static func isAtMost(_ left: [Double], _ right: [Double]) -> Bool {
    for index in left.indices where left[index] > right[index] { return false }
    return true
  }
}
