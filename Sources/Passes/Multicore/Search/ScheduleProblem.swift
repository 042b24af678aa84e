import FuseIR
import Machine

/// A graph for which the best plan on a platform is searched.
struct ScheduleProblem {
  var graph: LayerGraph
  var platform: Platform
  /// For each layer the core that it must be on, nil where it may be anywhere.
  var pins: [Int?]
  var objective: ScheduleObjective
  var seed: UInt64
  /// For each layer the cuts that it must have, nil where they are searched.
  var fixedCuts: [[SchedulePlan.Cut]?]

  /// The layers of a range by themselves.
  func part(_ range: Range<Int>) -> ScheduleProblem {
    var part = self
    part.graph = graph.part(range)
    part.pins = Array(pins[range])
    part.fixedCuts = Array(fixedCuts[range])
    return part
  }
}

/// What a search found.
struct ScheduleAnswer {
  var plan: SchedulePlan
  var score: ScheduleScore
  /// What no other plan that was judged is better than in everything, by cycles.
  var front: [(plan: SchedulePlan, score: ScheduleScore)]
  /// Whether no plan of the searched space is better.
  var isOptimal = false
}

/// Why a search found nothing.
struct ScheduleFailure: Error {
  var message: String
  /// The layer it is about, nil for all.
  var layer: Int?
}
