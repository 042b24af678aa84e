/// The ops of the `sdy` dialect.
public enum SdyOp: UInt16, DialectOp {
  case mesh, shardingConstraint

  /// `sdy`.
  public static var dialect: Dialect { .sdy }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .mesh:
      OpDefinition(
        "sdy.mesh", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .shardingConstraint:
      OpDefinition(
        "sdy.sharding_constraint", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    }
  }
}
