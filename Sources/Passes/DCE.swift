import FuseIR

/// Dead code elimination: erases pure ops without users, and blocks that control can't reach.
///
/// ```
/// func.func @f(%a: i32) -> i32 {          func.func @f(%a: i32) -> i32 {
///   %0 = arith.addi %a, %a : i32    →       return %a : i32
///   return %a : i32                       }
/// }
/// ```
public struct DCE: Pass {
  /// `dce`.
  public static let name = "dce"
  /// What the pass does.
  public static let summary = "Erases pure ops without users and unreachable blocks."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  /// The pass with default options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let blocks = Self.eraseUnreachableBlocks(inside: op, of: &module)
    let ops = Self.eraseDeadOps(inside: op, of: &module)
    context.count("ops erased", by: ops)
    context.count("blocks erased", by: blocks)
    return ops + blocks > 0 ? .changed : .unchanged
  }

  /// Erases dead pure ops; the number of them.
  static func eraseDeadOps(inside root: OpID, of module: inout Module) -> Int {
    let facts = OpFacts.shared
    var erased = 0
    // Users come after definitions but in graph regions, where the second list finds what the first order missed.
    var pending = Array(module.opsPreOrder(in: root).dropFirst())
    while let op = pending.popLast() {
      guard !module.isErased(op), facts.isDead(op, in: module) else { continue }
      for index in 0..<module.operandCount(of: op) {
        if let definition = module.definingOp(of: module.operand(index, of: op)) {
          pending.append(definition)
        }
      }
      module.erase(op)
      erased += 1
    }
    return erased
  }

  /// Erases blocks that no path from the entry of their region reaches; the number of them.
  static func eraseUnreachableBlocks(inside root: OpID, of module: inout Module) -> Int {
    var erased = 0
    for op in module.opsPreOrder(in: root) {
      guard !module.isErased(op) else { continue }
      // A foreign op may give its regions' blocks any meaning.
      guard !module.opcode(of: op).isForeign else { continue }
      for region in module.regions(of: op) {
        guard let entry = module.entryBlock(of: region), module.nextBlock(after: entry) != nil
        else { continue }
        erased += eraseUnreachableBlocks(of: region, entry, &module)
      }
    }
    return erased
  }

  /// Erases blocks of the region that no path from its entry reaches; the number of them.
  static func eraseUnreachableBlocks(
    of region: RegionID, _ entry: BlockID, _ module: inout Module
  ) -> Int {
    var reached: Set<BlockID> = [entry]
    var pending = [entry]
    while let block = pending.popLast() {
      guard let last = module.lastOp(of: block) else { continue }
      for successor in module.successors(of: last) where reached.insert(successor).inserted {
        pending.append(successor)
      }
    }
    let unreachable = module.blocks(of: region).filter { !reached.contains($0) }
    // Unreachable blocks may use each other's values: all uses go first.
    for op in unreachable.flatMap({ module.ops(of: $0) }) {
      for inner in module.opsPreOrder(in: op) { module.setOperands(of: inner, to: []) }
    }
    for block in unreachable { module.erase(block) }
    return unreachable.count
  }
}
