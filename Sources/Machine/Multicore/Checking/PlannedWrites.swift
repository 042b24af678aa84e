import FuseIR

/// Elements that get to a memory: those that a move brings, that a node computes, or that the nodes of a sum compute together.
struct PlannedWrite {
  var op: OpID
  var tensor: Int
  var box: Box
  var memory: Int
  /// From here on there must be a place for them.
  var start: Int64
  /// From here on they may be read.
  var end: Int64
  /// The layer that computes them, -1 for what is moved.
  var layer: Int
  /// Whether they are sums of several nodes.
  var isSum: Bool
}

extension ScheduleChecker {
  /// What moves and nodes write; sums of several nodes become one write, after a look at their order and place.
  mutating func plannedWrites(in module: borrowing Module) -> [PlannedWrite] {
    var writes: [PlannedWrite] = []
    writes.reserveCapacity(program.moves.count + program.nodes.count)
    for move in program.moves {
      writes.append(
        PlannedWrite(
          op: move.op, tensor: move.tensor, box: move.box, memory: move.destination,
          start: move.start, end: move.end, layer: -1, isSum: false))
    }
    var nodes = [[Int]](repeating: [], count: program.graph.layers.count)
    for (index, node) in program.nodes.enumerated() { nodes[node.layer].append(index) }
    for (number, layer) in program.graph.layers.enumerated() {
      let sums = layer.loops.indices.filter { layer.isReduction[$0] }
      let isWhole = nodes[number].allSatisfy { index in
        sums.allSatisfy { program.nodes[index].box[$0].count == layer.loops[$0] }
      }
      if isWhole {
        for index in nodes[number] {
          let node = program.nodes[index]
          add(
            &writes, of: number, node.box, node.op, home(of: node), node.start, node.end,
            isSum: false)
        }
      } else {
        addSums(&writes, of: number, nodes[number], sums, in: module)
      }
    }
    return writes
  }

  private mutating func add(
    _ writes: inout [PlannedWrite], of layer: Int, _ box: Box, _ op: OpID, _ memory: Int,
    _ start: Int64, _ end: Int64, isSum: Bool
  ) {
    for access in program.graph.layers[layer].writes {
      let tensor = program.graph.tensors[access.tensor]
      let region = access.region(box, shape: tensor.shape)
      if !access.isBox(box) {
        report(op, "writes elements of \(tensor.name) that are no box, which can't be followed")
      }
      writes.append(
        PlannedWrite(
          op: op, tensor: access.tensor, box: region, memory: memory, start: start, end: end,
          layer: layer, isSum: isSum))
    }
  }

  // MARK: Sums

  /// The writes of nodes between which a sum is cut.
  private mutating func addSums(
    _ writes: inout [PlannedWrite], of layer: Int, _ nodes: [Int], _ sums: [Int],
    in module: borrowing Module
  ) {
    let loops = program.graph.layers[layer].loops
    guard let groups = sumGroups(nodes, loops, sums) else {
      report(
        program.nodes[nodes[0]].op,
        "belongs to sums of \(program.graph.layers[layer].name) that are cut into parts too irregular "
          + "to be followed")
      return
    }
    let needsOrder = !SumOrder.isFree(program.graph.layers[layer].op, in: module)
    for group in groups {
      let members = group.nodes.sorted {
        let (a, b) = (program.nodes[$0], program.nodes[$1])
        return (a.start, a.end, $0) < (b.start, b.end, $1)
      }
      checkOrder(members, group.box, layer, sums, needsOrder: needsOrder)
      guard let first = members.first, let last = members.last else { continue }
      add(
        &writes, of: layer, group.box, program.nodes[first].op, home(of: program.nodes[first]),
        program.nodes[first].start, max(program.nodes[first].start, program.nodes[last].end),
        isSum: members.count > 1)
    }
  }

  private mutating func checkOrder(
    _ members: [Int], _ box: Box, _ layer: Int, _ sums: [Int], needsOrder: Bool
  ) {
    guard let access = program.graph.layers[layer].writes.first else { return }
    let tensor = program.graph.tensors[access.tensor]
    func sum() -> String { tensor.words(access.region(box, shape: tensor.shape)) }
    for (earlier, later) in zip(members, members.dropFirst()) {
      let (a, b) = (program.nodes[earlier], program.nodes[later])
      if home(of: a) != home(of: b) {
        report(
          b.op,
          "adds to \(sum()) in '\(name(memory: home(of: b)))', and the node before it, from cycle "
            + "\(a.start) to \(a.end), has the sum in '\(name(memory: home(of: a)))'")
      } else if b.start < a.end {
        report(
          b.op,
          "adds to \(sum()) from cycle \(b.start) on, and the node before it does so until cycle "
            + "\(a.end)")
      } else if needsOrder, !sums.map({ a.box[$0].lower }).isBefore(sums.map { b.box[$0].lower }) {
        report(
          b.op,
          "adds to \(sum()) at cycle \(b.start) what comes before the part added at cycle "
            + "\(a.start), and the order matters to what \(program.graph.layers[layer].name) computes"
        )
      }
    }
  }

  private typealias SumGroup = (box: Box, nodes: [Int])

  /// The nodes that add to the same elements, with the loops' box of those; nil where there are too many such groups.
  private func sumGroups(_ nodes: [Int], _ loops: [Int], _ sums: [Int]) -> [SumGroup]? {
    func elements(_ node: Int) -> Box {
      var box = program.nodes[node].box
      for loop in sums { box[loop] = Interval(0, loops[loop]) }
      return box
    }
    var groups: [SumGroup] = []
    var numbers: [Box: Int] = [:]
    for node in nodes {
      let box = elements(node)
      if let number = numbers[box] {
        groups[number].nodes.append(node)
      } else {
        numbers[box] = groups.count
        groups.append((box, [node]))
      }
    }
    if BoxCount(groups.map(\.box), extents: loops).overlap == nil { return groups }
    // Some nodes add to a part of what others add to: then each of the smallest parts is looked at by itself.
    let cuts = loops.indices.map { loop in
      BoxTree.cuts(
        extent: loops[loop], groups.flatMap { [$0.box[loop].lower, $0.box[loop].upper] })
    }
    var cells: [SumGroup] = []
    var visits = 0
    numbers = [:]
    for node in nodes {
      var boxes: [Box] = [[]]
      for (loop, interval) in elements(node).enumerated() {
        let parts = zip(cuts[loop], cuts[loop].dropFirst())
          .filter { $0.0 >= interval.lower && $0.1 <= interval.upper }
          .map { Interval($0.0, $0.1) }
        let (count, overflow) = boxes.count.multipliedReportingOverflow(by: parts.count)
        guard !overflow, visits + count <= 1 << 22 else { return nil }
        boxes = boxes.flatMap { box in parts.map { box + [$0] } }
      }
      visits += boxes.count
      for box in boxes {
        if let number = numbers[box] {
          cells[number].nodes.append(node)
        } else {
          numbers[box] = cells.count
          cells.append((box, [node]))
        }
      }
    }
    return cells
  }
}

extension [Int] {
  /// Whether the list comes before another of the same length.
  fileprivate func isBefore(_ other: [Int]) -> Bool { lexicographicallyPrecedes(other) }
}

/// Whether the parts of a sum may be added in any order.
enum SumOrder {
  /// Whether each result of the structured op is combined with the old one by an operation that is commutative and associative, up
  /// to rounding, and nothing else reads the old one.
  static func isFree(_ op: OpID, in module: borrowing Module) -> Bool {
    guard let view = StructuredOp(op, in: module), let body = view.body(in: module),
      let yield = module.lastOp(of: body)
    else { return false }
    let inputs = view.inputCount(in: module)
    let arguments = module.arguments(of: body)
    for (place, value) in module.operands(of: yield).enumerated() {
      guard inputs + place < arguments.count, let last = module.definingOp(of: value),
        let kind = ArithOp(module.opcode(of: last)), isCommutative(kind),
        module.operands(of: last).contains(arguments[inputs + place]),
        module.hasOneUse(arguments[inputs + place])
      else { return false }
    }
    return true
  }

  private static func isCommutative(_ kind: ArithOp) -> Bool {
    switch kind {
    case .addf, .addi, .mulf, .muli, .maximumf, .minimumf, .maxnumf, .minnumf, .maxsi, .maxui,
      .minsi, .minui, .andi, .ori, .xori:
      true
    default: false
    }
  }
}
