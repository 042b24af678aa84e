import FuseIR
import Machine

/// `kernel-plan`: what the kernels of a program are, as JSON for people and tools.
///
/// For each function with kernels: how many bytes they move beside the bytes that they must, the predicted seconds, and how far
/// the plan may be from the best; for each kernel the shape of its launch, its rows, its stages with the ops that they were
/// fused from, the scheme of each edge between stages, and which bytes of scratch hold what in which epochs.
/// [kernels.md](../kernels.md) has the schema. Groups that `plan-kernels` made are listed too; what only the lowering
/// decides is `null` there.
public struct KernelPlanBackend: Backend {
  /// `kernel-plan`.
  public static let name = "kernel-plan"
  /// What it writes.
  public static let summary = "the kernels with their stages, schemes, scratch and bytes as JSON"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff there are kernels.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    let machine = context.accelerator ?? .cpu
    guard !machine.processors.isEmpty else {
      context.diagnostics.error(
        "'-emit=kernel-plan' needs a machine with a processor, such as cpu or h200, but "
          + "'\(machine.name)' has none")
      return false
    }
    for function in module.functions
    where KernelProgram(function, on: machine, in: module) != nil { return true }
    context.diagnostics.error(
      "'-emit=kernel-plan' needs kernels: -passes=kernels makes them, on programs with ops on "
        + "tensors of static shape")
    return false
  }

  /// Writes the plan.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    let machine = context.accelerator ?? .cpu
    var writer = KernelPlanWriter()
    writer.write(module, machine)
    try output.write(writer.json.text + "\n")
  }
}
