import FuseIR

/// A number of a field, in double precision: what linear algebra and transforms compute with.
protocol FieldScalar: BitwiseCopyable {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self

  /// The number with its imaginary part negated.
  var conjugate: Self { get }
  /// The principal square root.
  var squareRoot: Self { get }
  /// The number 0.
  static var zero: Self { get }

  /// The elements of a tensor.
  static func elements(of tensor: Tensor) -> [Self]
  /// A tensor of elements, rounded to `format`.
  static func tensor(
    _ elements: [Self], _ shape: [Int], _ format: FloatFormat
  ) throws(ExecutionError) -> Tensor
}

extension Double: FieldScalar {
  var conjugate: Double { self }
  var squareRoot: Double { squareRoot() }

  static func elements(of tensor: Tensor) -> [Double] { tensor.floats() ?? [] }

  static func tensor(
    _ elements: [Double], _ shape: [Int], _ format: FloatFormat
  ) throws(ExecutionError) -> Tensor {
    guard let result = Tensor(elements, shape: shape, format) else {
      throw ExecutionError("has a result that does not fit its operands")
    }
    return result
  }
}

extension Complex: FieldScalar {
  static func elements(of tensor: Tensor) -> [Complex] {
    let type = tensor.elementType
    let width = type.storageByteWidth
    guard case .complex = type else { return (tensor.floats() ?? []).map { Complex($0, 0) } }
    return tensor.withBytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      return (0..<tensor.count).map { load(type, base + $0 * width) }
    }
  }

  static func tensor(
    _ elements: [Complex], _ shape: [Int], _ format: FloatFormat
  ) throws(ExecutionError) -> Tensor {
    let type = ElementType.complex(format)
    let width = type.storageByteWidth
    guard Tensor.elementCount(of: shape) == elements.count else {
      throw ExecutionError("has a result that does not fit its operands")
    }
    return try Tensor.make(shape, type) { target in
      for (position, element) in elements.enumerated() {
        element.store(target + position * width, type)
      }
    }
  }
}
