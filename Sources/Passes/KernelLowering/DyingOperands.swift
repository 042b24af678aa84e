import FuseIR

/// Which operands of a group have memory that results of the group may take: nothing reads them afterwards, and they are either
/// computed by the function, or arguments that the caller gave away.
///
/// `tf.aliasing_output = n` on an argument says that its memory may become that of result `n`; `jax.buffer_donor` that it may become
/// that of any result.
struct DyingOperands {
  /// By value that the group yields, the arguments of its block that it may replace.
  let ofYielded: [ValueID: [ValueID]]

  init(of group: OpID, _ block: BlockID, in module: borrowing Module) {
    guard let end = module.lastOp(of: block), let outer = module.parentBlock(of: group),
      let function = module.parentOp(of: group).flatMap({ Function($0) }),
      let last = module.lastOp(of: outer)
    else {
      ofYielded = [:]
      return
    }
    let donations = function.argumentAttributes(in: module) ?? []
    let arguments = module.arguments(of: outer)
    let returned = module.operands(of: last)
    let order = module.ops(of: outer)
    let own = order.firstIndex(of: group) ?? 0
    /// Whether a result may take an argument of the function.
    func isGiven(_ argument: Int, to result: ValueID) -> Bool {
      guard donations.indices.contains(argument) else { return false }
      func entry(_ name: String) -> AttributeID? {
        module.find(name).flatMap { module.entry($0, in: donations[argument]) }
      }
      if let place = entry("tf.aliasing_output").flatMap({ module.integerValue($0) }),
        let place = Int(exactly: place), returned.indices.contains(place)
      {
        return returned[place] == result
      }
      if let isDonor = entry("jax.buffer_donor"), module.boolValue(isDonor) == true {
        return returned.contains(result)
      }
      return false
    }
    var found: [ValueID: [ValueID]] = [:]
    for (operand, inner) in zip(module.operands(of: group), module.arguments(of: block)) {
      let users = module.uses(of: operand).compactMap { module.ancestor(of: $0.user, in: outer) }
      guard module.operands(of: group).filter({ $0 == operand }).count == 1,
        users.allSatisfy({ (order.firstIndex(of: $0) ?? order.count) <= own }),
        // A reshape is the same memory: who reads it may run later, or in the same kernel after `join-products`.
        !users.contains(where: { user in
          [.tensor, .stablehlo].contains(module.opcode(of: user).dialect)
            && module.results(of: user).contains { module.hasUses($0) }
        })
      else { continue }
      let argument = arguments.firstIndex(of: operand)
      if argument == nil {
        guard let source = module.definingOp(of: operand), module.parentBlock(of: source) == outer,
          module.opcode(of: source).dialect != .tensor,
          !module.traits(of: source).contains(.constant)
        else { continue }
      }
      for (index, yielded) in module.operands(of: end).enumerated() {
        let result = module.result(index, of: group)
        if let argument, !isGiven(argument, to: result) { continue }
        // What is returned has its place, which only the caller can choose.
        if argument == nil, returned.contains(result) { continue }
        found[yielded, default: []].append(inner)
      }
    }
    ofYielded = found
  }
}
