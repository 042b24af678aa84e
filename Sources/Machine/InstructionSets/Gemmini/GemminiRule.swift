/// A rule that every instruction stream for Gemmini keeps.
///
/// Rules 1 to 11 follow the numbering of the project's notes on the instruction set; 12 and 13 are
/// about the stream itself.
public enum GemminiRule: UInt8, CaseIterable, Sendable {
  /// An mvin moves at least one byte, at most DIM rows and one DMA request per row; blocks of
  /// columns do not overlap.
  case moveInShape = 1
  /// An mvout moves at least one byte, at most DIM rows; more than one block of columns only at
  /// input width and without pooling.
  case moveOutShape = 2
  /// The array transposes one operand at most: not A and B with weights stationary, not B alone
  /// with outputs stationary.
  case transposes = 3
  /// Each compute has a preload of its own before it.
  case preloadOrder = 4
  /// Operands of the array come from the scratchpad, unless the stream is for hardware only.
  case operandsInScratchpad = 5
  /// A result still on its way is read only at the address it was written to, which is what the
  /// execute queue waits for.
  case readAfterWrite = 6
  /// Accumulating writes to the same accumulator row are at least four cycles apart.
  case accumulateDistance = 7
  /// DRAM addresses name bytes: 0 means zeros in loads and nothing in stores, and a block does not
  /// run past the end of the address space.
  case dramAddress = 8
  /// Local ranges lie in their memory, and a pooled store in one accumulator bank.
  case localRange = 9
  /// A fence lies between a store and whatever relies on it: a load of the same bytes, a flush,
  /// the end of the program.
  case storeOrder = 10
  /// The array's configuration does not change between a preload and its compute.
  case configurationOrder = 11
  /// Every configuration that an instruction relies on was set.
  case configurationState = 12
  /// Every command and field value exists, in hardware and in the functional model alike.
  case encoding = 13
}

/// An instruction that breaks a rule.
public struct GemminiViolation: Equatable, Sendable {
  /// The rule.
  public var rule: GemminiRule
  /// The index that the instruction was checked with.
  public var index: Int
  /// The instruction.
  public var instruction: GemminiInstruction
  /// What is wrong, with the offending values.
  public var reason: String
}

extension GemminiViolation: CustomStringConvertible {
  /// The violation in one line.
  public var description: String {
    "instruction \(index) breaks rule \(rule.rawValue): \(reason) [\(instruction.mnemonic)]"
  }
}
