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
/// First, each reader of a free op, such as a counter, gets a copy of it (`copies`). Then patterns are chosen. Last, small
/// kernels of the same shape that don't need each other are packed into one launch (`horizontal`), at most `packing` of them: a
/// pack is a group of kind `kernel` whose ops are such groups, and its parameters count them as `parts`.
///
/// `k` is how many patterns are kept for each op to build on, `budget` the seconds that the choice may take. The solver
/// `exact` proves its choice best among all patterns that were met, or says how far it may be from it; `greedy` and `beam` are
/// to compare with. The packs have a bound and a gap of their own. Without a target, `cpu` is taken.
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
      PassOption(
        "horizontal", \.horizontal, "Pack small kernels of the same shape into one launch."),
      PassOption("packing", \.packing, "How many kernels a launch may hold."),
      PassOption("copies", \.copies, "Give each reader of a free op, such as a counter, its own."),
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
  /// Whether small kernels of the same shape are packed into one launch.
  public var horizontal = true
  /// How many kernels a launch may hold.
  public var packing = 64
  /// Whether readers of free ops get copies of them.
  public var copies = true
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
    guard packing > 0, packing <= 4096 else {
      context.error("plan-kernels: 'packing' must be from 1 to 4096")
      return .failed
    }
    let start = ContinuousClock.now
    let limit = Duration.seconds(min(budget, 1e6))
    var legality = FusionLegality(function, in: module)
    let blocks = Self.blocks(of: function, in: module)
    var copied = FreeOpCopies()
    var totals = KernelPlanTotals()
    if copies {
      for block in blocks {
        let graph = KernelGraphBuilder.graph(
          of: block, legality, allowsContractions: contractions, in: module)
        copied.add(graph, legality, in: &module)
      }
      if copied.count > 0 { legality = FusionLegality(function, in: module) }
      totals.copies = copied.count
    }
    var launches: [Launch] = []
    for block in blocks {
      let graph = KernelGraphBuilder.graph(
        of: block, legality, allowsContractions: contractions, in: module)
      var judge = KernelJudge(graph, model, processor)
      let pool = KernelPool(judge, objective, width: k)
      var planner = KernelPlanner(pool, graph)
      var plan = planner.plan(solver) { ContinuousClock.now - start < limit }
      plan.program.function = module.string("sym_name", of: function) ?? ""
      if !plan.program.patterns.isEmpty { context.packingPrograms.append(plan.program) }
      let kernels = Self.kernels(of: plan, pool, graph)
      if context.wantsRemarks(Self.name) {
        Self.tellApart(kernels.map(\.nodes), &judge, legality, context, in: module)
      }
      // Copies that are kernels by themselves become one op again, and so are in no pack.
      let mayBePacked = kernels.map { nodes, _ in
        nodes.count > 1 || !copied.isCopy(graph.nodes[Int(nodes[0])].op)
      }
      let packs = KernelPacks(
        kernels, mayBePacked, judge, planner.order, objective,
        maximumParts: horizontal ? packing : 1)
      totals.add(plan, kernels, packs, pool, graph)
      for launch in packs.launches {
        launches.append(
          Launch(
            parts: launch.map { number in
              (kernels[number].nodes.map { graph.nodes[Int($0)].op }, kernels[number].shape)
            }, shape: packs.shape(of: launch)))
      }
    }
    let elapsed = (ContinuousClock.now - start).components
    totals.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    guard !launches.isEmpty else {
      totals.count(in: &context)
      return copied.hasChanged ? .changed : .unchanged
    }
    form(launches, copied, legality, &totals, of: function, in: &module, context)
    totals.count(in: &context)
    totals.write(to: function, objective, solver, of: &module)
    return .changed
  }

  // MARK: Groups

  /// Kernels that are launched together: one, or several of a pack.
  private struct Launch {
    var parts: [(ops: [OpID], shape: KernelShape)]
    let shape: KernelShape
  }

  /// Makes the groups of all launches.
  private func form(
    _ launches: [Launch], _ copied: FreeOpCopies, _ legality: FusionLegality,
    _ totals: inout KernelPlanTotals, of function: OpID, in module: inout Module,
    _ context: PassContext
  ) {
    var launches = launches
    for index in launches.indices {
      for part in launches[index].parts.indices {
        launches[index].parts[part].ops = copied.merged(
          launches[index].parts[part].ops, legality, in: &module)
      }
    }
    // Copies that are kernels by themselves are one kernel.
    let alone = launches.indices.filter { index in
      launches[index].parts.count == 1 && launches[index].parts[0].ops.count == 1
        && copied.isCopy(launches[index].parts[0].ops[0])
    }
    let left = Set(copied.merged(alone.map { launches[$0].parts[0].ops[0] }, legality, in: &module))
    for index in alone.reversed() where !left.contains(launches[index].parts[0].ops[0]) {
      totals.remove(launches[index].shape)
      launches.remove(at: index)
    }
    let names = OpNames(function, in: module)
    var groups = FusionGroups(function, in: module)
    func isView(_ launch: Launch) -> Bool {
      launch.parts.count == 1 && launch.parts[0].ops.count == 1
        && legality.isView(launch.parts[0].ops[0])
    }
    // Views that are kernels come last, so that others take copies of them instead of their results.
    for launch in launches.filter({ !isView($0) }) + launches.filter(isView) {
      var formed: [OpID] = []
      for (ops, shape) in launch.parts {
        describe(ops, shape, names, context, module)
        switch groups.formGroup(ops, kind: "kernel", takesViews: true, in: &module) {
        case .success(let group):
          shape.write(to: group, of: &module)
          formed.append(group)
        case .failure(let refusal):
          // What a view reads besides its tensor is no edge of the graph, and may come from behind the kernel.
          context.remark(
            "no kernel after all, its ops stand alone: "
              + (refusal.reason.map { "\($0.code.rawValue), " } ?? "")
              + refusal.text(names, in: module),
            at: refusal.op ?? ops[0], in: module)
          var count = 0
          for op in ops {
            if case .success = groups.formGroup([op], kind: "kernel", takesViews: true, in: &module)
            {
              count += 1
            }
          }
          totals.divide(shape, into: count)
        }
      }
      guard launch.parts.count > 1 else { continue }
      switch formed.count == launch.parts.count
        ? groups.formGroup(formed, kind: "kernel", in: &module) : .failure(.empty)
      {
      case .success(let pack):
        launch.shape.write(to: pack, of: &module)
        context.remark(
          "one launch of \(formed.count) kernels of \(launch.parts[0].ops.count) "
            + (launch.parts[0].ops.count == 1 ? "op" : "ops"), at: pack, in: module)
      case .failure(let refusal):
        context.remark(
          "no pack after all, its kernels stand alone: \(refusal.text(names, in: module))",
          at: refusal.op ?? launch.parts[0].ops[0], in: module)
        totals.unpack(launch.shape)
      }
    }
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

  /// Tells of each two ops in different kernels, of which one reads the other, why their kernels are not one: once for each two
  /// kernels.
  private static func tellApart(
    _ kernels: [[Int32]], _ judge: inout KernelJudge, _ legality: FusionLegality,
    _ context: PassContext, in module: borrowing Module
  ) {
    let graph = judge.graph
    let names = OpNames(legality.function, in: module)
    // What is in none of the kernels is one by itself, and only told of where it reads a kernel or is read by one.
    let count = kernels.count
    var kernelOf = [Int](repeating: -1, count: graph.nodes.count)
    for (number, nodes) in kernels.enumerated() {
      for node in nodes { kernelOf[Int(node)] = number }
    }
    var kernels = kernels
    for node in graph.nodes.indices where kernelOf[node] < 0 {
      kernelOf[node] = kernels.count
      kernels.append([Int32(node)])
    }
    var told: Set<[Int]> = []
    for edge in graph.edges {
      let (from, to) = (kernelOf[Int(edge.producer)], kernelOf[Int(edge.consumer)])
      guard from != to, min(from, to) < count, told.insert([from, to]).inserted else { continue }
      let (producer, consumer) = (
        graph.nodes[Int(edge.producer)].op, graph.nodes[Int(edge.consumer)].op
      )
      let text =
        "\(names.name(of: producer, in: module)) and \(names.name(of: consumer, in: module)) are in "
        + "two kernels: "
      switch judge.judge((kernels[from] + kernels[to]).sorted()) {
      case .success:
        context.remark(
          text + "one of both can be, and would gain nothing, or less than others do", at: consumer,
          in: module)
      case .failure(let refused):
        let reason = refused.reason.reason(judge, legality)
        context.remark(
          text + reason.coded(names, in: module), at: consumer, in: module,
          notes: reason.notes(names, in: module))
      }
    }
  }

  private func describe(
    _ ops: [OpID], _ shape: KernelShape, _ names: OpNames, _ context: PassContext,
    _ module: borrowing Module
  ) {
    guard ops.count > 1, let root = ops.last else { return }
    var list: [String] = []
    for op in ops.prefix(6) { list.append(names.name(of: op, in: module)) }
    if ops.count > 6 { list.append("\(ops.count - 6) more") }
    let rows = Int64(min(0x1p62, shape.rows))
    context.remark(
      "one kernel of \(ops.count) ops, \(list.joined(separator: ", ")): \(rows) "
        + (rows == 1 ? "row" : "rows")
        + ", each gone through \(shape.sweeps == 1 ? "once" : "\(shape.sweeps) times"), "
        + "\(Int64(min(0x1p62, shape.scratchBytes))) bytes of it kept, \(Int64(min(0x1p62, shape.offChipBytes))) bytes from "
        + "and to memory" + (shape.combines ? ", sums over rows combined at the end" : ""),
      at: root, in: module)
  }
}

extension KernelShape {
  /// Writes what was planned as the parameters of a group.
  fileprivate func write(to group: OpID, of module: inout Module) {
    func whole(_ value: Double) -> AttributeID {
      module.integerAttribute(Int64(min(0x1p62, value)))
    }
    var fields = [
      ("offchip_bytes", whole(offChipBytes)),
      ("picoseconds", whole((seconds * 1e12).rounded())),
      ("rows", whole(rows)),
      ("scratch_bytes", whole(scratchBytes.rounded(.up))),
      ("sweeps", module.integerAttribute(Int64(sweeps))),
    ]
    if parts > 1 { fields.append(("parts", module.integerAttribute(Int64(parts)))) }
    if combines { fields.append(("combines", module.intern(.unit))) }
    var entries: [NamedAttribute] = []
    for (name, value) in fields { entries.append(NamedAttribute(module.intern(name), value)) }
    let dictionary = module.dictionary(entries)
    module.setAttribute("parameters", dictionary, of: group)
  }
}
