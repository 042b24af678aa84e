/// When the blocks of a program's stream graphs worked, and when they waited.
public struct StreamTimeline: Sendable {
  /// A time in which a block did mostly one thing.
  public struct Interval: Sendable {
    /// What it did: `busy`, `waiting for input`.
    public let name: String
    /// The first cycle, counted from the graph's first.
    public let start: Int
    /// The cycle after the last.
    public let end: Int
    /// Cycles in which it worked.
    public let busy: Int

    /// An interval from `start` up to `end`.
    public init(name: String, start: Int, end: Int, busy: Int) {
      self.name = name
      self.start = start
      self.end = end
      self.busy = busy
    }
  }

  /// What one block did.
  public struct Track: Sendable {
    /// The block's name.
    public let name: String
    /// Where it stands in the source, as `file:line:col`, or empty.
    public let location: String
    /// Cycles in which it worked.
    public let busy: Int
    /// What it did, in the order of time.
    public let intervals: [Interval]

    /// A track.
    public init(name: String, location: String, busy: Int, intervals: [Interval]) {
      self.name = name
      self.location = location
      self.busy = busy
      self.intervals = intervals
    }
  }

  /// A step of the program: a graph, or a copy between graphs.
  public struct Step: Sendable {
    /// Its name.
    public let name: String
    /// The cycle in which it began.
    public let start: Int
    /// How many cycles it took.
    public let cycles: Int
    /// Its blocks, those that worked longest first.
    public let tracks: [Track]

    /// A step; its tracks are sorted here.
    public init(name: String, start: Int, cycles: Int, tracks: [Track]) {
      self.name = name
      self.start = start
      self.cycles = cycles
      // Swift does not promise that a sort is stable, so the order of the blocks decides between equals.
      self.tracks = tracks.enumerated().sorted {
        ($1.element.busy, $0.offset) < ($0.element.busy, $1.offset)
      }.map(\.element)
    }
  }

  /// The steps, in the order of the program.
  public let steps: [Step]

  /// A timeline of steps in the order of the program.
  public init(steps: [Step]) { self.steps = steps }
}
