import FuseIR
import Machine

/// `ilp-mps`: the choice of kernels as a program of zeros and ones, in free MPS format.
///
/// The comment in front says what the choice of fusec gains. Variables and rows are those of `ilp-lp`. As MPS minimizes, the objective `cost` is the gain's negative.
public struct PackingProgramMPSBackend: Backend {
  /// `ilp-mps`.
  public static let name = "ilp-mps"
  /// What it writes.
  public static let summary = "the choice of kernels (plan-kernels) as an MPS file for solvers"
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
    try output.write("* The choice that was made gains \(text.gain)\nNAME kernels\nROWS\n N cost\n")
    var columns = [[Int]](repeating: [], count: text.gains.count)
    for (number, row) in text.rows.enumerated() {
      try output.write(" L \(row.name)\n")
      for variable in row.variables { columns[variable].append(number) }
    }
    try output.write("COLUMNS\n MARKER 'MARKER' 'INTORG'\n")
    for (variable, rows) in columns.enumerated() {
      try output.write(" x\(variable) cost \(-text.gains[variable])\n")
      for row in rows { try output.write(" x\(variable) \(text.rows[row].name) 1\n") }
    }
    try output.write(" MARKER 'MARKER' 'INTEND'\nRHS\n")
    for row in text.rows { try output.write(" rhs \(row.name) \(row.limit)\n") }
    try output.write("BOUNDS\n")
    for variable in text.gains.indices { try output.write(" BV bound x\(variable)\n") }
    try output.write("ENDATA\n")
  }
}
