import FuseIR

/// Common subexpression elimination: a pure op that computes what another, dominating op computes gives way to it.
///
/// Ops are equal when kind, operands (in any order where the op is commutative), attributes and result types are, and
/// the ops in their regions are; locations don't count. A pure op that is dead when it is met is erased; the ops that it
/// alone used are left to `dce`. Nothing moves.
///
/// ```
/// %0 = arith.addi %a, %b : i32           %0 = arith.addi %a, %b : i32
/// %1 = arith.addi %b, %a : i32      →    %1 = arith.muli %0, %0 : i32
/// %2 = arith.muli %0, %1 : i32
/// ```
public struct CSE: Pass {
  /// `cse`.
  public static let name = "cse"
  /// What the pass does.
  public static let summary = "Computes equal pure ops once."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  private var facts = OpFacts.shared
  private var table = ScopedOpTable()
  private var merged = 0
  private var erased = 0

  /// The pass with default options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    simplifyRegions(of: op, &module, isolation: 0)
    context.count("ops merged", by: merged)
    context.count("dead ops erased", by: erased)
    return merged + erased > 0 ? .changed : .unchanged
  }

  private mutating func simplifyRegions(
    of op: OpID, _ module: inout Module, isolation: Int
  ) {
    // Values from above can't be used inside an isolated op, so equal ops outside are of no help there.
    let isIsolated = facts.traits(module.opcode(of: op)).contains(.isolatedFromAbove)
    let inner = isIsolated ? isolation + 1 : isolation
    for index in 0..<module.regionCount(of: op) {
      let region = module.region(index, of: op)
      guard let entry = module.entryBlock(of: region) else { continue }
      let mark = table.count
      if module.nextBlock(after: entry) == nil {
        simplify(entry, &module, inner, nil)
      } else {
        let dominators = DominatorTree(module, region)
        for block in module.blocks(of: region) { simplify(block, &module, inner, dominators) }
      }
      table.removeAll(after: mark)
    }
  }

  private mutating func simplify(
    _ block: BlockID, _ module: inout Module, _ isolation: Int, _ dominators: DominatorTree?
  ) {
    for op in module.ops(of: block) {
      let traits = facts.traits(module.opcode(of: op))
      if traits.contains(.pure), facts.isDead(op, in: module) {
        module.erase(op)
        erased += 1
        continue
      }
      if module.regionCount(of: op) > 0 {
        simplifyRegions(of: op, &module, isolation: isolation)
      }
      guard traits.contains(.pure), !traits.contains(.terminator), module.resultCount(of: op) > 0,
        facts.isPure(op, in: module)
      else { continue }
      let isCommutative = traits.contains(.commutative)
      let candidate = table.find(
        op, module, isCommutative: isCommutative, isolation: isolation, facts)
      guard let known = candidate else { continue }
      if let dominators, !dominates(known, block, module, dominators) {
        table.replaceLastFound(with: op)
        continue
      }
      for index in 0..<module.resultCount(of: op) {
        module.replaceAllUses(
          of: module.result(index, of: op), with: module.result(index, of: known))
      }
      module.erase(op)
      merged += 1
    }
  }

  /// True iff `known`, met before in this region or one around it, may be used in `block`.
  private func dominates(
    _ known: OpID, _ block: BlockID, _ module: borrowing Module, _ dominators: DominatorTree
  ) -> Bool {
    guard let home = module.parentBlock(of: known) else { return false }
    return home == block || module.parentRegion(of: home) != module.parentRegion(of: block)
      || dominators.dominates(home, block)
  }
}
