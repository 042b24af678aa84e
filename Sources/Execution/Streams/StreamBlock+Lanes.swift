/// What a fork has dealt: the tokens between its stops.
struct StreamDeal {
  /// By stop, the tokens since the one before.
  private(set) var groups: [Int32] = []
  /// Tokens since the last stop.
  var open = 0

  /// A stop.
  mutating func close() {
    groups.append(Int32(clamping: open))
    open = 0
  }
}

/// Blocks that copy and deal, and those that write.
extension StreamBlock {
  /// A copy a cycle later; as many as there are readers.
  mutating func broadcast<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if pass(code, &ports) { return }
    }
  }

  /// Deals data tokens in turn; `position` is the next lane. How many it dealt is noted for those who gather.
  mutating func fork<P: StreamPorts>(_ ports: inout P, _ deal: inout StreamDeal) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) || code == StreamCode.empty {
        ports.put(position, code)
        position = position + 1 == outputCount ? 0 : position + 1
        deal.open += 1
      } else {
        for lane in 0..<outputCount { ports.put(lane, code) }
        deal.close()
        if code == StreamCode.done {
          isDone = true
          return
        }
      }
      ports.tick()
    }
  }

  /// Gathers what a fork dealt, in its order.
  ///
  /// An item is a dealt token with all that stands inside of it, `option` fibers deep; a group is what was dealt between two
  /// stops. `position` is the lane of the next item, `count` the items of the group that are gathered, `end` the groups, and
  /// `lanes` the lanes that have shown the group's stop, which is `held`; `flag`: it has left. Phase 1: in an item. Phase 2: all items are gathered, what is left of the
  /// lanes is their stop, behind a value where a reducer had nothing to reduce.
  mutating func join<P: StreamPorts>(_ ports: inout P, _ deal: borrowing StreamDeal) {
    while true {
      switch phase {
      case 0:
        let isClosed = end < deal.groups.count
        let dealt = isClosed ? Int(deal.groups[end]) : deal.open
        if count < dealt {
          phase = 1
        } else if isClosed {
          phase = 2
        } else {
          return
        }
      case 1:
        guard ports.has(position), ports.isReady() else { return }
        let code = ports.take(position)
        let isItem = StreamCode.isData(code) || code == StreamCode.empty
        guard isItem || StreamCode.isStop(code) && option > 0 else {
          fault = StreamFault(reason: .unexpected, port: position, code: code)
          return
        }
        if option == 0 {
          ports.put(0, code)
          count += 1
          nextLane()
        } else if isItem || StreamCode.level(code) < option - 1 {
          ports.put(0, code)
        } else {
          count += 1
          var out = code
          if StreamCode.level(code) >= option {
            lanes |= 1 << UInt64(position)
            held = code
            if end < deal.groups.count, count == Int(deal.groups[end]) {
              flag = true
              phase = 2
            } else {
              out = StreamCode.stop0 - UInt32(option - 1)
            }
          }
          ports.put(0, out)
          nextLane()
        }
        ports.tick()
      default:
        guard close(&ports) else { return }
        if isDone || fault != nil { return }
      }
    }
  }

  private mutating func nextLane() {
    position = position + 1 == readerCount ? 0 : position + 1
    if phase == 1 { phase = 0 }
  }

  /// Takes the stop of a group from the lanes that still show it; false where one of them has not got there.
  private mutating func close<P: StreamPorts>(_ ports: inout P) -> Bool {
    for lane in 0..<readerCount where lanes & (1 << UInt64(lane)) == 0 {
      while true {
        guard ports.has(lane) else { return false }
        let code = ports.glance(lane)
        let isLeft =
          StreamCode.isData(code) || code == StreamCode.empty
          || StreamCode.isStop(code) && StreamCode.level(code) < option
        guard isLeft else { break }
        ports.pop(lane)
      }
    }
    guard flag || ports.isReady() else { return false }
    let code = lanes == 0 ? ports.glance(0) : held
    for lane in 0..<readerCount where lanes & (1 << UInt64(lane)) == 0 {
      let other = flag ? ports.glance(lane) : ports.peek(lane)
      guard other == code else {
        fault = StreamFault(reason: .stopsDiffer, port: lane, code: other, other: code)
        return true
      }
      ports.pop(lane)
    }
    if !flag {
      ports.put(0, code)
      isDone = code == StreamCode.done
      if !isDone { ports.tick() }
    }
    flag = false
    lanes = 0
    count = 0
    end += 1
    phase = 0
    return true
  }

  /// Gathers lanes that no fork dealt to: each to its stop, in turn.
  ///
  /// `position` is the lane that is read, and `lanes` the lanes that have ended. A lane's `S0` ends a fiber; a higher stop ends its
  /// last one, and that of the last lane leaves as it is.
  mutating func gather<P: StreamPorts>(_ ports: inout P) {
    let all: UInt64 = readerCount >= 64 ? .max : (1 << UInt64(readerCount)) - 1
    while true {
      guard ports.has(position), ports.isReady() else { return }
      let code = ports.take(position)
      if StreamCode.isData(code) || code == StreamCode.empty {
        ports.put(0, code)
        ports.tick()
        continue
      }
      lanes |= code == StreamCode.stop0 ? 0 : 1 << UInt64(position)
      let isLast = lanes == all
      if code == StreamCode.done {
        if isLast {
          ports.put(0, code)
          isDone = true
          return
        }
      } else {
        ports.put(0, isLast ? code : StreamCode.stop0)
        if isLast { lanes = 0 }
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
