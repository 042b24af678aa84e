import FuseIR

/// `dot`: the program as a graph for Graphviz.
///
/// Functions, nested modules and regions are clusters; ops and block arguments are nodes, labelled with their names and
/// result types; an edge runs from a value to each use, labelled with its shape. Scalar bodies of reductions and
/// `linalg` ops are part of the op's label, long constants are left out. The text is written in one walk for nodes and
/// one for edges, so it takes time in proportion to the program and little memory.
public struct DotBackend: Backend {
  /// `dot`.
  public static let name = "dot"
  /// What it writes.
  public static let summary = "the program as a graph for Graphviz"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True: every module has a graph.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool { true }

  /// Writes the graph.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    var writer = DotWriter(output, capacity: module.opCapacity)
    try writer.writeGraph(of: module)
  }
}
