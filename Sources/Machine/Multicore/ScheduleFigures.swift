/// What a schedule takes of its machine: how long everything works, what moves, and how much lies where at most.
///
/// It counts what the timeline says, whatever that is: whether the timeline is legal is the checker's question.
public struct ScheduleFigures: Sendable {
  /// What a memory moves and holds.
  public struct Memory: Sendable {
    /// Bytes that moves read here.
    public var readBytes = 0
    /// Bytes that moves write here.
    public var writtenBytes = 0
    /// The most bytes of holds at a time; nil for the outermost memory, which needs no holds.
    public var peakBytes: Int?
    /// The first cycle with so many; nil where nothing is held.
    public var peakCycle: Int64?
    /// The energy of what moves read and write here, in picojoules.
    public var picojoules = 0.0
  }

  /// What a unit computes.
  public struct Unit: Sendable {
    /// How many nodes.
    public var nodes = 0
    /// The cycles that they take.
    public var busyCycles: Int64 = 0
    /// Their energy in picojoules, nil where no node says its own.
    public var picojoules: Double?
  }

  /// What goes over a channel.
  public struct Channel: Sendable {
    /// Bytes.
    public var bytes = 0
    /// The cycles in which something does.
    public var busyCycles: Int64 = 0
  }

  /// What the nodes of a layer take.
  public struct Layer: Sendable {
    /// How many there are.
    public var nodes = 0
    /// The cycles of all of them, one after another.
    public var busyCycles: Int64 = 0
    /// Their energy in picojoules, nil where no node says its own.
    public var picojoules: Double?
    /// When the first one starts.
    public var start: Int64 = 0
    /// When the last one ends.
    public var end: Int64 = 0
  }

  /// The energy of each node in picojoules, in the order of the program; nil where it does not say its own.
  public var nodeEnergies: [Double?]
  /// The energy of each move in picojoules: of several that are one multicast, the first has what they share.
  public var moveEnergies: [Double]
  /// By number of the platform's memories.
  public var memories: [Memory]
  /// By number of the platform's units.
  public var units: [Unit]
  /// By number of the platform's channels.
  public var channels: [Channel]
  /// By number of the graph's layers.
  public var layers: [Layer]
  /// When the last node or move ends.
  public var cycles: Int64 = 0
  /// The energy of the links in picojoules.
  public var linkPicojoules = 0.0
  /// The energy of all nodes in picojoules, nil where none says its own.
  public var nodePicojoules: Double?
  /// The most bytes of tensors that are no weights, in all memories but the outermost together.
  public var peakFeatureBytes: Int

  /// Counts a schedule.
  public init(_ program: borrowing ScheduledProgram) {
    let platform = program.platform
    nodeEnergies = program.nodes.map(\.picojoules)
    moveEnergies = [Double](repeating: 0, count: program.moves.count)
    memories = [Memory](repeating: Memory(), count: platform.memories.count)
    units = [Unit](repeating: Unit(), count: platform.units.count)
    channels = [Channel](repeating: Channel(), count: platform.channels.count)
    layers = [Layer](repeating: Layer(), count: program.graph.layers.count)
    let occupancy = ScheduleOccupancy(program)
    for memory in memories.indices.dropFirst() {
      let peak = ScheduleOccupancy.peak(occupancy.changes[memory])
      memories[memory].peakBytes = peak.bytes
      memories[memory].peakCycle = peak.time
    }
    peakFeatureBytes = ScheduleOccupancy.peak(occupancy.features(of: program.graph)).bytes
    count(program.nodes)
    count(program.transfers, of: program)
  }

  /// Cycles from a start to an end; none where the end is not later.
  private static func length(_ start: Int64, _ end: Int64) -> Int64 {
    end > start ? end.subtractingReportingOverflow(start).partialValue : 0
  }

  private mutating func count(_ nodes: [ScheduledProgram.Node]) {
    for (node, energy) in zip(nodes, nodeEnergies) {
      let length = Self.length(node.start, node.end)
      units[node.unit].nodes += 1
      units[node.unit].busyCycles &+= length
      let isFirst = layers[node.layer].nodes == 0
      layers[node.layer].nodes += 1
      layers[node.layer].busyCycles &+= length
      layers[node.layer].start = isFirst ? node.start : min(layers[node.layer].start, node.start)
      layers[node.layer].end = max(layers[node.layer].end, node.end)
      cycles = max(cycles, node.end)
      if let energy {
        units[node.unit].picojoules = (units[node.unit].picojoules ?? 0) + energy
        layers[node.layer].picojoules = (layers[node.layer].picojoules ?? 0) + energy
        nodePicojoules = (nodePicojoules ?? 0) + energy
      }
    }
  }

  private mutating func count(
    _ transfers: [ScheduledProgram.Transfer], of program: borrowing ScheduledProgram
  ) {
    let platform = program.platform
    var times = [[(start: Int64, end: Int64)]](repeating: [], count: channels.count)
    for transfer in transfers {
      let first = program.moves[transfer.moves[0]]
      let (bytes, source) = (transfer.bytes, platform.memories[first.source])
      let reading = Double(bytes) * source.readPicojoulesPerByte
      memories[first.source].readBytes &+= bytes
      memories[first.source].picojoules += reading
      linkPicojoules += transfer.picojoules - reading
      moveEnergies[transfer.moves[0]] += transfer.picojoules
      for number in transfer.moves {
        let destination = program.moves[number].destination
        let writing = Double(bytes) * platform.memories[destination].writePicojoulesPerByte
        memories[destination].writtenBytes &+= bytes
        memories[destination].picojoules += writing
        moveEnergies[number] += writing
      }
      cycles = max(cycles, first.end)
      for channel in transfer.channels {
        channels[channel].bytes &+= bytes
        times[channel].append((first.start, first.end))
      }
    }
    for channel in channels.indices {
      times[channel].sort { ($0.start, $0.end) < ($1.start, $1.end) }
      var end = Int64.min
      for time in times[channel] {
        channels[channel].busyCycles &+= Self.length(max(time.start, end), time.end)
        end = max(end, time.end)
      }
    }
  }

  /// The energy of everything in picojoules: of nodes, memories and links; nil where nodes do not say theirs.
  public var picojoules: Double? {
    nodePicojoules.map { $0 + memories.reduce(0) { $0 + $1.picojoules } + linkPicojoules }
  }
}

extension LayerGraph {
  /// The bytes of a part of a tensor, the most that there are where they are too many to count.
  public func bytes(of tensor: Int, in box: Box) -> Int {
    var bits = tensors[tensor].bits
    for interval in box {
      let (product, isOver) = bits.multipliedReportingOverflow(by: interval.count)
      if isOver { return .max }
      bits = product
    }
    return bits / 8 + (bits % 8 == 0 ? 0 : 1)
  }
}
