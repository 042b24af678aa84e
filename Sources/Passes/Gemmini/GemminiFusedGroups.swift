import FuseIR
import Machine

/// The groups of a function's plan whose tensors stay on chip, and why others do not.
struct GemminiFusedGroups {
  /// A kernel whose input goes through DRAM although the plan keeps it on chip.
  struct Refused {
    var op: OpID
    var reason: String
  }

  private(set) var groups: [GemminiFusedGroup] = []
  /// The tensors that are never in DRAM.
  private(set) var values: Set<ValueID> = []
  private(set) var refused: [Refused] = []
  /// Rows and columns of the array.
  let dimension: Int
  /// Whether the array takes floating-point numbers.
  let isFloat: Bool

  private var groupOfKernel: [Int: Int] = [:]
  private let selection: GemminiKernelSelection

  /// A tensor that one kernel makes and others read, by their places in a row of kernels.
  private struct Candidate {
    var value: ValueID
    var producer: Int
    var readers: [Int]

    var last: Int { readers.last ?? producer }
  }

  /// The groups of the block's plan, or none where tensors are to go through DRAM.
  init(
    _ block: BlockID, _ selection: GemminiKernelSelection, _ schedule: GemminiSchedule,
    on configuration: GemminiConfiguration, throughDRAM: Bool, in module: borrowing Module
  ) {
    dimension = configuration.dimension
    isFloat = configuration.input.isFloat
    self.selection = selection
    var kernels: [Int64: [Int]] = [:]
    var numbers: [Int64] = []
    for (index, planned) in selection.kernels.enumerated() {
      guard let number = module.integer(Group.numberName, of: planned.kernel.root) else { continue }
      if kernels[number] == nil { numbers.append(number) }
      kernels[number, default: []].append(index)
    }
    let uses = Self.uses(block, selection, schedule, in: module)
    for number in numbers {
      let members = kernels[number] ?? []
      guard members.contains(where: { keepsInput($0, in: module) }) else { continue }
      if throughDRAM {
        refuse(members, "'on-chip' is off", in: module)
        continue
      }
      let isShared = members.contains {
        (module.integer(PlanAttributes.sharedLoops, of: selection.kernels[$0].kernel.root) ?? 0) > 0
      }
      if isShared {
        formShared(members, schedule, uses, on: configuration, in: module)
      } else {
        form(members, schedule, uses, on: configuration, in: module)
      }
    }
    for (index, planned) in selection.kernels.enumerated() {
      if module.integer(Group.numberName, of: planned.kernel.root) == nil {
        refuse([index], "its op is in no group", in: module)
      } else if !planned.reads.contains(where: {
        values.contains(GemminiSchedule.stored($0, in: module))
      }) {
        refuse([index], "the host works between it and the layers of its group", in: module)
      }
    }
  }

  /// The group that the kernel is in.
  func group(of kernel: Int) -> GemminiFusedGroup? { groupOfKernel[kernel].map { groups[$0] } }

  /// The kernels that run together with the given one, and that one.
  func members(with kernel: Int) -> [Int] {
    group(of: kernel)?.members.map(\.kernel) ?? [kernel]
  }

  /// Whether the plan keeps something on chip that the kernel reads.
  private func keepsInput(_ kernel: Int, in module: borrowing Module) -> Bool {
    let shares = module.integers(PlanAttributes.sigma, of: selection.kernels[kernel].kernel.root)
    return shares?.contains { $0 != 0 } ?? false
  }

  private mutating func refuse(
    _ kernels: [Int], _ reason: String, in module: borrowing Module
  ) {
    for kernel in kernels where keepsInput(kernel, in: module) {
      let op = selection.kernels[kernel].kernel.root
      guard !refused.contains(where: { $0.op == op }) else { continue }
      refused.append(Refused(op: op, reason: reason))
    }
  }

  private mutating func add(_ group: GemminiFusedGroup) {
    for member in group.members { groupOfKernel[member.kernel] = groups.count }
    values.formUnion(group.kept.map(\.value))
    groups.append(group)
  }

  // MARK: Who reads what

  /// The kernels that read each stored value; nil among them where something else does.
  private static func uses(
    _ block: BlockID, _ selection: GemminiKernelSelection, _ schedule: GemminiSchedule,
    in module: borrowing Module
  ) -> [ValueID: Set<Int?>] {
    var uses: [ValueID: Set<Int?>] = [:]
    func add(_ values: [ValueID], _ kernel: Int?) {
      for value in values {
        uses[GemminiSchedule.stored(value, in: module), default: []].insert(kernel)
      }
    }
    for step in schedule.steps {
      switch step {
      case .host(let ops):
        for op in ops { add(schedule.reads(of: op, in: module), nil) }
      case .segment(let kernels):
        for kernel in kernels { add(selection.kernels[kernel].reads, kernel) }
      }
    }
    if let terminator = module.lastOp(of: block) { add(module.operands(of: terminator), nil) }
    return uses
  }

  /// The tensors between members of the group that may stay while the row of kernels runs; others are refused.
  private mutating func candidates(
    _ row: [Int], _ members: [Int], _ uses: [ValueID: Set<Int?>], in module: borrowing Module
  ) -> [Candidate] {
    var result: [Candidate] = []
    for (place, kernel) in row.enumerated() where members.contains(kernel) {
      let value = GemminiSchedule.stored(selection.kernels[kernel].kernel.result, in: module)
      let readers = (uses[value] ?? []).filter { $0 != kernel }
      let own = readers.compactMap { $0 }
      let places = own.compactMap { row.firstIndex(of: $0) }.sorted()
      let inside = own.filter { members.contains($0) }
      guard !inside.isEmpty else { continue }
      if readers.contains(nil) {
        refuse(inside, "the host reads it as well, or the function returns it", in: module)
      } else if inside.count < own.count {
        refuse(inside, "a layer outside of its group reads it as well", in: module)
      } else if places.count < own.count {
        refuse(inside, "the host works between the layers of its group", in: module)
      } else if inside.allSatisfy({ keepsAll($0, members, in: module) }) {
        result.append(Candidate(value: value, producer: place, readers: places))
      } else {
        refuse(inside, "the plan keeps a part of what it reads from its group", in: module)
      }
    }
    return result
  }

  /// Whether the plan keeps all that the kernel reads of the group's tensors.
  private func keepsAll(
    _ kernel: Int, _ members: [Int], in module: borrowing Module
  ) -> Bool {
    let own = selection.kernels[kernel]
    let shares = module.integers(PlanAttributes.sigma, of: own.kernel.root) ?? []
    let reads = Set(own.reads.map { GemminiSchedule.stored($0, in: module) })
    let made = members.count {
      reads.contains(GemminiSchedule.stored(selection.kernels[$0].kernel.result, in: module))
    }
    return shares.count { $0 != 0 } >= made
  }

  // MARK: Groups without shared loops

  /// Keeps the group's tensors as far as that can be done: each kernel runs once, and each tensor stays from the kernel that
  /// makes it to the last one that reads it.
  private mutating func form(
    _ members: [Int], _ schedule: GemminiSchedule, _ uses: [ValueID: Set<Int?>],
    on configuration: GemminiConfiguration, in module: borrowing Module
  ) {
    for step in schedule.steps {
      guard case .segment(let row) = step, row.contains(where: { members.contains($0) }) else {
        continue
      }
      let all = candidates(row, members, uses, in: module)
      formRuns(row, all, on: configuration, in: module)
    }
  }

  /// Makes a group of the kernels between which tensors stay at the same time.
  private mutating func formRuns(
    _ row: [Int], _ candidates: [Candidate], on configuration: GemminiConfiguration,
    in module: borrowing Module
  ) {
    var first = 0
    while first < candidates.count {
      var end = first + 1
      var last = candidates[first].last
      while end < candidates.count, candidates[end].producer <= last {
        last = max(last, candidates[end].last)
        end += 1
      }
      form(row, Array(candidates[first..<end]), on: configuration, in: module)
      first = end
    }
  }

  private mutating func form(
    _ row: [Int], _ candidates: [Candidate], on configuration: GemminiConfiguration,
    in module: borrowing Module
  ) {
    guard let first = candidates.map(\.producer).min(), let last = candidates.map(\.last).max()
    else { return }
    do throws(GemminiFusedGroup.Refusal) {
      add(
        try GemminiFusedGroup(
          Array(row[first...last]), keeping: candidates.map(\.value), selection,
          on: configuration, in: module))
    } catch {
      let failed = error.values.isEmpty ? candidates.map(\.value) : error.values
      // What takes most room goes first.
      let gone = candidates.filter { failed.contains($0.value) }
        .max { size($0.value, in: module) < size($1.value, in: module) }
      guard let gone else { return }
      refuse(gone.readers.map { row[$0] }, error.message, in: module)
      var rest = candidates
      rest.removeAll { $0.value == gone.value }
      formRuns(row, rest, on: configuration, in: module)
    }
  }

  private func size(_ value: ValueID, in module: borrowing Module) -> Int {
    (GemminiAccess.staticShape(of: value, in: module) ?? []).reduce(1, *)
  }

  // MARK: Groups with shared loops

  /// Keeps all of the group's tensors, or none.
  private mutating func formShared(
    _ members: [Int], _ schedule: GemminiSchedule, _ uses: [ValueID: Set<Int?>],
    on configuration: GemminiConfiguration, in module: borrowing Module
  ) {
    func position(_ kernel: Int) -> Int {
      schedule.positions[selection.kernels[kernel].kernel.root] ?? .max
    }
    let order = members.sorted { position($0) < position($1) }
    let row = schedule.steps.lazy.compactMap { step -> [Int]? in
      guard case .segment(let kernels) = step, let first = order.first,
        let start = kernels.firstIndex(of: first), kernels[start...].starts(with: order)
      else { return nil }
      return kernels
    }.first
    guard let row, let start = row.firstIndex(of: order[0]) else {
      refuse(members, "other work stands between the layers of its group", in: module)
      return
    }
    let before = refused.count
    let values = candidates(row, members, uses, in: module)
    guard refused.count == before, row[start...].starts(with: order) else {
      refuse(members, "a layer of its group hands its result over through DRAM", in: module)
      return
    }
    do throws(GemminiFusedGroup.Refusal) {
      add(
        try GemminiFusedGroup(
          order, keeping: values.map(\.value), selection, on: configuration, in: module))
    } catch {
      refuse(members, error.message, in: module)
    }
  }
}
