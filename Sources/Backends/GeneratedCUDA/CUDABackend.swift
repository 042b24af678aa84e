import FuseIR
import Machine

/// `cuda`: the module's functions as CUDA C++, kernels and the host functions that launch them.
///
/// `@f` becomes `cudaError_t fusec_f(inputs..., outputs..., void *workspace, cudaStream_t stream)` with pointers to dense
/// row-major elements in memory of the device, and `size_t fusec_f_workspace_bytes(void)`. Nothing is allocated while it runs, and
/// all sums are in an order that only the program decides. The text needs nothing but CUDA's runtime.
public struct CUDABackend: Backend {
  /// `cuda`.
  public static let name = "cuda"
  /// What it writes.
  public static let summary =
    "kernels and host functions in CUDA C++, after -target=h200 -passes=kernels"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// The multiprocessors of a machine that does not say how many it has.
  private static let usualMultiprocessors = 132

  /// The name of the function that gives the bytes of a host function's workspace.
  public static func workspaceName(_ function: String) -> String {
    CUDAProgram.workspaceName(function)
  }

  /// A backend without settings.
  public init() {}

  /// True iff every op of the public functions has a CUDA form; reports the first that has none.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    do {
      _ = try Self.text(module, context)
      return true
    } catch {
      error.report(module, Self.name, to: context.diagnostics)
      return false
    }
  }

  /// Writes the functions.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let text = try? Self.text(module, context) else { throw .refused }
    try output.write(text)
  }

  private static func text(
    _ module: borrowing Module, _ context: EmissionContext
  ) throws(CUnsupported) -> String {
    // A machine with few cores is a CPU, such as the default's two; its count says nothing about a GPU.
    let cores = context.accelerator?.processors.first?.cores ?? usualMultiprocessors
    var program = CUDAProgram(multiprocessors: cores < 16 ? usualMultiprocessors : cores)
    for function in module.functions
    where module.string("sym_visibility", of: function) != "private" {
      try program.add(function, module)
    }
    return program.text()
  }
}
