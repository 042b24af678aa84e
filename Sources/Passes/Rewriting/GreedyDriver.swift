import FuseIR

/// Folds ops and applies patterns until nothing applies any more.
///
/// Every op is looked at in program order; a change puts the ops that it concerns back on the worklist, so the work is
/// proportional to the program and the number of changes, whatever the size of a function. Per op, in this order: a
/// dead pure op is erased, a constant is shared and moved to the top of its region, a constant operand of a commutative
/// op moves to the right, the op is folded by its definition, and the patterns for its kind are tried.
public struct GreedyDriver {
  /// How a run ended.
  public struct Result: Sendable {
    /// Whether the program changed.
    public var changed = false
    /// Whether nothing was left to do when the run ended.
    public var converged = true
    /// How many ops were folded.
    public var folded = 0
    /// How many dead ops were erased.
    public var erased = 0
    /// How many times a pattern applied.
    public var rewritten = 0
    /// The pattern that applied last.
    public var lastPattern = ""

    /// Adds what a later run did.
    mutating func add(_ later: Result) {
      changed = changed || later.changed
      converged = later.converged
      folded += later.folded
      erased += later.erased
      rewritten += later.rewritten
      lastPattern = later.lastPattern
    }
  }

  /// The patterns.
  public let patterns: PatternTable

  /// Whether ops are folded by their definitions.
  public var folds = true

  /// What computes ops on constants; nil leaves them to the folds of their definitions.
  var constantFolding: ConstantFolding?

  /// How many rewrites are allowed per op that the program had at the start, with a thousand more for small programs.
  public var rewritesPerOp = 10

  /// A driver for the patterns.
  public init(_ patterns: [any RewritePattern]) { self.patterns = PatternTable(patterns) }

  /// A driver for the patterns of a ready table.
  public init(_ patterns: PatternTable) { self.patterns = patterns }

  /// Runs on everything inside `root`, which itself stays as it is.
  public func run(inside root: OpID, of module: inout Module) -> Result {
    var rewriter = Rewriter(module, tracking: true)
    let result = run(inside: root, &rewriter)
    module = rewriter.finish()
    return result
  }

  private func run(inside root: OpID, _ rewriter: inout Rewriter) -> Result {
    let facts = OpFacts.shared
    var pool = ConstantPool(&rewriter.module)
    var result = Result()
    let ops = rewriter.module.opsPreOrder(in: root)
    rewriter.enqueueAll(ops.dropFirst())
    let (limit, _) = ops.count.multipliedReportingOverflow(by: rewritesPerOp)
    let budget = max(limit, 0) + 1000
    while let op = rewriter.dequeue() {
      guard op != root else { continue }
      let opcode = rewriter.module.opcode(of: op)
      let traits = facts.traits(opcode)
      if traits.contains(.pure), facts.isDead(op, in: rewriter.module) {
        rewriter.erase(op)
        result.erased += 1
        result.changed = true
        continue
      }
      // Without an order among ops, an op may use what it is about to be replaced by.
      if isInGraph(op, facts, rewriter.module) { continue }
      if traits.contains(.constant) {
        if pool.enter(op, &rewriter) { result.changed = true }
        continue
      }
      if traits.contains(.commutative), moveConstantRight(op, facts, &rewriter) {
        result.changed = true
      }
      if folds, fold(op, opcode, facts, &pool, &rewriter) {
        result.folded += 1
        result.changed = true
        continue
      }
      rewriter.place = .before(op)
      rewriter.location = rewriter.module.location(of: op)
      guard let pattern = patterns.apply(to: op, &rewriter) else { continue }
      if !rewriter.module.isErased(op) { rewriter.enqueue(op) }
      result.rewritten += 1
      result.changed = true
      if result.rewritten >= budget {
        result.converged = false
        result.lastPattern = "\(type(of: pattern))"
        break
      }
    }
    return result
  }

  /// True iff the op stands in a region whose ops have no order: of a graph, a module, or an op of unknown meaning.
  private func isInGraph(_ op: OpID, _ facts: OpFacts, _ module: borrowing Module) -> Bool {
    guard let parent = module.parentOp(of: op) else { return true }
    let opcode = module.opcode(of: parent)
    return opcode.isForeign || facts.traits(opcode).contains(.graphRegion)
  }

  /// Exchanges the operands of a commutative op whose first is a constant and whose second is not.
  private func moveConstantRight(
    _ op: OpID, _ facts: OpFacts, _ rewriter: inout Rewriter
  ) -> Bool {
    guard rewriter.module.operandCount(of: op) == 2 else { return false }
    let left = rewriter.module.operand(0, of: op)
    let right = rewriter.module.operand(1, of: op)
    guard isConstant(left, facts, rewriter.module), !isConstant(right, facts, rewriter.module)
    else { return false }
    rewriter.module.setOperand(0, of: op, to: right)
    rewriter.module.setOperand(1, of: op, to: left)
    return true
  }

  private func isConstant(
    _ value: ValueID, _ facts: OpFacts, _ module: borrowing Module
  ) -> Bool {
    guard let op = module.definingOp(of: value) else { return false }
    return facts.traits(module.opcode(of: op)).contains(.constant)
  }

  /// The results of the op where its operands are constants.
  private func compute(
    _ op: OpID, _ opcode: Opcode, _ facts: OpFacts, _ rewriter: inout Rewriter
  ) -> [FoldedResult]? {
    // Most ops have an operand that is no constant: they are told apart before anything is copied.
    for index in 0..<rewriter.module.operandCount(of: op)
    where !isConstant(rewriter.module.operand(index, of: op), facts, rewriter.module) {
      return nil
    }
    return constantFolding?.fold(op, facts, &rewriter.module)
  }

  /// Folds the op by its definition, or by computing it.
  private func fold(
    _ op: OpID, _ opcode: Opcode, _ facts: OpFacts, _ pool: inout ConstantPool,
    _ rewriter: inout Rewriter
  ) -> Bool {
    guard !opcode.isForeign else { return false }
    let results =
      facts.folds[Int(opcode.raw)]?(&rewriter.module, op)
      ?? compute(op, opcode, facts, &rewriter)
    guard let folded = results, folded.count == rewriter.module.resultCount(of: op),
      !folded.isEmpty
    else { return false }
    rewriter.location = rewriter.module.location(of: op)
    var values: [ValueID] = []
    if folded.count == 1, case .value(let value) = folded[0] {
      let result = rewriter.module.result(of: op)
      guard rewriter.module.type(of: value) == rewriter.module.type(of: result) else {
        return false
      }
      rewriter.replaceAllUses(of: result, with: value)
      rewriter.erase(op)
      return true
    }
    for (index, result) in folded.enumerated() {
      let type = rewriter.module.type(of: rewriter.module.result(index, of: op))
      switch result {
      case .value(let value):
        guard rewriter.module.type(of: value) == type else { return false }
        values.append(value)
      case .constant(let attribute):
        guard let value = pool.constant(attribute, type, for: op, &rewriter) else { return false }
        values.append(value)
      }
    }
    rewriter.replace(op, with: values)
    return true
  }
}
