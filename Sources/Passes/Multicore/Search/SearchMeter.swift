/// Counts what a search has judged, and says when it is enough.
final class SearchMeter {
  private(set) var evaluations = 0
  private let budget: SearchBudget
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let isInterrupted: @Sendable () -> Bool
  /// The evaluations, or seconds, at which the current part of the search ends; nil for the whole budget.
  private var part: (evaluations: Int, seconds: Double)?

  init(_ budget: SearchBudget, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.budget = budget
    self.isInterrupted = isInterrupted
    start = clock.now
  }

  var seconds: Double {
    let passed = (clock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }

  func count() { evaluations += 1 }

  /// Lets the search go on to a share of the whole budget only.
  func limit(to share: Double) {
    switch budget {
    case .evaluations(let count): part = (Int(Double(count) * share), .infinity)
    case .seconds(let limit): part = (.max, limit * share)
    }
  }

  var isOver: Bool {
    if isInterrupted() { return true }
    if let part {
      if evaluations >= part.evaluations { return true }
      if part.seconds.isFinite, seconds >= part.seconds { return true }
    }
    switch budget {
    case .evaluations(let count): return evaluations >= count
    case .seconds(let limit): return seconds >= limit
    }
  }
}
