import FuseIR

/// Writes a stream graph as the SAM project does.
struct SamGraphWriter {
  /// A node: the attributes that say what it is, in their order.
  private struct Node {
    var attributes: [(name: String, value: String)]
    let label: String
    let colour: String
  }

  private struct Edge {
    let source: Int
    let target: Int
    let kind: StreamEdgeKind
    let comment: String
    let port: String?
  }

  private let names: StreamGraphNames
  private var nodes: [Node] = []
  private var edges: [Edge] = []
  /// By block, its node.
  private var places: [OpID: Int] = [:]

  init(_ names: StreamGraphNames) { self.names = names }

  /// The whole text.
  mutating func text(_ module: borrowing Module) -> String {
    // From the end, so that writers have the smallest numbers, as SAM counts.
    for block in names.blocks.reversed() where !module.opcode(of: block).is(SamOp.root) {
      places[block] = nodes.count
      nodes.append(node(block, module))
    }
    // Roots that several blocks share, or that drive none, are nodes; the others are said by their readers.
    for block in names.blocks
    where module.opcode(of: block).is(SamOp.root) && !isImplied(block, module) {
      places[block] = nodes.count
      nodes.append(Node(attributes: [("type", "root")], label: "Root", colour: "green4"))
    }
    for block in names.blocks { addEdges(from: block, module) }
    let formats = (names.outputs + names.inputs).map { tensor in
      "\(tensor.name)=\(StreamGraphNames.format(of: tensor.type, in: module) ?? "none")"
    }
    let title = module.string("sym_name", of: names.graph) ?? "SAM"
    var text = "digraph \(title) {\n"
    text += "    comment=\"\(formats.joined(separator: ","))\"\n"
    for (number, node) in nodes.enumerated() { text += line(number, node) }
    for edge in edges { text += line(edge) }
    return text + "}\n"
  }

  // MARK: Nodes

  private func node(_ block: OpID, _ module: borrowing Module) -> Node {
    let op = SamOp(module.opcode(of: block)) ?? .root
    let index = module.string("index", of: block)
    func indexed(_ type: StreamNodeKind, _ label: String, _ colour: String) -> Node {
      Node(
        attributes: [("type", type.rawValue)] + (index.map { [("index", $0)] } ?? []),
        label: label + (index.map { " \($0)" } ?? ""), colour: colour)
    }
    func plain(
      _ type: StreamNodeKind, _ label: String, _ more: [(String, String)] = []
    ) -> Node {
      Node(attributes: [("type", type.rawValue)] + more, label: label, colour: "orange")
    }
    func integer(_ name: String) -> String { "\(module.integer(name, of: block) ?? 0)" }
    switch op {
    case .scan, .bitVectorScan, .locate: return reader(block, op, module)
    case .array:
      let tensor = names.tensor(of: module.operand(0, of: block))
      var node = Node(
        attributes: [("type", "arrayvals"), ("tensor", tensor)], label: "Array Vals: \(tensor)",
        colour: "green2")
      let values = StreamType(of: module.result(of: block), in: module)?.element?.block ?? []
      if !values.isEmpty { node.attributes.append(("block", Self.sides(values))) }
      return node
    case .writeLevel, .writeValues: return writer(block, module)
    case .repeatSignal: return indexed(.repsiggen, "RepeatSignalGenerator", "cyan3")
    case .repeat:
      let tensor = names.tensor(of: module.operand(0, of: block))
      var node = indexed(.repeat, "Repeat", "cyan2")
      if tensor == "v" {
        node.attributes.append(("root", hasImpliedRoot(block, module) ? "true" : "false"))
        return node
      }
      node.attributes.append(("tensor", tensor))
      node.attributes.append(("root", hasImpliedRoot(block, module) ? "true" : "false"))
      return Node(
        attributes: node.attributes, label: node.label + ": \(tensor)", colour: node.colour)
    case .intersect: return indexed(.intersect, "intersect", "purple")
    case .union: return indexed(.union, "union", "purple")
    case .concat:
      var node = indexed(.concat, "concat", "purple")
      let sizes = (module.integers("sizes", of: block) ?? []).map { String($0) }
      node.attributes.append(("sizes", sizes.joined(separator: ",")))
      return node
    case .broadcast: return Node(attributes: [("type", "broadcast")], label: "", colour: "")
    case .fork: return indexed(.fork, "Fork", "orange")
    case .join: return indexed(.join, "Join", "orange")
    case .alu: return arithmetic(block, module)
    case .reduce:
      let function = module.string("function", of: block) ?? "add"
      return Node(
        attributes: [("type", "reduce")] + (function == "add" ? [] : [("function", function)]),
        label: function == "add" ? "Reduce" : "Reduce \(function)", colour: "brown")
    case .accumulate: return accumulator(block, module)
    case .hold, .drop, .bitVectorDrop, .mask:
      let ports = names.nested(in: block, in: module)
      let (kind, label): (StreamNodeKind, String) =
        switch op {
        case .hold: (.crdhold, "CrdHold")
        case .drop: (.crddrop, "CrdDrop")
        case .mask: (.crdmask, "CrdMask")
        default: (.bitVectorDrop, "BVDrop")
        }
      var more = [("outer", ports[0]), ("inner", ports[1])]
      if ports[1] == "vals" { more.append(("vals", "true")) }
      if op == .mask { more.append(("predicate", module.string("predicate", of: block) ?? "")) }
      return plain(kind, "\(label) \(ports[0]),\(ports[1])", more)
    case .generateReferences: return plain(.generateReferences, "GenRef")
    case .dropStops: return plain(.dropStops, "StopDrop")
    case .dropEmptyFibers: return plain(.dropEmptyFibers, "EmptyDrop")
    case .flatten:
      let ports = names.nested(in: block, in: module)
      return plain(
        .flatten, "Flatten",
        [("outer", ports[0]), ("inner", ports[1]), ("size", integer("size"))])
    case .split:
      let index = names.index(of: module.operand(0, of: block))
      return plain(
        .split, "Split",
        [("outer", index + "0"), ("inner", index + "1"), ("size", integer("size"))])
    case .coordinatesToBitVector:
      return plain(.coordinatesToBitVector, "Crd2BV", [("width", integer("width"))])
    case .bitVectorToCoordinates:
      return plain(.bitVectorToCoordinates, "BV2Crd", [("width", integer("width"))])
    case .root, .graph, .tensor: return Node(attributes: [], label: "", colour: "")
    }
  }

  private func reader(_ block: OpID, _ op: SamOp, _ module: borrowing Module) -> Node {
    let argument = module.operand(0, of: block)
    let tensor = names.tensor(of: argument)
    let levels = StreamGraphNames.levels(of: module.type(of: argument), in: module) ?? []
    let level = Int(module.integer("level", of: block) ?? 0)
    let mode = levels.indices.contains(level) ? levels[level].dimension : level
    let format =
      levels.indices.contains(level) && levels[level].isCompressed ? "compressed" : "dense"
    let kind: StreamNodeKind =
      op == .locate ? .locate : op == .scan ? .fiberlookup : .bitVectorScan
    let index = module.string("index", of: block)
    var attributes = [("type", kind.rawValue)]
    if let index { attributes.append(("index", index)) }
    attributes += [("tensor", tensor), ("mode", "\(mode)"), ("format", format)]
    if op != .locate {
      attributes += [
        ("src", "true"), ("root", hasImpliedRoot(block, module) ? "true" : "false"),
      ]
    }
    let title = op == .locate ? "Locate" : op == .scan ? "FiberLookup" : "BVScan"
    return Node(
      attributes: attributes, label: "\(title) \(index ?? ""): \(tensor)\(mode)\\n\(format)",
      colour: "green4")
  }

  private func writer(_ block: OpID, _ module: borrowing Module) -> Node {
    // A writer whose tensor is not yielded is not there for the graph's results.
    guard let (place, level) = names.writers[block] else {
      return Node(attributes: [("type", "fiberwrite")], label: "FiberWrite", colour: "green3")
    }
    let tensor = names.outputs[place]
    let levels = StreamGraphNames.levels(of: tensor.type, in: module) ?? []
    let sizes = sizes(of: place, levels, module)
    if level == levels.count {
      var attributes = [
        ("type", "fiberwrite"), ("tensor", tensor.name), ("mode", "vals"),
        ("size", (["1"] + sizes).joined(separator: "*")), ("sink", "true"),
      ]
      let block = StreamType(of: module.operand(0, of: block), in: module)?.element?.block ?? []
      if !block.isEmpty { attributes.append(("block", Self.sides(block))) }
      return Node(
        attributes: attributes, label: "FiberWrite Vals: \(tensor.name)", colour: "green3")
    }
    let (mode, isCompressed) = levels[level]
    let format = isCompressed ? "compressed" : "dense"
    let index = module.string("index", of: block)
    var attributes = [("type", "fiberwrite")]
    if let index { attributes.append(("index", index)) }
    attributes += [("tensor", tensor.name), ("mode", "\(mode)"), ("format", format)]
    if isCompressed {
      let outer = sizes.prefix(level).joined(separator: "*")
      attributes += [
        ("segsize", level == 0 ? "2" : outer + "+1"),
        ("crdsize", sizes.prefix(level + 1).joined(separator: "*")),
      ]
    }
    attributes.append(("sink", "true"))
    return Node(
      attributes: attributes,
      label: "FiberWrite \(index ?? ""): \(tensor.name)\(mode)\\n\(format)", colour: "green3")
  }

  /// The sizes of a result's levels in words: those of the operands' dimensions that the same indices run over.
  private func sizes(
    of place: Int, _ levels: [(dimension: Int, isCompressed: Bool)], _ module: borrowing Module
  ) -> [String] {
    var sizes = levels.map { "\(names.outputs[place].name)\($0.dimension)_dim" }
    for block in names.blocks {
      guard let target = names.writers[block], target.tensor == place, target.level < sizes.count,
        let index = module.string("index", of: block)
      else { continue }
      for tensor in names.inputs {
        let scan = names.blocks.first { scan in
          module.opcode(of: scan).is(SamOp.scan) && module.string("index", of: scan) == index
            && names.tensor(of: module.operand(0, of: scan)) == tensor.name
        }
        guard let scan, let level = module.integer("level", of: scan),
          let levels = StreamGraphNames.levels(of: tensor.type, in: module),
          levels.indices.contains(Int(level))
        else { continue }
        sizes[target.level] = "\(tensor.name)\(levels[Int(level)].dimension)_dim"
        break
      }
    }
    return sizes
  }

  private func arithmetic(_ block: OpID, _ module: borrowing Module) -> Node {
    let function = module.string("function", of: block) ?? ""
    let scalar = module.attribute("scalar", of: block)
    var attributes = [("type", function == "sub" && scalar == nil ? "add" : function)]
    if let scalar, case .float(let bits, _) = module.attribute(scalar) {
      attributes.append(("scalar", "\(Double(bitPattern: bits))"))
    } else if function == "add" || function == "sub" {
      attributes.append(("sub", function == "sub" ? "1" : "0"))
    }
    let label =
      function == "sub" ? "Add\\nsubtract" : function.prefix(1).uppercased() + function.dropFirst()
    return Node(attributes: attributes, label: label, colour: "brown")
  }

  private func accumulator(_ block: OpID, _ module: borrowing Module) -> Node {
    let kept = module.resultCount(of: block) - 1
    let indices = names.accumulated(by: block, in: module).prefix(kept)
    let order = module.integer("order", of: block) ?? 1
    let function = module.string("function", of: block) ?? "add"
    let more = function == "add" ? [] : [("function", function)]
    let hasLoop = module.operandCount(of: block) > module.resultCount(of: block)
    if !hasLoop, kept == 1 {
      return Node(
        attributes: [("type", "vectorreducer"), ("accum_index", indices[0])] + more,
        label: "VectorReducer \(indices[0])", colour: "brown")
    }
    var attributes = [("type", "spaccumulator"), ("order", "\(order)")]
    var label = "SparseAccumulator \(order) \\n"
    for (number, index) in indices.enumerated() {
      attributes.append(("in\(number)", index))
      label += "\(number)=\(index) "
    }
    return Node(attributes: attributes + more, label: label, colour: "brown")
  }

  // MARK: Roots

  /// Whether a root is said by `root=true` at its reader: it has one, which scans, repeats or reads values.
  private func isImplied(_ root: OpID, _ module: borrowing Module) -> Bool {
    let uses = module.uses(of: module.result(of: root))
    guard uses.count == 1 else { return false }
    switch SamOp(module.opcode(of: uses[0].user)) {
    case .scan, .bitVectorScan, .repeat, .array: return true
    default: return false
    }
  }

  private func hasImpliedRoot(_ block: OpID, _ module: borrowing Module) -> Bool {
    for operand in module.operands(of: block) {
      if let maker = module.definingOp(of: operand), module.opcode(of: maker).is(SamOp.root) {
        return isImplied(maker, module)
      }
    }
    return false
  }

  // MARK: Edges

  private mutating func addEdges(from block: OpID, _ module: borrowing Module) {
    guard let source = places[block] else { return }
    for result in 0..<module.resultCount(of: block) {
      let value = module.result(result, of: block)
      guard let kind = StreamType(of: value, in: module).flatMap({ StreamEdgeKind($0) }) else {
        continue
      }
      // Uses are listed newest first.
      let uses = Array(module.uses(of: value).reversed())
      let port = sourcePort(block, result, module)
      let isCopied =
        uses.count > 1 && kind != .ref && port?.hasPrefix("skip-") != true
        && !uses.contains { module.opcode(of: $0.user).is(SamOp.broadcast) }
      var start = source
      var open = port
      if isCopied {
        start = nodes.count
        nodes.append(Node(attributes: [("type", "broadcast")], label: "", colour: ""))
        edges.append(
          Edge(source: source, target: start, kind: kind, comment: port ?? "", port: nil))
        open = nil
      }
      // Copies have lanes as well: what is a lane of the join that reads one must not be taken for theirs.
      let isCopy = isCopied || module.opcode(of: block).is(SamOp.broadcast)
      for use in uses {
        guard let target = places[use.user] else { continue }
        let targetPort = targetPort(use.user, use.operandIndex, module)
        // One comment says both ports where it can, as SAM has it.
        let isIndex = targetPort.map { !$0.contains("-") && $0 != "parent" } ?? true
        let isNested = isIndex && (open == "outer" || open == "inner")
        let isShared =
          open == nil || targetPort == nil || isNested || open == "out-\(targetPort ?? "")"
        let comment =
          isNested
          ? "\(open ?? "")-\(targetPort ?? names.index(of: value))"
          : isShared ? open ?? targetPort ?? "" : targetPort ?? ""
        edges.append(
          Edge(
            source: start, target: target, kind: kind, comment: comment,
            port: !isShared ? open : isCopy && comment.hasPrefix("lane-") ? "copy" : nil))
      }
    }
  }

  /// Which of a block's streams an edge comes from, where it has several of a kind.
  private func sourcePort(_ block: OpID, _ result: Int, _ module: borrowing Module) -> String? {
    switch SamOp(module.opcode(of: block)) {
    case .intersect, .union, .concat:
      guard result > 0 else { return nil }
      let pairs = names.pairs(of: block, in: module)
      return result <= pairs.count
        ? "out-\(pairs[result - 1])" : "skip-\(pairs[result - 1 - pairs.count])"
    case .locate:
      return result < 2 ? nil : "out-\(names.pairs(of: block, in: module)[result - 2])"
    case .hold, .drop, .bitVectorDrop, .mask, .split:
      return result == 0 ? "outer" : result == 1 ? "inner" : nil
    case .accumulate:
      let indices = names.accumulated(by: block, in: module)
      return result == module.resultCount(of: block) - 1 ? nil : "out-\(indices[result])"
    case .fork: return "lane-\(result)"
    default: return nil
    }
  }

  /// Which of a block's streams an edge leads to, where it has several of a kind.
  private func targetPort(_ block: OpID, _ operand: Int, _ module: borrowing Module) -> String? {
    switch SamOp(module.opcode(of: block)) {
    case .intersect, .union, .concat:
      return "in-\(names.pairs(of: block, in: module)[operand / 2])"
    case .locate:
      if operand < 3 { return operand == 2 ? "parent" : nil }
      return "in-\(names.pairs(of: block, in: module)[operand - 3])"
    case .hold, .drop, .bitVectorDrop, .flatten:
      return names.nested(in: block, in: module)[operand]
    case .mask: return operand == 2 ? nil : names.nested(in: block, in: module)[operand]
    case .accumulate:
      let indices = names.accumulated(by: block, in: module)
      return operand < indices.count ? indices[operand] : nil
    case .join: return "lane-\(operand)"
    case .alu:
      guard module.operandCount(of: block) == 2 else { return nil }
      switch module.string("function", of: block) {
      case "sub", "div", "matmul": break
      default: return nil
      }
      // SAM counts the operands of a difference by the numbers of their nodes.
      let operands = module.operands(of: block)
      let makers = operands.map { module.definingOp(of: $0).flatMap { places[$0] } }
      if let first = makers[0], let second = makers[1], first < second,
        operands.allSatisfy({ module.hasOneUse($0) })
      {
        return nil
      }
      return "in-\(operand)"
    default: return nil
    }
  }

  // MARK: Text

  private func line(_ number: Int, _ node: Node) -> String {
    let facts = node.attributes.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let attributes = node.attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
    if node.label.isEmpty {
      return "    \(number) [comment=\"\(facts)\" shape=point style=invis\(attributes)]\n"
    }
    return
      "    \(number) [comment=\"\(facts)\" label=\"\(node.label)\" color=\(node.colour) shape=box "
      + "style=filled\(attributes)]\n"
  }

  private func line(_ edge: Edge) -> String {
    let style =
      switch edge.kind {
      case .crd, .bv: " style=dashed"
      case .ref: " style=bold"
      case .repsig: " style=dotted"
      case .val: ""
      }
    let label = edge.kind.rawValue + (edge.comment.isEmpty ? "" : "_\(edge.comment)")
    let port = edge.port.map { " source=\"\($0)\"" } ?? ""
    let comment =
      edge.kind == .repsig || edge.kind == .val && edge.comment.isEmpty
      ? "" : " comment=\"\(edge.comment)\""
    return
      "    \(edge.source) -> \(edge.target) [label=\"\(label)\"\(style) type=\"\(edge.kind.rawValue)\""
      + "\(comment)\(port)]\n"
  }

  private static func sides(_ block: [Int]) -> String {
    block.map { String($0) }.joined(separator: "x")
  }
}
