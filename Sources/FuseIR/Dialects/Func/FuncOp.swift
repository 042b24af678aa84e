/// The ops of the `func` dialect.
public enum FuncOp: UInt16, DialectOp {
  case `func`, `return`, call, constant, callIndirect

  /// `func`.
  public static var dialect: Dialect { .func }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .`func`: .function
    case .`return`: .functionReturn
    case .call: .call
    case .constant: .functionConstant
    case .callIndirect: .indirectCall
    }
  }
}
