import FuseIR

/// The ops of a block in order, and after which of them each value of the block is used no more.
final class BlockPlan: Sendable {
  /// The ops, in order.
  let ops: [OpID]
  private let before: ValueLists
  private let after: ValueLists

  /// Values grouped by position, in one array.
  private struct ValueLists: Sendable {
    let starts: [Int32]
    let values: [ValueID]

    init(_ pairs: [(position: Int32, value: ValueID)], count: Int) {
      var starts = [Int32](repeating: 0, count: count + 1)
      for pair in pairs { starts[Int(pair.position) + 1] += 1 }
      for position in 0..<count { starts[position + 1] += starts[position] }
      var next = starts
      var values = [ValueID](repeating: ValueID(raw: 0), count: pairs.count)
      for pair in pairs {
        values[Int(next[Int(pair.position)])] = pair.value
        next[Int(pair.position)] += 1
      }
      self.starts = starts
      self.values = values
    }

    func at(_ position: Int) -> ArraySlice<ValueID> {
      values[Int(starts[position])..<Int(starts[position + 1])]
    }
  }

  /// Values that die when the op at `position` has read its operands.
  func droppedBefore(_ position: Int) -> ArraySlice<ValueID> { before.at(position) }

  /// Values that die when the op at `position` is done, because its regions read them.
  func droppedAfter(_ position: Int) -> ArraySlice<ValueID> { after.at(position) }

  /// Plans a block; `positions` is scratch, with an entry per op of the module.
  init(_ block: BlockID, positions: inout [Int32], in module: borrowing Module) {
    ops = module.ops(of: block)
    for (position, op) in ops.enumerated() { positions[op.index] = Int32(position) }
    var before: [(position: Int32, value: ValueID)] = []
    var after: [(position: Int32, value: ValueID)] = []
    var values = module.arguments(of: block)
    for op in ops { values.append(contentsOf: module.results(of: op)) }
    for value in values {
      var last: Int32 = -1
      var isReadInside = false
      for use in module.uses(of: value) {
        guard let op = module.ancestor(of: use.user, in: block) else {
          // Another block of the region reads the value: keep it.
          last = -1
          break
        }
        let position = positions[op.index]
        if position > last {
          last = position
          isReadInside = op != use.user
        } else if position == last {
          isReadInside = isReadInside || op != use.user
        }
      }
      if last < 0 { continue }
      if isReadInside { after.append((last, value)) } else { before.append((last, value)) }
    }
    self.before = ValueLists(before, count: ops.count)
    self.after = ValueLists(after, count: ops.count)
  }
}
