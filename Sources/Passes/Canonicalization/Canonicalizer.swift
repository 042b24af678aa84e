import FuseIR

/// Brings the program to a normal form in which equal things look alike: what is known is computed, what has no effect is
/// gone, and chains of the same op are one op.
///
/// Dead pure ops are erased and unreachable blocks with them; constants stand once, at the top of their region; ops are
/// folded by their definitions; ops on constants are computed by the reference interpreter, as long as the result is
/// small; and the patterns of `canonicalizationPatterns` apply until none does. Every step is exact: the numbers of the
/// program do not change by a bit, NaN payloads aside.
///
/// ```
/// %0 = stablehlo.reshape %a : (tensor<6xf32>) -> tensor<2x3xf32>
/// %1 = stablehlo.reshape %0 : (tensor<2x3xf32>) -> tensor<3x2xf32>
///     →
/// %0 = stablehlo.reshape %a : (tensor<6xf32>) -> tensor<3x2xf32>
/// ```
public struct Canonicalizer: Pass {
  /// `canonicalize`.
  public static let name = "canonicalize"
  /// What the pass does.
  public static let summary = "Folds constants and identities, and simplifies chains of ops."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<Canonicalizer>] {
    [
      PassOption(
        "max-elements", \.maxElements,
        "Compute constants of at most this many elements; splats have one."),
      PassOption(
        "rewrites-per-op", \.rewritesPerOp,
        "Stop, with a remark, after this many rewrites per op of the program."),
      PassOption("patterns", \.patterns, "Apply patterns besides folding."),
    ]
  }

  /// Compute constants of at most this many elements.
  public var maxElements = 1024
  /// Stop after this many rewrites per op.
  public var rewritesPerOp = 10
  /// Apply patterns besides folding.
  public var patterns = true

  /// The pass with default options.
  public init() {}

  private static let table = PatternTable(canonicalizationPatterns)
  private static let noPatterns = PatternTable([])

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var driver = GreedyDriver(patterns ? Self.table : Self.noPatterns)
    driver.rewritesPerOp = max(1, rewritesPerOp)
    driver.constantFolding = ConstantFolding(
      &module, maxElements: max(0, maxElements), evaluator: context.evaluator)
    var blocks = BlockSimplification()
    _ = blocks.run(inside: op, of: &module)
    var result = driver.run(inside: op, of: &module)
    // A branch whose condition became a constant opens a new round; each round removes a branch or a block.
    while result.converged, blocks.run(inside: op, of: &module) {
      result.add(driver.run(inside: op, of: &module))
    }
    if !result.converged {
      context.remark(
        "stopped after \(result.rewritten) rewrites, the last by \(result.lastPattern); the program "
          + "is valid but could be simpler (rewrites-per-op=\(rewritesPerOp))", at: op, in: module)
    }
    if result.folded > 0 { context.count("ops folded", by: result.folded) }
    if result.rewritten > 0 { context.count("patterns applied", by: result.rewritten) }
    if result.erased > 0 { context.count("dead ops erased", by: result.erased) }
    if blocks.changes > 0 { context.count("block graphs simplified", by: blocks.changes) }
    return result.changed || blocks.changes > 0 ? .changed : .unchanged
  }
}
