/// A partition of numbers from 0 on, of which sets are joined one pair after another.
struct DisjointSets {
  /// By number, another one of its set, or itself: the least one of the set.
  private var parents: ContiguousArray<Int32> = []

  /// As many sets of one number each.
  init(count: Int = 0) { _ = add(count) }

  /// Adds so many sets of one number each; the first of these numbers.
  mutating func add(_ count: Int) -> Int32 {
    let start = Int32(truncatingIfNeeded: parents.count)
    for index in 0..<count { parents.append(start + Int32(truncatingIfNeeded: index)) }
    return start
  }

  /// Makes the sets of both numbers one.
  mutating func join(_ a: Int32, _ b: Int32) {
    let (x, y) = (root(a), root(b))
    if x != y { parents[Int(max(x, y))] = min(x, y) }
  }

  /// The least number of the set.
  mutating func root(_ number: Int32) -> Int32 {
    var current = number
    while parents[Int(current)] != current {
      parents[Int(current)] = parents[Int(parents[Int(current)])]
      current = parents[Int(current)]
    }
    return current
  }

  /// By number, the least one of its set.
  mutating func roots() -> ContiguousArray<Int32> {
    for index in parents.indices { parents[index] = root(Int32(truncatingIfNeeded: index)) }
    return parents
  }
}
