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

  private var groupOfKernel: [Int: Int] = [:]

  /// The groups of the block's plan, or none where tensors are to go through DRAM.
  init(
    _ block: BlockID, _ selection: GemminiKernelSelection, _ schedule: GemminiSchedule,
    on configuration: GemminiConfiguration, throughDRAM: Bool, in module: borrowing Module
  ) {
    dimension = configuration.dimension
    var kernels: [Int64: [Int]] = [:]
    var numbers: [Int64] = []
    for (index, planned) in selection.kernels.enumerated() {
      guard let number = module.integer(Group.numberName, of: planned.kernel.root) else { continue }
      if kernels[number] == nil { numbers.append(number) }
      kernels[number, default: []].append(index)
    }
    for number in numbers {
      let members = kernels[number] ?? []
      guard members.contains(where: { keepsInput($0, selection, in: module) }) else { continue }
      do throws(GemminiFusedGroup.Refusal) {
        guard !throughDRAM else {
          throw GemminiFusedGroup.Refusal(message: "'on-chip' is off")
        }
        let order = try chain(number, members, block, selection, schedule, in: module)
        let group = try GemminiFusedGroup(order, selection, on: configuration, in: module)
        try checkUses(of: group.values, order, block, selection, in: module)
        for member in order { groupOfKernel[member] = groups.count }
        values.formUnion(group.values)
        groups.append(group)
      } catch {
        for member in members where keepsInput(member, selection, in: module) {
          refused.append(Refused(op: selection.kernels[member].kernel.root, reason: error.message))
        }
      }
    }
    for (index, planned) in selection.kernels.enumerated()
    where module.integer(Group.numberName, of: planned.kernel.root) == nil {
      if keepsInput(index, selection, in: module) {
        refused.append(Refused(op: planned.kernel.root, reason: "its op is in no group"))
      }
    }
  }

  /// The group that the kernel is in.
  func group(of kernel: Int) -> GemminiFusedGroup? { groupOfKernel[kernel].map { groups[$0] } }

  /// The kernels that run by turns with the given one, and that one.
  func members(with kernel: Int) -> [Int] {
    group(of: kernel)?.members.map(\.kernel) ?? [kernel]
  }

  /// Whether the plan keeps something on chip that the kernel reads.
  private func keepsInput(
    _ kernel: Int, _ selection: GemminiKernelSelection, in module: borrowing Module
  ) -> Bool {
    let shares = module.integers(PlanAttributes.sigma, of: selection.kernels[kernel].kernel.root)
    return shares?.contains { $0 != 0 } ?? false
  }

  /// The group's kernels in their order, or why they are no chain that can run by turns.
  private func chain(
    _ number: Int64, _ members: [Int], _ block: BlockID, _ selection: GemminiKernelSelection,
    _ schedule: GemminiSchedule, in module: borrowing Module
  ) throws(GemminiFusedGroup.Refusal) -> [Int] {
    for op in module.ops(of: block)
    where module.integer(Group.numberName, of: op) == number && selection.kernelOfOp[op] == nil {
      throw .init(message: "the host runs a part of its group")
    }
    func position(_ kernel: Int) -> Int {
      schedule.positions[selection.kernels[kernel].kernel.root] ?? .max
    }
    let order = members.sorted { position($0) < position($1) }
    for (place, kernel) in order.enumerated() {
      let root = selection.kernels[kernel].kernel.root
      let shares = module.integers(PlanAttributes.sigma, of: root) ?? []
      guard shares.count(where: { $0 != 0 }) == (place == 0 ? 0 : 1) else {
        throw .init(message: "its group is not a chain in which each layer reads the one before")
      }
    }
    let isTogether = schedule.steps.contains { step in
      guard case .segment(let kernels) = step, let first = order.first,
        let start = kernels.firstIndex(of: first)
      else { return false }
      return kernels[start...].starts(with: order)
    }
    guard order.count > 1, isTogether else {
      throw .init(message: "other work stands between the layers of its group")
    }
    return order
  }

  /// Checks that nothing but the next kernel of the group reads its tensors.
  private func checkUses(
    of values: [ValueID], _ order: [Int], _ block: BlockID, _ selection: GemminiKernelSelection,
    in module: borrowing Module
  ) throws(GemminiFusedGroup.Refusal) {
    for op in module.ops(of: block) where !GemminiSchedule.isView(op, in: module) {
      let kernel = selection.kernelOfOp[op]
      for use in GemminiSchedule.uses(of: op, outside: block, in: module) {
        let stored = GemminiSchedule.stored(use, in: module)
        guard let place = values.firstIndex(of: stored) else { continue }
        guard kernel == order[place + 1] else {
          throw .init(message: "more than the next layer of its group reads it")
        }
      }
    }
  }
}
