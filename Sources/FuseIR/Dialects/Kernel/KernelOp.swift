/// The ops of the `kernel` dialect: kernels that compute row by row.
public enum KernelOp: UInt16, DialectOp {
  case barrier, launch, rows

  /// `kernel`.
  public static var dialect: Dialect { .kernel }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .barrier: .kernelBarrier
    case .launch: .kernelLaunch
    case .rows: .kernelRows
    }
  }
}
