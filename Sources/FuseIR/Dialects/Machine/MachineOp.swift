/// The ops of the `machine` dialect.
public enum MachineOp: UInt16, DialectOp {
  case accelerator, memory, array, link

  /// `machine`.
  public static var dialect: Dialect { .machine }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .accelerator:
      OpDefinition(
        "machine.accelerator", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .memory:
      OpDefinition(
        "machine.memory", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .array:
      OpDefinition(
        "machine.array", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .link:
      OpDefinition(
        "machine.link", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}
