/// The ops of the `cf` dialect.
public enum ControlFlowOp: UInt16, DialectOp {
  case assert, br, condBr, `switch`

  /// `cf`.
  public static var dialect: Dialect { .cf }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .assert:
      OpDefinition(
        "cf.assert", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .br:
      OpDefinition(
        "cf.br", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .condBr:
      OpDefinition(
        "cf.cond_br", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .`switch`:
      OpDefinition(
        "cf.switch", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}
