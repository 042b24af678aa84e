import FuseIR

/// Turns a segment into the tables of a `GemminiCursorProgram`.
struct GemminiCursorCompiler {
  typealias Expressions = GemminiCursorExpressions
  typealias Span = GemminiCursorProgram.Span

  var steps: ContiguousArray<GemminiCursorProgram.Step> = []
  var constants: ContiguousArray<(op: OpID, instruction: GemminiInstruction)> = []
  var templates: ContiguousArray<GemminiCursorProgram.Template> = []
  var minima: ContiguousArray<Int32> = []
  var conditions: ContiguousArray<GemminiCursorProgram.Condition> = []
  var expressions = Expressions()

  private let program: GemminiProgram
  private let dimension: Int
  private var loopOfArgument: [ValueID: Int32] = [:]

  init(program: GemminiProgram, dimension: Int) {
    self.program = program
    self.dimension = dimension
  }

  /// Compiles all ops of the segment.
  mutating func compile(_ segment: OpID, _ module: borrowing Module) throws(GemminiCursorError) {
    guard let body = module.body(of: segment) else {
      throw GemminiCursorError(op: segment, message: "has an empty region")
    }
    try compileBlock(body, module)
    steps.append(.end)
  }

  private mutating func compileBlock(
    _ block: BlockID, _ module: borrowing Module
  ) throws(GemminiCursorError) {
    var next = module.firstOp(of: block)
    while let op = next {
      next = module.nextOp(after: op)
      if module.opcode(of: op).is(FuseEndOp.yield) { continue }
      guard let kind = GemminiOp(module.opcode(of: op)) else {
        throw GemminiCursorError(op: op, message: "is no instruction for the accelerator")
      }
      switch kind {
      case .loop: try compileLoop(op, module)
      case .configEx, .configLd, .configSt, .fence, .flush:
        let instruction = try GemminiCursorConfiguration(op: op).instruction(kind, module)
        steps.append(.constant(index: Int32(constants.count)))
        constants.append((op, instruction))
      case .mvin, .mvout, .preload, .compute:
        guard let template = try template(kind, op, module) else { continue }
        steps.append(.template(index: Int32(templates.count)))
        templates.append(template)
      case .buffer, .host, .load, .program, .segment, .store:
        throw GemminiCursorError(op: op, message: "is no instruction for the accelerator")
      }
    }
  }

  private mutating func compileLoop(
    _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) {
    guard let body = module.body(of: op), module.argumentCount(of: body) == 1,
      let id = module.attribute("count", of: op)
    else { throw GemminiCursorError(op: op, message: "is malformed") }
    let sums: [Expressions.Sum]
    switch module.attribute(id) {
    case .integer(let value, _): sums = [Expressions.Sum(constant: value)]
    case .affineMap(let map): sums = try self.sums(map.results, "count", op, module)
    default: throw GemminiCursorError(op: op, message: "'count' must be an integer or a map")
    }
    var most = Int64.max
    for sum in sums { most = min(most, try bounds(sum, "count", op).upperBound) }
    guard most > 0 else { return }
    let span = try minima(sums, "count", op)
    let loop = expressions.addLoopVariable(count: most)
    loopOfArgument[module.argument(0, of: body)] = loop
    let enter = steps.count
    steps.append(.end)
    try compileBlock(body, module)
    steps.append(.repeated(loop: loop, body: Int32(enter + 1)))
    steps[enter] = .enter(loop: loop, minima: span, exit: Int32(steps.count))
  }

  // MARK: Instructions

  /// The instruction, or nil where it is never issued.
  private mutating func template(
    _ kind: GemminiOp, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> GemminiCursorProgram.Template? {
    guard let when = try condition("when", op, module) else { return nil }
    var template = GemminiCursorProgram.Template(op: op, funct: 0, keptFunct: 0, when: when)
    let first: GemminiCursorProgram.Word?
    let second: GemminiCursorProgram.Word?
    switch kind {
    case .mvin:
      let command: GemminiCommand =
        switch module.integer("id", of: op) ?? 0 {
        case 0: .moveIn
        case 1: .moveIn2
        default: .moveIn3
        }
      template.funct = command.rawValue
      first = try dramWord(op, module)
      second = try operand("local", "rows", "columns", op, module)
    case .mvout:
      template.funct = GemminiCommand.moveOut.rawValue
      first = try dramWord(op, module)
      second = try operand("local", "rows", "columns", op, module)
    case .preload:
      template.funct = GemminiCommand.preload.rawValue
      let keep = try keepCondition(op, module)
      template.keep = keep.span
      var stationary = try operand(
        "stationary", "stationary_rows", "stationary_columns", op, module)
      if keep.isAlways {
        stationary?.bits |= UInt64(GemminiLocalAddress.garbage.rawValue)
        stationary?.address = -1
      } else if !keep.span.isEmpty {
        stationary?.isGarbageWhenKept = true
      }
      first = stationary
      second = try operand("result", "rows", "columns", op, module)
    case .compute:
      let keep = try keepCondition(op, module)
      template.keep = keep.span
      template.keptFunct = GemminiCommand.computeAccumulated.rawValue
      template.funct =
        keep.isAlways ? template.keptFunct : GemminiCommand.computePreloaded.rawValue
      first = try operand("a", "rows", "columns", op, module)
      second = try operand("d", "d_rows", "d_columns", op, module)
    default: throw GemminiCursorError(op: op, message: "has no variable fields")
    }
    guard let first, let second else { return nil }
    template.first = first
    template.second = second
    if kind != .compute { template.keptFunct = template.funct }
    return template
  }

  /// The word with the DRAM address: of the op's buffer, or 0.
  private mutating func dramWord(
    _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> GemminiCursorProgram.Word {
    var word = GemminiCursorProgram.Word()
    guard let id = module.attribute("buffer", of: op) else { return word }
    guard let name = module.symbolValue(id), let buffer = program.buffer(named: name) else {
      throw GemminiCursorError(op: op, message: "names no buffer of the program")
    }
    guard let offset = module.attribute("offset", of: op),
      case .affineMap(let map) = module.attribute(offset), map.results.count == 1
    else { throw GemminiCursorError(op: op, message: "'offset' must be a map with one result") }
    let offsets = try sums(map.results, "offset", op, module)
    let address = AffineExpression.sum(map.results[0], .constant(buffer.address))
    let sum = try sums([address], "offset", op, module)
    let range = try bounds(offsets[0], "offset", op)
    // The least and largest offset may be values that `when` and the sizes exclude, so only what is certainly wrong
    // is refused here.
    guard range.upperBound >= 0, range.lowerBound < max(1, buffer.byteCount) else {
      throw GemminiCursorError(
        op: op,
        message: "'offset' is \(range.lowerBound) or more, outside of the buffer's "
          + "\(buffer.byteCount) bytes")
    }
    word.limit = .max
    if sum[0].terms.isEmpty {
      word.bits = UInt64(bitPattern: sum[0].constant)
    } else {
      word.address = try slot(sum[0], "offset", op)
    }
    return word
  }

  /// The word of a block of local memory, or nil where one of its sizes is always below 1.
  private mutating func operand(
    _ local: String, _ rows: String, _ columns: String, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> GemminiCursorProgram.Word? {
    var word = GemminiCursorProgram.Word()
    guard let id = module.attribute(local, of: op), case .affineMap(let map) = module.attribute(id)
    else {
      let garbage = GemminiOperand(.garbage, rows: dimension, columns: dimension)
      word.bits = garbage.word
      return word
    }
    guard let height = try size(rows, op, module), let width = try size(columns, op, module) else {
      return nil
    }
    word.bits = height.constant &<< 48 | width.constant &<< 32
    word.rows = height.span
    word.columns = width.span
    let sums = try sums(map.results, local, op, module)
    guard sums.count == 1 else {
      throw GemminiCursorError(op: op, message: "'\(local)' must have one result")
    }
    // Stationary operands come from the scratchpad.
    let memory = local == "d" ? "d_memory" : "memory"
    if local != "stationary", module.string(memory, of: op) == "accumulator" {
      word.bits |= UInt64(GemminiLocalAddress.accumulator(row: 0).rawValue)
      if let full = module.attribute("full", of: op), module.boolValue(full) == true {
        word.bits |= UInt64(
          GemminiLocalAddress.accumulator(row: 0, fullWidth: true).rawValue)
      }
      if module.attribute("accumulate", of: op) != nil,
        let condition = try condition("accumulate", op, module)
      {
        if condition.isEmpty { word.bits |= GemminiCursorProgram.accumulateBit }
        word.accumulate = condition
      }
    }
    word.limit = Self.mostRow
    if sums[0].terms.isEmpty {
      guard (0...Self.mostRow).contains(sums[0].constant) else {
        throw GemminiCursorError(
          op: op,
          message: "'\(local)' must be from 0 to \(Self.mostRow), but is "
            + "\(sums[0].constant)")
      }
      word.bits |= UInt64(sums[0].constant)
    } else {
      word.address = try slot(sums[0], local, op)
    }
    return word
  }

  /// The last row that a local address can name.
  private static let mostRow: Int64 = 0x03FF_FFFF

  /// A number of rows or columns: constant, or the least of slots; nil where it is always below 1.
  private mutating func size(
    _ name: String, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> (constant: UInt64, span: Span)? {
    guard let id = module.attribute(name, of: op), case .affineMap(let map) = module.attribute(id)
    else { throw GemminiCursorError(op: op, message: "needs '\(name)'") }
    var sums = try self.sums(map.results, name, op, module)
    var ranges: [ClosedRange<Int64>] = []
    for sum in sums { ranges.append(try bounds(sum, name, op)) }
    guard let least = ranges.map(\.upperBound).min() else {
      throw GemminiCursorError(op: op, message: "'\(name)' must have at least one result")
    }
    guard least > 0 else { return nil }
    // A result that is never below the largest value of another one decides nothing.
    if let decisive = ranges.firstIndex(where: { $0.lowerBound == least && $0.upperBound == least })
    {
      sums = zip(sums, ranges).enumerated().filter { index, pair in
        index == decisive || pair.1.lowerBound < least
      }.map(\.element.0)
    }
    if sums.count == 1, sums[0].terms.isEmpty {
      guard sums[0].constant <= 0xFFFF else {
        throw GemminiCursorError(
          op: op, message: "'\(name)' must be at most 65535, but is \(sums[0].constant)")
      }
      return (UInt64(sums[0].constant), .empty)
    }
    return (0, try minima(sums, name, op))
  }

  // MARK: Conditions

  /// The conditions of the set that may fail; empty where it always holds, or is absent, and nil where it never does.
  private mutating func condition(
    _ name: String, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> Span? {
    guard let id = module.attribute(name, of: op) else { return .empty }
    guard case .affineSet(let set) = module.attribute(id) else {
      throw GemminiCursorError(op: op, message: "'\(name)' must be an affine set")
    }
    var open: [GemminiCursorProgram.Condition] = []
    for constraint in set.constraints {
      let sum = try sums([constraint.expression], name, op, module)[0]
      let range = try bounds(sum, name, op)
      if constraint.isEquality {
        if range == 0...0 { continue }
        guard range.contains(0) else { return nil }
      } else {
        if range.lowerBound >= 0 { continue }
        guard range.upperBound >= 0 else { return nil }
      }
      open.append(.init(slot: try slot(sum, name, op), isEquality: constraint.isEquality))
    }
    let span = Span(start: Int32(conditions.count), count: Int32(open.count))
    conditions.append(contentsOf: open)
    return span
  }

  /// When the stationary operand stays: never (absent, or it cannot hold), always, or where the conditions hold.
  private mutating func keepCondition(
    _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> (span: Span, isAlways: Bool) {
    guard module.attribute("keep", of: op) != nil, let span = try condition("keep", op, module)
    else { return (.empty, false) }
    return (span, span.isEmpty)
  }

  // MARK: Expressions

  private mutating func sums(
    _ results: [AffineExpression], _ name: String, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> [Expressions.Sum] {
    var operands: [Expressions.Sum] = []
    for operand in module.operands(of: op) {
      guard let loop = loopOfArgument[operand] else {
        throw GemminiCursorError(
          op: op, message: "takes an operand that is no variable of a gemmini.loop around it")
      }
      operands.append(expressions.variable(ofLoop: loop))
    }
    var sums: [Expressions.Sum] = []
    for result in results {
      do throws(Expressions.Failure) {
        sums.append(try expressions.sum(result, operands))
      } catch {
        throw GemminiCursorError(op: op, message: "'\(name)' \(error.message)")
      }
    }
    return sums
  }

  private func bounds(
    _ sum: Expressions.Sum, _ name: String, _ op: OpID
  ) throws(GemminiCursorError) -> ClosedRange<Int64> {
    do throws(Expressions.Failure) {
      return try expressions.bounds(sum)
    } catch {
      throw GemminiCursorError(op: op, message: "'\(name)' \(error.message)")
    }
  }

  private mutating func slot(
    _ sum: Expressions.Sum, _ name: String, _ op: OpID
  ) throws(GemminiCursorError) -> Int32 {
    do throws(Expressions.Failure) {
      return try expressions.slot(sum)
    } catch {
      throw GemminiCursorError(op: op, message: "'\(name)' \(error.message)")
    }
  }

  private mutating func minima(
    _ sums: [Expressions.Sum], _ name: String, _ op: OpID
  ) throws(GemminiCursorError) -> Span {
    let start = Int32(minima.count)
    for sum in sums { minima.append(try slot(sum, name, op)) }
    return Span(start: start, count: Int32(sums.count))
  }
}
