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
