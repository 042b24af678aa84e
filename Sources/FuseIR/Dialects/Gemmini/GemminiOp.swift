/// The ops of the `gemmini` dialect.
public enum GemminiOp: UInt16, DialectOp {
  case program

  /// `gemmini`.
  public static var dialect: Dialect { .gemmini }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .program:
      OpDefinition(
        "gemmini.program", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    }
  }
}
