import FuseIR

/// How a program's arithmetic is shared between array and host.
struct GemminiHostShare {
  /// Operations of the array: two per multiply-add.
  private(set) var arrayOperations = 0.0
  /// Operations of the host: one per op of a body and point of its loops, one per element of every other result.
  private(set) var hostOperations = 0.0
  private(set) var kernelCount = 0
  private(set) var hostOpCount = 0

  /// Counts the operations of a schedule.
  init(
    _ schedule: GemminiSchedule, _ selection: GemminiKernelSelection, in module: borrowing Module
  ) {
    for step in schedule.steps {
      switch step {
      case .segment(let kernels):
        kernelCount += kernels.count
        for kernel in kernels {
          arrayOperations += 2 * selection.kernels[kernel].kernel.multiplyAdds
        }
      case .host(let ops):
        hostOpCount += ops.count
        for op in ops { hostOperations += Self.operations(op, in: module) }
      }
    }
  }

  private static func operations(_ op: OpID, in module: borrowing Module) -> Double {
    if let structure = LinalgStructure(op, in: module), let body = module.body(of: op) {
      let points = structure.sizes.reduce(1.0) { $0 * Double($1) }
      let perPoint = module.ops(of: body).count { inner in
        let dialect = module.opcode(of: inner).dialect
        return dialect == .arith || dialect == .math
      }
      return points * Double(max(1, perPoint))
    }
    return module.results(of: op).reduce(0.0) {
      $0 + Double(module.elementCount(of: module.type(of: $1)) ?? 0)
    }
  }

  /// The share of the host, from 0 to 1.
  var hostShare: Double {
    let total = arrayOperations + hostOperations
    return total > 0 ? hostOperations / total : 0
  }

  /// Reports the shares as a remark.
  func report(at op: OpID, in module: borrowing Module, _ context: inout PassContext) {
    let permille = Int((hostShare * 1000).rounded())
    context.remark(
      "\(kernelCount) kernels run on the array and \(hostOpCount) ops on the host, "
        + "\(permille / 10).\(permille % 10) % of the arithmetic",
      at: op, in: module)
    context.count("kernels on the array", by: kernelCount)
    context.count("ops on the host", by: hostOpCount)
  }
}
