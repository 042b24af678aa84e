/// The ops of the `fuse` dialect: groups of ops.
public enum FuseOp: UInt16, DialectOp {
  case group

  /// `fuse`.
  public static var dialect: Dialect { .fuse }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .group: .fuseGroup
    }
  }
}
