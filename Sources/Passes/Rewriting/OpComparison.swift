import FuseIR

/// Whether two ops compute the same, regions included, and a hash that agrees with it.
struct OpComparison {
  private let facts: OpFacts

  init(_ facts: OpFacts) { self.facts = facts }

  /// Equal for ops that compute the same.
  func hash(_ op: OpID, _ module: borrowing Module, isCommutative: Bool) -> Int {
    var hash = header(op, module)
    if isCommutative, module.operandCount(of: op) == 2 {
      let a = module.operand(0, of: op).raw
      let b = module.operand(1, of: op).raw
      Self.mix(&hash, min(a, b))
      Self.mix(&hash, max(a, b))
    } else {
      for index in 0..<module.operandCount(of: op) {
        Self.mix(&hash, module.operand(index, of: op).raw)
      }
    }
    if module.regionCount(of: op) > 0 {
      // Operands inside may be values of the region itself, so only the kinds of the ops count.
      for inner in module.opsPreOrder(in: op).dropFirst() {
        Self.mix(&hash, Int32(truncatingIfNeeded: header(inner, module)))
      }
    }
    // The top bits are the good ones of a multiplicative hash.
    return hash >> 20 & Int.max
  }

  private func header(_ op: OpID, _ module: borrowing Module) -> Int {
    var hash = Int(module.opcode(of: op).raw) &+ 1
    Self.mix(&hash, module.properties(of: op).raw)
    Self.mix(&hash, module.attributes(of: op).raw)
    for index in 0..<module.resultCount(of: op) {
      Self.mix(&hash, module.type(of: module.result(index, of: op)).raw)
    }
    return hash
  }

  private static func mix(_ hash: inout Int, _ value: Int32) {
    hash = (hash ^ Int(value)) &* 0x2545_F491_4F6C_DD1D
    hash ^= hash >> 29
  }

  /// True iff the ops compute the same.
  func areEqual(_ a: OpID, _ b: OpID, _ module: borrowing Module, isCommutative: Bool) -> Bool {
    guard haveEqualHeaders(a, b, module) else { return false }
    if haveEqualOperands(a, b, module) || (isCommutative && haveSwappedOperands(a, b, module)) {
      guard module.regionCount(of: a) > 0 else { return true }
      var counterparts: [ValueID: ValueID] = [:]
      return haveEqualRegions(a, b, module, &counterparts)
    }
    return false
  }

  private func haveEqualHeaders(_ a: OpID, _ b: OpID, _ module: borrowing Module) -> Bool {
    guard module.opcode(of: a) == module.opcode(of: b),
      module.properties(of: a) == module.properties(of: b),
      module.attributes(of: a) == module.attributes(of: b),
      module.operandCount(of: a) == module.operandCount(of: b),
      module.resultCount(of: a) == module.resultCount(of: b),
      module.regionCount(of: a) == module.regionCount(of: b)
    else { return false }
    for index in 0..<module.resultCount(of: a)
    where module.type(of: module.result(index, of: a))
      != module.type(of: module.result(index, of: b))
    {
      return false
    }
    return true
  }

  private func haveEqualOperands(_ a: OpID, _ b: OpID, _ module: borrowing Module) -> Bool {
    for index in 0..<module.operandCount(of: a)
    where module.operand(index, of: a) != module.operand(index, of: b) {
      return false
    }
    return true
  }

  private func haveSwappedOperands(_ a: OpID, _ b: OpID, _ module: borrowing Module) -> Bool {
    module.operandCount(of: a) == 2 && module.operand(0, of: a) == module.operand(1, of: b)
      && module.operand(1, of: a) == module.operand(0, of: b)
  }

  /// `counterparts` says which value of `b` a value defined inside `a` corresponds to.
  private func haveEqualRegions(
    _ a: OpID, _ b: OpID, _ module: borrowing Module, _ counterparts: inout [ValueID: ValueID]
  ) -> Bool {
    for index in 0..<module.regionCount(of: a) {
      let left = module.region(index, of: a)
      let right = module.region(index, of: b)
      guard let leftEntry = module.entryBlock(of: left),
        let rightEntry = module.entryBlock(of: right)
      else {
        if module.entryBlock(of: left) == nil, module.entryBlock(of: right) == nil { continue }
        return false
      }
      // Regions of several blocks are left alone: comparing graphs of blocks is not worth it.
      guard module.nextBlock(after: leftEntry) == nil, module.nextBlock(after: rightEntry) == nil,
        haveEqualContents(leftEntry, rightEntry, module, &counterparts)
      else { return false }
    }
    return true
  }

  private func haveEqualContents(
    _ a: BlockID, _ b: BlockID, _ module: borrowing Module,
    _ counterparts: inout [ValueID: ValueID]
  ) -> Bool {
    guard module.argumentCount(of: a) == module.argumentCount(of: b) else { return false }
    for index in 0..<module.argumentCount(of: a) {
      let left = module.argument(index, of: a)
      let right = module.argument(index, of: b)
      guard module.type(of: left) == module.type(of: right) else { return false }
      counterparts[left] = right
    }
    var left = module.firstOp(of: a)
    var right = module.firstOp(of: b)
    while let leftOp = left, let rightOp = right {
      guard haveEqualHeaders(leftOp, rightOp, module) else { return false }
      for index in 0..<module.operandCount(of: leftOp) {
        let value = module.operand(index, of: leftOp)
        guard counterparts[value] ?? value == module.operand(index, of: rightOp) else {
          return false
        }
      }
      if module.regionCount(of: leftOp) > 0,
        !haveEqualRegions(leftOp, rightOp, module, &counterparts)
      {
        return false
      }
      for index in 0..<module.resultCount(of: leftOp) {
        counterparts[module.result(index, of: leftOp)] = module.result(index, of: rightOp)
      }
      left = module.nextOp(after: leftOp)
      right = module.nextOp(after: rightOp)
    }
    return left == nil && right == nil
  }
}
