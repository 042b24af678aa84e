// Which operand and which result of a block an edge leads to and from.

extension StreamGraphReader {
  /// What an edge carries.
  func kind(of edge: Int) throws(DotError) -> StreamEdgeKind {
    let words = StreamEdgeKind.allCases.map(\.rawValue)
    guard let word = graph.edges[edge]["type"] else {
      throw fail(
        "the edge lacks a type: expected one of \(words.joined(separator: ", "))",
        range: graph.edges[edge].range)
    }
    guard let kind = StreamEdgeKind(rawValue: word) else {
      throw fail(
        "unknown type '\(word)' of an edge\(NearestName.hint(for: word, among: words)); there is "
          + words.joined(separator: ", "), range: graph.edges[edge].range)
    }
    return kind
  }

  /// The stream of an edge, whose source was made.
  func value(of edge: Int) throws(DotError) -> ValueID {
    let source = graph.edges[edge].source
    let kind = try kind(of: edge)
    let values = results[source] ?? []
    let output = try output(of: edge, kind)
    guard values.indices.contains(output), let type = StreamType(of: values[output], in: module),
      StreamEdgeKind(type) == kind
    else {
      throw fail(
        "node '\(graph.nodes[source].name)' (\(graph.nodes[source]["type"] ?? "")) gives no \(kind.rawValue) stream"
          + (graph.edges[edge]["comment"].map { $0.isEmpty ? "" : " '\($0)'" } ?? ""),
        range: graph.edges[edge].range)
    }
    return values[output]
  }

  /// The result of the source that an edge leads from.
  private func output(of edge: Int, _ kind: StreamEdgeKind) throws(DotError) -> Int {
    let source = graph.edges[edge].source
    let node = graph.nodes[source]
    switch node["type"].flatMap({ StreamNodeKind(rawValue: $0) }) {
    case .fiberlookup, .bitVectorScan, .bitVectorToCoordinates: return kind == .ref ? 1 : 0
    case .broadcast, .fork:
      let comment = graph.edges[edge]["comment"] ?? ""
      if comment.hasPrefix("lane-"), let lane = Int(comment.dropFirst("lane-".count)) {
        return lane
      }
      return ordinals[edge]
    case .intersect, .union, .concat:
      let names = pairs[source] ?? []
      guard let comment = graph.edges[edge]["comment"], kind != .crd || isSkip(edge) else {
        if kind == .crd { return 0 }
        throw fail(
          "a joiner gives several streams: expected comment=\"out-<tensor>\", with one of "
            + names.joined(separator: ", "), range: graph.edges[edge].range)
      }
      if kind == .bv { return 0 }
      let pair = try pair(comment, of: source, edge)
      return 1 + pair + (isSkip(edge) ? names.count : 0)
    case .locate:
      guard kind != .crd else { return 0 }
      let comment = graph.edges[edge]["comment"] ?? ""
      guard comment.hasPrefix("out-") else { return 1 }
      return 2 + (try pair(comment, of: source, edge))
    case .crddrop, .crdhold, .bitVectorDrop, .split:
      guard kind == .crd || kind == .bv else { return 1 }
      return isInner(edge, node) ?? false ? 1 : 0
    case .crdmask:
      guard kind == .crd else { return 2 }
      return isInner(edge, node) ?? false ? 1 : 0
    case .spaccumulator, .vectorreducer:
      let names = pairs[source] ?? []
      if kind == .val { return max(names.count, 1) }
      return names.firstIndex { matches(graph.edges[edge]["comment"] ?? "", $0) } ?? 0
    default: return 0
    }
  }

  /// The pair of a joiner that a comment names, `in-B` or `out-B`.
  private func pair(_ comment: String, of node: Int, _ edge: Int) throws(DotError) -> Int {
    let names = pairs[node] ?? []
    let name = comment.split(separator: "-", maxSplits: 1).last.map(String.init) ?? ""
    if let pair = names.firstIndex(of: name) { return pair }
    throw fail(
      "node '\(graph.nodes[node].name)' (\(graph.nodes[node]["type"] ?? "")) has no pair '\(name)'"
        + "\(NearestName.hint(for: name, among: names)); it has \(names.joined(separator: ", "))",
      range: graph.edges[edge].range)
  }

  /// Whether a comment such as `outer-i`, `in_j-C` or `i` names an index.
  func matches(_ comment: String, _ index: String) -> Bool {
    guard !index.isEmpty else { return false }
    let parts = comment.split(separator: "-")
    if comment == index || parts.contains(where: { $0 == index }) { return true }
    if let rest = comment.split(separator: "-", maxSplits: 1).last, rest == index { return true }
    return parts.contains { $0.split(separator: "_").contains { $0 == index } }
  }

  /// Whether an edge from or to a node with an outer and an inner stream is one of the inner; nil where it does not say.
  func isInner(_ edge: Int, _ node: DotGraph.Node) -> Bool? {
    let comment = graph.edges[edge]["comment"] ?? ""
    let (outer, inner) = (node["outer"] ?? "", node["inner"] ?? "")
    let names = (matches(comment, outer), matches(comment, inner))
    if outer != inner, names.0 != names.1 { return names.1 }
    if comment.hasPrefix("outer") { return false }
    if comment.hasPrefix("inner") { return true }
    return nil
  }

  // MARK: Inputs

  /// The edges that lead to a node, but for those to skip by.
  func inputs(of node: Int) -> [Int] { incoming[node].filter { !isSkip($0) } }

  /// The one stream of some kinds that leads to a node; other edges are an error.
  func onlyInput(_ kinds: [StreamEdgeKind], of node: Int) throws(DotError) -> ValueID {
    let edges = inputs(of: node)
    let words = kinds.map(\.rawValue).joined(separator: " or ")
    guard let edge = edges.first else { throw wrong(node, "lacks a \(words) stream") }
    for (index, edge) in edges.enumerated() {
      let kind = try kind(of: edge)
      guard kinds.contains(kind), index == 0 else {
        throw fail(
          "node '\(graph.nodes[node].name)' (\(graph.nodes[node]["type"] ?? "")) takes one \(words) stream, "
            + (kinds.contains(kind)
              ? "but this is another" : "but this is one of type \(kind.rawValue)"),
          range: graph.edges[edge].range)
      }
    }
    return try value(of: edge)
  }

  /// The streams of a node with a port for each, where `port` says which an edge leads to.
  func inputs(
    _ ports: [String], of node: Int, _ port: (Int, StreamEdgeKind) throws(DotError) -> Int?
  ) throws(DotError) -> [ValueID?] {
    var found: [ValueID?] = Array(repeating: nil, count: ports.count)
    for edge in inputs(of: node) {
      let kind = try kind(of: edge)
      guard let index = try port(edge, kind), found.indices.contains(index) else {
        let comment = graph.edges[edge]["comment"] ?? ""
        throw fail(
          "node '\(graph.nodes[node].name)' (\(graph.nodes[node]["type"] ?? "")) has no port for a "
            + "\(kind.rawValue) stream\(comment.isEmpty ? "" : " '\(comment)'"); it has "
            + ports.joined(separator: ", "), range: graph.edges[edge].range)
      }
      guard found[index] == nil else {
        throw fail(
          "two edges lead to the port '\(ports[index])' of node '\(graph.nodes[node].name)'",
          range: graph.edges[edge].range)
      }
      found[index] = try value(of: edge)
    }
    return found
  }

  /// The streams of a node that needs one at each port.
  func allInputs(
    _ ports: [String], of node: Int, _ port: (Int, StreamEdgeKind) throws(DotError) -> Int?
  ) throws(DotError) -> [ValueID] {
    var values: [ValueID] = []
    for (index, value) in try inputs(ports, of: node, port).enumerated() {
      guard let value else { throw wrong(node, "lacks a stream at its port '\(ports[index])'") }
      values.append(value)
    }
    return values
  }
}
