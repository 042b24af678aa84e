import FuseIR

// Loops and branches of scf.

extension Interpreter {
  mutating func execute(
    _ kind: ScfOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .for: return try countedLoop(op, &operands, in: module)
    case .while: return try conditionalLoop(op, &operands, in: module)
    case .if:
      guard let condition = operands.first?.integer(at: 0) else {
        throw ExecutionError("needs a condition")
      }
      return try region(condition != 0 ? 0 : 1, of: op, in: module)
    case .executeRegion: return try region(0, of: op, in: module)
    case .indexSwitch:
      guard let selector = operands.first?.integer(at: 0),
        let cases = module.integers("cases", of: op), cases.count < module.regionCount(of: op)
      else { throw ExecutionError("needs a number and as many cases as regions for them") }
      let chosen = cases.firstIndex(of: selector)
      return try region(chosen.map { $0 + 1 } ?? 0, of: op, in: module)
    case .condition, .yield: throw ExecutionError("ends a region, and stands elsewhere")
    }
  }

  /// What a region without arguments yields; nothing where it is empty.
  private mutating func region(
    _ index: Int, of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let block = module.entryBlock(of: module.region(index, of: op)) else { return [] }
    var arguments: [Tensor] = []
    return try runBlocks(from: block, &arguments, in: module)
  }

  private mutating func countedLoop(
    _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard operands.count >= 3, let lower = operands[0].integer(at: 0),
      let upper = operands[1].integer(at: 0), let step = operands[2].integer(at: 0)
    else { throw ExecutionError("needs bounds and a step") }
    let type = operands[0].elementType
    let body = try body(of: op, in: module)
    var carried = Array(operands[3...])
    operands = []
    guard
      let count = Self.iterations(
        from: lower, to: upper, step: step,
        isUnsigned: module.attribute("unsignedCmp", of: op) != nil,
        bits: type.integerKind.map { Int($0.bitWidth) } ?? 64)
    else { throw ExecutionError("has step \(step), which is not positive") }
    var (iteration, number) = (UInt64(0), lower)
    while iteration < count {
      guard let variable = Tensor([number], shape: [], type) else {
        throw ExecutionError("counts in numbers that are not integers")
      }
      var arguments = [variable] + carried
      carried = []
      carried = try runBlocks(from: body, &arguments, in: module)
      iteration += 1
      number &+= step
    }
    return carried
  }

  /// How often a loop runs, nil where the step is not positive. The numbers have `bits` bits, and unsigned loops read them
  /// without sign.
  private static func iterations(
    from lower: Int64, to upper: Int64, step: Int64, isUnsigned: Bool, bits: Int
  ) -> UInt64? {
    if isUnsigned {
      let mask = bits >= 64 ? UInt64.max : (UInt64(1) << UInt64(bits)) - 1
      let (first, last, stride) = (
        UInt64(bitPattern: lower) & mask, UInt64(bitPattern: upper) & mask,
        UInt64(bitPattern: step) & mask
      )
      guard stride > 0 else { return nil }
      return first < last ? (last - first - 1) / stride + 1 : 0
    }
    guard step > 0 else { return nil }
    guard lower < upper else { return 0 }
    return (UInt64(bitPattern: upper &- lower) - 1) / UInt64(step) + 1
  }

  private mutating func conditionalLoop(
    _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let before = try body(0, of: op, in: module)
    let after = try body(1, of: op, in: module)
    var carried = operands
    operands = []
    while true {
      var passed = try runBlocks(from: before, &carried, in: module)
      guard let holds = passed.first?.integer(at: 0) else {
        throw ExecutionError("has a condition that yields no boolean")
      }
      passed.removeFirst()
      if holds == 0 { return passed }
      carried = try runBlocks(from: after, &passed, in: module)
    }
  }
}
