import FuseIR

/// The ops of a block that the host runs before its layers: look-ups in tables where operands say, as of words in an embedding,
/// and the elementwise ops that make their indices; and products of weights that are known before the program runs, marked `sched.offline`.
struct HostOps {
  private(set) var ops: Set<OpID> = []
  /// Those of them whose results are weights.
  private(set) var weights: Set<OpID> = []

  init(_ all: [OpID], in module: borrowing Module) throws(LayerGraphObstacle) {
    // Ops that read where data say, and everything that they need.
    var seen: Set<OpID> = []
    for op in all {
      let isOffline = module.attribute("sched.offline", of: op) != nil
      guard isOffline || Self.readsByData(op, in: module) else { continue }
      if isOffline { weights.insert(op) }
      var waiting = [op]
      while let next = waiting.popLast() {
        guard seen.insert(next).inserted else { continue }
        if !Self.isNoTensor(next, in: module) { ops.insert(next) }
        if next != op, !weights.contains(next), !Self.isCheap(next, in: module) {
          throw LayerGraphObstacle(
            op: op,
            message: isOffline
              ? "'sched.offline' marks it, but it needs the results of '\(module.name(of: next))', which layers compute"
              : "it reads where the results of '\(module.name(of: next))' say, "
                + "which can't be scheduled in parts; only look-ups by operands may be")
        }
        for value in Self.reads(of: next, in: module) {
          if let producer = module.definingOp(of: value),
            module.parentBlock(of: producer) == module.parentBlock(of: op)
          {
            waiting.append(producer)
          }
        }
      }
    }
  }

  /// Whether the op makes what lies in no memory of its own: a view, a number, or a tensor of one number.
  private static func isNoTensor(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if opcode.is(TensorOp.empty) || opcode.is(LinalgOp.fill) || opcode.is(TensorOp.splat)
      || opcode.is(ArithOp.constant)
    {
      return true
    }
    guard case .success(let nest) = LoopNest.of(op, in: module) else { return false }
    return nest.isView
  }

  /// The operands, and what regions use from outside.
  private static func reads(of op: OpID, in module: borrowing Module) -> [ValueID] {
    var values = module.operands(of: op)
    guard module.regionCount(of: op) > 0 else { return values }
    for inner in module.opsPreOrder(in: op).dropFirst() { values += module.operands(of: inner) }
    return values.filter { value in
      module.definingOp(of: value).map { !module.isInside($0, op) || $0 == op }
        ?? (module.block(of: value) == module.parentBlock(of: op))
    }
  }

  /// Whether an op without control flow reads a tensor where data say.
  private static func readsByData(_ op: OpID, in module: borrowing Module) -> Bool {
    switch TensorOp(module.opcode(of: op)) {
    case .gather, .extract, .fromElements, .generate: return true
    default: break
    }
    guard module.opcode(of: op).dialect == .linalg, let body = module.body(of: op) else {
      return false
    }
    return module.ops(of: body).contains { inner in
      module.operands(of: inner).contains { module.shape(of: $0) != nil }
    }
  }

  /// Whether the op neither sums nor has control flow.
  private static func isCheap(_ op: OpID, in module: borrowing Module) -> Bool {
    switch module.opcode(of: op).dialect {
    case .arith, .math, .tensor: return true
    case .linalg:
      return StructuredOp(op, in: module)?.iteratorTypes(in: module)?.contains(.reduction) == false
    default: return false
    }
  }
}
