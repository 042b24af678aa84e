/// The ops of the `sched` dialect: layers on the cores of a machine, with times.
public enum SchedOp: UInt16, DialectOp {
  case hold, move, node, program

  /// `sched`.
  public static var dialect: Dialect { .sched }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .hold: .schedHold
    case .move: .schedMove
    case .node: .schedNode
    case .program: .schedProgram
    }
  }
}
