import FuseIR

/// The body of an op that applies a region to elements: compiled to a `LaneProgram` where its ops
/// allow, else run as ordinary ops on one element after the other.
struct RegionBody {
  /// The program; where `isCompiled` is false it has registers for arguments and results only.
  private(set) var program = LaneProgram()
  /// The block that computes one element; nil for a program that no block was read for.
  let block: BlockID?
  /// Whether the program has the operations of the block.
  let isCompiled: Bool
  /// Which arguments the block reads.
  let readsArgument: [Bool]

  /// The body in `block`; `interpreter` knows the values that it reads from outside.
  init(
    _ block: BlockID, _ interpreter: borrowing Interpreter, in module: borrowing Module
  ) throws(ExecutionError) {
    self.block = block
    readsArgument = module.arguments(of: block).map { module.hasUses($0) }
    var compiler = BodyCompiler()
    if compiler.compile(block, interpreter, in: module) {
      program = compiler.program
      isCompiled = true
      return
    }
    isCompiled = false
    for argument in module.arguments(of: block) {
      guard let type = BodyCompiler.carriedType(of: argument, in: module) else {
        throw ExecutionError("has a body with an argument that is not a scalar")
      }
      _ = program.addArgument(type)
    }
    guard let last = module.lastOp(of: block) else { throw ExecutionError("has an empty body") }
    var results: [LaneRegister] = []
    for result in module.operands(of: last) {
      guard let type = BodyCompiler.carriedType(of: result, in: module) else {
        throw ExecutionError("has a body with a result that is not a scalar")
      }
      results.append(program.makeRegister(type))
    }
    program.setResults(results)
  }

  /// A body that is a program already.
  init(_ program: LaneProgram) {
    self.program = program
    block = nil
    isCompiled = true
    readsArgument = program.arguments.map { _ in true }
  }

  /// A register with the same value in all lanes.
  mutating func addConstant(_ value: Tensor) -> LaneRegister { program.addConstant(value) }

  /// Lets sums keep double precision; see `LaneProgram.widenAccumulation`.
  mutating func widenAccumulation(result: Int, accumulator: Int) {
    program.widenAccumulation(result: result, accumulator: accumulator)
  }
}

extension Interpreter {
  /// Applies a body to the arguments in the first `count` lanes of `frame`.
  mutating func apply(
    _ body: RegionBody, _ frame: LaneFrame, count: Int, in module: borrowing Module
  ) throws(ExecutionError) {
    guard !body.isCompiled, let block = body.block else {
      try body.program.run(frame, count: count)
      return
    }
    for lane in 0..<count {
      var arguments = body.program.arguments.map { $0.scalar(frame, lane: lane) }
      let results = try runBlocks(from: block, &arguments, in: module)
      guard results.count == body.program.results.count else {
        throw ExecutionError("has a body that yields \(results.count) values")
      }
      for (register, result) in zip(body.program.results, results) {
        guard result.elementType == register.elementType, result.count == 1 else {
          throw ExecutionError("has a body that yields another type than it declares")
        }
        register.setScalar(result, frame, lane: lane)
      }
    }
  }
}

/// Translates a block of scalar ops to a `LaneProgram`.
struct BodyCompiler {
  var program = LaneProgram()
  var registers: [ValueID: LaneRegister] = [:]
  /// Which values are those of stored elements, where that is followed; others always are.
  var storedBits: [ValueID: StoredBit]?

  /// The element type of a value that is a scalar or a tensor of rank 0, else nil.
  static func scalarType(of value: ValueID, in module: borrowing Module) -> ElementType? {
    let type = module.type(of: value)
    if let shape = module.shape(of: type), !shape.isEmpty { return nil }
    return ElementType(module.elementType(of: type), in: module)
  }

  /// As `scalarType`, and for a quantized type the kind of its stored integers, on which lanes can't
  /// compute.
  static func carriedType(of value: ValueID, in module: borrowing Module) -> ElementType? {
    let type = module.type(of: value)
    if let shape = module.shape(of: type), !shape.isEmpty { return nil }
    return ElementType(carrying: module.elementType(of: type), in: module)
  }

  /// Translates the block, or says false where it has an op that lanes can't compute.
  mutating func compile(
    _ block: BlockID, _ interpreter: borrowing Interpreter, in module: borrowing Module
  ) -> Bool {
    for argument in module.arguments(of: block) {
      guard let type = BodyCompiler.scalarType(of: argument, in: module) else { return false }
      registers[argument] = program.addArgument(type)
    }
    for op in module.ops(of: block) {
      let opcode = module.opcode(of: op)
      if opcode.is(StablehloOp.return) || opcode.is(LinalgOp.yield) || opcode.is(TensorOp.yield) {
        var results: [LaneRegister] = []
        for operand in module.operands(of: op) {
          guard let register = register(of: operand, interpreter) else { return false }
          // Results are handed on as arguments one by one: none may be an argument's own register.
          let isArgument = program.arguments.contains { $0.column == register.column }
          results.append(
            isArgument
              ? program.append(.copy(register.domain), [register], register.elementType) : register)
        }
        program.setResults(results)
        return true
      }
      guard compile(op, interpreter, in: module) else { return false }
    }
    return false
  }

  mutating func register(
    of value: ValueID, _ interpreter: borrowing Interpreter
  ) -> LaneRegister? {
    if let register = registers[value] { return register }
    guard let outer = interpreter.value(value), outer.count == 1, outer.rank == 0 else {
      return nil
    }
    let register = program.addConstant(outer)
    registers[value] = register
    return register
  }

  mutating func compile(
    _ op: OpID, _ interpreter: borrowing Interpreter, in module: borrowing Module
  ) -> Bool {
    let opcode = module.opcode(of: op)
    if let kind = SparseTensorOp(opcode) {
      return compileStored(kind, op, interpreter, in: module)
    }
    guard module.regionCount(of: op) == 0 else { return false }
    if module.traits(of: op).contains(.constant) || opcode.is(ArithOp.constant)
      || opcode.is(StablehloOp.constant)
    {
      guard let attribute = module.attribute("value", of: op),
        let value = Tensor(attribute, in: module), value.count == 1,
        let scalar = value.reshaped(to: [])
      else { return false }
      registers[module.result(of: op)] = program.addConstant(scalar)
      return true
    }
    if opcode.is(LinalgOp.index) {
      guard let dimension = module.integer("dim", of: op), (0..<64).contains(dimension) else {
        return false
      }
      registers[module.result(of: op)] = program.addIndex(dimension: Int(dimension))
      return true
    }
    if opcode.is(TensorOp.extract) { return compileExtract(op, interpreter, in: module) }
    var operands: [LaneRegister] = []
    for operand in module.operands(of: op) {
      guard let register = register(of: operand, interpreter) else { return false }
      operands.append(register)
    }
    if opcode.is(ControlFlowOp.assert), let predicate = operands.first {
      program.appendAssert(predicate, module.string("msg", of: op) ?? "")
      return true
    }
    guard module.resultCount(of: op) == 1 else { return false }
    let result = module.result(of: op)
    guard let type = BodyCompiler.scalarType(of: result, in: module),
      let operation = LaneOperation.operation(
        of: op, operands.map(\.elementType), type, in: module)
    else { return false }
    registers[result] = program.append(operation, operands, type)
    if storedBits != nil {
      let bits = module.operands(of: op).map { storedBit(of: $0, in: module) }
      let bit = storedBit(of: operation, bits)
      storedBits?[result] = bit
      if let register = registers[result] {
        registers[result] = zeroWhereAbsent(register, of: operation, bit)
      }
    }
    return true
  }

  private mutating func compileExtract(
    _ op: OpID, _ interpreter: borrowing Interpreter, in module: borrowing Module
  ) -> Bool {
    let operands = module.operands(of: op)
    guard let source = operands.first, let tensor = interpreter.value(source),
      tensor.rank == operands.count - 1
    else { return false }
    var positions: [LaneRegister] = []
    for operand in operands.dropFirst() {
      guard let register = register(of: operand, interpreter), register.domain == .integer else {
        return false
      }
      positions.append(register)
    }
    registers[module.result(of: op)] = program.appendExtract(tensor, at: positions)
    return true
  }
}

extension LaneOperation {
  /// The lane operation of an elementwise op of any dialect, or nil for every other op.
  static func operation(
    of op: OpID, _ operands: [ElementType], _ result: ElementType, in module: borrowing Module
  ) -> LaneOperation? {
    let opcode = module.opcode(of: op)
    switch opcode.dialect {
    case .stablehlo:
      return StablehloOp(opcode)?.laneOperation(op, operands, result, in: module)
    case .chlo: return ChloOp(opcode)?.laneOperation(op, operands, result, in: module)
    case .arith: return ArithOp(opcode)?.laneOperation(op, operands, result, in: module)
    case .math: return MathOp(opcode)?.laneOperation(operands, result)
    case .builtin, .cf, .check, .func, .fuse, .fuseEnd, .gemmini, .kernel, .linalg, .machine, .sam,
      .scf, .sched, .sdy, .sparseTensor, .tensor, nil:
      return nil
    }
  }
}
