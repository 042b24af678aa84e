import FuseIR

/// Makes `fuse.group`s of the ops of one function, as a decision says.
///
/// A group keeps the operands, results and meaning of its ops: it stands where the last of them stood, takes as operands what
/// they read from outside, and gives as results what others read of theirs. Views that lie between its ops come along, and so
/// do constants, `tensor.empty` and fills, copied where others need them too. Ops between that read a result move behind the
/// group.
///
/// ```
/// var groups = FusionGroups(function, in: module, legality: legality)
/// switch groups.formGroup([convolution, relu], kind: "tile", in: &module) {
/// case .success(let group): ...
/// case .failure(let refusal): context.error(refusal.text(names, in: module), at: refusal.op ?? convolution, in: module)
/// }
/// ```
///
/// While it is in use, nobody else moves ops of the function.
public struct FusionGroups {
  private let legality: FusionLegality?
  private let function: OpID
  private var nests: LoopNests
  /// The place of each op in its block.
  private var position: OpMap<Int32>

  /// Groups of a function. With `legality`, ops that can't be fused are refused; without, only what would be no program.
  public init(
    _ function: OpID, in module: borrowing Module, legality: FusionLegality? = nil
  ) {
    self.function = function
    self.legality = legality
    nests = LoopNests(module)
    position = OpMap(module, repeating: 0)
    for (index, op) in module.opsPreOrder(in: function).enumerated() {
      position[op] = Int32(truncatingIfNeeded: index)
    }
  }

  /// Makes a group of the ops, which stand in one block, in any order. Where they can't be one, nothing changes.
  ///
  /// - Parameter takesViews: whether views of what comes from outside, through which the ops read, come along as well.
  public mutating func formGroup(
    _ ops: [OpID], kind: String? = nil, takesViews: Bool = false, in module: inout Module
  ) -> Result<OpID, GroupRefusal> {
    do {
      let members = try members(ops, takesViews: takesViews, in: module)
      var builder = GroupBuilder(
        members.all, of: members.block, root: members.root, copied: members.views, kind: kind)
      let group = try builder.build(in: &module)
      position[group] = position[members.root]
      if !builder.moved.isEmpty { renumber(members.block, in: module) }
      return .success(group)
    } catch {
      return .failure(error)
    }
  }

  /// Why the ops can't be one group as far as kinds, blocks and edges go, nil where they can; whether the program would still
  /// have an order is found when the group is made.
  public mutating func refusal(of ops: [OpID], in module: borrowing Module) -> GroupRefusal? {
    do {
      _ = try members(ops, in: module)
      return nil
    } catch {
      return error
    }
  }

  private mutating func renumber(_ block: BlockID, in module: borrowing Module) {
    var next = module.firstOp(of: block)
    var number = next.map { position[$0] } ?? 0
    while let op = next {
      position[op] = number
      number += 1
      next = module.nextOp(after: op)
    }
  }

  // MARK: What belongs to a group

  private struct Members {
    let block: BlockID
    let root: OpID
    /// In program order, the views too.
    let all: [OpID]
    /// The views that come along.
    let views: Set<OpID>
  }

  private mutating func members(
    _ ops: [OpID], takesViews: Bool = false, in module: borrowing Module
  ) throws(GroupRefusal) -> Members {
    let named = Set(ops)
    let sorted = named.sorted { (position[$0], $0) < (position[$1], $1) }
    guard let first = sorted.first, let root = sorted.last else { throw .empty }
    guard let block = module.parentBlock(of: first) else { throw .notGroupable(first) }
    for op in sorted {
      guard module.parentBlock(of: op) == block else { throw .differentBlocks(first, op) }
      try check(op, in: module)
    }
    if let legality, let obstacle = legality.obstacles(to: sorted, in: module).first {
      throw .illegalEdge(
        producer: obstacle.edge.producer, consumer: obstacle.edge.consumer, obstacle.reason)
    }
    var views: Set<OpID> = []
    for op in sorted {
      for index in 0..<module.operandCount(of: op) {
        addViews(
          behind: module.operand(index, of: op), named, block, &views, takesAll: takesViews,
          in: module)
      }
    }
    let all = (sorted + views).sorted { (position[$0], $0) < (position[$1], $1) }
    return Members(block: block, root: root, all: all, views: views)
  }

  /// Throws where the op can't stand in any group.
  private func check(_ op: OpID, in module: borrowing Module) throws(GroupRefusal) {
    guard !module.traits(of: op).contains(.terminator),
      !FusionEdgeBuilder.isConstant(op, in: module)
    else { throw .notGroupable(op) }
    for inner in module.opsPreOrder(in: op) where module.opcode(of: inner).is(FuncOp.call) {
      throw .call(inner)
    }
    guard OpFacts.shared.isPure(op, in: module) else { throw .sideEffects(op) }
  }

  /// Adds the views through which a value shows a result of the named ops; none if it does not.
  private mutating func addViews(
    behind value: ValueID, _ named: Set<OpID>, _ block: BlockID, _ views: inout Set<OpID>,
    takesAll: Bool, in module: borrowing Module
  ) {
    var passed: [OpID] = []
    var current = module.definingOp(of: value)
    while let op = current, !named.contains(op) {
      guard module.parentBlock(of: op) == block, !views.contains(op),
        case .success(let nest) = nests.nest(of: op, in: module), nest.isView
      else { break }
      passed.append(op)
      current = module.definingOp(of: module.operand(0, of: op))
    }
    if takesAll || current.map({ named.contains($0) || views.contains($0) }) ?? false {
      views.formUnion(passed)
    }
  }
}
