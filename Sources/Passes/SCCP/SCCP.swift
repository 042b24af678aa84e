import FuseIR

/// Sparse conditional constant propagation: finds the values that are always the same constant, taking into account
/// which blocks and branches control can reach at all, and makes them constants.
///
/// Both are found together, starting from the assumption that nothing is reached and every value constant: so a value
/// that a loop leaves as it was is found, and a branch that only a false condition leads to takes no part. Values go
/// through the branches of `cf`, the regions of `stablehlo.if`, `case` and `while` and of `scf.if`, `for` and `while`,
/// and through calls of private functions that are only called. Ops are computed as `canonicalize` computes them. Blocks that
/// are not reached stay, for `canonicalize` to take away.
///
/// ```
/// func.func private @scale(%x: i32, %k: i32) -> i32 {    func.func private @scale(%x: i32, %k: i32) -> i32 {
///   %0 = arith.muli %x, %k : i32                           %c3_i32 = arith.constant 3 : i32
///   return %0 : i32                                        %0 = arith.muli %x, %c3_i32 : i32
/// }                                                 →      return %0 : i32
/// func.func @main(%x: i32) -> i32 {                      }
///   %c3_i32 = arith.constant 3 : i32                     ...
///   %0 = call @scale(%x, %c3_i32) : (i32, i32) -> i32
/// ```
public struct SCCP: Pass {
  /// `sccp`.
  public static let name = "sccp"
  /// What the pass does.
  public static let summary = "Finds values that are constant on every path, also across calls."
  /// Runs on whatever it stands in; across calls only where that is the program.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<SCCP>] {
    [
      PassOption(
        "max-elements", \.maxElements,
        "Compute constants of at most this many elements; splats have one.")
    ]
  }

  /// Compute constants of at most this many elements.
  public var maxElements = 1024

  /// The pass with default options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let folding = ConstantFolding(
      &module, maxElements: max(0, maxElements), evaluator: context.evaluator)
    var solver = ConstantSolver(module, root: op, folding)
    solver.solve(&module)
    let (replaced, erased) = replace(solver, inside: op, &module)
    context.count("values made constant", by: replaced)
    context.count("dead ops erased", by: erased)
    return replaced + erased > 0 ? .changed : .unchanged
  }

  /// Makes every use of a constant value a use of a constant, and erases ops whose results are all constant; the numbers
  /// of such values and ops.
  private func replace(
    _ solver: ConstantSolver, inside root: OpID, _ module: inout Module
  ) -> (replaced: Int, erased: Int) {
    let facts = OpFacts.shared
    var pool = ConstantPool(&module)
    var rewriter = Rewriter(module)
    var (replaced, erased) = (0, 0)
    for op in rewriter.module.opsPreOrder(in: root) where !rewriter.module.isErased(op) {
      let opcode = rewriter.module.opcode(of: op)
      for region in rewriter.module.regions(of: op) {
        for block in rewriter.module.blocks(of: region) {
          guard let first = rewriter.module.firstOp(of: block) else { continue }
          for argument in rewriter.module.arguments(of: block)
          where replace(argument, solver, at: first, &pool, &rewriter) { replaced += 1 }
        }
      }
      guard op != root, !facts.traits(opcode).contains(.constant) else { continue }
      for result in rewriter.module.results(of: op)
      where replace(result, solver, at: op, &pool, &rewriter) { replaced += 1 }
      if rewriter.module.resultCount(of: op) > 0, facts.isDead(op, in: rewriter.module),
        rewriter.module.results(of: op).allSatisfy({ solver.constant($0) != nil })
      {
        rewriter.erase(op)
        erased += 1
      }
    }
    module = rewriter.finish()
    return (replaced, erased)
  }

  private func replace(
    _ value: ValueID, _ solver: ConstantSolver, at place: OpID, _ pool: inout ConstantPool,
    _ rewriter: inout Rewriter
  ) -> Bool {
    guard let attribute = solver.constant(value), rewriter.module.hasUses(value) else {
      return false
    }
    let type = rewriter.module.type(of: value)
    rewriter.location = rewriter.module.location(of: place)
    guard let constant = pool.constant(attribute, type, for: place, &rewriter) else { return false }
    rewriter.replaceAllUses(of: value, with: constant)
    return true
  }
}
