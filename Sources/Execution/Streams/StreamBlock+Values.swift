/// Blocks that compute.
extension StreamBlock {
  /// A function of one value, or of a value and a constant.
  mutating func unary<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) || code == StreamCode.empty {
        let value = code == StreamCode.empty ? 0 : Float(bitPattern: code)
        let result =
          scalar.map { StreamArithmetic.binary(function, value, $0) }
          ?? StreamArithmetic.unary(function, value)
        ports.put(0, StreamCode.code(result), latency)
      } else {
        if pass(code, &ports) { return }
      }
      ports.tick(interval)
    }
  }

  /// A function of two values; what a union left empty is 0. Phase 1: the left one is there.
  ///
  /// A reducer gives a value for an empty fiber of an outer level, to which no coordinate belongs. Where the other input has
  /// no such value, this one is dropped: it is alone in its fiber. `flag`: the fiber at hand held something.
  mutating func binary<P: StreamPorts>(_ ports: inout P) {
    while true {
      if phase == 0 {
        guard ports.has(0), ports.isReady() else { return }
        held = ports.take(0)
        phase = 1
      }
      guard ports.has(1), ports.isReady() else { return }
      if !flag, StreamCode.isData(held), StreamCode.isStop(ports.peek(1)) {
        flag = true
        phase = 0
        ports.tick()
        continue
      }
      let right = ports.take(1)
      if !flag, StreamCode.isStop(held), StreamCode.isData(right) {
        flag = true
        ports.tick()
        continue
      }
      phase = 0
      if held <= 0xFFFF_FF7F || held == StreamCode.empty {
        guard StreamCode.isData(right) || right == StreamCode.empty else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: right, other: held)
          return
        }
        flag = true
        let first = held == StreamCode.empty ? 0 : Float(bitPattern: held)
        let second = right == StreamCode.empty ? 0 : Float(bitPattern: right)
        ports.put(
          0, StreamCode.code(StreamArithmetic.binary(function, first, second)), latency)
      } else {
        guard held == right else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: right, other: held)
          return
        }
        flag = false
        ports.put(0, held)
        if held == StreamCode.done {
          isDone = true
          return
        }
      }
      ports.tick(interval)
    }
  }

  /// The sum or the maximum of each innermost fiber. An empty token costs nothing.
  mutating func reduce<P: StreamPorts>(_ ports: inout P) {
    let takesMaximum = kind == .reduceMaximum
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        let value = Float(bitPattern: code)
        sum = takesMaximum ? StreamArithmetic.maximum(sum, value) : sum + value
      } else if StreamCode.isStop(code) {
        ports.put(0, StreamCode.code(sum), latency)
        sum = takesMaximum ? -.infinity : 0
        if code != StreamCode.stop0 { ports.put(0, code + 1) }
      } else if code == StreamCode.empty {
        continue
      } else {
        ports.put(0, code)
        isDone = true
        return
      }
      ports.tick()
    }
  }

  /// The bit of `count` that says that a value of coordinate stream `level` was used up since its last stop.
  private static func bit(_ level: Int) -> Int { 1 << level }

  /// A sparse accumulator of order `option`: inputs are the coordinates from inside to outside, and values.
  ///
  /// Every product takes a cycle, and so does every stop. The stop of the outermost coordinates lets go of what is stored
  /// (phase 1), and then the accumulator of order 1 looks at the next outermost coordinate (phase 2), in case the fiber that
  /// ends was followed by an empty one.
  mutating func accumulate<P: StreamPorts>(
    _ ports: inout P, _ store: inout StreamAccumulator
  ) {
    let order = option
    let outermost = order
    let valuePort = order + 1
    while true {
      switch phase {
      case 0:
        for port in 0...valuePort where !ports.has(port) { return }
        guard ports.isReady() else { return }
        for port in 1..<valuePort { _ = ports.peek(port) }
        let inner = ports.peek(0)
        let value = ports.peek(valuePort)
        if count & Self.bit(0) == 0, StreamCode.isStop(inner), StreamCode.isData(value) {
          // What a reducer gives for an empty outer fiber, to which no coordinate belongs.
          count |= Self.bit(0)
          ports.pop(valuePort)
          ports.tick()
          continue
        }
        if StreamCode.isData(inner) {
          count |= Self.bit(0)
        } else {
          count &= ~Self.bit(0)
        }
        guard StreamCode.isData(inner) == StreamCode.isData(value),
          StreamCode.isData(inner) || inner == value
        else {
          fault = StreamFault(reason: .stopsDiffer, port: valuePort, code: value, other: inner)
          return
        }
        let outer = ports.peek(outermost)
        if StreamCode.isData(outer) {
          guard absorb(inner, value, &ports, &store) else { return }
          ports.tick()
        } else if StreamCode.isStop(outer) {
          store.sort()
          held = outer
          position = 0
          phase = 1
        } else if inner == StreamCode.done, outer == StreamCode.done {
          for port in 0...order { ports.put(port, StreamCode.done) }
          isDone = true
          return
        } else {
          fault = StreamFault(reason: .stopsDiffer, port: 0, code: inner, other: outer)
          return
        }
      case 1:
        guard flush(&ports, store.entries, Int(store.bits)) else { return }
        guard ports.isReady() else { return }
        if store.count == 0 { closeEmpty(&ports) }
        if order == 1 || store.count == 0 { ports.put(order, innerStop) }
        if order == 1 || store.count == 0 { ports.put(0, innerStop) }
        if order > 1 { ports.put(order - 1, held) }
        store.clear()
        let hadFiber = count & Self.bit(outermost) != 0
        count &= ~Self.bit(outermost)
        ports.pop(outermost)
        if !hadFiber, !flag {
          for port in 0..<outermost { ports.pop(port) }
          ports.pop(valuePort)
          ports.tick()
          phase = 0
        } else if order == 1, StreamCode.isStop(ports.glance(0)) {
          flag = false
          phase = 2
        } else {
          flag = false
          ports.tick()
          phase = 0
        }
      default:
        guard ports.has(outermost), ports.isReady() else { return }
        let next = ports.peek(outermost)
        if StreamCode.isStop(next), ports.glance(0) == next - 1 {
          ports.pop(0)
          ports.pop(valuePort)
          flag = true
        }
        ports.tick()
        phase = 0
      }
    }
  }

  /// The stop of the inner coordinates at the end of what is stored.
  private var innerStop: UInt32 { held - UInt32(option - 1) }

  /// Takes a product, or a stop inside of the outermost fiber.
  private mutating func absorb<P: StreamPorts>(
    _ inner: UInt32, _ value: UInt32, _ ports: inout P, _ store: inout StreamAccumulator
  ) -> Bool {
    let order = option
    var level = order - 1
    while level >= 1 {
      let code = ports.peek(level)
      if StreamCode.isStop(code) {
        let hadFiber = count & Self.bit(level) != 0
        ports.pop(level)
        ports.pop(level + 1)
        count &= ~Self.bit(level)
        count |= Self.bit(level + 1)
        if !hadFiber {
          for port in 0..<level { ports.pop(port) }
          ports.pop(order + 1)
        }
        return true
      }
      guard StreamCode.isData(code) else {
        fault = StreamFault(reason: .unexpected, port: level, code: code)
        return false
      }
      level -= 1
    }
    if StreamCode.isData(inner) {
      var key: UInt64 = 0
      for level in stride(from: order - 1, through: 0, by: -1) {
        let coordinate = UInt64(ports.peek(level))
        guard store.bits >= 32 || coordinate >> store.bits == 0 else {
          fault = StreamFault(reason: .coordinateTooLarge, port: level, code: ports.peek(level))
          return false
        }
        key = (store.bits >= 64 ? 0 : key << store.bits) | coordinate
      }
      store.add(key, Float(bitPattern: value), takesMaximum: function == .max)
      ports.pop(0)
      ports.pop(order + 1)
      return true
    }
    guard StreamCode.isStop(inner) else {
      fault = StreamFault(reason: .unexpected, port: 0, code: inner)
      return false
    }
    ports.pop(1)
    count |= Self.bit(1)
    ports.pop(0)
    ports.pop(order + 1)
    return true
  }

  /// Lets go of the entries, with the stops between them; false where there is no more room.
  private mutating func flush<P: StreamPorts>(
    _ ports: inout P, _ entries: [StreamAccumulator.Entry], _ bits: Int
  ) -> Bool {
    let order = option
    while position < entries.count {
      guard ports.isReady() else { return false }
      let key = entries[position].key
      // The levels, from the outermost, on which the entry differs from the one before.
      var changed = order - 1
      if position > 0 {
        while changed > 0, key >> (changed * bits) == entries[position - 1].key >> (changed * bits)
        {
          changed -= 1
        }
      }
      for level in stride(from: changed, through: 1, by: -1) {
        ports.put(level, UInt32(truncatingIfNeeded: Self.coordinate(level, key, bits)))
      }
      ports.put(0, UInt32(truncatingIfNeeded: Self.coordinate(0, key, bits)))
      ports.put(order, StreamCode.code(entries[position].value))
      position += 1
      if order > 1 { close(&ports, after: key, entries, bits) }
      if ports.isStrict { ports.tick() }
    }
    return true
  }

  /// The stops behind an entry.
  private func close<P: StreamPorts>(
    _ ports: inout P, after key: UInt64, _ entries: [StreamAccumulator.Entry], _ bits: Int
  ) {
    let order = option
    if position == entries.count {
      ports.put(order, innerStop)
      for level in 0..<(order - 1) { ports.put(level, held - UInt32(order - 1 - level)) }
      return
    }
    let next = entries[position].key
    var changed = order - 1
    while changed > 0, key >> (changed * bits) == next >> (changed * bits) { changed -= 1 }
    if changed == 0 { return }
    ports.put(order, StreamCode.stop0 - UInt32(changed - 1))
    for level in 0..<changed { ports.put(level, StreamCode.stop0 - UInt32(changed - 1 - level)) }
  }

  /// The stops between the innermost and the outermost coordinates where nothing is stored.
  private func closeEmpty<P: StreamPorts>(_ ports: inout P) {
    for level in 1..<max(option - 1, 1) { ports.put(level, held - UInt32(option - 1 - level)) }
  }

  private static func coordinate(_ level: Int, _ key: UInt64, _ bits: Int) -> UInt64 {
    bits >= 64 ? key : (key >> UInt64(level * bits)) & ((1 << UInt64(bits)) - 1)
  }
}
