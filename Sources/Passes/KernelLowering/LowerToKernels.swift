import FuseIR
import Machine

/// Lowers groups of kind `kernel` to kernels, and each other structured op that is no large product to one of its own.
///
/// A group becomes a `kernel.launch` whose rows are computed from beginning to end: what one op hands to the next stays in
/// registers, where both run over the row alike, or waits in scratch memory until the next sweep. Sums of whole tensors are
/// combined from those of rows. An error function that is spelt out becomes one op. A pack, which is a group of such groups, becomes
/// one launch of all their rows. Products and convolutions outside of groups stay as they are.
///
/// ```
/// %2 = "fuse.group"(%x) ({                       %2 = "kernel.launch"(%x) ({
/// ^bb0(%a: tensor<6x8xf32>):                     ^bb0(%a: tensor<6x8xf32>):
///   %0 = linalg.generic ... sum of a row           %0 = "kernel.rows"(%a) ({
///   %1 = linalg.generic ... a / sum          →     ^bb0(%n: index, %row: tensor<8xf32>):
///   "fuse_end.yield"(%1)                             ... two sweeps ...
/// }) {kind = "kernel"}                             }) {rows = array<i64: 6>, ...}
///                                                  "fuse_end.yield"(%0)
///                                                })
/// ```
public struct LowerToKernels: Pass {
  /// `lower-to-kernels`.
  public static let name = "lower-to-kernels"
  /// What the pass does.
  public static let summary = "Lowers groups of kind 'kernel' to ops of the kernel dialect."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<LowerToKernels>] {
    [
      PassOption("lanes", \.lanes, "How many elements of 32 bits one instruction computes."),
      PassOption(
        "partials", \.partials,
        "How many partial results a sum over rows is combined from, at most."),
      PassOption(
        "streaming", \.streaming,
        "Results of kernels that read and write at least so many bytes are stored past the caches; "
          + "0 for none."),
      PassOption("single", \.single, "Whether ops outside of groups become kernels as well."),
    ]
  }

  /// How many elements of 32 bits one instruction computes.
  public var lanes = 16
  /// How many partial results a sum over rows is combined from, at most.
  public var partials = 16
  /// Results of kernels that read and write at least so many bytes are stored past the caches; 0 for none. Less than that
  /// would be found there by who reads it next.
  public var streaming = 1 << 24
  /// Whether ops outside of groups become kernels as well.
  public var single = true

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard lanes >= 2, lanes <= 64, lanes & (lanes - 1) == 0 else {
      context.error(
        "'lanes' must be 2, 4, 8, 16, 32 or 64, but is \(lanes)", at: function, in: module)
      return .failed
    }
    guard (1...Int(KernelRows.partialLimit)).contains(partials) else {
      context.error(
        "'partials' must be from 1 to \(KernelRows.partialLimit), but is \(partials)", at: function,
        in: module)
      return .failed
    }
    guard streaming >= 0 else {
      context.error(
        "'streaming' must not be negative, but is \(streaming)", at: function, in: module)
      return .failed
    }
    let recognized = ErrorFunctionRecognition.run(on: function, in: &module)
    context.count("error functions", by: recognized)
    if single { groupSingleOps(of: function, in: &module) }
    let legality = FusionLegality(function, in: module)
    var count = 0
    var refused = 0
    var packs: [OpID] = []
    for group in module.opsPreOrder(in: function) {
      guard !module.isErased(group), let view = Group(group, in: module),
        view.kind(in: module) == "kernel"
      else { continue }
      if PackLowering.isPack(group, in: module) {
        packs.append(group)
        continue
      }
      if lower(group, of: function, legality, number: count, in: &module, &context) {
        count += 1
      } else {
        refused += 1
      }
    }
    for (number, pack) in packs.enumerated() {
      guard let lowering = PackLowering(pack, in: module) else {
        // Its kernels stand by themselves, as groups and launches.
        module.inlineRegion(of: pack, to: .before(pack))
        continue
      }
      count -= lowering.count - 1
      let launch = lowering.lower(named: "pack_\(number)", lanes: lanes, in: &module)
      module.replace(pack, with: module.results(of: launch))
    }
    context.count("kernels", by: count)
    context.count("groups left as they are", by: refused)
    return count > 0 || recognized > 0 || single || !packs.isEmpty ? .changed : .unchanged
  }

  private func lower(
    _ group: OpID, of function: OpID, _ legality: FusionLegality, number: Int,
    in module: inout Module, _ context: inout PassContext
  ) -> Bool {
    guard let lowering = KernelLowering(group, legality, in: module) else { return false }
    do {
      let launch = try lowering.lower(
        named: "kernel_\(number)", lanes: lanes, partials: partials, streaming: streaming,
        in: &module)
      if let mistake = module.verify(launch).mistakes.first {
        let name = module.name(of: mistake.op)
        module.erase(launch)
        context.remark(
          "is no kernel: '\(name)' \(mistake.message)", at: group, in: module)
        return false
      }
      module.replace(group, with: module.results(of: launch))
      return true
    } catch {
      let names = OpNames(function, in: module)
      context.remark(
        "is no kernel: \(error.reason.coded(names, in: module))", at: error.op, in: module)
      return false
    }
  }

  /// Puts structured ops outside of groups into groups of their own.
  private func groupSingleOps(of function: OpID, in module: inout Module) {
    let legality = FusionLegality(function, in: module)
    var groups = FusionGroups(function, in: module)
    for op in module.opsPreOrder(in: function) {
      guard StructuredOp(op, in: module) != nil, let parent = module.parentOp(of: op),
        module.opcode(of: parent).dialect == .func, !legality.isView(op),
        Contraction(op, in: module) == nil, !JoinProducts.isProduct(op, in: module),
        !FusionEdgeBuilder.isConstant(op, in: module)
      else { continue }
      _ = groups.formGroup([op], kind: "kernel", in: &module)
    }
  }
}
