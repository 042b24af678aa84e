/// How close two numbers must be: |a - b| <= absolute + relative * |b|.
public struct Tolerance {
  /// The part of |b| that they may differ by.
  public let relative: Double
  /// What they may differ by besides.
  public let absolute: Double

  /// The default of an element type; integers are compared exactly whatever the tolerance.
  public init(for type: ElementType, relative: Double?, absolute: Double?) {
    let isNarrow = type.isFloat && type.storageByteWidth <= 2
    self.relative = relative ?? (isNarrow ? 1e-2 : 1e-5)
    self.absolute = absolute ?? (isNarrow ? 1e-2 : 1e-6)
  }
}

/// What a comparison of one output with its expected values found.
public struct OutputComparison {
  /// The largest |a - b| over elements that are both finite.
  public private(set) var largestAbsolute = 0.0
  /// The largest |a - b| / |b| over elements that are both finite, b not zero.
  public private(set) var largestRelative = 0.0
  /// How many elements are out of tolerance.
  public private(set) var mismatches = 0
  /// The row-major position and values of the first such element.
  public private(set) var first: (position: Int, actual: String, expected: String)?
  /// How many elements there are.
  public let count: Int

  /// True iff all are in tolerance.
  public var passes: Bool { mismatches == 0 }

  /// Compares element by element; shapes and element types must agree.
  public init(_ actual: Tensor, _ expected: Tensor, _ tolerance: Tolerance) {
    count = actual.count
    let kind = actual.elementType
    if kind.isInteger {
      let (a, b) = (actual.integers() ?? [], expected.integers() ?? [])
      for i in 0..<min(a.count, b.count) where a[i] != b[i] {
        let difference = (Double(a[i]) - Double(b[i])).magnitude
        note(difference, relativeTo: Double(b[i]))
        mismatch(i, "\(a[i])", "\(b[i])")
      }
    } else if kind.isFloat {
      let (a, b) = (actual.floats() ?? [], expected.floats() ?? [])
      compare(a, b, tolerance) { $0 }
    } else {
      let (a, b) = (Self.parts(actual), Self.parts(expected))
      compare(a, b, tolerance) { $0 / 2 }
    }
  }

  /// Complex elements as real part, imaginary part, ...
  private static func parts(_ tensor: Tensor) -> [Double] {
    let width = tensor.elementType.storageByteWidth / 2
    let real: ElementType = width == 4 ? .f32 : .f64
    return tensor.withBytes { bytes in
      Tensor(bytes: bytes, shape: [bytes.count / width], real)?.floats() ?? []
    }
  }

  private mutating func compare(
    _ a: [Double], _ b: [Double], _ tolerance: Tolerance, position: (Int) -> Int
  ) {
    for i in 0..<min(a.count, b.count) {
      if a[i] == b[i] || (a[i].isNaN && b[i].isNaN) { continue }
      let difference = (a[i] - b[i]).magnitude
      if difference.isFinite { note(difference, relativeTo: b[i]) }
      if !(difference <= tolerance.absolute + tolerance.relative * b[i].magnitude) {
        mismatch(position(i), "\(a[i])", "\(b[i])")
      } else if difference.isInfinite {
        mismatch(position(i), "\(a[i])", "\(b[i])")
      }
    }
  }

  private mutating func note(_ difference: Double, relativeTo expected: Double) {
    largestAbsolute = max(largestAbsolute, difference)
    if expected != 0 { largestRelative = max(largestRelative, difference / expected.magnitude) }
  }

  private mutating func mismatch(_ position: Int, _ actual: String, _ expected: String) {
    mismatches += 1
    if first == nil { first = (position, actual, expected) }
  }
}
