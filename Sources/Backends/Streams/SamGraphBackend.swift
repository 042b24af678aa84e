import FuseIR

/// `sam-gv`: a stream graph as the text that the SAM project reads and writes, a Graphviz digraph.
///
/// A node for each block with its `type`, `index`, `tensor`, `mode` and `format`, an edge for each stream, with the port in its
/// `comment`; the graph's comment lists how each tensor is stored. What goes to several readers passes a `broadcast` node, but for
/// references. fusec reads the text back. Blocks that SAM has not have types of their own: see [streams.md](../streams.md). A folder
/// gets a file for each graph of the program; a single graph can go to standard output.
public struct SamGraphBackend: Backend {
  /// `sam-gv`.
  public static let name = "sam-gv"
  /// What it writes.
  public static let summary = "the stream graph as the SAM project's Graphviz text"
  /// A stream for one graph, a folder for several.
  public static let shape: EmissionShape = [.stream, .folder]

  /// The options.
  public static var options: [TypedOption<SamGraphBackend>] {
    [TypedOption("graph", \.graph, "The graph to write, by its sym_name; all where it is empty.")]
  }

  /// The graph that is written, by name; empty for all.
  public var graph = ""

  /// A backend with default settings.
  public init() {}

  /// True iff there is a graph, and tensors are stored as the text can say.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    StreamGraphRules.validate(module, graph, Self.name, context)
  }

  /// Writes the text of each graph.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    for names in try StreamGraphRules.graphsToWrite(graph, Self.name, of: module, in: context) {
      if !context.isStream { try output.begin(file: "\(names.title).gv") }
      var writer = SamGraphWriter(names)
      try output.write(writer.text(module))
    }
  }
}
