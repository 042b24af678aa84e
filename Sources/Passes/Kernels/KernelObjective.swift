import FuseIR

/// What a plan of kernels makes small.
public enum KernelObjective: String, CaseIterable, PassOptionValue, Sendable {
  /// The predicted time; of equal ones, that with fewer kernels.
  case time
  /// The bytes from and to memory; of equal ones, that with fewer kernels.
  case bytes
  /// The number of kernels.
  case kernels

  /// What one kernel in place of several gains, as a whole number: picoseconds, or thousandths of a byte, and one for each
  /// kernel less.
  func gain(of whole: KernelShape, over parts: [KernelShape]) -> Int64 {
    let fewer = Int64(parts.count - 1)
    switch self {
    case .kernels: return fewer
    case .bytes:
      let bytes = parts.reduce(0) { $0 + $1.offChipBytes }
      return Self.whole(bytes - whole.offChipBytes, 1e3) + fewer
    case .time:
      let seconds = parts.reduce(0) { $0 + $1.seconds }
      return Self.whole(seconds - whole.seconds, 1e12) + fewer
    }
  }

  private static func whole(_ value: Double, _ scale: Double) -> Int64 {
    Int64(max(-0x1p40, min(0x1p40, (value * scale).rounded(.down))))
  }
}
