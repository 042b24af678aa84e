extension DrawnGraph {
  /// The graph with at most `limit` boxes: ops join the one group that reads them, then stretches that repeat are drawn
  /// once, then the rest is left out. `note` says in words what was done.
  func limited(to limit: Int) -> (graph: DrawnGraph, note: String?) {
    guard nodes.count > limit else { return (self, nil) }
    var graph = grouped()
    var note = "Each box is an op with the ops around it that only feed it."
    if graph.nodes.count > limit, let repeated = graph.withoutRepeats() {
      graph = repeated
      note += " Stretches that repeat are drawn once."
    }
    if graph.nodes.count > limit {
      note += " The first \(limit) of \(graph.nodes.count) boxes are drawn."
      graph.edges.removeAll { $0.from >= limit || $0.to >= limit }
      graph.nodes.removeLast(graph.nodes.count - limit)
    }
    return (graph, note)
  }

  /// The graph whose boxes are groups: each box that is no anchor joins the one group that reads it. Arguments are left out.
  private func grouped() -> DrawnGraph {
    var readers = [[Int]](repeating: [], count: nodes.count)
    for edge in edges { readers[edge.from].append(edge.to) }
    var group = [Int](repeating: -1, count: nodes.count)
    for index in nodes.indices.reversed() {
      let groups = Set(readers[index].map { group[$0] })
      if !nodes[index].isAnchor, groups.count == 1, let only = groups.first, only >= 0 {
        group[index] = only
      } else {
        group[index] = index
      }
    }
    return merged { nodes[$0].isArgument ? nil : group[$0] }
  }

  /// The graph whose boxes are the groups that `leader` names, each standing where its leader stands.
  private func merged(_ leader: (Int) -> Int?) -> DrawnGraph {
    var result = DrawnGraph(heading: heading)
    var place = [Int](repeating: -1, count: nodes.count)
    for index in nodes.indices where leader(index) == index {
      place[index] = result.nodes.count
      var node = nodes[index]
      node.opCount = 0
      result.nodes.append(node)
    }
    for index in nodes.indices {
      guard let leader = leader(index), place[leader] >= 0 else { continue }
      let target = place[leader]
      place[index] = target
      result.nodes[target].opCount += nodes[index].opCount
      if result.nodes[target].change != nodes[index].change, index != leader {
        result.nodes[target].change = .changed
      }
      if index != leader, result.nodes[target].opCount <= 12 {
        result.nodes[target].hover += "\n" + nodes[index].hover
      }
    }
    var isLinked: Set<Edge> = []
    for edge in edges {
      let link = Edge(from: place[edge.from], to: place[edge.to])
      guard link.from >= 0, link.to >= 0, link.from != link.to, isLinked.insert(link).inserted
      else { continue }
      result.edges.append(link)
    }
    return result
  }

  /// The graph in which the longest stretch of boxes that repeats at least three times is drawn once, with one box for the
  /// others; nil where nothing repeats.
  private func withoutRepeats() -> DrawnGraph? {
    guard nodes.count <= 6000 else { return nil }
    var numbers: [String: Int] = [:]
    let labels = nodes.map { node -> Int in
      let key = "\(node.title)|\(node.detail)"
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
    var best = (start: 0, period: 0, length: 0)
    for period in 1...max(1, nodes.count / 3) {
      var length = 0
      for index in 0..<max(0, nodes.count - period) {
        length = labels[index] == labels[index + period] ? length + 1 : 0
        // A stretch of `length` equal pairs covers `length + period` boxes.
        if length >= 2 * period, length + period > best.length + best.period / 8 {
          best = (index + 1 - length, period, length + period)
        }
      }
    }
    guard best.period > 0 else { return nil }
    let repeats = best.length / best.period
    let first = best.start + best.period
    let end = best.start + repeats * best.period
    var result = merged { first..<end ~= $0 ? first : $0 }
    let ops = nodes[first..<end].reduce(0) { $0 + $1.opCount }
    result.nodes[first].title = "\(repeats - 1) more like it"
    result.nodes[first].detail = "\(Figures.count(ops)) ops"
    result.nodes[first].category = .control
    result.nodes[first].hover =
      "The \(best.period) boxes before it, from \(nodes[best.start].title) on, repeat \(repeats - 1) more times: "
      + "\(Figures.count(ops)) ops."
    return result
  }
}
