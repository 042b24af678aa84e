import FuseIR
import Machine

/// Which ops of a function can be fused with which, and why not, or at what price.
///
/// Every use of a computed tensor by another op of the same block is an edge, in program order. Each gets a verdict: whether
/// the two ops, with the views between them, can be one `fuse.group` whose tensor in between never leaves the chip. The
/// analysis looks at pairs; `obstacles(to:in:)` answers for a whole group.
///
/// ```
/// let legality = FusionLegality(function, in: module, machine: context.target)
/// for edge in legality.edges where !edge.verdict.isLegal { ... }
/// ```
///
/// - Complexity: proportional to the number of ops and edges, but for values with several users: for these, whether there is
///   a way around is found for 512 of them in one walk over the ops up to their last users.
public struct FusionLegality {
  /// The function, or other op with regions, that was looked at.
  public let function: OpID
  /// The edges, by consumer in program order, then by operand.
  public let edges: [FusionEdge]
  /// The machine whose memories limit tiles; nil for no limit.
  public let machine: Accelerator?

  private let nests: LoopNests
  /// The place of each op in the walk over the function.
  private let order: OpMap<Int32>
  /// By consumer, where its edges begin.
  private let firstEdge: OpMap<Int32>
  /// The numbers of the edges, by producer; by producer, where they begin.
  private let outgoing: [Int32]
  private let firstOutgoing: OpMap<Int32>

  /// Looks at all edges inside a function.
  ///
  /// - Parameters:
  ///   - machine: the machine whose memories limit tiles; nil for no limit.
  ///   - widths: how wide the elements of tiles are.
  public init(
    _ function: OpID, in module: borrowing Module, machine: Accelerator? = nil,
    widths: TileWidths = .program
  ) {
    self.function = function
    self.machine = machine
    var ops: [OpID] = []
    var order = OpMap<Int32>(module, repeating: -1)
    // What is inside a generic computes elements; it is no tensor program.
    for op in module.opsPreOrder(in: function) {
      if let parent = module.parentOp(of: op), parent != function,
        order[parent] < 0 || Self.isElementLevel(parent, in: module)
      {
        continue
      }
      order[op] = Int32(truncatingIfNeeded: ops.count)
      ops.append(op)
    }
    self.order = order
    var nests = LoopNests(module)
    var builder = FusionEdgeBuilder(order, module)
    let axes = AxisClasses(ops, &nests, module)
    let ways = WaysAround(ops, &nests, module)
    var edges: [FusionEdge] = []
    var firstEdge = OpMap<Int32>(module, repeating: -1)
    for op in ops {
      let start = edges.count
      for operand in 0..<module.operandCount(of: op) {
        if let edge = builder.edge(
          into: op, operand, &nests, axes, ways, machine: machine, widths, in: module)
        {
          edges.append(edge)
        }
      }
      if edges.count > start { firstEdge[op] = Int32(truncatingIfNeeded: start) }
    }
    self.edges = edges
    self.firstEdge = firstEdge
    self.nests = nests
    let outgoing = edges.indices.sorted {
      (order[edges[$0].producer], $0) < (order[edges[$1].producer], $1)
    }
    var firstOutgoing = OpMap<Int32>(module, repeating: -1)
    for (place, edge) in outgoing.enumerated().reversed() {
      firstOutgoing[edges[edge].producer] = Int32(truncatingIfNeeded: place)
    }
    self.outgoing = outgoing.map { Int32(truncatingIfNeeded: $0) }
    self.firstOutgoing = firstOutgoing
  }

  /// Whether ops inside the op compute elements rather than tensors.
  private static func isElementLevel(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    switch opcode.dialect {
    case .linalg, .tensor: return true
    case .stablehlo:
      switch StablehloOp(opcode) {
      case .case, .if, .while: return false
      default: return true
      }
    default: return false
    }
  }

  /// The edges into an op, by operand.
  public func edges(into consumer: OpID) -> ArraySlice<FusionEdge> {
    let start = Int(firstEdge[consumer])
    guard start >= 0 else { return [] }
    var end = start
    while end < edges.count, edges[end].consumer == consumer { end += 1 }
    return edges[start..<end]
  }

  /// The edges from an op, by consumer; views that read it are among the consumers.
  public func edges(from producer: OpID) -> [FusionEdge] {
    guard firstOutgoing[producer] >= 0 else { return [] }
    return outgoing[Int(firstOutgoing[producer])...].lazy.map { edges[Int($0)] }
      .prefix { $0.producer == producer }
  }

  /// What the edges from one set of ops to another say together, as if each set were one op: a way around through an op of
  /// either set is none.
  public func verdict(from producers: [OpID], to consumers: [OpID]) -> FusionVerdict {
    var reasons: [FusionReason] = []
    for consumer in consumers {
      for edge in edges(into: consumer) where producers.contains(edge.producer) {
        for reason in edge.verdict.reasons where !reasons.contains(reason) {
          if case .cycle(let op) = reason, producers.contains(op) || consumers.contains(op) {
            continue
          }
          reasons.append(reason)
        }
      }
    }
    return FusionVerdict(reasons)
  }

  /// How the results of an op, or views of them, leave the block: returned, handed on, or used inside of other ops.
  public func escapes(of op: OpID, in module: borrowing Module) -> [FusionEscape] {
    var found = FusionEscape.all(of: op, in: module).escapes
    for edge in edges(from: op) where isView(edge.consumer) {
      for escape in FusionEscape.all(of: edge.consumer, in: module).escapes
      where !found.contains(escape) {
        found.append(escape)
      }
    }
    return found
  }

  /// Whether the op only says where the elements of another tensor are.
  public func isView(_ op: OpID) -> Bool { nests.known(op)?.isView ?? false }

  /// The loops of an op of the function, nil where it has none.
  public func loops(of op: OpID) -> LoopNest? { nests.known(op) }

  /// Why an op of the function has no loops; nil where it has, or was not looked at.
  public func unsupportedKind(of op: OpID) -> UnsupportedKind? { nests.obstacle(of: op) }

  /// Why the ops can't be one group: the obstacles of the edges among them, each with the edge. A way around through an op
  /// that is in the group as well is none.
  ///
  /// That nothing outside of the group lies between its ops is for `FusionGroup` to check, when it is made.
  public func obstacles(
    to ops: [OpID], in module: borrowing Module
  ) -> [(edge: FusionEdge, reason: FusionReason)] {
    let members = Set(ops)
    var found: [(edge: FusionEdge, reason: FusionReason)] = []
    for op in ops.sorted(by: { order[$0] < order[$1] }) {
      for edge in edges(into: op) where members.contains(edge.producer) {
        for reason in edge.verdict.reasons where reason.isObstacle {
          if case .cycle = reason { continue }
          found.append((edge, reason))
        }
      }
    }
    return found
  }
}

/// The loops of each op, found once.
struct LoopNests {
  private var table: OpMap<Int32>
  private var found: [Result<LoopNest, UnsupportedOp>] = []

  init(_ module: borrowing Module) { table = OpMap(module, repeating: -1) }

  /// The loops of the op, or why it has none.
  mutating func nest(
    of op: OpID, in module: borrowing Module
  ) -> Result<LoopNest, UnsupportedOp> {
    if table[op] < 0 {
      table[op] = Int32(truncatingIfNeeded: found.count)
      found.append(LoopNest.of(op, in: module))
    }
    return found[Int(table[op])]
  }

  /// The loops of the op if they were found before.
  func known(_ op: OpID) -> LoopNest? {
    guard table[op] >= 0, case .success(let nest) = found[Int(table[op])] else { return nil }
    return nest
  }

  /// Why the op has no loops, if that was asked before.
  func obstacle(of op: OpID) -> UnsupportedKind? {
    guard table[op] >= 0, case .failure(let failure) = found[Int(table[op])] else { return nil }
    return failure.kind
  }
}
