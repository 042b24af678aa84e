/// Draws a graph as SVG.
struct GraphPicture {
  private static let titleWidth = 6.7
  private static let detailWidth = 5.85
  private static let margin = 8.0

  /// Appends the picture.
  static func write(_ graph: DrawnGraph, to writer: inout HTMLWriter) {
    let boxes = graph.nodes.map { node -> LayeredLayout.Box in
      let title = Double(Self.title(of: node).count) * titleWidth
      let detail = Double(node.detail.count) * detailWidth
      return LayeredLayout.Box(
        width: (max(title, detail) + 20).rounded(), height: node.detail.isEmpty ? 22 : 36,
        isSource: node.isArgument)
    }
    let layout = LayeredLayout(boxes, edges: graph.edges.map { ($0.from, $0.to) })
    let width = Figures.coordinate(layout.width + 2 * margin)
    let height = Figures.coordinate(layout.height + 2 * margin)
    let ops = graph.nodes.reduce(0) { $0 + $1.opCount }
    writer.raw("<div class=\"canvas\" tabindex=\"0\" role=\"group\" aria-label=\"Graph of ")
    writer.text("\(graph.heading), \(Figures.count(ops)) ops")
    writer.raw("\"><svg class=\"graph\" width=\"\(width)\" height=\"\(height)\" ")
    writer.raw(
      "viewBox=\"-\(Figures.coordinate(margin)) -\(Figures.coordinate(margin)) \(width) \(height)\">\n"
    )
    for (edge, route) in zip(graph.edges, layout.routes) where !route.isEmpty {
      let gone = graph.removedEdges.contains(edge) ? " gone" : ""
      writer.raw(
        "<path class=\"e\(gone)\" data-e=\"\(edge.from) \(edge.to)\" d=\"\(path(route))\"/>\n")
    }
    for (index, node) in graph.nodes.enumerated() {
      write(node, index, boxes[index], at: layout.origins[index], to: &writer)
    }
    writer.raw("</svg></div>\n")
  }

  private static func title(of node: DrawnGraph.Node) -> String {
    node.opCount > 1 && !node.title.hasSuffix("like it")
      ? "\(node.title) +\(node.opCount - 1)" : node.title
  }

  private static func write(
    _ node: DrawnGraph.Node, _ index: Int, _ box: LayeredLayout.Box,
    at origin: LayeredLayout.Point, to writer: inout HTMLWriter
  ) {
    let kind = node.isArgument ? "arg" : "c-\(node.category.rawValue)"
    let change = node.change == .same ? "" : " \(node.change.rawValue)"
    let width = Figures.coordinate(box.width)
    let x = Figures.coordinate(origin.x)
    let y = Figures.coordinate(origin.y)
    writer.raw(
      "<g class=\"node \(kind)\(change)\" data-n=\"\(index)\" transform=\"translate(\(x) \(y))\"><title>"
    )
    if node.change != .same { writer.text("\(node.change.rawValue): ") }
    writer.text(OpLabels.shortened(node.hover, to: 900))
    writer.raw("</title><rect width=\"\(width)\" height=\"\(Figures.coordinate(box.height))\" ")
    writer.raw("rx=\"\(node.isArgument ? 11 : 4)\"/>")
    if !node.isArgument {
      writer.raw("<path class=\"mark\" d=\"M4 6v\(Figures.coordinate(box.height - 12))\"/>")
    }
    let middle = Figures.coordinate(box.width / 2 + (node.isArgument ? 0 : 2))
    writer.raw("<text x=\"\(middle)\" y=\"15\">")
    writer.text(title(of: node))
    writer.raw("</text>")
    if !node.detail.isEmpty {
      writer.raw("<text class=\"d\" x=\"\(middle)\" y=\"29\">")
      writer.text(node.detail)
      writer.raw("</text>")
    }
    writer.raw("</g>\n")
  }

  /// A smooth path through the points, upright at each.
  private static func path(_ route: [LayeredLayout.Point]) -> String {
    func pair(_ x: Double, _ y: Double) -> String {
      "\(Figures.coordinate(x)) \(Figures.coordinate(y))"
    }
    guard let first = route.first else { return "" }
    var path = "M" + pair(first.x, first.y)
    for (from, to) in zip(route, route.dropFirst()) {
      if abs(from.x - to.x) < 0.5 {
        path += "L" + pair(to.x, to.y)
      } else {
        let middle = (from.y + to.y) / 2
        path += "C" + pair(from.x, middle) + " " + pair(to.x, middle) + " " + pair(to.x, to.y)
      }
    }
    return path
  }
}
