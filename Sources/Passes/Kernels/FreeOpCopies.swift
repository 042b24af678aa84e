import FuseIR

/// Gives each reader of a free op a copy of it.
///
/// An op is free if it is elementwise, takes few simple operations at each point, and reads at most half of the bytes that it
/// writes: counters, comparisons of counters, conversions to wider elements, numbers that are computed from numbers. Reading
/// its result takes longer than computing it again. So in a plan for a program with copies, no kernel moves more bytes than in
/// one for the program without; copies that turn out to be kernels by themselves, and those that meet in one kernel, become
/// one op again. What is free in front of a free op is copied along with it.
struct FreeOpCopies {
  /// The most operations at a point of a free op that is no number.
  static let operationLimit = 4.0
  /// The most ops that are copied for one reader.
  static let limit = 16

  /// How many ops were copied.
  private(set) var count = 0
  /// Whether ops were copied or erased.
  private(set) var hasChanged = false
  /// By copy, the op that it is one of; that is no longer in the program if all its readers have copies.
  private var origins: [OpID: OpID] = [:]

  /// Copies the free ops of a block.
  mutating func add(
    _ graph: KernelGraph, _ legality: FusionLegality, in module: inout Module
  ) {
    let isFree = freeNodes(graph, module)
    guard isFree.contains(true) else { return }
    var readers = [Int](repeating: 0, count: graph.nodes.count)
    var cones: [(reader: Int32, cone: [Int32])] = []
    for node in 0..<Int32(graph.nodes.count) where !isFree[Int(node)] {
      let kind = graph.nodes[Int(node)].kind
      guard kind == .stitchable || kind == .contraction else { continue }
      let cone = cone(of: node, isFree, graph)
      guard !cone.isEmpty, cone.count <= Self.limit else { continue }
      for other in cone { readers[Int(other)] += 1 }
      cones.append((node, cone))
    }
    for node in 0..<Int32(graph.nodes.count) where isFree[Int(node)] {
      if staysAsItIs(node, isFree, graph) { readers[Int(node)] += 1 }
    }
    for (reader, cone) in cones {
      let shared = cone.filter { readers[Int($0)] > 1 }
      guard !shared.isEmpty else { continue }
      var values = CloneMapping()
      for node in shared {
        let op = graph.nodes[Int(node)].op
        redirect(op, isCopied: true, &values, legality, graph.block, in: &module)
      }
      for node in cone where readers[Int(node)] == 1 {
        redirect(
          graph.nodes[Int(node)].op, isCopied: false, &values, legality, graph.block, in: &module)
      }
      redirect(
        graph.nodes[Int(reader)].op, isCopied: false, &values, legality, graph.block, in: &module)
    }
    for node in isFree.indices.reversed() where isFree[node] {
      let op = graph.nodes[node].op
      eraseUnused(op, legality, in: &module)
      if module.isErased(op) { hasChanged = true }
    }
  }

  // MARK: What is free

  private func freeNodes(_ graph: KernelGraph, _ module: borrowing Module) -> [Bool] {
    var isFree = [Bool](repeating: false, count: graph.nodes.count)
    // What is read in order to compute a free op, and all that is free in front of it.
    var bytes = [Double](repeating: 0, count: graph.nodes.count)
    for node in 0..<Int32(graph.nodes.count) {
      let own = graph.nodes[Int(node)]
      guard own.kind == .stitchable, own.reductions == 0, graph.results(node).count == 1,
        let value = graph.results(node).first, module.regionCount(of: own.op) > 0
      else { continue }
      for read in graph.reads(node) {
        let producer = graph.values[Int(read.value)].producer
        bytes[Int(node)] +=
          producer >= 0 && isFree[Int(producer)] ? bytes[Int(producer)] : read.bytes
      }
      let operations = own.operations
      let isCheap =
        operations.simple <= Self.operationLimit * own.elements && operations.division == 0
        && operations.root == 0 && operations.transcendental == 0
      let isNumber = own.elements == 1 && graph.reads(node).allSatisfy { $0.bytes <= 16 }
      isFree[Int(node)] =
        isNumber || isCheap && 2 * bytes[Int(node)] <= graph.values[Int(value)].bytes
    }
    return isFree
  }

  /// The free ops that the node reads, and those that these read, in program order.
  private func cone(of node: Int32, _ isFree: [Bool], _ graph: KernelGraph) -> [Int32] {
    var cone: [Int32] = []
    var pending = [node]
    while let next = pending.popLast() {
      for number in graph.incoming(next) {
        let edge = graph.edges[number]
        guard isFree[Int(edge.producer)], !edge.isObstructed, !cone.contains(edge.producer) else {
          continue
        }
        cone.append(edge.producer)
        pending.append(edge.producer)
      }
    }
    return cone.sorted()
  }

  /// Whether others than kernels need the result, or ops that read it in no known way.
  private func staysAsItIs(_ node: Int32, _ isFree: [Bool], _ graph: KernelGraph) -> Bool {
    if graph.results(node).contains(where: { graph.values[Int($0)].escapes }) { return true }
    return graph.outgoing(node).contains { number in
      let edge = graph.edges[Int(number)]
      return edge.isObstructed || graph.nodes[Int(edge.consumer)].kind == .separate
        || graph.nodes[Int(edge.consumer)].kind == .outside
    }
  }

  // MARK: Copies

  /// Lets the op, or a copy of it, read the copies that were made for the same reader.
  private mutating func redirect(
    _ op: OpID, isCopied: Bool, _ values: inout CloneMapping, _ legality: FusionLegality,
    _ block: BlockID, in module: inout Module
  ) {
    for value in module.operands(of: op) {
      redirect(value, &values, legality, block, in: &module)
    }
    if isCopied {
      let copy = module.clone(op, mapping: &values)
      module.insert(copy, at: .after(op))
      origins[copy] = op
      count += 1
      hasChanged = true
      return
    }
    for index in 0..<module.operandCount(of: op) {
      let operand = module.operand(index, of: op)
      if values[operand] != operand { module.setOperand(index, of: op, to: values[operand]) }
    }
  }

  /// Copies the views through which a value shows something that was copied.
  private func redirect(
    _ value: ValueID, _ values: inout CloneMapping, _ legality: FusionLegality, _ block: BlockID,
    in module: inout Module
  ) {
    var views: [OpID] = []
    var current = value
    while values[current] == current, let op = module.definingOp(of: current),
      module.parentBlock(of: op) == block, legality.isView(op), module.resultCount(of: op) == 1,
      !FusionEdgeBuilder.isConstant(op, in: module)
    {
      views.append(op)
      current = module.operand(0, of: op)
    }
    guard values[current] != current else { return }
    for view in views.reversed() {
      let copy = module.clone(view, mapping: &values)
      module.insert(copy, at: .after(view))
    }
  }

  /// Removes an op, and the views of it, if nobody needs them.
  private func eraseUnused(_ op: OpID, _ legality: FusionLegality, in module: inout Module) {
    for use in module.uses(of: module.result(of: op))
    where !module.isErased(use.user) && legality.isView(use.user) {
      eraseUnused(use.user, legality, in: &module)
    }
    if !module.hasUses(module.result(of: op)) { module.erase(op) }
  }

  // MARK: Copies that meet

  /// Whether the op is a copy.
  func isCopy(_ op: OpID) -> Bool { origins[op] != nil }

  /// Makes copies of the same op one again, the first; the ops, in program order, that are left.
  func merged(_ ops: [OpID], _ legality: FusionLegality, in module: inout Module) -> [OpID] {
    var first: [OpID: OpID] = [:]
    var erased: Set<OpID> = []
    for op in ops {
      guard let origin = origins[op] else { continue }
      guard let other = first[origin] else {
        first[origin] = op
        continue
      }
      module.replaceAllUses(of: module.result(of: op), with: module.result(of: other))
      erased.insert(op)
    }
    for op in ops.reversed() where erased.contains(op) {
      eraseUnused(op, legality, in: &module)
    }
    return erased.isEmpty ? ops : ops.filter { !erased.contains($0) }
  }
}
