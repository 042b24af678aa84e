import FuseIR

/// `mlir`: the module as MLIR text, in the form that the print options choose.
public struct MLIRBackend: Backend {
  /// `mlir`.
  public static let name = "mlir"
  /// What it writes.
  public static let summary = "the module as MLIR text (the default)"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True: every module has a text.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool { true }

  /// Writes the text.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    var failure: EmissionFailure?
    module.print(context.printing) { bytes in
      guard failure == nil else { return }
      do throws(EmissionFailure) { try output.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
