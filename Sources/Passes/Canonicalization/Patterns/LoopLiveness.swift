import FuseIR

/// Which values that a loop carries somebody reads, other than to compute the next one of the same value.
struct LoopLiveness {
  private let facts = OpFacts.shared

  /// For each carried value whether it is needed: its result is read, or the argument is read by an op with an effect or
  /// on the way to a needed value. `body` is where the next values (`returned`) are computed from the arguments.
  func live(
    body: BlockID, arguments: [ValueID], returned: [ValueID], results: [ValueID],
    _ module: borrowing Module
  ) -> [Bool] {
    var live: [Bool] = []
    for result in results { live.append(module.hasUses(result)) }
    guard live.contains(false) else { return live }
    let roots = live.indices.filter { live[$0] }
    let needed = needed(
      by: roots, body: body, arguments: arguments, returned: returned, module)
    return live.indices.map { live[$0] || needed.contains($0) }
  }

  /// The positions of the carried values that ops with an effect read, or that are read on the way to the next values of
  /// `roots` and so on.
  func needed(
    by roots: [Int], body: BlockID, arguments: [ValueID], returned: [ValueID],
    _ module: borrowing Module
  ) -> Set<Int> {
    var needed = Set(roots)
    var positions: [ValueID: Int] = [:]
    for (index, argument) in arguments.enumerated() { positions[argument] = index }
    var seen: Set<OpID> = []
    var pending = roots.map { returned[$0] }
    for op in module.ops(of: body) {
      if facts.traits(module.opcode(of: op)).contains(.terminator)
        || facts.isPure(op, in: module)
      {
        continue
      }
      seen.insert(op)
      pending.append(contentsOf: used(by: op, module))
    }
    while let value = pending.popLast() {
      if let index = positions[value] {
        if needed.insert(index).inserted { pending.append(returned[index]) }
        continue
      }
      guard let definition = module.definingOp(of: value),
        let op = module.ancestor(of: definition, in: body), seen.insert(op).inserted
      else { continue }
      pending.append(contentsOf: used(by: op, module))
    }
    return needed
  }

  private func used(by op: OpID, _ module: borrowing Module) -> [ValueID] {
    if module.regionCount(of: op) == 0 { return module.operands(of: op) }
    return module.opsPreOrder(in: op).flatMap { module.operands(of: $0) }
  }
}

extension Rewriter {
  /// Takes carried values out of a loop: what its body returns is cut to those kept, and the others' arguments go away.
  /// Uses that are left of a dropped argument only serve to compute it: they read the initial value instead.
  mutating func dropCarried(
    of end: OpID, from blocks: [(block: BlockID, first: Int)], keeping kept: [Int], count: Int,
    initial: [ValueID]
  ) {
    let returned = module.operands(of: end)
    setOperands(of: end, to: kept.map { returned[$0] })
    for (block, first) in blocks {
      for index in (0..<count).reversed() where !kept.contains(index) {
        replaceAllUses(of: module.argument(first + index, of: block), with: initial[index])
        removeArgument(first + index, from: block)
      }
    }
  }
}
