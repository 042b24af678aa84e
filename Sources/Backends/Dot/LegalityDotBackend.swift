import FuseIR

/// `legality-dot`: which ops can be fused with which, as a graph for Graphviz.
///
/// Draws the `#fuse.edge` attributes that `fusion-legality` writes: an arrow from each op to those that read its results,
/// green where the two can be fused, amber where at a price, red and dashed where they can't, each with its reasons in short.
/// Groups are boxes around their ops. Constants and ops without edges are left out.
public struct LegalityDotBackend: Backend {
  /// `legality-dot`.
  public static let name = "legality-dot"
  /// What it writes.
  public static let summary = "the fusion verdicts of -passes=fusion-legality as a graph"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff there are verdicts to draw.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    if let key = module.find(FusionEdgeAttribute.arrayName) {
      for op in module.opsPreOrder(in: module.root) where module.attribute(key, of: op) != nil {
        return true
      }
    }
    context.diagnostics.error(
      "'-emit=legality-dot' draws the #fuse.edge attributes of ops, and there are none: add "
        + "'fusion-legality' at the end of -passes (ops that read nothing of each other get none)")
    return false
  }

  /// Writes the graph.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    var writer = LegalityDotWriter(module)
    for function in module.functions where module.body(of: function) != nil {
      writer.writeFunction(function, in: module)
      try output.write(writer.takeText())
    }
    writer.finish()
    try output.write(writer.takeText())
  }
}

/// Writes fusion verdicts in Graphviz's language.
private struct LegalityDotWriter {
  private var text: String
  private var types = TypeLabels()
  private var names: OpNames
  private var clusters = 0
  /// Whether the op is an end of an edge.
  private var isDrawn: OpMap<Bool>

  init(_ module: borrowing Module) {
    names = OpNames(module.root, in: module)
    isDrawn = OpMap(module, repeating: false)
    text = """
      digraph "fusion legality" {
        graph [compound=true, fontname="Helvetica", fontsize=11, style="rounded", color="#9aa4af"];
        node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#5b6770", \
      fontname="Helvetica", fontsize=10, margin="0.08,0.04"];
        edge [fontname="Helvetica", fontsize=8, arrowsize=0.6];

      """
  }

  /// What was written since the last call.
  mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  mutating func finish() { text += "}\n" }

  mutating func writeFunction(_ function: OpID, in module: borrowing Module) {
    guard let body = module.body(of: function) else { return }
    names = OpNames(function, in: module)
    for op in module.opsPreOrder(in: function) {
      for edge in FusionEdgeAttribute.edges(of: op, in: module) {
        guard let (source, target) = ends(of: edge, op, module) else { continue }
        isDrawn[source] = true
        isDrawn[target] = true
      }
    }
    let name = module.string("sym_name", of: function) ?? "function"
    beginCluster("@\(OpLabels.shortened(name, to: 40))")
    writeNodes(of: body, in: module)
    text += "  }\n"
    for op in module.opsPreOrder(in: function) {
      for edge in FusionEdgeAttribute.edges(of: op, in: module) {
        guard let (source, target) = ends(of: edge, op, module) else { continue }
        text += "  n\(source.raw) -> n\(target.raw) [\(Self.look(of: edge))];\n"
      }
    }
  }

  /// The ops between which an edge is drawn: where one is a group, the op inside that gives or first reads the value.
  private func ends(
    of edge: FusionEdgeAttribute, _ op: OpID, _ module: borrowing Module
  ) -> (source: OpID, target: OpID)? {
    guard edge.operand < module.operandCount(of: op) else { return nil }
    var value = module.operand(edge.operand, of: op)
    guard var source = module.definingOp(of: value) else { return nil }
    while module.opcode(of: source).is(FuseOp.group), let body = module.body(of: source),
      let yield = module.lastOp(of: body),
      case .result(_, let index) = module.definition(of: value),
      index < module.operandCount(of: yield),
      let inner = module.definingOp(of: module.operand(index, of: yield))
    {
      value = module.operand(index, of: yield)
      source = inner
    }
    var target = op
    var operand = edge.operand
    while module.opcode(of: target).is(FuseOp.group), let body = module.body(of: target),
      operand < module.argumentCount(of: body),
      let use = module.uses(of: module.argument(operand, of: body)).last,
      module.parentBlock(of: use.user) == body,
      !module.traits(of: use.user).contains(.terminator)
    {
      target = use.user
      operand = use.operandIndex
    }
    return (source, target)
  }

  private mutating func beginCluster(_ label: String) {
    text += "  subgraph cluster\(clusters) {\n  label=\(DotWriter.quoted(label));\n"
    clusters += 1
  }

  private mutating func writeNodes(of block: BlockID, in module: borrowing Module) {
    for op in module.ops(of: block) {
      if module.opcode(of: op).is(FuseOp.group), let body = module.body(of: op) {
        beginCluster("\(names.name(of: op, in: module)) \(module.string("kind", of: op) ?? "")")
        if isDrawn[op] { writeNode(of: op, in: module) }
        writeNodes(of: body, in: module)
        text += "  }\n"
        continue
      }
      if isDrawn[op] { writeNode(of: op, in: module) }
      // Loops and branches of programs, whose ops have edges of their own; bodies of generics have none.
      for region in module.regions(of: op) {
        for inner in module.blocks(of: region) { writeNodes(of: inner, in: module) }
      }
    }
  }

  private mutating func writeNode(of op: OpID, in module: borrowing Module) {
    var label = names.name(of: op, in: module)
    if let place = named(op, module) { label += "\n\(place)" }
    if module.resultCount(of: op) > 0 {
      label += "\n" + types.label(module.type(of: module.result(of: op)), in: module)
    }
    text +=
      "  n\(op.raw) [label=\(DotWriter.quoted(label)), \(DotWriter.look(of: op, in: module))];\n"
  }

  /// The name that the op's location gives.
  private func named(_ op: OpID, _ module: borrowing Module) -> String? {
    guard case .name(let name, _) = module.location(module.location(of: op)) else { return nil }
    return OpLabels.shortened(module.string(name), to: 32)
  }

  private static func look(of edge: FusionEdgeAttribute) -> String {
    let paint =
      switch edge.verdict {
      case .legal: "color=\"#2e7d32\", fontcolor=\"#2e7d32\""
      case .conditional: "color=\"#b26a00\", fontcolor=\"#7a4a00\""
      case .illegal: "color=\"#b0413e\", fontcolor=\"#b0413e\", style=dashed"
      }
    let reasons = edge.reasons.map { label(of: $0) }
    guard !reasons.isEmpty else { return paint }
    return "\(paint), label=\(DotWriter.quoted(reasons.joined(separator: "\n")))"
  }

  /// A reason in a few words.
  private static func label(of reason: FusionEdgeAttribute.Reason) -> String {
    func integer(_ name: String) -> String {
      if case .integer(let value)? = reason[name] { return "\(value)" }
      return "?"
    }
    func word(_ name: String) -> String {
      if case .text(let text)? = reason[name] { return OpLabels.shortened(text, to: 40) }
      return "?"
    }
    switch reason.code {
    case .halo:
      return "halo \(integer("overlap")) (window \(integer("size")) by \(integer("step")))"
    case .reductionBoundary: return "after reduction"
    case .rowBarrier: return "row barrier d\(integer("consumer_loop")) of \(word("op"))"
    case .multipleUsers: return "\(integer("count")) users"
    case .escapes: return word("how")
    case .elementTypeChange: return "\(word("from")) to \(word("to"))"
    case .incompatibleMaps: return "index \(integer("dimension")) is \(word("index"))"
    case .dynamicExtent: return "d\(integer("loop")) of \(word("op")) not known"
    case .sideEffects: return "effects of \(word("op"))"
    case .cycle: return "cycle through \(word("op"))"
    case .unsupportedKind: return "\(word("op")): \(word("why"))"
    case .memory:
      return "\(integer("bytes")) B > \(word("memory")) \(integer("capacity")) B"
    case .notStitchable, .noRowForm: return "\(word("op")): \(word("why"))"
    case .tooManyOps: return "\(integer("ops")) ops"
    case .differentRows: return "other rows"
    case .sharedOperand: return "shared operand of \(word("op"))"
    case .scratch: return "\(integer("bytes")) B a row > \(integer("capacity")) B"
    case .tooManyArguments: return "\(integer("tensors")) tensors"
    case .readAnywhere: return "\(word("op")) reads anywhere"
    }
  }
}
