/// Blocks that copy and deal, and those that write.
extension StreamBlock {
  /// A copy a cycle later; as many as there are readers.
  mutating func broadcast<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if pass(code, &ports) { return }
    }
  }

  /// Deals data tokens in turn; `position` is the next lane. How many it dealt before each stop is noted for those who gather.
  mutating func fork<P: StreamPorts>(_ ports: inout P, _ deals: inout [Int32]) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) || code == StreamCode.empty {
        ports.put(position, code)
        position = position + 1 == outputCount ? 0 : position + 1
        count += 1
      } else {
        for lane in 0..<outputCount { ports.put(lane, code) }
        deals.append(Int32(truncatingIfNeeded: count))
        count = 0
        if code == StreamCode.done {
          isDone = true
          return
        }
      }
      ports.tick()
    }
  }

  /// Gathers lanes in turn.
  ///
  /// `position` is the lane that is read, `count` the fibers that were gathered since the last higher stop, `end` the number of
  /// those stops, and `lanes` the lanes that have ended. A lane's `S0` ends a fiber; a higher stop ends its last one, and after
  /// as many fibers as were dealt (`deals`) it leaves as it is. Lanes to which nothing more was dealt show the stop alone; it is
  /// dropped at no cost (phase 1). Without a fork to ask, every lane has its share.
  mutating func join<P: StreamPorts>(_ ports: inout P, _ deals: [Int32]?) {
    let all: UInt64 = readerCount >= 64 ? .max : (1 << UInt64(readerCount)) - 1
    while true {
      if phase == 1 {
        for lane in 0..<readerCount where lanes & (1 << UInt64(lane)) == 0 {
          guard ports.has(lane) else { return }
          guard ports.glance(lane) == held else {
            fault = StreamFault(
              reason: .stopsDiffer, port: lane, code: ports.glance(lane), other: held)
            return
          }
          ports.pop(lane)
          lanes |= 1 << UInt64(lane)
        }
        lanes = 0
        phase = 0
      }
      guard ports.has(position), ports.isReady() else { return }
      let code = ports.take(position)
      if StreamCode.isData(code) || code == StreamCode.empty {
        ports.put(0, code)
        ports.tick()
        continue
      }
      lanes |= code == StreamCode.stop0 ? 0 : 1 << UInt64(position)
      if code == StreamCode.done {
        if lanes == all {
          ports.put(0, code)
          isDone = true
          return
        }
      } else if code == StreamCode.stop0 {
        ports.put(0, code)
        count += 1
      } else {
        let dealt = deals.map { end < $0.count ? Int($0[end]) : 0 }
        count += dealt == 0 ? 0 : 1
        let isLast = dealt.map { count >= $0 } ?? (lanes == all)
        ports.put(0, isLast ? code : StreamCode.stop0)
        if isLast {
          held = code
          count = 0
          end += 1
          phase = 1
        }
        if dealt == 0 {
          ports.tick()
          continue
        }
      }
      position = position + 1 == readerCount ? 0 : position + 1
      ports.tick()
    }
  }

  /// Writes coordinates. A cycle for each, and for the stop behind it; more stops are free unless the fabric is strict.
  mutating func writeLevel<P: StreamPorts>(_ ports: inout P, _ sink: inout StreamSink) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        _ = ports.touch(&self, offset: sink.count * 4, bytes: 4, writes: true)
        sink.append(code)
        sink.isAtStop = false
      } else if StreamCode.isStop(code) {
        let isRepeated = sink.isAtStop
        sink.addStop(StreamCode.level(code))
        if isRepeated, !ports.isStrict { continue }
        bytesWritten += 4
      } else if code == StreamCode.empty {
        continue
      } else {
        isDone = true
        return
      }
      ports.tick()
    }
  }

  /// Writes values. A cycle for each, and one at the end; stops are free unless the fabric is strict.
  mutating func writeValues<P: StreamPorts>(_ ports: inout P, _ sink: inout StreamSink) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        _ = ports.touch(&self, offset: sink.count * 4, bytes: 4, writes: true)
        sink.append(code)
      } else if StreamCode.isStop(code) {
        sink.addStop(StreamCode.level(code))
        if !ports.isStrict { continue }
      } else if code == StreamCode.done {
        ports.tick()
        isDone = true
        return
      } else if !ports.isStrict {
        continue
      }
      ports.tick()
    }
  }
}
