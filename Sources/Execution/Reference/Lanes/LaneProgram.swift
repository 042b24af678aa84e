import FuseIR

/// A scalar computation, applied to many lanes at once: a straight list of operations on registers.
///
/// It is what the body of a reduction or of a `linalg.generic` becomes, and a single elementwise op
/// too. Nothing is allocated per element: the columns of a `LaneFrame` hold up to a few hundred
/// values, and each operation is one loop over them.
struct LaneProgram {
  /// One operation, with the columns of its operands and result.
  struct Instruction {
    let operation: LaneOperation
    let a: Int
    let b: Int
    let c: Int
    let result: Int
  }

  /// The registers that take the arguments.
  private(set) var arguments: [LaneRegister] = []
  /// The registers that hold the results after a run.
  private(set) var results: [LaneRegister] = []
  /// The operations, in order.
  private(set) var instructions: [Instruction] = []
  /// The number of columns that a frame needs.
  private(set) var columnCount = 0
  /// Values that are the same in all lanes.
  private(set) var constants: [(register: LaneRegister, value: Tensor)] = []
  /// Tensors that `extract` reads.
  private(set) var captures: [Tensor] = []
  /// Messages of `assert`.
  private(set) var messages: [String] = []
  /// Operand columns of each `extract`, by the number in its `a`.
  private(set) var extractPositions: [[Int]] = []
  /// Columns that the caller fills with the iteration index of a dimension before each run.
  private(set) var indexColumns: [(dimension: Int, column: Int)] = []

  /// A new register.
  mutating func makeRegister(_ elementType: ElementType) -> LaneRegister {
    let register = LaneRegister(elementType: elementType, column: columnCount)
    columnCount += register.domain.columnCount
    return register
  }

  /// A new register that takes the next argument.
  mutating func addArgument(_ elementType: ElementType) -> LaneRegister {
    let register = makeRegister(elementType)
    arguments.append(register)
    return register
  }

  /// A register with the same value in all lanes.
  mutating func addConstant(_ value: Tensor) -> LaneRegister {
    let register = makeRegister(value.elementType)
    constants.append((register, value))
    return register
  }

  /// A register with the iteration index of a dimension.
  mutating func addIndex(dimension: Int) -> LaneRegister {
    let register = makeRegister(.index)
    indexColumns.append((dimension, register.column))
    return register
  }

  /// Appends an operation and returns the register of its result.
  mutating func append(
    _ operation: LaneOperation, _ operands: [LaneRegister], _ elementType: ElementType
  ) -> LaneRegister {
    let register = makeRegister(elementType)
    let columns = operands.map(\.column)
    instructions.append(
      Instruction(
        operation: operation, a: columns.first ?? 0, b: columns.count > 1 ? columns[1] : 0,
        c: columns.count > 2 ? columns[2] : 0, result: register.column))
    return register
  }

  /// Appends a read of `tensor` at the positions in `operands`.
  mutating func appendExtract(_ tensor: Tensor, at operands: [LaneRegister]) -> LaneRegister {
    captures.append(tensor)
    extractPositions.append(operands.map(\.column))
    return append(.extract(capture: captures.count - 1), [], tensor.elementType)
  }

  /// Appends a check that a register is true in all lanes.
  mutating func appendAssert(_ predicate: LaneRegister, _ message: String) {
    messages.append(message)
    instructions.append(
      Instruction(
        operation: .assert(message: messages.count - 1), a: predicate.column, b: 0, c: 0, result: 0)
    )
  }

  /// Declares the registers that hold the results.
  mutating func setResults(_ registers: [LaneRegister]) { results = registers }

  /// Drops the rounding of the addition that makes result `index`, where it adds argument
  /// `accumulator` and nothing else reads that sum: sums are then accumulated in double precision
  /// and rounded once, when they are stored.
  mutating func widenAccumulation(result index: Int, accumulator: Int) {
    guard index < results.count, accumulator < arguments.count else { return }
    let column = results[index].column
    let old = arguments[accumulator].column
    guard let position = instructions.lastIndex(where: { $0.result == column }) else { return }
    let last = instructions[position]
    guard case .realBinary(.add, _) = last.operation, (last.a == old) != (last.b == old) else {
      return
    }
    let isReadElsewhere = instructions.indices.contains {
      $0 != position
        && (instructions[$0].reads(column, in: self) || instructions[$0].reads(old, in: self))
    }
    if isReadElsewhere { return }
    instructions[position] = Instruction(
      operation: .realBinary(.add, .f64), a: last.a, b: last.b, c: last.c, result: last.result)
  }

  /// A frame for up to `capacity` lanes, with the constants filled in.
  func makeFrame(capacity: Int) -> LaneFrame {
    let frame = LaneFrame(columnCount: columnCount, capacity: capacity)
    for (register, value) in constants {
      register.setScalar(value, frame, lane: 0)
      frame.spread(register, count: capacity)
    }
    return frame
  }
}

extension LaneProgram.Instruction {
  /// Whether the instruction has an operand in `column`; says yes where it can't tell.
  func reads(_ column: Int, in program: LaneProgram) -> Bool {
    if case .extract(let capture) = operation {
      return program.extractPositions[capture].contains(column)
    }
    return a == column || b == column || c == column
  }
}
