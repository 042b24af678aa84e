/// When the units of a machine were busy, as busy cycles per bin of equal width, and when the steps of the program ran.
///
/// The number of bins is bounded: when time runs past the last, neighbours are joined and bins become twice as wide. So the
/// timeline of any run is small.
public struct ActivityTimeline: Equatable, Sendable {
  /// The busy cycles of one unit.
  public struct Track: Equatable, Sendable {
    /// The unit's name.
    public let name: String
    /// Busy cycles in each bin.
    public fileprivate(set) var busyCycles: [Int] = []
    /// Busy cycles in all.
    public fileprivate(set) var totalBusyCycles = 0
  }

  /// One step of the program.
  public struct Step: Equatable, Sendable {
    /// The step's name.
    public let name: String
    /// Where the step's work stands in the source, as `file:line:col`, or empty.
    public let location: String
    /// The cycle in which it began.
    public let start: Int
    /// The cycle in which it was done.
    public let end: Int
    /// True iff the host did it, for which no cycles are counted.
    public let isHost: Bool

    /// A step that ran from `start` to `end`.
    public init(name: String, location: String = "", start: Int, end: Int, isHost: Bool) {
      self.name = name
      self.location = location
      self.start = start
      self.end = end
      self.isHost = isHost
    }
  }

  /// The most bins that a track has.
  public static let maximumBins = 1024

  /// The units.
  public private(set) var tracks: [Track]
  /// The steps, in the order of the program.
  public var steps: [Step] = []
  /// Cycles per bin.
  public private(set) var binCycles = 16

  /// A timeline of idle units.
  public init(units: [String]) { tracks = units.map { Track(name: $0) } }

  /// The unit with the given index is busy from `start` up to `end`.
  public mutating func add(unit: Int, from start: Int, to end: Int) {
    guard start >= 0, end > start else { return }
    while end > binCycles * Self.maximumBins { widen() }
    tracks[unit].totalBusyCycles += end - start
    let last = (end - 1) / binCycles
    if tracks[unit].busyCycles.count <= last {
      let missing = last + 1 - tracks[unit].busyCycles.count
      tracks[unit].busyCycles.append(contentsOf: repeatElement(0, count: missing))
    }
    for bin in start / binCycles...last {
      let overlap = min(end, (bin + 1) * binCycles) - max(start, bin * binCycles)
      tracks[unit].busyCycles[bin] += overlap
    }
  }

  private mutating func widen() {
    binCycles *= 2
    for unit in tracks.indices {
      let old = tracks[unit].busyCycles
      tracks[unit].busyCycles = stride(from: 0, to: old.count, by: 2).map {
        old[$0] + ($0 + 1 < old.count ? old[$0 + 1] : 0)
      }
    }
  }
}
