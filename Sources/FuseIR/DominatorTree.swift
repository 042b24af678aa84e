/// Which blocks of a region stand on every path to which others, by the iterative algorithm of Cooper, Harvey and Kennedy
/// ("A Simple, Fast Dominance Algorithm", 2001).
public struct DominatorTree: Sendable {
  private var postOrder: [BlockID: Int] = [:]
  private var parents: [Int] = []

  /// The tree of the region's blocks.
  public init(_ module: borrowing Module, _ region: RegionID) {
    guard let entry = module.entryBlock(of: region) else { return }
    func successors(_ block: BlockID, _ module: borrowing Module) -> [BlockID] {
      module.lastOp(of: block).map { module.successors(of: $0) } ?? []
    }
    var order: [BlockID] = []
    var visited: Set<BlockID> = [entry]
    var stack: [(block: BlockID, next: Int)] = [(entry, 0)]
    while let (block, next) = stack.last {
      let targets = successors(block, module)
      if next < targets.count {
        stack[stack.count - 1].next += 1
        if visited.insert(targets[next]).inserted { stack.append((targets[next], 0)) }
      } else {
        order.append(block)
        stack.removeLast()
      }
    }
    for (number, block) in order.enumerated() { postOrder[block] = number }
    var predecessors = [[Int]](repeating: [], count: order.count)
    for (number, block) in order.enumerated() {
      for target in successors(block, module) {
        if let to = postOrder[target] { predecessors[to].append(number) }
      }
    }
    let root = order.count - 1
    parents = [Int](repeating: -1, count: order.count)
    parents[root] = root
    var changed = true
    while changed {
      changed = false
      for number in stride(from: root - 1, through: 0, by: -1) {
        var dominator = -1
        for predecessor in predecessors[number] where parents[predecessor] >= 0 {
          dominator = dominator < 0 ? predecessor : intersect(predecessor, dominator)
        }
        if dominator != parents[number] {
          parents[number] = dominator
          changed = true
        }
      }
    }
  }

  private func intersect(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while a != b {
      while a < b { a = parents[a] }
      while b < a { b = parents[b] }
    }
    return a
  }

  /// True iff a path leads from the entry to the block.
  public func isReachable(_ block: BlockID) -> Bool { postOrder[block] != nil }

  /// True iff every path from the entry to `b` goes through `a`. Unreachable blocks are dominated by all.
  public func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
    guard var current = postOrder[b] else { return true }
    guard let target = postOrder[a] else { return false }
    while current < target && parents[current] != current { current = parents[current] }
    return current == target
  }
}
