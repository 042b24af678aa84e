/// Blocks that read storage.
extension StreamBlock {
  /// `0` and done.
  mutating func root<P: StreamPorts>(_ ports: inout P) {
    while !isDone {
      guard ports.isReady() else { return }
      ports.put(0, phase == 0 ? 0 : StreamCode.done)
      ports.tick()
      isDone = phase == 1
      phase = 1
    }
  }

  /// The coordinates of a level: outputs are coordinates and references.
  ///
  /// Phase 1: in a fiber. Phase 2: a fiber's end, whose stop takes in a stop that follows on the input.
  mutating func scan<P: StreamPorts>(_ ports: inout P) {
    while true {
      switch phase {
      case 0:
        guard ports.has(0), ports.isReady() else { return }
        let code = ports.take(0)
        if StreamCode.isData(code) {
          guard open(code, &ports) else { return }
        } else if code == StreamCode.empty {
          position = 0
          end = 0
          phase = 2
        } else {
          let out = code == StreamCode.done ? code : code - 1
          ports.put(0, out)
          ports.put(1, out)
          if code == StreamCode.done {
            isDone = true
            return
          }
          ports.tick()
        }
      case 1:
        while position < end {
          guard ports.isReady() else { return }
          if kind == .scanCompressed, let coordinates {
            let delay =
              1 + Int64(held)
              + ports.touch(
                &self, offset: segmentCount * 4 + position * 4, bytes: 4, writes: false)
            ports.put(0, UInt32(bitPattern: coordinates[position]), delay)
            ports.put(1, UInt32(truncatingIfNeeded: position), delay)
          } else {
            ports.put(0, UInt32(truncatingIfNeeded: position))
            ports.put(1, UInt32(truncatingIfNeeded: count + position))
          }
          position += 1
          ports.tick()
        }
        phase = 2
      default:
        guard ports.has(0), ports.isReady() else { return }
        let next = ports.peek(0)
        var out = StreamCode.stop0
        if StreamCode.isStop(next) {
          ports.pop(0)
          out = next - 1
        }
        ports.put(0, out)
        ports.put(1, out)
        ports.tick()
        phase = 0
      }
    }
  }

  /// Begins a fiber.
  private mutating func open<P: StreamPorts>(_ reference: UInt32, _ ports: inout P) -> Bool {
    held = 0
    if kind == .scanCompressed {
      guard let segments, Int(reference) + 1 < segmentCount else {
        fault = StreamFault(reason: .referenceOutOfRange, port: 0, code: reference)
        return false
      }
      held = UInt32(
        truncatingIfNeeded: ports.touch(
          &self, offset: Int(reference) * 4, bytes: 8, writes: false))
      position = Int(segments[Int(reference)])
      end = Int(segments[Int(reference) + 1])
    } else {
      let (base, overflow) = Int(reference).multipliedReportingOverflow(by: size)
      guard !overflow, base + size <= Int(StreamCode.leastControl) else {
        fault = StreamFault(reason: .referenceOutOfRange, port: 0, code: reference)
        return false
      }
      count = base
      position = 0
      end = size
    }
    phase = 1
    return true
  }

  /// Values by reference.
  mutating func array<P: StreamPorts>(_ ports: inout P) {
    guard let values else { return }
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        guard Int(code) < valueCount else {
          fault = StreamFault(reason: .referenceOutOfRange, port: 0, code: code)
          return
        }
        let delay = ports.touch(&self, offset: Int(code) * 4, bytes: 4, writes: false)
        ports.put(0, StreamCode.code(values[Int(code)]), latency + delay)
      } else if code == StreamCode.empty {
        ports.put(0, 0)
      } else {
        if pass(code, &ports) { return }
      }
      ports.tick()
    }
  }

  /// Counts data tokens.
  mutating func generateReferences<P: StreamPorts>(_ ports: inout P) {
    while ports.has(0), ports.isReady() {
      let code = ports.take(0)
      if StreamCode.isData(code) {
        ports.put(0, UInt32(truncatingIfNeeded: count))
        count += 1
      } else {
        if pass(code, &ports) { return }
      }
      ports.tick()
    }
  }

  /// References of coordinates in a level: inputs are coordinates, references of the level above, and others that go along.
  mutating func locate<P: StreamPorts>(_ ports: inout P) {
    while true {
      for port in 0..<readerCount where !ports.has(port) { return }
      guard ports.isReady() else { return }
      let coordinate = ports.take(0)
      let parent = ports.take(1)
      guard StreamCode.isData(coordinate) else {
        guard parent == coordinate else {
          fault = StreamFault(reason: .stopsDiffer, port: 1, code: parent, other: coordinate)
          return
        }
        ports.put(0, coordinate)
        ports.put(1, coordinate)
        for port in 2..<max(readerCount, 2) { ports.put(port, ports.take(port)) }
        if coordinate == StreamCode.done {
          isDone = true
          return
        }
        ports.tick()
        continue
      }
      var delay: Int64 = 1
      var reference: UInt32? = nil
      if parent == StreamCode.empty {
        reference = parent
      } else if !StreamCode.isData(parent) {
        fault = StreamFault(reason: .stopsDiffer, port: 1, code: parent, other: coordinate)
        return
      } else if kind == .locateDense {
        let place = Int(parent) * size + Int(coordinate)
        if Int(coordinate) < size, place < Int(StreamCode.leastControl) {
          reference = UInt32(truncatingIfNeeded: place)
        }
      } else if let segments, let coordinates, Int(parent) + 1 < segmentCount {
        var low = Int(segments[Int(parent)])
        var high = Int(segments[Int(parent) + 1])
        let last = high
        delay += ports.touch(&self, offset: Int(parent) * 4, bytes: 8, writes: false)
        while low < high {
          let middle = (low + high) / 2
          delay += ports.touch(
            &self, offset: (segmentCount + middle) * 4, bytes: 4, writes: false)
          if UInt32(bitPattern: coordinates[middle]) < coordinate {
            low = middle + 1
          } else {
            high = middle
          }
        }
        if low < last, UInt32(bitPattern: coordinates[low]) == coordinate {
          reference = UInt32(truncatingIfNeeded: low)
        }
      } else {
        fault = StreamFault(reason: .referenceOutOfRange, port: 1, code: parent)
        return
      }
      if let reference {
        ports.put(0, coordinate, delay)
        ports.put(1, reference, delay)
        for port in 2..<max(readerCount, 2) { ports.put(port, ports.take(port), delay) }
      } else {
        for port in 2..<max(readerCount, 2) { ports.pop(port) }
      }
      ports.tick()
    }
  }
}
