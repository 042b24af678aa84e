import FuseIR

/// Ops that belong to no stretch, wherever they stand: constants, and what is computed from constants and arguments of the
/// function once and used over a third of it or more, such as a mask. They may move forward.
struct FloatingOps {
  private var isFloating: OpMap<Bool>
  private var position: OpMap<Int32>

  init(_ module: borrowing Module) {
    isFloating = OpMap(module, repeating: false)
    position = OpMap(module, repeating: -1)
  }

  /// Whether the op floats.
  subscript(op: OpID) -> Bool { isFloating[op] }

  /// Finds the floating ops of a function's body.
  mutating func enter(_ body: BlockID, in module: borrowing Module) {
    let ops = module.ops(of: body)
    for (index, op) in ops.enumerated() { position[op] = Int32(truncatingIfNeeded: index) }
    let facts = OpFacts.shared
    for op in ops {
      let traits = facts.traits(module.opcode(of: op))
      if traits.contains(.constant) {
        isFloating[op] = true
        continue
      }
      guard traits.contains(.pure), module.regionCount(of: op) == 0,
        module.operands(of: op).allSatisfy({ operand in
          module.definingOp(of: operand).map { isFloating[$0] } ?? true
        })
      else { continue }
      var reach = 0
      for result in module.results(of: op) {
        for use in module.uses(of: result) {
          guard let user = module.ancestor(of: use.user, in: body) else { continue }
          reach = max(reach, Int(position[user]))
        }
      }
      isFloating[op] = reach - Int(position[op]) > ops.count / 3
    }
  }
}
