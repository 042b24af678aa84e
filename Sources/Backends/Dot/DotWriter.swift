import FuseIR

/// Writes the graph of a program in Graphviz's language.
struct DotWriter {
  private static let pieceBytes = 1 << 16

  private let output: any EmissionOutput
  private var bytes: [UInt8] = []
  private var types = TypeLabels()
  /// The number of the node that stands for an op, by op; an op of a folded body has that of the op around it.
  private var nodes: [Int32]
  /// The number of the node that stands for a block, by block: what branches lead to.
  private var blockNodes: [BlockID: Int32] = [:]
  private var nodeCount: Int32 = 0
  private var clusterCount = 0
  private var indentation = 1

  init(_ output: any EmissionOutput, capacity: Int) {
    self.output = output
    nodes = [Int32](repeating: -1, count: capacity)
  }

  /// Writes everything.
  mutating func writeGraph(of module: borrowing Module) throws(EmissionFailure) {
    let name = module.string("sym_name", of: module.root) ?? "module"
    line("digraph \(Self.quoted(name)) {", depth: 0)
    line(
      "graph [compound=true, fontname=\"Helvetica\", fontsize=11, style=\"rounded\", color=\"#9aa4af\"];"
    )
    line(
      "node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#5b6770\", "
        + "fontname=\"Helvetica\", fontsize=10, margin=\"0.08,0.04\"];")
    line("edge [color=\"#7b8794\", fontname=\"Helvetica\", fontsize=8, arrowsize=0.6];")
    for region in module.regions(of: module.root) { try writeNodes(of: region, in: module) }
    for region in module.regions(of: module.root) { try writeEdges(of: region, in: module) }
    line("}", depth: 0)
    try output.write(bytes)
  }

  // MARK: Nodes

  private mutating func writeNodes(
    of region: RegionID, in module: borrowing Module
  ) throws(EmissionFailure) {
    let blocks = module.blocks(of: region)
    for (index, block) in blocks.enumerated() {
      if blocks.count > 1 { beginCluster("^bb\(index)", style: "dotted,rounded") }
      if blocks.count > 1 || module.argumentCount(of: block) > 0 {
        blockNodes[block] = nodeCount
        for argument in module.arguments(of: block) {
          // Arguments of a block have consecutive nodes from the block's own on.
          let label = "\(types.label(module.type(of: argument), in: module))"
          node(
            "arg\(nodeCount - (blockNodes[block] ?? 0))\n\(label)",
            "shape=ellipse, fillcolor=\"#f3f5f7\"")
        }
        if module.argumentCount(of: block) == 0 {
          node("", "shape=point, width=0.08, fillcolor=\"#5b6770\"")
        }
      }
      var next = module.firstOp(of: block)
      while let op = next {
        try writeNode(of: op, in: module)
        next = module.nextOp(after: op)
      }
      if blocks.count > 1 { endCluster() }
    }
  }

  private mutating func writeNode(
    of op: OpID, in module: borrowing Module
  ) throws(EmissionFailure) {
    if bytes.count >= Self.pieceBytes {
      try output.write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    let symbol = OpLabels.symbol(of: op, in: module)
    var label = module.name(of: op)
    if let symbol { label += " \(symbol)" }
    let body = FoldedBodies.label(of: op, in: module)
    let isCluster = module.regionCount(of: op) > 0 && body == nil
    if isCluster {
      beginCluster(
        label, style: module.traits(of: op).contains(.symbol) ? "rounded" : "dashed,rounded")
    }
    let hasValues = module.operandCount(of: op) + module.resultCount(of: op) > 0
    if isBareTerminator(op, in: module) { return }
    if !isCluster || hasValues {
      nodes[op.index] = nodeCount
      node(self.label(of: op, label, body, in: module), Self.look(of: op, in: module))
    } else if module.regions(of: op).allSatisfy({ module.entryBlock(of: $0) == nil }) {
      node("declaration", "shape=plaintext, style=\"\"")
    }
    if isCluster {
      for (index, region) in module.regions(of: op).enumerated() {
        if module.regionCount(of: op) > 1 {
          beginCluster("region \(index)", style: "dotted,rounded")
        }
        try writeNodes(of: region, in: module)
        if module.regionCount(of: op) > 1 { endCluster() }
      }
      endCluster()
    } else if body != nil {
      for inner in module.opsPreOrder(in: op) { nodes[inner.index] = nodes[op.index] }
    }
  }

  /// True iff the op only ends its block: nothing to draw.
  private func isBareTerminator(_ op: OpID, in module: borrowing Module) -> Bool {
    module.traits(of: op).contains(.terminator) && module.operandCount(of: op) == 0
      && module.successors(of: op).isEmpty && module.regionCount(of: op) == 0
  }

  private mutating func label(
    of op: OpID, _ title: String, _ body: String?, in module: borrowing Module
  ) -> String {
    var label = title
    if module.traits(of: op).contains(.constant), let value = module.attribute("value", of: op) {
      label += " \(OpLabels.constant(value, in: module))"
    }
    if let body { label += "\n\(body)" }
    let count = module.resultCount(of: op)
    for index in 0..<min(count, 4) {
      label += "\n\(types.label(module.type(of: module.result(index, of: op)), in: module))"
    }
    if count > 4 { label += "\n… \(count) results" }
    return label
  }

  /// How the node of an op is painted.
  static func look(of op: OpID, in module: borrowing Module) -> String {
    switch OpCategory(op, in: module) {
    case .contraction: "fillcolor=\"#cfe0f5\""
    case .reduction: "fillcolor=\"#e0d7f3\""
    case .elementwise: "fillcolor=\"#d8eddb\""
    case .movement: "fillcolor=\"#f6ecd2\""
    case .constant: "fillcolor=\"#f3f5f7\", shape=note, style=\"filled\""
    case .control: "fillcolor=\"#f8dcd6\""
    case .other: "fillcolor=\"#ffffff\""
    }
  }

  // MARK: Edges

  private mutating func writeEdges(
    of region: RegionID, in module: borrowing Module
  ) throws(EmissionFailure) {
    for block in module.blocks(of: region) {
      var next = module.firstOp(of: block)
      var previous: Int32?
      while let op = next {
        if bytes.count >= Self.pieceBytes {
          try output.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
        writeEdges(of: op, in: module)
        // Ops that pass no values are tied by their order.
        let isTied = module.operandCount(of: op) + module.resultCount(of: op) == 0
        let number = nodes[op.index]
        if isTied, number >= 0 {
          if let previous {
            line("n\(previous) -> n\(number) [style=dotted, arrowhead=none];")
          }
          previous = number
        }
        for inner in module.regions(of: op) { try writeEdges(of: inner, in: module) }
        next = module.nextOp(after: op)
      }
    }
  }

  private mutating func writeEdges(of op: OpID, in module: borrowing Module) {
    let target = nodes[op.index]
    guard target >= 0 else { return }
    for index in 0..<module.operandCount(of: op) {
      let value = module.operand(index, of: op)
      guard let source = node(of: value, in: module), source != target else { continue }
      var label = types.label(module.type(of: value), in: module)
      if case .result(let definer, let result) = module.definition(of: value),
        module.resultCount(of: definer) > 1
      {
        label = "#\(result) \(label)"
      }
      line("n\(source) -> n\(target) [label=\(Self.quoted(label))];")
    }
    for block in module.successors(of: op) {
      guard let entry = blockNodes[block] else { continue }
      line("n\(target) -> n\(entry) [style=dashed, color=\"#b0413e\"];")
    }
  }

  private func node(of value: ValueID, in module: borrowing Module) -> Int32? {
    switch module.definition(of: value) {
    case .result(let op, _): nodes[op.index] >= 0 ? nodes[op.index] : nil
    case .argument(let block, let index): blockNodes[block].map { $0 + Int32(index) }
    }
  }

  // MARK: Text

  private mutating func node(_ label: String, _ look: String) {
    line("n\(nodeCount) [label=\(Self.quoted(label)), \(look)];")
    nodeCount += 1
  }

  private mutating func beginCluster(_ label: String, style: String) {
    line("subgraph cluster\(clusterCount) {")
    clusterCount += 1
    indentation += 1
    line("label=\(Self.quoted(label)); style=\"\(style)\";")
  }

  private mutating func endCluster() {
    indentation -= 1
    line("}")
  }

  private mutating func line(_ text: String, depth: Int? = nil) {
    for _ in 0..<2 * (depth ?? indentation) { bytes.append(UInt8(ascii: " ")) }
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The text as a string of Graphviz's language; control characters become spaces.
  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case 0..<32, 127: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }
}
