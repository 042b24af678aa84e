/// The ops of the `fuse_end` dialect.
public enum FuseEndOp: UInt16, DialectOp {
  case yield

  /// `fuse_end`.
  public static var dialect: Dialect { .fuseEnd }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .yield: .fuseEndYield
    }
  }
}
