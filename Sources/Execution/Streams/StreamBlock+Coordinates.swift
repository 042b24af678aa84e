/// Blocks that change coordinates and stops.
extension StreamBlock {
  /// Repeats the outer coordinate along the inner ones. Phase 1: an outer stop was dropped, the next outer coordinate is due.
  mutating func hold<P: StreamPorts>(_ ports: inout P) {
    while true {
      if phase == 1 {
        guard ports.has(0), ports.isReady() else { return }
        ports.put(0, ports.peek(0))
        ports.tick()
        phase = 0
      }
      guard ports.has(0), ports.has(1), ports.isReady() else { return }
      let outer = ports.peek(0)
      let inner = ports.take(1)
      ports.put(1, inner)
      if StreamCode.isData(inner) {
        if StreamCode.isStop(outer) {
          ports.pop(0)
          phase = 1
          continue
        }
        guard StreamCode.isData(outer) else {
          fault = StreamFault(reason: .unexpected, port: 0, code: outer)
          return
        }
        ports.put(0, outer)
      } else {
        ports.put(0, inner)
        if inner == StreamCode.done {
          isDone = true
          return
        }
        ports.pop(0)
      }
      ports.tick()
    }
  }

  /// Drops outer coordinates without inner ones: a fiber of inner coordinates goes through in one step.
  ///
  /// Phase 1: in an inner fiber, `flag` says whether it holds anything. Phase 2: an empty outer fiber, whose stop the inner
  /// stream has as well. Phase 3: the end. `count` is 1 where an outer coordinate was seen since the last outer stop.
  mutating func drop<P: StreamPorts>(_ ports: inout P) {
    while true {
      switch phase {
      case 0:
        guard ports.has(0), ports.isReady() else { return }
        held = ports.peek(0)
        if StreamCode.isData(held) {
          flag = false
          count = 1
          phase = 1
        } else if StreamCode.isStop(held) {
          ports.put(0, held)
          ports.pop(0)
          if count == 1 {
            ports.tick()
            count = 0
          } else {
            phase = 2
          }
        } else if held == StreamCode.done {
          phase = 3
        } else {
          fault = StreamFault(reason: .unexpected, port: 0, code: held)
          return
        }
      case 1:
        guard ports.has(1), ports.isReady() else { return }
        let inner = ports.take(1)
        ports.put(1, inner)
        if StreamCode.isData(inner) {
          flag = true
          if ports.isStrict { ports.tick() }
        } else if StreamCode.isStop(inner) {
          if flag { ports.put(0, held) }
          ports.pop(0)
          ports.tick()
          phase = 0
        } else {
          fault = StreamFault(reason: .unexpected, port: 1, code: inner)
          return
        }
      default:
        guard ports.has(1), ports.isReady() else { return }
        let inner = ports.take(1)
        guard phase == 3 ? inner == StreamCode.done : StreamCode.isStop(inner) else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: inner, other: held)
          return
        }
        ports.put(1, inner)
        if phase == 3 {
          ports.put(0, StreamCode.done)
          isDone = true
          return
        }
        ports.tick()
        phase = 0
      }
    }
  }

  /// Drops zeros with their coordinates, and the value of an empty outer fiber. `flag`: the fiber at hand held something.
  mutating func dropZeros<P: StreamPorts>(_ ports: inout P) {
    while true {
      guard ports.has(0), ports.has(1), ports.isReady() else { return }
      let value = ports.take(1)
      if !flag, StreamCode.isData(value), StreamCode.isStop(ports.peek(0)) {
        flag = true
        ports.tick()
        continue
      }
      let coordinate = ports.take(0)
      flag = StreamCode.isData(coordinate)
      if flag {
        guard StreamCode.isData(value) || value == StreamCode.empty else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: value, other: coordinate)
          return
        }
        if value != StreamCode.empty, Float(bitPattern: value) != 0 {
          ports.put(1, value)
          ports.put(0, coordinate)
        }
      } else {
        guard value == coordinate else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: value, other: coordinate)
          return
        }
        ports.put(1, value)
        if pass(coordinate, &ports) { return }
      }
      ports.tick()
    }
  }

  /// Keeps the inner coordinates, and their references, of which predicate `option` holds with the outer one: eq, lt, le, gt, ge, ne.
  mutating func mask<P: StreamPorts>(_ ports: inout P) {
    while true {
      guard ports.has(0), ports.has(1), ports.has(2), ports.isReady() else { return }
      let outer = ports.peek(0)
      if StreamCode.isStop(outer), count == 1 {
        ports.put(0, outer)
        ports.pop(0)
        count = 0
        ports.tick()
        continue
      }
      let inner = ports.take(1)
      let reference = ports.take(2)
      if StreamCode.isData(inner) {
        guard StreamCode.isData(outer) else {
          fault = StreamFault(reason: .unexpected, port: 0, code: outer)
          return
        }
        if holds(outer, inner) {
          ports.put(1, inner)
          ports.put(2, reference)
          flag = true
        }
      } else {
        ports.put(1, inner)
        ports.put(2, inner)
        if StreamCode.isData(outer), inner != StreamCode.done {
          if flag { ports.put(0, outer) }
          count = 1
        } else {
          ports.put(0, outer)
        }
        ports.pop(0)
        flag = false
        if inner == StreamCode.done {
          isDone = true
          return
        }
      }
      ports.tick()
    }
  }

  private func holds(_ outer: UInt32, _ inner: UInt32) -> Bool {
    switch option {
    case 0: outer == inner
    case 1: outer < inner
    case 2: outer <= inner
    case 3: outer > inner
    case 4: outer >= inner
    default: outer != inner
    }
  }

  /// Removes innermost stops: `S0` vanishes, `Sn` becomes `S(n-1)`.
  mutating func dropStops<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isStop(code) {
        if code != StreamCode.stop0 { ports.put(0, code + 1) }
      } else {
        if pass(code, &ports) { return }
      }
      ports.tick()
    }
  }

  /// Removes fibers that hold nothing: of a run of stops the highest stays, and none at the start. `held` is the stop that waits.
  mutating func dropEmptyFibers<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isStop(code) {
        if flag { held = held == 0 ? code : min(held, code) }
      } else {
        if held != 0 { ports.put(0, held) }
        held = 0
        flag = true
        if pass(code, &ports) { return }
      }
      ports.tick()
    }
  }

  /// `outer * size + inner` for each inner coordinate. Phase 1: the stop of the outer coordinates that ends with the inner one.
  mutating func flatten<P: StreamPorts>(_ ports: inout P) {
    while true {
      guard ports.has(0), phase == 1 || ports.has(1), ports.isReady() else { return }
      let outer = ports.peek(0)
      if phase == 1 {
        guard outer == held + 1 else {
          fault = StreamFault(reason: .stopsDiffer, port: 0, code: outer, other: held)
          return
        }
        ports.pop(0)
        ports.put(0, outer)
        ports.tick()
        phase = 0
        continue
      }
      let inner = ports.take(1)
      if StreamCode.isData(outer) {
        if StreamCode.isData(inner) {
          let place = Int(outer) * size + Int(inner)
          guard place < Int(StreamCode.leastControl) else {
            fault = StreamFault(reason: .coordinateTooLarge, port: 0, code: outer)
            return
          }
          ports.put(0, UInt32(truncatingIfNeeded: place))
        } else if StreamCode.isStop(inner) {
          ports.pop(0)
          if inner != StreamCode.stop0 {
            held = inner
            phase = 1
            continue
          }
        } else {
          fault = StreamFault(reason: .unexpected, port: 1, code: inner)
          return
        }
      } else {
        let isEnd = outer == StreamCode.done
        guard inner == (isEnd ? outer : outer - 1) else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: inner, other: outer)
          return
        }
        ports.pop(0)
        ports.put(0, outer)
        if isEnd {
          isDone = true
          return
        }
      }
      ports.tick()
    }
  }

  /// Quotients and rests by `size`; `held` is the quotient whose rests are under way, while `flag` is set.
  mutating func split<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        let quotient = code / UInt32(truncatingIfNeeded: max(size, 1))
        if !flag || quotient != held {
          if flag { ports.put(1, StreamCode.stop0) }
          ports.put(0, quotient)
          held = quotient
          flag = true
        }
        ports.put(1, code % UInt32(truncatingIfNeeded: max(size, 1)))
      } else {
        ports.put(0, code)
        ports.put(1, code == StreamCode.done ? code : code - 1)
        flag = false
        if code == StreamCode.done {
          isDone = true
          return
        }
      }
      ports.tick()
    }
  }
}
