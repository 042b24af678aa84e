import Machine

/// Looks at each element of a schedule of a small program, by enumerating every point of every node: what is read must lie there, what is
/// held must fit, and nothing is used by two at a time. Shares nothing with the scheduler but the value types.
struct ScheduleAudit {
  let graph: LayerGraph
  let platform: Platform
  let plan: SchedulePlan
  let schedule: Schedule
  /// The cost of each node, as it was asked for: layer, extents, unit.
  let cost: (Int, [Int], Int) -> NodeCost?

  private(set) var faults: [String] = []

  /// A piece in a memory.
  private struct Place: Hashable {
    var tensor: Int
    var piece: Int
    var memory: Int
  }

  /// Holds without a gap between them, and when the contents came.
  private struct Stay {
    var start: Int64
    var end: Int64
    var holds: [Schedule.Hold]
    var arrival: Int64?
  }

  private var stays: [Place: [Stay]] = [:]
  private var stored: [Place: Int64] = [:]
  private var boxes: [Box] = []
  /// For each tensor and element, the nodes that write it, by number.
  private var writers: [[[Int]]] = []

  init(
    graph: LayerGraph, platform: Platform, plan: SchedulePlan, schedule: Schedule,
    cost: @escaping (Int, [Int], Int) -> NodeCost?
  ) {
    self.graph = graph
    self.platform = platform
    self.plan = plan
    self.schedule = schedule
    self.cost = cost
  }

  /// All that is wrong.
  mutating func run() -> [String] {
    checkNodes()
    checkMoves()
    checkCapacities()
    findWriters()
    findStays()
    checkSources()
    checkReads()
    checkWrites()
    checkResults()
    checkEnergy()
    return faults
  }

  private mutating func fault(_ message: String) {
    if faults.count < 8 { faults.append(message) }
  }

  // MARK: Nodes, units, groups

  private func box(of node: Schedule.Node) -> Box {
    let layer = graph.layers[Int(node.layer)]
    var box = layer.loops.map { Interval(0, $0) }
    var rest = Int(node.index)
    for cut in plan.layers[Int(node.layer)].cuts.reversed() {
      let extent = layer.loops[cut.loop]
      let count = (extent + cut.size - 1) / cut.size
      let place = rest % count
      rest /= count
      box[cut.loop] = Interval(place * cut.size, min(extent, (place + 1) * cut.size))
    }
    return box
  }

  private mutating func checkNodes() {
    boxes = schedule.nodes.map(box)
    var groupOf = [Int](repeating: -1, count: graph.layers.count)
    for (number, group) in plan.groups.enumerated() {
      for layer in group { groupOf[layer] = number }
    }
    var groupEnds = [Int64](repeating: 0, count: plan.groups.count)
    var seen = Set<[Int32]>()
    var busy = [Int: [(Int64, Int64)]]()
    var last: Int64 = 0
    for (number, node) in schedule.nodes.enumerated() {
      let layer = Int(node.layer)
      if !seen.insert([node.layer, node.index]).inserted { fault("node twice") }
      let units = plan.layers[layer].units
      let count = nodeCount(layer)
      let slot = units.indices.first {
        $0 * count / units.count <= Int(node.index)
          && Int(node.index) < ($0 + 1) * count / units.count
      }
      if slot.map({ units[$0] }) != Int(node.unit) { fault("node on the wrong unit") }
      let cycles = cost(layer, boxes[number].map(\.count), Int(node.unit))?.cycles
      if node.end - node.start != cycles { fault("node takes another time than it costs") }
      if node.start < last { fault("nodes out of order") }
      last = node.start
      for other in busy[Int(node.unit)] ?? []
      where node.start < other.1 && other.0 < node.end {
        fault("unit \(node.unit) computes two nodes at \(max(node.start, other.0))")
      }
      busy[Int(node.unit), default: []].append((node.start, node.end))
      groupEnds[groupOf[layer]] = max(groupEnds[groupOf[layer]], node.end)
    }
    if seen.count != graph.layers.indices.reduce(0, { $0 + nodeCount($1) }) {
      fault("nodes are missing")
    }
    for node in schedule.nodes {
      for group in 0..<groupOf[Int(node.layer)] where groupEnds[group] > node.start {
        fault("a node begins before an earlier group has ended")
      }
    }
    let end = max(
      schedule.nodes.map(\.end).max() ?? 0, schedule.moves.map(\.end).max() ?? 0)
    if schedule.cycles != end { fault("cycles \(schedule.cycles), last end \(end)") }
  }

  private func nodeCount(_ layer: Int) -> Int {
    plan.layers[layer].cuts.reduce(1) {
      $0 * ((graph.layers[layer].loops[$1.loop] + $1.size - 1) / $1.size)
    }
  }

  // MARK: Moves

  private mutating func checkMoves() {
    for move in schedule.moves {
      let expected = bits(of: Int(move.tensor), piece: Int(move.piece), width: nil)
      if move.bytes != expected { fault("a move of \(move.bytes) bytes, not \(expected)") }
    }
    let groups = multicasts()
    var taken: [Int: [(Int64, Int64)]] = [:]
    for group in groups {
      var uses: [Int: Int] = [:]
      var cycles: Int64 = 0
      for move in group {
        guard let route = platform.routes[Int(move.source)][Int(move.destination)] else {
          fault("a move without a route")
          continue
        }
        for channel in route.channels { uses[channel, default: 0] += 1 }
        cycles = max(cycles, route.cycles(bytes: move.bytes))
      }
      if group.count > 1 {
        if !uses.values.contains(group.count) { fault("moves at once share no channel") }
        if uses.values.contains(where: { $0 > 1 && $0 < group.count }) {
          fault("a channel is shared by some of several moves")
        }
      }
      if group[0].end - group[0].start != cycles { fault("a move takes another time") }
      for channel in uses.keys {
        for other in taken[channel] ?? []
        where group[0].start < other.1 && other.0 < group[0].end {
          fault("channel \(channel) is taken twice at \(max(group[0].start, other.0))")
        }
        taken[channel, default: []].append((group[0].start, group[0].end))
      }
    }
  }

  /// The moves, those of one piece together that leave at the same time and share a channel.
  private func multicasts() -> [[Schedule.Move]] {
    var groups: [[Schedule.Move]] = []
    for move in schedule.moves {
      let channels = channels(move)
      if let index = groups.firstIndex(where: { group in
        group[0].tensor == move.tensor && group[0].piece == move.piece
          && group[0].source == move.source && group[0].start == move.start
          && group[0].end == move.end
          && group.contains { !channels.isDisjoint(with: self.channels($0)) }
      }) {
        groups[index].append(move)
      } else {
        groups.append([move])
      }
    }
    return groups
  }

  private func channels(_ move: Schedule.Move) -> Set<Int> {
    Set(platform.routes[Int(move.source)][Int(move.destination)]?.channels ?? [])
  }

  private func bits(of tensor: Int, piece: Int, width: Int?) -> Int {
    let elements = schedule.grids[tensor].box(piece).reduce(1) { $0 * $1.count }
    return (elements * (width ?? graph.tensors[tensor].bits) + 7) / 8
  }

  // MARK: Places

  private mutating func checkCapacities() {
    for memory in platform.memories.indices {
      guard let capacity = platform.memories[memory].capacityBytes else { continue }
      let holds = schedule.holds.filter { Int($0.memory) == memory }
      for time in Set(holds.map(\.start)) {
        let live = holds.filter { $0.start <= time && time < $0.end }.reduce(0) { $0 + $1.bytes }
        if live > capacity { fault("memory \(memory) holds \(live) bytes at \(time)") }
      }
    }
  }

  /// Calls with the elements that an access names, for each point of a box.
  private func forEachElement(
    _ access: LayerGraph.Access, _ box: Box, _ body: (Int) -> Void
  ) {
    let shape = graph.tensors[access.tensor].shape
    var point = box.map(\.lower)
    if box.contains(where: { $0.count == 0 }) { return }
    while true {
      var element = 0
      var isInside = true
      var wholes = [0]
      for (axis, index) in access.axes.enumerated() {
        if index.isWhole {
          wholes = wholes.flatMap { base in (0..<shape[axis]).map { base * shape[axis] + $0 } }
          continue
        }
        var value = index.terms.reduce(index.offset) { $0 + $1.step * point[$1.loop] }
        if index.divisor > 1 { value = Int((Double(value) / Double(index.divisor)).rounded(.down)) }
        if index.modulus > 0 { value = ((value % index.modulus) + index.modulus) % index.modulus }
        if value < 0 || value >= shape[axis] { isInside = false }
        wholes = wholes.map { $0 * shape[axis] + value }
      }
      element = 0
      if isInside { for whole in wholes { body(element + whole) } }
      var loop = box.count - 1
      while loop >= 0 {
        point[loop] += 1
        if point[loop] < box[loop].upper { break }
        point[loop] = box[loop].lower
        loop -= 1
      }
      if loop < 0 { return }
    }
  }

  private mutating func findWriters() {
    writers = graph.tensors.map { [[Int]](repeating: [], count: $0.shape.reduce(1, *)) }
    for (number, node) in schedule.nodes.enumerated() {
      for access in graph.layers[Int(node.layer)].writes {
        var elements = Set<Int>()
        forEachElement(access, boxes[number]) { elements.insert($0) }
        for element in elements { writers[access.tensor][element].append(number) }
      }
    }
  }

  private func piece(of element: Int, tensor: Int) -> Int {
    let grid = schedule.grids[tensor]
    var rest = element
    var place: [Int] = []
    for extent in grid.shape.reversed() {
      place.append(rest % extent)
      rest /= extent
    }
    var piece = 0
    for (axis, index) in place.reversed().enumerated() {
      piece = piece * grid.counts[axis] + index / grid.sizes[axis]
    }
    return piece
  }

  private func home(_ node: Schedule.Node) -> Int {
    platform.cores[platform.units[Int(node.unit)].core].home
  }

  private mutating func findStays() {
    for hold in schedule.holds.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      let place = Place(
        tensor: Int(hold.tensor), piece: Int(hold.piece), memory: Int(hold.memory))
      if hold.end < hold.start { fault("a place ends before it begins") }
      if hold.bytes < bits(of: place.tensor, piece: place.piece, width: nil) {
        fault("a place is too small")
      }
      var list = stays[place] ?? []
      if let last = list.last, last.end > hold.start { fault("two places of one piece at once") }
      if let last = list.indices.last, list[last].end == hold.start {
        list[last].end = hold.end
        list[last].holds.append(hold)
      } else {
        list.append(Stay(start: hold.start, end: hold.end, holds: [hold]))
      }
      stays[place] = list
    }
    for move in schedule.moves where move.destination == 0 {
      let place = Place(tensor: Int(move.tensor), piece: Int(move.piece), memory: 0)
      stored[place] = min(stored[place] ?? .max, move.end)
    }
    for (place, list) in stays {
      var list = list
      for index in list.indices {
        for move in schedule.moves
        where Int(move.tensor) == place.tensor && Int(move.piece) == place.piece
          && Int(move.destination) == place.memory && move.start >= list[index].start
          && move.end <= list[index].end
        {
          list[index].arrival = min(list[index].arrival ?? .max, move.end)
        }
        // The nodes that write any element of the piece: it is there when the last of them has ended, if all of them ran here.
        var done: Int64 = 0
        var isHere = false
        for element in writers[place.tensor].indices
        where piece(of: element, tensor: place.tensor) == place.piece {
          for number in writers[place.tensor][element] {
            let node = schedule.nodes[number]
            if home(node) == place.memory, node.start >= list[index].start,
              node.end <= list[index].end
            {
              isHere = true
              done = max(done, node.end)
            } else {
              done = .max
            }
          }
        }
        if isHere, done < .max { list[index].arrival = min(list[index].arrival ?? .max, done) }
      }
      stays[place] = list
    }
  }

  /// Whether a piece can be read in a memory over a time.
  private func lies(_ place: Place, from start: Int64, to end: Int64) -> Bool {
    if place.memory == 0 {
      if graph.tensors[place.tensor].producer == nil { return true }
      return stored[place].map { $0 <= start } ?? false
    }
    return (stays[place] ?? []).contains { stay in
      stay.start <= start && end <= stay.end && (stay.arrival.map { $0 <= start } ?? false)
    }
  }

  private mutating func checkSources() {
    for move in schedule.moves {
      let place = Place(
        tensor: Int(move.tensor), piece: Int(move.piece), memory: Int(move.source))
      if !lies(place, from: move.start, to: move.end) {
        fault("a move of \(graph.tensors[place.tensor].name) \(place.piece) from where it is not")
      }
      if move.destination != 0 {
        let there = Place(
          tensor: Int(move.tensor), piece: Int(move.piece), memory: Int(move.destination))
        if !(stays[there] ?? []).contains(where: {
          $0.start <= move.start && move.end <= $0.end
        }) {
          fault("a move to where there is no place")
        }
      }
    }
  }

  private mutating func checkReads() {
    for (number, node) in schedule.nodes.enumerated() {
      for access in graph.layers[Int(node.layer)].reads {
        var pieces = Set<Int>()
        forEachElement(access, boxes[number]) {
          pieces.insert(piece(of: $0, tensor: access.tensor))
        }
        for piece in pieces.sorted() {
          let place = Place(tensor: access.tensor, piece: piece, memory: home(node))
          if !lies(place, from: node.start, to: node.end) {
            fault(
              "\(graph.layers[Int(node.layer)].name) \(node.index) at \(node.start) reads piece \(piece) of \(graph.tensors[access.tensor].name), which is not there"
            )
          }
        }
      }
    }
  }

  private mutating func checkWrites() {
    for (tensor, elements) in writers.enumerated() {
      for (element, numbers) in elements.enumerated() {
        let piece = piece(of: element, tensor: tensor)
        if graph.tensors[tensor].producer != nil, numbers.isEmpty { fault("not written") }
        for index in numbers.indices.dropFirst() {
          let (first, second) = (numbers[index - 1], numbers[index])
          if schedule.nodes[first].end > schedule.nodes[second].start {
            fault("two nodes add to one sum at the same time")
          }
          if schedule.nodes[first].index > schedule.nodes[second].index {
            fault("a sum is added to out of order")
          }
        }
        for (index, number) in numbers.enumerated() {
          let node = schedule.nodes[number]
          let place = Place(tensor: tensor, piece: piece, memory: home(node))
          guard
            let stay = (stays[place] ?? []).first(where: {
              $0.start <= node.start && node.end <= $0.end
            })
          else {
            fault("a node writes where there is no place")
            continue
          }
          var width: Int?
          if numbers.count > 1 {
            width = max(
              graph.tensors[tensor].bits, graph.layers[Int(node.layer)].accumulatorBits)
            let begin = schedule.nodes[numbers[0]].start
            if stay.start > begin { fault("a sum under way lost its place") }
            _ = index
          }
          var needed = bits(of: tensor, piece: piece, width: width)
          let scratch =
            graph.layers[Int(node.layer)].writes[0].tensor == tensor
            ? cost(Int(node.layer), boxes[number].map(\.count), Int(node.unit))?.scratchBytes ?? 0
            : 0
          needed += scratch
          for hold in stay.holds
          where hold.start < node.end && node.start < hold.end && hold.bytes < needed {
            fault("a place of \(hold.bytes) bytes where a node needs \(needed)")
          }
        }
      }
    }
  }

  private mutating func checkResults() {
    for (number, tensor) in graph.tensors.enumerated()
    where tensor.isResult && tensor.producer != nil {
      let count = schedule.grids[number].counts.reduce(1, *)
      for piece in 0..<count
      where stored[Place(tensor: number, piece: piece, memory: 0)] == nil {
        fault("a result is not stored")
      }
    }
  }

  private mutating func checkEnergy() {
    var units = [Double](repeating: 0, count: platform.units.count)
    for (number, node) in schedule.nodes.enumerated() {
      units[Int(node.unit)] +=
        cost(Int(node.layer), boxes[number].map(\.count), Int(node.unit))?.picojoules ?? 0
    }
    var memories = [Double](repeating: 0, count: platform.memories.count)
    var links = 0.0
    for group in multicasts() {
      let bytes = Double(group[0].bytes)
      let source = Int(group[0].source)
      memories[source] += bytes * platform.memories[source].readPicojoulesPerByte
      var dearest = 0.0
      for move in group {
        let destination = Int(move.destination)
        memories[destination] += bytes * platform.memories[destination].writePicojoulesPerByte
        dearest = max(dearest, platform.routes[source][destination]?.picojoulesPerByte ?? 0)
      }
      links += bytes * dearest
    }
    let total = units.reduce(0, +) + memories.reduce(0, +) + links
    if abs(total - schedule.energy.total) > 1e-6 * max(1, total) {
      fault("energy \(schedule.energy.total), not \(total)")
    }
  }
}
