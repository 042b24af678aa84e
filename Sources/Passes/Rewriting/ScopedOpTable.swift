import FuseIR

/// A hash table of ops by what they compute, whose latest entries can be taken back.
///
/// Open addressing over dense arrays; entries are removed in the reverse order of their insertion, so that a removal
/// needs no tombstone.
struct ScopedOpTable {
  private struct Entry {
    var hash: Int
    var op: OpID
    var isolation: Int
  }

  private var entries: [Entry] = []
  private var slots = [Int32](repeating: -1, count: 1024)
  private var lastFound = 0

  /// The number of entries.
  var count: Int { entries.count }

  /// An entry that computes the same as `op` at the same isolation; where there is none, `op` is entered.
  mutating func find(
    _ op: OpID, _ module: borrowing Module, isCommutative: Bool, isolation: Int, _ facts: OpFacts
  ) -> OpID? {
    let comparison = OpComparison(facts)
    let hash = comparison.hash(op, module, isCommutative: isCommutative) &+ isolation
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.isolation == isolation,
        comparison.areEqual(entry.op, op, module, isCommutative: isCommutative)
      {
        lastFound = Int(slots[slot])
        return entry.op
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(entries.count)
    entries.append(Entry(hash: hash, op: op, isolation: isolation))
    if entries.count * 2 > slots.count { grow() }
    return nil
  }

  /// Makes the entry that `find` returned last stand for the equal op `op`.
  mutating func replaceLastFound(with op: OpID) { entries[lastFound].op = op }

  /// Takes back all entries but the first `mark`.
  mutating func removeAll(after mark: Int) {
    let mask = slots.count - 1
    while entries.count > mark {
      var slot = entries[entries.count - 1].hash & mask
      while slots[slot] != Int32(entries.count - 1) { slot = (slot + 1) & mask }
      slots[slot] = -1
      entries.removeLast()
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = entry.hash & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }
}
