import FuseIR

/// Computes what an op does with known operands. The driver hands the reference interpreter to the passes as one, so that
/// a folded constant is bit for bit what the program would have computed.
public protocol ConstantEvaluator {
  /// The results of a pure op for the given operands, nil where the op or a type is beyond the evaluator.
  ///
  /// An elementwise op may be given operands of one element each, whatever the shape of its types; its results then have
  /// one element.
  func evaluate(_ op: OpID, _ operands: [Tensor], in module: borrowing Module) -> [Tensor]?
}
