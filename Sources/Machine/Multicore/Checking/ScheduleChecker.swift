public import FuseIR

/// Says what is illegal in a schedule, whoever made it.
///
/// A schedule is legal where
/// - every iteration of every layer is computed by exactly one node;
/// - what a node or a move reads lies complete in its memory, in one place from its start to its end, and what it writes has its
///   place there as long;
/// - the nodes of one sum run one after the other, on one place that lasts from the first to the last and is wide enough;
/// - the holds of a memory never need more than it has, and each is as large as its elements;
/// - a unit computes one node at a time, and a channel carries one transfer; the same part of a tensor going from one memory to
///   several at the same time is one transfer;
/// - a move goes where a way leads, and takes no less time than the way needs;
/// - the results lie in the outermost memory at the end.
///
/// Holds of the same part of a tensor in the same memory that touch are one place whose size changes; what holds overlap otherwise
/// are different places, and what arrives is written to all that are there all the time. A node of no duration comes before what
/// starts in the same cycle, those of earlier layers first.
///
/// What is read is compared element by element: where an access is no box of elements and the box that holds them all is not there,
/// the elements themselves are looked up. Only three things are taken for more than they are: an index that is neither a sum over
/// loops nor a quotient or remainder of one reads its whole axis (the graph says so); every node of a sum with start values from
/// memory reads them, not only the first one; and after `ElementLookups.limit` elements were looked up, the box counts.
public struct ScheduleChecker {
  /// The most violations that are told.
  public static let limit = 100

  let program: ScheduledProgram
  private(set) var violations: [ScheduleViolation] = []

  private init(_ program: ScheduledProgram) { self.program = program }

  /// What is wrong with the program, the first `limit` of it; nothing for a legal one. `module` is the one that it was read from.
  public static func violations(
    of program: ScheduledProgram, in module: borrowing Module
  ) -> [ScheduleViolation] {
    var checker = ScheduleChecker(program)
    checker.checkTimes()
    checker.checkUnits()
    checker.checkTransfers()
    checker.checkCapacities()
    let isComputedOnce = checker.checkIterations()
    // Sums and reads are followed through nodes: without each iteration once, they tell nothing new.
    if isComputedOnce {
      let writes = checker.plannedWrites(in: module)
      checker.checkData(writes)
    }
    return checker.violations
  }

  /// As `violations(of:in:)`; beside that, units must be able to compute their nodes, and nodes take no less time than they cost.
  public static func violations<Costs: NodeCosts>(
    of program: ScheduledProgram, costs: inout Costs, in module: borrowing Module
  ) -> [ScheduleViolation] {
    var checker = ScheduleChecker(program)
    for node in program.nodes where !checker.isFull {
      let unit = program.platform.units[node.unit]
      let name = "'\(unit.name)' of '\(program.platform.cores[unit.core].name)'"
      guard
        let cost = costs.cost(
          layer: node.layer, extents: node.box.map(\.count), unit: node.unit)
      else {
        checker.report(node.op, "runs on \(name), which can't compute \(checker.layerName(node))")
        continue
      }
      if node.end - node.start < cost.cycles {
        checker.report(
          node.op,
          "takes \(node.end - node.start) cycles on \(name), and this part of "
            + "\(checker.layerName(node)) needs \(cost.cycles)")
      }
    }
    return Array((checker.violations + violations(of: program, in: module)).prefix(limit))
  }

  var isFull: Bool { violations.count >= Self.limit }

  mutating func report(_ op: OpID, _ message: String) {
    if !isFull { violations.append(ScheduleViolation(op: op, message: message)) }
  }

  func home(of node: ScheduledProgram.Node) -> Int {
    program.platform.cores[program.platform.units[node.unit].core].home
  }

  func name(memory: Int) -> String { program.platform.memories[memory].name }

  /// A node in words: "rows .. of layer".
  func layerName(_ node: ScheduledProgram.Node) -> String { program.graph.layers[node.layer].name }

  // MARK: Times

  private mutating func checkTimes() {
    var last: Int64 = 0
    func isWrong(_ start: Int64, _ end: Int64) -> Bool { start < 0 || end < start }
    var wrong: [OpID] = []
    for node in program.nodes {
      last = max(last, node.end)
      if isWrong(node.start, node.end) { wrong.append(node.op) }
    }
    for move in program.moves {
      last = max(last, move.end)
      if isWrong(move.start, move.end) { wrong.append(move.op) }
    }
    for hold in program.holds {
      last = max(last, hold.end)
      if isWrong(hold.start, hold.end) { wrong.append(hold.op) }
    }
    for op in wrong { report(op, "ends before it starts, or starts before cycle 0") }
    if program.cycles != last {
      report(
        program.op, "takes 'cycles' = \(program.cycles), and the last op ends at cycle \(last)")
    }
  }

  // MARK: Exclusive resources

  private mutating func checkUnits() {
    let nodes = program.nodes
    let order = nodes.indices.sorted {
      (nodes[$0].unit, nodes[$0].start, nodes[$0].end, $0)
        < (nodes[$1].unit, nodes[$1].start, nodes[$1].end, $1)
    }
    var longest: Int?
    for index in order {
      let node = nodes[index]
      if let other = longest, nodes[other].unit == node.unit {
        if node.start < nodes[other].end, node.end > node.start {
          let unit = program.platform.units[node.unit]
          report(
            node.op,
            "runs on '\(unit.name)' of '\(program.platform.cores[unit.core].name)' from cycle "
              + "\(node.start) to \(node.end), which computes a node of \(layerName(nodes[other])) from "
              + "cycle \(nodes[other].start) to \(nodes[other].end)")
        }
        if node.end <= nodes[other].end { continue }
      }
      longest = index
    }
  }

  private mutating func checkTransfers() {
    let moves = program.moves
    /// A channel, and the move that takes it.
    var uses: [(channel: Int, move: Int)] = []
    for (index, move) in moves.enumerated() {
      let (source, destination) = (name(memory: move.source), name(memory: move.destination))
      guard move.source != move.destination,
        let route = program.platform.routes[move.source][move.destination]
      else {
        report(move.op, "no way leads from '\(source)' to '\(destination)'")
        continue
      }
      let bytes = program.graph.tensors[move.tensor].bytes(move.box)
      let needed = route.leastCycles(bytes: bytes)
      if Double(move.end - move.start) < needed {
        report(
          move.op,
          "takes \(move.end - move.start) cycles, and \(bytes) bytes from '\(source)' to "
            + "'\(destination)' need \(Int64(exactly: needed).map { "\($0)" } ?? "more")")
      }
      for channel in route.channels { uses.append((channel, index)) }
    }
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      if moves[a].start != moves[b].start { return moves[a].start < moves[b].start }
      if moves[a].end != moves[b].end { return moves[a].end < moves[b].end }
      if moves[a].tensor != moves[b].tensor { return moves[a].tensor < moves[b].tensor }
      if moves[a].source != moves[b].source { return moves[a].source < moves[b].source }
      for axis in moves[a].box.indices where moves[a].box[axis] != moves[b].box[axis] {
        return (moves[a].box[axis].lower, moves[a].box[axis].upper)
          < (moves[b].box[axis].lower, moves[b].box[axis].upper)
      }
      return a < b
    }
    uses.sort { $0.channel != $1.channel ? $0.channel < $1.channel : isBefore($0.move, $1.move) }
    var longest: (channel: Int, move: Int)?
    for use in uses {
      let move = moves[use.move]
      if let other = longest, other.channel == use.channel {
        let first = moves[other.move]
        let isSame =
          first.tensor == move.tensor && first.box == move.box && first.source == move.source
          && first.start == move.start && first.end == move.end
          && first.destination != move.destination
        if !isSame, move.start < first.end, move.end > move.start {
          report(
            move.op,
            "takes '\(program.platform.channels[use.channel])' from cycle \(move.start) to "
              + "\(move.end), which carries \(words(first.tensor, first.box)) to "
              + "'\(name(memory: first.destination))' from cycle \(first.start) to \(first.end)")
        }
        if move.end <= first.end { continue }
      }
      longest = use
    }
  }

  func words(_ tensor: Int, _ box: Box) -> String { program.graph.tensors[tensor].words(box) }

  // MARK: Room

  private mutating func checkCapacities() {
    var changes: [(memory: Int, time: Int64, bytes: Int, hold: Int)] = []
    changes.reserveCapacity(2 * program.holds.count)
    for (index, hold) in program.holds.enumerated() {
      let tensor = program.graph.tensors[hold.tensor]
      let needed = tensor.bytes(hold.box)
      if hold.bytes < needed {
        report(
          hold.op,
          "has \(hold.bytes) bytes for \(tensor.words(hold.box)), which takes \(needed)")
      }
      guard hold.end > hold.start else { continue }
      changes.append((hold.memory, hold.start, hold.bytes, index))
      changes.append((hold.memory, hold.end, -hold.bytes, index))
    }
    // What ends makes room for what begins in the same cycle.
    changes.sort {
      ($0.memory, $0.time, $0.bytes > 0 ? 1 : 0, $0.hold)
        < ($1.memory, $1.time, $1.bytes > 0 ? 1 : 0, $1.hold)
    }
    var used = 0
    var memory = -1
    var isTold = false
    for change in changes {
      if change.memory != memory {
        (memory, used, isTold) = (change.memory, 0, false)
      }
      let (sum, overflow) = used.addingReportingOverflow(change.bytes)
      used = overflow ? .max : sum
      guard !isTold, change.bytes > 0, let room = program.platform.memories[memory].capacityBytes,
        used > room
      else { continue }
      isTold = true
      report(
        program.holds[change.hold].op,
        "does not fit: '\(name(memory: memory))' holds \(used) bytes from cycle \(change.time) on, "
          + "\(used - room) more than its \(room)")
    }
  }

  // MARK: Iterations

  /// Whether the nodes of each layer are all of its iterations, each once.
  private mutating func checkIterations() -> Bool {
    let before = violations.count
    var nodes = [[Int]](repeating: [], count: program.graph.layers.count)
    for (index, node) in program.nodes.enumerated() { nodes[node.layer].append(index) }
    for (number, layer) in program.graph.layers.enumerated() where !isFull {
      guard !nodes[number].isEmpty else {
        report(program.op, "computes no part of \(layer.name)")
        continue
      }
      let boxes = nodes[number].map { program.nodes[$0].box }
      let count = BoxCount(boxes, extents: layer.loops)
      if let (first, second) = count.overlap {
        let node = program.nodes[nodes[number][second]]
        let point = boxes[second].indices.map {
          "\(max(boxes[first][$0].lower, boxes[second][$0].lower))"
        }
        report(
          node.op,
          "computes iteration (\(point.joined(separator: ", "))) of \(layer.name), which the node "
            + "from cycle \(program.nodes[nodes[number][first]].start) computes as well")
      } else if let missing = count.missing {
        let point = missing.map { "\($0.lower)" }.joined(separator: ", ")
        report(program.op, "has no node that computes iteration (\(point)) of \(layer.name)")
      }
    }
    return violations.count == before
  }
}

extension Platform.Route {
  /// What `cycles(bytes:)` gives, also where it is more than an integer holds.
  fileprivate func leastCycles(bytes: Int) -> Double {
    Double(latencyCycles) + (Double(bytes) / bytesPerCycle).rounded(.up)
  }
}

/// How often boxes hold the points of a space.
struct BoxCount {
  /// Two boxes with a common point.
  private(set) var overlap: (first: Int, second: Int)?
  /// Points in no box; nil where there are none.
  private(set) var missing: Box?

  init(_ boxes: [Box], extents: [Int]) {
    let cuts = extents.indices.map { axis in
      BoxTree.cuts(
        extent: extents[axis], boxes.flatMap { [$0[axis].lower, $0[axis].upper] })
    }
    var tree = BoxTree(cuts: cuts)
    for (index, box) in boxes.enumerated() {
      let other = tree.largest(box)
      if other != BoxTree.never {
        overlap = (Int(other), index)
        return
      }
      tree.raise(box, to: Int64(index))
    }
    missing = tree.first(in: extents.map { Interval(0, $0) }, below: 0)?.box
  }
}
