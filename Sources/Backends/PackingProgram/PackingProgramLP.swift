import FuseIR
import Machine

/// `ilp-lp`: the choice of kernels as a program of zeros and ones, in the LP format of CPLEX, which HiGHS and CBC read too.
///
/// Variable `x7` says whether pattern 7 becomes a kernel. There is a row for each item that several patterns cover, for each
/// pair of patterns that need each other, and for each circle that was found.
public struct PackingProgramLPBackend: Backend {
  /// `ilp-lp`.
  public static let name = "ilp-lp"
  /// What it writes.
  public static let summary = "the choice of kernels (plan-kernels) as an LP file for solvers"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff a pass chose kernels.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    context.hasPackingPrograms(for: Self.name)
  }

  /// Writes the program.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    let text = PackingProgramText(context.packingPrograms)
    try output.write("maximize\n gain:")
    for (variable, gain) in text.gains.enumerated() {
      try output.write("\(variable % 8 == 0 && variable > 0 ? "\n" : "") + \(gain) x\(variable)")
    }
    try output.write("\nsubject to\n")
    for row in text.rows {
      try output.write(" \(row.name):")
      for (place, variable) in row.variables.enumerated() {
        try output.write("\(place % 16 == 15 ? "\n" : "") + x\(variable)")
      }
      try output.write(" <= \(row.limit)\n")
    }
    try output.write("binaries\n")
    for variable in text.gains.indices { try output.write(" x\(variable)\n") }
    try output.write("end\n")
  }
}

extension EmissionContext {
  /// True iff a pass chose kernels; reports that none did.
  func hasPackingPrograms(for format: String) -> Bool {
    if !packingPrograms.isEmpty { return true }
    diagnostics.error(
      "'-emit=\(format)' needs a choice of kernels: -passes=import,plan-kernels on a program with "
        + "ops that can be fused")
    return false
  }
}
