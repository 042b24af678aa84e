import FuseIR

/// Unrolls a compiled segment: hands out its instructions one by one, in constant memory.
public struct GemminiCursor: Sendable {
  private let program: GemminiCursorProgram
  private var slots: ContiguousArray<Int64>
  private var variables: ContiguousArray<Int64>
  private var limits: ContiguousArray<Int64>
  private var position = 0

  /// The op that the last instruction came from; the segment before the first.
  public private(set) var op: OpID

  /// A cursor before the first instruction.
  public init(_ program: GemminiCursorProgram) {
    self.program = program
    slots = program.initialSlots
    variables = program.initialVariables
    limits = ContiguousArray(repeating: 0, count: program.loopVariables.count)
    op = program.segment
  }

  /// The next instruction, or nil at the end.
  ///
  /// - Throws: `GemminiCursorError` where a value does not fit its field.
  public mutating func next() throws(GemminiCursorError) -> GemminiInstruction? {
    while true {
      switch program.steps[position] {
      case .template(let index):
        position += 1
        if let instruction = try instruction(Int(index)) { return instruction }
      case .repeated(let loop, let body):
        let value = variables[Int(program.loopVariables[Int(loop)])]
        if value + 1 < limits[Int(loop)] {
          advance(Int(loop), by: 1)
          position = Int(body)
        } else {
          advance(Int(loop), by: -value)
          position += 1
        }
      case .enter(let loop, let minima, let exit):
        let count = least(minima)
        limits[Int(loop)] = count
        position = count > 0 ? position + 1 : Int(exit)
      case .constant(let index):
        position += 1
        op = program.constants[Int(index)].op
        return program.constants[Int(index)].instruction
      case .end: return nil
      }
    }
  }

  // MARK: Variables

  /// Moves the variable of the loop, and everything that depends on it.
  private mutating func advance(_ loop: Int, by step: Int64) {
    guard step != 0 else { return }
    let variable = Int(program.loopVariables[loop])
    variables[variable] &+= step
    for index in program.movementsOfVariable[variable].range {
      let movement = program.movements[index]
      slots[Int(movement.slot)] &+= movement.coefficient &* step
    }
    for index in program.derivedOfLoop[loop].range {
      let derived = program.derived[index]
      let variable = Int(derived.variable)
      let value = derived.function(slots[Int(derived.slot)], derived.divisor)
      let change = value &- variables[variable]
      guard change != 0 else { continue }
      variables[variable] = value
      for index in program.movementsOfVariable[variable].range {
        let movement = program.movements[index]
        slots[Int(movement.slot)] &+= movement.coefficient &* change
      }
    }
  }

  private func least(_ span: GemminiCursorProgram.Span) -> Int64 {
    var result = Int64.max
    for index in span.range { result = min(result, slots[Int(program.minima[index])]) }
    return result
  }

  private func holds(_ span: GemminiCursorProgram.Span) -> Bool {
    for index in span.range {
      let condition = program.conditions[index]
      let value = slots[Int(condition.slot)]
      guard condition.isEquality ? value == 0 : value >= 0 else { return false }
    }
    return true
  }

  // MARK: Instructions

  private mutating func instruction(
    _ index: Int
  ) throws(GemminiCursorError) -> GemminiInstruction? {
    let template = program.templates[index]
    guard holds(template.when) else { return nil }
    let isKept = !template.keep.isEmpty && holds(template.keep)
    guard let first = try word(template.first, isKept, template.op),
      let second = try word(template.second, isKept, template.op)
    else { return nil }
    op = template.op
    return GemminiInstruction(
      funct: isKept ? template.keptFunct : template.funct, rs1: first, rs2: second)
  }

  /// The word, or nil where one of its sizes is below 1.
  @inline(__always)
  private func word(
    _ word: GemminiCursorProgram.Word, _ isKept: Bool, _ op: OpID
  ) throws(GemminiCursorError) -> UInt64? {
    var bits = word.bits
    if !word.rows.isEmpty {
      let rows = least(word.rows)
      guard rows > 0 else { return nil }
      guard rows <= 0xFFFF else { throw tooLarge("rows", rows, 0xFFFF, op) }
      bits |= UInt64(rows) &<< 48
    }
    if !word.columns.isEmpty {
      let columns = least(word.columns)
      guard columns > 0 else { return nil }
      guard columns <= 0xFFFF else { throw tooLarge("columns", columns, 0xFFFF, op) }
      bits |= UInt64(columns) &<< 32
    }
    if word.isGarbageWhenKept && isKept {
      return bits | UInt64(GemminiLocalAddress.garbage.rawValue)
    }
    if word.address >= 0 {
      let address = slots[Int(word.address)]
      guard address >= 0 && address <= word.limit else {
        throw tooLarge("address", address, word.limit, op)
      }
      bits |= UInt64(address)
    }
    if !word.accumulate.isEmpty && holds(word.accumulate) {
      bits |= GemminiCursorProgram.accumulateBit
    }
    return bits
  }

  private func tooLarge(
    _ field: String, _ value: Int64, _ limit: Int64, _ op: OpID
  ) -> GemminiCursorError {
    GemminiCursorError(
      op: op, message: "\(field) must be from 0 to \(limit), but becomes \(value)")
  }

  // MARK: Counting

  /// The number of instructions of the whole segment, saturated at `Int.max`.
  ///
  /// Loops are gone through only where what they hold differs from one iteration to the next: a bound or a condition
  /// that depends on the loop's variable.
  public static func instructionCount(
    of program: GemminiCursorProgram
  ) throws(GemminiCursorError) -> Int {
    var cursor = GemminiCursor(program)
    return try cursor.count(from: 0, to: program.steps.count - 1)
  }

  private mutating func count(from start: Int, to end: Int) throws(GemminiCursorError) -> Int {
    var total = 0
    var step = start
    while step < end {
      switch program.steps[step] {
      case .constant: total = Self.sum(total, 1)
      case .template(let index):
        if try instruction(Int(index)) != nil { total = Self.sum(total, 1) }
      case .enter(let loop, let minima, let exit):
        let count = least(minima)
        let inner = step + 1
        let last = Int(exit) - 1
        step = last
        guard count > 0 else { break }
        if isUniform(from: inner, to: last, loop) {
          let once = try self.count(from: inner, to: last)
          let (product, overflow) = once.multipliedReportingOverflow(by: Int(count))
          total = Self.sum(total, overflow ? .max : product)
        } else {
          for _ in 0..<count {
            total = Self.sum(total, try self.count(from: inner, to: last))
            advance(Int(loop), by: 1)
          }
          advance(Int(loop), by: -count)
        }
      case .repeated, .end: break
      }
      step += 1
    }
    return total
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }

  /// True iff the steps issue the same number of instructions whatever the loop's variable is.
  private func isUniform(from start: Int, to end: Int, _ loop: Int32) -> Bool {
    func isFree(_ span: GemminiCursorProgram.Span) -> Bool {
      span.range.allSatisfy { !program.loopsOfSlot[Int(program.minima[$0])].contains(loop) }
    }
    for step in start..<end {
      switch program.steps[step] {
      case .enter(_, let minima, _): if !isFree(minima) { return false }
      case .template(let index):
        let template = program.templates[Int(index)]
        let words = [template.first, template.second]
        let isIssuedAlike =
          words.allSatisfy { isFree($0.rows) && isFree($0.columns) }
          && template.when.range.allSatisfy {
            !program.loopsOfSlot[Int(program.conditions[$0].slot)].contains(loop)
          }
        if !isIssuedAlike { return false }
      case .repeated, .constant, .end: break
      }
    }
    return true
  }
}
