/// Which blocks of a region stand on every path to which others, by the algorithm of Lengauer and Tarjan ("A Fast Algorithm
/// for Finding Dominators in a Flowgraph", 1979) with path compression: edges times the logarithm of blocks, whatever the
/// shape of the graph.
public struct DominatorTree: Sendable {
  /// By block: when a walk of the tree met it, and when it had met all that it dominates.
  private var spans: [BlockID: (first: Int32, last: Int32)] = [:]

  /// The tree of the region's blocks.
  public init(_ module: borrowing Module, _ region: RegionID) {
    guard let entry = module.entryBlock(of: region) else { return }
    let graph = Graph(module, entry)
    let dominators = graph.immediateDominators()
    // A block has a higher number than its dominator: counting from the end gives the sizes of subtrees, and from the
    // start their places.
    var sizes = [Int32](repeating: 1, count: dominators.count)
    for number in dominators.indices.dropFirst().reversed() {
      sizes[dominators[number]] += sizes[number]
    }
    var next = [Int32](repeating: 1, count: dominators.count)
    spans.reserveCapacity(dominators.count)
    for (number, block) in graph.blocks.enumerated() {
      if number > 0 {
        let place = next[dominators[number]]
        next[dominators[number]] += sizes[number]
        next[number] = place + 1
        spans[block] = (place, place + sizes[number] - 1)
      } else {
        spans[block] = (0, sizes[0] - 1)
      }
    }
  }

  /// True iff a path leads from the entry to the block.
  public func isReachable(_ block: BlockID) -> Bool { spans[block] != nil }

  /// True iff every path from the entry to `b` goes through `a`. Unreachable blocks are dominated by all.
  public func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
    guard let inner = spans[b] else { return true }
    guard let outer = spans[a] else { return false }
    return outer.first <= inner.first && inner.first <= outer.last
  }
}

/// The blocks that can be reached from an entry, numbered in the order in which a depth-first search meets them.
private struct Graph {
  private(set) var blocks: [BlockID] = []
  /// The block from which the search came.
  private var parents: [Int] = []
  private var predecessors: [[Int]] = []

  init(_ module: borrowing Module, _ entry: BlockID) {
    func successors(_ block: BlockID, _ module: borrowing Module) -> [BlockID] {
      module.lastOp(of: block).map { module.successors(of: $0) } ?? []
    }
    var numbers: [BlockID: Int] = [entry: 0]
    blocks = [entry]
    parents = [0]
    predecessors = [[]]
    var stack = [(number: 0, targets: successors(entry, module), next: 0)]
    while let (number, targets, next) = stack.last {
      guard next < targets.count else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let target = targets[next]
      if let known = numbers[target] {
        if predecessors[known].last != number { predecessors[known].append(number) }
        continue
      }
      let new = blocks.count
      numbers[target] = new
      blocks.append(target)
      parents.append(number)
      predecessors.append([number])
      stack.append((new, successors(target, module), 0))
    }
  }

  /// By number, the closest block on every path to the block; the entry's is the entry.
  func immediateDominators() -> [Int] {
    var dominators = [Int](repeating: 0, count: blocks.count)
    var semidominators = Array(blocks.indices)
    /// By number, the blocks whose semidominator it is, once that is known.
    var buckets = [[Int]](repeating: [], count: blocks.count)
    var forest = Forest(count: blocks.count)
    for number in blocks.indices.dropFirst().reversed() {
      for predecessor in predecessors[number] {
        let least = forest.least(above: predecessor, semidominators)
        semidominators[number] = min(semidominators[number], semidominators[least])
      }
      buckets[semidominators[number]].append(number)
      let parent = parents[number]
      forest.link(number, to: parent)
      for waiting in buckets[parent] {
        let least = forest.least(above: waiting, semidominators)
        dominators[waiting] = semidominators[least] < parent ? least : parent
      }
      buckets[parent] = []
    }
    for number in blocks.indices.dropFirst()
    where dominators[number] != semidominators[number] {
      dominators[number] = dominators[dominators[number]]
    }
    return dominators
  }

  /// The part of the search tree that was linked so far, with shortened paths.
  private struct Forest {
    private var ancestors: [Int]
    private var labels: [Int]
    private var path: [Int] = []

    init(count: Int) {
      ancestors = [Int](repeating: -1, count: count)
      labels = Array(0..<count)
    }

    mutating func link(_ number: Int, to parent: Int) { ancestors[number] = parent }

    /// The block with the least semidominator from `number` up to below the root of its tree.
    mutating func least(above number: Int, _ semidominators: [Int]) -> Int {
      guard ancestors[number] >= 0 else { return number }
      path.removeAll(keepingCapacity: true)
      var current = number
      while ancestors[ancestors[current]] >= 0 {
        path.append(current)
        current = ancestors[current]
      }
      // From the root down: each takes over what lies above it.
      while let lower = path.popLast() {
        let upper = ancestors[lower]
        if semidominators[labels[upper]] < semidominators[labels[lower]] {
          labels[lower] = labels[upper]
        }
        ancestors[lower] = ancestors[upper]
      }
      return labels[number]
    }
  }
}
