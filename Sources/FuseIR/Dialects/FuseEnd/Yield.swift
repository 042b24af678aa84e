extension OpDefinition {
  /// `fuse_end.yield`: ends every region of our own dialects and hands its operands to the op around it.
  ///
  /// It has a dialect of its own because stock mlir-opt, which learns our dialects from IRDL, would not know that an op
  /// described there is a terminator; of an unknown dialect it assumes so.
  static let fuseEndYield = OpDefinition(
    "fuse_end.yield", summary: "Ends a region of our dialects.", traits: [.terminator],
    operands: .any, results: .exactly(0))
}
