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

  /// The share of the elements that are stored in what is drawn for a type with a level that is not dense, unless said.
  public static let density = 0.25

  /// A value of a type, as `tensor(shape:_:from:)` draws it; nil for a type that is no tensor of numbers, or has a `?`.
  ///
  /// Where the type's encoding has a level that is not dense, each element is stored with the probability `density`, or
  /// each block of a blocked one, and at most n of every m elements of a structured level; the others are zero.
  public static func tensor(
    of type: TypeID, in module: borrowing Module, density: Double = density,
    from generator: inout SeededGenerator
  ) -> Tensor? {
    let isNumber = module.isIntegerOrIndex(type) || module.isFloat(type)
    guard let element = ElementType(module.elementType(of: type), in: module),
      let sizes = module.shape(of: type) ?? (isNumber ? [] : nil),
      !sizes.contains(Dimension.dynamic),
      var drawn = tensor(shape: sizes.map { Int($0) }, element, from: &generator)
    else { return nil }
    guard let encoding = SparseEncoding(type: type, in: module), !encoding.isAllDense,
      let pattern = pattern(of: encoding, shape: drawn.shape, density, from: &generator)
    else { return drawn }
    let width = element.storageByteWidth
    drawn.withMutableBytes { bytes in
      for index in 0..<pattern.count where !pattern[index] {
        for byte in index * width..<(index + 1) * width { bytes[byte] = 0 }
      }
    }
    drawn.stored = pattern
    return drawn
  }

  /// Which elements are stored, drawn; nil for an encoding that stores nothing.
  private static func pattern(
    of encoding: SparseEncoding, shape: [Int], _ density: Double,
    from generator: inout SeededGenerator
  ) -> StoredPattern? {
    guard encoding.isDirect, let count = Tensor.elementCount(of: shape),
      let last = encoding.levels.lastIndex(where: { !$0.isDense })
    else { return nil }
    let sizes = encoding.levelSizes(of: shape)
    let strides = Tensor.strides(of: shape)
    // Positions of the last level that is not dense are drawn, in the order of the levels.
    guard let places = Tensor.elementCount(of: Array(sizes[...last])), places <= elementLimit else {
      return nil
    }
    var isDrawn = [Bool](repeating: false, count: places)
    let fiber = sizes[last]
    var entries = fiber
    if case .structured(let most, let size) = encoding.levels[last].format, size == fiber {
      entries = most
    }
    for start in stride(from: 0, to: places, by: max(fiber, 1)) {
      var left = entries
      for place in start..<start + fiber {
        let hits = Double.random(in: 0..<1, using: &generator) < density
        if hits, left > 0 {
          isDrawn[place] = true
          left -= 1
        }
      }
    }
    var pattern = StoredPattern(count: count)
    for index in 0..<count {
      var place = 0
      for number in 0...last {
        let level = encoding.levels[number]
        var coordinate = index / strides[level.dimension] % shape[level.dimension]
        switch level.part {
        case .whole, .formula: break
        case .quotient(let size): coordinate /= size
        case .rest(let size): coordinate %= size
        }
        place = place * sizes[number] + coordinate
      }
      if isDrawn[place] { pattern.insert(index) }
    }
    return pattern
  }

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
