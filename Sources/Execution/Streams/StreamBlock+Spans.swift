// What blocks do with many tokens at once. Each function makes steps that the block's own definition would make one by one, and
// gives false where that has to decide. Values are not computed: they are all 0.
extension StreamBlock {
  /// Whether the heads of all inputs are there and are data.
  private func hasData(_ ports: SpanPorts, _ range: Range<Int>) -> Bool {
    for port in range where !ports.has(port) || !StreamCode.isData(ports.glance(port)) {
      return false
    }
    return true
  }

  /// The tokens that are left of the shortest span at the heads of the inputs.
  private func shortest(_ ports: SpanPorts, _ range: Range<Int>) -> Int {
    var count = Int.max
    for port in range { count = min(count, ports.left(port)) }
    return count
  }

  /// Coordinates of a fiber that follow each other.
  mutating func scanSpan(_ ports: inout SpanPorts) -> Bool {
    guard phase == 1, position < end else { return false }
    var count = end - position
    var code = UInt32(truncatingIfNeeded: position)
    var reference = UInt32(truncatingIfNeeded: self.count + position)
    if kind == .scanCompressed {
      guard let coordinates else { return false }
      let first = coordinates[position]
      var next = 1
      while next < count, coordinates[position + next] == first + Int32(next) { next += 1 }
      count = next
      code = UInt32(bitPattern: first)
      reference = UInt32(truncatingIfNeeded: position)
      bytesRead += 4 * Int64(count)
    }
    let steps = ports.advance(count, taken: EmptyCollection<Int>(), seen: EmptyCollection<Int>())
    ports.put(0, code, step: 1, latency: 1, steps)
    ports.put(1, reference, step: 1, latency: 1, steps)
    position += count
    return true
  }

  /// Values of references.
  mutating func arraySpan(_ ports: inout SpanPorts) -> Bool {
    guard hasData(ports, 0..<1) else { return false }
    let first = Int(ports.glance(0))
    let step = Int(Int32(bitPattern: ports.step(0)))
    let steps = ports.advance(
      ports.left(0), taken: CollectionOfOne(0), seen: EmptyCollection<Int>())
    let last = first + step * (steps.count - 1)
    guard first < valueCount, (0..<valueCount).contains(last) else {
      fault = StreamFault(
        reason: .referenceOutOfRange, port: 0, code: UInt32(truncatingIfNeeded: max(first, last)))
      return true
    }
    bytesRead += 4 * Int64(steps.count)
    ports.put(0, 0, step: 0, latency: latency, steps)
    ports.drop(0, steps.count)
    return true
  }

  /// A token for each token of all inputs: functions of values, and signals.
  mutating func mapSpan(_ ports: inout SpanPorts) -> Bool {
    guard phase == 0, interval == 1, hasData(ports, 0..<readerCount) else { return false }
    let all = 0..<readerCount
    let steps = ports.advance(shortest(ports, all), taken: all, seen: EmptyCollection<Int>())
    if kind == .binary { flag = true }
    ports.put(0, 0, step: 0, latency: kind == .repeatSignal ? 1 : latency, steps)
    for port in all { ports.drop(port, steps.count) }
    return true
  }

  /// Values of one fiber.
  mutating func reduceSpan(_ ports: inout SpanPorts) -> Bool {
    guard hasData(ports, 0..<1) else { return false }
    let steps = ports.advance(
      ports.left(0), taken: CollectionOfOne(0), seen: EmptyCollection<Int>())
    ports.drop(0, steps.count)
    return true
  }

  /// The head, once for each signal.
  mutating func repeatSpan(_ ports: inout SpanPorts) -> Bool {
    guard phase == 0, hasData(ports, 0..<2) else { return false }
    let steps = ports.advance(ports.left(1), taken: CollectionOfOne(1), seen: CollectionOfOne(0))
    ports.put(0, ports.glance(0), step: 0, latency: 1, steps)
    ports.drop(1, steps.count)
    return true
  }

  /// References in a dense level.
  mutating func locateSpan(_ ports: inout SpanPorts) -> Bool {
    guard kind == .locateDense, hasData(ports, 0..<readerCount) else { return false }
    let all = 0..<readerCount
    var count = shortest(ports, all)
    // A reference leaves before what goes along is waited for, so that must be there in time.
    let begin = max(ports.clock, ports.time(0), ports.time(1))
    for port in 2..<max(readerCount, 2) {
      guard ports.time(port) <= begin else { return false }
      let stride = ports.inputs[port].spans[ports.inputs[port].head].stride
      if stride > 1 { count = min(count, Int((begin - ports.time(port)) / (stride - 1)) + 1) }
    }
    let (coordinate, parent) = (Int(ports.glance(0)), Int(ports.glance(1)))
    let step = Int(Int32(bitPattern: ports.step(0)))
    let outer = Int(Int32(bitPattern: ports.step(1)))
    // Both ends of the span are in the level, so all of it is.
    for index in [0, count - 1] {
      let place = (parent + outer * index) * size + coordinate + step * index
      guard (0..<size).contains(coordinate + step * index), place >= 0,
        place < Int(StreamCode.leastControl)
      else { return false }
    }
    let steps = ports.advance(count, taken: all, seen: EmptyCollection<Int>())
    let between = UInt32(truncatingIfNeeded: outer * size + step)
    ports.put(0, ports.glance(0), step: ports.step(0), latency: 1, steps)
    ports.put(
      1, UInt32(truncatingIfNeeded: parent * size + coordinate), step: between, latency: 1, steps)
    for port in 2..<max(readerCount, 2) {
      ports.put(port, ports.glance(port), step: ports.step(port), latency: 1, steps)
    }
    for port in all { ports.drop(port, steps.count) }
    return true
  }

  /// Coordinates that all inputs have, or those that only one has.
  mutating func joinSpan(_ ports: inout SpanPorts) -> Bool {
    for port in 0..<readerCount where !ports.has(port) { return false }
    let ways = readerCount / 2
    let first = ports.glance(0)
    var isEqual = StreamCode.isData(first)
    for way in 0..<ways where isEqual {
      isEqual =
        ports.glance(way * 2) == first && StreamCode.isData(ports.glance(way * 2 + 1))
    }
    guard isEqual else { return kind == .intersect && skipSpan(&ports, ways) }
    let all = 0..<readerCount
    var length = shortest(ports, all)
    for way in 1..<max(ways, 1) where ports.step(way * 2) != ports.step(0) { length = 1 }
    // Of coordinates that do not grow, each is a comparison of its own.
    if ports.step(0) == 0 || Int32(bitPattern: ports.step(0)) < 0 { length = 1 }
    let steps = ports.advance(length, taken: all, seen: EmptyCollection<Int>())
    ports.put(0, first, step: ports.step(0), latency: 1, steps)
    for way in 0..<ways {
      let port = way * 2 + 1
      ports.put(1 + way, ports.glance(port), step: ports.step(port), latency: 1, steps)
    }
    for port in all { ports.drop(port, steps.count) }
    count = kind == .intersect ? -1 : count | ((1 << ways) - 1)
    return true
  }

  /// Coordinates of one input below those of all others, which an intersection drops.
  private mutating func skipSpan(_ ports: inout SpanPorts, _ ways: Int) -> Bool {
    var least = 0
    for way in 1..<max(ways, 1) where ports.glance(way * 2) < ports.glance(least * 2) {
      least = way
    }
    let code = ports.glance(least * 2)
    guard StreamCode.isData(code), StreamCode.isData(ports.glance(least * 2 + 1)) else {
      return false
    }
    var bound = UInt32.max
    var stop: UInt32?
    for way in 0..<ways where way != least {
      let other = ports.glance(way * 2)
      guard other != code, other != StreamCode.done, other != StreamCode.empty else {
        return false
      }
      if StreamCode.isData(other) {
        bound = min(bound, other)
      } else {
        guard stop == nil || stop == other else { return false }
        stop = other
      }
    }
    var length = min(ports.left(least * 2), ports.left(least * 2 + 1))
    let step = Int32(bitPattern: ports.step(least * 2))
    guard length == 1 || step > 0 else { return false }
    if bound != .max, step > 0 { length = min(length, (Int(bound - code) - 1) / Int(step) + 1) }
    let taken = [least * 2, least * 2 + 1]
    let steps = ports.advance(
      length, taken: taken, seen: (0..<readerCount).lazy.filter { !taken.contains($0) })
    for port in taken { ports.drop(port, steps.count) }
    count |= 1 << least
    return true
  }

  /// Products with coordinates that follow each other, of one fiber of the outer coordinates.
  mutating func accumulateSpan(
    _ ports: inout SpanPorts, _ store: inout StreamAccumulator, _ kept: inout KeptSpans
  ) -> Bool {
    let order = option
    guard phase == 0, hasData(ports, 0..<(order + 2)) else { return false }
    var length = min(ports.left(0), ports.left(order + 1))
    if ports.step(0) != 1 { length = 1 }
    var key: UInt64 = 0
    for level in stride(from: order - 1, through: 0, by: -1) {
      let coordinate = UInt64(ports.glance(level))
      let last = level == 0 ? coordinate + UInt64(length - 1) : coordinate
      guard store.bits >= 32 || last >> store.bits == 0 else { return false }
      key = (store.bits >= 64 ? 0 : key << store.bits) | coordinate
    }
    let steps = ports.advance(
      length, taken: [0, order + 1], seen: 1..<(order + 1))
    if store.count == 0 { kept.clear() }
    let keys = key..<(key + UInt64(steps.count))
    if !kept.contains(keys) {
      for key in keys { store.add(key, 0, takesMaximum: false) }
      kept.insert(keys)
    }
    count |= 1
    ports.drop(0, steps.count)
    ports.drop(order + 1, steps.count)
    return true
  }

  /// Coordinates or values that a writer keeps.
  mutating func writeSpan(_ ports: inout SpanPorts, _ sink: inout StreamSink) -> Bool {
    guard hasData(ports, 0..<1) else { return false }
    var code = ports.glance(0)
    let step = ports.step(0)
    let steps = ports.advance(
      ports.left(0), taken: CollectionOfOne(0), seen: EmptyCollection<Int>())
    for _ in 0..<steps.count {
      sink.append(code)
      code &+= step
    }
    if kind == .writeLevel { sink.isAtStop = false }
    bytesWritten += 4 * Int64(steps.count)
    ports.drop(0, steps.count)
    return true
  }
}

/// Ranges of keys that an accumulator holds, sorted and apart.
struct KeptSpans {
  private var ranges: [Range<UInt64>] = []

  mutating func clear() { ranges.removeAll(keepingCapacity: true) }

  /// The first range that ends at the key or behind it.
  private func place(of key: UInt64) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func contains(_ keys: Range<UInt64>) -> Bool {
    var place = place(of: keys.lowerBound)
    if place < ranges.count, ranges[place].upperBound == keys.lowerBound { place += 1 }
    guard place < ranges.count else { return false }
    return ranges[place].lowerBound <= keys.lowerBound
      && keys.upperBound <= ranges[place].upperBound
  }

  mutating func insert(_ keys: Range<UInt64>) {
    let first = place(of: keys.lowerBound)
    var end = first
    var (low, high) = (keys.lowerBound, keys.upperBound)
    while end < ranges.count, ranges[end].lowerBound <= high {
      low = min(low, ranges[end].lowerBound)
      high = max(high, ranges[end].upperBound)
      end += 1
    }
    ranges.replaceSubrange(first..<end, with: CollectionOfOne(low..<high))
  }
}
