// What happens to stored and to absent elements in the body of a structured op.

extension OpDefinition {
  /// `sparse_tensor.binary`: an element of each of two operands, by whether both are stored, only the left, or only the right.
  ///
  /// Three regions, `overlap`, `left` and `right`; an empty one gives nothing, the element of the result is absent. `left_identity`
  /// and `right_identity` stand for a region that passes the operand on.
  ///
  /// ```
  /// %r = sparse_tensor.binary %a, %b : f32, f32 to f32
  ///  overlap = {
  /// ^bb0(%x: f32, %y: f32):
  ///   %sum = arith.addf %x, %y : f32
  ///   sparse_tensor.yield %sum : f32
  /// }
  ///  left = identity
  ///  right = {
  /// }
  /// ```
  static let sparseTensorBinary = OpDefinition(
    "sparse_tensor.binary",
    summary: "Combines elements that are stored in both, or in one operand.",
    traits: [.pure, .singleBlock], operands: .exactly(2), results: .exactly(1),
    regions: .exactly(3),
    attributes: [.optional("left_identity", .unit), .optional("right_identity", .unit)],
    verify: { module, op, report in
      let types = module.operands(of: op).map { module.type(of: $0) }
      let result = module.type(of: module.result(of: op))
      let regions = [("overlap", types), ("left", [types[0]]), ("right", [types[1]])]
      for (index, (name, arguments)) in regions.enumerated() {
        let isIdentity =
          index > 0
          && module.attribute(index == 1 ? "left_identity" : "right_identity", of: op)
            != nil
        if module.entryBlock(of: module.region(index, of: op)) != nil {
          verifyStoredRegion(index, name, arguments, yields: result, module, op, &report)
        } else if isIdentity, arguments[0] != result {
          report.report(
            op,
            "\(name)=identity requires \(index == 1 ? "first" : "second") argument to have the "
              + "same type as the output")
        }
      }
    },
    parse: parseStoredBinary, print: printStoredBinary)

  /// `sparse_tensor.unary`: an element by whether it is stored: regions `present` and `absent`; an empty one gives nothing.
  ///
  /// `absent` yields a constant, or a value from outside of the structured op.
  static let sparseTensorUnary = OpDefinition(
    "sparse_tensor.unary", summary: "Computes with a stored element, or in place of an absent one.",
    traits: [.pure, .singleBlock], operands: .exactly(1), results: .exactly(1),
    regions: .exactly(2),
    verify: { module, op, report in
      let operand = module.type(of: module.operand(0, of: op))
      let result = module.type(of: module.result(of: op))
      if module.entryBlock(of: module.region(0, of: op)) != nil {
        verifyStoredRegion(0, "present", [operand], yields: result, module, op, &report)
      }
      guard let absent = module.entryBlock(of: module.region(1, of: op)),
        verifyStoredRegion(1, "absent", [], yields: result, module, op, &report),
        let end = module.lastOp(of: absent), let parent = module.parentBlock(of: op)
      else { return }
      let value = module.operand(0, of: end)
      if let producer = module.definingOp(of: value) {
        let block = module.parentBlock(of: producer)
        if !module.opcode(of: producer).is(ArithOp.constant), block == absent || block == parent {
          report.report(op, "absent region cannot yield locally computed value")
        }
      } else if module.arguments(of: parent).contains(value) {
        report.report(op, "absent region cannot yield linalg argument")
      }
    },
    parse: parseStoredUnary, print: printStoredUnary)

  /// `sparse_tensor.reduce`: reduces stored elements only, `%x, %y, %identity`, by its region.
  static let sparseTensorReduce = OpDefinition(
    "sparse_tensor.reduce", summary: "Reduces stored elements only.",
    traits: [.pure, .singleBlock, .sameOperandsAndResultType], operands: .exactly(3),
    results: .exactly(1), regions: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard module.operands(of: op).allSatisfy({ module.type(of: $0) == type }) else {
        report.report(op, "requires the same type for all operands and results")
        return
      }
      verifyStoredRegion(0, "reduce", [type, type], yields: type, module, op, &report)
    },
    parse: parseStoredRegion, print: printStoredRegion)

  /// `sparse_tensor.select`: keeps a stored element where its region says so; else it becomes absent.
  static let sparseTensorSelect = OpDefinition(
    "sparse_tensor.select", summary: "Keeps stored elements of which a predicate holds.",
    traits: [.pure, .singleBlock, .sameOperandsAndResultType], operands: .exactly(1),
    results: .exactly(1), regions: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard module.type(of: module.operand(0, of: op)) == type else {
        report.report(op, "requires the same type for all operands and results")
        return
      }
      verifyStoredRegion(0, "select", [type], yields: .i1, module, op, &report)
    },
    parse: parseStoredRegion, print: printStoredRegion)

  /// `sparse_tensor.yield`: ends a region of these ops.
  static let sparseTensorYield = OpDefinition(
    "sparse_tensor.yield", summary: "Ends a region.", traits: [.pure, .terminator],
    operands: .any, results: .exactly(0),
    verify: { module, op, report in
      let parent = module.parentOp(of: op).map { module.name(of: $0) } ?? ""
      guard parent.hasPrefix("sparse_tensor.") else {
        report.report(
          op,
          "must stand directly in a sparse_tensor.binary, sparse_tensor.reduce, "
            + "sparse_tensor.select or sparse_tensor.unary")
        return
      }
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let place = parser.place
      let operands = try parser.parseOperandList()
      try parser.parseOptionalAttributeDictionary(&state)
      guard !operands.isEmpty else { return }
      let types = try parser.parseColonTypeList()
      state.operands = try parser.resolveOperands(operands, types, at: place)
    },
    print: { module, op, printer in
      if module.operandCount(of: op) > 0 {
        printer.write(" ")
        printer.printOperands(of: op, in: module)
      }
      printer.printOptionalAttributeDictionary(of: op, in: module)
      guard module.operandCount(of: op) > 0 else { return }
      printer.write(" : ")
      printer.printTypes(module.operands(of: op).map { module.type(of: $0) }, in: module)
    })
}

/// Reports where a region has other arguments than the given ones, or yields another type; returns whether it is right.
@discardableResult
private func verifyStoredRegion(
  _ index: Int, _ name: String, _ arguments: [TypeID], yields type: TypeID,
  _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
) -> Bool {
  guard let block = module.entryBlock(of: module.region(index, of: op)) else {
    report.report(op, "\(name) region must have a block")
    return false
  }
  let given = module.arguments(of: block).map { module.type(of: $0) }
  guard given.count == arguments.count else {
    report.report(op, "\(name) region must have exactly \(arguments.count) arguments")
    return false
  }
  for (number, pair) in zip(given, arguments).enumerated() where pair.0 != pair.1 {
    report.report(op, "\(name) region argument \(number + 1) type mismatch")
    return false
  }
  guard let end = module.lastOp(of: block), module.opcode(of: end).is(SparseTensorOp.yield) else {
    report.report(op, "\(name) region must end with sparse_tensor.yield")
    return false
  }
  guard module.operandCount(of: end) == 1, module.type(of: module.operand(0, of: end)) == type
  else {
    report.report(op, "\(name) region yield type mismatch")
    return false
  }
  return true
}
