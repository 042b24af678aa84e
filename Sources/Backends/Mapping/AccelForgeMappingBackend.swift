import Machine

/// `accelforge-mapping`: the mappings of a product or of an attention, as the mapping file that AccelForge reads.
///
/// The file is a tree of storage nodes and loops; layers that share loops are branches under them. It names tensors, loops
/// and memories as the workloads and machines of `Benchmarks/mapping/peers` do.
public struct AccelForgeMappingBackend: MappingFormat {
  /// `accelforge-mapping`.
  public static let name = "accelforge-mapping"
  /// What it writes.
  public static let summary = "the mappings of a product or an attention, as AccelForge reads them"

  /// A backend without settings.
  public init() {}

  /// The tree of the plan.
  public static func text(of mapped: MappedNetwork) throws(MappingRefusal) -> String {
    var writer = AccelForgeWriter(mapped, names: try AccelForgeNames.names(for: mapped))
    try writer.write()
    return writer.text
  }
}
