/// What the buffers of a `gemmini.program` held around each of its segments in one run: what a replayer needs to run a
/// segment alone, and what it must find afterwards.
public struct GemminiRunImages: Sendable {
  /// One segment of the run.
  public struct Segment: Sendable {
    /// The symbol name of the segment.
    public let name: String
    /// The bytes of each buffer that the segment reads, before it ran.
    public let before: [Buffer]
    /// The bytes of each buffer that the segment writes, after it ran.
    public let after: [Buffer]

    /// The images of a segment.
    public init(name: String, before: [Buffer], after: [Buffer]) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// The bytes of a buffer.
  public struct Buffer: Sendable {
    /// The symbol name of the buffer.
    public let name: String
    /// The bytes.
    public let bytes: [UInt8]

    /// The image of a buffer.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The segments in the order in which they ran.
  public var segments: [Segment] = []

  /// No segments yet.
  public init() {}
}
