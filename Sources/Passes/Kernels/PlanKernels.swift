import FuseIR
import Machine

/// Chooses which memory-bound ops run together as one kernel.
///
/// The program should be in import form. Ops with loops over tensors, but for large contractions and convolutions, are put into
/// `fuse.group`s of kind `kernel`, one for each kernel, such that the predicted time is least. All ops of a kernel have the
/// same rows: a row is computed from beginning to end by one core, and what is needed of it again stays in registers or
/// scratch. `parameters` of a group say what was planned: `rows`, `sweeps` over a row, `scratch_bytes`, `offchip_bytes` and
/// `picoseconds`, and `combines` where sums over rows are finished by a last step. The function gets `fuse.kernel_plan`.
/// [kernel-plans.md](../kernel-plans.md) explains rows, patterns and the choice.
///
/// `k` is how many patterns are kept for each op to build on, `budget` the seconds that the choice may take. The solver
/// `exact` proves its choice best among all patterns that were met, or says how far it may be from it; `greedy` and `beam` are
/// to compare with. Without a target, `cpu` is taken.
///
/// ```
/// %1 = linalg.generic ... ins(%x)       →   %1 = "fuse.group"(%x) ({ ... }) {kind = "kernel", parameters = {rows = 64 : i64,
/// %2 = linalg.generic ... ins(%x, %1)         sweeps = 2 : i64, ...}}
/// ```
public struct PlanKernels: Pass {
  /// `plan-kernels`.
  public static let name = "plan-kernels"
  /// What the pass does.
  public static let summary = "Chooses which memory-bound ops run together as one kernel."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<PlanKernels>] {
    [
      PassOption("k", \.k, "How many patterns are kept for each op to build on."),
      PassOption("budget", \.budget, "How many seconds the choice may take."),
      PassOption("objective", \.objective, "What is to become small."),
      PassOption("solver", \.solver, "How patterns are chosen."),
      PassOption("contractions", \.contractions, "Let small sums of products into kernels."),
    ]
  }

  /// Patterns that are kept for each op.
  public var k = 8
  /// Seconds.
  public var budget = 5.0
  /// What is to become small.
  public var objective = KernelObjective.time
  /// How patterns are chosen.
  public var solver = KernelSolverKind.exact
  /// Whether contractions whose rows fit into scratch may be part of kernels.
  public var contractions = true

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let machine = context.target ?? .cpu
    guard let processor = machine.processors.first, let model = KernelCostModel(machine) else {
      context.error(
        "plan-kernels needs a machine with a processor, such as cpu or h200, but "
          + "'\(machine.name)' has none")
      return .failed
    }
    guard k > 0, k <= 64, budget > 0 else {
      context.error("plan-kernels: 'k' must be from 1 to 64, and 'budget' above 0")
      return .failed
    }
    guard module.body(of: function) != nil else { return .unchanged }
    let start = ContinuousClock.now
    let limit = Duration.seconds(min(budget, 1e6))
    let legality = FusionLegality(function, in: module)
    var totals = KernelPlanTotals()
    var decisions: [(nodes: [OpID], shape: KernelShape, isView: Bool)] = []
    for block in Self.blocks(of: function, in: module) {
      let graph = KernelGraphBuilder.graph(
        of: block, legality, allowsContractions: contractions, in: module)
      let judge = KernelJudge(graph, model, processor)
      let pool = KernelPool(judge, objective, width: k)
      var planner = KernelPlanner(pool, graph)
      var plan = planner.plan(solver) { ContinuousClock.now - start < limit }
      plan.program.function = module.string("sym_name", of: function) ?? ""
      if !plan.program.patterns.isEmpty { context.packingPrograms.append(plan.program) }
      totals.add(plan, pool, graph)
      for (nodes, shape) in Self.kernels(of: plan, pool, graph) {
        let isView = nodes.count == 1 && legality.isView(graph.nodes[Int(nodes[0])].op)
        decisions.append((nodes.map { graph.nodes[Int($0)].op }, shape, isView))
      }
    }
    let elapsed = (ContinuousClock.now - start).components
    totals.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    totals.count(in: &context)
    guard !decisions.isEmpty else { return .unchanged }
    let names = OpNames(function, in: module)
    var groups = FusionGroups(function, in: module)
    // Views that are kernels come last, so that others take copies of them instead of their results.
    for decision in decisions.filter({ !$0.isView }) + decisions.filter(\.isView) {
      describe(decision.nodes, decision.shape, names, context, module)
      switch groups.formGroup(decision.nodes, kind: "kernel", takesViews: true, in: &module) {
      case .success(let group): decision.shape.write(to: group, of: &module)
      case .failure(let refusal):
        // What a view reads besides its tensor is no edge of the graph, and may come from behind the kernel.
        context.remark(
          "no kernel after all, its ops stand alone: \(refusal.text(names, in: module))",
          at: refusal.op ?? decision.nodes[0], in: module)
        var formed = 0
        for op in decision.nodes {
          if case .success = groups.formGroup([op], kind: "kernel", takesViews: true, in: &module) {
            formed += 1
          }
        }
        totals.divide(decision.shape, into: formed)
      }
    }
    totals.write(to: function, objective, solver, of: &module)
    return .changed
  }

  /// The blocks whose ops compute tensors: those of the function and of control flow.
  static func blocks(of function: OpID, in module: borrowing Module) -> [BlockID] {
    var blocks: [BlockID] = []
    var seen: Set<BlockID> = []
    for op in module.opsPreOrder(in: function).dropFirst() {
      guard let block = module.parentBlock(of: op), let parent = module.parentOp(of: block) else {
        continue
      }
      let isOpen =
        parent == function
        || (module.opcode(of: parent).dialect == .scf
          && module.parentBlock(of: parent).map { seen.contains($0) } ?? false)
      if isOpen, seen.insert(block).inserted { blocks.append(block) }
    }
    return blocks
  }

  /// All kernels: those that were chosen, and what is left, unit by unit, but for contractions alone.
  static func kernels(
    of plan: KernelPlanner.Plan, _ pool: KernelPool, _ graph: KernelGraph
  ) -> [(nodes: [Int32], shape: KernelShape)] {
    var isCovered = [Bool](repeating: false, count: pool.units.members.count)
    var kernels: [(nodes: [Int32], shape: KernelShape)] = []
    for number in plan.chosen {
      let pattern = pool.patterns[Int(number)]
      for unit in pattern.units { isCovered[Int(unit)] = true }
      kernels.append((pattern.nodes, pattern.shape))
    }
    for (unit, nodes) in pool.units.members.enumerated() where !isCovered[unit] {
      if nodes.count == 1, graph.nodes[Int(nodes[0])].kind == .contraction { continue }
      kernels.append((nodes, pool.alone[unit]))
    }
    return kernels.sorted { ($0.nodes.last ?? 0) < ($1.nodes.last ?? 0) }
  }

  private func describe(
    _ ops: [OpID], _ shape: KernelShape, _ names: OpNames, _ context: PassContext,
    _ module: borrowing Module
  ) {
    guard ops.count > 1, let root = ops.last else { return }
    var list: [String] = []
    for op in ops.prefix(6) { list.append(names.name(of: op, in: module)) }
    if ops.count > 6 { list.append("\(ops.count - 6) more") }
    let rows = Int64(shape.rows)
    context.remark(
      "one kernel of \(ops.count) ops, \(list.joined(separator: ", ")): \(rows) "
        + (rows == 1 ? "row" : "rows")
        + ", each gone through \(shape.sweeps == 1 ? "once" : "\(shape.sweeps) times"), "
        + "\(Int64(shape.scratchBytes)) bytes of it kept, \(Int64(shape.offChipBytes)) bytes from "
        + "and to memory" + (shape.combines ? ", sums over rows combined at the end" : ""),
      at: root, in: module)
  }
}

extension KernelShape {
  /// Writes what was planned as the parameters of a group.
  fileprivate func write(to group: OpID, of module: inout Module) {
    var fields = [
      ("offchip_bytes", module.integerAttribute(Int64(offChipBytes))),
      ("picoseconds", module.integerAttribute(Int64((seconds * 1e12).rounded()))),
      ("rows", module.integerAttribute(Int64(rows))),
      ("scratch_bytes", module.integerAttribute(Int64(scratchBytes.rounded(.up)))),
      ("sweeps", module.integerAttribute(Int64(sweeps))),
    ]
    if combines { fields.append(("combines", module.intern(.unit))) }
    var entries: [NamedAttribute] = []
    for (name, value) in fields { entries.append(NamedAttribute(module.intern(name), value)) }
    let dictionary = module.dictionary(entries)
    module.setAttribute("parameters", dictionary, of: group)
  }
}
