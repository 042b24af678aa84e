import FuseIR

/// Builds a tensor's storage from what writers were given.
struct StreamResult {
  let shape: [Int]
  let encoding: SparseEncoding
  /// Coordinates of each level, and where stops stood.
  let levels: [StreamSink]
  let values: StreamSink

  func storage() throws(ExecutionError) -> SparseStorage {
    let sizes = encoding.levelSizes(of: shape)
    guard sizes.count == levels.count else {
      throw ExecutionError("has \(sizes.count) levels, but is written with \(levels.count)")
    }
    guard shape.allSatisfy({ $0 <= 1 << 31 }) else {
      throw ExecutionError("has a dimension of more than 2147483648 coordinates")
    }
    // The place in storage of each coordinate of the level above, and how many places there are.
    var places: [Int] = [0]
    var placeCount = 1
    var stored: [SparseStorage.Level] = []
    for (number, level) in levels.enumerated() {
      let fibers = try fibers(number, parents: places.count)
      let size = sizes[number]
      var next: [Int] = []
      next.reserveCapacity(level.count)
      if encoding.levels[number].isDense {
        let (count, overflow) = placeCount.multipliedReportingOverflow(by: size)
        guard !overflow, count <= SparseStorage.positionLimit else {
          throw ExecutionError(
            "has more than \(SparseStorage.positionLimit) places in level \(number)")
        }
        for (parent, fiber) in fibers.enumerated() {
          for index in fiber {
            let coordinate = Int(level.codes[index])
            guard coordinate < size else {
              throw ExecutionError(
                "gets coordinate \(coordinate) in level \(number), whose size is \(size)")
            }
            next.append(places[parent] * size + coordinate)
          }
        }
        placeCount = count
        stored.append(.dense(size: size))
      } else {
        var segments = [Int32](repeating: 0, count: placeCount + 1)
        for (parent, fiber) in fibers.enumerated() {
          segments[places[parent] + 1] = Int32(truncatingIfNeeded: fiber.count)
        }
        for place in 0..<placeCount { segments[place + 1] += segments[place] }
        for fiber in fibers { next += fiber }
        stored.append(
          .compressed(
            segments: segments,
            coordinates: (0..<level.count).map { Int32(truncatingIfNeeded: level.codes[$0]) }))
        placeCount = level.count
      }
      guard placeCount <= SparseStorage.positionLimit else {
        throw ExecutionError(
          "has more than \(SparseStorage.positionLimit) places in level \(number)")
      }
      places = next
    }
    return try storage(stored, places, placeCount)
  }

  private func storage(
    _ stored: [SparseStorage.Level], _ places: [Int], _ placeCount: Int
  ) throws(ExecutionError) -> SparseStorage {
    let kept = try keptValues(places.count)
    var floats = ContiguousArray<Float>(repeating: 0, count: placeCount)
    for (index, place) in places.enumerated() {
      floats[place] = Float(bitPattern: values.codes[kept.map { $0[index] } ?? index])
    }
    do {
      return try SparseStorage(levels: stored, values: floats, shape: shape, encoding: encoding)
    } catch { throw ExecutionError("is written wrongly: \(error.message)") }
  }

  /// Which values belong to the coordinates of the last level; nil: all do.
  ///
  /// Reducers give a zero for a fiber that holds nothing, also for the one that stands for an empty fiber of an outer level, to
  /// which no coordinate belongs: such a value is alone in a fiber in which there is no coordinate.
  private func keptValues(_ count: Int) throws(ExecutionError) -> [Int]? {
    if values.count == count { return nil }
    guard let level = levels.last, level.stops.count == values.stops.count else {
      throw ExecutionError("gets \(values.count) values for \(count) coordinates")
    }
    var kept: [Int] = []
    var coordinate = 0
    var value = 0
    for (stop, valueStop) in zip(level.stops, values.stops) {
      let coordinates = Int(stop.position) - coordinate
      let given = Int(valueStop.position) - value
      guard coordinates == given || coordinates == 0 && given == 1 else {
        throw ExecutionError("gets \(given) values for \(coordinates) coordinates of a fiber")
      }
      if coordinates > 0 { kept += value..<value + given }
      coordinate += coordinates
      value += given
    }
    return kept
  }

  /// The coordinates of a level that belong to each one of the level above.
  ///
  /// Where there are as many fibers that hold something as coordinates above, they are these; blocks that drop coordinates
  /// leave the stops of empty fibers behind. Otherwise the stops of both levels say which fiber belongs to which coordinate.
  private func fibers(_ number: Int, parents: Int) throws(ExecutionError) -> [Range<Int>] {
    let level = levels[number]
    if number == 0 { return [0..<level.count] }
    var segments: [Range<Int>] = []
    segments.reserveCapacity(level.stops.count)
    var start = 0
    var filled = 0
    for stop in level.stops {
      let end = Int(stop.position)
      segments.append(start..<end)
      if end > start { filled += 1 }
      start = end
    }
    if start < level.count {
      segments.append(start..<level.count)
      filled += 1
    }
    if filled == parents { return segments.filter { !$0.isEmpty } }
    if segments.count == parents { return segments }
    // An outer coordinate has the next fiber; an outer stop behind another one has an empty fiber of its own.
    let outer = levels[number - 1]
    var result: [Range<Int>] = []
    var next = 0
    var coordinate = 0
    for stop in outer.stops {
      let end = Int(stop.position)
      let isBare = end == coordinate
      while coordinate < end, next < segments.count {
        result.append(segments[next])
        next += 1
        coordinate += 1
      }
      if isBare { next += 1 }
      coordinate = end
    }
    guard result.count == parents, next >= segments.count else {
      throw ExecutionError(
        "gets \(segments.count) fibers in level \(number) for \(parents) coordinates above")
    }
    return result
  }
}
