/// A dense tensor value: a shape, an element type, and the elements in row-major order.
///
/// Copies share their storage until one of them is written. Integers narrower than a byte take a
/// byte each; a value of `iN` or `siN` is kept sign-extended to its storage width, one of `i1` or
/// `uiN` zero-extended, so that equal values have equal bytes.
public struct Tensor: Sendable {
  /// The largest number of bytes that one tensor may take.
  public static let byteLimit = 1 << 32

  /// The size of each dimension; empty for a scalar.
  public private(set) var shape: [Int]
  /// The kind of the elements.
  public let elementType: ElementType
  /// The number of elements.
  public let count: Int
  @usableFromInline var storage: TensorStorage

  /// Which elements are stored, where the tensor's type has an encoding and it is known; without it those that differ from
  /// zero are. It is not part of the value: equality ignores it, and what makes a new tensor of this one drops it.
  public var stored: StoredPattern? {
    didSet { if stored.map({ $0.count != count }) ?? false { stored = nil } }
  }

  /// The bytes that the elements take.
  public var byteCount: Int { storage.byteCount }

  /// The number of dimensions.
  public var rank: Int { shape.count }

  /// The number of elements of `shape`, or nil where a size is negative or the product overflows.
  public static func elementCount(of shape: [Int]) -> Int? {
    var count = 1
    var overflows = false
    for size in shape {
      if size < 0 { return nil }
      if size == 0 { return 0 }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      overflows = overflows || overflow
      count = product
    }
    return overflows ? nil : count
  }

  private static func storageSize(_ shape: [Int], _ elementType: ElementType) -> (Int, Int)? {
    guard let count = elementCount(of: shape) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: elementType.storageByteWidth)
    return overflow || bytes > byteLimit ? nil : (count, bytes)
  }

  /// A tensor of zeros, or nil where it would take more than `byteLimit` bytes.
  public init?(zeros shape: [Int], _ elementType: ElementType) {
    guard let (count, bytes) = Tensor.storageSize(shape, elementType) else { return nil }
    self.shape = shape
    self.elementType = elementType
    self.count = count
    storage = TensorStorage(zeroed: bytes)
  }

  /// A tensor whose bytes `fill` writes, or nil where it would take more than `byteLimit` bytes.
  ///
  /// `fill` gets the storage unfilled, and must write all of it.
  public init?(
    _ shape: [Int], _ elementType: ElementType,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    guard let (count, bytes) = Tensor.storageSize(shape, elementType) else { return nil }
    self.shape = shape
    self.elementType = elementType
    self.count = count
    storage = TensorStorage(unfilled: bytes)
    try fill(UnsafeMutableRawBufferPointer(start: storage.base, count: bytes))
  }

  /// A tensor of little-endian elements of the storage width, or nil where the number of bytes is
  /// not that of `shape`.
  ///
  /// Integers are brought to canonical form: bits above the width are replaced by the extension.
  public init?(bytes: some Collection<UInt8>, shape: [Int], _ elementType: ElementType) {
    guard let (count, size) = Tensor.storageSize(shape, elementType), bytes.count == size else {
      return nil
    }
    self.shape = shape
    self.elementType = elementType
    self.count = count
    storage = TensorStorage(unfilled: size)
    UnsafeMutableRawBufferPointer(start: storage.base, count: size).copyBytes(from: bytes)
    canonicalizeIntegers()
  }

  /// A tensor that repeats one element, given as the little-endian bytes of its storage, or nil
  /// where the width is wrong or the tensor would take more than `byteLimit` bytes.
  public init?(splat element: some Collection<UInt8>, shape: [Int], _ elementType: ElementType) {
    let width = elementType.storageByteWidth
    guard element.count == width else { return nil }
    self.init(shape, elementType) { buffer in
      guard let base = buffer.baseAddress, buffer.count >= width else { return }
      buffer.copyBytes(from: element)
      var filled = width
      while filled < buffer.count {
        let step = min(filled, buffer.count - filled)
        (base + filled).copyMemory(from: base, byteCount: step)
        filled += step
      }
    }
    canonicalizeIntegers()
  }

  private init(shape: [Int], sharing other: Tensor) {
    self.shape = shape
    elementType = other.elementType
    count = other.count
    storage = other.storage
  }

  /// The same elements under another shape, or nil where the number of elements differs.
  public func reshaped(to shape: [Int]) -> Tensor? {
    Tensor.elementCount(of: shape) == count ? Tensor(shape: shape, sharing: self) : nil
  }

  /// The same bytes under another element type of the same storage width, or nil where it differs.
  public func reinterpreted(as elementType: ElementType) -> Tensor? {
    guard elementType.storageByteWidth == self.elementType.storageByteWidth else { return nil }
    var result = Tensor(shape, elementType) { $0.copyMemory(from: bytesBuffer) }
    result?.canonicalizeIntegers()
    return result
  }

  private var bytesBuffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: storage.base, count: storage.byteCount)
  }

  /// The number of elements to step over to move by one along each dimension.
  public var strides: [Int] { Tensor.strides(of: shape) }

  /// The row-major strides of `shape`, in elements.
  public static func strides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    var product = 1
    for dimension in stride(from: shape.count - 1, through: 0, by: -1) {
      strides[dimension] = product
      product = product.multipliedReportingOverflow(by: max(shape[dimension], 1)).partialValue
    }
    return strides
  }
}

// MARK: - Access to the elements

extension Tensor {
  /// Calls `body` with the bytes of the elements.
  @inlinable
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let result = try body(UnsafeRawBufferPointer(start: storage.base, count: storage.byteCount))
    extendLifetime(storage)
    return result
  }

  /// Calls `body` with the bytes of the elements, for writing.
  ///
  /// What is written must be canonical: see `Tensor`.
  @inlinable
  public mutating func withMutableBytes<R, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    makeUnique()
    let result = try body(
      UnsafeMutableRawBufferPointer(start: storage.base, count: storage.byteCount))
    extendLifetime(storage)
    return result
  }

  /// Calls `body` with the elements as values of `T`, whose size must be the storage width, or half
  /// of it for complex elements.
  @inlinable
  public func withElements<T: BitwiseCopyable, R, E: Error>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws(E) -> R
  ) throws(E) -> R {
    let start = storage.base.assumingMemoryBound(to: T.self)
    let count = storage.byteCount / MemoryLayout<T>.stride
    let result = try body(UnsafeBufferPointer(start: start, count: count))
    extendLifetime(storage)
    return result
  }

  /// Calls `body` with the elements as values of `T`, for writing; see `withElements`.
  @inlinable
  public mutating func withMutableElements<T: BitwiseCopyable, R, E: Error>(
    as type: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws(E) -> R
  ) throws(E) -> R {
    makeUnique()
    let start = storage.base.assumingMemoryBound(to: T.self)
    let count = storage.byteCount / MemoryLayout<T>.stride
    let result = try body(UnsafeMutableBufferPointer(start: start, count: count))
    extendLifetime(storage)
    return result
  }

  @usableFromInline
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(copying: storage) }
  }

  /// Brings each integer to canonical form; see `Tensor`.
  mutating func canonicalizeIntegers() {
    guard case .integer(let kind) = elementType else { return }
    let width = Int(kind.bitWidth)
    guard width < elementType.storageByteWidth * 8 else { return }
    let count = count
    makeUnique()
    let base = storage.base
    switch elementType.storageByteWidth {
    case 1: canonicalize(base.assumingMemoryBound(to: UInt8.self), count, kind)
    case 2: canonicalize(base.assumingMemoryBound(to: UInt16.self), count, kind)
    case 4: canonicalize(base.assumingMemoryBound(to: UInt32.self), count, kind)
    default: canonicalize(base.assumingMemoryBound(to: UInt64.self), count, kind)
    }
  }

  private func canonicalize<T: FixedWidthInteger>(
    _ elements: UnsafeMutablePointer<T>, _ count: Int, _ kind: IntegerKind
  ) {
    for position in 0..<count {
      let wide = Int64(truncatingIfNeeded: elements[position])
      elements[position] = T(truncatingIfNeeded: kind.wrapped(wide))
    }
  }
}

extension Tensor: Equatable {
  /// Whether two tensors have the same shape, element type and bytes.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.shape == b.shape, a.elementType == b.elementType else { return false }
    return a.bytesBuffer.elementsEqual(b.bytesBuffer)
  }
}
