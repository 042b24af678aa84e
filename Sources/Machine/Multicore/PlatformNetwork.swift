/// The links between the memories of a platform, the channels that they take, and the shortest ways over them.
struct PlatformNetwork {
  /// A link from one memory to another.
  private struct Edge {
    var destination: Int
    var channels: [Int]
    var bytesPerCycle: Double
    var latencyCycles: Int
    var picojoulesPerByte: Double
  }

  /// The names of the channels, and their bytes per cycle.
  private(set) var channelNames: [String]
  private(set) var channelRates: [Double]
  /// From a memory (row) to a memory (column).
  private(set) var routes: [[Platform.Route?]] = []
  /// The links that leave each memory, as they stand.
  private var edges: [[Edge]]

  init(_ machine: Accelerator, memories: [Memory]) {
    channelNames = machine.channels.map(\.name)
    channelRates = machine.channels.map(\.bytesPerCycle)
    edges = Array(repeating: [], count: memories.count)
    let links: [(link: Link, source: Int, destination: Int)] = machine.links.compactMap { link in
      guard let source = memories.firstIndex(where: { $0.name == link.source }),
        let destination = memories.firstIndex(where: { $0.name == link.destination }),
        source != destination
      else { return nil }
      return (link, source, destination)
    }
    let ports = addPorts(
      of: memories[0], reads: links.filter { $0.source == 0 }.map(\.link),
      writes: links.filter { $0.destination == 0 }.map(\.link))
    for (link, source, destination) in links {
      var taken = Set(link.channels.compactMap { channelNames.firstIndex(of: $0) })
      var rate = min(
        link.sustainedBytesPerCycle, memories[source].readBytesPerCycle,
        memories[destination].writeBytesPerCycle)
      if taken.isEmpty {
        taken.insert(channelNames.count)
        channelNames.append("\(link.source) to \(link.destination)")
        channelRates.append(link.bytesPerCycle)
      }
      if source == 0, let port = ports.read { taken.insert(port) }
      if destination == 0, let port = ports.write { taken.insert(port) }
      for channel in taken { rate = min(rate, channelRates[channel]) }
      edges[source].append(
        Edge(
          destination: destination, channels: taken.sorted(), bytesPerCycle: rate,
          latencyCycles: link.latencyCycles, picojoulesPerByte: link.picojoulesPerByte ?? 0))
    }
    routes = memories.indices.map { waysFrom($0) }
  }

  /// Makes the ports of a memory channels where its links do not take turns anyway.
  private mutating func addPorts(
    of memory: Memory, reads: [Link], writes: [Link]
  ) -> (read: Int?, write: Int?) {
    func takeTurns(_ links: [Link]) -> Bool {
      guard links.count > 1, let first = links.first else { return true }
      return first.channels.contains { name in links.allSatisfy { $0.channels.contains(name) } }
    }
    func add(_ name: String, _ rate: Double) -> Int {
      channelNames.append(name)
      channelRates.append(rate)
      return channelNames.count - 1
    }
    if memory.sharesBandwidth {
      guard !takeTurns(reads + writes) else { return (nil, nil) }
      let port = add("\(memory.name) port", memory.readBytesPerCycle)
      return (port, port)
    }
    return (
      takeTurns(reads) ? nil : add("\(memory.name) read port", memory.readBytesPerCycle),
      takeTurns(writes) ? nil : add("\(memory.name) write port", memory.writeBytesPerCycle)
    )
  }

  /// The shortest ways from a memory to all others.
  private func waysFrom(_ start: Int) -> [Platform.Route?] {
    var ways = [Platform.Route?](repeating: nil, count: edges.count)
    ways[start] = Platform.Route(
      channels: [], bytesPerCycle: .infinity, latencyCycles: 0, picojoulesPerByte: 0)
    var frontier = [start]
    while !frontier.isEmpty {
      var next: [Int] = []
      for memory in frontier where memory == start || memory != 0 {
        guard let way = ways[memory] else { continue }
        for edge in edges[memory] where ways[edge.destination] == nil {
          ways[edge.destination] = Platform.Route(
            channels: Set(way.channels).union(edge.channels).sorted(),
            bytesPerCycle: min(way.bytesPerCycle, edge.bytesPerCycle),
            latencyCycles: way.latencyCycles + edge.latencyCycles,
            picojoulesPerByte: way.picojoulesPerByte + edge.picojoulesPerByte)
          next.append(edge.destination)
        }
      }
      frontier = next
    }
    ways[start] = nil
    return ways
  }
}

extension Link {
  /// Bytes per cycle of a long transfer: no more than the requests that may wait for their answer bring.
  var sustainedBytesPerCycle: Double {
    guard let bytes = maximumRequestBytes, let requests = requestsInFlight, latencyCycles > 0 else {
      return bytesPerCycle
    }
    return min(bytesPerCycle, Double(bytes) * Double(requests) / Double(latencyCycles))
  }
}
