/// Bulk conversion between storage and the two scalar domains in which values are computed: `Double`
/// for every real floating-point kind, `Int64` for every integer kind.
extension Tensor {
  /// A tensor of floating-point elements, each rounded to `kind`, or nil where `values` does not
  /// have the number of elements of `shape`.
  public init?(_ values: [Double], shape: [Int], _ kind: FloatFormat) {
    guard Tensor.elementCount(of: shape) == values.count else { return nil }
    self.init(shape, .float(kind)) { buffer in
      guard let base = buffer.baseAddress else { return }
      values.withUnsafeBufferPointer { lanes in
        guard let lane = lanes.baseAddress else { return }
        kind.store(lane, to: base, count: lanes.count)
      }
    }
  }

  /// A tensor of integers, each wrapped to the width of `elementType`, or nil where that is not an
  /// integer type or `values` does not have the number of elements of `shape`.
  public init?(_ values: [Int64], shape: [Int], _ elementType: ElementType) {
    guard Tensor.elementCount(of: shape) == values.count, let kind = elementType.integerKind else {
      return nil
    }
    self.init(shape, elementType) { buffer in
      guard let base = buffer.baseAddress else { return }
      let wrapped = values.map { kind.wrapped($0) }
      wrapped.withUnsafeBufferPointer { lanes in
        guard let lane = lanes.baseAddress else { return }
        kind.store(lane, to: base, count: lanes.count)
      }
    }
  }

  /// A scalar.
  public init(_ value: Double, _ kind: FloatFormat) {
    guard let tensor = Tensor([value], shape: [], kind) else {
      preconditionFailure("invariant: one element fills a scalar")
    }
    self = tensor
  }

  /// A scalar, wrapped to the width of `kind`.
  public init(_ value: Int64, _ kind: IntegerKind) {
    guard let tensor = Tensor([value], shape: [], .integer(kind)) else {
      preconditionFailure("invariant: one element fills a scalar")
    }
    self = tensor
  }

  /// The element at a position of the row-major order, or nil where the elements are not real
  /// floating-point numbers or the position is out of range.
  public func float(at position: Int) -> Double? {
    guard case .float(let kind) = elementType, position >= 0, position < count else { return nil }
    var value = 0.0
    withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      kind.load(base + position * elementType.storageByteWidth, to: &value, count: 1)
    }
    return value
  }

  /// The element at a position of the row-major order, or nil where the elements are not integers or
  /// the position is out of range. A `ui64` comes as its bits.
  public func integer(at position: Int) -> Int64? {
    guard let kind = elementType.integerKind, position >= 0, position < count else { return nil }
    var value: Int64 = 0
    withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      kind.load(base + position * elementType.storageByteWidth, to: &value, count: 1)
    }
    return value
  }

  /// All elements as `Double`, in row-major order, or nil where they are not real floating-point
  /// numbers.
  public func floats() -> [Double]? {
    guard case .float(let kind) = elementType else { return nil }
    return [Double](unsafeUninitializedCapacity: count) { lanes, filled in
      withBytes { bytes in
        if let base = bytes.baseAddress, let lane = lanes.baseAddress {
          kind.load(base, to: lane, count: count)
        }
      }
      filled = count
    }
  }

  /// All elements as `Int64`, in row-major order, or nil where they are not integers.
  public func integers() -> [Int64]? {
    guard let kind = elementType.integerKind else { return nil }
    return [Int64](unsafeUninitializedCapacity: count) { lanes, filled in
      withBytes { bytes in
        if let base = bytes.baseAddress, let lane = lanes.baseAddress {
          kind.load(base, to: lane, count: count)
        }
      }
      filled = count
    }
  }
}

extension FloatFormat {
  /// Reads `count` adjacent elements of this kind.
  public func load(
    _ source: UnsafeRawPointer, to lanes: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch self {
    case .f32:
      let elements = source.assumingMemoryBound(to: Float.self)
      for lane in 0..<count { lanes[lane] = Double(elements[lane]) }
    case .f64:
      lanes.update(from: source.assumingMemoryBound(to: Double.self), count: count)
    case .bf16:
      let elements = source.assumingMemoryBound(to: UInt16.self)
      for lane in 0..<count {
        lanes[lane] = Double(Float(bitPattern: UInt32(elements[lane]) << 16))
      }
    case .f16:
      let elements = source.assumingMemoryBound(to: UInt16.self)
      for lane in 0..<count { lanes[lane] = decode(UInt64(elements[lane])) }
    case .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4,
      .f8E8M0FNU, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN:
      let elements = source.assumingMemoryBound(to: UInt8.self)
      for lane in 0..<count { lanes[lane] = decode(UInt64(elements[lane])) }
    case .tf32:
      for lane in 0..<count {
        var code: UInt64 = 0
        for byte in 0..<3 {
          code |= UInt64(source.load(fromByteOffset: 3 * lane + byte, as: UInt8.self)) << (8 * byte)
        }
        lanes[lane] = decode(code)
      }
    }
  }

  /// Writes `count` adjacent elements, each rounded to this kind.
  public func store(
    _ lanes: UnsafePointer<Double>, to target: UnsafeMutableRawPointer, count: Int
  ) {
    switch self {
    case .f32:
      let elements = target.assumingMemoryBound(to: Float.self)
      for lane in 0..<count { elements[lane] = Float(lanes[lane]) }
    case .f64:
      target.assumingMemoryBound(to: Double.self).update(from: lanes, count: count)
    case .f16, .bf16:
      let elements = target.assumingMemoryBound(to: UInt16.self)
      for lane in 0..<count { elements[lane] = UInt16(truncatingIfNeeded: encode(lanes[lane])) }
    case .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4,
      .f8E8M0FNU, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN:
      let elements = target.assumingMemoryBound(to: UInt8.self)
      for lane in 0..<count { elements[lane] = UInt8(truncatingIfNeeded: encode(lanes[lane])) }
    case .tf32:
      for lane in 0..<count {
        let code = encode(lanes[lane])
        for byte in 0..<3 {
          let part = UInt8(truncatingIfNeeded: code >> UInt64(8 * byte))
          target.storeBytes(of: part, toByteOffset: 3 * lane + byte, as: UInt8.self)
        }
      }
    }
  }
}

extension IntegerKind {
  /// Reads `count` adjacent canonical elements of this kind.
  public func load(
    _ source: UnsafeRawPointer, to lanes: UnsafeMutablePointer<Int64>, count: Int
  ) {
    switch (ElementType.integer(self).storageByteWidth, isZeroExtended) {
    case (1, true): widen(source.assumingMemoryBound(to: UInt8.self), lanes, count)
    case (1, false): widen(source.assumingMemoryBound(to: Int8.self), lanes, count)
    case (2, true): widen(source.assumingMemoryBound(to: UInt16.self), lanes, count)
    case (2, false): widen(source.assumingMemoryBound(to: Int16.self), lanes, count)
    case (4, true): widen(source.assumingMemoryBound(to: UInt32.self), lanes, count)
    case (4, false): widen(source.assumingMemoryBound(to: Int32.self), lanes, count)
    default: lanes.update(from: source.assumingMemoryBound(to: Int64.self), count: count)
    }
  }

  /// Writes `count` adjacent elements, which must be canonical already.
  public func store(
    _ lanes: UnsafePointer<Int64>, to target: UnsafeMutableRawPointer, count: Int
  ) {
    switch ElementType.integer(self).storageByteWidth {
    case 1: narrow(lanes, target.assumingMemoryBound(to: Int8.self), count)
    case 2: narrow(lanes, target.assumingMemoryBound(to: Int16.self), count)
    case 4: narrow(lanes, target.assumingMemoryBound(to: Int32.self), count)
    default: target.assumingMemoryBound(to: Int64.self).update(from: lanes, count: count)
    }
  }
}

@inline(__always)
private func widen<T: FixedWidthInteger>(
  _ source: UnsafePointer<T>, _ lanes: UnsafeMutablePointer<Int64>, _ count: Int
) {
  for lane in 0..<count { lanes[lane] = Int64(truncatingIfNeeded: source[lane]) }
}

@inline(__always)
private func narrow<T: FixedWidthInteger>(
  _ lanes: UnsafePointer<Int64>, _ target: UnsafeMutablePointer<T>, _ count: Int
) {
  for lane in 0..<count { target[lane] = T(truncatingIfNeeded: lanes[lane]) }
}
