/// The ops of the `sdy` dialect.
public enum SdyOp: UInt16, DialectOp {
  case mesh, shardingConstraint

  /// `sdy`.
  public static var dialect: Dialect { .sdy }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .mesh: .sdyMesh
    case .shardingConstraint: .sdyShardingConstraint
    }
  }
}
