extension StreamEngine {
  /// How a run ended.
  enum End {
    case finished
    case fault(block: Int, StreamFault)
    case stuck
    /// More tokens than were allowed.
    case exhausted
  }

  /// Runs all blocks to their end; `limit` is how many tokens may be put and taken.
  mutating func run(limit: Int = .max) -> End {
    var left = limit
    while true {
      var hasMoved = false
      var isFinished = true
      for index in 0..<blockCount where !blocks[index].isDone {
        isFinished = false
        guard takeReady(index) else { continue }
        // Without a recorder the steps are compiled without its calls, so that a run pays nothing for what it does not ask.
        let (goesOn, tokens) =
          if let activities {
            activate(index, ActivityRecorder(activity: activities + index))
          } else {
            activate(index, NoRecorder())
          }
        if goesOn { hasMoved = true }
        left -= tokens
        if left < 0 { return .exhausted }
        if let fault = blocks[index].fault { return .fault(block: index, fault) }
      }
      if isFinished { return .finished }
      if !hasMoved, !raiseLimits() { return .stuck }
    }
  }

  /// Lets a block go on; gives whether it took or put anything, and how many tokens.
  private mutating func activate<Recorder: StreamRecorder>(
    _ index: Int, _ recorder: Recorder
  ) -> (Bool, tokens: Int) {
    let budget = prepare(index)
    var block = blocks[index]
    let inputCount = block.readerCount
    let outputCount = block.outputCount
    var before = 0
    for port in 0..<inputCount { before &+= inputViews[port].head }
    for port in 0..<outputCount { before &+= outputViews[port].tail }
    let phase = block.phase
    var hasMoved = false
    let isExhausted: Bool
    if !isCharged {
      var ports = FreePorts(
        inputs: inputViews, outputs: outputViews, recorder: recorder, clock: block.clock,
        busy: block.busy, budget: budget)
      step(&block, &ports)
      block.clock = ports.clock
      block.busy = ports.busy
      isExhausted = ports.budget < 0
    } else {
      var ports = BoundedPorts(
        inputs: inputViews, outputs: outputViews, recorder: recorder, readers: readers,
        streams: streams, streamReaders: streamReaders, firstReader: block.firstReader,
        outputStreams: outputs + block.firstOutput, occupancies: occupancies, fabric: fabric,
        clock: block.clock, busy: block.busy, budget: budget, events: takeEvents(index))
      if ports.settle() { step(&block, &ports) }
      // A block that has put its last token may still wait for room.
      if block.isDone, !ports.isSettled {
        block.isDone = false
        block.phase = Self.endPhase
      }
      block.clock = ports.clock
      block.busy = ports.busy
      hasMoved = ports.hasMoved
      isExhausted = ports.budget < 0
      keepEvents(index, ports)
    }
    var after = 0
    for port in 0..<inputCount {
      after &+= inputViews[port].head
      readers[block.firstReader + port].head = inputViews[port].head
    }
    for port in 0..<outputCount {
      after &+= outputViews[port].tail
      let stream = Int(outputs[block.firstOutput + port])
      if !isCharged {
        streams[stream].sent += outputViews[port].tail - streams[stream].tail
      }
      streams[stream].tail =
        streams[stream].firstReader == streams[stream].endReader ? 0 : outputViews[port].tail
    }
    blocks[index] = block
    setFull(index, isExhausted)
    hasMoved = hasMoved || before != after || phase != block.phase || block.isDone
    if hasMoved { wake(index) }
    return (hasMoved, after &- before)
  }

  /// Makes room in the buffers that a block writes; gives how many steps there is room for.
  private mutating func prepare(_ index: Int) -> Int {
    let first = blocks[index].firstOutput
    var budget = Int.max
    for port in 0..<blocks[index].outputCount {
      let stream = streams + Int(outputs[first + port])
      if stream.pointee.firstReader < stream.pointee.endReader {
        var head = Int.max
        for place in stream.pointee.firstReader..<stream.pointee.endReader {
          head = min(head, readers[Int(streamReaders[place])].head)
        }
        if head == stream.pointee.tail
          || head + stream.pointee.limit + Self.putsPerStep > stream.pointee.capacity
        {
          let count = stream.pointee.tail - head
          if head > 0 {
            stream.pointee.codes.update(from: stream.pointee.codes + head, count: count)
            stream.pointee.times.update(from: stream.pointee.times + head, count: count)
            for place in stream.pointee.firstReader..<stream.pointee.endReader {
              readers[Int(streamReaders[place])].head -= head
            }
            stream.pointee.tail = count
            head = 0
          }
        }
        budget = min(
          budget, (stream.pointee.limit - (stream.pointee.tail - head)) / Self.putsPerStep)
      } else {
        stream.pointee.tail = 0
        budget = min(budget, stream.pointee.limit / Self.putsPerStep)
      }
      outputViews[port] = StreamOutput(
        codes: stream.pointee.codes, times: stream.pointee.times, tail: stream.pointee.tail)
    }
    for port in 0..<blocks[index].readerCount {
      let reader = readers[blocks[index].firstReader + port]
      let stream = streams[reader.stream]
      inputViews[port] = StreamInput(
        codes: stream.codes, times: stream.times, head: reader.head, tail: stream.tail)
    }
    return budget
  }

  /// Lets those go on who wait for what a block put or took.
  private mutating func wake(_ index: Int) {
    let block = blocks[index]
    for port in 0..<block.outputCount {
      let stream = streams[Int(outputs[block.firstOutput + port])]
      for place in stream.firstReader..<stream.endReader {
        setReady(readers[Int(streamReaders[place])].block)
      }
    }
    for port in 0..<block.readerCount {
      let writer = streams[readers[block.firstReader + port].stream].writer
      if writer >= 0, isCharged || wasFull(writer) { setReady(writer) }
    }
    if block.kind == .fork { for other in 0..<blockCount { setReady(other) } }
  }

  /// Gives more room to the blocks that wait only for room in buffers; false where there is none.
  private mutating func raiseLimits() -> Bool {
    var isRaised = false
    for index in 0..<blockCount where wasFull(index) && !blocks[index].isDone {
      for port in 0..<blocks[index].outputCount {
        let stream = streams + Int(outputs[blocks[index].firstOutput + port])
        guard stream.pointee.firstReader < stream.pointee.endReader else { continue }
        let limit = stream.pointee.limit * 2
        let capacity = limit * 2
        let codes = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        let times = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
        codes.update(from: stream.pointee.codes, count: stream.pointee.tail)
        times.update(from: stream.pointee.times, count: stream.pointee.tail)
        stream.pointee.codes.deallocate()
        stream.pointee.times.deallocate()
        stream.pointee.codes = codes
        stream.pointee.times = times
        stream.pointee.capacity = capacity
        stream.pointee.limit = limit
      }
      setFull(index, false)
      setReady(index)
      isRaised = true
    }
    return isRaised
  }

  /// The phase of a block that has put its last token, but not all of them found room.
  static let endPhase = 99

  private mutating func step<P: StreamPorts>(_ block: inout StreamBlock, _ ports: inout P) {
    if block.phase == Self.endPhase {
      block.isDone = ports.isSettled
      return
    }
    switch block.kind {
    case .root: block.root(&ports)
    case .scanCompressed, .scanDense: block.scan(&ports)
    case .array: block.array(&ports)
    case .generateReferences: block.generateReferences(&ports)
    case .locateDense, .locateCompressed: block.locate(&ports)
    case .unary: block.unary(&ports)
    case .binary: block.binary(&ports)
    case .reduceSum, .reduceMaximum: block.reduce(&ports)
    case .accumulate: block.accumulate(&ports, &accumulators[block.slot])
    case .intersect: block.intersect(&ports)
    case .union: block.union(&ports)
    case .concat: block.concat(&ports, offsets[block.slot])
    case .repeatSignal: block.repeatSignal(&ports)
    case .repeat: block.repeat(&ports)
    case .hold: block.hold(&ports)
    case .drop: block.drop(&ports)
    case .dropZeros: block.dropZeros(&ports)
    case .mask: block.mask(&ports)
    case .dropStops: block.dropStops(&ports)
    case .dropEmptyFibers: block.dropEmptyFibers(&ports)
    case .flatten: block.flatten(&ports)
    case .split: block.split(&ports)
    case .broadcast: block.broadcast(&ports)
    case .fork: fork(&block, &ports)
    case .join: join(&block, &ports)
    case .writeLevel: block.writeLevel(&ports, &sinks[block.slot])
    case .writeValues: block.writeValues(&ports, &sinks[block.slot])
    }
  }
}
