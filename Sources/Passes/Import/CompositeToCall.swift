import FuseIR

/// Turns `stablehlo.composite` into a call of the function that says what it means.
///
/// ```
/// %1 = stablehlo.composite "lib.gelu" %0 {decomposition = @gelu} : ...    →    %1 = call @gelu(%0) : ...
/// ```
public struct CompositeToCall: ModulePass {
  /// `composite-to-call`.
  public static let name = "composite-to-call"
  /// What the pass does.
  public static let summary = "Turns composites into calls of their decompositions."

  /// The pass; it has no options.
  public init() {}

  /// Runs on the program.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var count = 0
    for op in module.opsPreOrder(in: module.root)
    where module.opcode(of: op).is(StablehloOp.composite) {
      guard let decomposition = module.attribute("decomposition", of: op) else { continue }
      let call = module.build(
        FuncOp.call, at: .before(op), operands: module.operands(of: op),
        resultTypes: module.resultTypes(of: op), attributes: [("callee", decomposition)],
        location: module.location(of: op))
      module.replace(op, with: module.results(of: call))
      count += 1
    }
    context.count("composites turned", by: count)
    return count > 0 ? .changed : .unchanged
  }
}
