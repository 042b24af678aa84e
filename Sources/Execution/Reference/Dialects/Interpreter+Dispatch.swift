import FuseIR

extension Interpreter {
  /// Executes an op on its operands, and returns its results.
  mutating func execute(
    _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let opcode = module.opcode(of: op)
    if let kind = StablehloOp(opcode) {
      return try execute(kind, op, &operands, in: module)
    }
    if let kind = ChloOp(opcode) { return try execute(kind, op, operands, in: module) }
    if let kind = CheckOp(opcode) {
      try execute(kind, op, operands, in: module)
      return []
    }
    if let kind = LinalgOp(opcode) { return try execute(kind, op, operands, in: module) }
    if let kind = TensorOp(opcode) { return try execute(kind, op, &operands, in: module) }
    if let kind = ArithOp(opcode) {
      if let results = try wideArithmetic(kind, op, operands, in: module) { return results }
      return try kind == .constant
        ? [constant(op, in: module)] : [elementwise(op, operands, in: module)]
    }
    if let kind = MathOp(opcode) {
      if let results = try wideMath(kind, operands) { return results }
      return [try elementwise(op, operands, in: module)]
    }
    if let kind = FuncOp(opcode) { return try execute(kind, op, &operands, in: module) }
    if let kind = ScfOp(opcode) { return try execute(kind, op, &operands, in: module) }
    if let kind = SdyOp(opcode) {
      switch kind {
      case .mesh: return []
      case .shardingConstraint: return operands
      }
    }
    if let kind = SparseTensorOp(opcode) { return try execute(kind, op, operands, in: module) }
    if let kind = KernelOp(opcode) { return try execute(kind, op, &operands, in: module) }
    if opcode.is(FuseOp.group) {
      return try runBlocks(from: body(of: op, in: module), &operands, in: module)
    }
    if opcode.is(SchedOp.program) {
      if let scheduleHandler { return try scheduleHandler(module, op, operands) }
      return try runBlocks(from: body(of: op, in: module), &operands, in: module)
    }
    if opcode.is(ControlFlowOp.assert) {
      guard operands.first?.integer(at: 0) != 0 else {
        throw ExecutionError("assertion failed: \(module.string("msg", of: op) ?? "")")
      }
      return []
    }
    if let foreignHandler { return try foreignHandler(module, op, operands) }
    if opcode.is(SamOp.graph) {
      // Values don't depend on queues, unless these are too short for any.
      var simulator = StreamSimulator(limits: budget.limits)
      simulator.obeysQueueDepths = false
      let run = try simulator.run(
        graph: op, inputs: StreamExecutor.storages(of: operands, op, in: module), in: module)
      return try StreamExecutor.tensors(run.outputs)
    }
    throw ExecutionError.unsupported
  }

  private mutating func execute(
    _ kind: FuncOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .call:
      guard let function = function("callee", of: op, in: module) else {
        throw ExecutionError("calls a function that does not exist")
      }
      return try call(function, &operands, in: module)
    case .func, .return, .constant, .callIndirect: throw ExecutionError.unsupported
    }
  }

  /// The function that a symbol attribute of an op names.
  mutating func function(
    _ attribute: String, of op: OpID, in module: borrowing Module
  ) -> OpID? {
    guard let symbol = module.attribute(attribute, of: op),
      let name = module.symbolValue(symbol),
      let function = symbols.symbol(name, in: module.root, of: module),
      module.opcode(of: function).is(FuncOp.func)
    else { return nil }
    return function
  }

  /// The value of a constant op.
  func constant(_ op: OpID, in module: borrowing Module) throws(ExecutionError) -> Tensor {
    guard module.resultBytes(of: op) <= Tensor.byteLimit else {
      throw ExecutionError("holds more than \(Tensor.byteLimit) bytes", isUnsupported: true)
    }
    guard let attribute = module.attribute("value", of: op),
      let value = Tensor(attribute, in: module)
    else { throw ExecutionError("has a value that is not a constant of numbers") }
    return value
  }

  /// The result of an elementwise op.
  func elementwise(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard module.resultCount(of: op) == 1,
      let type = elementType(
        computedFor: module.elementType(of: module.result(of: op)), in: module),
      let operation = LaneOperation.operation(
        of: op, operands.map(\.elementType), type, in: module)
    else {
      throw ExecutionError(
        "is not supported by the reference for \(operands.map(\.elementType.name))",
        isUnsupported: true)
    }
    // A predicate or a bound may be a scalar beside tensors.
    let widest = operands.max { $0.count < $1.count || ($0.count == $1.count && $0.rank < $1.rank) }
    return try Elementwise.run(operation, operands, shape: widest?.shape ?? [], type)
  }

  /// The static shape and element type of a result.
  func layout(
    _ op: OpID, result index: Int = 0, in module: borrowing Module
  ) throws(ExecutionError) -> (shape: [Int], elementType: ElementType) {
    guard index < module.resultCount(of: op) else { throw ExecutionError("lacks a result") }
    let type = module.type(of: module.result(index, of: op))
    guard let shape = module.shape(of: type), !shape.contains(Dimension.dynamic) else {
      throw ExecutionError("has a result whose shape is not static", isUnsupported: true)
    }
    return (shape.map { Int($0) }, try elementType(op, result: index, in: module))
  }

  /// The kind of the elements of a result.
  func elementType(
    _ op: OpID, result index: Int = 0, in module: borrowing Module
  ) throws(ExecutionError) -> ElementType {
    guard index < module.resultCount(of: op),
      let elementType = elementType(
        computedFor: module.elementType(of: module.result(index, of: op)), in: module)
    else { throw ExecutionError("has a result that is not made of numbers", isUnsupported: true) }
    return elementType
  }

  /// An `array<i64: ...>` attribute of exactly `count` entries; `fallback` for each where it is absent.
  func integers(
    _ name: String, of op: OpID, count: Int, fallback: Int? = nil, in module: borrowing Module
  ) throws(ExecutionError) -> [Int] {
    if let values = module.integers(name, of: op), values.count == count {
      return values.map { Int($0) }
    }
    if let fallback, module.attribute(name, of: op) == nil {
      return [Int](repeating: fallback, count: count)
    }
    throw ExecutionError("needs \(count) integers as '\(name)'")
  }

  /// An integer attribute in a range.
  func integer(
    _ name: String, of op: OpID, in range: Range<Int>, in module: borrowing Module
  ) throws(ExecutionError) -> Int {
    guard let value = module.integer(name, of: op), range.contains(Int(value)) else {
      throw ExecutionError(
        "needs an integer from \(range.lowerBound) to \(range.upperBound - 1) as '\(name)'")
    }
    return Int(value)
  }

  /// The block of a region of an op.
  func body(
    _ index: Int = 0, of op: OpID, in module: borrowing Module
  ) throws(ExecutionError) -> BlockID {
    guard let body = module.body(of: op, region: index) else {
      throw ExecutionError("has no body")
    }
    return body
  }
}

extension ExecutionError {
  /// The op is valid, and this executor has no meaning for it.
  static var unsupported: ExecutionError {
    ExecutionError("is not supported by the reference interpreter", isUnsupported: true)
  }
}
