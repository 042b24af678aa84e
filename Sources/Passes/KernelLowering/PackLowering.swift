import FuseIR

/// Makes one `kernel.launch` of a pack: a group whose ops were groups, each of which is a launch by now.
struct PackLowering {
  private let group: OpID
  private let body: BlockID
  /// How many kernels it has.
  let count: Int

  /// The pack, nil where the group holds anything but launches.
  init?(_ group: OpID, in module: borrowing Module) {
    guard let body = module.body(of: group) else { return nil }
    let members = module.ops(of: body).dropLast()
    guard !members.isEmpty, members.allSatisfy({ module.opcode(of: $0).is(KernelOp.launch) }) else {
      return nil
    }
    self.group = group
    self.body = body
    count = members.count
  }

  /// Whether the group is a pack: one of groups.
  static func isPack(_ group: OpID, in module: borrowing Module) -> Bool {
    guard let body = module.body(of: group) else { return false }
    let members = module.ops(of: body).dropLast()
    return !members.isEmpty
      && members.allSatisfy { Group($0, in: module)?.kind(in: module) == "kernel" }
  }

  /// Puts a `kernel.launch` with the given name before the group, and returns it; the group stays, empty.
  func lower(named name: String, lanes: Int, in module: inout Module) -> OpID {
    let region = module.createRegion()
    let block = module.addBlock(to: region)
    for argument in module.arguments(of: body) {
      let own = module.addArgument(to: block, type: module.type(of: argument))
      module.replaceAllUses(of: argument, with: own)
    }
    var blocks: Int64 = 0
    var scratch: Int64 = 0
    for launch in module.ops(of: body).dropLast() {
      blocks += module.integer("blocks", of: launch) ?? 1
      scratch = max(scratch, module.integer("scratch_bytes", of: launch) ?? 0)
      module.inlineRegion(of: launch, to: .end(of: block))
    }
    let location = module.location(of: group)
    let yielded = module.lastOp(of: body).map { module.operands(of: $0) } ?? []
    module.build(FuseEndOp.yield, at: .end(of: block), operands: yielded, location: location)
    let shape = KernelLaunchShape(
      name: name, blocks: blocks, lanes: Int64(lanes), scratchBytes: scratch)
    return shape.launch(region, of: module.operands(of: group), insteadOf: group, in: &module)
  }
}
