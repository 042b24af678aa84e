import FuseIR
import Machine

/// `cost-json`: the figures of a run or of a cost model, in one schema for every machine.
public struct CostJSONBackend: Backend {
  /// `cost-json`.
  public static let name = "cost-json"
  /// What it writes.
  public static let summary =
    "the figures of the run (-run), of mappings, kernels or a schedule as JSON"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff there are figures to write.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    if context.report != nil { return true }
    context.diagnostics.error(
      "'-emit=cost-json' needs figures: execute the program with -run=<function> -on=<executor>, "
        + "choose mappings with -passes=select-mapping, kernels with -passes=kernels, or a schedule with "
        + "-passes=multicore")
    return false
  }

  /// Writes the figures.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let report = context.report else { throw .refused }
    try output.write(report.json)
  }
}
