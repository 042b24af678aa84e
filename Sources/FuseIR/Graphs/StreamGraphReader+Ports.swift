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

  /// What an edge says of the port that it leads from: its `source`, where its comment is about the other end.
  private func sourcePort(of edge: Int) -> String {
    graph.edges[edge]["source"] ?? graph.edges[edge]["comment"] ?? ""
  }

  /// The result of the source that an edge leads from.
  private func output(of edge: Int, _ kind: StreamEdgeKind) throws(DotError) -> Int {
    let source = graph.edges[edge].source
    let node = graph.nodes[source]
    let port = sourcePort(of: edge)
    switch node["type"].flatMap({ StreamNodeKind(rawValue: $0) }) {
    case .fiberlookup, .bitVectorScan, .bitVectorToCoordinates: return kind == .ref ? 1 : 0
    case .broadcast, .fork:
      guard port.hasPrefix("lane-"), let lane = Int(port.dropFirst("lane-".count)) else {
        return ordinals[edge]
      }
      return lane
    case .intersect, .union, .concat:
      let names = pairs[source] ?? []
      if kind == .bv || kind == .crd && !isSkip(edge) { return 0 }
      guard !port.isEmpty else {
        throw fail(
          "a joiner gives several streams: expected comment=\"out-<tensor>\", with one of "
            + names.joined(separator: ", "), range: graph.edges[edge].range)
      }
      return 1 + (try pair(port, of: source, edge)) + (isSkip(edge) ? names.count : 0)
    case .locate:
      guard kind != .crd else { return 0 }
      return port.hasPrefix("out-") ? 2 + (try pair(port, of: source, edge)) : 1
    case .crddrop, .crdhold, .bitVectorDrop, .split:
      guard kind == .crd || kind == .bv else { return 1 }
      return isInner(port, node) ?? false ? 1 : 0
    case .crdmask:
      guard kind == .crd else { return 2 }
      return isInner(port, node) ?? false ? 1 : 0
    case .spaccumulator, .vectorreducer:
      let names = pairs[source] ?? []
      return kind == .val ? max(names.count, 1) : best(port, names) ?? 0
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

  /// How well a comment such as `outer-i`, `in_j-C` or `i` names an index: 2 as it stands or behind the role, 1 as a part, 0 not.
  private func match(_ comment: String, _ index: String) -> Int {
    guard !index.isEmpty else { return 0 }
    if comment == index { return 2 }
    if let rest = comment.split(separator: "-", maxSplits: 1).last, rest == index { return 2 }
    let parts = comment.split(separator: "-")
    return parts.contains { $0 == index || $0.split(separator: "_").contains { $0 == index } }
      ? 1 : 0
  }

  /// The index that a comment names best; nil where it names none.
  func best(_ comment: String, _ indices: [String]) -> Int? {
    var best: (place: Int, match: Int)?
    for (place, index) in indices.enumerated() {
      let match = match(comment, index)
      if match > best?.match ?? 0 { best = (place, match) }
    }
    return best?.place
  }

  /// Whether a comment names the inner stream of a node with an outer and an inner one; nil where it does not say.
  func isInner(_ comment: String, _ node: DotGraph.Node) -> Bool? {
    let outer = match(comment, node["outer"] ?? "")
    let inner = match(comment, node["inner"] ?? "")
    if outer != inner { return inner > outer }
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
