import FuseIR

/// `stablehlo.rng_bit_generator`: bits that follow from a state alone.
extension Interpreter {
  /// The next state and the bits.
  ///
  /// Algorithm `THREE_FRY` is Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel random
  /// numbers: as easy as 1, 2, 3", SC 2011): the first word of the state is the key, the second counts
  /// the blocks of 64 bits drawn so far. `DEFAULT` is the same.
  func randomBits(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let text = module.attribute("rng_algorithm", of: op).flatMap {
      module.dialectAttributeText($0, "stablehlo")
    }
    guard text?.hasSuffix(" PHILOX") != true else {
      throw ExecutionError("uses PHILOX, which is not supported", isUnsupported: true)
    }
    let (shape, elementType) = try layout(op, result: 1, in: module)
    guard let state = operands.first, let words = state.integers(), words.count == 2,
      let kind = elementType.integerKind, state.elementType.storageByteWidth == 8
    else {
      throw ExecutionError(
        "needs a state of two 64-bit words and a result of integers", isUnsupported: true)
    }
    guard let count = Tensor.elementCount(of: shape) else {
      throw ExecutionError("has a result that is too large")
    }
    let key = UInt64(bitPattern: words[0])
    let counter = UInt64(bitPattern: words[1])
    var bits: [Int64] = []
    var blocks = count
    if kind.bitWidth == 64 {
      bits = (0..<count).map { index in
        let block = Threefry.block(counter &+ UInt64(index), key: key)
        return Int64(bitPattern: UInt64(block.0) | UInt64(block.1) << 32)
      }
    } else {
      // Narrow results take the first words of all blocks, then the second ones.
      blocks = (count + 1) / 2
      let drawn = (0..<blocks).map { Threefry.block(counter &+ UInt64($0), key: key) }
      let narrow = (drawn.map(\.0) + drawn.map(\.1)).prefix(count)
      bits = narrow.map { kind.wrapped(Int64($0)) }
    }
    let next = counter &+ UInt64(blocks)
    guard
      let newState = Tensor(
        [words[0], Int64(bitPattern: next)], shape: state.shape, state.elementType),
      let result = Tensor(bits, shape: shape, elementType)
    else { throw ExecutionError("has results that do not fit its state") }
    return [newState, result]
  }
}

/// Threefry-2x32 with 20 rounds.
private enum Threefry {
  private static let rotations: [[UInt32]] = [[13, 15, 26, 6], [17, 29, 16, 24]]

  /// The two words that a counter becomes under a key.
  static func block(_ counter: UInt64, key: UInt64) -> (UInt32, UInt32) {
    let first = UInt32(truncatingIfNeeded: key)
    let second = UInt32(truncatingIfNeeded: key >> 32)
    let keys = [first, second, first ^ second ^ 0x1BD1_1BDA]
    var x = UInt32(truncatingIfNeeded: counter) &+ keys[0]
    var y = UInt32(truncatingIfNeeded: counter >> 32) &+ keys[1]
    for round in 0..<5 {
      for rotation in rotations[round % 2] {
        x = x &+ y
        y = (y << rotation | y >> (32 - rotation)) ^ x
      }
      x = x &+ keys[(round + 1) % 3]
      y = y &+ keys[(round + 2) % 3] &+ UInt32(round + 1)
    }
    return (x, y)
  }
}
