import FuseIR

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

  /// The graphs that are written; refuses several on one stream.
  static func graphsToWrite(
    _ graph: String, _ format: String, of module: borrowing Module, in context: EmissionContext
  ) throws(EmissionFailure) -> [StreamGraphNames] {
    let graphs = graphs(graph, of: module)
    guard context.isStream, graphs.count > 1 else { return graphs }
    context.diagnostics.error(
      "the program has \(graphs.count) stream graphs: -emit=\(format):<dir> writes a file for each")
    throw .refused
  }
}
