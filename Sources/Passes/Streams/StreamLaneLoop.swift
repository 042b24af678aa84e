import FuseIR

/// A loop of a stream graph, and the blocks that run inside of it and nowhere else: what lanes are copies of.
///
/// Streams of the loop's depth hold a token for each of its points; what is inside is deeper, or follows from something deeper. A
/// block is inside if all that it reads is inside too, or as deep as the loop (then it is dealt to the lanes in the loop's
/// order), or shallower (then every lane reads it). Blocks that may drop a point of the loop, that count what passes, or that
/// write stay outside; what they read is gathered in front of them.
struct StreamLaneLoop {
  /// The loop's index.
  let index: String
  /// The depth of its coordinates.
  let depth: Int
  /// The blocks inside, each behind those that it reads from.
  private(set) var inside: [OpID] = []
  /// Blocks inside that sum up the loop itself: each lane has a part of the sum.
  private(set) var sums: Set<OpID> = []
  /// A block that would be inside, but meets what comes from elsewhere.
  private(set) var obstacle: OpID?
  /// The indices of loops whose lanes begin inside.
  private var forks: Set<String> = []
  /// By stream, what it may have where no coordinate belongs to it.
  private var bareValues: [ValueID: StreamBareValue] = [:]

  /// The loops of a graph with an index, by their depths.
  static func loops(
    _ index: String, of body: BlockID, in module: borrowing Module
  ) -> [StreamLaneLoop] {
    var depths: Set<Int> = []
    for op in module.ops(of: body) where isHead(op, index, in: module) {
      if let depth = StreamType(of: module.result(of: op), in: module)?.depth {
        depths.insert(depth)
      }
    }
    return depths.sorted().map { StreamLaneLoop(index, $0, body, in: module) }
  }

  /// The indices of a graph's loops, in their order.
  static func indices(of body: BlockID, in module: borrowing Module) -> [String] {
    var indices: [String] = []
    for op in module.ops(of: body) {
      if let index = module.string("index", of: op), !indices.contains(index),
        isHead(op, index, in: module)
      {
        indices.append(index)
      }
    }
    return indices
  }

  /// Whether a block gives the coordinates of the loop with the index.
  private static func isHead(_ op: OpID, _ index: String, in module: borrowing Module) -> Bool {
    switch SamOp(module.opcode(of: op)) {
    case .scan, .locate, .intersect, .union, .concat:
      return module.string("index", of: op) == index
    default: return false
    }
  }

  private init(_ index: String, _ depth: Int, _ body: BlockID, in module: borrowing Module) {
    self.index = index
    self.depth = depth
    let ops = Self.sorted(module.ops(of: body), in: module)
    let hasPoints = ops.contains { module.attribute("point", of: $0) != nil }
    // What follows from the loop's streams, whether inside or in step with it.
    var following: Set<ValueID> = []
    var candidates: Set<OpID> = []
    for op in ops {
      let results = module.results(of: op)
      let bare = bareValue(of: op, in: module)
      if bare != .none { for result in results { bareValues[result] = bare } }
      let isOfLoop =
        Self.isHead(op, index, in: module)
        || SamOp(module.opcode(of: op)) == .repeat && module.string("index", of: op) == index
      if isOfLoop, results.contains(where: { StreamType(of: $0, in: module)?.depth == depth }) {
        following.formUnion(results)
        continue
      }
      let operands = module.operands(of: op)
      guard operands.contains(where: { following.contains($0) }) else { continue }
      switch place(op, hasPoints, in: module) {
      case .outside: continue
      case .sum:
        candidates.insert(op)
        sums.insert(op)
        continue
      case .inside: break
      }
      following.formUnion(results)
      if SamOp(module.opcode(of: op)) == .fork {
        forks.insert(module.string("index", of: op) ?? "")
      }
      let isDeeper = (operands + results).contains { streamDepth($0, in: module) > depth }
      if isDeeper || operands.contains(where: { isMade($0, by: candidates, in: module) }) {
        candidates.insert(op)
      }
    }
    // A sum of values that are in step with the loop is no work of lanes.
    sums.formIntersection(candidates)
    settle(&candidates, ops, in: module)
    inside = ops.filter { candidates.contains($0) }
    sums.formIntersection(candidates)
  }

  /// Blocks behind those that they read from; without those of a circle.
  private static func sorted(_ ops: [OpID], in module: borrowing Module) -> [OpID] {
    var missing: [OpID: Int] = [:]
    var readers: [OpID: [OpID]] = [:]
    var sorted: [OpID] = []
    for op in ops {
      var count = 0
      for operand in module.operands(of: op) {
        guard let maker = module.definingOp(of: operand) else { continue }
        readers[maker, default: []].append(op)
        count += 1
      }
      missing[op] = count
      if count == 0 { sorted.append(op) }
    }
    var next = 0
    while next < sorted.count {
      for reader in readers[sorted[next]] ?? [] {
        missing[reader, default: 0] -= 1
        if missing[reader] == 0 { sorted.append(reader) }
      }
      next += 1
    }
    return sorted
  }

  private enum Place { case inside, outside, sum }

  /// Where a block that reads the loop's streams may stand.
  private func place(_ op: OpID, _ hasPoints: Bool, in module: borrowing Module) -> Place {
    let first = module.operandCount(of: op) > 0 ? module.operand(0, of: op) : nil
    let outer = first.flatMap { StreamType(of: $0, in: module)?.depth }
    switch SamOp(module.opcode(of: op)) {
    case .scan: return module.operandCount(of: op) == 2 ? .inside : .outside
    case .array, .alu, .repeat, .repeatSignal, .broadcast: return .inside
    case .locate:
      guard let depth = StreamType(of: module.operand(1, of: op), in: module)?.depth else {
        return .outside
      }
      // A search in a compressed level may find nothing.
      return depth > self.depth || Self.findsAll(op, in: module) ? .inside : .outside
    case .reduce:
      guard let outer else { return .outside }
      if outer > depth { return .inside }
      // A lane may have nothing where others have something.
      let function = module.string("function", of: op) ?? "add"
      let counts = bareValues[module.operand(0, of: op)]?.counts(in: function) ?? false
      return outer == depth && !counts ? .sum : .outside
    case .accumulate:
      let order = Int(clamping: module.integer("order", of: op) ?? 1)
      guard let outer, !hasPoints, module.operandCount(of: op) == module.resultCount(of: op) + 1
      else { return .outside }
      if outer - order > depth { return .inside }
      // Where lanes keep different coordinates, one without any says nothing about the largest.
      let isSum = module.string("function", of: op) != "max" && order == 1
      return outer - order == depth && isSum ? .sum : .outside
    case .intersect, .union, .concat:
      guard let outer, module.attribute("skip", of: op) == nil else { return .outside }
      return outer > depth ? .inside : .outside
    case .fork, .drop:
      guard let outer else { return .outside }
      return outer > depth ? .inside : .outside
    case .join:
      // Lanes of a loop that this one is inside of are gathered outside.
      guard let outer, forks.contains(module.string("index", of: op) ?? "") else {
        return .outside
      }
      return outer > depth ? .inside : .outside
    case .hold:
      guard let outer, !hasPoints else { return .outside }
      return outer >= depth ? .inside : .outside
    default: return .outside
    }
  }

  /// What the values that a block gives may have where no coordinate belongs to them.
  private func bareValue(of op: OpID, in module: borrowing Module) -> StreamBareValue {
    let inputs = module.operands(of: op).map { bareValues[$0] ?? .none }
    let function = module.string("function", of: op) ?? "add"
    switch SamOp(module.opcode(of: op)) {
    case .reduce: return .reduced(function, inputs[0])
    case .alu:
      let scalar = module.attribute("scalar", of: op).map { module.uniformFloat($0) ?? .nan }
      return .computed(function, inputs, scalar: scalar)
    case .broadcast: return inputs[0]
    default: return .none
    }
  }

  private static func findsAll(_ locate: OpID, in module: borrowing Module) -> Bool {
    let tensor = module.type(of: module.operand(0, of: locate))
    guard let levels = try? SparseEncoding.of(tensor, in: module).levels,
      let level = module.integer("level", of: locate), levels.indices.contains(Int(clamping: level))
    else { return false }
    return levels[Int(level)].isDense
  }

  private func isMade(
    _ value: ValueID, by ops: Set<OpID>, in module: borrowing Module
  ) -> Bool {
    module.definingOp(of: value).map { ops.contains($0) && !sums.contains($0) } ?? false
  }

  /// The depth of a stream, of a signal that of what it was made from; -1 for what is no stream.
  private func streamDepth(_ value: ValueID, in module: borrowing Module) -> Int {
    var value = value
    for _ in 0..<64 {
      guard let type = StreamType(of: value, in: module) else { return -1 }
      if let depth = type.depth { return depth }
      guard type == .signals, let maker = module.definingOp(of: value) else { return -1 }
      value = module.operand(0, of: maker)
    }
    return -1
  }

  /// Takes out what meets deeper streams from elsewhere, until nothing does.
  private mutating func settle(
    _ candidates: inout Set<OpID>, _ ops: [OpID], in module: borrowing Module
  ) {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for op in ops where candidates.contains(op) {
        let operands = module.operands(of: op)
        let meetsOthers = operands.contains { value in
          !isMade(value, by: candidates, in: module)
            && (streamDepth(value, in: module) > depth
              || StreamType(of: value, in: module) == .signals)
        }
        // A signal can be made again from what is gathered, a copy of one can't.
        let leavesCopies =
          SamOp(module.opcode(of: op)) == .broadcast
          && module.results(of: op).contains { result in
            StreamType(of: result, in: module) == .signals
              && module.uses(of: result).contains { !candidates.contains($0.user) }
          }
        // A sum of the loop has its share in a lane only where it reads what is there.
        let isIdle =
          sums.contains(op) && !operands.contains { isMade($0, by: candidates, in: module) }
        guard meetsOthers || leavesCopies || isIdle else { continue }
        if meetsOthers, obstacle == nil { obstacle = op }
        candidates.remove(op)
        hasChanged = true
      }
    }
  }
}
