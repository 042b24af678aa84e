/// The cores, memories and channels of a machine by number, as a scheduler works on them.
///
/// Memory 0 is the outermost one of the machine: operands lie there when a program starts, results when it ends, and it has no
/// limit. Every core works on one memory, its home. Two cores may have the same home.
public struct Platform: Equatable, Sendable {
  /// A memory that tensors may lie in.
  public struct Memory: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The capacity in bytes, nil without a limit.
    public var capacityBytes: Int?
    /// The energy of reading a byte in picojoules.
    public var readPicojoulesPerByte: Double
    /// The energy of writing a byte in picojoules.
    public var writePicojoulesPerByte: Double
  }

  /// What computes one node at a time.
  public struct Unit: Equatable, Sendable {
    /// The name of the array or vector unit.
    public var name: String
    /// The core that it belongs to.
    public var core: Int
    /// What it is.
    public var kind: Kind

    /// An array of multiply-adds, or a vector unit.
    public enum Kind: Equatable, Sendable {
      case array(ComputeArray)
      case vector(VectorUnit)
    }
  }

  /// A core.
  public struct Core: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The number of the memory that it works on.
    public var home: Int
    /// The numbers of its units.
    public var units: [Int]
    /// The core alone, as cost models see it: its memories, of which the outermost, its home, has no limit, its arrays and
    /// vector units, and the links between them.
    public var machine: Accelerator
  }

  /// How data come from one memory to another: all the channels on the way are taken at the same time.
  public struct Route: Equatable, Sendable {
    /// The numbers of the channels.
    public var channels: [Int]
    /// The slowest rate on the way.
    public var bytesPerCycle: Double
    /// Cycles until the first byte arrives.
    public var latencyCycles: Int
    /// The energy of a byte on the way, in picojoules; the two memories charge theirs beside it.
    public var picojoulesPerByte: Double

    /// How long the channels are taken for a transfer, in cycles; at most 2^62 beside the latency.
    public func cycles(bytes: Int) -> Int64 {
      let cycles = (Double(bytes) / bytesPerCycle).rounded(.up)
      return Int64(latencyCycles) + Int64(min(cycles, 0x1p62))
    }
  }

  /// The name of the machine.
  public var name: String
  /// The memories that transfers go between.
  public var memories: [Memory]
  /// The units of all cores.
  public var units: [Unit]
  /// The cores.
  public var cores: [Core]
  /// The names of the channels: those of the machine, then one for each link that shares none.
  public var channels: [String]
  /// The bytes per cycle of each channel. A transfer that is slower than one of its channels takes it all the same.
  public var channelBytesPerCycle: [Double]
  /// The parts of the machine whose energy no source gives, and which count as none.
  public var withoutEnergy: [String]
  /// From a memory (row) to a memory (column); nil where no way leads that does not
  /// pass the outermost memory, and from a memory to itself.
  public var routes: [[Route?]]
}
