import FuseIR

/// Executes functions of a module op by op: the reference that every other way of running a program
/// is compared with.
///
/// It computes each op of StableHLO, CHLO and the linalg core as its specification says. Real
/// numbers are computed in double precision and rounded to the element type after each op; sums and
/// products of contractions and reductions are accumulated in double precision and rounded once.
/// Values are dropped after their last use.
///
/// The module is passed to each call and must be the same, unchanged, that the interpreter was made
/// for.
public struct Interpreter {
  /// Executes an op that the interpreter does not know, given its operands, and returns its results.
  public typealias ForeignHandler =
    (borrowing Module, OpID, [Tensor]) throws(ExecutionError) -> [Tensor]

  /// How deep calls and regions may nest.
  public static let depthLimit = 200

  /// Executes ops that the interpreter does not know; without it they are errors.
  public var foreignHandler: ForeignHandler?
  /// Executes a `sched.program`; without it its layers are executed one after the other, whatever its timeline says.
  var scheduleHandler: ForeignHandler?

  /// Whether contractions and convolutions are summed block by block, which is fast; otherwise each
  /// element of a result is summed by itself. Both give the same numbers up to the order of sums.
  public var usesBlockedProducts = true

  /// The number of ops executed so far; the body of a reduction or of `linalg.generic` counts once.
  public var executedOpCount: Int { budget.steps }

  /// What was used of the limits.
  var budget: ExecutionBudget

  /// Whether the op that is being executed computes with the numbers that quantized values stand for.
  var expressesQuantizedTypes = false
  /// The elements of the tuples made so far; a value of tuple type is carried as its number here.
  var tuples: [[Tensor]] = []

  /// Whether some body of the module asks which elements are stored; nil where nobody looked.
  var modulePatterns: Bool?

  /// The functions that were called so far, by name.
  var symbols = SymbolIndex()

  private var environment: [Tensor?]
  private var plans: [BlockPlan?]
  private var positions: [Int32]
  private var activeFunctions: [OpID] = []
  private var depth = 0

  /// An interpreter for `module`.
  public init(_ module: borrowing Module, limits: ExecutionLimits = ExecutionLimits()) {
    budget = ExecutionBudget(limits: limits)
    environment = [Tensor?](repeating: nil, count: module.valueCapacity)
    plans = [BlockPlan?](repeating: nil, count: module.blockCapacity)
    positions = [Int32](repeating: 0, count: module.opCapacity)
  }

  /// An interpreter for single ops without regions, which need no room for the values of a module.
  init() {
    budget = ExecutionBudget(limits: ExecutionLimits())
    environment = []
    plans = []
    positions = []
  }

  /// Calls the function with the given name and returns its results.
  public mutating func run(
    function name: String, inputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let function = module.function(named: name) else {
      throw ExecutionError("there is no function '\(name)'")
    }
    var arguments = inputs
    let results = try call(function, &arguments, in: module)
    guard tuples.isEmpty || !returnsTuple(function, in: module) else {
      throw ExecutionError(
        "returns a tuple, which is no tensor: return its elements", isUnsupported: true
      ).located(at: function)
    }
    return results
  }

  private func returnsTuple(_ function: OpID, in module: borrowing Module) -> Bool {
    guard let attribute = module.attribute("function_type", of: function),
      case .type(let type) = module.attribute(attribute),
      case .function(_, let results) = module.type(type)
    else { return false }
    return results.contains { result in
      if case .tuple = module.type(result) { return true }
      return false
    }
  }

  /// Runs the first block of a region with the given arguments, and returns the operands of the
  /// terminator that ends it. Values from outside of the region come from `setValue`.
  public mutating func runRegion(
    _ region: RegionID, arguments: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let entry = module.entryBlock(of: region) else { return arguments }
    var arguments = arguments
    return try runBlocks(from: entry, &arguments, in: module)
  }

  /// The value as it stands, or nil where it was not computed yet or was dropped after its last use.
  public func value(_ value: ValueID) -> Tensor? {
    value.index < environment.count ? environment[value.index] : nil
  }

  /// Sets a value, for regions that read values from outside of them.
  public mutating func setValue(_ value: ValueID, to tensor: Tensor?) {
    guard value.index < environment.count else { return }
    replace(value, with: tensor)
  }

  /// Sets a value, and counts its bytes.
  private mutating func replace(_ value: ValueID, with tensor: Tensor?) {
    budget.replace(environment[value.index], with: tensor)
    environment[value.index] = tensor
  }

  /// Calls a function; empties `arguments`.
  mutating func call(
    _ function: OpID, _ arguments: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let body = module.body(of: function) else {
      throw ExecutionError("is a declaration: there is no body to run").located(at: function)
    }
    try check(arguments, against: module.arguments(of: body), of: function, in: module)
    // A recursive call would overwrite the values of the call that it comes from.
    let isRecursive = activeFunctions.contains(function)
    let saved = isRecursive ? environment : []
    let savedBudget = budget
    activeFunctions.append(function)
    defer {
      activeFunctions.removeLast()
      if isRecursive {
        environment = saved
        budget.restoreBytes(of: savedBudget)
      }
    }
    return try runBlocks(from: body, &arguments, in: module)
  }

  private func check(
    _ arguments: [Tensor], against parameters: [ValueID], of function: OpID,
    in module: borrowing Module
  ) throws(ExecutionError) {
    // Calls are many and mistakes rare: the name is looked up where it is needed.
    func name(_ module: borrowing Module) -> String {
      module.string("sym_name", of: function) ?? "?"
    }
    guard arguments.count == parameters.count else {
      throw ExecutionError(
        "function '\(name(module))' takes \(parameters.count) inputs, and \(arguments.count) are given"
      )
    }
    for (index, argument) in arguments.enumerated()
    where !argument.fits(module.type(of: parameters[index]), in: module) {
      throw ExecutionError(
        "input \(index) of function '\(name(module))' has shape \(argument.shape) of "
          + "\(argument.elementType), and its type is "
          + Tensor.describe(module.type(of: parameters[index]), in: module))
    }
  }

  /// Runs blocks until a terminator leaves the region, and returns its operands.
  mutating func runBlocks(
    from entry: BlockID, _ arguments: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard depth < Interpreter.depthLimit else {
      throw ExecutionError(
        "calls and regions nest deeper than \(Interpreter.depthLimit)", isUnsupported: true)
    }
    depth += 1
    defer { depth -= 1 }
    var block = entry
    while true {
      switch try runBlock(block, &arguments, in: module) {
      case .leave(let results): return results
      case .branch(let next, let values):
        block = next
        arguments = values
      }
    }
  }

  /// How a block ends.
  private enum BlockEnd {
    case leave([Tensor])
    case branch(BlockID, [Tensor])
  }

  private mutating func runBlock(
    _ block: BlockID, _ arguments: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> BlockEnd {
    let plan = plan(for: block, in: module)
    for (index, argument) in module.arguments(of: block).enumerated() {
      guard index < arguments.count else {
        throw ExecutionError("a block with arguments is entered without values for them")
      }
      if module.hasUses(argument) { replace(argument, with: arguments[index]) }
    }
    arguments = []
    for (position, op) in plan.ops.enumerated() {
      do {
        try budget.step()
        var operands = try operands(of: op, in: module)
        for value in plan.droppedBefore(position) { replace(value, with: nil) }
        if let end = try endOfBlock(op, operands, in: module) { return end }
        try budget.check(bytes: module.resultBytes(of: op))
        let results = try execute(op, &operands, in: module)
        try store(results, of: op, in: module)
        for value in plan.droppedAfter(position) { replace(value, with: nil) }
      } catch {
        throw error.located(at: op)
      }
    }
    return .leave([])
  }

  private func operands(
    of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var operands: [Tensor] = []
    operands.reserveCapacity(module.operandCount(of: op))
    for index in 0..<module.operandCount(of: op) {
      guard let value = environment[module.operand(index, of: op).index] else {
        throw ExecutionError("operand \(index) has no value: it is not a tensor or a number")
      }
      operands.append(value)
    }
    return operands
  }

  private mutating func store(
    _ results: [Tensor], of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) {
    let count = module.resultCount(of: op)
    guard results.count == count else {
      throw ExecutionError("has \(count) results, and its execution gives \(results.count)")
    }
    for (index, result) in results.enumerated() {
      let value = module.result(index, of: op)
      guard result.fits(module.type(of: value), in: module) else {
        throw ExecutionError(
          "computes shape \(result.shape) of \(result.elementType) for result \(index), whose type "
            + "is " + Tensor.describe(module.type(of: value), in: module))
      }
      if module.hasUses(value) { replace(value, with: result) }
    }
  }

  /// What a terminator does, or nil for every other op.
  private func endOfBlock(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> BlockEnd? {
    let opcode = module.opcode(of: op)
    if opcode.is(FuncOp.return) || opcode.is(StablehloOp.return) || opcode.is(LinalgOp.yield)
      || opcode.is(TensorOp.yield) || opcode.is(FuseEndOp.yield) || opcode.is(ScfOp.yield)
      || opcode.is(ScfOp.condition)
    {
      return .leave(operands)
    }
    switch ControlFlowOp(opcode) {
    case .br:
      guard let target = module.successors(of: op).first else { return nil }
      return .branch(target, operands)
    case .condBr:
      let targets = module.successors(of: op)
      guard targets.count == 2, let condition = operands.first?.integer(at: 0),
        let counts = module.integers("operandSegmentSizes", of: op), counts.count == 3,
        counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, +) == operands.count
      else { throw ExecutionError("is malformed: expects a condition and two successors") }
      let split = 1 + Int(counts[1])
      return condition != 0
        ? .branch(targets[0], Array(operands[1..<split]))
        : .branch(targets[1], Array(operands[split...]))
    case .switch:
      guard let flag = operands.first?.integer(at: 0) else {
        throw ExecutionError("needs an integer to choose by")
      }
      let values =
        module.attribute("case_values", of: op).flatMap { module.denseIntegers($0) } ?? []
      let chosen = values.firstIndex(of: flag).map { $0 + 1 } ?? 0
      let targets = module.successors(of: op)
      guard targets.indices.contains(chosen),
        let passed = Branch(op).arguments(ofSuccessor: chosen, in: module)
      else { throw ExecutionError("is malformed: expects a successor per case") }
      let first = passed.isEmpty ? 0 : operandStart(of: op, successor: chosen, in: module)
      return .branch(targets[chosen], Array(operands[first..<first + passed.count]))
    case .assert, nil: return nil
    }
  }

  /// The position of the first operand that a switch passes to a successor.
  private func operandStart(
    of op: OpID, successor: Int, in module: borrowing Module
  ) -> Int {
    1
      + (0..<successor).reduce(0) {
        $0 + (Branch(op).arguments(ofSuccessor: $1, in: module)?.count ?? 0)
      }
  }

  private mutating func plan(for block: BlockID, in module: borrowing Module) -> BlockPlan {
    if let plan = plans[block.index] { return plan }
    let plan = BlockPlan(block, positions: &positions, in: module)
    plans[block.index] = plan
    return plan
  }
}
