import FuseIR

/// Computes single ops on known operands, as the interpreter would when it came to them.
public final class ReferenceEvaluator {
  /// How many ops with regions are computed; each costs time in proportion to the program.
  private var regionOpsLeft = 1000

  /// An evaluator of ops.
  public init() {}

  /// The results of the op for the given operands, nil where the interpreter does not know the op or its types.
  ///
  /// An elementwise op may be given operands of one element each, whatever the shape of its types; its result then has one
  /// element. Regions of the op must not use values from outside.
  public func evaluate(_ op: OpID, _ operands: [Tensor], in module: borrowing Module) -> [Tensor]? {
    let opcode = module.opcode(of: op)
    let kind = StablehloOp(opcode)
    switch kind {
    case .while, .case, .if, .composite, .customCall: return nil
    // Their results are no constants.
    case .tuple, .createToken, .afterAll: return nil
    default: break
    }
    let hasRegions = module.regionCount(of: op) > 0
    if hasRegions {
      guard regionOpsLeft > 0, isSelfContained(op, in: module) else { return nil }
      regionOpsLeft -= 1
    }
    var interpreter = hasRegions ? Interpreter(module) : Interpreter()
    var values = operands
    return try? interpreter.execute(op, &values, in: module)
  }

  private func isSelfContained(_ op: OpID, in module: borrowing Module) -> Bool {
    for inner in module.opsPreOrder(in: op).dropFirst() {
      for value in module.operands(of: inner) {
        guard let block = module.block(of: value), let owner = module.parentOp(of: block),
          module.isInside(owner, op)
        else { return false }
      }
    }
    return true
  }
}
