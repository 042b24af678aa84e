import FuseIR

/// One region of a snapshot as boxes and edges: what a picture shows.
///
/// Constants, and what only rearranges constants, belong to their readers; scalar bodies belong to their ops. Larger
/// regions are drawn in groups, see `DrawnGraph+Grouping.swift`.
struct DrawnGraph {
  /// A box.
  struct Node {
    /// The first line: the op's name, or the argument's.
    var title: String
    /// The second line: the type of the result.
    var detail: String
    /// What is shown on hovering.
    var hover: String
    /// What kind of work it is.
    var category: OpCategory
    /// What the pass did.
    var change: OpChange
    /// True iff it is a value that comes from outside.
    var isArgument = false
    /// How many ops it stands for.
    var opCount = 1
    /// True iff groups form around it.
    var isAnchor = false
    /// True iff it has neither operands nor results.
    var passesNothing = false
  }

  /// An edge from box to box, by index.
  struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  /// What the region is: the function, and what is around it.
  let heading: String
  /// The boxes, in the order of the text.
  var nodes: [Node] = []
  /// The edges, each pair of boxes once.
  var edges: [Edge] = []
  /// The edges that are gone: they began or ended at a removed op.
  var removedEdges: Set<Edge> = []
  /// How many ops are part of their readers' boxes.
  private(set) var foldedCount = 0
  /// How many ops that are gone have a box, and how many have none because they are too many.
  var removedCount = 0, leftOutCount = 0
}

/// Makes the graphs of a snapshot.
struct DrawnGraphBuilder {
  let snapshot: ModuleSnapshot
  private let changes: [OpChange]?
  /// The index behind the last op inside each op.
  private(set) var ends: [Int] = []
  /// Where each value comes from: an op's index, or `~` a block's index.
  private var owners: [Int32] = []
  private var hasFoldedBody: [Bool] = []
  /// The blocks directly inside an op, by the op's index.
  private var blocksInside: [Int: [ModuleSnapshot.Block]] = [:]
  private(set) var isFolded: [Bool] = []

  /// Reads the snapshot; `changes` says what became of each of its ops.
  init(_ snapshot: ModuleSnapshot, _ changes: [OpChange]?, in module: borrowing Module) {
    self.snapshot = snapshot
    self.changes = changes
    ends = [Int](repeating: snapshot.ops.count, count: snapshot.ops.count)
    var open: [Int] = []
    for (index, op) in snapshot.ops.enumerated() {
      while let last = open.last, snapshot.ops[last].depth >= op.depth {
        ends[last] = index
        open.removeLast()
      }
      open.append(index)
    }
    for (index, op) in snapshot.ops.enumerated() {
      for value in snapshot.results[op.resultRange] { own(value, Int32(index)) }
    }
    for (index, block) in snapshot.blocks.enumerated() {
      blocksInside[block.parent, default: []].append(block)
      for value in snapshot.arguments[block.argumentRange] { own(value, ~Int32(index)) }
    }
    hasFoldedBody = snapshot.ops.indices.map { Self.isScalarBody($0, ends[$0], snapshot, module) }
    findFolded(in: module)
  }

  private static let nobody = Int32.min

  private mutating func own(_ value: ValueID, _ owner: Int32) {
    while owners.count <= value.index { owners.append(Self.nobody) }
    owners[value.index] = owner
  }

  func owner(of value: ValueID) -> Int32 {
    value.index < owners.count ? owners[value.index] : Self.nobody
  }

  private static func isScalarBody(
    _ index: Int, _ end: Int, _ snapshot: ModuleSnapshot, _ module: borrowing Module
  ) -> Bool {
    let op = snapshot.ops[index]
    let traits = module.definitions.traits(of: op.opcode)
    guard op.regionCount > 0, op.regionCount <= 2, end - index <= 14,
      !traits.contains(.isolatedFromAbove), !traits.contains(.symbolTable)
    else { return false }
    for inner in snapshot.ops[(index + 1)..<end] {
      guard inner.regionCount == 0 else { return false }
      for type in snapshot.resultTypes[inner.resultRange] {
        switch module.type(type) {
        case .integer, .index, .float, .complex: continue
        case .tensor(let shape, _, _) where shape.isEmpty: continue
        default: return false
        }
      }
    }
    return true
  }

  /// Ops without operands, and ops that rearrange only those, are drawn as a part of their readers.
  private mutating func findFolded(in module: borrowing Module) {
    isFolded = [Bool](repeating: false, count: snapshot.ops.count)
    for (index, op) in snapshot.ops.enumerated() {
      guard op.regionCount == 0 || hasFoldedBody[index], !op.resultRange.isEmpty,
        op.opcode.dialect == .linalg || module.definitions.traits(of: op.opcode).contains(.pure)
      else { continue }
      let category = OpCategory(
        op.opcode, properties: op.properties, operandCount: op.operandRange.count, in: module)
      guard op.operandRange.isEmpty || category == .movement else { continue }
      isFolded[index] = snapshot.operands[op.operandRange].allSatisfy { value in
        let owner = owner(of: value)
        return owner >= 0 && isFolded[Int(owner)]
      }
    }
  }

  /// The graphs of the first `limit` regions that deserve one, outer regions first; with the ops that are gone where the
  /// earlier program is given.
  func graphs(
    limit: Int, removed: RemovedOps? = nil, _ listing: inout ProgramListing,
    in module: borrowing Module
  ) -> [DrawnGraph] {
    var graphs: [DrawnGraph] = []
    for (index, op) in snapshot.ops.enumerated() where op.regionCount > 0 && !hasFoldedBody[index] {
      for region in 0..<op.regionCount {
        if graphs.count >= limit { return graphs }
        let graph = graph(ofRegion: region, index, removed, &listing, in: module)
        // Deep inside, only regions in which values flow from op to op are worth a picture.
        let flows = graph.edges.contains {
          !graph.nodes[$0.from].isArgument && !graph.nodes[$0.from].passesNothing
        }
        let hasOps = graph.nodes.contains(where: { !$0.isArgument })
        if op.depth <= 2 ? hasOps : flows { graphs.append(graph) }
      }
    }
    return graphs
  }

  private func symbol(of op: ModuleSnapshot.Op, in module: borrowing Module) -> String? {
    guard let key = module.find("sym_name") else { return nil }
    let attribute = module.entry(key, in: op.properties) ?? module.entry(key, in: op.attributes)
    return attribute.flatMap { module.stringValue($0) }.map { "@" + OpLabels.shortened($0, to: 40) }
  }

  private func heading(_ index: Int, _ region: Int, in module: borrowing Module) -> String {
    var parts: [String] = []
    var current = index
    while current > 0, parts.count < 6 {
      let op = snapshot.ops[current]
      parts.append(symbol(of: op, in: module) ?? module.name(of: op.opcode))
      current = op.parent
    }
    let path = parts.isEmpty ? "module" : parts.reversed().joined(separator: " › ")
    return snapshot.ops[index].regionCount > 1 ? "\(path), region \(region)" : path
  }

  private func graph(
    ofRegion region: Int, _ index: Int, _ removed: RemovedOps?, _ listing: inout ProgramListing,
    in module: borrowing Module
  ) -> DrawnGraph {
    var graph = DrawnGraph(heading: heading(index, region, in: module))
    let blocks = Set(
      (blocksInside[index] ?? []).filter { $0.region == region }.map { $0.id })
    var children: [Int] = []
    var child = index + 1
    while child < ends[index] {
      if let block = snapshot.ops[child].block, blocks.contains(block) { children.append(child) }
      child = ends[child]
    }
    // Functions are drawn on their own, not as boxes of the module.
    children.removeAll {
      let op = snapshot.ops[$0]
      let isBare = op.operandRange.isEmpty && op.resultRange.isEmpty
      let traits = module.definitions.traits(of: op.opcode)
      let isHidden =
        traits.contains(.terminator)
        || traits.contains(.symbol) && (op.regionCount == 0 || op.parent == 0)
      return isFolded[$0] || isBare && isHidden
    }
    graph.noteFolded(
      (index + 1..<ends[index]).reduce(0) {
        $0 + (isFolded[$1] && snapshot.ops[$1].parent == index ? 1 : 0)
      })

    var gone = (removed?.ops(in: blocks) ?? [])[...]
    if gone.count > RemovedOps.most || gone.count + children.count > RemovedOps.mostBoxes {
      graph.leftOutCount = gone.count
      gone = []
    }
    graph.removedCount = gone.count
    var nodeOf: [Int: Int] = [:]
    var nodeOfRemoved: [Int: Int] = [:]
    var sources: [ValueID: Int] = [:]
    var isLinked: Set<DrawnGraph.Edge> = []
    var previousBare: Int?
    func addRemoved(
      before child: Int?, _ removed: RemovedOps, _ listing: inout ProgramListing,
      _ module: borrowing Module
    ) {
      while let first = gone.first, child.map({ removed.comes(first, before: $0) }) ?? true {
        gone.removeFirst()
        var targets: [Int] = []
        for inner in first..<removed.before.ends[first] {
          let op = removed.before.snapshot.ops[inner]
          for value in removed.before.snapshot.operands[op.operandRange] {
            let owner = removed.before.owner(of: value)
            if owner >= 0 {
              let survivor = removed.survivor(Int(owner)).flatMap { nodeOf[$0] }
              if let node = nodeOfRemoved[Int(owner)] ?? survivor { targets.append(node) }
            } else if removed.before.isOutside(owner, of: first) {
              if sources[value] == nil {
                sources[value] = graph.nodes.count
                graph.nodes.append(argument(value, owner, &listing, in: module))
              }
              if let node = sources[value] { targets.append(node) }
            }
          }
        }
        for target in targets {
          let edge = DrawnGraph.Edge(from: target, to: graph.nodes.count)
          if isLinked.insert(edge).inserted {
            graph.edges.append(edge)
            graph.removedEdges.insert(edge)
          }
        }
        nodeOfRemoved[first] = graph.nodes.count
        var node = removed.before.node(first, &listing, in: module)
        node.change = .removed
        graph.nodes.append(node)
      }
    }
    for child in children {
      if let removed { addRemoved(before: child, removed, &listing, module) }
      var targets: [Int] = []
      // Steps that pass no values are tied by their order.
      if snapshot.ops[child].operandRange.isEmpty, snapshot.ops[child].resultRange.isEmpty {
        if let previousBare { targets.append(previousBare) }
      }
      for inner in child..<ends[child] {
        for value in snapshot.operands[snapshot.ops[inner].operandRange] {
          let owner = owner(of: value)
          if owner >= 0, let node = nodeOf[Int(owner)] {
            targets.append(node)
          } else if isOutside(owner, of: child), owner < 0 || !isFolded[Int(owner)] {
            if sources[value] == nil {
              sources[value] = graph.nodes.count
              graph.nodes.append(argument(value, owner, &listing, in: module))
            }
            if let node = sources[value] { targets.append(node) }
          }
        }
      }
      nodeOf[child] = graph.nodes.count
      if snapshot.ops[child].operandRange.isEmpty, snapshot.ops[child].resultRange.isEmpty {
        previousBare = graph.nodes.count
      }
      graph.nodes.append(node(child, &listing, in: module))
      for target in targets {
        let edge = DrawnGraph.Edge(from: target, to: graph.nodes.count - 1)
        if isLinked.insert(edge).inserted { graph.edges.append(edge) }
      }
      // What the op read before the pass, and no longer reads.
      for source in removed?.sources(of: child) ?? [] {
        guard let node = nodeOfRemoved[source] else { continue }
        let edge = DrawnGraph.Edge(from: node, to: graph.nodes.count - 1)
        if isLinked.insert(edge).inserted {
          graph.edges.append(edge)
          graph.removedEdges.insert(edge)
        }
      }
    }
    if let removed { addRemoved(before: nil, removed, &listing, module) }
    return graph
  }

  /// True iff a value with the owner is no result or argument of something inside the op.
  func isOutside(_ owner: Int32, of op: Int) -> Bool {
    guard owner != Self.nobody else { return false }
    let index = owner >= 0 ? Int(owner) : snapshot.blocks[Int(~owner)].parent
    return index < op || index >= ends[op] || (owner >= 0 && index == op)
  }

  private func argument(
    _ value: ValueID, _ owner: Int32, _ listing: inout ProgramListing, in module: borrowing Module
  ) -> DrawnGraph.Node {
    let type = listing.text(of: module.type(of: value), in: module)
    let name = listing.name(of: value)
    let origin = owner < 0 ? "argument" : "from outside of the region"
    return DrawnGraph.Node(
      title: name, detail: Self.short(type), hover: "\(name): \(type), \(origin)",
      category: .other, change: .same, isArgument: true, opCount: 0)
  }

  func node(
    _ index: Int, _ listing: inout ProgramListing, in module: borrowing Module
  ) -> DrawnGraph.Node {
    let op = snapshot.ops[index]
    var category = OpCategory(
      op.opcode, properties: op.properties, operandCount: op.operandRange.count, in: module)
    if category == .contraction, op.opcode.is(LinalgOp.generic) {
      // A window's second operand only says how large it is: without a product nothing is contracted.
      let multiplies = snapshot.ops[(index + 1)..<ends[index]].contains {
        $0.opcode.is(ArithOp.mulf) || $0.opcode.is(ArithOp.muli) || $0.opcode.is(ArithOp.andi)
      }
      if !multiplies { category = .reduction }
    }
    var title = module.name(of: op.opcode)
    for prefix in ["stablehlo.", "linalg.", "func."] where title.hasPrefix(prefix) {
      title = String(title.dropFirst(prefix.count))
    }
    var detail = ""
    if op.resultRange.isEmpty, let symbol = symbol(of: op, in: module) { detail = symbol }
    if let first = op.resultRange.first {
      detail = Self.short(listing.text(of: snapshot.resultTypes[first], in: module))
      if op.resultRange.count > 1 { detail += " and \(op.resultRange.count - 1) more" }
    }
    var hover = listing.line(op, of: snapshot, in: module)
    let constants = snapshot.operands[op.operandRange].compactMap { value -> Int? in
      let owner = owner(of: value)
      return owner >= 0 && isFolded[Int(owner)] ? Int(owner) : nil
    }
    for constant in constants.prefix(3) {
      hover += "\n" + listing.line(snapshot.ops[constant], of: snapshot, in: module)
    }
    if hasFoldedBody[index] {
      if title == "generic" { title = body(of: index, in: module) }
      for inner in snapshot.ops[(index + 1)..<ends[index]].prefix(6) {
        hover += "\n  " + listing.line(inner, of: snapshot, in: module)
      }
    } else if ends[index] - index > 1 {
      title += " (\(ends[index] - index - 1) inside)"
      hover += "\n\(ends[index] - index - 1) ops inside"
    }
    return DrawnGraph.Node(
      title: OpLabels.shortened(title, to: 28), detail: OpLabels.shortened(detail, to: 30),
      hover: hover, category: category, change: change(index),
      isAnchor: category == .contraction || category == .reduction || category == .control
        || op.regionCount > 0,
      passesNothing: op.operandRange.isEmpty && op.resultRange.isEmpty)
  }

  /// The names of the ops of a scalar body, such as `mulf, addf`.
  private func body(of index: Int, in module: borrowing Module) -> String {
    let inner = snapshot.ops[(index + 1)..<ends[index]]
    let names = inner.filter {
      ($0.opcode.dialect == .arith && !$0.opcode.is(ArithOp.constant)) || $0.opcode.dialect == .math
    }.map {
      String(module.name(of: $0.opcode).drop { $0 != "." }.dropFirst())
    }
    return names.isEmpty ? "generic" : names.joined(separator: ", ")
  }

  /// What became of the op and its body.
  private func change(_ index: Int) -> OpChange {
    guard let changes else { return .same }
    guard changes[index] == .same else { return changes[index] }
    return changes[index..<ends[index]].contains { $0 != .same } ? .changed : .same
  }

  /// `64×784 f32` for `tensor<64x784xf32>`.
  private static func short(_ type: String) -> String {
    guard type.hasPrefix("tensor<"), type.hasSuffix(">") else { return type }
    let parts = type.dropFirst(7).dropLast().split(separator: "x", maxSplits: 12)
    let isShape = parts.dropLast().allSatisfy { $0 == "?" || $0.allSatisfy(\.isNumber) }
    guard isShape, let element = parts.last else { return String(type.dropFirst(7).dropLast()) }
    return parts.dropLast().joined(separator: "×") + (parts.count > 1 ? " " : "") + element
  }
}

extension DrawnGraph {
  fileprivate mutating func noteFolded(_ count: Int) { foldedCount = count }
}
