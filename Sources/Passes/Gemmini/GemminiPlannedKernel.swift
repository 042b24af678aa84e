import FuseIR
import Machine

/// A kernel with the way it runs on the array.
struct GemminiPlannedKernel {
  /// How the kernel runs.
  enum Plan {
    case matmul(GemminiMatmulPlan)
    case convolution(GemminiConvolutionPlan, GemminiKernel.Window)
  }

  var kernel: GemminiKernel
  let plan: Plan

  /// Plans the kernel, or says why it can't run.
  init(
    _ kernel: GemminiKernel, on configuration: GemminiConfiguration
  ) throws(GemminiKernelMatcher.RefusalError) {
    self.kernel = kernel
    if let window = kernel.window {
      plan = .convolution(try .plan(kernel, window: window, on: configuration), window)
    } else {
      plan = .matmul(try .plan(kernel, on: configuration))
    }
  }

  /// The values that the kernel reads from DRAM.
  var reads: [ValueID] {
    [kernel.a.value, kernel.b.value] + kernel.addends.map(\.access.value)
  }

  /// Writes the kernel's instructions but the final fence.
  func emit(
    _ builder: inout GemminiSegmentBuilder, on configuration: GemminiConfiguration,
    in module: inout Module, buffer: @escaping (ValueID) -> String
  ) {
    switch plan {
    case .matmul(let plan):
      GemminiMatmulEmitter(
        plan: plan, kernel: kernel, configuration: configuration, buffer: buffer
      ).emit(&builder, in: &module)
    case .convolution(let plan, let window):
      GemminiConvolutionEmitter(
        plan: plan, kernel: kernel, window: window, configuration: configuration, buffer: buffer
      ).emit(&builder, in: &module)
    }
  }
}
