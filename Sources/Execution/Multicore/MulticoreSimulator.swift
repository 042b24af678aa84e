import FuseIR
import Machine

/// Runs a `sched.program` event by event: what a node computes comes from what lies in its core's memory at that time, and nothing
/// lies there that no move brought or node computed, or longer than its place lasts.
///
/// It trusts nothing: a unit or channel that is taken twice, a memory that overflows, an element that is not where it is read are
/// errors at the op of the timeline. Numbers are those of the reference interpreter up to the rounding of sums that are cut: these are rounded to
/// their type after each node.
struct MulticoreSimulator {
  let program: ScheduledProgram
  var memories: SimulatedMemories
  var values: BlockValues
  /// The iterations that each element of a tensor needs.
  private let needed: [Int]
  /// When units and channels are free again.
  private var unitEnds: [Int64]
  private var channelMoves: [Int?]
  /// What is computed and moved, and not finished yet.
  private var underWay: [Int: [Result]] = [:]

  /// Elements that a node computes or a move brings, and the places that they go to.
  private struct Result {
    let tensor: Int
    let box: Box
    let elements: Tensor
    /// The iterations that went into sums which are not complete yet; nil for what is.
    let progress: Int?
    let places: [SimulatedMemories.Place]
  }

  private enum Entry {
    case node(Int)
    case move(Int)
  }

  /// Prepares to run a program on the given operands.
  init(
    _ program: ScheduledProgram, operands: [Tensor], limits: ExecutionLimits,
    in module: borrowing Module
  ) throws(ExecutionError) {
    self.program = program
    guard let layers = module.entryBlock(of: module.region(0, of: program.op)) else {
      throw ExecutionError("has no layers").located(at: program.op)
    }
    values = BlockValues(program.graph, limits: limits, in: module)
    try values.evaluate(layers, operands, in: module)
    var needed: [Int] = []
    var types: [ElementType] = []
    for tensor in program.graph.tensors {
      let layer = tensor.producer.map { program.graph.layers[$0] }
      needed.append(
        layer.map { layer in
          layer.loops.indices.reduce(1) { layer.isReduction[$1] ? $0 * layer.loops[$1] : $0 }
        } ?? 1)
      let type = module.elementType(of: tensor.value)
      guard let element = ElementType(type, in: module) else {
        throw ExecutionError("has a tensor '\(tensor.name)' that is not made of numbers")
          .located(at: program.op)
      }
      types.append(element)
    }
    self.needed = needed
    memories = SimulatedMemories(
      elementTypes: types, needed: needed, memoryCount: program.platform.memories.count,
      limit: limits.bytes)
    unitEnds = [Int64](repeating: 0, count: program.platform.units.count)
    channelMoves = [Int?](repeating: nil, count: program.platform.channels.count)
    // The outermost memory has room for all; operands and constants lie there from the start.
    for (number, tensor) in program.graph.tensors.enumerated() {
      let whole = tensor.shape.map { Interval(0, $0) }
      let place: SimulatedMemories.Place
      do { place = try memories.add(tensor: number, memory: 0, box: whole, end: .max) } catch {
        throw error.located(at: program.op)
      }
      guard tensor.producer == nil else { continue }
      guard let elements = try values.known(tensor.value, in: module) else {
        // A number is no tensor that layers read.
        continue
      }
      memories.complete(place, elements, whole, tensor: number)
    }
  }

  // MARK: The run

  /// Runs the program, and returns its results.
  mutating func run(in module: borrowing Module) throws(ExecutionError) -> [Tensor] {
    try checkRoom()
    let order = starts()
    let ends = order.filter { end(of: $0) > start(of: $0) }
      .enumerated().sorted { (end(of: $0.element), $0.offset) < (end(of: $1.element), $1.offset) }
      .map(\.element)
    let places = PlaceTimes.of(program.holds)
    let expiries = places.indices.sorted { (places[$0].end, $0) < (places[$1].end, $1) }
    var (nextEnd, nextPlace, nextExpiry) = (0, 0, 0)
    for entry in order {
      let time = start(of: entry)
      while true {
        let end = nextEnd < ends.count ? end(of: ends[nextEnd]) : .max
        let place = nextPlace < places.count ? places[nextPlace].start : .max
        if end <= time, end <= place {
          finish(ends[nextEnd])
          nextEnd += 1
        } else if place <= time {
          let place = places[nextPlace]
          nextPlace += 1
          guard place.memory != 0 else { continue }
          do {
            try memories.add(
              tensor: place.tensor, memory: place.memory, box: place.box, end: place.end)
          } catch { throw error.located(at: program.holds[place.hold].op) }
        } else {
          break
        }
      }
      while nextExpiry < expiries.count, places[expiries[nextExpiry]].end < time {
        let place = places[expiries[nextExpiry]]
        memories.drop(tensor: place.tensor, memory: place.memory, before: time)
        nextExpiry += 1
      }
      switch entry {
      case .node(let index):
        do { try begin(node: index, in: module) } catch {
          throw error.located(at: program.nodes[index].op)
        }
      case .move(let index):
        do { try begin(move: index) } catch { throw error.located(at: program.moves[index].op) }
      }
      if end(of: entry) == time { finish(entry) }
    }
    for entry in ends[nextEnd...] { finish(entry) }
    return try results(in: module)
  }

  private func start(of entry: Entry) -> Int64 {
    switch entry {
    case .node(let index): program.nodes[index].start
    case .move(let index): program.moves[index].start
    }
  }

  private func end(of entry: Entry) -> Int64 {
    switch entry {
    case .node(let index): program.nodes[index].end
    case .move(let index): program.moves[index].end
    }
  }

  /// Nodes and moves in the order of their starts; in one cycle what takes no time comes first, layer after layer.
  private func starts() -> [Entry] {
    var keys: [(start: Int64, takesTime: Int, layer: Int, entry: Entry)] = []
    for (index, node) in program.nodes.enumerated() {
      keys.append((node.start, node.end > node.start ? 1 : 0, node.layer, .node(index)))
    }
    for (index, move) in program.moves.enumerated() {
      keys.append((move.start, move.end > move.start ? 1 : 0, -1, .move(index)))
    }
    return keys.enumerated().sorted {
      ($0.element.start, $0.element.takesTime, $0.element.layer, $0.offset)
        < ($1.element.start, $1.element.takesTime, $1.element.layer, $1.offset)
    }.map(\.element.entry)
  }

  private mutating func finish(_ entry: Entry) {
    let number =
      switch entry {
      case .node(let index): index
      case .move(let index): program.nodes.count + index
      }
    for result in underWay.removeValue(forKey: number) ?? [] {
      for place in result.places {
        if let progress = result.progress {
          memories.write(place, sums: result.elements, result.box, progress: progress)
        } else {
          memories.complete(place, result.elements, result.box, tensor: result.tensor)
        }
      }
    }
  }

  // MARK: Room

  /// Follows the bytes of each memory through the holds.
  private func checkRoom() throws(ExecutionError) {
    for (memory, description) in program.platform.memories.enumerated() {
      guard let room = description.capacityBytes else { continue }
      var changes: [(time: Int64, bytes: Int, hold: Int)] = []
      for (index, hold) in program.holds.enumerated()
      where hold.memory == memory && hold.end > hold.start {
        changes.append((hold.start, hold.bytes, index))
        changes.append((hold.end, -hold.bytes, index))
      }
      changes.sort { ($0.time, $0.bytes, $0.hold) < ($1.time, $1.bytes, $1.hold) }
      var used = 0
      for change in changes {
        let (sum, overflow) = used.addingReportingOverflow(change.bytes)
        used = sum
        if overflow || used > room {
          throw ExecutionError(
            "overfills '\(description.name)' at cycle \(change.time): \(used) bytes of \(room)"
          ).located(at: program.holds[change.hold].op)
        }
      }
    }
  }

  // MARK: Moves

  private mutating func begin(move index: Int) throws(ExecutionError) {
    let move = program.moves[index]
    let names = (
      program.platform.memories[move.source].name, program.platform.memories[move.destination].name
    )
    guard let route = program.platform.routes[move.source][move.destination] else {
      throw ExecutionError("has no way from '\(names.0)' to '\(names.1)'")
    }
    for channel in route.channels {
      if let other = channelMoves[channel].map({ program.moves[$0] }), other.end > move.start,
        move.end > move.start,
        !(other.tensor == move.tensor && other.box == move.box && other.source == move.source
          && other.start == move.start && other.end == move.end
          && other.destination != move.destination)
      {
        throw ExecutionError(
          "takes '\(program.platform.channels[channel])' from cycle \(move.start) on, which another "
            + "move has until cycle \(other.end)")
      }
      if (channelMoves[channel].map { program.moves[$0].end } ?? .min) < move.end {
        channelMoves[channel] = index
      }
    }
    let bits = program.graph.tensors[move.tensor].bits
    let count = move.box.reduce(1) { $0 * $1.count }
    let cycles = route.cycles(bytes: (count * bits + 7) / 8)
    if move.end - move.start < cycles {
      throw ExecutionError("takes \(move.end - move.start) cycles, and needs \(cycles)")
    }
    let part = try memories.part(
      tensor: move.tensor, memory: move.source, box: move.box, until: move.end)
    if let missing = part.missing {
      throw ExecutionError(
        "moves \(words(missing)) at cycle \(move.start), which is not in '\(names.0)' until cycle "
          + "\(move.end)")
    }
    underWay[program.nodes.count + index] = [
      Result(
        tensor: move.tensor, box: move.box, elements: part.elements, progress: nil,
        places: try targets(move.tensor, move.destination, move.box, until: move.end))
    ]
  }

  /// The places that all of a box can be written to.
  private func targets(
    _ tensor: Int, _ memory: Int, _ box: Box, until end: Int64
  ) throws(ExecutionError) -> [SimulatedMemories.Place] {
    let places = memories.places(tensor: tensor, memory: memory, until: end)
      .filter { TensorPart.common($0.box, box) != nil }
    if places.contains(where: { TensorPart.common($0.box, box) == box }) { return places }
    var covered = [Bool](repeating: false, count: box.reduce(1) { $0 * $1.count })
    for place in places {
      guard let common = TensorPart.common(place.box, box) else { continue }
      TensorPart.forEachRun(of: common, in: box, place.box) { first, _, count in
        for step in 0..<count { covered[first + step] = true }
      }
    }
    guard covered.allSatisfy({ $0 }) else {
      throw ExecutionError(
        "has no place in '\(program.platform.memories[memory].name)' until cycle \(end) for "
          + words((tensor, box)))
    }
    return places
  }

  func words(_ part: (tensor: Int, box: Box)) -> String {
    program.graph.tensors[part.tensor].words(part.box)
  }

  // MARK: Nodes

  private mutating func begin(
    node index: Int, in module: borrowing Module
  ) throws(ExecutionError) {
    let node = program.nodes[index]
    let unit = program.platform.units[node.unit]
    if node.end > node.start {
      guard unitEnds[node.unit] <= node.start else {
        throw ExecutionError(
          "starts at cycle \(node.start) on '\(unit.name)' of "
            + "'\(program.platform.cores[unit.core].name)', which computes until cycle "
            + "\(unitEnds[node.unit])")
      }
      unitEnds[node.unit] = node.end
    }
    let home = program.platform.cores[unit.core].home
    let layer = program.graph.layers[node.layer]
    let iterations = layer.loops.indices.reduce(1) {
      layer.isReduction[$1] ? $0 * node.box[$1].count : $0
    }
    // What is there of the results already: sums to go on from.
    var begun: [SumsUnderWay] = []
    var places: [[SimulatedMemories.Place]] = []
    for access in layer.writes {
      let tensor = program.graph.tensors[access.tensor]
      let box = access.region(node.box, shape: tensor.shape)
      let own = try targets(access.tensor, home, box, until: node.end)
      places.append(own)
      begun.append(
        try SumsUnderWay(
          own, box, needed: needed[access.tensor], adding: iterations,
          words: tensor.words(box)))
    }
    let elements = try values.evaluate(
      node, home: home, begun, program, &memories, in: module)
    guard elements.count == layer.writes.count else {
      throw ExecutionError("computes \(elements.count) results, not \(layer.writes.count)")
    }
    var own: [Result] = []
    for (place, access) in layer.writes.enumerated() {
      own.append(
        Result(
          tensor: access.tensor, box: begun[place].box, elements: elements[place],
          progress: begun[place].isComplete ? nil : begun[place].progress, places: places[place]))
    }
    underWay[index] = own
  }

  // MARK: Results

  private mutating func results(in module: borrowing Module) throws(ExecutionError) -> [Tensor] {
    guard let layers = module.entryBlock(of: module.region(0, of: program.op)),
      let end = module.lastOp(of: layers)
    else { return [] }
    var tensors: [Tensor] = []
    for value in module.operands(of: end) {
      if module.shape(of: value) == nil, let number = try values.known(value, in: module) {
        tensors.append(number)
        continue
      }
      let whole = (module.shape(of: value) ?? []).map { Interval(0, Int($0)) }
      let part: TensorPart
      do {
        part = try values.part(of: value, whole, memory: 0, until: .max, &memories, in: module)
      } catch { throw error.located(at: program.op) }
      if let missing = part.missing {
        throw ExecutionError(
          "gives back \(words(missing)), which is not in "
            + "'\(program.platform.memories[0].name)' at the end"
        ).located(at: program.op)
      }
      tensors.append(part.elements)
    }
    return tensors
  }
}

/// The sums that a node goes on from, as they lie in their place.
struct SumsUnderWay {
  /// The part of the result.
  let box: Box
  /// The sums so far, nil where nothing was added yet.
  let elements: Tensor?
  /// The iterations that each element has when the node is done.
  let progress: Int
  /// Whether that is all of them.
  let isComplete: Bool

  init(
    _ places: [SimulatedMemories.Place], _ box: Box, needed: Int, adding iterations: Int,
    words: String
  ) throws(ExecutionError) {
    self.box = box
    let count = box.reduce(1) { $0 * $1.count }
    var begun = [Int](repeating: 0, count: count)
    var elements: Tensor?
    var isKnown = [Bool](repeating: false, count: count)
    for place in places {
      guard let common = TensorPart.common(place.box, box) else { continue }
      let own = place.sums
      if elements == nil, let own {
        elements = Tensor(zeros: TensorPart.shape(box), own.elementType)
      }
      let width = own?.elementType.storageByteWidth ?? 0
      func look(_ read: UnsafeRawPointer?, _ write: UnsafeMutableRawPointer?) {
        TensorPart.forEachRun(of: common, in: place.box, box) { first, second, run in
          for step in 0..<run where !isKnown[second + step] {
            isKnown[second + step] = true
            begun[second + step] = place.progress[first + step]
            if let read, let write {
              (write + (second + step) * width).copyMemory(
                from: read + (first + step) * width, byteCount: width)
            }
          }
        }
      }
      if let own, var sums = elements {
        elements = nil
        own.withBytes { source in
          sums.withMutableBytes { target in look(source.baseAddress, target.baseAddress) }
        }
        elements = sums
      } else {
        look(nil, nil)
      }
    }
    let first = begun.first ?? 0
    guard begun.allSatisfy({ $0 == first }) else {
      throw ExecutionError("adds to \(words), of which some sums have begun and others have not")
    }
    guard first <= needed - iterations, first == 0 || elements != nil else {
      throw ExecutionError("computes \(words), which is computed already")
    }
    self.elements = first == 0 ? nil : elements
    progress = first + iterations
    isComplete = progress == needed
  }
}

/// Places from holds: those of the same part in the same memory that touch are one.
struct PlaceTimes {
  let tensor: Int
  let memory: Int
  let box: Box
  let start: Int64
  let end: Int64
  /// The first hold.
  let hold: Int

  /// The places, in the order of their starts.
  static func of(_ holds: [ScheduledProgram.Hold]) -> [PlaceTimes] {
    struct Key: Hashable {
      let tensor: Int
      let memory: Int
      let box: Box
    }
    var open: [Key: Int] = [:]
    var places: [PlaceTimes] = []
    for index in holds.indices.sorted(by: {
      (holds[$0].start, holds[$0].end, $0) < (holds[$1].start, holds[$1].end, $1)
    }) {
      let hold = holds[index]
      let key = Key(tensor: hold.tensor, memory: hold.memory, box: hold.box)
      if let place = open[key], places[place].end == hold.start {
        let first = places[place]
        places[place] = PlaceTimes(
          tensor: first.tensor, memory: first.memory, box: first.box, start: first.start,
          end: hold.end, hold: first.hold)
      } else {
        open[key] = places.count
        places.append(
          PlaceTimes(
            tensor: hold.tensor, memory: hold.memory, box: hold.box, start: hold.start,
            end: hold.end, hold: index))
      }
    }
    return places.enumerated()
      .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
  }
}
