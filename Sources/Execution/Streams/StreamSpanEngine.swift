/// Runs blocks on spans of tokens, without values, with queues that have no bounds.
///
/// The blocks, their clocks and the times of tokens are those of `StreamEngine`: a step that is not the same for many tokens is
/// made by the block's own definition. So cycles, tokens and bytes are equal, and long dense fibers cost as little as short ones.
struct StreamSpanEngine: ~Copyable {
  private struct Stream {
    var spans: UnsafeMutablePointer<StreamSpan>
    var capacity: Int
    var limit: Int
    var tail = 0
    var sent = 0
    var readers: [Int]
  }

  private struct Reader {
    var stream: Int
    var head = 0
    var used = 0
  }

  /// The most spans that a step puts on one output.
  private static let putsPerStep = 2

  let blockCount: Int
  let blocks: UnsafeMutablePointer<StreamBlock>
  let sinks: UnsafeMutablePointer<StreamSink>
  private let sinkCount: Int
  private var streams: [Stream] = []
  private var readers: [Reader] = []
  private let outputs: [Int32]
  private var accumulators: [StreamAccumulator]
  private var kept: [KeptSpans]
  private let offsets: [[Int]]
  private var isFull: [Bool]
  private let inputViews: UnsafeMutablePointer<SpanInput>
  private let outputViews: UnsafeMutablePointer<SpanOutput>

  /// Blocks that only single tokens pass, or that look at values.
  static func runs(_ kind: StreamBlockKind) -> Bool {
    kind != .fork && kind != .join && kind != .dropZeros
  }

  init(_ program: borrowing StreamProgram, _ blocksToRun: [StreamBlock]) {
    blockCount = blocksToRun.count
    blocks = .allocate(capacity: max(blockCount, 1))
    blocks.initialize(from: blocksToRun, count: blockCount)
    sinkCount = program.sinkCount
    sinks = .allocate(capacity: max(sinkCount, 1))
    for index in 0..<sinkCount { (sinks + index).initialize(to: StreamSink()) }
    for index in 0..<program.streamCount {
      let capacity = 4096
      streams.append(
        Stream(
          spans: .allocate(capacity: capacity), capacity: capacity, limit: capacity / 2,
          readers: program.readersOfStream[index]))
    }
    for stream in program.readerStreams { readers.append(Reader(stream: Int(stream))) }
    outputs = program.outputStreams
    accumulators = program.accumulatorOrders.map { StreamAccumulator(order: $0) }
    kept = accumulators.map { _ in KeptSpans() }
    offsets = program.concatOffsets
    isFull = [Bool](repeating: false, count: blockCount)
    let widest = max(program.readerStreams.count, program.outputStreams.count, 1)
    inputViews = .allocate(capacity: widest)
    outputViews = .allocate(capacity: widest)
  }

  deinit {
    for stream in streams { stream.spans.deallocate() }
    for index in 0..<sinkCount { sinks[index].deallocate() }
    sinks.deinitialize(count: sinkCount)
    sinks.deallocate()
    blocks.deallocate()
    inputViews.deallocate()
    outputViews.deallocate()
  }

  /// The tokens that a block gave.
  func tokens(of block: Int) -> Int {
    var tokens = 0
    for port in 0..<blocks[block].outputCount {
      tokens += streams[Int(outputs[blocks[block].firstOutput + port])].sent
    }
    return tokens
  }

  /// Runs all blocks to their end.
  mutating func run() -> StreamEngine.End {
    while true {
      var hasMoved = false
      var isFinished = true
      for index in 0..<blockCount where !blocks[index].isDone {
        isFinished = false
        if activate(index) { hasMoved = true }
        if let fault = blocks[index].fault { return .fault(block: index, fault) }
      }
      if isFinished { return .finished }
      if !hasMoved, !raiseLimits() { return .stuck }
    }
  }

  /// Lets a block go on until a token is missing or its buffers are full; gives whether it did anything.
  private mutating func activate(_ index: Int) -> Bool {
    var budget = prepare(index)
    var block = blocks[index]
    var ports = SpanPorts(
      inputs: inputViews, outputs: outputViews, clock: block.clock, busy: block.busy)
    let (moves, phase) = (ports.moves, block.phase)
    var isStuck = false
    while budget > 0, !block.isDone, block.fault == nil, !isStuck {
      budget -= 1
      if makeSpan(&block, &ports) { continue }
      let (before, own) = (ports.moves, block.phase)
      ports.budget = 1
      step(&block, &ports)
      isStuck = ports.moves == before && block.phase == own && !block.isDone
    }
    isFull[index] = budget <= 0
    block.clock = ports.clock
    block.busy = ports.busy
    for port in 0..<block.readerCount {
      readers[block.firstReader + port].head = inputViews[port].head
      readers[block.firstReader + port].used = inputViews[port].used
    }
    for port in 0..<block.outputCount {
      let stream = Int(outputs[block.firstOutput + port])
      streams[stream].sent = outputViews[port].sent
      streams[stream].tail = streams[stream].readers.isEmpty ? 0 : outputViews[port].tail
    }
    blocks[index] = block
    return ports.moves != moves || block.phase != phase || block.isDone
  }

  /// Makes room in the buffers that a block writes; gives how many steps there is room for.
  private mutating func prepare(_ index: Int) -> Int {
    let block = blocks[index]
    var budget = Int.max
    for port in 0..<block.outputCount {
      let number = Int(outputs[block.firstOutput + port])
      var head = streams[number].tail
      for reader in streams[number].readers { head = min(head, readers[reader].head) }
      if head > 0 {
        let count = streams[number].tail - head
        streams[number].spans.update(from: streams[number].spans + head, count: count)
        for reader in streams[number].readers { readers[reader].head -= head }
        streams[number].tail = count
      }
      let stream = streams[number]
      // A last span that some reader is through with is not continued.
      var sealed = 0
      for reader in stream.readers { sealed = max(sealed, readers[reader].head) }
      budget = min(budget, (stream.limit - stream.tail) / Self.putsPerStep)
      outputViews[port] = SpanOutput(
        spans: stream.spans, tail: stream.tail, sealed: sealed, sent: stream.sent)
    }
    for port in 0..<block.readerCount {
      let reader = readers[block.firstReader + port]
      let stream = streams[reader.stream]
      inputViews[port] = SpanInput(
        spans: stream.spans, head: reader.head, used: reader.used, tail: stream.tail)
    }
    return budget
  }

  /// Gives more room to the blocks that wait only for room in buffers; false where there is none.
  private mutating func raiseLimits() -> Bool {
    var isRaised = false
    for index in 0..<blockCount where isFull[index] && !blocks[index].isDone {
      for port in 0..<blocks[index].outputCount {
        let number = Int(outputs[blocks[index].firstOutput + port])
        let capacity = streams[number].capacity * 2
        let spans = UnsafeMutablePointer<StreamSpan>.allocate(capacity: capacity)
        spans.update(from: streams[number].spans, count: streams[number].tail)
        streams[number].spans.deallocate()
        streams[number].spans = spans
        streams[number].capacity = capacity
        streams[number].limit = capacity / 2
      }
      isFull[index] = false
      isRaised = true
    }
    return isRaised
  }

  /// Makes many steps of a block at once; false where there are none.
  private mutating func makeSpan(_ block: inout StreamBlock, _ ports: inout SpanPorts) -> Bool {
    switch block.kind {
    case .scanCompressed, .scanDense: block.scanSpan(&ports)
    case .array: block.arraySpan(&ports)
    case .unary, .binary, .repeatSignal: block.mapSpan(&ports)
    case .reduceSum, .reduceMaximum: block.reduceSpan(&ports)
    case .repeat: block.repeatSpan(&ports)
    case .locateDense: block.locateSpan(&ports)
    case .intersect, .union: block.joinSpan(&ports)
    case .accumulate:
      block.accumulateSpan(&ports, &accumulators[block.slot], &kept[block.slot])
    case .writeLevel, .writeValues: block.writeSpan(&ports, &sinks[block.slot])
    default: false
    }
  }

  private mutating func step(_ block: inout StreamBlock, _ ports: inout SpanPorts) {
    switch block.kind {
    case .root: block.root(&ports)
    case .scanCompressed, .scanDense: block.scan(&ports)
    case .array: block.array(&ports)
    case .generateReferences: block.generateReferences(&ports)
    case .locateDense, .locateCompressed: block.locate(&ports)
    case .unary: block.unary(&ports)
    case .binary: block.binary(&ports)
    case .reduceSum, .reduceMaximum: block.reduce(&ports)
    case .accumulate:
      block.accumulate(&ports, &accumulators[block.slot])
      if accumulators[block.slot].count == 0 { kept[block.slot].clear() }
    case .intersect: block.intersect(&ports)
    case .union: block.union(&ports)
    case .concat: block.concat(&ports, offsets[block.slot])
    case .repeatSignal: block.repeatSignal(&ports)
    case .repeat: block.repeat(&ports)
    case .hold: block.hold(&ports)
    case .drop: block.drop(&ports)
    case .mask: block.mask(&ports)
    case .dropStops: block.dropStops(&ports)
    case .dropEmptyFibers: block.dropEmptyFibers(&ports)
    case .flatten: block.flatten(&ports)
    case .split: block.split(&ports)
    case .broadcast: block.broadcast(&ports)
    case .writeLevel: block.writeLevel(&ports, &sinks[block.slot])
    case .writeValues: block.writeValues(&ports, &sinks[block.slot])
    case .dropZeros, .fork, .join: preconditionFailure("invariant: blocks that spans can pass")
    }
  }
}
