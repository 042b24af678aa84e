import FuseIR

/// Simplifies the graphs of blocks that `cf` branches make: branches on constants are taken, unreachable blocks erased, a
/// block joined to its only predecessor, and block arguments that always get the same value, or that nobody reads, dropped.
struct BlockSimplification {
  private(set) var changes = 0

  /// Runs on all regions of several blocks inside `root`; true if something changed.
  mutating func run(inside root: OpID, of module: inout Module) -> Bool {
    let before = changes
    // A foreign op may give its regions' blocks any meaning.
    let holders = module.opsPreOrder(in: root).filter {
      module.regionCount(of: $0) > 0 && !module.opcode(of: $0).isForeign
    }
    for op in holders where !module.isErased(op) {
      for region in module.regions(of: op) {
        guard let entry = module.entryBlock(of: region), module.nextBlock(after: entry) != nil
        else { continue }
        simplify(region, entry, &module)
      }
    }
    return changes > before
  }

  private mutating func simplify(_ region: RegionID, _ entry: BlockID, _ module: inout Module) {
    changes += DCE.eraseUnreachableBlocks(of: region, entry, &module)
    for block in module.blocks(of: region) { takeConstantBranch(at: block, &module) }
    changes += DCE.eraseUnreachableBlocks(of: region, entry, &module)
    dropArguments(region, entry, &module)
    joinBlocks(region, entry, &module)
  }

  /// `cond_br true, ^a, ^b` → `br ^a`, `switch` likewise; also where all targets and their operands are the same.
  private mutating func takeConstantBranch(at block: BlockID, _ module: inout Module) {
    guard let end = module.lastOp(of: block) else { return }
    let isSwitch = module.opcode(of: end).is(ControlFlowOp.switch)
    guard isSwitch || module.opcode(of: end).is(ControlFlowOp.condBr) else { return }
    let targets = module.successors(of: end)
    guard isSwitch || targets.count == 2 else { return }
    let branch = Branch(end)
    let chosen: Int
    if let flag = module.constantInteger(of: module.operand(0, of: end)) {
      let values = module.attribute("case_values", of: end).flatMap { module.denseIntegers($0) }
      chosen = isSwitch ? (values?.firstIndex(of: flag) ?? -1) + 1 : flag != 0 ? 0 : 1
      guard targets.indices.contains(chosen) else { return }
    } else if let first = branch.arguments(ofSuccessor: 0, in: module),
      targets.indices.allSatisfy({
        targets[$0] == targets[0] && branch.arguments(ofSuccessor: $0, in: module) == first
      })
    {
      chosen = 0
    } else {
      return
    }
    guard let operands = branch.arguments(ofSuccessor: chosen, in: module) else { return }
    module.build(
      ControlFlowOp.br, at: .before(end), operands: operands, successors: [targets[chosen]],
      location: module.location(of: end))
    module.erase(end)
    changes += 1
  }

  /// The branches to each block, as pairs of op and successor index; nil for a block that another kind of op leads to.
  private func branches(
    _ region: RegionID, _ module: borrowing Module
  ) -> [BlockID: [(op: OpID, index: Int)]?] {
    var result: [BlockID: [(op: OpID, index: Int)]?] = [:]
    for block in module.blocks(of: region) {
      guard let end = module.lastOp(of: block) else { continue }
      let kind = ControlFlowOp(module.opcode(of: end))
      for (index, target) in module.successors(of: end).enumerated() {
        if kind == .br || kind == .condBr {
          result[target, default: []]?.append((end, index))
        } else {
          result.updateValue(nil, forKey: target)
        }
      }
    }
    return result
  }

  private mutating func dropArguments(
    _ region: RegionID, _ entry: BlockID, _ module: inout Module
  ) {
    let branches = branches(region, module)
    for block in module.blocks(of: region) where block != entry {
      guard case .some(.some(let incoming)) = branches[block], !incoming.isEmpty else { continue }
      for index in (0..<module.argumentCount(of: block)).reversed() {
        let argument = module.argument(index, of: block)
        if module.hasUses(argument) {
          guard let value = sameValue(argument, index, incoming, module) else { continue }
          module.replaceAllUses(of: argument, with: value)
        }
        for (op, successor) in incoming { dropOperand(index, successor, of: op, &module) }
        module.removeArgument(index, from: block)
        changes += 1
      }
    }
  }

  /// The one value that every branch passes for the argument, apart from the argument itself. It comes from the entry
  /// block or from above, since a value of any other block need not dominate this one.
  private func sameValue(
    _ argument: ValueID, _ index: Int, _ incoming: [(op: OpID, index: Int)],
    _ module: borrowing Module
  ) -> ValueID? {
    var same: ValueID?
    for (op, successor) in incoming {
      guard let passed = Branch(op).arguments(ofSuccessor: successor, in: module),
        index < passed.count
      else { return nil }
      if passed[index] == argument { continue }
      if let same, same != passed[index] { return nil }
      same = passed[index]
    }
    guard let same, let home = module.block(of: same), let block = module.block(of: argument),
      let region = module.parentRegion(of: block)
    else { return nil }
    let isAbove = module.parentRegion(of: home) != region
    return isAbove || module.entryBlock(of: region) == home ? same : nil
  }

  private func dropOperand(
    _ index: Int, _ successor: Int, of op: OpID, _ module: inout Module
  ) {
    var operands = module.operands(of: op)
    guard module.opcode(of: op).is(ControlFlowOp.condBr),
      var segments = module.integers("operandSegmentSizes", of: op), segments.count == 3
    else {
      operands.remove(at: index)
      module.setOperands(of: op, to: operands)
      return
    }
    operands.remove(at: Int(segments[...successor].reduce(0, +)) + index)
    segments[successor + 1] -= 1
    let sizes = module.denseArrayAttribute(segments.map { Int32($0) })
    module.setAttribute("operandSegmentSizes", sizes, of: op)
    module.setOperands(of: op, to: operands)
  }

  /// A block that ends in `br` and is the only one to lead to its target takes the target's ops.
  private mutating func joinBlocks(
    _ region: RegionID, _ entry: BlockID, _ module: inout Module
  ) {
    let branches = branches(region, module)
    var joined: Set<BlockID> = []
    for block in module.blocks(of: region) where !joined.contains(block) {
      while let end = module.lastOp(of: block), module.opcode(of: end).is(ControlFlowOp.br),
        let target = module.successors(of: end).first, target != block, target != entry,
        case .some(.some(let incoming)) = branches[target], incoming.count == 1
      {
        let operands = module.operands(of: end)
        guard operands.count == module.argumentCount(of: target) else { break }
        module.erase(end)
        for (index, operand) in operands.enumerated() {
          module.replaceAllUses(of: module.argument(index, of: target), with: operand)
        }
        module.moveOps(of: target, to: .end(of: block))
        module.erase(target)
        joined.insert(target)
        changes += 1
      }
    }
  }
}
