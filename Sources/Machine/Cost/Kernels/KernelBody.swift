import FuseIR

/// What an op computes at each point of its loops.
public struct KernelBody {
  /// Operations of 32 bits; those on wider elements count more.
  public private(set) var operations = OperationClasses.zero
  /// Whether it takes the maximum of what it has and what it reads.
  public private(set) var isMaximum = false

  /// Counts the ops of the body; an op without one is a simple operation.
  public init(_ op: OpID, in module: borrowing Module) {
    guard module.regionCount(of: op) > 0, module.opcode(of: op).dialect == .linalg else {
      operations.simple = 1
      return
    }
    for inner in module.opsPreOrder(in: op).dropFirst() {
      guard module.resultCount(of: inner) > 0 else { continue }
      let type = module.type(of: module.result(of: inner))
      let width = max(1, Double(module.elementByteCount(of: module.elementType(of: type)) ?? 4) / 4)
      count(module.opcode(of: inner), width)
    }
  }

  private mutating func count(_ opcode: Opcode, _ width: Double) {
    switch ArithOp(opcode) {
    case .constant: return
    case .divf, .remf, .divsi, .divui, .remsi, .remui, .ceildivsi, .ceildivui, .floordivsi:
      operations.division += width
      return
    case .maximumf, .maxnumf:
      isMaximum = true
      operations.simple += width
      return
    case nil: break
    default:
      operations.simple += width
      return
    }
    switch MathOp(opcode) {
    case .sqrt, .rsqrt, .cbrt: operations.root += width
    case .absf, .absi, .ceil, .copysign, .floor, .fma, .isfinite, .isinf, .isnan, .isnormal,
      .round, .roundeven, .trunc, .clampf, .ctlz, .cttz, .ctpop:
      operations.simple += width
    case nil:
      if !opcode.is(LinalgOp.index) { operations.simple += width }
    default: operations.transcendental += width
    }
  }
}
