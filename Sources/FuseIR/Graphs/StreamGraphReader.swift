/// Reads a text graph as the SAM project writes it: a module with `func.func @main` of the tensors that the graph reads, which gives
/// those that it writes, and one `sam.graph`.
///
/// Nodes become blocks, edges streams; depths follow from the blocks. `root=true` stands for a `sam.root` in front of a node. All
/// dimensions are `?`, as the text does not say their sizes.
struct StreamGraphReader: ~Copyable {
  /// A tensor of the graph.
  struct Tensor {
    let name: String
    let format: StreamFormat
    /// The sides of the blocks that its values are; empty for scalars.
    var block: [Int] = []
    var isRead = false
    /// What its writers left: for each level, then the values.
    var writers: [ValueID?]
    var type = TypeID.null
    var argument: ValueID?

    init(_ name: String, _ format: StreamFormat) {
      self.name = name
      self.format = format
      writers = Array(repeating: nil, count: format.levels.count + 1)
    }

    var isWritten: Bool { writers.contains { $0 != nil } }
  }

  let graph: DotGraph
  let source: SourceFile
  let file: StringID
  var module = Module()
  var tensors: [Tensor] = []
  var tensorPlaces: [String: Int] = [:]
  /// By node, its edges.
  var incoming: [[Int]]
  var outgoing: [[Int]]
  /// By node, what its block gives; nil before it is made.
  var results: [[ValueID]?]
  /// By edge, its place among those that leave its source.
  var ordinals: [Int] = []
  /// By node of a joiner, the names of its pairs.
  var pairs: [Int: [String]] = [:]
  /// The block that all ops go to.
  var body = BlockID.null

  /// The module that a text graph is; an error says what is wrong, and where.
  static func read(_ source: SourceFile) throws(DotError) -> Module {
    var reader = StreamGraphReader(try DotParser.parse(source.bytes), source)
    try reader.readTensors()
    try reader.makeGraph()
    return reader.finish()
  }

  private init(_ graph: DotGraph, _ source: SourceFile) {
    self.graph = graph
    self.source = source
    incoming = Array(repeating: [], count: graph.nodes.count)
    outgoing = incoming
    results = Array(repeating: nil, count: graph.nodes.count)
    file = module.intern(source.name)
    for (index, edge) in graph.edges.enumerated() {
      ordinals.append(outgoing[edge.source].count)
      outgoing[edge.source].append(index)
      incoming[edge.target].append(index)
    }
  }

  private consuming func finish() -> Module { module }

  // MARK: Tensors

  private mutating func readTensors() throws(DotError) {
    for (index, node) in graph.nodes.enumerated() where !node.isDefined {
      let edge = graph.edges.first { $0.source == index || $0.target == index }
      throw DotError(
        message: "an edge leads to node '\(node.name)', but there is no such node",
        range: edge?.range ?? node.range)
    }
    guard let comment = graph.attributes.last(where: { $0.name == "comment" }) else {
      throw DotError(
        message:
          "the graph lacks a comment with the tensors' formats, such as comment=\"X=ss01,B=ss01\"",
        range: graph.range)
    }
    for part in comment.value.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", omittingEmptySubsequences: false)
      guard words.count == 2, let format = StreamFormat(String(words[1])), !words[0].isEmpty else {
        throw DotError(
          message:
            "'\(part)' is no format: expected a letter s or d for each level, and the dimensions "
            + "in their order, as in B=ss01, or x=none for a scalar", range: comment.range)
      }
      let name = String(words[0])
      guard tensorPlaces.updateValue(tensors.count, forKey: name) == nil else {
        throw DotError(message: "tensor '\(name)' has two formats", range: comment.range)
      }
      tensors.append(Tensor(name, format))
    }
    try readUses()
    for index in tensors.indices {
      let tensor = tensors[index]
      let encoding = tensor.format.encoding(blocks: tensor.block)?.attribute(in: &module)
      let shape = Array(repeating: Dimension.dynamic, count: tensor.format.levels.count)
      tensors[index].type = module.tensorType(shape, .f32, encoding: encoding)
    }
  }

  /// Which tensors are read and which are written, and by blocks of which sides.
  private mutating func readUses() throws(DotError) {
    var written: Set<Int> = []
    for (index, node) in graph.nodes.enumerated() {
      let kind = node["type"].flatMap { StreamNodeKind(rawValue: $0) }
      switch kind {
      case .fiberlookup, .arrayvals, .locate, .bitVectorScan:
        tensors[try tensor(of: index)].isRead = true
      case .fiberwrite: written.insert(try tensor(of: index))
      default: break
      }
      guard kind == .arrayvals || kind == .fiberwrite, let block = node.attribute("block") else {
        continue
      }
      let place = try tensor(of: index)
      let sides = block.value.split(separator: "x").map { Int($0) ?? 0 }
      guard sides.count == tensors[place].format.levels.count,
        sides.allSatisfy({ (1...1 << 16).contains($0) })
      else {
        throw DotError(
          message: "expected a side of the block for each dimension of the tensor, as in 16x16",
          range: block.range)
      }
      tensors[place].block = sides
    }
    for place in tensors.indices where tensors[place].isRead && written.contains(place) {
      throw fail(
        "tensor '\(tensors[place].name)' is read and written, but a graph runs at once: use two graphs",
        range: graph.range)
    }
  }

  /// The place of the tensor that a node names.
  func tensor(of node: Int) throws(DotError) -> Int {
    let name = try required("tensor", of: node)
    if let place = tensorPlaces[name] { return place }
    let names = tensors.map(\.name)
    throw wrong(
      node, "tensor",
      "the graph's comment gives no format of tensor '\(name)'\(NearestName.hint(for: name, among: names))"
    )
  }

  // MARK: The graph

  private mutating func makeGraph() throws(DotError) {
    let location = place(of: graph.range)
    let inputs = tensors.indices.filter { tensors[$0].isRead }
    let inputTypes = inputs.map { tensors[$0].type }
    let function = module.createRegion()
    let entry = module.addBlock(to: function, argumentTypes: inputTypes, location: location)
    let region = module.createRegion()
    body = module.addBlock(to: region, argumentTypes: inputTypes, location: location)
    for (index, tensor) in inputs.enumerated() {
      tensors[tensor].argument = module.argument(index, of: body)
    }
    try makeBlocks()
    var outputs: [ValueID] = []
    var outputNames: [AttributeID] = []
    for tensor in tensors where tensor.isWritten {
      outputs.append(try makeTensor(tensor, location))
      outputNames.append(module.stringAttribute(tensor.name))
    }
    guard !outputs.isEmpty else {
      throw fail(
        "the graph writes no tensor: expected nodes of type fiberwrite", range: graph.range)
    }
    module.build(FuseEndOp.yield, at: .end(of: body), operands: outputs, location: location)
    var attributes: [(String, AttributeID)] = [
      (
        "operand_names",
        module.arrayAttribute(inputs.map { module.stringAttribute(tensors[$0].name) })
      ),
      ("result_names", module.arrayAttribute(outputNames)),
    ]
    if !graph.name.isEmpty, graph.name != "SAM" {
      attributes.append(("sym_name", module.stringAttribute(graph.name)))
    }
    let outputTypes = outputs.map { module.type(of: $0) }
    let op = module.build(
      SamOp.graph, at: .end(of: entry), operands: module.arguments(of: entry),
      resultTypes: outputTypes, attributes: attributes, regions: [region], location: location)
    module.build(
      FuncOp.return, at: .end(of: entry), operands: module.results(of: op), location: location)
    guard let top = module.body(of: module.root) else { return }
    module.build(
      FuncOp.func, at: .end(of: top),
      attributes: [
        ("sym_name", module.stringAttribute("main")),
        (
          "function_type",
          module.typeAttribute(module.intern(.function(inputs: inputTypes, results: outputTypes)))
        ),
      ], regions: [function], location: location)
  }

  private mutating func makeTensor(_ tensor: Tensor, _ location: LocationID) throws(DotError)
    -> ValueID
  {
    var parts: [ValueID] = []
    for (index, writer) in tensor.writers.enumerated() {
      guard let writer else {
        let mode =
          index < tensor.format.levels.count
          ? "\(tensor.format.levels[index].dimension)" : "vals"
        throw fail(
          "tensor '\(tensor.name)' is written without mode \(mode): expected a fiberwrite of it",
          range: graph.range)
      }
      parts.append(writer)
    }
    let op = module.build(
      SamOp.tensor, at: .end(of: body), operands: parts, resultTypes: [tensor.type],
      location: location)
    return module.result(of: op)
  }

  /// Makes the blocks, each after those that it reads from, but for the coordinates to skip to, which go back.
  private mutating func makeBlocks() throws(DotError) {
    var missing = incoming.map { edges in edges.count(where: { !isSkip($0) }) }
    var ready = graph.nodes.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      try makeBlock(node)
      for edge in outgoing[node] where !isSkip(edge) {
        let target = graph.edges[edge].target
        missing[target] -= 1
        if missing[target] == 0 { ready.append(target) }
      }
    }
    if let stuck = graph.nodes.indices.first(where: { results[$0] == nil }) {
      throw fail(
        "node '\(graph.nodes[stuck].name)' waits for a stream that depends on its own: only coordinates to "
          + "skip to go back, on edges with comment=\"skip-<tensor>\"",
        range: graph.nodes[stuck].range)
    }
    for edge in graph.edges.indices where isSkip(edge) { try connectSkip(edge) }
  }

  /// Whether an edge carries coordinates from a joiner back to a scanner.
  func isSkip(_ edge: Int) -> Bool {
    graph.edges[edge]["comment"]?.hasPrefix("skip-") ?? false
      && graph.nodes[graph.edges[edge].target]["type"] == StreamNodeKind.fiberlookup.rawValue
  }

  private mutating func connectSkip(_ edge: Int) throws(DotError) {
    let (source, target) = (graph.edges[edge].source, graph.edges[edge].target)
    guard let scan = results[target]?.first.flatMap({ module.definingOp(of: $0) }) else { return }
    guard module.operandCount(of: scan) == 2 else {
      throw fail("the scanner skips by two streams", range: graph.edges[edge].range)
    }
    let value = try value(of: edge)
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(SamOp.intersect) else {
      throw fail(
        "node '\(graph.nodes[source].name)' gives no coordinates to skip to: an intersect does",
        range: graph.edges[edge].range)
    }
    module.setOperands(of: scan, to: module.operands(of: scan) + [value])
  }

  // MARK: Places and errors

  func fail(_ message: String, range: Range<Int>) -> DotError {
    DotError(message: message, range: range)
  }

  /// An error about a node.
  func wrong(_ node: Int, _ message: String) -> DotError {
    DotError(
      message: "node '\(graph.nodes[node].name)' (\(graph.nodes[node]["type"] ?? "")): \(message)",
      range: graph.nodes[node].range)
  }

  /// An error about an attribute of a node.
  func wrong(_ node: Int, _ attribute: String, _ message: String) -> DotError {
    var error = wrong(node, message)
    if let range = graph.nodes[node].attribute(attribute)?.range {
      error = DotError(message: error.message, range: range)
    }
    return error
  }

  /// An attribute that a node must have.
  func required(_ name: String, of node: Int) throws(DotError) -> String {
    if let value = graph.nodes[node][name] { return value }
    throw wrong(node, "lacks the attribute '\(name)'")
  }

  /// The location of bytes of the text.
  mutating func place(of range: Range<Int>) -> LocationID {
    let position = source.position(of: range.lowerBound)
    return module.addLocation(file, line: position.line, column: position.column)
  }
}
