/// A number for each point of a box of integers, that parts of it are raised to and asked for.
///
/// The bounds of all parts that will be raised are known from the start and cut the axes into cells; within a cell all points have
/// one number. The tree halves the cells along the axis that has the most of them, and grows only where a part ends: raising a part
/// that is cut along one axis, or asking for it, takes time logarithmic in the number of cells.
struct BoxTree {
  /// What all points start with.
  static let never = Int64.min

  private struct Node {
    /// The least and the largest number in the subtree.
    var low: Int64
    var high: Int64
    /// What all points of the children are at least.
    var floor: Int64
    /// The first of two children that stand side by side, or -1 where all points have one number.
    var children: Int32
  }

  /// Along each axis the bounds of the cells, ascending, the first and the last of the box among them.
  private let cuts: [[Int]]
  private var nodes: [Node]
  /// The cells of the node that is being looked at, and those asked for: bounds along each axis.
  private var lower: [Int]
  private var upper: [Int]
  private var wantedLower: [Int]
  private var wantedUpper: [Int]

  /// A tree over a box of the given extents that starts at 0, cut where `cuts` says, with `value` at each point.
  init(cuts: [[Int]], value: Int64 = BoxTree.never) {
    self.cuts = cuts
    nodes = [Node(low: value, high: value, floor: BoxTree.never, children: -1)]
    lower = cuts.map { _ in 0 }
    upper = cuts.map { $0.count - 1 }
    wantedLower = lower
    wantedUpper = upper
  }

  /// Where parts with the given bounds cut an axis of the given extent.
  static func cuts(extent: Int, _ bounds: consuming [Int]) -> [Int] {
    bounds.append(0)
    bounds.append(extent)
    bounds.sort()
    var unique: [Int] = []
    for bound in bounds where bound != unique.last && bound >= 0 && bound <= extent {
      unique.append(bound)
    }
    return unique
  }

  // MARK: Raising

  /// Makes the number of each point of `box` at least `value`. The box's bounds are among the cuts.
  mutating func raise(_ box: Box, to value: Int64) {
    guard want(box) else { return }
    raise(0, value)
  }

  private mutating func raise(_ node: Int, _ value: Int64) {
    guard nodes[node].low < value else { return }
    if isInside {
      nodes[node].low = max(nodes[node].low, value)
      nodes[node].high = max(nodes[node].high, value)
      nodes[node].floor = max(nodes[node].floor, value)
      return
    }
    let (axis, middle) = split
    if nodes[node].children < 0 { grow(node) } else { pushDown(node) }
    let first = Int(nodes[node].children)
    if wantedLower[axis] < middle {
      let end = upper[axis]
      upper[axis] = middle
      raise(first, value)
      upper[axis] = end
    }
    if wantedUpper[axis] > middle {
      let start = lower[axis]
      lower[axis] = middle
      raise(first + 1, value)
      lower[axis] = start
    }
    nodes[node].low = min(nodes[first].low, nodes[first + 1].low)
    nodes[node].high = max(nodes[first].high, nodes[first + 1].high)
  }

  private mutating func grow(_ node: Int) {
    let value = nodes[node].low
    nodes[node].children = Int32(truncatingIfNeeded: nodes.count)
    nodes[node].floor = BoxTree.never
    let child = Node(low: value, high: value, floor: BoxTree.never, children: -1)
    nodes.append(child)
    nodes.append(child)
  }

  private mutating func pushDown(_ node: Int) {
    let floor = nodes[node].floor
    guard floor != BoxTree.never else { return }
    let first = Int(nodes[node].children)
    for child in first...first + 1 {
      nodes[child].low = max(nodes[child].low, floor)
      nodes[child].high = max(nodes[child].high, floor)
      nodes[child].floor = max(nodes[child].floor, floor)
    }
    nodes[node].floor = BoxTree.never
  }

  // MARK: Asking

  /// The least number in `box`, whose bounds may lie anywhere; the largest of all where the box is empty.
  mutating func least(_ box: Box) -> Int64 {
    guard want(box) else { return .max }
    return least(0)
  }

  private mutating func least(_ node: Int) -> Int64 {
    if nodes[node].children < 0 || nodes[node].low == nodes[node].high || isInside {
      return nodes[node].low
    }
    pushDown(node)
    let (axis, middle) = split
    let first = Int(nodes[node].children)
    var result = Int64.max
    if wantedLower[axis] < middle {
      let end = upper[axis]
      upper[axis] = middle
      result = min(result, least(first))
      upper[axis] = end
    }
    if wantedUpper[axis] > middle {
      let start = lower[axis]
      lower[axis] = middle
      result = min(result, least(first + 1))
      lower[axis] = start
    }
    return result
  }

  /// The largest number in `box`; the least of all where the box is empty.
  mutating func largest(_ box: Box) -> Int64 {
    var result = BoxTree.never
    forEachPiece(of: box) { _, value in result = max(result, value) }
    return result
  }

  /// The part of `box` with numbers below `limit` that comes first, or nil.
  mutating func first(in box: Box, below limit: Int64) -> (box: Box, value: Int64)? {
    guard least(box) < limit else { return nil }
    var found: (box: Box, value: Int64)?
    forEachPiece(of: box) { piece, value in
      if found == nil, value < limit { found = (piece, value) }
    }
    return found
  }

  /// Calls `body` with parts that make up `box`, in each of which all points have one number, in the order of the tree.
  mutating func forEachPiece(of box: Box, _ body: (Box, Int64) -> Void) {
    guard want(box) else { return }
    forEachPiece(0, box, body)
  }

  private mutating func forEachPiece(_ node: Int, _ box: Box, _ body: (Box, Int64) -> Void) {
    if nodes[node].children < 0 || nodes[node].low == nodes[node].high {
      var piece = box
      for axis in cuts.indices {
        piece[axis] = Interval(
          max(box[axis].lower, cuts[axis][lower[axis]]),
          min(box[axis].upper, cuts[axis][upper[axis]]))
      }
      body(piece, nodes[node].low)
      return
    }
    pushDown(node)
    let (axis, middle) = split
    let first = Int(nodes[node].children)
    if wantedLower[axis] < middle {
      let end = upper[axis]
      upper[axis] = middle
      forEachPiece(first, box, body)
      upper[axis] = end
    }
    if wantedUpper[axis] > middle {
      let start = lower[axis]
      lower[axis] = middle
      forEachPiece(first + 1, box, body)
      lower[axis] = start
    }
  }

  // MARK: Cells

  /// Notes the cells that `box` meets; false where it has no points.
  private mutating func want(_ box: Box) -> Bool {
    for axis in cuts.indices {
      guard box[axis].lower < box[axis].upper else { return false }
      wantedLower[axis] = cell(axis, box[axis].lower)
      wantedUpper[axis] = cell(axis, box[axis].upper - 1) + 1
    }
    return true
  }

  /// The number of the cell that the index lies in.
  private func cell(_ axis: Int, _ index: Int) -> Int {
    let bounds = cuts[axis]
    var low = 0
    var high = bounds.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if bounds[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether the node that is being looked at lies in what is asked for.
  private var isInside: Bool {
    for axis in cuts.indices
    where lower[axis] < wantedLower[axis] || upper[axis] > wantedUpper[axis] {
      return false
    }
    return true
  }

  /// Where the node that is being looked at is halved.
  private var split: (axis: Int, middle: Int) {
    var axis = 0
    for other in cuts.indices where upper[other] - lower[other] > upper[axis] - lower[axis] {
      axis = other
    }
    return (axis, (lower[axis] + upper[axis]) / 2)
  }
}
