/// The names that values and blocks have in printed text, given as MLIR gives them.
///
/// Results count up from the names of the region around, arguments of entry blocks are `%arg0`, …,
/// and ops may suggest names (`%cst`), which are made unique with a suffix.
struct ValueNames {
  /// By value: a number times four, plus 1 for an argument, plus 2 for the first of several results; `~index` of a
  /// suggested name; `unnamed`.
  private var codes: ContiguousArray<Int32> = []
  private var suggested: [String] = []
  private var blockNumbers: ContiguousArray<Int32> = []
  private static let unnamed = Int32.min

  /// Names everything in the regions of the op.
  init() {}

  /// Names the results of the op and everything in its regions. In generic form no op suggests names.
  mutating func nameValues(in op: OpID, of module: borrowing Module, generic: Bool) {
    codes = ContiguousArray(repeating: Self.unnamed, count: module.valueCapacity)
    blockNumbers = ContiguousArray(repeating: -1, count: module.blockCapacity)
    var counters = Counters()
    var used = UsedNames()
    nameResults(of: op, module, &counters, &used, generic)
    // Regions go on from the state at the end of the region around them, each for itself. In generic
    // form one count runs through all of them, the last region first, as in MLIR.
    var stack: [(region: RegionID, counters: Counters, scope: Int)] = []
    for region in module.regions(of: op) { stack.append((region, counters, 0)) }
    while let (region, start, scope) = stack.popLast() {
      if !generic { counters = start }
      used.leave(to: scope)
      let inner = used.enter()
      var number: Int32 = 0
      var block = module.regions[region.index].firstBlock
      while !block.isNull {
        blockNumbers[block.index] = number
        nameArguments(of: block, isEntry: number == 0, module, &counters, &used, generic)
        number += 1
        var op = module.blocks[block.index].firstOp
        while !op.isNull {
          nameResults(of: op, module, &counters, &used, generic)
          op = module.ops[op.index].next
        }
        block = module.blocks[block.index].next
      }
      pushRegions(inside: region, module, counters, inner, &stack)
    }
  }

  /// Numbers the op's results, and the values of everything in its regions, by identity: `%arg3` for arguments of entry
  /// blocks, `%3` for others. Blocks are numbered per region as ever.
  mutating func numberValuesByIdentity(in root: OpID, of module: borrowing Module) {
    codes = ContiguousArray((0..<Int32(module.valueCapacity)).map { $0 << 2 })
    blockNumbers = ContiguousArray(repeating: -1, count: module.blockCapacity)
    for op in module.opsPreOrder(in: root) {
      if module.resultCount(of: op) > 1 {
        for result in module.results(of: op) { codes[result.index] |= 2 }
      }
      for region in module.regions(of: op) {
        for (number, block) in module.blocks(of: region).enumerated() {
          blockNumbers[block.index] = Int32(number)
          guard number == 0 else { continue }
          for argument in module.arguments(of: block) { codes[argument.index] |= 1 }
        }
      }
    }
  }

  private func pushRegions(
    inside region: RegionID, _ module: borrowing Module, _ counters: Counters, _ scope: Int,
    _ stack: inout [(region: RegionID, counters: Counters, scope: Int)]
  ) {
    var block = module.regions[region.index].firstBlock
    while !block.isNull {
      var op = module.blocks[block.index].firstOp
      while !op.isNull {
        for index in 0..<module.regionCount(of: op) {
          stack.append((module.region(index, of: op), counters, scope))
        }
        op = module.ops[op.index].next
      }
      block = module.blocks[block.index].next
    }
  }

  private struct Counters {
    var value: Int32 = 0
    var argument: Int32 = 0
    var conflict = 0
  }

  private mutating func nameArguments(
    of block: BlockID, isEntry: Bool, _ module: borrowing Module, _ counters: inout Counters,
    _ used: inout UsedNames, _ generic: Bool
  ) {
    for index in 0..<module.argumentCount(of: block) {
      let value = module.argument(index, of: block)
      guard isEntry else {
        codes[value.index] = counters.value << 2
        counters.value += 1
        continue
      }
      if generic {
        codes[value.index] = counters.argument << 2 | 1
      } else if let op = module.parentOp(of: block),
        let suggestion = module.definition(of: op)?.argumentName?(module, op, index)
      {
        codes[value.index] = suggest(used.unique(suggestion, &counters.conflict))
        continue
      } else {
        let name = used.unique("arg\(counters.argument)", &counters.conflict)
        codes[value.index] = suggest(name)
      }
      counters.argument += 1
    }
  }

  private mutating func nameResults(
    of op: OpID, _ module: borrowing Module, _ counters: inout Counters,
    _ used: inout UsedNames, _ generic: Bool
  ) {
    let record = module.ops[op.index]
    guard record.resultCount > 0 else { return }
    if !generic, let definition = module.definition(of: op),
      let suggestion = definition.resultName?(module, op)
    {
      let first = Int(record.resultStart)
      codes[first] = suggest(used.unique(suggestion, &counters.conflict))
      guard definition.laterResultNames.count + 1 == Int(record.resultCount) else { return }
      for (index, name) in definition.laterResultNames.enumerated() {
        codes[first + 1 + index] = suggest(used.unique(name, &counters.conflict))
      }
      return
    }
    codes[Int(record.resultStart)] = counters.value << 2 | (record.resultCount > 1 ? 2 : 0)
    counters.value += 1
  }

  private mutating func suggest(_ name: String) -> Int32 {
    suggested.append(name)
    return ~Int32(suggested.count - 1)
  }

  /// The number of a block in its region.
  func number(of block: BlockID) -> Int {
    block.index < blockNumbers.count ? Int(blockNumbers[block.index]) : -1
  }

  /// What is written behind `%` for the first value of a group.
  enum Name {
    case number(Int)
    case argument(Int)
    case text(String)
    case none
  }

  /// The number of a value that is named by nothing but a number: an argument of a later block, or the only result of
  /// its op.
  @inline(__always)
  func onlyNumber(of value: ValueID) -> UInt64? {
    guard value.index < codes.count, codes[value.index] >= 0, codes[value.index] & 3 == 0 else {
      return nil
    }
    return UInt64(codes[value.index] >> 2)
  }

  /// Whether an op suggested the name of the value.
  func isSuggested(_ value: ValueID) -> Bool {
    value.index < codes.count && codes[value.index] < 0 && codes[value.index] != Self.unnamed
  }

  /// The name of a value; results other than the first have none of their own unless ops suggest them.
  func name(of value: ValueID) -> Name {
    guard value.index < codes.count else { return .none }
    let code = codes[value.index]
    if code >= 0 { return code & 1 == 0 ? .number(Int(code >> 2)) : .argument(Int(code >> 2)) }
    return code == Self.unnamed ? .none : .text(suggested[Int(~code)])
  }
}

/// The names that are taken at a place, in nested scopes.
private struct UsedNames {
  private var names: Set<String> = []
  private var added: [String] = []
  private var scopes: [Int] = []

  /// Opens a scope inside the present one and returns its number.
  mutating func enter() -> Int {
    scopes.append(added.count)
    return scopes.count
  }

  /// Closes scopes until the one with the given number is the innermost.
  mutating func leave(to scope: Int) {
    while scopes.count > scope {
      let start = scopes.removeLast()
      for name in added[start...] { names.remove(name) }
      added.removeSubrange(start...)
    }
  }

  /// The name, with a suffix if it is taken; it is taken from then on.
  mutating func unique(_ name: String, _ conflict: inout Int) -> String {
    var candidate = name
    while !names.insert(candidate).inserted {
      candidate = "\(name)_\(conflict)"
      conflict += 1
    }
    added.append(candidate)
    return candidate
  }
}
