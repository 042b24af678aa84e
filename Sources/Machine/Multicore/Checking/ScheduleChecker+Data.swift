import FuseIR

/// How many elements are looked up one by one before a box that holds them counts.
enum ElementLookups {
  /// Four million for a program.
  static let limit = 1 << 22
}

extension ScheduleChecker {
  /// Checks that all that is read lies where it is read, all that is written has its place, and results get to the outermost
  /// memory: one sweep over the times.
  mutating func checkData(_ writes: [PlannedWrite]) {
    var sweep = DataSweep(program, writes)
    sweep.run(&self)
  }
}

/// What lies where, while the times go by.
private struct DataSweep {
  private let program: ScheduledProgram
  private let writes: [PlannedWrite]
  private var places: [Place] = []
  /// For each tensor and memory, at each element the time until which the place lasts that is there by now and lasts longest, and
  /// the same of the places where the element lies complete.
  private var room: [BoxTree?]
  private var complete: [BoxTree?]
  private let cuts: [[[Int]]]
  /// For each write that is under way, its places as they stood when it began.
  private var pending: [[(box: Box, end: Int64)]]
  private var lookupsLeft = ElementLookups.limit

  /// Holds of the same elements in the same memory, each beginning when the one before it ends.
  private struct Place {
    var tensor: Int
    var memory: Int
    var box: Box
    var start: Int64
    var end: Int64
    /// In the order of their times.
    var holds: [Int]
  }

  /// What begins at a time.
  private struct Start {
    enum Kind: Int { case nodeReads, moveReads, write }
    var time: Int64
    /// What takes no time comes first, layer after layer.
    var takesTime: Bool
    var layer: Int
    var kind: Kind
    var index: Int

    static func isBefore(_ a: Start, _ b: Start) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.takesTime != b.takesTime { return b.takesTime }
      if a.layer != b.layer { return a.layer < b.layer }
      if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
      return a.index < b.index
    }
  }

  init(_ program: ScheduledProgram, _ writes: [PlannedWrite]) {
    self.program = program
    self.writes = writes
    let slots = program.graph.tensors.count * program.platform.memories.count
    room = [BoxTree?](repeating: nil, count: slots)
    complete = room
    pending = [[(box: Box, end: Int64)]](repeating: [], count: writes.count)
    var bounds = program.graph.tensors.map { tensor in
      [[Int]](repeating: [], count: tensor.shape.count)
    }
    func note(_ tensor: Int, _ box: Box) {
      for (axis, interval) in box.enumerated() {
        let count = bounds[tensor][axis].count
        if count > 1, bounds[tensor][axis][count - 1] == interval.upper,
          bounds[tensor][axis][count - 2] == interval.lower
        {
          continue
        }
        bounds[tensor][axis].append(interval.lower)
        bounds[tensor][axis].append(interval.upper)
      }
    }
    for hold in program.holds { note(hold.tensor, hold.box) }
    for write in writes { note(write.tensor, write.box) }
    cuts = program.graph.tensors.indices.map { tensor in
      let shape = program.graph.tensors[tensor].shape
      return shape.indices.map { BoxTree.cuts(extent: shape[$0], bounds[tensor][$0]) }
    }
    places = Self.places(program.holds)
  }

  /// Puts holds together that touch.
  private static func places(_ holds: [ScheduledProgram.Hold]) -> [Place] {
    let order = holds.indices.sorted { first, second in
      let (a, b) = (holds[first], holds[second])
      if a.tensor != b.tensor { return a.tensor < b.tensor }
      if a.memory != b.memory { return a.memory < b.memory }
      for axis in a.box.indices where a.box[axis] != b.box[axis] {
        return (a.box[axis].lower, a.box[axis].upper) < (b.box[axis].lower, b.box[axis].upper)
      }
      return (a.start, a.end, first) < (b.start, b.end, second)
    }
    var places: [Place] = []
    for index in order {
      let hold = holds[index]
      if let last = places.last, last.end == hold.start, last.tensor == hold.tensor,
        last.memory == hold.memory, last.box == hold.box
      {
        places[places.count - 1].end = hold.end
        places[places.count - 1].holds.append(index)
      } else {
        places.append(
          Place(
            tensor: hold.tensor, memory: hold.memory, box: hold.box, start: hold.start,
            end: hold.end, holds: [index]))
      }
    }
    return places.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    .map(\.element)
  }

  // MARK: The sweep

  mutating func run(_ checker: inout ScheduleChecker) {
    checkWidths(&checker)
    let starts = starts()
    let ends = writes.indices.filter { writes[$0].end > writes[$0].start }
      .sorted { (writes[$0].end, $0) < (writes[$1].end, $1) }
    var (nextStart, nextEnd, nextPlace) = (0, 0, 0)
    while !checker.isFull {
      let start = nextStart < starts.count ? starts[nextStart].time : .max
      let end = nextEnd < ends.count ? writes[ends[nextEnd]].end : .max
      let place = nextPlace < places.count ? places[nextPlace].start : .max
      // What ends may be read by what starts, and what starts may use the places that begin then.
      if nextEnd < ends.count, end <= start, end <= place {
        finish(ends[nextEnd])
        nextEnd += 1
      } else if nextPlace < places.count, place <= start {
        begin(places[nextPlace])
        nextPlace += 1
      } else if nextStart < starts.count {
        let entry = starts[nextStart]
        nextStart += 1
        switch entry.kind {
        case .nodeReads: checkReads(of: program.nodes[entry.index], &checker)
        case .moveReads:
          let move = program.moves[entry.index]
          check(
            move.tensor, move.source, move.box, move.start, move.end, move.op, "moved", &checker)
        case .write:
          beginWrite(entry.index, &checker)
          if writes[entry.index].start == writes[entry.index].end { finish(entry.index) }
        }
      } else {
        break
      }
    }
    checkResults(&checker)
  }

  private func starts() -> [Start] {
    var starts: [Start] = []
    starts.reserveCapacity(program.nodes.count + program.moves.count + writes.count)
    for (index, node) in program.nodes.enumerated() {
      starts.append(
        Start(
          time: node.start, takesTime: node.end > node.start, layer: node.layer, kind: .nodeReads,
          index: index))
    }
    for (index, move) in program.moves.enumerated() {
      starts.append(
        Start(
          time: move.start, takesTime: move.end > move.start, layer: -1, kind: .moveReads,
          index: index))
    }
    for (index, write) in writes.enumerated() {
      starts.append(
        Start(
          time: write.start, takesTime: write.end > write.start, layer: write.layer, kind: .write,
          index: index))
    }
    return starts.sorted(by: Start.isBefore)
  }

  private func slot(_ tensor: Int, _ memory: Int) -> Int {
    tensor * program.platform.memories.count + memory
  }

  private mutating func begin(_ place: Place) {
    let slot = slot(place.tensor, place.memory)
    if room[slot] == nil { room[slot] = BoxTree(cuts: cuts[place.tensor]) }
    room[slot]?.raise(place.box, to: place.end)
  }

  /// Notes in which places a write goes on, and tells where there is none that lasts.
  private mutating func beginWrite(_ index: Int, _ checker: inout ScheduleChecker) {
    let write = writes[index]
    guard write.memory != 0 else {
      pending[index] = [(write.box, .max)]
      return
    }
    let slot = slot(write.tensor, write.memory)
    var pieces: [(box: Box, end: Int64)] = []
    if room[slot] == nil {
      pieces = [(write.box, BoxTree.never)]
    } else {
      room[slot]?.forEachPiece(of: write.box) { box, end in pieces.append((box, end)) }
    }
    pending[index] = pieces.filter { $0.end >= write.end }
    guard let bad = pieces.first(where: { $0.end < write.end }) else { return }
    let words = checker.words(write.tensor, bad.box)
    let what = write.layer < 0 ? "moved" : write.isSum ? "summed" : "computed"
    let memory = checker.name(memory: write.memory)
    let reason =
      bad.end == BoxTree.never || bad.end <= write.start
      ? "has no place in '\(memory)' then"
      : "has a place in '\(memory)' only until cycle \(bad.end)"
    checker.report(
      write.op,
      "\(words) \(ScheduleViolation.verb(words)) \(what) from cycle \(write.start) to \(write.end), and \(reason)"
    )
  }

  private mutating func finish(_ index: Int) {
    let write = writes[index]
    let slot = slot(write.tensor, write.memory)
    if complete[slot] == nil { complete[slot] = BoxTree(cuts: cuts[write.tensor]) }
    for piece in pending[index] { complete[slot]?.raise(piece.box, to: piece.end) }
    pending[index] = []
  }

  // MARK: Reads

  private mutating func checkReads(
    of node: ScheduledProgram.Node, _ checker: inout ScheduleChecker
  ) {
    let home = checker.home(of: node)
    for access in program.graph.layers[node.layer].reads {
      let tensor = program.graph.tensors[access.tensor]
      if home == 0, tensor.producer == nil { continue }
      let region = access.region(node.box, shape: tensor.shape)
      if region.contains(where: { $0.count == 0 }) { continue }
      if least(access.tensor, home, region) >= node.end { continue }
      if !access.isBox(node.box), !access.axes.contains(where: \.isWhole),
        areElementsThere(access, node, home)
      {
        continue
      }
      check(
        access.tensor, home, region, node.start, node.end, node.op, "read", &checker)
    }
  }

  /// The time until which all of the part lies complete.
  private mutating func least(_ tensor: Int, _ memory: Int, _ region: Box) -> Int64 {
    if memory == 0, program.graph.tensors[tensor].producer == nil { return .max }
    return complete[slot(tensor, memory)]?.least(region) ?? BoxTree.never
  }

  /// Whether each of the elements that a node takes is there.
  private mutating func areElementsThere(
    _ access: LayerGraph.Access, _ node: ScheduledProgram.Node, _ memory: Int
  ) -> Bool {
    let loops = access.loops
    let shape = program.graph.tensors[access.tensor].shape
    var point = node.box.map(\.lower)
    while true {
      guard lookupsLeft > 0 else { return false }
      lookupsLeft -= 1
      if let element = access.element(at: point, shape: shape),
        least(access.tensor, memory, element.map { Interval($0, $0 + 1) }) < node.end
      {
        return false
      }
      var position = loops.count - 1
      while position >= 0 {
        let loop = loops[position]
        point[loop] += 1
        if point[loop] < node.box[loop].upper { break }
        point[loop] = node.box[loop].lower
        position -= 1
      }
      if position < 0 { return true }
    }
  }

  /// Checks that a part lies complete in a memory from `start` to `end`.
  private mutating func check(
    _ tensor: Int, _ memory: Int, _ region: Box, _ start: Int64, _ end: Int64, _ op: OpID,
    _ what: String, _ checker: inout ScheduleChecker
  ) {
    guard least(tensor, memory, region) < end else { return }
    let found = complete[slot(tensor, memory)]?.first(in: region, below: end)
    let part = found?.box ?? region
    let until = found?.value ?? BoxTree.never
    let words = checker.words(tensor, part)
    let name = checker.name(memory: memory)
    let verb = ScheduleViolation.verb(words)
    if until != BoxTree.never {
      checker.report(
        op,
        until <= start
          ? "\(words) \(verb) \(what) at cycle \(start), and the place in '\(name)' ended at cycle \(until)"
          : "\(words) \(verb) \(what) until cycle \(end), and the place in '\(name)' ends at cycle \(until)"
      )
      return
    }
    // The earliest of what gets there, where anything does.
    let point = part.map { Interval($0.lower, $0.lower + 1) }
    let late = writes.filter { write in
      write.tensor == tensor && write.memory == memory && write.end > start
        && zip(write.box, point).allSatisfy { $0.lower <= $1.lower && $1.upper <= $0.upper }
    }.min { $0.end < $1.end }
    if let late {
      let arrival = late.layer < 0 ? "moved to '\(name)'" : "written"
      checker.report(
        op,
        "\(words) \(verb) \(what) at cycle \(start) and \(arrival) at cycle \(late.end)")
    } else {
      checker.report(
        op, "\(words) \(verb) \(what) at cycle \(start), and \(verb) not in '\(name)'")
    }
  }

  private mutating func checkResults(_ checker: inout ScheduleChecker) {
    for (number, tensor) in program.graph.tensors.enumerated()
    where tensor.isResult && tensor.producer != nil && !checker.isFull {
      let whole = tensor.shape.map { Interval(0, $0) }
      guard least(number, 0, whole) != .max else { continue }
      let part = complete[slot(number, 0)]?.first(in: whole, below: .max)?.box ?? whole
      checker.report(
        program.op,
        "\(checker.words(number, part)) must be in '\(checker.name(memory: 0))' at the end, and "
          + "never \(ScheduleViolation.verb(checker.words(number, part))) moved there")
    }
  }

  // MARK: Widths

  private struct PlaceKey: Hashable {
    var slot: Int
    var box: Box
  }

  /// Checks that the places of sums under way are as wide as the sums.
  private func checkWidths(_ checker: inout ScheduleChecker) {
    var bySlot: [Int: [Int]] = [:]
    var byBox: [PlaceKey: [Int]] = [:]
    for write in writes where write.isSum {
      let tensor = program.graph.tensors[write.tensor]
      let bits = max(tensor.bits, program.graph.layers[write.layer].accumulatorBits)
      guard bits > tensor.bits, write.memory != 0 else { continue }
      if bySlot.isEmpty {
        for (index, place) in places.enumerated() {
          let slot = slot(place.tensor, place.memory)
          bySlot[slot, default: []].append(index)
          byBox[PlaceKey(slot: slot, box: place.box), default: []].append(index)
        }
      }
      // As a rule the sum has a place of its own; else all places of the tensor are looked through.
      let slot = slot(write.tensor, write.memory)
      let own = byBox[PlaceKey(slot: slot, box: write.box)] ?? []
      let isOwn = own.contains {
        places[$0].start <= write.start && places[$0].end >= write.end
      }
      for index in isOwn ? own : bySlot[slot] ?? [] {
        let place = places[index]
        guard place.start <= write.start, place.end >= write.end else { continue }
        let common = zip(place.box, write.box).map {
          Interval(max($0.lower, $1.lower), min($0.upper, $1.upper))
        }
        if common.contains(where: { $0.count == 0 }) { continue }
        let needed =
          common == place.box
          ? tensor.bytes(common, bits: bits)
          : Self.sum(tensor.bytes(common, bits: bits - tensor.bits), tensor.bytes(place.box))
        for number in place.holds {
          let hold = program.holds[number]
          guard hold.start < write.end, hold.end > write.start, hold.bytes < needed else {
            continue
          }
          checker.report(
            hold.op,
            "has \(hold.bytes) bytes for \(checker.words(write.tensor, common)) from cycle "
              + "\(max(hold.start, write.start)) on, whose sums under way take \(needed)")
        }
      }
    }
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }
}
