import FuseIR

/// `sam-proto`: a stream graph in the binary protobuf schema of the Comal simulator, `tortilla.ComalGraph`.
///
/// Streams have numbers from 1 on, 0 is one that nobody reads; what several blocks read passes a `Broadcast`. Comal's blocks take
/// other streams than SAM's in some places: a repeater is driven by references or values rather than by coordinates, an accumulator
/// takes coordinates that are not held, and a locator knows the outermost dense level only. What it has no block for is refused.
/// [streams.md](../streams.md) has the table. A folder gets a file for each graph of the program.
public struct SamProtoBackend: Backend {
  /// `sam-proto`.
  public static let name = "sam-proto"
  /// What it writes.
  public static let summary = "the stream graph as binary protobuf for the Comal simulator"
  /// A stream for one graph, a folder for several.
  public static let shape: EmissionShape = [.stream, .folder]

  /// The options.
  public static var options: [TypedOption<SamProtoBackend>] {
    [TypedOption("graph", \.graph, "The graph to write, by its sym_name; all where it is empty.")]
  }

  /// The graph that is written, by name; empty for all.
  public var graph = ""

  /// A backend with default settings.
  public init() {}

  /// True iff there is a graph whose blocks Comal has.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard StreamGraphRules.validate(module, graph, Self.name, context) else { return false }
    var isRight = true
    for names in StreamGraphRules.graphs(graph, of: module) {
      let plan = ComalPlan(names, module)
      for refusal in plan.refusals {
        context.diagnostics.error(
          "'-emit=sam-proto' cannot say this block: \(refusal.reason)",
          at: module.place(of: refusal.block))
        isRight = false
      }
    }
    return isRight
  }

  /// Writes the message of each graph.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    for names in try StreamGraphRules.graphsToWrite(graph, Self.name, of: module, in: context) {
      if !context.isStream { try output.begin(file: "\(names.title).pb") }
      var writer = ComalWriter(names, module)
      try output.write(writer.message(module))
    }
  }
}
