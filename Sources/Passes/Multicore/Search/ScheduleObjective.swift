import FuseIR
import Machine

/// What a multi-core schedule is to make small.
public enum ScheduleObjective: String, CaseIterable, PassOptionValue, Sendable {
  case latency
  case energy
  case edp
  case peakMemory = "peak-memory"
  case pareto
}

/// How plans of multi-core schedules are searched.
public enum ScheduleSearchKind: String, CaseIterable, PassOptionValue, Sendable {
  case exact
  case greedy
  case layerByLayer = "layer-by-layer"
  case enumerate
}

/// What a schedule takes.
struct ScheduleScore: Equatable, Sendable {
  var cycles: Int64
  var picojoules: Double
  var peakFeatureBytes: Int

  /// The objective's value; that of `pareto` is the product of energy and time.
  func value(_ objective: ScheduleObjective) -> Double {
    switch objective {
    case .latency: Double(cycles)
    case .energy: picojoules
    case .edp, .pareto: picojoules * Double(cycles)
    case .peakMemory: Double(peakFeatureBytes)
    }
  }

  /// Whether the score is better than another: by the objective, then by cycles, energy and bytes.
  func isBetter(than other: ScheduleScore, for objective: ScheduleObjective) -> Bool {
    let (own, others) = (value(objective), other.value(objective))
    if own != others { return own < others }
    if cycles != other.cycles { return cycles < other.cycles }
    if picojoules != other.picojoules { return picojoules < other.picojoules }
    return peakFeatureBytes < other.peakFeatureBytes
  }

  /// Whether the score is nowhere worse than another, and somewhere better.
  func dominates(_ other: ScheduleScore) -> Bool {
    cycles <= other.cycles && picojoules <= other.picojoules
      && peakFeatureBytes <= other.peakFeatureBytes && self != other
  }
}
