/// The ops of the `builtin` dialect.
public enum BuiltinOp: UInt16, DialectOp {
  case module, unrealizedConversionCast

  /// `builtin`.
  public static var dialect: Dialect { .builtin }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .module: .module
    case .unrealizedConversionCast: .unrealizedConversionCast
    }
  }
}
