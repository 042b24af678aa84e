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
    let graphs = StreamGraphRules.graphs(graph, of: module)
    try StreamGraphRules.checkCount(graphs.count, Self.name, context)
    for names in graphs {
      if !context.isStream { try output.begin(file: "\(names.title).gv") }
      var writer = SamGraphWriter(names)
      try output.write(writer.text(module))
    }
  }
}

/// What the formats of stream graphs ask of a program.
enum StreamGraphRules {
  /// True iff there is a graph, names of files differ, and tensors are of f32 and stored in levels that are dense or compressed.
  static func validate(
    _ module: borrowing Module, _ graph: String, _ format: String, _ context: EmissionContext
  ) -> Bool {
    let graphs = graphs(graph, of: module)
    guard !graphs.isEmpty else {
      let all = self.graphs("", of: module).map(\.title)
      context.diagnostics.error(
        all.isEmpty
          ? "'-emit=\(format)' needs a sam.graph: -passes=streams makes them, and a .gv file is one"
          : "no stream graph is called '\(graph)'\(NearestName.hint(for: graph, among: all)); there is "
            + all.joined(separator: ", "))
      return false
    }
    var titles: Set<String> = []
    var isRight = true
    for names in graphs {
      if !titles.insert(names.title).inserted || !isPlain(names.title) {
        context.diagnostics.error(
          "'-emit=\(format)' names graphs by 'sym_name', of letters, digits and '_', each by another, not "
            + "'\(names.title)'",
          at: module.place(of: names.graph))
        isRight = false
      }
      for block in names.blocks {
        if let index = module.string("index", of: block), !isPlain(index) {
          context.diagnostics.error(
            "'-emit=\(format)' writes indices of letters, digits and '_', not '\(index)'",
            at: module.place(of: block))
          isRight = false
        }
        let op = SamOp(module.opcode(of: block))
        if op == .writeLevel || op == .writeValues, names.writers[block] == nil {
          context.diagnostics.error(
            "'-emit=\(format)' writes the tensors that the graph gives, and this one is not given",
            at: module.place(of: block))
          isRight = false
        }
      }
      for tensor in names.outputs + names.inputs {
        guard StreamGraphNames.levels(of: tensor.type, in: module) != nil,
          module.elementType(of: tensor.type) == .f32
        else {
          context.diagnostics.error(
            "'-emit=\(format)' writes tensors of f32 in dense and compressed levels, one for each "
              + "dimension, but '\(tensor.name)' is \(module.text(of: tensor.type))",
            at: module.place(of: names.graph))
          isRight = false
          continue
        }
      }
    }
    return isRight
  }

  /// The graphs of a program, or the one that is called so.
  static func graphs(_ name: String, of module: borrowing Module) -> [StreamGraphNames] {
    var graphs: [StreamGraphNames] = []
    for (number, op) in StreamGraphNames.graphs(of: module).enumerated() {
      let names = StreamGraphNames(op, number: number, in: module)
      if name.isEmpty || names.title == name { graphs.append(names) }
    }
    return graphs
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Refuses several graphs on one stream.
  static func checkCount(
    _ count: Int, _ format: String, _ context: EmissionContext
  ) throws(EmissionFailure) {
    guard context.isStream, count > 1 else { return }
    context.diagnostics.error(
      "the program has \(count) stream graphs: -emit=\(format):<dir> writes a file for each")
    throw .refused
  }
}
