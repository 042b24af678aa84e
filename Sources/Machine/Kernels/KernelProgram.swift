import FuseIR

/// The kernels of a function with their figures, and the ops that run outside of them.
public struct KernelProgram: Sendable {
  /// The function.
  public let function: OpID
  /// The kernels, in the order of the program; those in bodies of control flow once.
  public private(set) var kernels: [KernelFigures] = []
  /// The ops that compute tensors outside of kernels: large products, convolutions, control flow.
  public private(set) var outside: [OpID] = []
  /// The bytes that kernels must read of others, and what others need of them, each tensor once.
  public private(set) var lowerBoundBytes = 0.0

  /// Bytes between the kernels and the outermost memory.
  public var offChipBytes: Double { kernels.reduce(0) { $0 + $1.offChipBytes } }
  /// Seconds of all kernels, nil where those of one are unknown.
  public var seconds: Double? {
    var sum = 0.0
    for kernel in kernels {
      guard let seconds = kernel.seconds else { return nil }
      sum += seconds
    }
    return sum
  }

  /// The kernels of a function on a machine; nil where it has none, or where the machine has no processor.
  public init?(_ function: OpID, on machine: Accelerator, in module: borrowing Module) {
    guard let body = module.body(of: function), let model = KernelCostModel(machine),
      let processor = machine.processors.first
    else { return nil }
    self.function = function
    read(body, depth: 0, model, processor, in: module)
    guard !kernels.isEmpty else { return nil }
    findLowerBound(in: module)
  }

  private mutating func read(
    _ block: BlockID, depth: Int, _ model: KernelCostModel, _ processor: Processor,
    in module: borrowing Module
  ) {
    guard depth < 256 else { return }
    for op in module.ops(of: block) {
      let opcode = module.opcode(of: op)
      if Self.isKernel(op, in: module) {
        if let kernel = KernelFigures(op, model, processor, in: module) {
          kernels.append(kernel)
        } else {
          outside.append(op)
        }
      } else if opcode.dialect == .scf {
        for region in module.regions(of: op) {
          for inner in module.blocks(of: region) {
            read(inner, depth: depth + 1, model, processor, in: module)
          }
        }
      } else if Self.computesTensors(op, in: module) {
        outside.append(op)
      }
    }
  }

  /// Whether an op is a kernel, or a group that is to be one.
  private static func isKernel(_ op: OpID, in module: borrowing Module) -> Bool {
    module.opcode(of: op).is(KernelOp.launch)
      || Group(op, in: module)?.kind(in: module) == "kernel"
  }

  /// Whether an op outside of kernels has elements to compute or to copy; what only fills a tensor is part of what sums into it.
  private static func computesTensors(_ op: OpID, in module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    guard !KernelFigures.isView(op, in: module), !opcode.is(TensorOp.empty),
      !opcode.is(LinalgOp.fill),
      !module.traits(of: op).contains(.constant), !module.traits(of: op).contains(.terminator)
    else { return false }
    return module.resultTypes(of: op).contains { module.shape(of: $0) != nil }
  }

  private mutating func findLowerBound(in module: borrowing Module) {
    var own: Set<OpID> = []
    for kernel in kernels { own.insert(kernel.op) }
    var needed: [ValueID: Double] = [:]
    var order: [ValueID] = []
    for kernel in kernels {
      for need in kernel.needs {
        let source = KernelFigures.source(of: need.value, in: module)
        if let op = module.definingOp(of: source), own.contains(op) { continue }
        if needed[source] == nil { order.append(source) }
        needed[source] = max(needed[source] ?? 0, need.bytes)
      }
      for result in module.results(of: kernel.op)
      where Self.isNeeded(result, outsideOf: own, in: module) {
        lowerBoundBytes += KernelFigures.bytes(of: result, in: module) ?? 0
      }
    }
    for source in order { lowerBoundBytes += needed[source] ?? 0 }
  }

  /// Whether others than kernels read a value, as it is or reshaped.
  private static func isNeeded(
    _ value: ValueID, outsideOf kernels: Set<OpID>, in module: borrowing Module
  ) -> Bool {
    var values = [value]
    while let next = values.popLast() {
      for use in module.uses(of: next) where !kernels.contains(use.user) {
        guard KernelFigures.isView(use.user, in: module) else { return true }
        values += module.results(of: use.user)
      }
    }
    return false
  }
}
