import FuseIR
import Machine

/// `accelforge-mapping`: the mappings of a product or of an attention, as the mapping file that AccelForge reads.
///
/// The file is a tree of storage nodes and loops; layers that share loops are branches under them. It names tensors, loops
/// and memories as the workloads and machines of `Benchmarks/mapping/peers` do.
public struct AccelForgeMappingBackend: Backend {
  /// `accelforge-mapping`.
  public static let name = "accelforge-mapping"
  /// What it writes.
  public static let summary = "the mappings of a product or an attention, as AccelForge reads them"
  /// One stream.
  public static let shape = EmissionShape.stream
  /// True: it writes mappings.
  public static let usesMappings = true

  /// A backend without settings.
  public init() {}

  /// True iff the program carries mappings that AccelForge can read.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    context.mappingText(Self.name, Self.text) != nil
  }

  /// Writes the file.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let text = context.mappingText(Self.name, Self.text) else { throw .refused }
    try output.write(text)
  }

  private static func text(of mapped: MappedNetwork) throws(MappingRefusal) -> String {
    var writer = AccelForgeWriter(mapped, names: try AccelForgeNames.names(for: mapped))
    try writer.write()
    return writer.text
  }
}

extension EmissionContext {
  /// What a format says about the mappings of the program; nil where there are none or the format can't say it, which is
  /// reported.
  func mappingText(
    _ format: String, _ text: (MappedNetwork) throws(MappingRefusal) -> String
  ) -> String? {
    guard let mapped else {
      // Mappings that cannot run were reported where they were read.
      if !diagnostics.hasErrors {
        diagnostics.error(
          "'-emit=\(format)' needs mappings: choose them with -passes=select-mapping, and name the "
            + "machine with -target=<machine>")
      }
      return nil
    }
    do throws(MappingRefusal) {
      return try text(mapped)
    } catch {
      diagnostics.error("'-emit=\(format)' cannot write this program: \(error.message)")
      return nil
    }
  }
}
