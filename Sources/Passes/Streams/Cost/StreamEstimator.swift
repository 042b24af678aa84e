import FuseIR
import Machine

/// What the fabric that streams run on does beyond one token a cycle.
public struct StreamFabricRules: Hashable, Sendable {
  /// Whether a dense operand is looked up by the coordinate of a sparse one, in place of being scanned beside it.
  public var locates: Bool
  /// Whether an accumulator gives its entries one a cycle, and writers take a cycle for a stop.
  public var countsEverything: Bool
  /// Bytes a cycle to and from memory; nil for a memory that is never waited for.
  public var bytesPerCycle: Double?

  /// The rules of a fabric.
  public init(locates: Bool = true, countsEverything: Bool = false, bytesPerCycle: Double? = nil) {
    self.locates = locates
    self.countsEverything = countsEverything
    self.bytesPerCycle = bytesPerCycle
  }
}

/// What a region is expected to cost.
public struct StreamEstimate: Hashable, Sendable {
  /// From the first token to the last.
  public var cycles = 0.0
  /// The tokens of the busiest block.
  public var tokens = 0.0
  /// What that block is.
  public var bottleneck = ""
  /// The member of the region that the busiest block is of.
  public var bottleneckMember = 0
  /// From and to memory.
  public var bytes = 0.0
  /// Arithmetic ops.
  public var operations = 0.0
  /// By member, the tokens of its busiest block.
  public var memberTokens: [Double] = []
}

/// Expects the tokens of each cell of a region: for each statement, under each prefix of its loops in the order of the region,
/// how many points there are, what each operand's scanner gives there, and what the joiner steps through.
///
/// The points of a prefix are the join of what the operands store: the product of their entries times, for each variable that
/// several have, the chance that two entries meet, from the counts of each coordinate where the data is known. A statement
/// whose result is read under loops that stand before it is repeated for each point of these.
struct StreamEstimator {
  let function: EinsumFunction
  let rules: StreamFabricRules
  /// How many ops moves of loops may still look at; then orders stay as they are.
  var movesLeft = 50_000
  /// By pairs of operands' dimensions, the chance that two entries meet.
  private var meetings: [Meeting: Double] = [:]

  private struct Meeting: Hashable {
    var a: ValueID
    var dimensionA: Int
    var isShadowA: Bool
    var b: ValueID
    var dimensionB: Int
    var isShadowB: Bool
  }

  init(_ function: EinsumFunction, rules: StreamFabricRules) {
    self.function = function
    self.rules = rules
  }

  /// A view in a join: how many of its levels are bound.
  private struct Bound {
    var view: EinsumRegion.View
    var stored: TensorStatistics
    /// Levels that may be bound: those whose variables the statement iterates together with it.
    var limit: Int
  }

  /// What a region costs in an order; nil where the order breaks a demand, or would need a result again after a loop under
  /// which it is accumulated. `lanes`: by variable, how many lanes its loop runs on.
  mutating func estimate(
    _ region: EinsumRegion, order: [Int], lanes: [Int: Int] = [:]
  ) -> StreamEstimate? {
    guard !region.isContradictory, region.allows(order) else { return nil }
    let region = region.copying(in: order)
    var position = [Int](repeating: 0, count: region.count)
    for (place, variable) in order.enumerated() { position[variable] = place }
    guard let loops = effectiveLoops(region, position) else { return nil }
    let shares = shares(lanes, region, outermost: order.first)

    var result = StreamEstimate()
    var ends = [Double](repeating: 0, count: region.members.count)
    // When the first token of each result leaves.
    var starts = ends
    var durations = ends
    var lags = ends
    for (index, member) in region.members.enumerated() {
      let cells = cells(of: index, region, loops, position, shares)
      durations[index] = cells.tokens
      result.memberTokens.append(cells.tokens)
      result.bytes += cells.bytes
      result.operations +=
        cells.points * Double(function.statements[member.statement].operations)
      if cells.tokens > result.tokens {
        result.tokens = cells.tokens
        result.bottleneck = cells.what
        result.bottleneckMember = index
      }
      var start = 0.0
      var end = 0.0
      for view in member.views {
        guard let producer = view.producer else { continue }
        start = max(start, starts[producer] + lags[producer])
        // Behind the last of what it reads comes its work on that.
        end = max(end, ends[producer] + lastShare(cells, durations[producer], lags[producer]))
      }
      starts[index] = start + cells.latency
      lags[index] = cells.batches > 0 ? cells.tokens / cells.batches : 0
      ends[index] = max(start + cells.tokens, end) + cells.latency
      result.cycles = max(result.cycles, ends[index])
    }
    // A transposed copy is read, sorted and written.
    for view in region.transposed {
      result.cycles += 2 * (function.read(view.value)?.entries ?? 0)
    }
    if let rate = rules.bytesPerCycle, rate > 0 {
      result.cycles = max(result.cycles, result.bytes / rate)
    }
    return result
  }

  /// By variable on lanes, the part of the loop's work that the busiest lane does.
  ///
  /// Points are dealt in turn. Those of the outermost loop begin with the first lane; where the data is known, what each lane has of
  /// the operands' entries is counted. Of an inner loop the turn goes on from fiber to fiber, which evens it out.
  private func shares(
    _ lanes: [Int: Int], _ region: EinsumRegion, outermost: Int?
  ) -> [Int: Double] {
    var shares: [Int: Double] = [:]
    for (variable, factor) in lanes where factor > 1 {
      var share = 1 / Double(factor)
      if variable == outermost {
        let extent = max(1, region.extents[variable])
        share = Double((extent + factor - 1) / factor) / Double(extent)
        for view in region.members.flatMap(\.views) where view.producer == nil {
          guard let level = view.variables.firstIndex(of: variable) else { continue }
          let counts = stored(view).counts
          guard view.dimensions[level] < counts.count else { continue }
          var byLane = [Double](repeating: 0, count: factor)
          var place = 0
          for count in counts[view.dimensions[level]] where count > 0 || view.isDense[level] {
            byLane[place % factor] += Double(count)
            place += 1
          }
          let all = byLane.reduce(0, +)
          if all > 0 { share = max(share, (byLane.max() ?? 0) / all) }
        }
      }
      shares[variable] = share
    }
    return shares
  }

  /// What a statement still has to do when its producer is done: its share of the producer's last batch.
  private func lastShare(_ cells: Cells, _ producerTokens: Double, _ lag: Double) -> Double {
    guard producerTokens > 0 else { return 0 }
    return cells.tokens * min(1, lag / producerTokens)
  }

  /// By member, the variables of its loops in the order of the region, with those that its readers repeat it under.
  private func effectiveLoops(_ region: EinsumRegion, _ position: [Int]) -> [[Int]]? {
    var loops: [[Int]] = region.members.map(\.variables)
    for (index, member) in region.members.enumerated().reversed() {
      var own = Set(member.variables)
      let last = member.result.map { position[$0] }.max() ?? -1
      let firstReduced = member.reduced.map { position[$0] }.min() ?? Int.max
      for reader in region.tiedReaders(of: index) {
        // A sum must be done before a loop that its reader runs along the summed dimension.
        for variable in loops[reader]
        where member.reduced.contains(variable) && position[variable] < last { return nil }
        for variable in loops[reader]
        where position[variable] < last && own.insert(variable).inserted {
          if position[variable] > firstReduced { return nil }
        }
      }
      loops[index] = own.sorted { position[$0] < position[$1] }
    }
    return loops
  }

  /// What the blocks of one statement do.
  private struct Cells {
    /// Of the busiest block.
    var tokens = 0.0
    /// What that block is.
    var what = ""
    /// Points of all loops.
    var points = 0.0
    /// How many times results leave; 0 where they leave as they come.
    var batches = 0.0
    var bytes = 0.0
    /// Cycles from the first token in to the first one out.
    var latency = 0.0

    mutating func note(_ count: Double, _ block: @autoclosure () -> String) {
      if count > tokens {
        tokens = count
        what = block()
      }
    }
  }

  private mutating func cells(
    of index: Int, _ region: EinsumRegion, _ loops: [[Int]], _ position: [Int],
    _ shares: [Int: Double]
  ) -> Cells {
    let member = region.members[index]
    let combination = function.statements[member.statement].combination
    let firstReduced = member.reduced.map { position[$0] }.min() ?? Int.max
    let own = bounds(of: member, before: Int.max, position)
    var context: [Bound] = []
    addContext(of: index, before: firstReduced, region, position, &context)

    var cells = Cells()
    var prefix: Set<Int> = []
    var points = 1.0
    // Of what runs inside of the loops so far, the part that one lane has.
    var share = 1.0
    for variable in loops[index] {
      let before = points
      let fibers = before
      var sides: [Double] = []
      var sparseSides: [Double] = []
      for bound in own + context {
        guard let level = bound.view.variables.firstIndex(of: variable), level < bound.limit else {
          continue
        }
        let side = before * fiber(bound, level, own + context, prefix)
        sides.append(side)
        let isLocated = rules.locates && bound.view.producer == nil && bound.view.isDense[level]
        if !isLocated { sparseSides.append(side) }
      }
      let isFirst = prefix.isEmpty
      prefix.insert(variable)
      points = self.points(own, context, combination, prefix, region)
      // Of dense operands only, one is scanned.
      if combination == .intersection, rules.locates {
        sides = sparseSides.isEmpty ? Array(sides.prefix(1)) : sparseSides
      }
      for side in sides {
        cells.note(
          share * StreamFormulas.scan(coordinates: side, fibers: fibers), "scanner of loop")
      }
      if sides.count > 1 {
        let steps =
          sides.count == 2 && combination == .intersection
          ? StreamFormulas.join(sides[0], sides[1], both: points, fibers: fibers)
          : StreamFormulas.join(
            sides: sides, space: before * Double(region.extents[variable]), fibers: fibers)
        cells.note(share * steps, "joiner")
      }
      cells.note(share * (points + fibers), "loop")
      // Values of the innermost loop are no deeper than it, and stay outside of its lanes.
      if let own = shares[variable], variable != loops[index].last { share *= own }
      if position[variable] == firstReduced { cells.batches = max(1, before) }
      cells.latency += isFirst ? 2 : 1
    }
    cells.points = points
    // The stops of the value stream.
    let inner = self.points(own, context, combination, Set(loops[index].dropLast()), region)
    if !member.reduced.isEmpty, let last = loops[index].last, !member.reduced.contains(last) {
      let entries = resultEntries(of: member, points)
      // Lanes of a loop whose coordinates the accumulator keeps apart are gathered in front of it.
      let place = loops[index].firstIndex { position[$0] == firstReduced } ?? 0
      let accumulated =
        place == loops[index].count - 2
        ? loops[index].prefix(place + 1) : loops[index].prefix(place)
      let part = accumulated.reduce(1.0) { $0 * (shares[$1] ?? 1) }
      cells.note(
        part
          * StreamFormulas.accumulate(
            products: points, fibers: inner, flushes: cells.batches, entries: entries,
            flushesByEntry: rules.countsEverything), "accumulator")
    } else {
      cells.note(share * (points + inner), member.reduced.isEmpty ? "arithmetic" : "reducer")
      // A scalar reducer gives each sum at once.
      if !member.reduced.isEmpty { cells.batches = max(cells.batches, 1) }
    }
    cells.latency += loops[index].contains { shares[$0] != nil } ? 5 : 3
    if member.leaves { addWriters(of: member, points, &cells) }
    for bound in own where bound.view.producer == nil {
      cells.bytes += 4 * points + (bound.view.isDense.allSatisfy { $0 } ? 0 : 4 * points)
    }
    return cells
  }

  private func resultEntries(of member: EinsumRegion.Member, _ points: Double) -> Double {
    let result = function.statements[member.statement].result
    return min(points, function.statistics[result]?.entries ?? points)
  }

  private func addWriters(
    of member: EinsumRegion.Member, _ points: Double, _ cells: inout Cells
  ) {
    let result = function.statements[member.statement].result
    guard let stored = function.read(result), let encoding = function.encodings[result] else {
      return
    }
    var outer = 1.0
    var dimensions: Set<Int> = []
    for level in encoding.levels {
      dimensions.insert(level.dimension)
      let entries =
        level.isDense
        ? outer * Double(stored.extents[level.dimension]) : stored.distinct(dimensions)
      cells.note(entries + (rules.countsEverything ? outer : 0), "writer")
      if !level.isDense { cells.bytes += 4 * (entries + outer) }
      outer = entries
    }
    cells.bytes += 4 * outer
  }

  // MARK: Joins

  private func bounds(
    of member: EinsumRegion.Member, before limit: Int, _ position: [Int]
  ) -> [Bound] {
    member.views.map { view in
      // What is still before the limit, from the outermost level on.
      let count = view.variables.prefix { position[$0] < limit }.count
      return Bound(view: view, stored: stored(view), limit: count)
    }
  }

  private func stored(_ view: EinsumRegion.View) -> TensorStatistics {
    let known = view.producer == nil ? function.read(view.value) : function.statistics[view.value]
    return known ?? TensorStatistics(dense: view.variables.map { _ in 1 })
  }

  /// The operands that meet a statement's result before it is reduced: those of its readers, and of theirs.
  private func addContext(
    of index: Int, before limit: Int, _ region: EinsumRegion, _ position: [Int],
    _ context: inout [Bound]
  ) {
    for reader in region.tiedReaders(of: index) {
      let member = region.members[reader]
      if function.statements[member.statement].combination == .intersection {
        for bound in bounds(of: member, before: limit, position)
        where bound.view.producer != index && bound.limit > 0 {
          context.append(bound)
        }
      }
      let next = member.reduced.map { position[$0] }.min() ?? Int.max
      addContext(of: reader, before: min(limit, next), region, position, &context)
    }
  }

  /// Levels of a view that are bound by the variables.
  private func depth(_ bound: Bound, _ prefix: Set<Int>) -> Int {
    bound.view.variables.prefix(bound.limit).prefix { prefix.contains($0) }.count
  }

  /// Entries of a view under its first levels.
  private func entries(_ bound: Bound, depth: Int) -> Double {
    var entries = 1.0
    var dimensions: Set<Int> = []
    for level in 0..<depth {
      let dimension = bound.view.dimensions[level]
      dimensions.insert(dimension)
      entries =
        bound.view.isDense[level]
        ? entries * Double(bound.stored.extents[dimension]) : bound.stored.distinct(dimensions)
    }
    return entries
  }

  /// How many entries a view has at a level, per point of the prefix.
  private mutating func fiber(
    _ bound: Bound, _ level: Int, _ others: [Bound], _ prefix: Set<Int>
  ) -> Double {
    let outer = entries(bound, depth: level)
    guard outer > 0 else { return 0 }
    let mean = entries(bound, depth: level + 1) / outer
    guard level > 0, !bound.view.isDense[level] else { return mean }
    // Points at coordinates with many entries are more than others: as far as one shared variable tells.
    let dimension = bound.view.dimensions[level - 1]
    let variable = bound.view.variables[level - 1]
    let reach = depth(bound, prefix)
    guard reach >= level else { return mean }
    for other in others where other.view != bound.view {
      guard let shared = other.view.variables.firstIndex(of: variable),
        shared < depth(other, prefix)
      else { continue }
      let counted = meeting(
        bound, dimension, isShadow: false, other, other.view.dimensions[shared],
        isShadow: depth(other, prefix) == 1)
      let bare = meeting(
        bound, dimension, isShadow: level == 1, other, other.view.dimensions[shared],
        isShadow: depth(other, prefix) == 1)
      if bare > 0 { return mean * counted / bare }
    }
    return mean
  }

  /// Points of a prefix: the coordinates that are left of it.
  private mutating func points(
    _ own: [Bound], _ context: [Bound], _ combination: EinsumFunction.Combination,
    _ prefix: Set<Int>, _ region: EinsumRegion
  ) -> Double {
    if combination == .intersection || own.count == 1 {
      return join(own + context, prefix, region)
    }
    // A union is as one operand without a pattern.
    var absent = 1.0
    for bound in own {
      let depth = depth(bound, prefix)
      let box = bound.view.variables.prefix(depth).reduce(1.0) { $0 * Double(region.extents[$1]) }
      absent *= 1 - min(1, box > 0 ? entries(bound, depth: depth) / box : 0)
    }
    return join(context, prefix, region) * (1 - absent)
  }

  private mutating func join(
    _ bounds: [Bound], _ prefix: Set<Int>, _ region: EinsumRegion
  ) -> Double {
    var points = 1.0
    for bound in bounds { points *= entries(bound, depth: depth(bound, prefix)) }
    for variable in prefix {
      var first: (Bound, Int)?
      for bound in bounds {
        let depth = depth(bound, prefix)
        guard let level = bound.view.variables.firstIndex(of: variable), level < depth else {
          continue
        }
        let dimension = bound.view.dimensions[level]
        guard let (other, otherDimension) = first else {
          first = (bound, dimension)
          continue
        }
        points *= meeting(
          other, otherDimension, isShadow: self.depth(other, prefix) == 1, bound, dimension,
          isShadow: depth == 1)
      }
      // Nobody has it: a loop over all of it.
      if first == nil { points *= Double(region.extents[variable]) }
    }
    return points
  }

  /// The chance that an entry of one view has the coordinate of an entry of another. `isShadow`: each coordinate counts once.
  private mutating func meeting(
    _ a: Bound, _ dimensionA: Int, isShadow isShadowA: Bool, _ b: Bound, _ dimensionB: Int,
    isShadow isShadowB: Bool
  ) -> Double {
    let extent = Double(max(1, a.stored.extents[dimensionA]))
    guard dimensionA < a.stored.counts.count, dimensionB < b.stored.counts.count else {
      return 1 / extent
    }
    let key = Meeting(
      a: a.view.value, dimensionA: dimensionA, isShadowA: isShadowA, b: b.view.value,
      dimensionB: dimensionB, isShadowB: isShadowB)
    if let known = meetings[key] { return known }
    var both = 0.0
    var sumA = 0.0
    var sumB = 0.0
    for (x, y) in zip(a.stored.counts[dimensionA], b.stored.counts[dimensionB]) {
      let weightA = isShadowA ? (x > 0 ? 1 : 0) : Double(x)
      let weightB = isShadowB ? (y > 0 ? 1 : 0) : Double(y)
      both += weightA * weightB
      sumA += weightA
      sumB += weightB
    }
    let chance = sumA > 0 && sumB > 0 ? both / (sumA * sumB) : 0
    meetings[key] = chance
    return chance
  }
}
