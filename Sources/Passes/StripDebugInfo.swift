import FuseIR

/// Forgets where ops and block arguments come from: every location becomes unknown.
///
/// Programs that differ only in where they were written print the same afterwards, with `-print-debuginfo` too; messages
/// about such a program can name no place in its source any more.
///
/// ```
/// %0 = arith.addi %a, %a : i32 loc("model.py":3:1)    →    %0 = arith.addi %a, %a : i32 loc(unknown)
/// ```
public struct StripDebugInfo: Pass {
  /// `strip-debuginfo`.
  public static let name = "strip-debuginfo"
  /// What the pass does.
  public static let summary = "Forgets where ops come from."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  /// The pass with default options.
  public init() {}

  /// Runs on the op and everything inside it.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var stripped = 0
    for inner in module.opsPreOrder(in: op) {
      if module.location(of: inner) != .unknown {
        module.setLocation(of: inner, to: .unknown)
        stripped += 1
      }
      for region in module.regions(of: inner) {
        for block in module.blocks(of: region) {
          for argument in module.arguments(of: block)
          where module.location(of: argument) != .unknown {
            module.setLocation(of: argument, to: .unknown)
            stripped += 1
          }
        }
      }
    }
    context.count("locations forgotten", by: stripped)
    return stripped > 0 ? .changed : .unchanged
  }
}
