import FuseIR

/// The ops that a pass removed, for the picture of the program after it.
struct RemovedOps {
  /// The most removed ops in one picture, and the most boxes in a picture with removed ops: a pass that replaces most of a
  /// program would hide what is there.
  static let most = 40, mostBoxes = 90

  /// The graphs of the program before the pass.
  let before: DrawnGraphBuilder
  /// The place of each op in the merged text: of those before the pass, and of those after it.
  private var placeBefore: [Int]
  private var placeAfter: [Int]
  /// The op after the pass that each op before it is, and the other way round; -1 where there is none.
  private var after: [Int]
  private var origin: [Int]

  /// What is gone, from the difference of two snapshots.
  init(
    _ changes: ProgramChanges, from snapshot: ModuleSnapshot, to later: ModuleSnapshot,
    in module: borrowing Module
  ) {
    before = DrawnGraphBuilder(snapshot, nil, in: module)
    placeBefore = [Int](repeating: -1, count: snapshot.ops.count)
    placeAfter = [Int](repeating: -1, count: later.ops.count)
    after = placeBefore
    origin = placeAfter
    var places: [OpID: Int] = [:]
    for (index, op) in later.ops.enumerated() { places[op.id] = index }
    for (place, line) in changes.lines.enumerated() {
      if let index = line.before { placeBefore[index] = place }
      if let index = line.after { placeAfter[index] = place }
    }
    for (index, op) in snapshot.ops.enumerated() {
      guard let place = places[op.id] else { continue }
      after[index] = place
      origin[place] = index
    }
  }

  /// The removed ops that stood in the blocks and had a box, in order.
  func ops(in blocks: Set<BlockID>) -> [Int] {
    before.snapshot.ops.indices.filter { index in
      guard after[index] < 0, !before.isFolded[index], let block = before.snapshot.ops[index].block
      else { return false }
      return blocks.contains(block)
    }
  }

  /// Whether a removed op stood before an op of the later program.
  func comes(_ removed: Int, before op: Int) -> Bool { placeBefore[removed] < placeAfter[op] }

  /// The op of the later program that an op of the earlier one is.
  func survivor(_ index: Int) -> Int? { after[index] >= 0 ? after[index] : nil }

  /// The removed ops that an op of the later program read.
  func sources(of op: Int) -> [Int] {
    let index = origin[op]
    guard index >= 0 else { return [] }
    return (index..<before.ends[index]).flatMap { inner in
      before.snapshot.operands[before.snapshot.ops[inner].operandRange].compactMap { value in
        let owner = before.owner(of: value)
        return owner >= 0 && after[Int(owner)] < 0 ? Int(owner) : nil
      }
    }
  }
}
