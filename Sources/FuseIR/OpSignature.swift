/// What the rules of many ops are about, and all of it: the kind of op, its attributes, and the types of its operands and
/// results. Models repeat their layers, so what was found right of one op need not be looked at again for the next.
struct OpSignature: Hashable {
  private var numbers: [Int32] = []

  /// The signature of the op.
  init(_ op: OpID, in module: borrowing Module) {
    let record = module.ops[op.index]
    numbers.reserveCapacity(8 + 3 * Int(record.operandCount + record.resultCount))
    numbers.append(Int32(bitPattern: record.opcode.raw))
    numbers.append(record.properties.raw)
    numbers.append(record.attributes.raw)
    appendOperandTypes(of: op, in: module)
    numbers.append(-1)
    for index in 0..<Int(record.resultCount) {
      numbers.append(module.values[Int(record.resultStart) + index].type.raw)
    }
  }

  /// Adds the types of the block's arguments, and the kind of its last op with the types of what that op passes on.
  mutating func append(_ block: BlockID, in module: borrowing Module) {
    // Negative numbers stand between the lists, so that none is taken for part of another.
    numbers.append(-1)
    for index in 0..<module.argumentCount(of: block) {
      numbers.append(module.type(of: module.argument(index, of: block)).raw)
    }
    numbers.append(-1)
    guard let last = module.lastOp(of: block) else { return }
    numbers.append(Int32(bitPattern: module.opcode(of: last).raw))
    appendOperandTypes(of: last, in: module)
  }

  private mutating func appendOperandTypes(of op: OpID, in module: borrowing Module) {
    let record = module.ops[op.index]
    for index in 0..<Int(record.operandCount) {
      let value = module.uses[Int(record.operandStart) + index].value
      numbers.append(module.values[value.index].type.raw)
    }
  }

  func hash(into hasher: inout Hasher) {
    var hash = WordHash()
    for number in numbers { hash.add(number) }
    hasher.combine(hash.value)
  }
}

extension VerifierReport {
  /// Runs `check`, unless it found nothing wrong with an op of the same signature before.
  mutating func checkOnce(_ signature: OpSignature, _ check: (inout VerifierReport) -> Void) {
    guard !soundSignatures.contains(signature) else { return }
    let before = count
    check(&self)
    if count == before { soundSignatures.insert(signature) }
  }
}
