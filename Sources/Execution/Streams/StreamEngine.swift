import Machine

/// A stream: the tokens that were put and that some reader has not taken yet.
struct StreamBuffer {
  var codes: UnsafeMutablePointer<UInt32>
  var times: UnsafeMutablePointer<Int64>
  var capacity: Int
  /// Tokens that a buffer keeps before its writer waits for others to go on. It is no bound of the model: where nothing else
  /// can go on, it is raised.
  var limit: Int
  var tail = 0
  /// The readers, in the table of readers.
  var firstReader = 0
  var endReader = 0
  /// All tokens that were put.
  var sent = 0
  var writer = -1
}

/// A reader of a stream.
struct StreamReader {
  var stream: Int
  var block: Int
  var head = 0
  /// How many tokens its queue holds, without a bound the largest number; how many were taken, and, with a bound, the cycles
  /// from which each place is free.
  var depth: Int
  var released = 0
  var responses: UnsafeMutablePointer<Int64>
}

/// Runs blocks until all are done or none can go on.
///
/// Blocks have clocks of their own, and tokens the cycle from which they are there; so a block may run far ahead of others, and
/// the order in which blocks run decides nothing. Blocks run in topological order, each until it lacks a token or its buffers
/// are full, over chunks of tokens that stay in the caches.
struct StreamEngine: ~Copyable {
  static let chunk = 2048
  /// The most tokens that a step puts on one output.
  static let putsPerStep = 2

  let fabric: StreamFabric
  /// Whether time depends on queues, on memory, or on entries that leave one by one; else ports are the simple ones.
  let isCharged: Bool
  let blockCount: Int
  let blocks: UnsafeMutablePointer<StreamBlock>
  let streams: UnsafeMutablePointer<StreamBuffer>
  let readers: UnsafeMutablePointer<StreamReader>
  let outputs: UnsafeMutablePointer<Int32>
  let streamReaders: UnsafeMutablePointer<Int32>
  let sinks: UnsafeMutablePointer<StreamSink>
  let accumulators: UnsafeMutablePointer<StreamAccumulator>
  private let streamCount: Int
  private let readerCount: Int
  private let sinkCount: Int
  private let accumulatorCount: Int
  let inputViews: UnsafeMutablePointer<StreamInput>
  let outputViews: UnsafeMutablePointer<StreamOutput>
  /// By reader, how many tokens its queue has to hold so that nothing waits for room; nil where that is not asked for.
  let occupancies: UnsafeMutablePointer<StreamOccupancy>?
  /// What each block does when; nil where that is not asked for.
  let activities: UnsafeMutablePointer<StreamActivity>?
  private var isReady: [Bool]
  private var isFull: [Bool]
  private var events: [[StreamEvent]]
  private var deals: [StreamDeal]
  let offsets: [[Int]]

  init(
    _ program: borrowing StreamProgram, _ blocksToRun: [StreamBlock], fabric: StreamFabric,
    recordsActivity: Bool = false, queues: StreamQueues = .asGiven
  ) {
    self.fabric = fabric
    var depths = program.depths.map { $0 ?? fabric.queueDepth }
    var recordsOccupancy = false
    switch queues {
    case .asGiven: break
    case .free, .recorded:
      depths = [Int?](repeating: nil, count: depths.count)
      if case .recorded = queues { recordsOccupancy = true }
    case .depths(let own): depths = own.map { $0 }
    }
    isCharged =
      recordsOccupancy || fabric.isStrict || fabric.memory != nil
      || depths.contains { $0 != nil }
    blockCount = blocksToRun.count
    if recordsActivity {
      let activities = UnsafeMutablePointer<StreamActivity>.allocate(capacity: max(blockCount, 1))
      activities.initialize(repeating: StreamActivity(), count: blockCount)
      self.activities = activities
    } else {
      activities = nil
    }
    blocks = .allocate(capacity: max(blockCount, 1))
    blocks.initialize(from: blocksToRun, count: blockCount)
    streamCount = program.streamCount
    streams = .allocate(capacity: max(streamCount, 1))
    for index in 0..<streamCount {
      let capacity = Self.chunk * 2
      (streams + index).initialize(
        to: StreamBuffer(
          codes: .allocate(capacity: capacity), times: .allocate(capacity: capacity),
          capacity: capacity, limit: Self.chunk))
    }
    readerCount = program.readerStreams.count
    readers = .allocate(capacity: max(readerCount, 1))
    if recordsOccupancy {
      let occupancies = UnsafeMutablePointer<StreamOccupancy>.allocate(
        capacity: max(readerCount, 1))
      occupancies.initialize(repeating: StreamOccupancy(), count: readerCount)
      self.occupancies = occupancies
    } else {
      occupancies = nil
    }
    outputs = .allocate(capacity: max(program.outputStreams.count, 1))
    outputs.initialize(from: program.outputStreams, count: program.outputStreams.count)
    streamReaders = .allocate(capacity: max(readerCount, 1))
    sinkCount = program.sinkCount
    sinks = .allocate(capacity: max(sinkCount, 1))
    for index in 0..<sinkCount { (sinks + index).initialize(to: StreamSink()) }
    accumulatorCount = program.accumulatorOrders.count
    accumulators = .allocate(capacity: max(accumulatorCount, 1))
    for (index, order) in program.accumulatorOrders.enumerated() {
      (accumulators + index).initialize(to: StreamAccumulator(order: order))
    }
    deals = [StreamDeal](repeating: StreamDeal(), count: program.dealCount)
    offsets = program.concatOffsets
    let widest = max(program.readerStreams.count, program.outputStreams.count, 1)
    inputViews = .allocate(capacity: widest)
    outputViews = .allocate(capacity: widest)
    isReady = [Bool](repeating: true, count: blockCount)
    isFull = [Bool](repeating: false, count: blockCount)
    events = [[StreamEvent]](repeating: [], count: blockCount)
    connect(program, depths)
  }

  /// Readers stand by block in the program; here a stream needs to know its own, so they are listed once more by stream.
  private mutating func connect(_ program: borrowing StreamProgram, _ depths: [Int?]) {
    for block in 0..<blockCount {
      for port in 0..<blocks[block].readerCount {
        let index = blocks[block].firstReader + port
        let depth = depths[index].map { max($0, 1) }
        (readers + index).initialize(
          to: StreamReader(
            stream: Int(program.readerStreams[index]), block: block, depth: depth ?? .max,
            responses: .allocate(capacity: depth ?? 1)))
      }
      for port in 0..<blocks[block].outputCount {
        streams[Int(outputs[blocks[block].firstOutput + port])].writer = block
      }
    }
    var place = 0
    for index in 0..<streamCount {
      streams[index].firstReader = place
      for reader in program.readersOfStream[index] {
        streamReaders[place] = Int32(truncatingIfNeeded: reader)
        place += 1
      }
      streams[index].endReader = place
    }
  }

  deinit {
    for index in 0..<streamCount {
      streams[index].codes.deallocate()
      streams[index].times.deallocate()
    }
    for index in 0..<readerCount { readers[index].responses.deallocate() }
    for index in 0..<sinkCount { sinks[index].deallocate() }
    sinks.deinitialize(count: sinkCount)
    accumulators.deinitialize(count: accumulatorCount)
    blocks.deallocate()
    streams.deallocate()
    readers.deallocate()
    outputs.deallocate()
    streamReaders.deallocate()
    sinks.deallocate()
    accumulators.deallocate()
    inputViews.deallocate()
    outputViews.deallocate()
    occupancies?.deinitialize(count: readerCount)
    occupancies?.deallocate()
    activities?.deinitialize(count: blockCount)
    activities?.deallocate()
  }

  mutating func takeReady(_ block: Int) -> Bool {
    let was = isReady[block]
    isReady[block] = false
    return was
  }

  mutating func setReady(_ block: Int) { isReady[block] = true }

  func wasFull(_ block: Int) -> Bool { isFull[block] }

  /// The cycle in which the last block was done.
  var cycles: Int64 {
    var cycles: Int64 = 0
    for index in 0..<blockCount { cycles = max(cycles, blocks[index].clock) }
    return cycles
  }

  /// By reader, how many tokens its queue has to hold so that nothing waits for room, after a run that recorded it.
  var neededDepths: [Int] {
    guard let occupancies else { return [] }
    var depths: [Int] = []
    for index in 0..<readerCount { depths.append(occupancies[index].finish()) }
    return depths
  }

  mutating func setFull(_ block: Int, _ value: Bool) { isFull[block] = value }

  mutating func takeEvents(_ block: Int) -> [StreamEvent] {
    var taken: [StreamEvent] = []
    swap(&taken, &events[block])
    return taken
  }

  mutating func keepEvents<Recorder: StreamRecorder>(
    _ block: Int, _ ports: borrowing BoundedPorts<Recorder>
  ) {
    events[block] = Array(ports.events[ports.doneEvents...])
  }

  /// The output on which a block waits for room; nil where it does not.
  func blockedOutput(_ block: Int) -> Int? {
    events[block].first.flatMap { $0.kind == .put ? $0.port : nil }
  }

  mutating func fork<P: StreamPorts>(_ block: inout StreamBlock, _ ports: inout P) {
    block.fork(&ports, &deals[block.slot])
  }

  mutating func join<P: StreamPorts>(_ block: inout StreamBlock, _ ports: inout P) {
    if block.slot < 0 { block.gather(&ports) } else { block.join(&ports, deals[block.slot]) }
  }
}
