import FuseIR

/// What became of an op in a pass.
enum OpChange: String {
  case same, added, removed, changed
}

/// The difference of two snapshots of a module, op by op.
///
/// Ops keep their handles as long as they live, so the difference is exact: an op is added, removed, changed (operands,
/// attributes, types or block), or the same.
struct ProgramChanges {
  /// One line of the merged listing.
  struct Line {
    /// The op's index in the earlier snapshot, nil for an added op.
    var before: Int?
    /// The op's index in the later snapshot, nil for a removed op.
    var after: Int?
    /// What became of the op.
    var change: OpChange
  }

  /// All ops of both snapshots, in the order of the text.
  private(set) var lines: [Line] = []
  /// What became of each op of the later snapshot, by index.
  private(set) var changes: [OpChange]
  /// How many ops were added, removed and changed.
  private(set) var added = 0, removed = 0, changed = 0

  /// The difference from `before` to `after`, in time proportional to both, times the logarithm.
  init(from before: ModuleSnapshot, to after: ModuleSnapshot) {
    changes = [OpChange](repeating: .added, count: after.ops.count)
    let largest = before.ops.reduce(0) { max($0, $1.id.index) }
    var places = [Int32](repeating: -1, count: largest + 1)
    for (index, op) in before.ops.enumerated() { places[op.id.index] = Int32(index) }
    var survivors: [(before: Int, after: Int)] = []
    for (index, op) in after.ops.enumerated() where op.id.index <= largest {
      let place = Int(places[op.id.index])
      guard place >= 0 else { continue }
      survivors.append((place, index))
      changes[index] = after.op(at: index, equals: place, of: before) ? .same : .changed
    }
    // Ops that kept their order tie the two texts together; others show as removed here and added there.
    var nextBefore = 0
    var nextAfter = 0
    for tie in Self.longestIncreasing(survivors) {
      advance(&nextBefore, &nextAfter, to: tie.before, tie.after)
      lines.append(Line(before: tie.before, after: tie.after, change: changes[tie.after]))
      if changes[tie.after] == .changed { changed += 1 }
      nextBefore = tie.before + 1
      nextAfter = tie.after + 1
    }
    advance(&nextBefore, &nextAfter, to: before.ops.count, after.ops.count)
  }

  private mutating func advance(
    _ before: inout Int, _ after: inout Int, to endBefore: Int, _ endAfter: Int
  ) {
    while before < endBefore {
      lines.append(Line(before: before, after: nil, change: .removed))
      removed += 1
      before += 1
    }
    while after < endAfter {
      lines.append(Line(before: nil, after: after, change: .added))
      // An op that only moved counts as changed in pictures.
      if changes[after] == .same { changes[after] = .changed }
      added += 1
      after += 1
    }
  }

  /// A longest subsequence of pairs, whose `after` grow, in which `before` grow too.
  private static func longestIncreasing(
    _ pairs: [(before: Int, after: Int)]
  ) -> [(before: Int, after: Int)] {
    var ends: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].before < pairs[index].before {
          low = middle + 1
        } else {
          high = middle
        }
      }
      previous[index] = low > 0 ? ends[low - 1] : -1
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var result: [(before: Int, after: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      result.append(pairs[index])
      index = previous[index]
    }
    return result.reversed()
  }
}
