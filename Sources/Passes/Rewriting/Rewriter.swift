import FuseIR

/// Holds a program while rewrites change it, and remembers what must be looked at again.
///
/// A pass gives the module away and takes it back: `var rewriter = Rewriter(module)` … `module = rewriter.finish()`; the
/// compiler rejects a path that forgets the second half. Interning types and attributes goes through `module`; every
/// change of ops goes through the methods here, which keep the worklist of the greedy driver.
public struct Rewriter: ~Copyable {
  /// The program.
  public var module: Module

  /// Where `build` puts ops; the greedy driver sets it before the op that a pattern looks at.
  public var place: InsertionPoint

  /// The location of ops that `build` makes; the greedy driver sets it to that of the op that a pattern looks at.
  public var location: LocationID = .unknown

  /// How many changes were made.
  public private(set) var changeCount = 0

  private var worklist: [OpID] = []
  private var isQueued: [Bool] = []
  private let isTracking: Bool

  /// A rewriter that holds `module`; `tracking` says whether changed ops are put on a worklist.
  public init(_ module: consuming Module, tracking: Bool = false) {
    place = .before(module.root)
    isTracking = tracking
    self.module = module
  }

  /// Gives the program back.
  public consuming func finish() -> Module { module }

  // MARK: Making

  /// A new op at `place` (or the given place), with attributes by name.
  @discardableResult
  public mutating func build<Op: DialectOp>(
    _ op: Op, at place: InsertionPoint? = nil, operands: [ValueID] = [],
    resultTypes: [TypeID] = [], attributes: [(String, AttributeID)] = [],
    regions: [RegionID] = [], location: LocationID? = nil
  ) -> OpID {
    let made = module.build(
      op, at: place ?? self.place, operands: operands, resultTypes: resultTypes,
      attributes: attributes, regions: regions, location: location ?? self.location)
    noteNew(made)
    return made
  }

  /// A new op of any kind at `place`, with ready dictionaries.
  @discardableResult
  public mutating func build(
    _ opcode: Opcode, at place: InsertionPoint? = nil, operands: [ValueID] = [],
    resultTypes: [TypeID] = [], properties: AttributeID = .emptyDictionary,
    attributes: AttributeID = .emptyDictionary, regions: [RegionID] = [],
    location: LocationID? = nil
  ) -> OpID {
    let made = module.createOp(
      opcode, operands: operands, resultTypes: resultTypes, properties: properties,
      attributes: attributes, regions: regions, location: location ?? self.location)
    module.insert(made, at: place ?? self.place)
    noteNew(made)
    return made
  }

  /// A constant with the given value at `place`: `stablehlo.constant` where `user` is an op of StableHLO or CHLO and the
  /// type a tensor, `arith.constant` otherwise.
  public mutating func buildConstant(
    _ value: AttributeID, _ type: TypeID, for user: Opcode, at place: InsertionPoint? = nil
  ) -> ValueID {
    let isStablehlo = user.dialect == .stablehlo || user.dialect == .chlo
    let made =
      isStablehlo && module.shape(of: type) != nil
      ? build(
        StablehloOp.constant, at: place, resultTypes: [type], attributes: [("value", value)])
      : build(ArithOp.constant, at: place, resultTypes: [type], attributes: [("value", value)])
    return module.result(of: made)
  }

  // MARK: Replacing

  /// Makes `values` take the place of the op's results, and erases it.
  public mutating func replace(_ op: OpID, with values: [ValueID]) {
    precondition(
      values.count == module.resultCount(of: op), "invariant: one replacement per result")
    for index in 0..<values.count {
      replaceAllUses(of: module.result(index, of: op), with: values[index])
    }
    erase(op)
  }

  /// Makes `value` take the place of the op's only result, and erases it.
  public mutating func replace(_ op: OpID, with value: ValueID) { replace(op, with: [value]) }

  /// Makes the results of `other` take the place of the op's results, and erases it.
  public mutating func replace(_ op: OpID, withResultsOf other: OpID) {
    replace(op, with: module.results(of: other))
  }

  /// Makes every use of `old` a use of `new`.
  public mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    guard module.hasUses(old), old != new else { return }
    changeCount += 1
    if isTracking {
      enqueueUsers(of: old)
      enqueueOwner(of: old)
      enqueueOwner(of: new)
    }
    module.replaceAllUses(of: old, with: new)
  }

  /// Erases the op, whose results have no uses, and all it holds.
  public mutating func erase(_ op: OpID) {
    changeCount += 1
    guard isTracking else { return module.erase(op) }
    if module.regionCount(of: op) == 0, module.operandCount(of: op) <= 2 {
      // The most frequent case, without an array.
      let count = module.operandCount(of: op)
      let first = count > 0 ? module.operand(0, of: op) : nil
      let second = count > 1 ? module.operand(1, of: op) : nil
      module.erase(op)
      if let first { noteLostUse(of: first) }
      if let second { noteLostUse(of: second) }
      return
    }
    let values = valuesUsed(by: op)
    module.erase(op)
    for value in values { noteLostUse(of: value) }
  }

  // MARK: Changing in place

  /// Makes `value` the operand with the given index.
  public mutating func setOperand(_ index: Int, of op: OpID, to value: ValueID) {
    let old = module.operand(index, of: op)
    module.setOperand(index, of: op, to: value)
    if isTracking { noteLostUse(of: old) }
    noteChanged(op)
  }

  /// Replaces all operands of the op.
  public mutating func setOperands(of op: OpID, to values: [ValueID]) {
    let old = isTracking ? module.operands(of: op) : []
    module.setOperands(of: op, to: values)
    for value in old { noteLostUse(of: value) }
    noteChanged(op)
  }

  /// Gives the op the attribute `name = value`.
  public mutating func setAttribute(_ name: String, _ value: AttributeID, of op: OpID) {
    module.setAttribute(name, value, of: op)
    noteChanged(op)
  }

  /// Takes the attribute with the given name from the op.
  public mutating func removeAttribute(_ name: String, of op: OpID) {
    module.removeAttribute(name, of: op)
    noteChanged(op)
  }

  /// Gives the value another type.
  public mutating func setType(of value: ValueID, to type: TypeID) {
    module.setType(of: value, to: type)
    changeCount += 1
    guard isTracking else { return }
    enqueueUsers(of: value)
    enqueueOwner(of: value)
  }

  /// Moves the op to another place.
  public mutating func move(_ op: OpID, to place: InsertionPoint) {
    module.move(op, to: place)
    noteChanged(op)
  }

  /// Takes an unused argument from the block.
  public mutating func removeArgument(_ index: Int, from block: BlockID) {
    module.removeArgument(index, from: block)
    changeCount += 1
    if isTracking, let owner = module.parentOp(of: block) { enqueue(owner) }
  }

  /// Moves the ops of `block` to `place`, `values` in place of its arguments; the block stays, empty.
  public mutating func inline(_ block: BlockID, at place: InsertionPoint, values: [ValueID]) {
    precondition(
      values.count == module.argumentCount(of: block), "invariant: one value per argument")
    for index in 0..<values.count {
      replaceAllUses(of: module.argument(index, of: block), with: values[index])
    }
    if isTracking { for op in module.ops(of: block) { enqueue(op) } }
    module.moveOps(of: block, to: place)
    changeCount += 1
  }

  /// Says that the op was changed through `module`: it and its users are looked at again.
  public mutating func noteChanged(_ op: OpID) {
    changeCount += 1
    guard isTracking else { return }
    enqueue(op)
    for index in 0..<module.resultCount(of: op) { enqueueUsers(of: module.result(index, of: op)) }
  }

  // MARK: The worklist

  /// The op to look at next, nil when all were seen.
  mutating func dequeue() -> OpID? {
    while let op = worklist.popLast() {
      isQueued[op.index] = false
      if !module.isErased(op) { return op }
    }
    return nil
  }

  /// Puts the op on top of the worklist unless it is there.
  mutating func enqueue(_ op: OpID) {
    if op.index >= isQueued.count {
      let capacity = max(module.opCapacity, op.index + 1) + isQueued.count / 4
      isQueued.append(contentsOf: repeatElement(false, count: capacity - isQueued.count))
    }
    guard !isQueued[op.index] else { return }
    isQueued[op.index] = true
    worklist.append(op)
  }

  /// Makes the ops the worklist, the first of them on top.
  mutating func enqueueAll(_ ops: some BidirectionalCollection<OpID>) {
    worklist.append(contentsOf: ops.reversed())
    isQueued = [Bool](repeating: false, count: module.opCapacity + module.opCapacity / 4)
    for op in worklist { isQueued[op.index] = true }
  }

  private mutating func enqueueUsers(of value: ValueID) {
    var use = module.firstUse(of: value)
    while let current = use {
      enqueue(module.user(of: current))
      use = module.nextUse(after: current)
    }
  }

  private mutating func noteNew(_ op: OpID) {
    changeCount += 1
    if isTracking { enqueue(op) }
  }

  /// Queues the op whose result or whose region's argument the value is.
  private mutating func enqueueOwner(of value: ValueID) {
    switch module.definition(of: value) {
    case .result(let op, _): enqueue(op)
    case .argument(let block, _):
      if let owner = module.parentOp(of: block) { enqueue(owner) }
    }
  }

  /// Queues the owner of the value, which may be dead now, and its user if one is left: patterns ask for that.
  private mutating func noteLostUse(of value: ValueID) {
    enqueueOwner(of: value)
    if module.hasOneUse(value), let user = module.newestUser(of: value) { enqueue(user) }
  }

  /// The operands of the op, and those of the ops inside it.
  private func valuesUsed(by op: OpID) -> [ValueID] {
    if module.regionCount(of: op) == 0 { return module.operands(of: op) }
    return module.opsPreOrder(in: op).flatMap { module.operands(of: $0) }
  }
}
