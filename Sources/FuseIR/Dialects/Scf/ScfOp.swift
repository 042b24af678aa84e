/// The ops of the `scf` dialect: loops and branches with regions.
public enum ScfOp: UInt16, DialectOp {
  case condition, executeRegion
  case `for`, `if`
  case indexSwitch
  case `while`
  case yield

  /// `scf`.
  public static var dialect: Dialect { .scf }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .condition: .scfCondition
    case .executeRegion: .scfExecuteRegion
    case .for: .scfFor
    case .if: .scfIf
    case .indexSwitch: .scfIndexSwitch
    case .while: .scfWhile
    case .yield: .scfYield
    }
  }
}
