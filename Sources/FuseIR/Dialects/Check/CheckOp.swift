/// The ops of the `check` dialect: assertions about values, which a program uses to test itself.
public enum CheckOp: UInt16, DialectOp {
  case expectAlmostEq, expectAlmostEqConst, expectClose, expectEq, expectEqConst, expectSerializedEq

  /// `check`.
  public static var dialect: Dialect { .check }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .expectAlmostEq: .checkExpectAlmostEq
    case .expectAlmostEqConst: .checkExpectAlmostEqConst
    case .expectClose: .checkExpectClose
    case .expectEq: .checkExpectEq
    case .expectEqConst: .checkExpectEqConst
    case .expectSerializedEq: .checkExpectSerializedEq
    }
  }
}
