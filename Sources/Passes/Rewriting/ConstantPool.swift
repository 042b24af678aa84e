import FuseIR

/// Keeps one constant per value, type and region, at the top of the region's entry block.
///
/// Constants stay in their own region: the body of a `linalg.generic` or a loop keeps what it needs.
struct ConstantPool {
  private struct Key: Hashable {
    let region: RegionID
    let opcode: UInt32
    let value: AttributeID
    let type: TypeID
  }

  private var constants: [Key: OpID] = [:]
  private var lastConstants: [RegionID: OpID] = [:]
  private let valueName: StringID

  init(_ module: inout Module) {
    valueName = module.intern("value")
  }

  /// Enters a constant that stands in the program: shares it with an equal one, or moves it to the top of its region.
  /// True if the program changed.
  mutating func enter(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let block = rewriter.module.parentBlock(of: op),
      let region = rewriter.module.parentRegion(of: block),
      let entry = rewriter.module.entryBlock(of: region),
      rewriter.module.resultCount(of: op) == 1,
      let key = key(of: op, in: region, rewriter.module)
    else { return false }
    if let known = live(key, rewriter.module), known != op {
      rewriter.replace(op, withResultsOf: known)
      return true
    }
    guard constants[key] != op else { return false }
    constants[key] = op
    let last = lastConstant(of: region, rewriter.module)
    lastConstants[region] = op
    if rewriter.module.previousOp(before: op) == last, block == entry { return false }
    rewriter.module.move(op, to: last.map { .after($0) } ?? .start(of: entry))
    return true
  }

  /// A constant with the given value, made if need be, that may be used where `user` stands.
  mutating func constant(
    _ value: AttributeID, _ type: TypeID, for user: OpID, _ rewriter: inout Rewriter
  ) -> ValueID? {
    guard let block = rewriter.module.parentBlock(of: user),
      let region = rewriter.module.parentRegion(of: block),
      let entry = rewriter.module.entryBlock(of: region)
    else { return nil }
    let opcode = rewriter.module.opcode(of: user)
    let isStablehlo =
      (opcode.dialect == .stablehlo || opcode.dialect == .chlo)
      && rewriter.module.shape(of: type) != nil
    let kind = isStablehlo ? Opcode(StablehloOp.constant) : Opcode(ArithOp.constant)
    let key = Key(region: region, opcode: kind.raw, value: value, type: type)
    if let known = live(key, rewriter.module) { return rewriter.module.result(of: known) }
    let last = lastConstant(of: region, rewriter.module)
    let result = rewriter.buildConstant(
      value, type, for: opcode, at: last.map { .after($0) } ?? .start(of: entry))
    if let made = rewriter.module.definingOp(of: result) {
      constants[key] = made
      lastConstants[region] = made
    }
    return result
  }

  private func key(of op: OpID, in region: RegionID, _ module: borrowing Module) -> Key? {
    guard let value = module.attribute(valueName, of: op) else { return nil }
    return Key(
      region: region, opcode: module.opcode(of: op).raw, value: value,
      type: module.type(of: module.result(of: op)))
  }

  private func live(_ key: Key, _ module: borrowing Module) -> OpID? {
    constants[key].flatMap { module.isErased($0) ? nil : $0 }
  }

  private func lastConstant(of region: RegionID, _ module: borrowing Module) -> OpID? {
    lastConstants[region].flatMap { module.isErased($0) ? nil : $0 }
  }
}
