/// The ops of the `func` dialect.
public enum FuncOp: UInt16, DialectOp {
  case `func`, `return`, call

  /// `func`.
  public static var dialect: Dialect { .func }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .`func`:
      OpDefinition(
        "func.func", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .`return`:
      OpDefinition(
        "func.return", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .call:
      OpDefinition(
        "func.call", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}
