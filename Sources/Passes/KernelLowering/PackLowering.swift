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
      guard let inner = module.body(of: launch), let end = module.lastOp(of: inner) else {
        continue
      }
      for (argument, operand) in zip(module.arguments(of: inner), module.operands(of: launch)) {
        module.replaceAllUses(of: argument, with: operand)
      }
      let results = module.operands(of: end)
      module.erase(end)
      module.moveOps(of: inner, to: .end(of: block))
      module.replace(launch, with: results)
    }
    let location = module.location(of: group)
    let yielded = module.lastOp(of: body).map { module.operands(of: $0) } ?? []
    module.build(FuseEndOp.yield, at: .end(of: block), operands: yielded, location: location)
    return module.build(
      KernelOp.launch, at: .before(group), operands: module.operands(of: group),
      resultTypes: module.resultTypes(of: group),
      attributes: [
        ("sym_name", module.stringAttribute(name)), ("blocks", module.integerAttribute(blocks)),
        ("threads", module.integerAttribute(1)), ("lanes", module.integerAttribute(Int64(lanes))),
        ("scratch_bytes", module.integerAttribute(scratch)),
      ], regions: [region], location: location)
  }

  /// Puts the kernels of a pack where it stands, as groups and launches of their own.
  static func dissolve(_ group: OpID, in module: inout Module) {
    guard let body = module.body(of: group), let end = module.lastOp(of: body) else { return }
    for (argument, operand) in zip(module.arguments(of: body), module.operands(of: group)) {
      module.replaceAllUses(of: argument, with: operand)
    }
    let results = module.operands(of: end)
    module.erase(end)
    module.moveOps(of: body, to: .before(group))
    module.replace(group, with: results)
  }
}
