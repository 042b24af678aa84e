extension OpDefinition {
  /// `gemmini.program`: a program for a Gemmini accelerator and the core that feeds it.
  ///
  /// Operands are copied to the buffers of role `input`, the steps (`gemmini.segment` and `gemmini.host`) run one after
  /// the other, and the results are read from the buffers of role `output`. `machine` names the target with its
  /// options, `base` is the address of the first byte of DRAM that buffers may take, and `bytes` is how many they take.
  /// `hardware_only` says that the array reads operands from the accumulator, which Spike's model of it cannot.
  static let gemminiProgram = OpDefinition(
    "gemmini.program", summary: "A program for a Gemmini accelerator and its core.",
    traits: [.isolatedFromAbove, .symbolTable, .singleBlock],
    operands: .any, results: .any, regions: .exactly(1),
    attributes: [
      .required("machine", .string), .required("base", .integer(width: 64)),
      .required("bytes", .integer(width: 64)), .optional("hardware_only", .bool),
    ],
    verify: { module, op, report in GemminiProgram.verify(module, op, &report) })
}

/// The parts of a `gemmini.program`, read from the op.
public struct GemminiProgram {
  /// The op.
  public let op: OpID
  /// The target with its options, as `-target` takes it.
  public let machine: String
  /// The address of the first byte of DRAM that buffers may take.
  public let base: Int64
  /// How many bytes from `base` the buffers take.
  public let bytes: Int64
  /// Whether the program needs hardware: its array reads operands from the accumulator, which Spike's model cannot.
  public let isHardwareOnly: Bool
  /// The buffers, in program order.
  public let buffers: [GemminiBuffer]
  /// The `gemmini.segment` and `gemmini.host` ops, in the order of execution.
  public let steps: [OpID]

  /// Reads the program, or nil where the op is another or malformed.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(GemminiOp.program), let body = module.body(of: op),
      let machine = module.string("machine", of: op), let base = module.integer("base", of: op),
      let bytes = module.integer("bytes", of: op)
    else { return nil }
    var buffers: [GemminiBuffer] = []
    var steps: [OpID] = []
    for inner in module.ops(of: body) {
      switch GemminiOp(module.opcode(of: inner)) {
      case .buffer:
        guard let buffer = GemminiBuffer(inner, in: module) else { return nil }
        buffers.append(buffer)
      case .segment, .host: steps.append(inner)
      default: break
      }
    }
    self.op = op
    self.machine = machine
    self.base = base
    self.bytes = bytes
    isHardwareOnly =
      module.attribute("hardware_only", of: op).flatMap { module.boolValue($0) } ?? false
    self.buffers = buffers
    self.steps = steps
  }

  /// The first `gemmini.program` directly inside the function, nil if there is none.
  public static func inFunction(_ function: OpID, of module: borrowing Module) -> OpID? {
    guard let body = module.body(of: function) else { return nil }
    return module.ops(of: body).first { module.opcode(of: $0).is(GemminiOp.program) }
  }

  /// The buffer with the given symbol name.
  public func buffer(named name: StringID) -> GemminiBuffer? { buffers.first { $0.name == name } }

  static func verify(_ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport) {
    guard let body = module.body(of: op) else {
      report.report(op, "has an empty region: expects buffers and steps")
      return
    }
    var symbols: Set<StringID> = []
    var buffers: Set<StringID> = []
    for inner in module.ops(of: body) {
      switch GemminiOp(module.opcode(of: inner)) {
      case .buffer, .segment, .host:
        guard let attribute = module.attribute("sym_name", of: inner),
          case .string(let name, _) = module.attribute(attribute)
        else { continue }
        if !symbols.insert(name).inserted {
          report.report(inner, "redefines symbol '\(module.string(name))' of the program")
        }
        if module.opcode(of: inner).is(GemminiOp.buffer) { buffers.insert(name) }
      default:
        if !module.opcode(of: inner).is(FuseEndOp.yield) {
          report.report(inner, "cannot stand in a gemmini.program: expects buffers and steps")
        }
      }
    }
    verifyInterface(module, op, body, &report)
    verifyReferences(module, op, buffers, &report)
  }

  /// Every operand has its input buffer and every result its output buffer, of the same type.
  private static func verifyInterface(
    _ module: borrowing Module, _ op: OpID, _ body: BlockID, _ report: inout VerifierReport
  ) {
    var inputs = [Int](repeating: 0, count: module.operandCount(of: op))
    var outputs = [Int](repeating: 0, count: module.resultCount(of: op))
    for inner in module.ops(of: body) {
      guard let buffer = GemminiBuffer(inner, in: module) else { continue }
      let index = buffer.index ?? -1
      switch buffer.role {
      case .input:
        guard inputs.indices.contains(index) else {
          report.report(inner, "input index \(index) is not an operand of the program")
          continue
        }
        inputs[index] += 1
        if module.type(of: module.operand(index, of: op)) != buffer.type {
          report.report(inner, "type differs from that of operand #\(index) of the program")
        }
      case .output:
        guard outputs.indices.contains(index) else {
          report.report(inner, "output index \(index) is not a result of the program")
          continue
        }
        outputs[index] += 1
        if module.type(of: module.result(index, of: op)) != buffer.type {
          report.report(inner, "type differs from that of result #\(index) of the program")
        }
      case .constant, .temporary: break
      }
    }
    for (index, count) in inputs.enumerated() where count != 1 {
      report.report(op, "operand #\(index) needs one input buffer, but has \(count)")
    }
    for (index, count) in outputs.enumerated() where count != 1 {
      report.report(op, "result #\(index) needs one output buffer, but has \(count)")
    }
  }

  private static func verifyReferences(
    _ module: borrowing Module, _ op: OpID, _ buffers: Set<StringID>,
    _ report: inout VerifierReport
  ) {
    func check(_ id: AttributeID, _ inner: OpID) {
      guard let name = module.symbolValue(id) else {
        report.report(inner, "must name a buffer of the program, as in @name")
        return
      }
      if !buffers.contains(name) {
        report.report(inner, "names no buffer of the program: @\(module.string(name))")
      }
    }
    for inner in module.opsPreOrder(in: op) {
      switch GemminiOp(module.opcode(of: inner)) {
      case .mvin, .mvout, .load, .store:
        if let id = module.attribute("buffer", of: inner) { check(id, inner) }
      case .segment:
        for list in ["reads", "writes"] {
          guard let id = module.attribute(list, of: inner) else { continue }
          for element in module.arrayElements(id) ?? [] { check(element, inner) }
        }
      default: break
      }
    }
  }
}
