/// An attribute of the `fuse` dialect that an op of any dialect may carry, and what its value must be.
struct FuseAttribute: Sendable {
  /// The name, with the dialect.
  let name: String
  /// Reports what is wrong with the value.
  let verify: @Sendable (borrowing Module, OpID, AttributeID, inout VerifierReport) -> Void

  /// All of them, by name.
  static let all: [FuseAttribute] = [
    FuseAttribute(name: FusionEdgeAttribute.arrayName) { module, op, value, report in
      FusionEdgeAttribute.verify(value, of: op, in: module, &report)
    },
    FuseAttribute(name: Group.numberName) { module, op, value, report in
      guard let number = module.integerValue(value), number >= 0 else {
        report.report(op, "attribute '\(Group.numberName)' must be an integer of at least 0")
        return
      }
    },
    FuseAttribute(name: MappingAttribute.name) { module, op, value, report in
      MappingAttribute.verify(value, of: op, in: module, &report)
    },
  ]
}
