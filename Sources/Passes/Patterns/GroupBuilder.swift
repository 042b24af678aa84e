import FuseIR

/// Puts ops into a `fuse.group`: those of a found pattern, or those that a decision names.
///
/// The group stands where the last of the ops stood, the root. Ops that only move elements, and constants, are copied into it
/// where others need them too; results of other ops that are used outside are results of the group as well. Ops between that
/// use such a result move behind the group.
struct GroupBuilder {
  /// How far apart the first and the last op may be, where ops between must move.
  private let distanceLimit: Int
  /// The op that stands last; its results come first among those of the group.
  private let root: OpID
  /// The values that the group reads first, in this order.
  private let givenInputs: [ValueID]
  private let kind: String?
  private let parameters: [(name: String, value: PatternMatch.Parameter)]
  /// What is copied where others need it too; nil for all that only moves elements.
  private let copied: Set<OpID>?
  private let block: BlockID
  private var isInside: Set<OpID>
  /// In block order.
  private var ops: [OpID] = []
  private var isCopied: Set<OpID> = []
  /// The ops that stand between those of the group and must stand behind it, in order.
  private(set) var moved: [OpID] = []
  private var movedSet: Set<OpID> = []

  /// A builder for the match; `position` numbers the ops of the block. Nil where the ops don't stand in one block.
  init?(_ match: PatternMatch, position: OpMap<Int32>, in module: borrowing Module) {
    guard let block = module.parentBlock(of: match.root) else { return nil }
    root = match.root
    givenInputs = match.inputs
    kind = match.kind
    parameters = match.parameters
    copied = nil
    distanceLimit = 10_000
    self.block = block
    isInside = Self.needed(match, in: module)
    ops = isInside.sorted { (position[$0], $0) < (position[$1], $1) }
    guard ops.last == match.root, ops.allSatisfy({ module.parentBlock(of: $0) == block }) else {
      return nil
    }
  }

  /// A builder for the given ops of a block, in program order, the last of which is not in `copied`; those in `copied` stay
  /// where they are, too, if others need them.
  init(_ ops: [OpID], of block: BlockID, root: OpID, copied: Set<OpID>, kind: String?) {
    self.ops = ops
    self.block = block
    self.root = root
    self.copied = copied
    self.kind = kind
    parameters = []
    givenInputs = []
    distanceLimit = .max
    isInside = Set(ops)
  }

  /// The ops that were read and that the root needs, if the inputs are given.
  private static func needed(_ match: PatternMatch, in module: borrowing Module) -> Set<OpID> {
    let read = Set(match.ops)
    let inputs = Set(match.inputs)
    var needed: Set<OpID> = [match.root]
    var pending = [match.root]
    while let op = pending.popLast() {
      for value in captured(by: op, in: module) where !inputs.contains(value) {
        guard let source = module.definingOp(of: value), read.contains(source) else { continue }
        if needed.insert(source).inserted { pending.append(source) }
      }
    }
    return needed
  }

  /// Makes the group; throws, with nothing changed, where that would break the order of the program.
  mutating func build(in module: inout Module) throws(GroupRefusal) -> OpID {
    addConstants(in: module)
    chooseCopies(in: module)
    try findMoved(in: module)
    guard let next = module.nextOp(after: root) else { throw .notGroupable(root) }
    let inputs = inputs(in: module)
    let region = module.createRegion()
    let body = module.addBlock(to: region)
    var mapping = CloneMapping()
    for input in inputs {
      mapping[input] = module.addArgument(
        to: body, type: module.type(of: input), location: module.location(of: root))
    }
    for op in ops { place(op, at: body, &mapping, in: &module) }
    var yielded = module.results(of: root)
    for op in ops where op != root && !isCopied.contains(op) {
      for result in module.results(of: op) where isUsed(result, outside: body, in: module) {
        yielded.append(result)
      }
    }
    module.build(
      FuseEndOp.yield, at: .end(of: body), operands: yielded,
      location: module.location(of: root))
    let group = module.build(
      FuseOp.group, at: .before(next), operands: inputs,
      resultTypes: yielded.map { module.type(of: $0) }, attributes: attributes(in: &module),
      regions: [region], location: module.location(of: root))
    for (index, value) in yielded.enumerated() {
      for use in module.uses(of: value) where !module.isInside(use.user, group) {
        module.replace(use, with: module.result(index, of: group))
      }
    }
    var place = group
    for op in moved {
      module.move(op, to: .after(place))
      place = op
    }
    return group
  }

  /// Moves the op, or a copy, to the end of the group, with the group's values as operands.
  private func place(
    _ op: OpID, at body: BlockID, _ mapping: inout CloneMapping, in module: inout Module
  ) {
    if isCopied.contains(op) {
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .end(of: body))
      return
    }
    module.move(op, to: .end(of: body))
    for inner in module.opsPreOrder(in: op) {
      for index in 0..<module.operandCount(of: inner) {
        let operand = module.operand(index, of: inner)
        if mapping[operand] != operand { module.setOperand(index, of: inner, to: mapping[operand]) }
      }
    }
  }

  // MARK: What belongs to the group

  /// The values from elsewhere that an op and those inside it use.
  private static func captured(by op: OpID, in module: borrowing Module) -> [ValueID] {
    guard module.regionCount(of: op) > 0 else { return module.operands(of: op) }
    var values: [ValueID] = []
    for inner in module.opsPreOrder(in: op) {
      for operand in module.operands(of: inner) {
        let owner: OpID? =
          switch module.definition(of: operand) {
          case .result(let op, _): op
          case .argument(let block, _): module.parentOp(of: block)
          }
        if owner.map({ $0 == op && inner != op || $0 != op && module.isInside($0, op) }) != true {
          values.append(operand)
        }
      }
    }
    return values
  }

  /// Takes in constants of one number, and empty or filled tensors, that the ops use.
  private mutating func addConstants(in module: borrowing Module) {
    var pending = ops
    var added: [OpID] = []
    let inputs = Set(givenInputs)
    while let op = pending.popLast() {
      for value in Self.captured(by: op, in: module) where !inputs.contains(value) {
        guard let source = module.definingOp(of: value), !isInside.contains(source),
          isReplicable(source, in: module)
        else { continue }
        isInside.insert(source)
        added.append(source)
        pending.append(source)
      }
    }
    // What a filled tensor is made of comes before it: operands have smaller handles, or were found later.
    for op in added { isCopied.insert(op) }
    ops = sortedByUse(added, in: module) + ops
  }

  private func sortedByUse(_ added: [OpID], in module: borrowing Module) -> [OpID] {
    func rank(_ op: OpID) -> Int { module.opcode(of: op).is(LinalgOp.fill) ? 1 : 0 }
    return added.sorted { (rank($0), $0) < (rank($1), $1) }
  }

  private func isReplicable(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if opcode.is(TensorOp.empty) { return module.operandCount(of: op) == 0 }
    if opcode.is(LinalgOp.fill) { return true }
    guard module.traits(of: op).contains(.constant), module.resultCount(of: op) == 1,
      let attribute = module.constantAttribute(of: module.result(of: op))
    else { return false }
    return module.uniformElement(attribute) != nil
  }

  /// Ops that only move elements are copied where they have other users.
  private mutating func chooseCopies(in module: borrowing Module) {
    // From the end, so that what a copy reads is copied too where it has other users.
    for op in ops.reversed() where op != root && !isCopied.contains(op) {
      guard isMovement(op, in: module) else { continue }
      let isShared = module.results(of: op).contains { result in
        module.uses(of: result).contains { use in
          guard let user = module.ancestor(of: use.user, in: block) else { return true }
          return !isInside.contains(user) || isCopied.contains(user)
        }
      }
      if isShared { isCopied.insert(op) }
    }
  }

  private func isMovement(_ op: OpID, in module: borrowing Module) -> Bool {
    if let copied { return copied.contains(op) }
    let opcode = module.opcode(of: op)
    switch StablehloOp(opcode) {
    case .broadcastInDim, .reshape, .convert, .transpose: return true
    default: break
    }
    switch TensorOp(opcode) {
    case .expandShape, .collapseShape: return true
    default: return false
    }
  }

  /// What the group reads: the pattern's inputs, then what else its ops use.
  private func inputs(in module: borrowing Module) -> [ValueID] {
    var inputs: [ValueID] = []
    var seen: Set<ValueID> = []
    for value in givenInputs where seen.insert(value).inserted { inputs.append(value) }
    for op in ops {
      for value in Self.captured(by: op, in: module) {
        let isOwn = module.definingOp(of: value).map { isInside.contains($0) } ?? false
        if !isOwn, seen.insert(value).inserted { inputs.append(value) }
      }
    }
    return inputs
  }

  private func isUsed(
    _ value: ValueID, outside body: BlockID, in module: borrowing Module
  ) -> Bool {
    module.uses(of: value).contains { module.ancestor(of: $0.user, in: body) == nil }
  }

  // MARK: Order

  /// Finds the ops before the root that use results of the group; throws where the group needs them.
  ///
  /// Once an op with effects moves, so do all later ones with effects, which thereby stay in their order.
  private mutating func findMoved(in module: borrowing Module) throws(GroupRefusal) {
    var late: Set<ValueID> = []
    for op in ops where op != root && !isCopied.contains(op) {
      for result in module.results(of: op) where module.hasUses(result) { late.insert(result) }
    }
    guard let first = ops.first(where: { !isCopied.contains($0) }) else {
      throw .notGroupable(root)
    }
    // Most patterns have no other user of what is inside, and the way from the first op to the root may be long.
    let escapes = late.contains { value in
      module.uses(of: value).contains { use in
        module.ancestor(of: use.user, in: block).map { !isOwn($0) } ?? false
      }
    }
    guard escapes else { return }
    var current = module.nextOp(after: first)
    var steps = 0
    var movesEffects = false
    while let op = current, op != root {
      steps += 1
      guard steps < distanceLimit else { throw .notGroupable(root) }
      if !isOwn(op) {
        let isLate = Self.captured(by: op, in: module).contains { late.contains($0) }
        if isLate || movesEffects, isLate || !OpFacts.shared.isPure(op, in: module) {
          movesEffects = movesEffects || !OpFacts.shared.isPure(op, in: module)
          moved.append(op)
          movedSet.insert(op)
          late.formUnion(module.results(of: op))
        }
      } else {
        try checkNeedsNoneMoved(op, in: module)
      }
      current = module.nextOp(after: op)
    }
    try checkNeedsNoneMoved(root, in: module)
  }

  /// Whether the op itself, and no copy of it, goes into the group.
  private func isOwn(_ op: OpID) -> Bool { isInside.contains(op) && !isCopied.contains(op) }

  /// Throws where an op of the group uses what moves behind the group.
  private func checkNeedsNoneMoved(
    _ op: OpID, in module: borrowing Module
  ) throws(GroupRefusal) {
    guard !moved.isEmpty else { return }
    for value in Self.captured(by: op, in: module) {
      if let source = module.definingOp(of: value), movedSet.contains(source),
        !isCopied.contains(source)
      {
        throw .cycle(through: source, into: op)
      }
    }
  }

  // MARK: Attributes

  private func attributes(in module: inout Module) -> [(String, AttributeID)] {
    var attributes: [(String, AttributeID)] = []
    if let kind { attributes.append(("kind", module.stringAttribute(kind))) }
    guard copied == nil else { return attributes }
    var entries: [NamedAttribute] = []
    for (name, parameter) in parameters {
      let value: AttributeID
      switch parameter {
      case .integers(let integers): value = module.denseArrayAttribute(integers)
      case .float(let number): value = module.intern(.float(bits: number.bitPattern, .f64))
      case .text(let text): value = module.stringAttribute(text)
      case .flag(let flag): value = module.boolAttribute(flag)
      }
      entries.append(NamedAttribute(module.intern(name), value))
    }
    return attributes + [("parameters", module.dictionary(entries))]
  }
}
