/// Gives times to a sequence of nodes: what runs, moves and lies where from when to when.
///
/// Time goes from event to event. Memory is given out in the order of the sequence, for a node as a whole: for its results and for all
/// that it reads and that is not there; loads start as soon as they have their place, their data and their channels. A unit starts the
/// first of its nodes in preparation whose data have come. As no node gets memory before all those ahead of it have theirs, the first one that
/// has not ended never waits for one behind it.
struct Timeline {
  let space: NodeSpace
  let table: NodeCostTable
  let platform: Platform
  let graph: LayerGraph
  let sequence: NodeSequence
  let lookahead: Int
  let keepsBetweenGroups: Bool

  // MARK: What comes out

  var nodes: [Schedule.Node] = []
  var moves: [Schedule.Move] = []
  var holds: [Schedule.Hold] = []
  var energy: Schedule.Energy

  // MARK: Time

  var now: Int64 = 0
  var events = BinaryHeap<Event>()
  var eventCount: Int32 = 0
  /// Moves and nodes that have started and not ended, requests that wait, and nodes that have ended.
  var movesUnderWay = 0
  var ended = 0
  /// Of each place in the sequence, whether its node has ended or started; and the first place whose node has not ended.
  var state: [UInt8]
  var oldest = 0
  var fusionGroup = 0
  var leftInGroup: [Int]

  // MARK: Nodes in preparation or running

  /// For each unit, the nodes that have their memory, in the order of the sequence; and the one that runs, -1 for none.
  var prepared: [[Int32]]
  var running: [Int32]
  var prepareds: [Prepared] = []
  var freePrepareds: [Int32] = []
  /// The groups that a node in preparation reads, `readLimit` for each.
  var preparedGroups: [Int32] = []
  let readLimit: Int
  /// For each home, the places in the sequence of its nodes, how many of them have their memory, and the one that tries to get it, -1 for none.
  var homeSequences: [[Int32]]
  var homeNext: [Int]
  var trying: [Int32]
  /// Whether nothing has changed in the memory since a node did not get in.
  var isBlocked: [Bool]
  /// Whether data have come, or a unit is free, since nodes of the home were last started.
  var hasNews: [Bool]
  /// How many nodes of the home have their memory and have not ended.
  var activeNodes: [Int]
  /// For each home, the first of its nodes whose weights have not been asked for, and the bytes that stay free for nodes.
  var prefetchNext: [Int]
  var prefetchMargins: [Int]
  /// Whether each layer reads weights.
  var readsWeights: [Bool]

  // MARK: Pieces and groups

  var groups: [GroupState]
  /// How many nodes have written each piece, whether it lies in the outermost memory or is on its way there, and its first copy.
  var written: [Int32]
  var outer: [UInt8]
  var copyHeads: [Int32]
  var copies: [Copy] = []
  var freeCopies: [Int32] = []
  var mustStore: [Bool]

  // MARK: Memories and channels

  var used: [Int]
  var capacities: [Int]
  var channelFree: [Int64]
  /// For each route, source times memories plus destination, what waits for it.
  var requests: [BinaryHeap<Request>]
  var activeRoutes: [Int] = []
  var requestCount = 0

  // MARK: Where nodes of a group stand in the sequence, made when something has to leave a memory

  var useStarts: [Int32] = []
  var usePlaces: [Int32] = []
  var useNext: [Int32] = []

  // MARK: Scratch lists

  var foundGroups: [Int32] = []
  var foundPieces: [Int32] = []
  var wanted: [Int32] = []
  var wantedTensors: [Int32] = []

  static let isStored: UInt8 = 1
  static let isStoring: UInt8 = 2
  static let isWanted: UInt8 = 4

  /// What ends: a move, or a node on a unit.
  struct Event: Comparable {
    var time: Int64
    var number: Int32
    /// A move's number, or the complement of a unit's.
    var what: Int32

    static func < (first: Event, second: Event) -> Bool {
      first.time != second.time ? first.time < second.time : first.number < second.number
    }
  }

  /// A piece that waits for a route.
  struct Request: Comparable {
    var priority: Int32
    var piece: Int32
    var tensor: Int32

    static func < (first: Request, second: Request) -> Bool {
      first.priority != second.priority
        ? first.priority < second.priority : first.piece < second.piece
    }
  }

  /// A node that has its memory.
  struct Prepared {
    var position: Int32
    var layer: Int32
    var node: Int32
    var slot: Int32
    var scratch: Int
  }

  /// The nodes of a home that read the same pieces.
  struct GroupState {
    /// Pieces that have not come yet, and those that have no place yet.
    var absent: Int32
    var lacking: Int32
    /// Nodes that have not ended, and those of them that have their memory.
    var remaining: Int32
    var active: Int32
  }

  /// A piece's place in a home.
  struct Copy {
    enum State: UInt8 {
      case waiting, queued, moving, writing, present
    }

    var piece: Int32
    var tensor: Int32
    var home: Int32
    var next: Int32
    var state: State
    /// Moves out of it that wait or run.
    var outgoing: Int32
    /// The hold, -1 before anything is there.
    var hold: Int32
    /// The memory that it comes from, and how urgent that is.
    var source: Int32
    var priority: Int32
    var bytes: Int
    /// Bytes of running nodes beside it.
    var scratch: Int
  }

  init(
    space: NodeSpace, table: NodeCostTable, platform: Platform, graph: LayerGraph,
    sequence: NodeSequence, lookahead: Int, keepsBetweenGroups: Bool, groupCount: Int
  ) {
    self.space = space
    self.table = table
    self.platform = platform
    self.graph = graph
    self.sequence = sequence
    self.lookahead = min(max(1, lookahead), NodeSpace.limit)
    self.keepsBetweenGroups = keepsBetweenGroups
    energy = Schedule.Energy(
      units: [Double](repeating: 0, count: platform.units.count),
      memories: [Double](repeating: 0, count: platform.memories.count), links: 0)
    let homeCount = space.homes.count
    state = [UInt8](repeating: 0, count: sequence.count)
    leftInGroup = [Int](repeating: 0, count: groupCount)
    for layer in 0..<space.layerCount {
      leftInGroup[space.fusionGroups[layer]] += space.nodeCounts[layer]
    }
    prepared = [[Int32]](repeating: [], count: platform.units.count)
    running = [Int32](repeating: -1, count: platform.units.count)
    readLimit = (0..<space.layerCount).reduce(0) {
      max($0, space.readStarts[$1 + 1] - space.readStarts[$1])
    }
    homeSequences = [[Int32]](repeating: [], count: homeCount)
    if homeCount > 1 {
      for position in 0..<sequence.count {
        let home = space.unitHomes[space.units[Int(sequence.slots[position])]]
        homeSequences[home].append(Int32(position))
      }
    }
    homeNext = [Int](repeating: 0, count: homeCount)
    trying = [Int32](repeating: -1, count: homeCount)
    isBlocked = [Bool](repeating: false, count: homeCount)
    hasNews = [Bool](repeating: true, count: homeCount)
    activeNodes = [Int](repeating: 0, count: homeCount)
    prefetchNext = homeNext
    prefetchMargins = homeNext
    readsWeights = [Bool](repeating: false, count: space.layerCount)
    groups = space.groupUses().map {
      GroupState(absent: 0, lacking: 0, remaining: $0, active: 0)
    }
    for read in space.readLayers.indices {
      let width = space.readWidths[read]
      let end = read + 1 < space.readBases.count ? space.readBases[read + 1] : space.groupCount
      for offset in 0..<width {
        let count = Int32(space.pieceCount(of: read, offset: offset))
        var group = space.readBases[read] + offset
        while group < end {
          groups[group].absent = count
          groups[group].lacking = count
          group += width
        }
      }
    }
    written = [Int32](repeating: 0, count: space.totalPieces)
    outer = [UInt8](repeating: 0, count: space.totalPieces)
    copyHeads = [Int32](repeating: -1, count: space.totalPieces)
    mustStore = graph.tensors.indices.map {
      graph.tensors[$0].producer != nil
        && (graph.tensors[$0].isResult
          || !keepsBetweenGroups && space.crosses($0, producer: graph.tensors[$0].producer))
    }
    for tensor in graph.tensors.indices where graph.tensors[tensor].producer == nil {
      for piece in 0..<space.pieceCounts[tensor] {
        outer[space.pieceBases[tensor] + piece] = Timeline.isStored
      }
    }
    used = [Int](repeating: 0, count: homeCount)
    capacities = space.homes.map { platform.memories[$0].capacityBytes ?? Int.max }
    channelFree = [Int64](repeating: 0, count: platform.channels.count)
    let memories = platform.memories.count
    requests = [BinaryHeap<Request>](repeating: BinaryHeap(), count: memories * memories)
    nodes.reserveCapacity(sequence.count)
    holds.reserveCapacity(space.totalPieces)
    findWeights()
  }

  /// Finds the layers that read weights, and how much memory their nodes take beside these.
  private mutating func findWeights() {
    for layer in 0..<space.layerCount {
      var bytes = 0
      for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
        let tensor = space.readTensors[read]
        if isWeight(tensor) { readsWeights[layer] = true }
        let count = space.pieceCount(of: read, offset: 0)
        bytes += count * space.bytes(tensor: tensor, piece: 0)
      }
      for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
        let tensor = space.writeTensors[write]
        bytes += space.bytes(tensor: tensor, piece: 0, bits: space.sumBits[tensor])
      }
      for home in space.homes.indices
      where space.homeSlots[layer * space.homes.count + home] >= 0 {
        prefetchMargins[home] = max(prefetchMargins[home], 2 * bytes)
      }
    }
  }

  @inline(__always)
  func isWeight(_ tensor: Int) -> Bool {
    graph.tensors[tensor].isWeight && space.writersPerPiece[tensor] == 0
  }

  // MARK: The course of time

  /// Runs to the end, or to where nothing can go on.
  mutating func run() throws(ScheduleObstacle) {
    skipEmptyGroups()
    while true {
      while settle() {}
      guard let event = events.removeFirst() else { break }
      now = event.time
      if now > 1 << 61 { throw ScheduleObstacle(message: "the plan takes too many cycles") }
      end(event.what)
      while let next = events.first, next.time == now {
        _ = events.removeFirst()
        end(next.what)
      }
    }
    if ended < sequence.count { throw obstacle() }
  }

  /// Does all that can be done now; whether that may have made more possible.
  private mutating func settle() -> Bool {
    for home in space.homes.indices where !isBlocked[home] { prepare(home: home) }
    for home in space.homes.indices where hasNews[home] { start(home: home) }
    if requestCount > 0 { issue() }
    if fusionGroup < leftInGroup.count, leftInGroup[fusionGroup] == 0 {
      if !keepsBetweenGroups {
        if movesUnderWay > 0 || requestCount > 0 { return false }
        dropAll()
      }
      fusionGroup += 1
      skipEmptyGroups()
      for home in space.homes.indices {
        isBlocked[home] = false
        hasNews[home] = true
      }
      return fusionGroup < leftInGroup.count
    }
    return false
  }

  private mutating func skipEmptyGroups() {
    while fusionGroup < leftInGroup.count, leftInGroup[fusionGroup] == 0 { fusionGroup += 1 }
  }

  private mutating func end(_ what: Int32) {
    if what >= 0 { endMove(Int(what)) } else { endNode(unit: Int(~what)) }
  }

  mutating func schedule(_ what: Int32, at time: Int64) {
    events.insert(Event(time: time, number: eventCount, what: what))
    eventCount &+= 1
  }

  /// What stands in the way of the first node that did not get its memory.
  private func obstacle() -> ScheduleObstacle {
    var first: (position: Int, home: Int)?
    for home in space.homes.indices where homeNext[home] < homeNodeCount(home) {
      let position = homePosition(home, homeNext[home])
      if position < (first?.position ?? Int.max) { first = (position, home) }
    }
    guard let (position, home) = first else {
      return ScheduleObstacle(message: "the plan comes to a stop before its end")
    }
    let layer = Int(sequence.layers[position])
    let memory = platform.memories[space.homes[home]]
    let over = max(1, lastNeed + used[home] - capacities[home])
    return ScheduleObstacle(
      message:
        "a node of layer '\(graph.layers[layer].name)' needs \(lastNeed) bytes more of memory '\(memory.name)', of whose \(capacities[home]) bytes \(used[home]) hold what it reads or sums that are not finished: \(over) bytes too many; cut the layer into smaller nodes",
      layer: layer, tensor: nil, memory: space.homes[home], bytesOver: over)
  }

  /// The bytes that the last node that did not get in was short of.
  var lastNeed = 0

  @inline(__always)
  func homeNodeCount(_ home: Int) -> Int {
    space.homes.count == 1 ? sequence.count : homeSequences[home].count
  }

  @inline(__always)
  func homePosition(_ home: Int, _ index: Int) -> Int {
    space.homes.count == 1 ? index : Int(homeSequences[home][index])
  }
}
