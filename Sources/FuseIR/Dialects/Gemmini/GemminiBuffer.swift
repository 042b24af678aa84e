extension OpDefinition {
  /// `gemmini.buffer`: a tensor in DRAM.
  ///
  /// The elements lie at `address` in row-major order without gaps, each in as many bytes as in a dense attribute (`i1`
  /// and integers narrower than a byte take one byte). `role` says who fills it: `input` (operand `index` of the
  /// program), `constant` (`value`), `temporary` or `output` (read as result `index`). Buffers may share bytes: a
  /// reshaped view shares its address, and temporaries share space when they are not live together.
  static let gemminiBuffer = OpDefinition(
    "gemmini.buffer", summary: "A tensor in DRAM.", traits: [.symbol],
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("address", .integer(width: 64)),
      .required("type", .type), .required("role", .string),
      .optional("index", .integer(width: 64)), .optional("value", .elements),
    ],
    verify: { module, op, report in GemminiBuffer.verify(module, op, &report) })
}

/// A buffer of a `gemmini.program`, read from its op.
public struct GemminiBuffer {
  /// Who fills a buffer, or reads it at the end.
  public enum Role: String, Sendable, CaseIterable {
    /// Holds an operand of the program.
    case input
    /// Becomes a result of the program.
    case output
    /// Holds the op's `value`.
    case constant
    /// Is written and read by the steps.
    case temporary
  }

  /// The op.
  public let op: OpID
  /// The symbol name.
  public let name: StringID
  /// The address of the first byte.
  public let address: Int64
  /// The tensor type.
  public let type: TypeID
  /// How many bytes the elements take.
  public let byteCount: Int64
  /// Who fills the buffer, or reads it.
  public let role: Role
  /// Which operand or result it is, for inputs and outputs.
  public let index: Int?
  /// The elements of a constant.
  public let value: AttributeID?

  /// Reads the buffer, or nil where the op is another or malformed.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(GemminiOp.buffer),
      let symbol = module.attribute("sym_name", of: op),
      case .string(let name, _) = module.attribute(symbol),
      let address = module.integer("address", of: op),
      let typeAttribute = module.attribute("type", of: op),
      case .type(let type) = module.attribute(typeAttribute),
      let byteCount = Self.byteCount(of: type, in: module),
      let role = module.string("role", of: op).flatMap({ Role(rawValue: $0) })
    else { return nil }
    self.op = op
    self.name = name
    self.address = address
    self.type = type
    self.byteCount = byteCount
    self.role = role
    index = module.integer("index", of: op).flatMap { Int(exactly: $0) }
    value = module.attribute("value", of: op)
  }

  /// How many bytes the elements of a tensor type take in DRAM, nil unless it is ranked, static and not too large.
  public static func byteCount(of type: TypeID, in module: borrowing Module) -> Int64? {
    guard module.hasStaticShape(type), let count = module.elementCount(of: type),
      let width = module.elementByteCount(of: module.elementType(of: type))
    else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: Int64(width))
    return overflow ? nil : bytes
  }

  static func verify(_ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport) {
    GemminiFields.verifyWord(
      "role", oneOf: Role.allCases.map(\.rawValue), module, op, &report)
    guard let typeAttribute = module.attribute("type", of: op),
      case .type(let type) = module.attribute(typeAttribute),
      byteCount(of: type, in: module) != nil
    else {
      report.report(op, "'type' must be a tensor of static shape with elements of known size")
      return
    }
    guard let buffer = GemminiBuffer(op, in: module) else { return }
    let (_, overflow) = buffer.address.addingReportingOverflow(buffer.byteCount)
    if buffer.address < 0 || overflow {
      report.report(op, "'address' must be at least 0 and leave room for the elements")
    }
    switch buffer.role {
    case .input, .output:
      if buffer.index == nil { report.report(op, "an \(buffer.role.rawValue) needs 'index'") }
    case .constant:
      guard let value = buffer.value else {
        report.report(op, "a constant needs 'value'")
        return
      }
      let valueType: TypeID? =
        switch module.attribute(value) {
        case .denseElements(let dense): dense.type
        case .denseResource(_, let type), .sparse(_, _, let type): type
        default: nil
        }
      if let valueType, valueType != type {
        report.report(op, "'value' must have the type of the buffer")
      }
    case .temporary: break
    }
  }
}
