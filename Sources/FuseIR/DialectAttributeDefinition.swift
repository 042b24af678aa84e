/// An attribute `#dialect.name<...>` of a dialect of ours: its parameters, by position.
public struct DialectAttributeDefinition: Sendable {
  /// The name with the dialect, `fuse.edge`.
  public let name: String
  /// What it says, in a sentence.
  public let summary: String
  /// The parameters, in order.
  public let parameters: [AttributeDefinition]
  /// The Swift type that reads and writes it; its comment is the manual.
  public let view: String

  /// All of them, by name.
  public static let all: [DialectAttributeDefinition] = [
    DialectAttributeDefinition(
      name: "fuse.edge", summary: "Whether an op can be fused with the one that it reads from.",
      parameters: [
        .required("operand", .integer(width: 64)), .required("verdict", .string),
        .required("views", .integer(width: 64)), .required("map", .any),
        .required("reasons", .array),
      ], view: "FusionEdgeAttribute"),
    DialectAttributeDefinition(
      name: "fuse.mapping", summary: "How an op runs on a machine.",
      parameters: [.required("parts", .array)], view: "MappingAttribute"),
    DialectAttributeDefinition(
      name: "kernel.place", summary: "Where a stage of a kernel keeps a result.",
      parameters: [
        .required("scheme", .string), .required("offset", .integer(width: 64)),
        .required("bytes", .integer(width: 64)),
      ], view: "KernelPlace"),
  ]
}
