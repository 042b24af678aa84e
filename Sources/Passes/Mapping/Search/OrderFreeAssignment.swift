import Machine

/// Finds what runs along the array in each member of a group, at the least loss, so that their least tiles fit on chip
/// together (FADiff's equation 24).
///
/// Members are decided in program order. What matters of those decided is their loss, the bytes of those whose tiles are
/// settled, and of the others their choices and the steps of classes that are settled. Of two partial assignments that
/// agree in these, one with no more loss and no more bytes in any memory is as good: only such are kept.
struct OrderFreeAssignment {
  /// A choice of a member and what is lost by it.
  struct Option {
    var choice: Int
    var loss: Double
  }

  /// An assignment that fits.
  struct Answer {
    /// The choice of each member.
    var choices: [Int]
    /// The sum of what is lost.
    var loss: Double
  }

  let group: OrderFreeGroup
  let network: Network
  /// For each member its choices by growing loss, each of 0 at least.
  let options: [[Option]]
  /// The most bytes of each memory; nil where it has no limit or holds one layer at a time.
  let capacities: [Double?]
  /// The steps that a choice of a member runs at once.
  let spatial: (_ member: Int, _ choice: Int) -> LayerSizes
  /// The bytes of a member's tile in each memory.
  let bytes: (_ member: Int, _ choice: Int, _ tile: LayerSizes) -> [Double]

  private struct Partial {
    var loss: Double
    var bytes: [Double]
    /// The partial assignment that it goes on from, among those of the member before.
    var previous: Int
    var choice: Int
    /// The choices of members whose tiles are not settled, then the steps of settled classes that these have.
    var open: [Int]
  }

  /// When what is settled.
  private struct Schedule {
    /// For each class the last member on whose choice its steps depend, or −1 where no choice matters.
    var lasts: [Int]
    /// The steps of classes that no choice changes.
    var fixed: [Int]
    /// For each member the last member on whose choice its tile depends.
    var ends: [Int]
    /// The classes of each member.
    var classes: [[(number: Int, dimension: LayerDimension)]]

    /// The members that are decided before the given one and not settled.
    func open(before member: Int) -> [Int] { (0..<member).filter { ends[$0] >= member } }

    /// The classes that are settled before the given member, and that an open member has.
    func settled(before member: Int) -> [Int] {
      let open = open(before: member)
      return lasts.indices.filter { number in
        lasts[number] >= 0 && lasts[number] < member
          && open.contains { classes[$0].contains { $0.number == number } }
      }
    }
  }

  private var schedule: Schedule {
    var schedule = Schedule(
      lasts: [], fixed: [], ends: Array(options.indices),
      classes: [[(Int, LayerDimension)]](repeating: [], count: options.count))
    for (number, loops) in group.classes.enumerated() {
      let varies = loops.contains { member, dimension in
        let all = options[member].map { spatial(member, $0.choice)[dimension] }
        return all.contains { $0 != all[0] }
      }
      let last = varies ? loops.map(\.member).max() ?? -1 : -1
      schedule.lasts.append(last)
      schedule.fixed.append(
        varies ? 0 : group.steps(of: number, network) { spatial($0, options[$0][0].choice) })
      for (member, dimension) in loops {
        schedule.classes[member].append((number, dimension))
        schedule.ends[member] = max(schedule.ends[member], last)
      }
    }
    return schedule
  }

  /// The assignment of least loss, or nil where none with a loss up to the limit fits.
  func solve(limit: Double) -> Answer? {
    guard options.allSatisfy({ !$0.isEmpty }) else { return nil }
    return first(limit: limit) ?? search(limit: limit)
  }

  /// What loses least in each member by itself, if it fits.
  private func first(limit: Double) -> Answer? {
    let loss = options.reduce(0) { $0 + $1[0].loss }
    guard loss <= limit else { return nil }
    var bytes = capacities.map { _ in 0.0 }
    for member in options.indices {
      let tile = group.tile(of: member, network) { spatial($0, options[$0][0].choice) }
      for (memory, more) in self.bytes(member, options[member][0].choice, tile).enumerated() {
        bytes[memory] += more
        if let capacity = capacities[memory], bytes[memory] > capacity { return nil }
      }
    }
    return Answer(choices: options.map { $0[0].choice }, loss: loss)
  }

  private func search(limit: Double) -> Answer? {
    let schedule = schedule
    var least = [Double](repeating: 0, count: options.count + 1)
    for member in options.indices.reversed() {
      least[member] = least[member + 1] + options[member][0].loss
    }
    let leastBytes = leastBytes(schedule)
    var stages: [[Partial]] = []
    var current = [
      Partial(loss: 0, bytes: capacities.map { _ in 0 }, previous: -1, choice: -1, open: [])
    ]
    for member in options.indices {
      let stage = Stage(member, schedule)
      var next: [Partial] = []
      var places: [[Int]: [Int]] = [:]
      for (number, partial) in current.enumerated() {
        for option in options[member] {
          let loss = partial.loss + option.loss
          if loss + least[member + 1] > limit { break }
          guard
            let made = decide(
              stage, schedule, partial, number, option.choice, loss: loss),
            fits(made.bytes, and: stage.stillOpen, from: member + 1, leastBytes)
          else { continue }
          Self.keep(made, among: &next, &places)
        }
      }
      stages.append(current)
      current = next
    }
    guard var last = current.min(by: { $0.loss < $1.loss }) else { return nil }
    let loss = last.loss
    var choices: [Int] = []
    for stage in stages.reversed() {
      choices.append(last.choice)
      last = stage[last.previous]
    }
    return Answer(choices: choices.reversed(), loss: loss)
  }

  /// For each member and memory the least bytes of a tile, if loops that are not settled were not tied.
  private func leastBytes(_ schedule: Schedule) -> [[Double]] {
    options.indices.map { member in
      var least = capacities.map { _ in Double.infinity }
      for option in options[member] {
        var tile = spatial(member, option.choice)
        for (number, dimension) in schedule.classes[member] where schedule.lasts[number] < 0 {
          tile[dimension] =
            network.layers[group.layers[member]].sizes[dimension] / schedule.fixed[number]
        }
        for (memory, bytes) in bytes(member, option.choice, tile).enumerated() {
          least[memory] = min(least[memory], bytes)
        }
      }
      return least
    }
  }

  /// Whether settled members leave enough for the others.
  private func fits(
    _ settled: [Double], and open: [Int], from first: Int, _ leastBytes: [[Double]]
  ) -> Bool {
    for (memory, capacity) in capacities.enumerated() {
      guard let capacity else { continue }
      var bytes = settled[memory]
      for member in open { bytes += leastBytes[member][memory] }
      for member in first..<max(first, options.count) { bytes += leastBytes[member][memory] }
      if bytes > capacity { return false }
    }
    return true
  }

  /// The decision about one member.
  private struct Stage {
    let member: Int
    /// The members that are open, the decided one last.
    let deciding: [Int]
    /// The classes whose steps a partial assignment carries.
    let carried: [Int]
    let stillOpen: [Int]
    let stillCarried: [Int]

    init(_ member: Int, _ schedule: Schedule) {
      self.member = member
      deciding = schedule.open(before: member) + [member]
      carried = schedule.settled(before: member)
      stillOpen = schedule.open(before: member + 1)
      stillCarried = schedule.settled(before: member + 1)
    }
  }

  /// The partial assignment that goes on with the choice, or nil where settled tiles do not fit.
  private func decide(
    _ stage: Stage, _ schedule: Schedule, _ partial: Partial, _ number: Int, _ choice: Int,
    loss: Double
  ) -> Partial? {
    func chosen(_ member: Int) -> Int {
      if member == stage.member { return choice }
      guard let place = stage.deciding.firstIndex(of: member) else {
        preconditionFailure("invariant: members of a class that is settled now are open")
      }
      return partial.open[place]
    }
    func steps(of class: Int) -> Int {
      let last = schedule.lasts[`class`]
      if last < 0 { return schedule.fixed[`class`] }
      if last == stage.member {
        return group.steps(of: `class`, network) { spatial($0, chosen($0)) }
      }
      guard let place = stage.carried.firstIndex(of: `class`) else {
        preconditionFailure("invariant: steps of settled classes are carried")
      }
      return partial.open[stage.deciding.count - 1 + place]
    }
    var bytes = partial.bytes
    for member in stage.deciding where schedule.ends[member] == stage.member {
      var tile = spatial(member, chosen(member))
      for (number, dimension) in schedule.classes[member] {
        tile[dimension] =
          network.layers[group.layers[member]].sizes[dimension] / steps(of: number)
      }
      for (memory, more) in self.bytes(member, chosen(member), tile).enumerated() {
        bytes[memory] += more
        if let capacity = capacities[memory], bytes[memory] > capacity { return nil }
      }
    }
    return Partial(
      loss: loss, bytes: bytes, previous: number, choice: choice,
      open: stage.stillOpen.map(chosen) + stage.stillCarried.map(steps))
  }

  /// Keeps a partial assignment unless another one with the same open choices is as good.
  private static func keep(
    _ made: Partial, among all: inout [Partial], _ places: inout [[Int]: [Int]]
  ) {
    let alike = places[made.open] ?? []
    for place in alike where all[place].loss <= made.loss {
      if zip(all[place].bytes, made.bytes).allSatisfy({ $0 <= $1 }) { return }
    }
    // One that is worse gives its place.
    for place in alike where made.loss <= all[place].loss {
      if zip(made.bytes, all[place].bytes).allSatisfy({ $0 <= $1 }) {
        all[place] = made
        return
      }
    }
    places[made.open, default: []].append(all.count)
    all.append(made)
  }
}
