import FuseIR
import Machine

/// A `gemmini.program` whose instruction streams were compiled and checked against the machine's rules: what every
/// Gemmini format starts from.
struct GemminiCheckedProgram {
  /// The program's parts.
  let program: GemminiProgram
  /// The machine's parameters.
  let configuration: GemminiConfiguration
  /// The steps in the order of execution.
  let steps: [Step]

  /// One step.
  enum Step {
    /// Instructions for the accelerator.
    case segment(
      name: String, GemminiCursorProgram, instructions: Int, reads: [GemminiBuffer],
      writes: [GemminiBuffer])
    /// Ordinary ops for the core.
    case host(name: String, OpID)
  }

  /// How many segments there are.
  var segmentCount: Int {
    steps.reduce(0) { count, step in
      if case .segment = step { return count + 1 }
      return count
    }
  }

  /// Compiles and checks the module's first program; nil after an error was reported. A program that was checked before is
  /// only compiled.
  init?(
    _ module: borrowing Module, _ format: String, _ context: EmissionContext,
    wasChecked: Bool = false
  ) {
    guard let op = Self.program(in: module) else {
      context.diagnostics.error(
        "'\(format)' needs a gemmini.program: lower the module with -passes=gemmini -target=<machine>"
      )
      return nil
    }
    guard let program = GemminiProgram(op, in: module) else {
      context.diagnostics.error("'gemmini.program' is malformed", at: module.place(of: op))
      return nil
    }
    guard let accelerator = context.accelerator else {
      context.diagnostics.error("'\(format)' needs a machine: give -target=\(program.machine)")
      return nil
    }
    do { configuration = try GemminiConfiguration(accelerator) } catch {
      context.diagnostics.error(error.message)
      return nil
    }
    self.program = program
    var steps: [Step] = []
    var checker = GemminiTraceChecker(
      configuration: configuration, allowsHardwareOnly: program.isHardwareOnly)
    for step in program.steps {
      let name = module.string("sym_name", of: step) ?? ""
      guard module.opcode(of: step).is(GemminiOp.segment) else {
        steps.append(.host(name: name, step))
        continue
      }
      do {
        let compiled = try GemminiCursorProgram(
          segment: step, of: program, in: module, dimension: configuration.dimension)
        let count =
          wasChecked
          ? try GemminiCursor.instructionCount(of: compiled) : try Self.check(compiled, &checker)
        steps.append(
          .segment(
            name: name, compiled, instructions: count,
            reads: Self.buffers("reads", of: step, program, module),
            writes: Self.buffers("writes", of: step, program, module)))
      } catch {
        context.diagnostics.error(
          "'\(module.name(of: error.op))' \(error.message)", at: module.place(of: error.op))
        return nil
      }
    }
    self.steps = steps
    guard !wasChecked else { return }
    for violation in checker.violations { context.diagnostics.error(violation.description) }
    let segments = segmentCount
    context.diagnostics.remark(
      "\(format): checked \(checker.instructionCount) instructions of \(segments) segment"
        + "\(segments == 1 ? "" : "s"): \(checker.violationCount) violations")
    guard checker.violationCount == 0 else { return nil }
  }

  private static func program(in module: borrowing Module) -> OpID? {
    for function in module.functions {
      if let program = GemminiProgram.inFunction(function, of: module) { return program }
    }
    return nil
  }

  private static func check(
    _ segment: GemminiCursorProgram, _ checker: inout GemminiTraceChecker
  ) throws(GemminiCursorError) -> Int {
    let start = checker.instructionCount
    if start > 0 { checker.beginSegment() }
    var cursor = GemminiCursor(segment)
    while let instruction = try cursor.next() {
      checker.check(instruction, index: checker.instructionCount)
    }
    checker.endSegment()
    return checker.instructionCount - start
  }

  private static func buffers(
    _ list: String, of step: OpID, _ program: GemminiProgram, _ module: borrowing Module
  ) -> [GemminiBuffer] {
    let names = module.attribute(list, of: step).flatMap { module.arrayElements($0) } ?? []
    return names.compactMap { module.symbolValue($0) }.compactMap { program.buffer(named: $0) }
  }
}
