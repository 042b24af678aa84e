// The block that each node of a text graph stands for.

extension StreamGraphReader {
  /// The most pairs of a joiner.
  private static let greatestPairCount = 1024

  /// Makes the block of a node.
  mutating func makeBlock(_ node: Int) throws(DotError) {
    let word = try required("type", of: node)
    if let function = function(of: node, word) { return try makeAlu(node, function) }
    guard let kind = StreamNodeKind(rawValue: word) else {
      let words = StreamNodeKind.allCases.map(\.rawValue) + StreamFunction.allCases.map(\.rawValue)
      throw wrong(
        node, "type",
        "unknown type\(NearestName.hint(for: word, among: words)); there is \(words.joined(separator: ", "))"
      )
    }
    switch kind {
    case .root: try make(node, .root, [], [.references(depth: 0)])
    case .fiberlookup, .bitVectorScan: try makeScan(node, kind)
    case .arrayvals: try makeArray(node)
    case .fiberwrite: try makeWriter(node)
    case .locate: try makeLocate(node)
    case .repsiggen:
      let driver = try onlyInput([.crd, .ref, .val], of: node)
      try make(node, .repeatSignal, [driver], [.signals], index(of: node))
    case .repeat: try makeRepeat(node)
    case .intersect: try makeJoiner(node, .intersect)
    case .union: try makeJoiner(node, .union)
    case .concat: try makeJoiner(node, .concat)
    case .broadcast: try makeCopies(node, .broadcast)
    case .fork: try makeCopies(node, .fork)
    case .join: try makeJoin(node)
    case .reduce: try makeReduce(node)
    case .spaccumulator, .vectorreducer: try makeAccumulator(node, kind)
    case .crdhold, .crddrop, .bitVectorDrop: try makeNested(node, kind)
    case .crdmask: try makeMask(node)
    case .flatten, .split, .coordinatesToBitVector, .bitVectorToCoordinates:
      try makeShaper(node, kind)
    case .generateReferences:
      let crd = try onlyInput([.crd], of: node)
      try make(node, .generateReferences, [crd], [.references(depth: depth(of: crd))])
    case .dropStops, .dropEmptyFibers:
      let value = try onlyInput([.crd, .ref, .val, .bv], of: node)
      guard let type = StreamType(of: value, in: module) else { return }
      let result =
        kind == .dropEmptyFibers ? type : try deeper(type, by: -1, node)
      try make(node, kind == .dropStops ? .dropStops : .dropEmptyFibers, [value], [result])
    }
  }

  // MARK: Making

  private mutating func make(
    _ node: Int, _ op: SamOp, _ operands: [ValueID], _ types: [StreamType],
    _ attributes: [(String, AttributeID)] = []
  ) throws(DotError) {
    if op == .root, let edge = inputs(of: node).first {
      throw fail("a root takes no stream", range: graph.edges[edge].range)
    }
    let location = place(of: graph.nodes[node].range)
    var resultTypes: [TypeID] = []
    for type in types { resultTypes.append(type.type(in: &module)) }
    let id = module.build(
      op, at: .end(of: body), operands: operands, resultTypes: resultTypes, attributes: attributes,
      location: location)
    results[node] = module.results(of: id)
  }

  /// The source of a node that says `root=true`.
  private mutating func makeRoot(_ node: Int) -> ValueID {
    let location = place(of: graph.nodes[node].range)
    let type = StreamType.references(depth: 0).type(in: &module)
    return module.result(
      of: module.build(SamOp.root, at: .end(of: body), resultTypes: [type], location: location))
  }

  private func depth(of value: ValueID) -> Int { StreamType(of: value, in: module)?.depth ?? 0 }

  private func deeper(
    _ type: StreamType, by levels: Int, _ node: Int
  ) throws(DotError) -> StreamType {
    guard let depth = type.depth, let result = type.withDepth(depth + levels) else {
      throw wrong(
        node,
        levels > 0
          ? "its streams nest fibers deeper than \(StreamType.greatestDepth)"
          : "takes a stop off each fiber, but its stream has none")
    }
    return result
  }

  private mutating func index(of node: Int) -> [(String, AttributeID)] {
    guard let index = graph.nodes[node]["index"] else { return [] }
    return [("index", module.stringAttribute(index))]
  }

  private func integer(
    _ name: String, of node: Int, in range: ClosedRange<Int>
  ) throws(DotError) -> Int {
    let text = try required(name, of: node)
    guard let value = Int(text), range.contains(value) else {
      throw wrong(
        node, name,
        "'\(name)' must be from \(range.lowerBound) to \(range.upperBound), but is '\(text)'")
    }
    return value
  }

  /// Whether a node's input comes from a root of its own.
  private func isRooted(_ node: Int) throws(DotError) -> Bool {
    switch graph.nodes[node]["root"] {
    case nil, "false", "0": return false
    case "true", "1": break
    default: throw wrong(node, "root", "'root' must be true or false")
    }
    for edge in inputs(of: node) where try kind(of: edge) != .repsig {
      throw fail(
        "node '\(graph.nodes[node].name)' has root=true, so that no \(try kind(of: edge).rawValue) stream leads to it",
        range: graph.edges[edge].range)
    }
    return true
  }

  // MARK: Tensors

  /// The level of the tensor that a node's mode is, which the graph's comment gives the same format.
  private func level(of node: Int, _ tensor: Tensor) throws(DotError) -> Int {
    let mode = try required("mode", of: node)
    guard let level = Int(mode).flatMap({ tensor.format.level(of: $0) }) else {
      throw wrong(
        node, "mode",
        "tensor '\(tensor.name)' has \(tensor.format.levels.count) modes, from 0 on, and no mode '\(mode)'"
      )
    }
    guard let format = graph.nodes[node]["format"] else { return level }
    let expected = tensor.format.levels[level].isCompressed ? "compressed" : "dense"
    guard format == expected else {
      throw wrong(
        node, "format",
        ["compressed", "dense"].contains(format)
          ? "mode \(mode) of tensor '\(tensor.name)' is \(expected) by the graph's comment, not \(format)"
          : "unknown format '\(format)': expected compressed or dense")
    }
    return level
  }

  private func argument(_ tensor: Tensor, _ node: Int) throws(DotError) -> ValueID {
    guard let argument = tensor.argument else {
      throw wrong(node, "reads tensor '\(tensor.name)', which the graph writes")
    }
    return argument
  }

  private mutating func makeScan(_ node: Int, _ kind: StreamNodeKind) throws(DotError) {
    let tensor = tensors[try tensor(of: node)]
    let level = try level(of: node, tensor)
    let isRoot = try isRooted(node)
    let reference = isRoot ? makeRoot(node) : try onlyInput([.ref], of: node)
    guard let type = StreamType(of: reference, in: module) else { return }
    let inner = try deeper(type, by: 1, node)
    let depth = inner.depth ?? 0
    let isBits = kind == .bitVectorScan
    try make(
      node, isBits ? .bitVectorScan : .scan, [try argument(tensor, node), reference],
      [isBits ? .bitVectors(depth: depth) : .coordinates(depth: depth), inner],
      [("level", module.integerAttribute(Int64(level)))] + index(of: node))
  }

  private mutating func makeArray(_ node: Int) throws(DotError) {
    let tensor = tensors[try tensor(of: node)]
    let isRoot = try isRooted(node) || inputs(of: node).isEmpty
    let reference = isRoot ? makeRoot(node) : try onlyInput([.ref], of: node)
    let element = StreamElement(scalar: "f32", block: tensor.block)
    try make(
      node, .array, [try argument(tensor, node), reference],
      [.values(depth: depth(of: reference), element)])
  }

  private mutating func makeLocate(_ node: Int) throws(DotError) {
    let tensor = tensors[try tensor(of: node)]
    let level = try level(of: node, tensor)
    var names: [String] = []
    for edge in inputs(of: node) where try kind(of: edge) != .crd {
      let comment = graph.edges[edge]["comment"] ?? ""
      if comment.hasPrefix("in-") { names.append(String(comment.dropFirst("in-".count))) }
    }
    pairs[node] = names
    let ports = ["crd", "parent"] + names.map { "in-\($0)" }
    let values = try allInputs(ports, of: node) { edge, kind throws(DotError) in
      if kind == .crd { return 0 }
      guard kind == .ref || kind == .val else { return nil }
      let comment = graph.edges[edge]["comment"] ?? ""
      return comment.hasPrefix("in-") ? ports.firstIndex(of: comment) : 1
    }
    let depth = depth(of: values[0])
    let others = values.dropFirst(2).compactMap { StreamType(of: $0, in: module) }
    try make(
      node, .locate, [try argument(tensor, node)] + values,
      [.coordinates(depth: depth), .references(depth: depth)] + others,
      [("level", module.integerAttribute(Int64(level)))] + index(of: node))
  }

  private mutating func makeWriter(_ node: Int) throws(DotError) {
    let tensor = try tensor(of: node)
    let isValues = try required("mode", of: node) == "vals"
    let slot: Int
    if isValues {
      slot = tensors[tensor].format.levels.count
      try make(node, .writeValues, [try onlyInput([.val], of: node)], [.memory])
    } else {
      slot = try level(of: node, tensors[tensor])
      let format = tensors[tensor].format.levels[slot].isCompressed ? "compressed" : "dense"
      try make(
        node, .writeLevel, [try onlyInput([.crd], of: node)], [.memory],
        [("format", module.stringAttribute(format))] + index(of: node))
    }
    if let edge = outgoing[node].first {
      throw fail("a fiberwrite gives no stream", range: graph.edges[edge].range)
    }
    guard tensors[tensor].writers[slot] == nil else {
      throw wrong(
        node,
        "mode \(graph.nodes[node]["mode"] ?? "") of tensor '\(tensors[tensor].name)' is written twice"
      )
    }
    tensors[tensor].writers[slot] = results[node]?.first
  }

  // MARK: Joiners and repeaters

  private mutating func makeRepeat(_ node: Int) throws(DotError) {
    let isRoot = try isRooted(node)
    let ports = isRoot ? ["repsig"] : ["repsig", "ref or val"]
    let values = try allInputs(ports, of: node) { _, kind throws(DotError) in
      switch kind {
      case .repsig: 0
      case .ref, .val: isRoot ? nil : 1
      case .crd, .bv: nil
      }
    }
    let stream = isRoot ? makeRoot(node) : values[1]
    guard let type = StreamType(of: stream, in: module) else { return }
    try make(
      node, .repeat, [stream, values[0]], [try deeper(type, by: 1, node)], index(of: node))
  }

  private mutating func makeJoiner(_ node: Int, _ op: SamOp) throws(DotError) {
    var names: [String] = []
    var places: [String: Int] = [:]
    for edge in inputs(of: node) {
      let comment = graph.edges[edge]["comment"] ?? ""
      let name = String(comment.split(separator: "-", maxSplits: 1).last ?? "")
      guard comment.hasPrefix("in-"), !name.isEmpty else {
        throw fail(
          "a stream to node '\(graph.nodes[node].name)' (\(op)) needs comment=\"in-<tensor>\" to say which it is of",
          range: graph.edges[edge].range)
      }
      if places.updateValue(places[name] ?? names.count, forKey: name) == nil { names.append(name) }
    }
    guard names.count <= Self.greatestPairCount else {
      throw wrong(node, "joins \(names.count) pairs; up to \(Self.greatestPairCount) are read")
    }
    pairs[node] = names
    var ports: [String] = []
    for name in names { ports += ["crd in-\(name)", "ref in-\(name)"] }
    let operands = try allInputs(ports, of: node) { edge, kind throws(DotError) in
      let comment = graph.edges[edge]["comment"] ?? ""
      let pair = places[String(comment.split(separator: "-", maxSplits: 1).last ?? "")]
      switch kind {
      case .crd, .bv: return pair.map { 2 * $0 }
      case .ref, .val: return pair.map { 2 * $0 + 1 }
      case .repsig: return nil
      }
    }
    guard let first = operands.first, let type = StreamType(of: first, in: module) else {
      throw wrong(node, "has no streams to join")
    }
    var types = [type]
    for pair in names.indices {
      if let payload = StreamType(of: operands[2 * pair + 1], in: module) { types.append(payload) }
    }
    var attributes = index(of: node)
    if op == .intersect, outgoing[node].contains(where: { isSkip($0) }) {
      attributes.append(("skip", module.intern(.unit)))
      types += names.map { _ in type }
    }
    if op == .concat {
      let text = try required("sizes", of: node)
      var sizes: [Int64] = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let size = Int64(word) else {
          throw wrong(node, "sizes", "'sizes' must hold numbers, as in 12,12, but holds '\(word)'")
        }
        sizes.append(size)
      }
      attributes.append(("sizes", module.denseArrayAttribute(sizes)))
    }
    try make(node, op, operands, types, attributes)
  }

  // MARK: Copies and lanes

  private mutating func makeCopies(_ node: Int, _ op: SamOp) throws(DotError) {
    let kinds: [StreamEdgeKind] =
      op == .broadcast ? StreamEdgeKind.allCases : [.crd, .ref, .val, .bv]
    let value = try onlyInput(kinds, of: node)
    guard let type = StreamType(of: value, in: module) else { return }
    guard !outgoing[node].isEmpty else { throw wrong(node, "no edge leads from it") }
    try make(
      node, op, [value], outgoing[node].map { _ in type }, op == .fork ? index(of: node) : [])
  }

  private mutating func makeJoin(_ node: Int) throws(DotError) {
    let edges = inputs(of: node)
    guard !edges.isEmpty else { throw wrong(node, "has no lanes to gather") }
    var lanes: [ValueID?] = Array(repeating: nil, count: edges.count)
    for (index, edge) in edges.enumerated() {
      let comment = graph.edges[edge]["comment"] ?? ""
      let lane = comment.hasPrefix("lane-") ? Int(comment.dropFirst("lane-".count)) : index
      guard let lane, lanes.indices.contains(lane), lanes[lane] == nil else {
        throw fail(
          "expected comment=\"lane-<k>\" with a number of its own, from 0 to \(edges.count - 1)",
          range: graph.edges[edge].range)
      }
      lanes[lane] = try value(of: edge)
    }
    let values = lanes.compactMap { $0 }
    guard let type = StreamType(of: values[0], in: module) else { return }
    try make(node, .join, values, [type], index(of: node))
  }

  // MARK: Values

  /// What an arithmetic node computes; SAM subtracts with an `add` that says so.
  private func function(of node: Int, _ word: String) -> StreamFunction? {
    guard let function = StreamFunction(rawValue: word) else { return nil }
    return function == .add && graph.nodes[node]["sub"] == "1" ? .sub : function
  }

  private mutating func makeAlu(_ node: Int, _ function: StreamFunction) throws(DotError) {
    var attributes = [("function", module.stringAttribute(function.rawValue))]
    var count = function.inputCount
    if let text = graph.nodes[node]["scalar"] {
      guard let scalar = Double(text), function.inputCount == 2 else {
        throw wrong(node, "scalar", "'scalar' must be a number, and the function one of two values")
      }
      attributes.append(("scalar", module.intern(.float(bits: scalar.bitPattern, .f64))))
      count = 1
    }
    let edges = try inOrder(inputs(of: node))
    guard edges.count == count else {
      throw wrong(
        node, "takes \(count) val stream\(count == 1 ? "" : "s"), but \(edges.count) lead to it")
    }
    var operands: [ValueID] = []
    for edge in edges {
      guard try kind(of: edge) == .val else {
        throw fail("an arithmetic node takes val streams", range: graph.edges[edge].range)
      }
      operands.append(try value(of: edge))
    }
    guard var type = StreamType(of: operands[0], in: module), let element = type.element,
      let depth = type.depth
    else { return }
    if function == .transpose || function == .matmul {
      let last = operands.last.flatMap { StreamType(of: $0, in: module)?.element?.block } ?? []
      let block =
        function == .transpose
        ? element.block.reversed() : Array(element.block.prefix(1) + last.suffix(1))
      type = .values(depth: depth, StreamElement(scalar: element.scalar, block: block))
    }
    try make(node, .alu, operands, [type], attributes)
  }

  /// The edges to an arithmetic node: by `in-0` and `in-1` where their comments say so, else by the numbers of the nodes that
  /// they come from, in which SAM's graphs count the operands of a difference.
  private func inOrder(_ edges: [Int]) throws(DotError) -> [Int] {
    func key(_ edge: Int) -> Int {
      let comment = graph.edges[edge]["comment"] ?? ""
      if comment.hasPrefix("in-"), let port = Int(comment.dropFirst("in-".count)) { return port }
      return Int(graph.nodes[graph.edges[edge].source].name) ?? 0
    }
    return edges.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
      .map(\.element)
  }

  private mutating func makeReduce(_ node: Int) throws(DotError) {
    let value = try onlyInput([.val], of: node)
    guard let type = StreamType(of: value, in: module) else { return }
    let function = graph.nodes[node]["function"] ?? "add"
    try make(
      node, .reduce, [value], [try deeper(type, by: -1, node)],
      [("function", module.stringAttribute(function))])
  }

  private mutating func makeAccumulator(
    _ node: Int, _ kind: StreamNodeKind
  ) throws(DotError) {
    var names: [String] = []
    if kind == .vectorreducer {
      names = [try required("accum_index", of: node)]
    } else {
      while names.count < StreamType.greatestDepth, let name = graph.nodes[node]["in\(names.count)"]
      {
        names.append(name)
      }
      if names.isEmpty { throw wrong(node, "lacks the attribute 'in0', its innermost index") }
    }
    let order =
      kind == .vectorreducer ? 1 : try integer("order", of: node, in: 1...StreamType.greatestDepth)
    let ports = names + ["the loop that is summed over", "val"]
    let values = try inputs(ports, of: node) { edge, kind throws(DotError) in
      if kind == .val { return names.count + 1 }
      guard kind == .crd else { return nil }
      return best(graph.edges[edge]["comment"] ?? "", names) ?? names.count
    }
    guard let inner = values[0] else { throw wrong(node, "lacks a crd stream of '\(names[0])'") }
    guard let sum = values[names.count + 1], let type = StreamType(of: sum, in: module) else {
      throw wrong(node, "lacks a val stream")
    }
    // An index without a stream is only named.
    let kept = names.indices.filter { values[$0] != nil }
    let coordinates = kept.compactMap { values[$0] }
    pairs[node] = kept.map { names[$0] }
    let d = depth(of: inner)
    var attributes: [(String, AttributeID)] = [
      ("order", module.integerAttribute(Int64(order))),
      ("function", module.stringAttribute(graph.nodes[node]["function"] ?? "add")),
    ]
    if coordinates.count > 1, coordinates.allSatisfy({ depth(of: $0) == d }) {
      attributes.append(("point", module.intern(.unit)))
    }
    var types: [StreamType] = []
    for index in coordinates.indices {
      types.append(try deeper(.coordinates(depth: d), by: -1 - index, node))
    }
    types.append(try deeper(type, by: -1, node))
    let loop = values[names.count].map { [$0] } ?? []
    try make(node, .accumulate, coordinates + loop + [sum], types, attributes)
  }

  // MARK: Coordinates

  /// The outer and the inner stream of a node, where `extra` names a third.
  private func nested(
    _ node: Int, _ extra: [String] = []
  ) throws(DotError) -> [ValueID] {
    var isTaken = false
    return try allInputs(["outer", "inner"] + extra, of: node) { edge, kind throws(DotError) in
      guard kind == .crd || kind == .bv else {
        guard kind == .ref || kind == .val else { return nil }
        return extra.isEmpty ? 1 : 2
      }
      let inner = isInner(graph.edges[edge]["comment"] ?? "", graph.nodes[node]) ?? isTaken
      if !inner { isTaken = true }
      return inner ? 1 : 0
    }
  }

  private mutating func makeNested(_ node: Int, _ kind: StreamNodeKind) throws(DotError) {
    let values = try nested(node)
    guard var outer = StreamType(of: values[0], in: module),
      let inner = StreamType(of: values[1], in: module)
    else { return }
    if kind == .crdhold, let depth = inner.depth { outer = outer.withDepth(depth) ?? outer }
    let op: SamOp = kind == .crdhold ? .hold : kind == .crddrop ? .drop : .bitVectorDrop
    try make(node, op, values, [outer, inner])
  }

  private mutating func makeMask(_ node: Int) throws(DotError) {
    let values = try nested(node, ["ref"])
    let predicate = try required("predicate", of: node)
    try make(
      node, .mask, values, values.compactMap { StreamType(of: $0, in: module) },
      [("predicate", module.stringAttribute(predicate))])
  }

  private mutating func makeShaper(_ node: Int, _ kind: StreamNodeKind) throws(DotError) {
    switch kind {
    case .flatten:
      let size = Int64(try integer("size", of: node, in: 1...Int(Int32.max)))
      let values = try nested(node)
      try make(
        node, .flatten, values, [.coordinates(depth: depth(of: values[0]))],
        [("size", module.integerAttribute(size))])
    case .split:
      let size = Int64(try integer("size", of: node, in: 1...Int(Int32.max)))
      let value = try onlyInput([.crd], of: node)
      let type = StreamType.coordinates(depth: depth(of: value))
      try make(
        node, .split, [value], [type, try deeper(type, by: 1, node)],
        [("size", module.integerAttribute(size))])
    case .coordinatesToBitVector:
      let width = Int64(try integer("width", of: node, in: 1...64))
      let value = try onlyInput([.crd], of: node)
      try make(
        node, .coordinatesToBitVector, [value], [.bitVectors(depth: depth(of: value))],
        [("width", module.integerAttribute(width))])
    default:
      let width = Int64(try integer("width", of: node, in: 1...64))
      let values = try allInputs(["bv", "ref"], of: node) { _, kind throws(DotError) in
        switch kind {
        case .bv: 0
        case .ref: 1
        case .crd, .val, .repsig: nil
        }
      }
      let depth = depth(of: values[0])
      try make(
        node, .bitVectorToCoordinates, values,
        [.coordinates(depth: depth), .references(depth: depth)],
        [("width", module.integerAttribute(width))])
    }
  }
}
