extension OpDefinition {
  /// `linalg.generic`: a loop nest over tensors with free index maps and a free body.
  static let generic = OpDefinition(
    "linalg.generic", summary: "Computes tensors element by element in a loop nest.",
    traits: [.pure, .segmentedOperands, .singleBlock],
    operands: .atLeast(1), results: .any, regions: .exactly(1),
    attributes: [
      .required("indexing_maps", .affineMapArray), .required("iterator_types", .array),
      .optional("doc", .string), .optional("library_call", .string),
    ],
    verify: verifyStructured, parse: parseGeneric, print: printGeneric,
    argumentName: { module, op, index in
      index < (StructuredOp(op, in: module)?.inputCount(in: module) ?? 0) ? "in" : "out"
    })

  /// `linalg.yield`: the new output elements that a body computed.
  static let linalgYield = OpDefinition(
    "linalg.yield", summary: "Ends the body of a structured op.", traits: [.pure, .terminator],
    operands: .any, results: .exactly(0), parse: parseLinalgYield, print: printLinalgYield)

  /// `linalg.index`: the iteration number of a loop around the body it stands in.
  static let linalgIndex = OpDefinition(
    "linalg.index", summary: "The iteration number of a loop.", traits: [.pure],
    operands: .exactly(0), results: .exactly(1),
    attributes: [.required("dim", .integer(width: 64))],
    verify: { module, op, report in
      guard let parent = module.parentOp(of: op),
        let structured = StructuredOp(parent, in: module)
      else {
        report.report(op, "must stand directly in the body of a structured op")
        return
      }
      let loops = structured.iteratorTypes(in: module)?.count ?? 0
      let dimension = module.integer("dim", of: op) ?? 0
      if dimension < 0 || dimension >= loops {
        report.report(
          op, "expected dim (\(dimension)) to be lower than the number of loops (\(loops))")
      }
      if module.type(of: module.result(of: op)) != .index {
        report.report(op, "result must be of type index")
      }
    },
    parse: parseLinalgIndex, print: printLinalgIndex)

  /// The verification of every structured op.
  static let verifyStructured: @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void = {
    module, op, report in
    StructuredOp(op, in: module)?.verify(in: module, &report)
  }
}
