/// Blocks that merge coordinates, and those that repeat along them.
extension StreamBlock {
  /// Drops what a reducer gives for an empty outer fiber, to which no coordinate belongs, where all coordinates have stopped;
  /// false where there is none. `count` says by input whether its fiber held something.
  private mutating func dropUnmatched<P: StreamPorts>(_ ports: inout P, _ ways: Int) -> Bool {
    var hasDropped = false
    for way in 0..<ways where count & (1 << way) == 0 {
      guard StreamCode.isData(ports.glance(way * 2 + 1)) else { continue }
      count |= 1 << way
      ports.pop(way * 2 + 1)
      hasDropped = true
    }
    if hasDropped { ports.tick() } else { count = 0 }
    return hasDropped
  }

  /// The coordinates that all inputs have: one comparison of all heads each cycle.
  mutating func intersect<P: StreamPorts>(_ ports: inout P) {
    let ways = readerCount / 2
    while true {
      for port in 0..<readerCount where !ports.has(port) { return }
      guard ports.isReady() else { return }
      let first = ports.peek(0)
      var isEqual = true
      var least = StreamCode.isData(first) ? first : UInt32.max
      var stop: UInt32? = StreamCode.isStop(first) ? first : nil
      for way in 1..<max(ways, 1) {
        let code = ports.peek(way * 2)
        if code != first { isEqual = false }
        if StreamCode.isData(code) {
          if code < least { least = code }
        } else if StreamCode.isStop(code) {
          if let stop, stop != code {
            fault = StreamFault(reason: .stopsDiffer, port: way * 2, code: code, other: stop)
            return
          }
          stop = code
        }
      }
      for way in 0..<ways { _ = ports.peek(way * 2 + 1) }
      if isEqual {
        if StreamCode.isStop(first) {
          if dropUnmatched(&ports, ways) { continue }
        } else {
          count = -1
        }
        ports.put(0, first)
        for way in 0..<ways {
          ports.put(1 + way, ports.glance(way * 2 + 1))
          ports.pop(way * 2)
          ports.pop(way * 2 + 1)
        }
        if first == StreamCode.done {
          isDone = true
          return
        }
        if first == StreamCode.empty {
          fault = StreamFault(reason: .unexpected, port: 0, code: first)
          return
        }
      } else {
        guard least != .max else {
          fault = StreamFault(reason: .stopsDiffer, port: 0, code: first, other: ports.glance(2))
          return
        }
        for way in 0..<ways {
          let code = ports.glance(way * 2)
          if code == least {
            count |= 1 << way
            ports.pop(way * 2)
            ports.pop(way * 2 + 1)
          } else if code == StreamCode.done || code == StreamCode.empty {
            fault = StreamFault(reason: .unexpected, port: way * 2, code: code)
            return
          }
        }
      }
      ports.tick()
    }
  }

  /// The coordinates that any input has.
  mutating func union<P: StreamPorts>(_ ports: inout P) {
    let ways = readerCount / 2
    while true {
      for port in 0..<readerCount where !ports.has(port) { return }
      guard ports.isReady() else { return }
      var least = UInt32.max
      var control: UInt32? = nil
      for way in 0..<ways {
        let code = ports.peek(way * 2)
        _ = ports.peek(way * 2 + 1)
        if StreamCode.isData(code) {
          if code < least { least = code }
        } else {
          if code == StreamCode.empty || (control != nil && control != code) {
            fault = StreamFault(
              reason: .stopsDiffer, port: way * 2, code: code, other: control ?? code)
            return
          }
          control = code
        }
      }
      let isControl = least == .max
      if !isControl, control == StreamCode.done {
        fault = StreamFault(reason: .unexpected, port: 0, code: StreamCode.done)
        return
      }
      let code = isControl ? control ?? StreamCode.done : least
      if StreamCode.isStop(code), dropUnmatched(&ports, ways) { continue }
      ports.put(0, code)
      for way in 0..<ways {
        if ports.glance(way * 2) == code {
          if !isControl { count |= 1 << way }
          ports.put(1 + way, ports.glance(way * 2 + 1))
          ports.pop(way * 2)
          ports.pop(way * 2 + 1)
        } else {
          ports.put(1 + way, StreamCode.empty)
        }
      }
      if code == StreamCode.done {
        isDone = true
        return
      }
      ports.tick()
    }
  }

  /// Fibers one after another: input `phase` is being read.
  mutating func concat<P: StreamPorts>(_ ports: inout P, _ offsets: [Int]) {
    let ways = readerCount / 2
    while true {
      guard ports.has(phase * 2), ports.has(phase * 2 + 1), ports.isReady() else { return }
      let code = ports.peek(phase * 2)
      let reference = ports.peek(phase * 2 + 1)
      if StreamCode.isData(code) {
        ports.put(0, code &+ UInt32(truncatingIfNeeded: offsets[phase]))
        for way in 0..<ways {
          ports.put(1 + way, way == phase ? reference : StreamCode.empty)
        }
      } else if phase > 0, code != held {
        fault = StreamFault(reason: .stopsDiffer, port: phase * 2, code: code, other: held)
        return
      } else if phase == ways - 1 {
        for port in 0...ways { ports.put(port, code) }
      }
      ports.pop(phase * 2)
      ports.pop(phase * 2 + 1)
      if !StreamCode.isData(code) {
        if code == StreamCode.done, phase == ways - 1 {
          isDone = true
          return
        }
        held = code
        phase = (phase + 1) % ways
      }
      ports.tick()
    }
  }

  /// A signal for each token.
  mutating func repeatSignal<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isStop(code) {
        ports.put(0, StreamCode.stop0)
      } else if code == StreamCode.done {
        ports.put(0, code)
        isDone = true
        return
      } else {
        ports.put(0, 0)
      }
      ports.tick()
    }
  }

  /// The head once for each repetition. Phase 1: the signal has stopped, and the next token may be a stop to take in.
  mutating func `repeat`<P: StreamPorts>(_ ports: inout P) {
    while true {
      if phase == 1 {
        guard ports.has(0), ports.isReady() else { return }
        let next = ports.peek(0)
        var out = StreamCode.stop0
        if StreamCode.isStop(next) {
          ports.pop(0)
          out = next - 1
        }
        ports.put(0, out)
        ports.tick()
        phase = 0
      }
      guard ports.has(0), ports.has(1), ports.isReady() else { return }
      let head = ports.peek(0)
      let signal = ports.take(1)
      if StreamCode.isData(signal) {
        guard StreamCode.isData(head) || head == StreamCode.empty else {
          fault = StreamFault(reason: .unexpected, port: 0, code: head)
          return
        }
        ports.put(0, head)
        ports.tick()
      } else if signal == StreamCode.done {
        ports.put(0, signal)
        isDone = true
        return
      } else if StreamCode.isStop(head) {
        ports.pop(0)
        ports.put(0, head - 1)
        ports.tick()
      } else if head == StreamCode.done {
        fault = StreamFault(reason: .unexpected, port: 0, code: head)
        return
      } else {
        ports.pop(0)
        phase = 1
      }
    }
  }
}
