import FuseIR
import Machine

/// Writes a `gemmini.segment` as C: loops stay loops, each instruction becomes a macro of the prelude.
struct GemminiCSegment {
  let program: GemminiProgram
  let configuration: GemminiConfiguration
  private(set) var text = ""
  private var names: [ValueID: String] = [:]
  private var depth = 1

  init(program: GemminiProgram, configuration: GemminiConfiguration) {
    self.program = program
    self.configuration = configuration
  }

  /// Writes all ops of the segment, as the body of a C function.
  mutating func write(_ segment: OpID, _ module: borrowing Module) throws(GemminiCursorError) {
    if let body = module.body(of: segment) { try write(body, module) }
  }

  private mutating func write(_ block: BlockID, _ module: borrowing Module)
    throws(GemminiCursorError)
  {
    for op in module.ops(of: block) {
      guard let kind = GemminiOp(module.opcode(of: op)) else { continue }
      switch kind {
      case .loop: try loop(op, module)
      case .configEx, .configLd, .configSt, .flush:
        let instruction = try GemminiCursorConfiguration(op: op).instruction(kind, module)
        line(
          "GEMMINI(\(instruction.funct), \(Self.word(instruction.rs1)), \(Self.word(instruction.rs2)));"
            + " /* \(instruction.mnemonic) */")
      case .fence: line("GEMMINI_FENCE();")
      case .mvin, .mvout, .preload, .compute: try instruction(kind, op, module)
      case .buffer, .host, .load, .program, .segment, .store:
        throw GemminiCursorError(op: op, message: "is no instruction for the accelerator")
      }
    }
  }

  private mutating func loop(_ op: OpID, _ module: borrowing Module) throws(GemminiCursorError) {
    guard let body = module.body(of: op), let id = module.attribute("count", of: op) else {
      throw GemminiCursorError(op: op, message: "is malformed")
    }
    let count: String
    if let value = module.integerValue(id) {
      count = "\(value)"
    } else {
      count = try minimum("count", op, module)
    }
    let name = "i\(names.count)"
    names[module.argument(0, of: body)] = name
    line("for (i64 \(name) = 0, n = \(count); \(name) < n; \(name)++) {")
    depth += 1
    try write(body, module)
    depth -= 1
    line("}")
  }

  // MARK: Instructions

  private mutating func instruction(
    _ kind: GemminiOp, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) {
    let keep = condition("keep", op, module)
    let first: String
    let second: String
    var funct: String
    var sizes: [(String, String)] = []
    switch kind {
    case .mvin, .mvout:
      let id = module.integer("id", of: op) ?? 0
      funct = kind == .mvout ? "3" : ["2", "1", "14"][Int(id)]
      first = try dramAddress(op, module)
      second = try operand("local", "rows", "columns", "r", "c", &sizes, op, module)
    case .preload:
      funct = "6"
      let stationary = try operand(
        "stationary", "stationary_rows", "stationary_columns", "r", "c", &sizes, op, module)
      first =
        keep.map { "(\($0)) ? (\(stationary)) | GEMMINI_GARBAGE : (\(stationary))" } ?? stationary
      second = try operand("result", "rows", "columns", "rr", "cc", &sizes, op, module)
    default:
      funct = keep.map { "(\($0)) ? 5 : 4" } ?? "4"
      first = try operand("a", "rows", "columns", "r", "c", &sizes, op, module)
      second = try operand("d", "d_rows", "d_columns", "rr", "cc", &sizes, op, module)
    }
    line("{")
    depth += 1
    for (name, value) in sizes { line("i64 \(name) = \(value);") }
    var guards = sizes.map { "\($0.0) > 0" }
    if let when = condition("when", op, module) { guards.append(when) }
    let call: String
    if kind == .compute, let keep {
      // The function code is part of the instruction word, so each branch has its own instruction.
      call =
        "{ if (\(keep)) GEMMINI(5, \(first), \(second)); else GEMMINI(4, \(first), \(second)); }"
    } else {
      call = "GEMMINI(\(funct), \(first), \(second));"
    }
    funct = call
    line(guards.isEmpty ? funct : "if (\(guards.joined(separator: " && "))) \(funct)")
    depth -= 1
    line("}")
  }

  private func dramAddress(_ op: OpID, _ module: borrowing Module) throws(GemminiCursorError)
    -> String
  {
    guard let id = module.attribute("buffer", of: op) else { return "0" }
    guard let name = module.symbolValue(id), let buffer = program.buffer(named: name) else {
      throw GemminiCursorError(op: op, message: "names no buffer of the program")
    }
    guard
      case .affineMap(let map)? = module.attribute("offset", of: op).map({ module.attribute($0) }),
      let offset = map.results.first
    else { throw GemminiCursorError(op: op, message: "needs 'offset'") }
    return
      "\(Self.word(UInt64(bitPattern: buffer.address))) + (u64)\(expression(offset, op, module))"
  }

  private func operand(
    _ local: String, _ rows: String, _ columns: String, _ rowName: String, _ columnName: String,
    _ sizes: inout [(String, String)], _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> String {
    guard case .affineMap(let map)? = module.attribute(local, of: op).map({ module.attribute($0) }),
      let address = map.results.first
    else {
      return Self.word(
        GemminiOperand(.garbage, rows: configuration.dimension, columns: configuration.dimension)
          .word)
    }
    sizes.append((rowName, try minimum(rows, op, module)))
    sizes.append((columnName, try minimum(columns, op, module)))
    var text = "GEMMINI_BLOCK(\(rowName), \(columnName), \(expression(address, op, module)))"
    let memory = local == "d" ? "d_memory" : "memory"
    if local != "stationary", module.string(memory, of: op) == "accumulator" {
      let isFull = module.attribute("full", of: op).flatMap { module.boolValue($0) } == true
      let base = GemminiLocalAddress.accumulator(row: 0, fullWidth: isFull)
      text += " | \(Self.word(UInt64(base.rawValue)))"
      if module.attribute("accumulate", of: op) != nil {
        let holds = condition("accumulate", op, module)
        text += holds.map { " | ((\($0)) ? GEMMINI_ACCUMULATE : 0)" } ?? " | GEMMINI_ACCUMULATE"
      }
    }
    return text
  }

  // MARK: Expressions

  private func minimum(
    _ name: String, _ op: OpID, _ module: borrowing Module
  ) throws(GemminiCursorError) -> String {
    guard case .affineMap(let map)? = module.attribute(name, of: op).map({ module.attribute($0) }),
      let first = map.results.first
    else { throw GemminiCursorError(op: op, message: "needs '\(name)'") }
    var text = expression(first, op, module)
    for result in map.results.dropFirst() {
      text = "minimum(\(text), \(expression(result, op, module)))"
    }
    return text
  }

  /// The condition in C; nil where it is absent or has no constraints, and so always holds or never is asked.
  private func condition(_ name: String, _ op: OpID, _ module: borrowing Module) -> String? {
    guard case .affineSet(let set)? = module.attribute(name, of: op).map({ module.attribute($0) })
    else {
      return nil
    }
    var texts: [String] = []
    for constraint in set.constraints {
      let text = expression(constraint.expression, op, module)
      texts.append("\(text) \(constraint.isEquality ? "==" : ">=") 0")
    }
    return texts.isEmpty ? "1" : texts.joined(separator: " && ")
  }

  private func expression(
    _ expression: AffineExpression, _ op: OpID, _ module: borrowing Module
  ) -> String {
    switch expression {
    case .dimension(let index): return names[module.operand(index, of: op)] ?? "0"
    case .symbol: return "0"
    case .constant(let value): return value < 0 ? "(\(value)LL)" : "\(value)LL"
    case .add(let a, let b):
      return "(\(self.expression(a, op, module)) + \(self.expression(b, op, module)))"
    case .multiply(let a, let b):
      return "(\(self.expression(a, op, module)) * \(self.expression(b, op, module)))"
    case .modulo(let a, let b):
      return "modulo(\(self.expression(a, op, module)), \(self.expression(b, op, module)))"
    case .floorDivide(let a, let b):
      return "floor_divide(\(self.expression(a, op, module)), \(self.expression(b, op, module)))"
    case .ceilDivide(let a, let b):
      let divisor = self.expression(b, op, module)
      return "floor_divide(\(self.expression(a, op, module)) + \(divisor) - 1, \(divisor))"
    }
  }

  private static func word(_ value: UInt64) -> String { "0x\(String(value, radix: 16))ULL" }

  private mutating func line(_ text: String) {
    self.text += String(repeating: "  ", count: depth) + text + "\n"
  }
}
