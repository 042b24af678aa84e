import FuseIR

/// Stages that run in one loop nest over a row: a sweep.
struct StageSweep {
  /// A stage of the sweep, and for each of its loops the sweep's.
  struct Member {
    let stage: Int
    let loops: [Int]
  }

  let extents: [Int64]
  /// In the order of the stages.
  var members: [Member]
}

/// Puts the stages of a row into as few sweeps as can be, each as late as its readers allow.
///
/// A stage runs in the sweep of those that read it where they read, at each point, just what it computes there; then nothing
/// is kept between. Where a reader needs other elements too, or the sum of all, the stage is complete in an earlier sweep. What is
/// not read at once, as several sums of a row, shares a sweep where loops are alike.
struct StageSweeps {
  /// In the order in which they run.
  let sweeps: [StageSweep]

  init(_ stages: [RowStage]) {
    var readers: [[(stage: Int, map: AffineMap, result: Int)]] = Array(
      repeating: [], count: stages.count)
    /// Stages whose results others start from, which must be complete before.
    var startsOthers: [[Int]] = Array(repeating: [], count: stages.count)
    for (number, stage) in stages.enumerated() {
      for input in stage.inputs {
        if case .stage(let source, let result) = input.source {
          readers[source].append((number, input.map, result))
        }
      }
      for output in stage.outputs {
        if case .tile(.stage(let source, _)) = output.start { startsOthers[source].append(number) }
      }
    }
    // By height, the sweeps; those of the largest height run first.
    var levels: [[StageSweep]] = []
    var place = [(level: Int, sweep: Int, loops: [Int])](
      repeating: (0, 0, []), count: stages.count)
    for number in stages.indices.reversed() {
      let stage = stages[number]
      var level = 0
      for other in startsOthers[number] { level = max(level, place[other].level + 1) }
      for reader in readers[number] {
        let isComplete =
          stage.reduces
          || Self.joined(stage, reader.map, reader.result, place[reader.stage].loops) == nil
        level = max(level, place[reader.stage].level + (isComplete ? 1 : 0))
      }
      var loops: [Int]?
      var sweep: Int?
      for reader in readers[number] where place[reader.stage].level == level {
        let found = Self.joined(stage, reader.map, reader.result, place[reader.stage].loops)
        let target = place[reader.stage].sweep
        // All that read it at once must be in one sweep, and see its loops alike.
        if let found, loops == nil || loops == found && sweep == target {
          (loops, sweep) = (found, target)
        } else {
          (loops, sweep) = (nil, nil)
          level += 1
          break
        }
      }
      while levels.count <= level { levels.append([]) }
      if loops == nil {
        // Loops that are alike one by one.
        sweep = levels[level].firstIndex { $0.extents == stage.extents }
        loops = Array(stage.extents.indices)
      }
      guard let loops else { preconditionFailure("invariant: every stage has loops") }
      if sweep == nil {
        sweep = levels[level].count
        levels[level].append(StageSweep(extents: stage.extents, members: []))
      }
      if let sweep {
        levels[level][sweep].members.append(StageSweep.Member(stage: number, loops: loops))
        place[number] = (level, sweep, loops)
      }
    }
    for level in levels.indices {
      for sweep in levels[level].indices { levels[level][sweep].members.reverse() }
    }
    sweeps = levels.reversed().flatMap { $0 }
  }

  /// The loops of the sweep that a stage's loops are, where a reader with the given loops reads just what the stage computes at
  /// the same point; nil where it reads more, or elsewhere.
  private static func joined(
    _ stage: RowStage, _ read: AffineMap, _ result: Int, _ readerLoops: [Int]
  ) -> [Int]? {
    let own = stage.outputs[result].map
    guard own.results.count == stage.extents.count, stage.extents.count == readerLoops.count else {
      return nil
    }
    var loops = [Int?](repeating: nil, count: stage.extents.count)
    var used: Set<Int> = []
    for (place, expression) in own.results.enumerated() {
      guard case .dimension(let loop) = expression,
        case .dimension(let reader) = read.results[place], used.insert(reader).inserted
      else { return nil }
      loops[loop] = readerLoops[reader]
    }
    let found = loops.compactMap { $0 }
    return found.count == loops.count ? found : nil
  }
}
