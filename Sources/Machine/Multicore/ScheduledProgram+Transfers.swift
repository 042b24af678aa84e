extension ScheduledProgram {
  /// What goes over channels at a time: one move, or several that bring the same part from one memory to many at once.
  public struct Transfer: Sendable {
    /// The numbers of the moves, in the order of the program.
    public var moves: [Int]
    /// The numbers of the channels that any of them takes, each once.
    public var channels: [Int]
    /// The bytes that are read once, and written at each destination.
    public var bytes: Int
    /// The energy of reading them and of the dearest way, in picojoules; what the destinations take for writing comes beside it.
    public var picojoules: Double
  }

  /// The moves, those of one multicast together, in the order of their first ones.
  public var transfers: [Transfer] {
    struct Key: Hashable {
      let tensor: Int
      let source: Int
      let box: Box
      let start: Int64
      let end: Int64
    }
    var places: [Key: Int] = [:]
    var transfers: [Transfer] = []
    var ways: [Double] = []
    for (number, move) in moves.enumerated() {
      let route = platform.routes[move.source][move.destination]
      let key = Key(
        tensor: move.tensor, source: move.source, box: move.box, start: move.start, end: move.end)
      let place = places[key] ?? transfers.count
      if place == transfers.count {
        places[key] = place
        let bytes = graph.bytes(of: move.tensor, in: move.box)
        transfers.append(Transfer(moves: [], channels: [], bytes: bytes, picojoules: 0))
        ways.append(0)
      }
      transfers[place].moves.append(number)
      ways[place] = max(ways[place], route?.picojoulesPerByte ?? 0)
      for channel in route?.channels ?? [] where !transfers[place].channels.contains(channel) {
        transfers[place].channels.append(channel)
      }
    }
    for place in transfers.indices {
      let source = platform.memories[moves[transfers[place].moves[0]].source]
      transfers[place].picojoules =
        Double(transfers[place].bytes) * (source.readPicojoulesPerByte + ways[place])
    }
    return transfers
  }
}
