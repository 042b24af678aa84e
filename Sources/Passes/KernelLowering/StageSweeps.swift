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
/// not read at once, as several sums of a row, shares a sweep where loops are alike. Single numbers cost no sweep: they are
/// computed between, and what they keep apart is not counted as one behind the other.
struct StageSweeps {
  /// When a sweep runs: those with the largest level run first.
  private struct Level: Hashable, Comparable {
    /// How many sweeps over elements run later, one behind the other; -1 for numbers behind the last one.
    let sweepsBehind: Int
    /// For numbers, their place in the chain of numbers before the next sweep over elements; 0 for those.
    let step: Int

    static func < (a: Level, b: Level) -> Bool {
      (a.sweepsBehind, a.step) < (b.sweepsBehind, b.step)
    }

    /// The latest level before this one, of a number or of a sweep over elements.
    func before(ofNumber isNumber: Bool) -> Level {
      isNumber
        ? Level(sweepsBehind: sweepsBehind, step: step + 1)
        : Level(sweepsBehind: sweepsBehind + 1, step: 0)
    }
  }

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
    var levels: [Level: [StageSweep]] = [:]
    var place = [(level: Level, sweep: Int, loops: [Int])](
      repeating: (Level(sweepsBehind: 0, step: 0), 0, []), count: stages.count)
    for number in stages.indices.reversed() {
      let stage = stages[number]
      let isNumber = stage.extents.allSatisfy { $0 == 1 }
      var level = Level(sweepsBehind: isNumber ? -1 : 0, step: isNumber ? 1 : 0)
      for other in startsOthers[number] {
        level = max(level, place[other].level.before(ofNumber: isNumber))
      }
      for reader in readers[number] {
        let isComplete =
          stage.reduces
          || Self.joined(stage, reader.map, reader.result, place[reader.stage].loops) == nil
        let own = place[reader.stage].level
        level = max(level, isComplete ? own.before(ofNumber: isNumber) : own)
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
          level = level.before(ofNumber: isNumber)
          break
        }
      }
      var sweeps = levels[level] ?? []
      if loops == nil {
        // Loops that are alike one by one.
        sweep = sweeps.firstIndex { $0.extents == stage.extents }
        loops = Array(stage.extents.indices)
      }
      guard let loops else { preconditionFailure("invariant: every stage has loops") }
      if sweep == nil {
        sweep = sweeps.count
        sweeps.append(StageSweep(extents: stage.extents, members: []))
      }
      if let sweep {
        sweeps[sweep].members.append(StageSweep.Member(stage: number, loops: loops))
        place[number] = (level, sweep, loops)
      }
      levels[level] = sweeps
    }
    sweeps = levels.keys.sorted(by: >).flatMap { level in
      (levels[level] ?? []).map { StageSweep(extents: $0.extents, members: $0.members.reversed()) }
    }
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
