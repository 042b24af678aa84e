/// The ops of the `machine` dialect: what an accelerator is made of.
public enum MachineOp: UInt16, DialectOp {
  case accelerator, array, channel, core, fabric, link, memory, processor, queue, vector

  /// `machine`.
  public static var dialect: Dialect { .machine }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .accelerator: .machineAccelerator
    case .array: .machineArray
    case .channel: .machineChannel
    case .core: .machineCore
    case .fabric: .machineFabric
    case .link: .machineLink
    case .memory: .machineMemory
    case .processor: .machineProcessor
    case .queue: .machineQueue
    case .vector: .machineVector
    }
  }
}
