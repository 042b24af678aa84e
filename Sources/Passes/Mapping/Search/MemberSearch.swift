import Machine

/// The best mappings of a layer in one place of a group, for one weighted sum after the other and for any room in the
/// memories.
final class MemberSearch {
  private let model: NetworkCostModel
  private let layer: Int
  private let place: MemberPlace
  private let least: EnergyLatency
  /// The search, once it is needed.
  private var search: LayerSearch?
  private var objective: SearchObjective?
  private var bound = 0.0
  /// What is known for the objective: for rooms, the best mapping, or a value that none is below.
  private var facts: [Fact] = []
  /// Mappings that earlier sums found.
  private var known: [(outputBytes: Double, candidate: LayerSearch.Candidate)] = []
  /// How often the cost model was asked.
  var evaluations: Int { search?.evaluations ?? 0 }

  private struct Fact {
    var room: LayerSearch.Room
    var value: Double
    var candidate: LayerSearch.Candidate?
  }

  /// Prepares the search.
  ///
  /// - Parameter least: what every mapping takes at least, in memories of any size.
  init(_ model: NetworkCostModel, layer: Int, place: MemberPlace, least: EnergyLatency) {
    self.model = model
    self.layer = layer
    self.place = place
    self.least = least
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
