import FuseIR

/// Whether kernels can run one after another: that no two need each other, nor several in a circle.
struct KernelOrder {
  private let graph: KernelGraph
  /// By node, which nodes need its results.
  private var firstUser: [Int32]
  private var users: [Int32]

  init(_ graph: KernelGraph) {
    self.graph = graph
    let count = graph.nodes.count
    firstUser = [Int32](repeating: 0, count: count + 1)
    for need in graph.needs { firstUser[Int(need) + 1] += 1 }
    for index in 0..<count { firstUser[index + 1] += firstUser[index] }
    users = [Int32](repeating: 0, count: graph.needs.count)
    var next = firstUser
    for node in 0..<Int32(count) {
      for need in graph.needs(node) {
        users[Int(next[Int(need)])] = node
        next[Int(need)] += 1
      }
    }
  }

  /// How many nodes there are.
  var nodeCount: Int { graph.nodes.count }

  /// The nodes that need a result of the node.
  func users(of node: Int32) -> ArraySlice<Int32> {
    users[Int(firstUser[Int(node)])..<Int(firstUser[Int(node) + 1])]
  }

  /// The nodes that need some of the given ones, and the nodes that these need, as bits.
  func neighbourhood(of nodes: [Int32]) -> (after: [UInt64], before: [UInt64]) {
    var after = [UInt64](repeating: 0, count: graph.reach.words)
    var before = after
    for node in nodes {
      for word in after.indices {
        after[word] |= graph.reach.word(word, of: node)
        before[word] |= graph.reachedFrom.word(word, of: node)
      }
    }
    return (after, before)
  }

  /// The kernels, then the nodes that are in none, as vertices: for each those that need its results, once.
  func users(among kernels: [[Int32]]) -> [[Int32]] {
    let count = graph.nodes.count
    var groupOf = [Int32](repeating: -1, count: count)
    for (number, nodes) in kernels.enumerated() {
      for node in nodes { groupOf[Int(node)] = Int32(number) }
    }
    var groups = kernels
    for node in 0..<Int32(count) where groupOf[Int(node)] < 0 {
      groupOf[Int(node)] = Int32(groups.count)
      groups.append([node])
    }
    var next: [[Int32]] = Array(repeating: [], count: groups.count)
    var last = [Int32](repeating: -1, count: groups.count)
    for (number, nodes) in groups.enumerated() {
      for node in nodes {
        for user in users(of: node) {
          let group = groupOf[Int(user)]
          guard group != number, last[Int(group)] != number else { continue }
          last[Int(group)] = Int32(number)
          next[number].append(group)
        }
      }
    }
    return next
  }

  /// Sets of kernels that need each other in a circle, one for each knot of circles; `kernels` are disjoint.
  func circles(among kernels: [[Int32]]) -> [[Int32]] {
    let next = users(among: kernels)
    var found: [[Int32]] = []
    for knot in Self.knots(next) {
      let circle = Self.shortestCircle(knot, next).filter { Int($0) < kernels.count }
      if !circle.isEmpty { found.append(circle.sorted()) }
    }
    return found
  }

  /// The strongly connected components of more than one vertex.
  private static func knots(_ next: [[Int32]]) -> [[Int32]] {
    var index = [Int32](repeating: -1, count: next.count)
    var low = index
    var isOpen = [Bool](repeating: false, count: next.count)
    var open: [Int32] = []
    var counter: Int32 = 0
    var knots: [[Int32]] = []
    for start in next.indices where index[start] < 0 {
      var stack: [(vertex: Int32, edge: Int)] = [(Int32(start), 0)]
      while let (vertex, edge) = stack.last {
        let v = Int(vertex)
        if edge == 0 {
          index[v] = counter
          low[v] = counter
          counter += 1
          open.append(vertex)
          isOpen[v] = true
        }
        if edge < next[v].count {
          stack[stack.count - 1].edge += 1
          let target = Int(next[v][edge])
          if index[target] < 0 {
            stack.append((Int32(target), 0))
          } else if isOpen[target] {
            low[v] = min(low[v], index[target])
          }
          continue
        }
        stack.removeLast()
        if let parent = stack.last {
          low[Int(parent.vertex)] = min(low[Int(parent.vertex)], low[v])
        }
        guard low[v] == index[v] else { continue }
        var knot: [Int32] = []
        while let top = open.popLast() {
          isOpen[Int(top)] = false
          knot.append(top)
          if top == vertex { break }
        }
        if knot.count > 1 { knots.append(knot) }
      }
    }
    return knots
  }

  /// A shortest circle through the first kernel of a knot.
  private static func shortestCircle(_ knot: [Int32], _ next: [[Int32]]) -> [Int32] {
    guard let start = knot.min() else { return [] }
    let inside = Set(knot)
    var from: [Int32: Int32] = [:]
    var queue = [start]
    var place = 0
    while place < queue.count {
      let vertex = queue[place]
      place += 1
      for target in next[Int(vertex)] where inside.contains(target) {
        if target == start {
          var circle = [vertex]
          var current = vertex
          while current != start, let before = from[current] {
            circle.append(before)
            current = before
          }
          return circle
        }
        guard target != start, from[target] == nil else { continue }
        from[target] = vertex
        queue.append(target)
      }
    }
    return knot
  }
}
