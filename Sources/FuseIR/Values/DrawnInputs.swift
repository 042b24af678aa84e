/// A source of random numbers that gives the same sequence for the same seed everywhere (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The start of the sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number of the sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `bound`, which must be positive.
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next() % UInt64(bound))
  }
}

/// Arguments drawn at random.
public enum DrawnInputs {
  /// The most elements that are drawn for one tensor: each takes 8 bytes while it is drawn.
  private static let elementLimit = 1 << 28

  /// A tensor with floats in [-1, 1), small integers of either sign (0...7 for unsigned and index), and fair bools; nil for a
  /// shape beyond every limit.
  public static func tensor(
    shape: [Int], _ type: ElementType, from generator: inout SeededGenerator
  ) -> Tensor? {
    guard let count = Tensor.elementCount(of: shape), count <= elementLimit else { return nil }
    switch type {
    case .float(let format):
      let values = (0..<count).map { _ in Double.random(in: -1..<1, using: &generator) }
      return Tensor(values, shape: shape, format)
    case .complex:
      let part: ElementType = type.storageByteWidth == 8 ? .f32 : .f64
      return tensor(shape: [count, 2], part, from: &generator)?.withBytes {
        Tensor(bytes: $0, shape: shape, type)
      }
    case .index:
      let values = (0..<count).map { _ in Int64.random(in: 0...7, using: &generator) }
      return Tensor(values, shape: shape, type)
    case .integer(let kind):
      let highest = kind.bitWidth >= 4 ? 7 : (Int64(1) << Int64(max(1, kind.bitWidth) - 1)) - 1
      let range: ClosedRange<Int64> =
        kind.isZeroExtended ? 0...max(1, highest) : (-highest - 1)...highest
      let values = (0..<count).map { _ in Int64.random(in: range, using: &generator) }
      return Tensor(values, shape: shape, type)
    }
  }
}
