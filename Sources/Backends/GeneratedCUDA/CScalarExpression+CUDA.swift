import FuseIR

// Mathematical functions as CUDA has them, in the precision of the result: NaN and infinities are as in C99.

extension CScalarExpression {
  /// Whether the function computes in double precision.
  private var isDouble: Bool { result.value == "double" || input.value == "double" }

  /// A call of one of CUDA's functions.
  func cudaCall(_ name: String, _ arguments: [String]) -> String {
    // The names that differ from the C library's are those of our own functions.
    let base = name == "roundeven" ? "rint" : name
    let scalar = isDouble ? "double" : "float"
    let list = arguments.map { "(\(scalar))\($0)" }.joined(separator: ", ")
    return "(\(result.value))\(base)\(isDouble ? "" : "f")(\(list))"
  }

  /// The ops that freestanding C builds from other functions; nil for the others.
  func cudaText(_ op: MathOp) -> String? {
    switch op {
    case .copysign: cudaCall("copysign", [a, b])
    case .exp2: cudaCall("exp2", [a])
    case .log2: cudaCall("log2", [a])
    case .log10: cudaCall("log10", [a])
    case .rsqrt: cudaCall("rsqrt", [a])
    case .fma: operands.count == 3 ? cudaCall("fma", [a, b, operands[2]]) : nil
    case .absf: cudaCall("fabs", [a])
    default: nil
    }
  }

  /// 1 / (1 + exp(-a)).
  var cudaLogistic: String {
    isDouble
      ? "(\(result.value))(1.0 / (1.0 + exp(-(double)\(a))))"
      : "(\(result.value))(1.0f / (1.0f + expf(-(float)\(a))))"
  }
}
