/// A view of a `fuse.group` op.
public struct Group: Hashable, Sendable {
  /// The integer attribute by which a decision puts an op into a group, before the group is made: ops of a function with
  /// the same number belong together.
  public static let numberName = "fuse.group_id"

  /// The op.
  public let op: OpID

  /// Views the op, or nil if it is no `fuse.group`.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(FuseOp.group) else { return nil }
    self.op = op
  }

  /// What the ops are together, such as `softmax` or `tile`; nil where nothing is said.
  public func kind(in module: borrowing Module) -> String? { module.string("kind", of: op) }

  /// The ops inside, without the `fuse_end.yield`.
  public func members(in module: borrowing Module) -> [OpID] {
    module.body(of: op).map { Array(module.ops(of: $0).dropLast()) } ?? []
  }
}

extension OpDefinition {
  /// `fuse.group`: ops that belong together, such as those of a softmax.
  ///
  /// The region computes the results from the operands: its arguments are the operands, its `fuse_end.yield` gives the
  /// results, and it uses nothing else from outside. The group means no more than the ops in it. `kind` names what they
  /// compute together, and `parameters` says with what numbers (`{axis = array<i64: 3>}`); `raise-patterns` documents the
  /// kinds that it finds. Groups may hold groups, but no `func.call`.
  static let fuseGroup = OpDefinition(
    "fuse.group", summary: "Ops that belong together.",
    traits: [.pure, .isolatedFromAbove, .singleBlock],
    operands: .any, results: .any, regions: .exactly(1),
    attributes: [.optional("kind", .string), .optional("parameters", .dictionary)],
    verify: { module, op, report in
      guard let body = module.body(of: op) else {
        report.report(op, "has an empty region: expects a block")
        return
      }
      let operands = module.operands(of: op).map { module.type(of: $0) }
      let arguments = module.arguments(of: body).map { module.type(of: $0) }
      if operands != arguments {
        report.report(
          op,
          "must have a region whose arguments are of the types of the operands, "
            + "(\(list(operands, module))), but they are (\(list(arguments, module)))")
      }
      guard let end = module.lastOp(of: body), module.opcode(of: end).is(FuseEndOp.yield) else {
        report.report(op, "must have a region that ends in fuse_end.yield")
        return
      }
      let yielded = module.operands(of: end).map { module.type(of: $0) }
      if yielded != module.resultTypes(of: op) {
        report.report(
          op,
          "must yield values of the types of its results, "
            + "(\(list(module.resultTypes(of: op), module))), but yields (\(list(yielded, module)))"
        )
      }
      for inner in module.opsPreOrder(in: op) where module.opcode(of: inner).is(FuncOp.call) {
        report.report(inner, "cannot stand in a fuse.group: inline the call first")
      }
    })

  private static func list(_ types: [TypeID], _ module: borrowing Module) -> String {
    var texts: [String] = []
    for type in types { texts.append(module.text(of: type)) }
    return texts.joined(separator: ", ")
  }
}
