import FuseIR

/// Brings the program to a normal form in which equal things look alike: what is known is computed, what has no effect is
/// gone, and chains of the same op are one op.
///
/// Dead pure ops are erased and unreachable blocks with them; constants stand once, at the top of their region; ops are
/// folded by their definitions; ops on constants are computed by the reference interpreter, as long as the result is
/// small and no constant that is one number everywhere is spread out; and the patterns of `canonicalizationPatterns` apply
/// until none does. Every step is exact: the numbers of the program do not change by a bit, the sign and payload of NaN aside. With
/// `fast-math` the identities of real numbers in `fastMathPatterns` apply too, which are not.
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
      PassOption(
        "fast-math", \.fastMath,
        "Apply identities of real numbers that may change a float's last bits, -0.0, NaN or infinities."
      ),
      PassOption(
        "disable-patterns", \.disabledPatterns, "Leave out the patterns with these names."),
    ]
  }

  /// Compute constants of at most this many elements.
  public var maxElements = 1024
  /// Stop after this many rewrites per op.
  public var rewritesPerOp = 10
  /// Apply patterns besides folding.
  public var patterns = true
  /// Apply identities of real numbers that may change a float's last bits, -0.0, NaN or infinities.
  public var fastMath = false
  /// Leave out the patterns with these names.
  public var disabledPatterns: [String] = []

  /// The pass with default options.
  public init() {}

  private static let table = PatternTable(canonicalizationPatterns)
  private static let noPatterns = PatternTable([])
  private static let fastMathTable = PatternTable(canonicalizationPatterns + fastMathPatterns)

  /// The names of all patterns, in order.
  public static var patternNames: [String] {
    (canonicalizationPatterns + fastMathPatterns).map { "\(type(of: $0))" }.sorted()
  }

  /// The patterns that the options ask for.
  private var table: PatternTable {
    guard patterns else { return Self.noPatterns }
    if disabledPatterns.isEmpty { return fastMath ? Self.fastMathTable : Self.table }
    let all = canonicalizationPatterns + (fastMath ? fastMathPatterns : [])
    return PatternTable(all.filter { !disabledPatterns.contains("\(type(of: $0))") })
  }

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    if let unknown = disabledPatterns.first(where: { !Self.patternNames.contains($0) }) {
      let nearest = NearestName.hint(for: unknown, among: Self.patternNames)
      context.error("there is no pattern '\(unknown)' (disable-patterns)" + nearest)
      return .failed
    }
    var driver = GreedyDriver(table)
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
    context.count("ops folded", by: result.folded)
    context.count("patterns applied", by: result.rewritten)
    context.count("dead ops erased", by: result.erased)
    context.count("block graphs simplified", by: blocks.changes)
    return result.changed || blocks.changes > 0 ? .changed : .unchanged
  }
}
