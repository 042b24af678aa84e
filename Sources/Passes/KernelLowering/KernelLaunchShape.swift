import FuseIR

/// How a kernel is launched.
struct KernelLaunchShape {
  var name: String
  var blocks: Int64
  var threads: Int64 = 1
  var lanes: Int64
  var scratchBytes: Int64

  /// Puts a `kernel.launch` of a region before the op that it stands for, whose results it has.
  func launch(
    _ region: RegionID, of operands: [ValueID], insteadOf op: OpID, in module: inout Module
  ) -> OpID {
    module.build(
      KernelOp.launch, at: .before(op), operands: operands,
      resultTypes: module.resultTypes(of: op),
      attributes: [
        ("sym_name", module.stringAttribute(name)), ("blocks", module.integerAttribute(blocks)),
        ("threads", module.integerAttribute(threads)), ("lanes", module.integerAttribute(lanes)),
        ("scratch_bytes", module.integerAttribute(scratchBytes)),
      ], regions: [region], location: module.location(of: op))
  }
}
