/// The ops of the `cf` dialect.
public enum ControlFlowOp: UInt16, DialectOp {
  case assert, br, condBr, `switch`

  /// `cf`.
  public static var dialect: Dialect { .cf }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .assert: .assert
    case .br: .branch
    case .condBr: .conditionalBranch
    case .`switch`: .switchBranch
    }
  }
}
