public import Machine

/// Why a program cannot go on: something for which the functional model of Gemmini would abort, or
/// which it does not have.
public struct GemminiSimulationError: Error, Equatable, Sendable {
  /// The number of instructions executed before.
  public var index: Int
  /// The instruction, or nil where memory was set up or read.
  public var instruction: GemminiInstruction?
  /// What is wrong, with the offending values.
  public var reason: String
}

extension GemminiSimulationError: CustomStringConvertible {
  /// The error in one line.
  public var description: String {
    guard let instruction else { return reason }
    return "instruction \(index): \(reason) [\(instruction.mnemonic)]"
  }
}
