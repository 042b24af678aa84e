import FuseIR

/// The order in which a function's work runs: stretches for the host and for the accelerator by turns.
///
/// Work is a *unit*: a kernel, or an op for the host. A unit runs as early as its operands allow, host work first, so
/// that neighbouring units of one kind end up in one step. Ops that cost nothing or less than a trip through DRAM
/// (constants, empty tensors, fills, scalars, reshapes) are no units: whoever uses their results computes them.
struct GemminiSchedule {
  /// A stretch of work of one kind.
  enum Step {
    case host([OpID])
    /// Indices of kernels.
    case segment([Int])
  }

  private(set) var steps: [Step] = []
  /// When each unit that computes a value in DRAM runs, by the op that computes it: kernels count one each, host steps
  /// one.
  private(set) var positions: [OpID: Int] = [:]
  private(set) var positionCount = 0

  private let block: BlockID
  private let kernels: [GemminiPlannedKernel]
  private let kernelOfOp: [OpID: Int]
  /// Ops that would be no units, but that a kernel reads.
  private var forced: Set<OpID> = []

  /// Schedules what the block's terminator needs, and what has effects.
  init(
    _ block: BlockID, _ selection: GemminiKernelSelection, in module: borrowing Module
  ) {
    self.block = block
    kernels = selection.kernels
    kernelOfOp = selection.kernelOfOp
    for kernel in kernels {
      for value in kernel.reads {
        let stored = Self.stored(value, in: module)
        guard let op = module.definingOp(of: stored),
          !module.opcode(of: op).is(ArithOp.constant)
        else { continue }
        forced.insert(op)
      }
    }
    order(needed(in: module), in: module)
  }

  // MARK: What is stored where

  /// The value whose bytes `value` shares: reshapes are views.
  static func stored(_ value: ValueID, in module: borrowing Module) -> ValueID {
    var value = value
    while let op = module.definingOp(of: value), isView(op, in: module) {
      value = module.operand(0, of: op)
    }
    return value
  }

  /// True iff the op's result has the bytes of its operand.
  static func isView(_ op: OpID, in module: borrowing Module) -> Bool {
    switch TensorOp(module.opcode(of: op)) {
    case .expandShape, .collapseShape:
      module.hasStaticShape(module.type(of: module.result(of: op)))
        && module.hasStaticShape(module.type(of: module.operand(0, of: op)))
    default: false
    }
  }

  /// True iff the op is computed wherever its result is used.
  func isRepeated(_ op: OpID, in module: borrowing Module) -> Bool {
    if forced.contains(op) { return false }
    let opcode = module.opcode(of: op)
    if opcode.is(ArithOp.constant) || opcode.is(TensorOp.empty) { return true }
    if opcode.is(LinalgOp.fill) {
      return module.operands(of: op).allSatisfy { operand in
        module.definingOp(of: operand).map { isRepeated($0, in: module) } ?? false
      }
    }
    // Scalars have no place in DRAM.
    return module.resultCount(of: op) > 0 && module.traits(of: op).contains(.pure)
      && module.results(of: op).allSatisfy { module.shape(of: $0) == nil }
  }

  /// The values from outside that the op and the ops inside it use.
  static func uses(of op: OpID, outside block: BlockID, in module: borrowing Module) -> [ValueID] {
    var result: [ValueID] = []
    for inner in module.opsPreOrder(in: op) {
      for operand in module.operands(of: inner)
      where module.block(of: operand) == block && !result.contains(operand) {
        result.append(operand)
      }
    }
    return result
  }

  /// The ops that compute stored values which the unit of `op` needs.
  private func dependences(of op: OpID, in module: borrowing Module) -> [OpID] {
    let values =
      kernelOfOp[op].map { kernels[$0].reads } ?? Self.uses(of: op, outside: block, in: module)
    return values.flatMap { producers(of: $0, in: module) }
  }

  /// The units that compute the value: one, or several where it is computed where it is used.
  private func producers(of value: ValueID, in module: borrowing Module) -> [OpID] {
    guard let op = module.definingOp(of: Self.stored(value, in: module)) else { return [] }
    if let kernel = kernelOfOp[op] { return [kernels[kernel].kernel.root] }
    guard isRepeated(op, in: module) else { return [op] }
    return Self.uses(of: op, outside: block, in: module).flatMap { producers(of: $0, in: module) }
  }

  // MARK: Choosing and ordering

  /// The units that matter, by op (kernels by their roots), in program order.
  private func needed(in module: borrowing Module) -> [OpID] {
    var isNeeded: Set<OpID> = []
    var pending: [OpID] = []
    let ops = module.ops(of: block)
    if let last = ops.last { pending += dependences(of: last, in: module) }
    for op in ops.dropLast() where kernelOfOp[op] == nil && hasEffects(op, in: module) {
      pending.append(op)
    }
    while let op = pending.popLast() {
      guard isNeeded.insert(op).inserted else { continue }
      pending += dependences(of: op, in: module)
    }
    // A kernel stands where the last op stands that it takes in, because it needs that op's operands.
    var units: [OpID] = []
    for op in ops.dropLast() {
      if let kernel = kernelOfOp[op] {
        let last = kernels[kernel].kernel.ops.last
        let root = kernels[kernel].kernel.root
        if op == last, isNeeded.contains(root) { units.append(root) }
      } else if isNeeded.contains(op) {
        units.append(op)
      }
    }
    return units
  }

  private func hasEffects(_ op: OpID, in module: borrowing Module) -> Bool {
    let traits = module.traits(of: op)
    if traits.contains(.pure) || traits.contains(.constant) { return false }
    if let dialect = module.opcode(of: op).dialect, dialect == .linalg || dialect == .tensor {
      return false
    }
    return !Self.isView(op, in: module) && !isRepeated(op, in: module)
  }

  private mutating func order(_ units: [OpID], in module: borrowing Module) {
    var waiting = units
    var lastEffect: OpID?
    var dependences: [OpID: [OpID]] = [:]
    for unit in units {
      dependences[unit] = self.dependences(of: unit, in: module)
      if kernelOfOp[unit] == nil, hasEffects(unit, in: module) {
        if let lastEffect { dependences[unit]?.append(lastEffect) }
        lastEffect = unit
      }
    }
    func take(_ isWanted: (OpID) -> Bool, isStep: Bool) -> [OpID] {
      var taken: [OpID] = []
      var rest: [OpID] = []
      for unit in waiting {
        let isReady = dependences[unit]?.allSatisfy { positions[$0] != nil } ?? true
        guard isWanted(unit), isReady else {
          rest.append(unit)
          continue
        }
        positions[unit] = positionCount
        if !isStep { positionCount += 1 }
        taken.append(unit)
      }
      if isStep, !taken.isEmpty { positionCount += 1 }
      waiting = rest
      return taken
    }
    while !waiting.isEmpty {
      let before = waiting.count
      let host = take({ kernelOfOp[$0] == nil }, isStep: true)
      if !host.isEmpty { steps.append(.host(host)) }
      let segment = take({ kernelOfOp[$0] != nil }, isStep: false)
      if !segment.isEmpty { steps.append(.segment(segment.compactMap { kernelOfOp[$0] })) }
      guard waiting.count < before else {
        preconditionFailure("invariant: the units of a block have no cyclic dependences")
      }
    }
  }

  // MARK: Lifetimes

  /// When the stored value comes to be, nil where it is an argument or a constant.
  func definition(of value: ValueID, in module: borrowing Module) -> Int? {
    guard let op = module.definingOp(of: value) else { return nil }
    if let kernel = kernelOfOp[op] { return positions[kernels[kernel].kernel.root] }
    return positions[op]
  }

  /// The stored values that a unit reads.
  func reads(of unit: OpID, in module: borrowing Module) -> [ValueID] {
    if let kernel = kernelOfOp[unit] {
      return kernels[kernel].reads.map { Self.stored($0, in: module) }
    }
    return storedUses(of: unit, in: module)
  }

  /// The stored values that the op uses, through ops that are computed where they are used.
  private func storedUses(of op: OpID, in module: borrowing Module) -> [ValueID] {
    Self.uses(of: op, outside: block, in: module).flatMap { value -> [ValueID] in
      let stored = Self.stored(value, in: module)
      guard let inner = module.definingOp(of: stored), isRepeated(inner, in: module) else {
        return [stored]
      }
      return storedUses(of: inner, in: module)
    }
  }
}
