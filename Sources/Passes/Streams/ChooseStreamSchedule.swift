import FuseIR
import Machine

/// Chooses how the structured ops of a function run as streams, by what that is expected to cost, and says why.
///
/// - **Storage**: arguments that are stored densely and are mostly zeros become compressed (`stream.density`, or the data of
///   `-inputs`).
/// - **Association**: `(A B) C` becomes `A (B C)` where that is cheaper.
/// - **Regions**: which ops run at once. Regions cost as many cycles as their busiest block has tokens, a program the sum of its
///   regions; so work in one region overlaps, but what is read under more loops than it has is computed again for each of their
///   points. Dynamic programming over the cuts between units: ops with the same `stream.kernel`, or single ops. `regions` takes the
///   place of the search: `kernel`, `layer` and `whole` make a region of the ops with the same `stream.kernel`, `stream.layer` or
///   `stream.whole`.
/// - **Order** of the loops of each region.
/// - **Edges**: a result that fits `memory` bytes beside the others may stay on chip for its readers: `stream.buffered` says so.
/// - **Lanes**: each region may run on so many `lanes` in total, one loop of it or two, one inside of the other; those that are
///   expected to help most are `stream.lanes`, which `stream-parallelize` makes lanes of. The expected cycles count them. A region
///   that would gain less than a twentieth stays on one lane, since fork and join take cycles, too.
///
/// `lower-to-sam` makes no use of `stream.buffered` yet, and the expected cycles don't count it.
///
/// ```
/// %1 = linalg.generic ... ins(%a, %h) ...      →   %1 = "fuse.group"(%a, %h) ({... stream.indices = ["i", "k", "j"] ...})
///                                                    {kind = "stream", stream.order = ["i", "k", "j"], stream.cycles = 182160 : i64}
/// ```
public struct ChooseStreamSchedule: StreamCosting {
  /// What decides the regions.
  public enum Regions: String, CaseIterable, PassOptionValue, Sendable {
    case auto, kernel, layer, published, whole
  }

  /// How the order of a region's loops is found.
  public enum Orders: String, CaseIterable, PassOptionValue, Sendable {
    /// By its cost.
    case search
    /// As the loops of the ops are written, as far as storage allows.
    case written
  }

  /// `choose-stream-schedule`.
  public static let name = "choose-stream-schedule"
  /// What the pass does.
  public static let summary = "Chooses regions, loop orders, storage and lanes of streams."
  /// Each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<ChooseStreamSchedule>] {
    [
      PassOption(
        "regions", \.regions, "What decides the regions: a search, or an attribute of ops."),
      PassOption("orders", \.orders, "How the order of a region's loops is found."),
      PassOption("formats", \.formats, "Choose how arguments are stored; 'false' keeps it."),
      PassOption("associate", \.associate, "Choose the order of products; 'false' keeps it."),
      PassOption("lanes", \.lanes, "Lanes that a region may run on, in total."),
      PassOption("memory", \.memory, "Bytes on chip for results between regions; 0 for none."),
      PassOption(
        "locate", \.locate, "Dense operands are looked up, not scanned beside sparse ones."),
      PassOption("strict", \.strict, "Accumulators give one entry a cycle, writers count stops."),
      PassOption("bandwidth", \.bandwidth, "Bytes a cycle to and from memory; 0 for no limit."),
    ]
  }

  /// What decides the regions.
  public var regions = Regions.auto
  /// How the order of loops is found.
  public var orders = Orders.search
  /// Whether storage is chosen.
  public var formats = true
  /// Whether the order of products is chosen.
  public var associate = true
  /// Lanes of a region.
  public var lanes = 1
  /// Bytes on chip.
  public var memory = 0
  /// Whether dense operands are looked up.
  public var locate = true
  /// Whether every token counts.
  public var strict = false
  /// Bytes a cycle; 0 for no limit.
  public var bandwidth = 0

  /// How many schedules of a function with other storage or another order of products may still be looked at.
  private var trialsLeft = 0

  /// What fork, join and the blocks between them add at least, in cycles, so that less is no gain.
  private static let laneLatency = 4.0
  /// The most lanes in total.
  private static let greatestLanes = 4096

  /// The pass with default options.
  public init() {}

  private var rules: StreamFabricRules {
    StreamFabricRules(
      locates: locate, countsEverything: strict,
      bytesPerCycle: bandwidth > 0 ? Double(bandwidth) : nil)
  }

  /// Runs on a function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard (1...Self.greatestLanes).contains(lanes), memory >= 0, bandwidth >= 0 else {
      context.error(
        "choose-stream-schedule: 'lanes' is from 1 to \(Self.greatestLanes), 'memory' and 'bandwidth' at least 0"
      )
      return .failed
    }
    let arguments = context.statistics(of: function, in: module)
    var read = EinsumFunction(function, in: module, arguments: arguments)
    if let (op, reason) = read.refusal {
      context.remark(
        "the function stays as it is, since '\(module.name(of: op))' has no place in a stream: \(reason)",
        at: op, in: module)
      return .unchanged
    }
    if let group = read.groups.first {
      context.remark(
        "the function is in regions already: run 'inline-groups' first", at: group.op, in: module)
      return .unchanged
    }
    guard !read.statements.isEmpty else { return .unchanged }
    trialsLeft = 32
    guard var schedule = schedule(read, module) else {
      context.remark(
        "the function stays as it is: one of its ops has no graph of streams in any order of its loops",
        at: function, in: module)
      return .unchanged
    }
    if formats { chooseFormats(function, &read, &schedule, &module, context) }
    if associate, chooseAssociation(function, &read, &schedule, arguments, &module, context),
      formats
    {
      chooseFormats(function, &read, &schedule, &module, context)
    }
    return write(schedule, read, function, &module, &context)
  }

  /// The regions for the function as it is; nil where an op can't run.
  private func schedule(
    _ function: EinsumFunction, _ module: borrowing Module
  ) -> StreamSchedule? {
    var cuts = StreamCuts(function, rules: rules)
    cuts.takesWrittenOrders = orders == .written
    let kernels = StreamCuts.units(function, by: "stream.kernel", in: module)
    if regions == .auto { return cuts.best(units: kernels, in: module) }
    var schedule = StreamSchedule()
    let units = StreamCuts.units(function, by: "stream.\(regions.rawValue)", in: module)
    // Without marks, all at once is one region.
    let isMarked = function.statements.contains {
      module.integer("stream.\(regions.rawValue)", of: $0.op) != nil
    }
    let all = regions == .whole && !isMarked
    for unit in all ? [Array(function.statements.indices)] : units {
      if let part = cuts.part(unit, in: module) {
        schedule.parts.append(part)
        continue
      }
      // What can't run at once is cut where that is cheapest.
      let inner = Set(unit)
      let pieces = kernels.filter { inner.isSuperset(of: $0) }
      guard let cut = cuts.best(units: pieces, in: module) else { return nil }
      schedule.parts += cut.parts
    }
    return schedule
  }

  // MARK: Storage

  /// Whether something refers to the function, so that the types of its arguments are said elsewhere.
  private func isReferenced(_ function: OpID, in module: borrowing Module) -> Bool {
    guard let attribute = module.attribute("sym_name", of: function),
      case .string(let name, _) = module.attribute(attribute)
    else { return true }
    var references = SymbolReferences()
    for op in module.opsPreOrder(in: module.root) {
      references.visit(module.properties(of: op), module)
      references.visit(module.attributes(of: op), module)
    }
    return references.contains(name)
  }

  private mutating func chooseFormats(
    _ function: OpID, _ read: inout EinsumFunction, _ schedule: inout StreamSchedule,
    _ module: inout Module, _ context: PassContext
  ) {
    guard let body = module.body(of: function), !isReferenced(function, in: module) else { return }
    let einsums = Set(read.statements.map(\.op))
    for (number, argument) in module.arguments(of: body).enumerated() {
      // What anything else reads, a return too, has the type that is written there.
      guard module.uses(of: argument).allSatisfy({ einsums.contains($0.user) }),
        let encoding = read.encodings[argument], encoding.isIdentity,
        let known = read.statistics[argument], known.density < 1,
        (2...3).contains(known.extents.count)
      else { continue }
      var best: (formats: [SparseLevel.Format], read: EinsumFunction, schedule: StreamSchedule)?
      for formats in Self.formats(known.extents.count)
      where formats != encoding.levels.map(\.format) {
        var trial = read
        trial.setEncoding(.levels(formats), of: argument)
        trial.updateStored()
        guard trialsLeft > 0 else { break }
        trialsLeft -= 1
        guard let other = self.schedule(trial, module),
          other.cycles < 0.99 * (best?.schedule.cycles ?? schedule.cycles)
        else { continue }
        best = (formats, trial, other)
      }
      guard let best, case .tensor(let shape, let element, _) = module.typeValue(of: argument)
      else { continue }
      let share = (known.density * 10_000).rounded() / 100
      let names = best.formats.map { $0 == .dense ? "dense" : "compressed" }
      context.remark(
        "argument \(number), of which \(share) % is not zero, is stored with levels "
          + "\(names.joined(separator: ", ")): \(StreamNames.text(best.schedule.cycles)) cycles in place "
          + "of \(StreamNames.text(schedule.cycles))", at: function, in: module)
      let encodingAttribute = SparseEncoding.levels(best.formats).attribute(in: &module)
      module.setType(
        of: argument, to: module.tensorType(shape, element, encoding: encodingAttribute))
      Function(function).updateType(in: &module)
      read = best.read
      schedule = best.schedule
    }
  }

  /// All levels compressed, or the outer ones dense, so that a row is found by its number.
  private static func formats(_ rank: Int) -> [[SparseLevel.Format]] {
    (0..<rank).map { dense in
      (0..<rank).map { $0 < dense ? .dense : .compressed }
    }
  }

  // MARK: Association

  private mutating func chooseAssociation(
    _ function: OpID, _ read: inout EinsumFunction, _ schedule: inout StreamSchedule,
    _ arguments: [TensorStatistics?], _ module: inout Module, _ context: PassContext
  ) -> Bool {
    var changed = false
    for pair in StreamReassociation.all(in: read, of: module) {
      guard trialsLeft > 0 else { break }
      trialsLeft -= 1
      guard !module.isErased(pair.first), !module.isErased(pair.second) else { continue }
      let whole = pair.apply(in: &module)
      let trial = EinsumFunction(function, in: module, arguments: arguments)
      if let other = self.schedule(trial, module), other.cycles < 0.99 * schedule.cycles {
        context.remark(
          "A (B C) in place of (A B) C: \(StreamNames.text(other.cycles)) cycles in place of "
            + StreamNames.text(schedule.cycles), at: whole, in: module)
        read = trial
        schedule = other
        changed = true
      } else {
        pair.undo(whole, in: &module)
      }
      _ = DCE.eraseDeadOps(inside: function, of: &module)
    }
    // Handles of erased ops are in no statement that is left, but numbers have changed.
    read = EinsumFunction(function, in: module, arguments: arguments)
    return changed
  }

  // MARK: The program

  private func write(
    _ schedule: StreamSchedule, _ read: EinsumFunction, _ function: OpID, _ module: inout Module,
    _ context: inout PassContext
  ) -> PassOutcome {
    var groups = FusionGroups(function, in: module)
    var estimator = StreamEstimator(read, rules: rules)
    var total = 0.0
    for var part in schedule.parts {
      let ops = part.statements.map { read.statements[$0].op }
      for view in part.region.transposed { copy(view, part, read, &module, context) }
      let leaving = part.region.members.filter(\.leaves)
      switch groups.formGroup(ops, kind: "stream", in: &module) {
      case .failure(let refusal):
        let names = OpNames(function, in: module)
        context.error(
          "these ops can't be one region: \(refusal.text(names, in: module))",
          at: refusal.op ?? function, in: module)
        return .failed
      case .success(let group):
        StreamNames.write(part, read, onto: group, in: &module)
        addLanes(&part, &estimator, group, &module, context)
        total += part.estimate.cycles
        let cycles = module.integerAttribute(StreamNames.whole(part.estimate.cycles))
        module.setAttribute("stream.cycles", cycles, of: group)
        addBuffers(leaving, read, group, &module, context)
        explain(part, group, module, context)
      }
    }
    _ = DCE.eraseDeadOps(inside: function, of: &module)
    context.count("regions", by: schedule.parts.count)
    context.remark(
      "\(schedule.parts.count) regions, expected to take \(StreamNames.text(total)) cycles",
      at: function, in: module)
    return .changed
  }

  /// Puts a copy of an operand, its levels in the order of the loops, in front of the ops that read it.
  private func copy(
    _ view: EinsumRegion.View, _ part: StreamSchedule.Part, _ read: EinsumFunction,
    _ module: inout Module, _ context: PassContext
  ) {
    // Where the value comes from another region by now, that gives it.
    var uses: [(op: OpID, index: Int)] = []
    for member in part.region.members where member.views.contains(view) {
      let statement = read.statements[member.statement]
      for operand in statement.operands where operand.value == view.value {
        uses.append((statement.op, operand.index))
      }
    }
    guard let first = uses.first else { return }
    let value = module.operand(first.index, of: first.op)
    guard case .tensor(let shape, let element, _) = module.typeValue(of: value) else { return }
    let order = part.order
    let levels = view.variables.indices.sorted {
      (order.firstIndex(of: view.variables[$0]) ?? 0)
        < (order.firstIndex(of: view.variables[$1]) ?? 0)
    }
    let encoding = SparseEncoding.levels(
      levels.map { view.isDense[$0] ? .dense : .compressed },
      order: levels.map { view.dimensions[$0] })
    let attribute = encoding.attribute(in: &module)
    let place = module.definingOp(of: value).map { InsertionPoint.after($0) }
    let convert = module.build(
      SparseTensorOp.convert, at: place ?? .before(read.statements[part.statements[0]].op),
      operands: [value],
      resultTypes: [module.tensorType(shape, element, encoding: attribute)],
      location: module.location(of: first.op))
    for (op, index) in uses { module.setOperand(index, of: op, to: module.result(of: convert)) }
    context.remark(
      "a copy in the order of the loops: storage in another order contradicts the result's",
      at: convert,
      in: module)
  }

  private func explain(
    _ part: StreamSchedule.Part, _ group: OpID, _ module: borrowing Module, _ context: PassContext
  ) {
    let estimate = part.estimate
    let separate = estimate.memberTokens.reduce(0, +)
    let order = part.order.map(StreamNames.name).joined(separator: ", ")
    let gain =
      part.statements.count > 1
      ? "; one after another its ops have \(StreamNames.text(separate)) tokens" : ""
    context.remark(
      "a region of \(part.statements.count) op\(part.statements.count == 1 ? "" : "s") in the order "
        + "\(order): \(StreamNames.text(estimate.cycles)) cycles, since the \(estimate.bottleneck) of "
        + "op \(estimate.bottleneckMember + 1) has \(StreamNames.text(estimate.tokens)) tokens\(gain)",
      at: group, in: module)
  }

  /// Lanes of one loop or of two, as far as they are expected to help.
  private func addLanes(
    _ part: inout StreamSchedule.Part, _ estimator: inout StreamEstimator, _ group: OpID,
    _ module: inout Module, _ context: PassContext
  ) {
    guard lanes > 1 else { return }
    let single = part.estimate.cycles
    var best: (lanes: [Int: Int], estimate: StreamEstimate)?
    func isBetter(_ estimate: StreamEstimate, _ count: Int) -> Bool {
      let known = best?.estimate.cycles ?? single
      let used = best?.lanes.values.reduce(1, *) ?? 1
      // Of as many cycles, those with fewer lanes.
      return estimate.cycles < known * 0.99 || estimate.cycles <= known && count < used
    }
    let factors = (2...min(lanes, StreamParallelize.greatestFactor)).filter { lanes % $0 == 0 }
    for (place, outer) in part.order.enumerated() {
      for factor in factors where part.region.extents[outer] >= factor {
        for inner in [nil] + part.order.dropFirst(place + 1).map(Optional.some) {
          for innerFactor in inner == nil ? [1] : factors where factor * innerFactor <= lanes {
            var trial = [outer: factor]
            if let inner {
              guard part.region.extents[inner] >= innerFactor else { continue }
              trial[inner] = innerFactor
            }
            guard
              let estimate = estimator.estimate(part.region, order: part.order, lanes: trial),
              isBetter(estimate, factor * innerFactor)
            else { continue }
            best = (trial, estimate)
          }
        }
      }
    }
    guard let best, best.estimate.cycles < 0.95 * single - Self.laneLatency else {
      context.remark(
        "stays on one lane: \(lanes) of no loop, nor of one inside of another, would save a twentieth of its "
          + "\(StreamNames.text(single)) cycles", at: group, in: module)
      return
    }
    part.estimate = best.estimate
    var entries: [NamedAttribute] = []
    var texts: [String] = []
    for variable in part.order {
      guard let factor = best.lanes[variable] else { continue }
      let name = StreamNames.name(variable)
      entries.append(
        NamedAttribute(module.intern(name), module.integerAttribute(Int64(factor))))
      texts.append("\(factor) lanes of loop \(name)")
    }
    module.setAttribute(StreamNames.lanes, module.dictionary(entries), of: group)
    context.remark(
      "\(texts.joined(separator: ", with ")): \(StreamNames.text(best.estimate.cycles)) cycles in place of "
        + StreamNames.text(single), at: group, in: module)
  }

  /// Results that fit the memory on chip stay there until all who read them have run.
  private func addBuffers(
    _ leaving: [EinsumRegion.Member], _ read: EinsumFunction, _ group: OpID,
    _ module: inout Module, _ context: PassContext
  ) {
    guard memory > 0 else { return }
    var room = Double(memory)
    var kept: [Int64] = []
    for (number, member) in leaving.enumerated() {
      let result = read.statements[member.statement].result
      guard let stored = read.read(result), number < module.resultCount(of: group) else { continue }
      let isReturned = module.uses(of: module.result(number, of: group)).contains {
        module.opcode(of: $0.user).is(FuncOp.return)
      }
      let bytes = stored.entries * (stored.density < 1 ? 8 : 4)
      if isReturned || bytes > room {
        context.remark(
          "result \(number) goes through memory: "
            + (isReturned
              ? "the function returns it"
              : "it has \(StreamNames.text(bytes)) bytes, and there is room for \(StreamNames.text(room))"),
          at: group, in: module)
        continue
      }
      room -= bytes
      kept.append(Int64(number))
    }
    if !kept.isEmpty {
      module.setAttribute("stream.buffered", module.denseArrayAttribute(kept), of: group)
    }
  }
}
