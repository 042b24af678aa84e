import FuseIR

/// The rows of a set of ops: for each row digit, the digit of each op that runs along it.
///
/// A row is what one core computes from beginning to end. Every op that is not a scalar has each of the row digits, and along
/// each edge a row of the one is the same row of the other. What is left of an op's loops is local: it lies inside of a row.
struct RowSpace {
  /// By member, its digits that are rows, as bits.
  var rows: [UInt16]
  /// The product of the extents of the row digits.
  var count: Double
  /// By member, whether it comes after the combination of sums over rows.
  var isTail: [Bool]
  /// By member, whether its sums over rows are combined.
  var isCombined: [Bool]
  /// Whether neighbouring elements lie in different rows, while there is more in a row than one element.
  var isAcross = false
}

/// Finds the rows of sets of ops.
struct RowSpaceFinder {
  /// The most elements of an op that comes after a combination.
  static let tailElements = 65536.0

  /// By node, its place among the members; -1 for none.
  private var place: [Int32]

  init(_ graph: KernelGraph) { place = [Int32](repeating: -1, count: graph.nodes.count) }

  /// The rows of the members, given in program order with the edges among them; nil where there is no row but the whole.
  mutating func find(
    _ members: [Int32], _ edges: [Int32], _ graph: KernelGraph
  ) -> RowSpace {
    for (index, node) in members.enumerated() {
      place[Int(node)] = Int32(truncatingIfNeeded: index)
    }
    defer { for node in members { place[Int(node)] = -1 } }
    let none = [Bool](repeating: false, count: members.count)
    let plain = rows(members, edges, tail: none, graph)
    if plain.count > 1, !plain.isAcross { return plain }
    let tail = tail(members, edges, graph)
    guard tail.contains(true) else { return plain }
    let head = rows(members, edges, tail: tail, graph)
    return head.count > 1 && !head.isAcross ? head : plain
  }

  /// The members that only follow the last reductions, and are small.
  private func tail(_ members: [Int32], _ edges: [Int32], _ graph: KernelGraph) -> [Bool] {
    var reducesAfter = [Bool](repeating: false, count: members.count)
    var isLargeAfter = reducesAfter
    for edge in edges.reversed() {
      let (from, to) = ends(edge, graph)
      let node = graph.nodes[Int(members[to])]
      if reducesAfter[to] || node.reductions != 0 { reducesAfter[from] = true }
      if isLargeAfter[to] || node.elements > Self.tailElements { isLargeAfter[from] = true }
    }
    var tail = [Bool](repeating: false, count: members.count)
    for edge in edges {
      let (from, to) = ends(edge, graph)
      let isLast =
        graph.nodes[Int(members[from])].reductions != 0 && !reducesAfter[from]
        && !isLargeAfter[from]
      if tail[from] || isLast { tail[to] = true }
    }
    return tail
  }

  private func ends(_ edge: Int32, _ graph: KernelGraph) -> (Int, Int) {
    let edge = graph.edges[Int(edge)]
    return (Int(place[Int(edge.producer)]), Int(place[Int(edge.consumer)]))
  }

  /// The rows of the members that are not in the tail.
  private func rows(
    _ members: [Int32], _ edges: [Int32], tail: [Bool], _ graph: KernelGraph
  ) -> RowSpace {
    var space = RowSpace(
      rows: [UInt16](repeating: 0, count: members.count), count: 1, isTail: tail,
      isCombined: [Bool](repeating: false, count: members.count))
    // Digits are compared with those of the member that has most.
    var root = -1
    for (index, node) in members.enumerated() where !tail[index] {
      let node = graph.nodes[Int(node)]
      if !node.isScalar, root < 0 || node.elements > graph.nodes[Int(members[root])].elements {
        root = index
      }
    }
    guard root >= 0 else { return space }
    let rootNode = graph.nodes[Int(members[root])]
    var alive = rootNode.digits
    /// By member, for each digit of the root its own digit.
    var labels = [SIMD16<Int8>](repeating: SIMD16(repeating: -2), count: members.count)
    for digit in 0..<rootNode.digitCount { labels[root][digit] = Int8(digit) }
    for digit in rootNode.digitCount..<16 { labels[root][digit] = -1 }
    var known = [Bool](repeating: false, count: members.count)
    known[root] = true
    var remaining =
      members.indices.filter { index in
        !tail[index] && !graph.nodes[Int(members[index])].isScalar
      }.count - 1
    var pending = true
    var isTied = false
    while pending || (remaining > 0 && !isTied) {
      if !pending {
        // What is left shares at most tensors from outside of the set.
        let given = tie(members, tail, &labels, &known, rootNode.digitCount, graph)
        remaining -= given
        isTied = given == 0
      }
      pending = false
      for number in edges {
        let edge = graph.edges[Int(number)]
        let (from, to) = ends(number, graph)
        guard !tail[from], !tail[to], !graph.nodes[Int(edge.producer)].isScalar else { continue }
        // A scalar that is no constant of the rows reads a whole: there are no rows then.
        if graph.nodes[Int(edge.consumer)].isScalar { return space }
        guard known[from] != known[to] else { continue }
        pending = true
        isTied = false
        remaining -= 1
        if known[to] {
          for label in 0..<rootNode.digitCount {
            let digit = labels[to][label]
            labels[from][label] = digit < 0 ? -1 : edge.toProducer[Int(digit)]
          }
          known[from] = true
        } else {
          for label in 0..<rootNode.digitCount {
            labels[to][label] = Self.consumerDigit(labels[from][label], edge)
          }
          known[to] = true
        }
      }
    }
    // Ops that nothing ties together share no rows.
    guard remaining == 0 else { return space }
    for number in edges {
      let edge = graph.edges[Int(number)]
      let (from, to) = ends(number, graph)
      guard !tail[from], !tail[to], !graph.nodes[Int(edge.producer)].isScalar else { continue }
      for label in 0..<rootNode.digitCount where alive >> UInt16(label) & 1 != 0 {
        let digit = labels[to][label]
        if digit < 0 || edge.toProducer[Int(digit)] != labels[from][label] {
          alive &= ~(1 << UInt16(label))
        }
      }
    }
    for index in members.indices where known[index] {
      for label in 0..<rootNode.digitCount where labels[index][label] < 0 {
        alive &= ~(1 << UInt16(label))
      }
    }
    alive = chosen(alive, members, labels, known, graph, root: rootNode)
    space.count = rootNode.extent(of: alive)
    space.isAcross =
      alive != rootNode.digits && alive >> UInt16(max(0, rootNode.digitCount - 1)) & 1 != 0
    for index in members.indices where known[index] {
      var mask: UInt16 = 0
      for label in 0..<rootNode.digitCount where alive >> UInt16(label) & 1 != 0 {
        mask |= 1 << UInt16(labels[index][label])
      }
      space.rows[index] = mask
      space.isCombined[index] = mask & graph.nodes[Int(members[index])].reductions != 0
    }
    return space
  }

  /// Gives labels to members that read a tensor from outside which a member with labels reads too; how many it gave.
  private func tie(
    _ members: [Int32], _ tail: [Bool], _ labels: inout [SIMD16<Int8>], _ known: inout [Bool],
    _ count: Int, _ graph: KernelGraph
  ) -> Int {
    var byValue: [(value: Int32, labels: SIMD16<Int8>)] = []
    for index in members.indices where known[index] {
      forEachTie(members[index], graph) { tie in
        guard !byValue.contains(where: { $0.value == tie.value }) else { return }
        var own = SIMD16<Int8>(repeating: -1)
        for label in 0..<count where labels[index][label] >= 0 {
          own[label] = tie.toValue[Int(labels[index][label])]
        }
        byValue.append((tie.value, own))
      }
    }
    var given = 0
    for index in members.indices where !known[index] && !tail[index] {
      guard !graph.nodes[Int(members[index])].isScalar else { continue }
      var found: SIMD16<Int8>?
      forEachTie(members[index], graph) { tie in
        guard found == nil, let other = byValue.first(where: { $0.value == tie.value }) else {
          return
        }
        var own = SIMD16<Int8>(repeating: -1)
        for label in 0..<count where other.labels[label] >= 0 {
          for digit in 0..<16 where tie.toValue[digit] == other.labels[label] {
            own[label] = Int8(digit)
          }
        }
        found = own
      }
      if let found {
        labels[index] = found
        known[index] = true
        given += 1
        // The others follow by edges, or in the next round.
        return given
      }
    }
    return given
  }

  private func forEachTie(
    _ node: Int32, _ graph: KernelGraph, _ body: (KernelGraph.Tie) -> Void
  ) {
    for tie in graph.ties(node) { body(tie) }
    for number in graph.incoming(node) {
      let edge = graph.edges[number]
      if place[Int(edge.producer)] < 0, !edge.isObstructed {
        body(KernelGraph.Tie(value: edge.value, toValue: edge.toProducer))
      }
    }
  }

  private static func consumerDigit(_ digit: Int8, _ edge: KernelGraph.Edge) -> Int8 {
    guard digit >= 0 else { return -1 }
    for other in 0..<16 where edge.toProducer[other] == digit { return Int8(other) }
    return -1
  }

  /// Of the digits that could be rows, those that are all or none of what each op reduces, and of these the ones with most
  /// rows; the innermost digit of the largest op is a row only where there is nothing else, or no reduction.
  private func chosen(
    _ alive: UInt16, _ members: [Int32], _ labels: [SIMD16<Int8>], _ known: [Bool],
    _ graph: KernelGraph, root: KernelGraph.Node
  ) -> UInt16 {
    var signatures: [(mask: UInt16, signature: UInt64)] = []
    var reduces = false
    for label in 0..<root.digitCount where alive >> UInt16(label) & 1 != 0 {
      var signature: UInt64 = 0
      for index in members.indices where known[index] {
        let digit = labels[index][label]
        guard digit >= 0 else { continue }
        if graph.nodes[Int(members[index])].reductions >> UInt16(digit) & 1 != 0 {
          signature |= 1 << UInt64(index & 63)
        }
      }
      reduces = reduces || signature != 0
      if let place = signatures.firstIndex(where: { $0.signature == signature }) {
        signatures[place].mask |= 1 << UInt16(label)
      } else {
        signatures.append((1 << UInt16(label), signature))
      }
    }
    guard reduces || alive != root.digits else { return alive }
    let innermost = UInt16(1) << UInt16(max(0, root.digitCount - 1))
    func score(_ mask: UInt16) -> Double {
      let rows = root.extent(of: mask)
      return mask & innermost != 0 && mask != root.digits ? rows.squareRoot() / 1e6 : rows
    }
    return signatures.max { score($0.mask) < score($1.mask) }?.mask ?? 0
  }
}
