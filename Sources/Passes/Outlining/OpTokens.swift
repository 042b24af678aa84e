import FuseIR

/// Numbers ops: equal numbers for ops that are equal up to their operands from outside.
struct OpTokens {
  private var numbers: [[Int32]: Int32] = [:]
  private var unique: Int32 = -1

  /// The number of the op. An op that can't leave its place has one of its own, which is negative.
  mutating func token(of op: OpID, in module: borrowing Module) -> Int32 {
    let traits = module.traits(of: op)
    if traits.contains(.terminator) || traits.contains(.symbol)
      || !module.successors(of: op).isEmpty
    {
      unique -= 1
      return unique
    }
    var key: [Int32] = []
    var local: [ValueID: Int32] = [:]
    Self.append(op, to: &key, &local, isNested: false, in: module)
    let next = Int32(truncatingIfNeeded: numbers.count)
    if let known = numbers[key] { return known }
    numbers[key] = next
    return next
  }

  /// Describes an op: kind, attributes, types, and for regions all ops inside. Values of regions are named by their order.
  private static func append(
    _ op: OpID, to key: inout [Int32], _ local: inout [ValueID: Int32], isNested: Bool,
    in module: borrowing Module
  ) {
    key.append(Int32(bitPattern: module.opcode(of: op).raw))
    key.append(module.properties(of: op).raw)
    key.append(module.attributes(of: op).raw)
    key.append(Int32(truncatingIfNeeded: module.operandCount(of: op)))
    for operand in module.operands(of: op) {
      key.append(local[operand] ?? -1)
      key.append(module.type(of: operand).raw)
    }
    key.append(Int32(truncatingIfNeeded: module.resultCount(of: op)))
    for result in module.results(of: op) {
      key.append(module.type(of: result).raw)
      if isNested { local[result] = Int32(truncatingIfNeeded: local.count) }
    }
    for region in module.regions(of: op) {
      let blocks = module.blocks(of: region)
      key.append(Int32(truncatingIfNeeded: blocks.count))
      for block in blocks {
        key.append(Int32(truncatingIfNeeded: module.argumentCount(of: block)))
        for argument in module.arguments(of: block) {
          local[argument] = Int32(truncatingIfNeeded: local.count)
          key.append(module.type(of: argument).raw)
        }
        for inner in module.ops(of: block) {
          append(inner, to: &key, &local, isNested: true, in: module)
          // Jumps inside are told apart by where they go.
          for successor in module.successors(of: inner) {
            key.append(Int32(truncatingIfNeeded: blocks.firstIndex(of: successor) ?? -1))
          }
        }
      }
    }
  }

  /// The values from elsewhere that an op and those inside it use, in the order of use, with repetitions.
  static func captured(by op: OpID, in module: borrowing Module) -> [(user: OpID, index: Int)] {
    guard module.regionCount(of: op) > 0 else {
      return (0..<module.operandCount(of: op)).map { (op, $0) }
    }
    var slots: [(user: OpID, index: Int)] = []
    var inside: Set<ValueID> = []
    for inner in module.opsPreOrder(in: op) {
      if inner != op { inside.formUnion(module.results(of: inner)) }
      for region in module.regions(of: inner) {
        for block in module.blocks(of: region) { inside.formUnion(module.arguments(of: block)) }
      }
    }
    for inner in module.opsPreOrder(in: op) {
      for index in 0..<module.operandCount(of: inner)
      where !inside.contains(module.operand(index, of: inner)) {
        slots.append((inner, index))
      }
    }
    return slots
  }
}
