import FuseIR

/// Sums of products of complex numbers, in double precision.
extension Complex: AccumulatorScalar {
  static var zero: Complex { Complex(0, 0) }

  mutating func add(_ left: Complex, times right: Complex) {
    self = self + left * right
  }

  static func gather(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Complex>, count: Int
  ) {
    for position in 0..<count {
      target[position] = .zero
      guard offsets[position] != ElementGather.absent else { continue }
      target[position] = load(
        type, source + (base + Int(offsets[position])) * type.storageByteWidth)
    }
  }

  /// The element of a complex type at an address; zero for another type.
  static func load(_ type: ElementType, _ source: UnsafeRawPointer) -> Complex {
    guard case .complex(let format) = type else { return .zero }
    var value = Complex.zero
    format.load(source, to: &value.real, count: 1)
    format.load(source + format.byteWidth, to: &value.imaginary, count: 1)
    return value
  }

  /// Writes the number as an element of a complex type.
  func store(_ target: UnsafeMutableRawPointer, _ type: ElementType) {
    guard case .complex(let format) = type else { return }
    var (real, imaginary) = (real, imaginary)
    format.store(&real, to: target, count: 1)
    format.store(&imaginary, to: target + format.byteWidth, count: 1)
  }

  static func add(_ sum: Complex, to element: UnsafeMutableRawPointer, _ type: ElementType) {
    (load(type, element) + sum).store(element, type)
  }

  static func accumulate(
    _ left: UnsafePointer<Complex>, _ right: UnsafePointer<Complex>, depth: Int,
    _ block: UnsafeMutablePointer<Complex>, rowStride: Int
  ) {
    for step in 0..<depth {
      for row in 0..<4 {
        for column in 0..<4 {
          block[row * rowStride + column].add(
            left[4 * step + row], times: right[4 * step + column])
        }
      }
    }
  }
}
