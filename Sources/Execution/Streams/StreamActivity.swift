/// What a block does while its clock goes on.
public enum StreamState: Int, CaseIterable, Sendable {
  /// It works.
  case busy
  /// It waits for a token that is not there yet.
  case waiting
  /// It waits for room in a queue.
  case blocked
}

/// A time in which a block did mostly one thing.
public struct StreamInterval: Equatable, Sendable {
  /// What it did in most of these cycles.
  public let state: StreamState
  /// The first cycle.
  public let start: Int
  /// The cycle after the last.
  public fileprivate(set) var end: Int
  /// Cycles in which it worked, which are all or none where the run is short enough to be seen cycle by cycle.
  public fileprivate(set) var busy: Int
}

/// What a block did when, as cycles of each state per bin of equal width.
///
/// The number of bins is bounded: where time runs past the last, neighbours are joined and bins become twice as wide. So what is
/// kept of a run is small however long it is, and a run of no more cycles than bins is kept cycle by cycle.
struct StreamActivity {
  /// The most bins of a block.
  static let maximumBins: Int64 = 4096

  private struct Bin {
    var busy: Int64 = 0
    var waiting: Int64 = 0
    var blocked: Int64 = 0

    /// What took the most cycles, nil where nothing was noted.
    var state: StreamState? {
      if busy == 0, waiting == 0, blocked == 0 { return nil }
      if busy >= max(waiting, blocked) { return .busy }
      return blocked >= waiting ? .blocked : .waiting
    }

    static func + (left: Bin, right: Bin) -> Bin {
      Bin(
        busy: left.busy + right.busy, waiting: left.waiting + right.waiting,
        blocked: left.blocked + right.blocked)
    }
  }

  private var bins: [Bin] = []
  /// Cycles per bin.
  private var width: Int64 = 1

  /// Notes the state from one cycle up to another.
  mutating func add(_ state: StreamState, from start: Int64, to end: Int64) {
    guard start >= 0, end > start else { return }
    while (end - 1) / width >= Self.maximumBins { widen() }
    let first = Int(start / width)
    let last = Int((end - 1) / width)
    if bins.count <= last {
      bins.append(contentsOf: repeatElement(Bin(), count: last + 1 - bins.count))
    }
    for index in first...last {
      // The end of the last bin may be past the largest number.
      let from = index == first ? start : Int64(index) * width
      let cycles = (index == last ? end : Int64(index + 1) * width) - from
      switch state {
      case .busy: bins[index].busy += cycles
      case .waiting: bins[index].waiting += cycles
      case .blocked: bins[index].blocked += cycles
      }
    }
  }

  private mutating func widen() {
    width *= 2
    bins = stride(from: 0, to: bins.count, by: 2).map {
      $0 + 1 < bins.count ? bins[$0] + bins[$0 + 1] : bins[$0]
    }
  }

  /// The intervals of a block that was done at a cycle: neighbouring bins of the same state are one.
  func intervals(until finish: Int64) -> [StreamInterval] {
    var intervals: [StreamInterval] = []
    for (index, bin) in bins.enumerated() {
      guard let state = bin.state else { continue }
      let start = Int(Int64(index) * width)
      let end = min(start + Int(width), Int(finish))
      if let last = intervals.indices.last, intervals[last].state == state,
        intervals[last].end == start
      {
        intervals[last].end = end
        intervals[last].busy += Int(bin.busy)
      } else {
        intervals.append(
          StreamInterval(state: state, start: start, end: end, busy: Int(bin.busy)))
      }
    }
    return intervals
  }
}

/// What ports tell of the time that passes.
protocol StreamRecorder {
  /// The block was in a state from one cycle up to another.
  func note(_ state: StreamState, from start: Int64, to end: Int64)
}

/// Keeps nothing.
struct NoRecorder: StreamRecorder {
  @inline(__always) func note(_ state: StreamState, from start: Int64, to end: Int64) {}
}

/// Keeps what a block did.
struct ActivityRecorder: StreamRecorder {
  let activity: UnsafeMutablePointer<StreamActivity>

  func note(_ state: StreamState, from start: Int64, to end: Int64) {
    activity.pointee.add(state, from: start, to: end)
  }
}
