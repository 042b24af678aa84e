import Machine

/// What a block's step sees of its streams. There are two ways: without bounds, and with bounded queues.
///
/// A step first asks `isReady`, then whether inputs hold a token, then takes and puts. `peek` and `take` move the clock to the
/// time of the token; `put` gives the token the time `clock + latency`; `tick` lets cycles pass.
protocol StreamPorts {
  /// Whether another step may begin.
  mutating func isReady() -> Bool
  /// Whether input `port` holds a token.
  mutating func has(_ port: Int) -> Bool
  /// The first token of input `port`.
  mutating func peek(_ port: Int) -> UInt32
  /// The first token of input `port`; the clock stays.
  func glance(_ port: Int) -> UInt32
  /// Drops the first token of input `port`.
  mutating func pop(_ port: Int)
  /// Puts a token on output `port`.
  mutating func put(_ port: Int, _ code: UInt32, _ latency: Int64)
  /// Lets cycles pass.
  mutating func tick(_ cycles: Int64)
  /// Whether nothing waits for room.
  var isSettled: Bool { get }
  /// Lets memory be read or written; gives the cycles until the data are there.
  mutating func touch(_ block: inout StreamBlock, offset: Int, bytes: Int, writes: Bool) -> Int64
  /// Whether an accumulator gives one entry a cycle, and writers spend a cycle on a stop.
  var isStrict: Bool { get }
}

extension StreamPorts {
  /// Takes the first token of input `port`.
  @inline(__always) mutating func take(_ port: Int) -> UInt32 {
    let code = peek(port)
    pop(port)
    return code
  }

  @inline(__always) mutating func put(_ port: Int, _ code: UInt32) { put(port, code, 1) }

  @inline(__always) mutating func tick() { tick(1) }
}

/// An input while a block runs.
struct StreamInput {
  var codes: UnsafeMutablePointer<UInt32>
  var times: UnsafeMutablePointer<Int64>
  var head: Int
  var tail: Int
}

/// An output while a block runs.
struct StreamOutput {
  var codes: UnsafeMutablePointer<UInt32>
  var times: UnsafeMutablePointer<Int64>
  var tail: Int
}

/// Ports on queues without bounds: nothing waits for room.
struct FreePorts<Recorder: StreamRecorder>: StreamPorts {
  let inputs: UnsafeMutablePointer<StreamInput>
  let outputs: UnsafeMutablePointer<StreamOutput>
  let recorder: Recorder
  var clock: Int64
  var busy: Int64
  /// Steps that may still be made before buffers are full.
  var budget: Int

  var isStrict: Bool { false }

  var isSettled: Bool { true }

  @inline(__always) mutating func isReady() -> Bool {
    budget -= 1
    return budget >= 0
  }

  @inline(__always) func has(_ port: Int) -> Bool { inputs[port].head < inputs[port].tail }

  @inline(__always) mutating func peek(_ port: Int) -> UInt32 {
    let head = inputs[port].head
    let time = inputs[port].times[head]
    if time > clock {
      recorder.note(.waiting, from: clock, to: time)
      clock = time
    }
    return inputs[port].codes[head]
  }

  @inline(__always) func glance(_ port: Int) -> UInt32 { inputs[port].codes[inputs[port].head] }

  @inline(__always) func pop(_ port: Int) { inputs[port].head += 1 }

  @inline(__always) func put(_ port: Int, _ code: UInt32, _ latency: Int64) {
    let tail = outputs[port].tail
    outputs[port].codes[tail] = code
    outputs[port].times[tail] = clock + latency
    outputs[port].tail = tail + 1
  }

  @inline(__always) mutating func tick(_ cycles: Int64) {
    recorder.note(.busy, from: clock, to: clock + cycles)
    clock += cycles
    busy += cycles
  }

  @inline(__always)
  func touch(_ block: inout StreamBlock, offset: Int, bytes: Int, writes: Bool) -> Int64 {
    if writes { block.bytesWritten += Int64(bytes) } else { block.bytesRead += Int64(bytes) }
    return 0
  }
}

/// What a block did after it found no room, to be done once there is some.
struct StreamEvent {
  enum Kind { case put, pop, tick }
  var kind: Kind
  var port: Int
  var code: UInt32
  var cycles: Int64
}

/// Ports on bounded queues: a sender waits until the receiver has taken a token, and a cycle more.
struct BoundedPorts<Recorder: StreamRecorder>: StreamPorts {
  let inputs: UnsafeMutablePointer<StreamInput>
  let outputs: UnsafeMutablePointer<StreamOutput>
  let recorder: Recorder
  let readers: UnsafeMutablePointer<StreamReader>
  let streams: UnsafeMutablePointer<StreamBuffer>
  let streamReaders: UnsafeMutablePointer<Int32>
  /// The first reader of the block, and the numbers of the streams that it writes.
  let firstReader: Int
  let outputStreams: UnsafePointer<Int32>
  let occupancies: UnsafeMutablePointer<StreamOccupancy>?
  let fabric: StreamFabric
  var clock: Int64
  var busy: Int64
  /// Steps that may still be made before buffers are full.
  var budget: Int
  /// What waits for room, in order, and how much of it is done.
  var events: [StreamEvent]
  var doneEvents = 0
  /// Whether anything moved.
  var hasMoved = false

  var isStrict: Bool { fabric.isStrict }

  mutating func isReady() -> Bool {
    guard settle() else { return false }
    budget -= 1
    return budget >= 0
  }

  /// Does what waited for room; false where there is still none.
  @discardableResult mutating func settle() -> Bool {
    while doneEvents < events.count {
      let event = events[doneEvents]
      switch event.kind {
      case .put: guard putNow(event.port, event.code, event.cycles) else { return false }
      case .pop: popNow(event.port)
      case .tick: tickNow(event.cycles)
      }
      doneEvents += 1
    }
    if !events.isEmpty {
      events.removeAll(keepingCapacity: true)
      doneEvents = 0
    }
    return true
  }

  /// Whether nothing waits for room.
  var isSettled: Bool { !isHeld }

  /// Whether a step must wait for the events of the last.
  private var isHeld: Bool { doneEvents < events.count }

  func has(_ port: Int) -> Bool { inputs[port].head < inputs[port].tail }

  mutating func peek(_ port: Int) -> UInt32 {
    let head = inputs[port].head
    let time = inputs[port].times[head]
    if time > clock {
      recorder.note(.waiting, from: clock, to: time)
      clock = time
    }
    return inputs[port].codes[head]
  }

  func glance(_ port: Int) -> UInt32 { inputs[port].codes[inputs[port].head] }

  mutating func pop(_ port: Int) {
    inputs[port].head += 1
    hasMoved = true
    if isHeld {
      events.append(StreamEvent(kind: .pop, port: port, code: 0, cycles: 0))
    } else {
      popNow(port)
    }
  }

  mutating func put(_ port: Int, _ code: UInt32, _ latency: Int64) {
    if isHeld || !putNow(port, code, latency) {
      events.append(StreamEvent(kind: .put, port: port, code: code, cycles: latency))
    }
  }

  mutating func tick(_ cycles: Int64) {
    if isHeld {
      events.append(StreamEvent(kind: .tick, port: 0, code: 0, cycles: cycles))
    } else {
      tickNow(cycles)
    }
  }

  private mutating func tickNow(_ cycles: Int64) {
    recorder.note(.busy, from: clock, to: clock + cycles)
    clock += cycles
    busy += cycles
  }

  private mutating func popNow(_ port: Int) {
    let reader = readers + (firstReader + port)
    if reader.pointee.depth < .max {
      reader.pointee.responses[reader.pointee.released % reader.pointee.depth] = clock + 1
    }
    occupancies?[firstReader + port].release(at: clock + 1)
    reader.pointee.released += 1
    hasMoved = true
  }

  private mutating func putNow(_ port: Int, _ code: UInt32, _ latency: Int64) -> Bool {
    let stream = streams + Int(outputStreams[port])
    let sent = stream.pointee.sent
    for index in stream.pointee.firstReader..<stream.pointee.endReader {
      let reader = readers + Int(streamReaders[index])
      if sent - reader.pointee.released >= reader.pointee.depth { return false }
    }
    for index in stream.pointee.firstReader..<stream.pointee.endReader {
      let reader = readers + Int(streamReaders[index])
      if sent >= reader.pointee.depth {
        let room = reader.pointee.responses[sent % reader.pointee.depth]
        if room > clock {
          recorder.note(.blocked, from: clock, to: room)
          clock = room
        }
      }
    }
    if let occupancies {
      for index in stream.pointee.firstReader..<stream.pointee.endReader {
        occupancies[Int(streamReaders[index])].put(at: clock)
      }
    }
    stream.pointee.sent = sent + 1
    hasMoved = true
    if stream.pointee.firstReader == stream.pointee.endReader { return true }
    let tail = outputs[port].tail
    outputs[port].codes[tail] = code
    outputs[port].times[tail] = clock + latency
    outputs[port].tail = tail + 1
    return true
  }

  func touch(_ block: inout StreamBlock, offset: Int, bytes: Int, writes: Bool) -> Int64 {
    if writes { block.bytesWritten += Int64(bytes) } else { block.bytesRead += Int64(bytes) }
    guard let memory = fabric.memory else { return 0 }
    return memory.access(
      &block, at: block.address + Int64(offset), bytes: Int64(bytes), clock: clock)
  }
}
