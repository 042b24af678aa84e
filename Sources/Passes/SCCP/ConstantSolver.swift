import FuseIR

/// Finds, for every value, whether it is constant on every path that control may take: the analysis of `sccp`.
///
/// What is known about a value only ever goes from "unreached" through "constant" to "varying", and a block from not reached to
/// reached, so that the work is proportional to the number of uses.
struct ConstantSolver {
  private let root: OpID
  private let facts = OpFacts.shared
  private let folding: ConstantFolding

  private var known: ValueMap<KnownValue>
  private var isReached: [Bool]
  private var pending: [OpID] = []
  private var isPending: OpMap<Bool>

  /// The calls of each function that is only called, and the function of each such call.
  private var calls: [OpID: [OpID]] = [:]
  private var callees: [OpID: OpID] = [:]
  /// What is known about the results of functions that are only called.
  private var results: [OpID: [KnownValue]] = [:]

  /// A solver for everything inside `root`.
  init(_ module: borrowing Module, root: OpID, _ folding: ConstantFolding) {
    self.root = root
    self.folding = folding
    known = ValueMap(module, repeating: .unreached)
    isReached = [Bool](repeating: false, count: module.blockCapacity)
    isPending = OpMap(module, repeating: false)
    if root == module.root { findInternalFunctions(module) }
  }

  /// The constant that the value always is, nil where there is none or where no path leads to it.
  func constant(_ value: ValueID) -> AttributeID? {
    if case .constant(let attribute) = known[value] { return attribute }
    return nil
  }

  /// Finds all that can be known.
  mutating func solve(_ module: inout Module) {
    enterAsUnknown(root, module)
    while let op = pending.popLast() {
      isPending[op] = false
      guard let block = module.parentBlock(of: op), isReached[block.index] else { continue }
      visit(op, &module)
    }
  }

  // MARK: What is known

  private mutating func join(
    _ value: ValueID, _ new: KnownValue, _ module: borrowing Module
  ) {
    var new = new
    // The types of a loop's values may be more precise outside of it.
    if case .constant(let attribute) = new,
      module.valueType(of: attribute) != module.type(of: value)
    {
      new = .varying
    }
    let joined = known[value].joined(with: new)
    guard joined != known[value] else { return }
    known[value] = joined
    var use = module.firstUse(of: value)
    while let current = use {
      enqueue(module.user(of: current))
      use = module.nextUse(after: current)
    }
  }

  private mutating func joinResults(
    of op: OpID, _ new: KnownValue, _ module: borrowing Module
  ) {
    for result in module.results(of: op) { join(result, new, module) }
  }

  private mutating func join(
    _ values: [ValueID], from sources: [ValueID], _ module: borrowing Module
  ) {
    for (index, value) in values.enumerated() {
      join(value, index < sources.count ? known[sources[index]] : .varying, module)
    }
  }

  private mutating func reach(_ block: BlockID, _ module: borrowing Module) {
    guard !isReached[block.index] else { return }
    isReached[block.index] = true
    for op in module.ops(of: block).reversed() { enqueue(op) }
  }

  private mutating func enqueue(_ op: OpID) {
    guard !isPending[op] else { return }
    isPending[op] = true
    pending.append(op)
  }

  /// Everything inside the op may be reached, with any arguments.
  private mutating func enterAsUnknown(_ op: OpID, _ module: borrowing Module) {
    for region in module.regions(of: op) {
      // A foreign op may enter any block of its regions.
      let isForeign = module.opcode(of: op).isForeign
      for block in module.blocks(of: region).prefix(isForeign ? Int.max : 1) {
        for argument in module.arguments(of: block) { join(argument, .varying, module) }
        reach(block, module)
      }
    }
  }

  // MARK: Ops

  private mutating func visit(_ op: OpID, _ module: inout Module) {
    let opcode = module.opcode(of: op)
    let traits = facts.traits(opcode)
    if traits.contains(.constant) {
      let value = module.constantAttribute(of: module.result(of: op))
      return joinResults(of: op, value.map { .constant($0) } ?? .varying, module)
    }
    if traits.contains(.terminator) { return visitTerminator(op, opcode, module) }
    if isChoice(opcode) { return visitChoice(op, opcode, module) }
    if opcode.is(StablehloOp.while) || opcode.is(ScfOp.while) { return visitWhile(op, module) }
    if opcode.is(ScfOp.for) { return visitFor(op, module) }
    if opcode.is(ScfOp.executeRegion) { return enterAsUnknown(op, module) }
    if opcode.is(FuncOp.call) { return visitCall(op, module) }
    if opcode.is(FuncOp.func) {
      // Functions that are only called are entered by their calls.
      if calls[op] == nil { enterAsUnknown(op, module) }
      return
    }
    if module.regionCount(of: op) > 0 { enterAsUnknown(op, module) }
    compute(op, opcode, traits, &module)
  }

  private mutating func compute(
    _ op: OpID, _ opcode: Opcode, _ traits: OpTraits, _ module: inout Module
  ) {
    guard module.resultCount(of: op) > 0 else { return }
    if opcode.is(ArithOp.select) || opcode.is(StablehloOp.select) {
      if let chosen = chosenValue(op, module) {
        return joinResults(of: op, known[chosen], module)
      }
    }
    var attributes: [AttributeID] = []
    for operand in module.operands(of: op) {
      switch known[operand] {
      case .unreached: return
      case .varying: return joinResults(of: op, .varying, module)
      case .constant(let attribute): attributes.append(attribute)
      }
    }
    guard let folded = folding.fold(op, attributes, facts, &module),
      folded.count == module.resultCount(of: op)
    else { return joinResults(of: op, .varying, module) }
    for (index, result) in folded.enumerated() {
      switch result {
      case .constant(let attribute):
        join(module.result(index, of: op), .constant(attribute), module)
      case .value(let value): join(module.result(index, of: op), known[value], module)
      }
    }
  }

  /// The operand that a `select` gives where its condition is known.
  private func chosenValue(_ op: OpID, _ module: borrowing Module) -> ValueID? {
    guard let condition = integer(module.operand(0, of: op), module) else { return nil }
    return module.operand(condition != 0 ? 1 : 2, of: op)
  }

  private func integer(_ value: ValueID, _ module: borrowing Module) -> Int64? {
    constant(value).flatMap { module.uniformInteger($0) }
  }

  // MARK: Regions

  /// True iff ops of the kind run one of their regions, as their operand says, and have as results what it ends with.
  private func isChoice(_ opcode: Opcode) -> Bool {
    opcode.is(StablehloOp.if) || opcode.is(StablehloOp.case) || opcode.is(ScfOp.if)
      || opcode.is(ScfOp.indexSwitch)
  }

  /// Reaches the branches that the choice allows.
  private mutating func visitChoice(_ op: OpID, _ opcode: Opcode, _ module: borrowing Module) {
    let choice = module.operand(0, of: op)
    if known[choice] == .unreached { return }
    var taken = Array(0..<module.regionCount(of: op))
    if let value = integer(choice, module) { taken = [branch(of: op, opcode, value, module)] }
    for index in taken {
      if let block = module.body(of: op, region: index) { reach(block, module) }
    }
  }

  /// The number of the region that an op runs for a known choice.
  private func branch(
    of op: OpID, _ opcode: Opcode, _ value: Int64, _ module: borrowing Module
  ) -> Int {
    let count = module.regionCount(of: op)
    if opcode.is(StablehloOp.case) {
      return (0..<Int64(count)).contains(value) ? Int(value) : count - 1
    }
    if opcode.is(ScfOp.indexSwitch) {
      let cases = module.integers("cases", of: op) ?? []
      return cases.firstIndex(of: value).map { $0 + 1 } ?? 0
    }
    return value != 0 ? 0 : 1
  }

  private mutating func visitWhile(_ op: OpID, _ module: borrowing Module) {
    guard let condition = module.body(of: op) else { return joinResults(of: op, .varying, module) }
    reach(condition, module)
    joinCondition(condition, from: module.operands(of: op), module)
  }

  /// Hands values to the condition of a loop, which hands them on to the body and to the results.
  private mutating func joinCondition(
    _ condition: BlockID, from values: [ValueID], _ module: borrowing Module
  ) {
    join(module.arguments(of: condition), from: values, module)
    if let end = module.lastOp(of: condition) { enqueue(end) }
  }

  /// `scf.for`: its body is reached unless the range is known to be empty.
  private mutating func visitFor(_ op: OpID, _ module: borrowing Module) {
    let operands = module.operands(of: op)
    guard let body = module.body(of: op), operands.count >= 3 else {
      return joinResults(of: op, .varying, module)
    }
    if operands[..<3].contains(where: { known[$0] == .unreached }) { return }
    let initial = Array(operands[3...])
    join(module.results(of: op), from: initial, module)
    if let low = integer(operands[0], module), let high = integer(operands[1], module),
      low >= high, module.attribute("unsignedCmp", of: op) == nil
    {
      return
    }
    let arguments = module.arguments(of: body)
    if let variable = arguments.first { join(variable, .varying, module) }
    join(Array(arguments.dropFirst()), from: initial, module)
    reach(body, module)
  }

  private mutating func visitTerminator(
    _ op: OpID, _ opcode: Opcode, _ module: borrowing Module
  ) {
    if opcode.is(ControlFlowOp.br) || opcode.is(ControlFlowOp.condBr)
      || opcode.is(ControlFlowOp.switch)
    {
      return visitBranch(op, opcode, module)
    }
    if !module.successors(of: op).isEmpty { return reachSuccessors(of: op, module) }
    guard let block = module.parentBlock(of: op), let parent = module.parentOp(of: block)
    else { return }
    let owner = module.opcode(of: parent)
    let operands = module.operands(of: op)
    if isChoice(owner) || owner.is(ScfOp.executeRegion) {
      join(module.results(of: parent), from: operands, module)
    } else if owner.is(ScfOp.for) {
      join(module.results(of: parent), from: operands, module)
      join(Array(module.arguments(of: block).dropFirst()), from: operands, module)
    } else if owner.is(StablehloOp.while) || owner.is(ScfOp.while) {
      visitEndOfWhile(op, parent, block, module)
    } else if owner.is(FuncOp.func), calls[parent] != nil {
      visitReturn(op, parent, module)
    }
  }

  private mutating func visitEndOfWhile(
    _ end: OpID, _ loop: OpID, _ block: BlockID, _ module: borrowing Module
  ) {
    guard let condition = module.body(of: loop), let body = module.body(of: loop, region: 1)
    else { return }
    let operands = module.operands(of: end)
    if block == body { return joinCondition(condition, from: operands, module) }
    guard let test = operands.first, known[test] != .unreached else { return }
    // `scf.condition` says what is handed on; that of `stablehlo.while` hands on its arguments.
    let isStructured = module.opcode(of: end).is(ScfOp.condition)
    let passed = isStructured ? Array(operands.dropFirst()) : module.arguments(of: condition)
    let value = integer(test, module)
    if value == nil || value == 0 { join(module.results(of: loop), from: passed, module) }
    if value != 0 {
      join(module.arguments(of: body), from: passed, module)
      reach(body, module)
    }
  }

  // MARK: Branches

  private mutating func visitBranch(_ op: OpID, _ opcode: Opcode, _ module: borrowing Module) {
    let targets = module.successors(of: op)
    var taken = Array(targets.indices)
    if !opcode.is(ControlFlowOp.br) {
      switch known[module.operand(0, of: op)] {
      case .unreached: return
      case .varying: break
      case .constant:
        if let value = integer(module.operand(0, of: op), module) {
          taken = [target(of: op, opcode, value, module)]
        }
      }
    }
    for index in taken where targets.indices.contains(index) {
      let passed = Branch(op).arguments(ofSuccessor: index, in: module) ?? []
      join(module.arguments(of: targets[index]), from: passed, module)
      reach(targets[index], module)
    }
  }

  /// Which successor a branch takes for a known value.
  private func target(
    of op: OpID, _ opcode: Opcode, _ value: Int64, _ module: borrowing Module
  ) -> Int {
    if opcode.is(ControlFlowOp.condBr) { return value != 0 ? 0 : 1 }
    let cases = module.attribute("case_values", of: op).flatMap { module.denseIntegers($0) } ?? []
    return cases.firstIndex(of: value).map { $0 + 1 } ?? 0
  }

  private mutating func reachSuccessors(of op: OpID, _ module: borrowing Module) {
    for block in module.successors(of: op) {
      for argument in module.arguments(of: block) { join(argument, .varying, module) }
      reach(block, module)
    }
  }

  // MARK: Calls

  /// Private functions whose every mention is the callee of a call: what they are given is all seen.
  private mutating func findInternalFunctions(_ module: borrowing Module) {
    let graph = CallGraph(module)
    let references = SymbolReferences.outsideCalls(module)
    for function in module.functions
    where Function(function).isPrivate(in: module) && !Function(function).isDeclaration(in: module)
    {
      guard let attribute = module.attribute("sym_name", of: function),
        case .string(let name, _) = module.attribute(attribute),
        !references.contains(name)
      else { continue }
      calls[function] = []
      let count = Function(function).type(in: module).results.count
      results[function] = [KnownValue](repeating: .unreached, count: count)
    }
    for function in module.functions {
      for call in graph.calls(in: function) {
        guard let callee = graph.callee(of: call), calls[callee] != nil else { continue }
        calls[callee]?.append(call)
        callees[call] = callee
      }
    }
  }

  private mutating func visitCall(_ call: OpID, _ module: borrowing Module) {
    guard let callee = callees[call], let entry = module.body(of: callee) else {
      return joinResults(of: call, .varying, module)
    }
    join(module.arguments(of: entry), from: module.operands(of: call), module)
    reach(entry, module)
    joinReturned(to: call, callee, module)
  }

  private mutating func visitReturn(
    _ op: OpID, _ function: OpID, _ module: borrowing Module
  ) {
    guard var joined = results[function] else { return }
    for (index, operand) in module.operands(of: op).enumerated() where index < joined.count {
      joined[index] = joined[index].joined(with: known[operand])
    }
    guard joined != results[function] else { return }
    results[function] = joined
    for call in calls[function] ?? [] {
      if let block = module.parentBlock(of: call), isReached[block.index] {
        joinReturned(to: call, function, module)
      }
    }
  }

  private mutating func joinReturned(
    to call: OpID, _ function: OpID, _ module: borrowing Module
  ) {
    guard let returned = results[function] else { return }
    for (index, result) in module.results(of: call).enumerated() {
      join(result, index < returned.count ? returned[index] : .varying, module)
    }
  }
}
