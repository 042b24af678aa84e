import FuseIR

/// Keeps one constant per value, type and region, at the top of the region's entry block.
///
/// Constants stay in their own region: the body of a `linalg.generic` or a loop keeps what it needs.
struct ConstantPool {
  private struct Key: Equatable {
    let region: RegionID
    let opcode: Opcode
    let value: AttributeID
    let type: TypeID

    var hash: Int {
      var hash = Int(value.raw) &* 0x2545_F491_4F6C_DD1D
      hash = (hash ^ (hash >> 29) ^ Int(region.raw) << 17 ^ Int(type.raw) << 40)
      hash = (hash ^ Int(opcode.raw)) &* 0x2545_F491_4F6C_DD1D
      return hash >> 20 & Int.max
    }
  }

  private struct Entry {
    let key: Key
    var op: OpID?
  }

  private var entries: [Entry] = []
  /// Open addressing: indices of `entries`, -1 where free. Entries are never taken out.
  private var slots = [Int32](repeating: -1, count: 256)
  private var lastConstants: [OpID?] = []
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
    let index = index(of: key)
    let known = entries[index].op
    if known == op { return false }
    if let known, !rewriter.module.isErased(known) {
      rewriter.replaceAllUses(
        of: rewriter.module.result(of: op), with: rewriter.module.result(of: known))
      rewriter.erase(op)
      return true
    }
    entries[index].op = op
    let last = lastConstant(of: region, rewriter.module)
    setLastConstant(of: region, to: op)
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
    let index = index(of: Key(region: region, opcode: kind, value: value, type: type))
    let known = entries[index].op
    if let known, !rewriter.module.isErased(known) {
      return rewriter.module.result(of: known)
    }
    let last = lastConstant(of: region, rewriter.module)
    let properties = rewriter.module.dictionary([NamedAttribute(valueName, value)])
    let made = rewriter.build(
      kind, at: last.map { .after($0) } ?? .start(of: entry), resultTypes: [type],
      properties: properties)
    entries[index].op = made
    setLastConstant(of: region, to: made)
    return rewriter.module.result(of: made)
  }

  private func key(of op: OpID, in region: RegionID, _ module: borrowing Module) -> Key? {
    guard let value = module.attribute(valueName, of: op) else { return nil }
    return Key(
      region: region, opcode: module.opcode(of: op), value: value,
      type: module.type(of: module.result(of: op)))
  }

  /// The entry with the key, made with no op if there is none.
  private mutating func index(of key: Key) -> Int {
    let mask = slots.count - 1
    var slot = key.hash & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].key == key { return index }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(entries.count)
    entries.append(Entry(key: key, op: nil))
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = entry.key.hash & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  private func lastConstant(of region: RegionID, _ module: borrowing Module) -> OpID? {
    guard region.index < lastConstants.count else { return nil }
    return lastConstants[region.index].flatMap { module.isErased($0) ? nil : $0 }
  }

  private mutating func setLastConstant(of region: RegionID, to op: OpID) {
    if region.index >= lastConstants.count {
      let missing = region.index + 1 - lastConstants.count
      lastConstants.append(contentsOf: repeatElement(nil, count: missing + lastConstants.count))
    }
    lastConstants[region.index] = op
  }
}
