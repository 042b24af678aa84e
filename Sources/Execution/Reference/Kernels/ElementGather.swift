import FuseIR

/// Reads of elements at given offsets, converted to one of the two scalar domains.
enum ElementGather {
  /// An offset that stands for no element; zero is read.
  static let absent = Int64.min

  /// Reads `count` real or integer elements at `base + offsets[i]`.
  static func reals(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch type {
    case .float(.f32):
      gather(Float.self, source, offsets, base, target, count, zero: 0) { Double($0) }
    case .float(.f64): gather(Double.self, source, offsets, base, target, count, zero: 0) { $0 }
    case .float(.bf16):
      gather(UInt16.self, source, offsets, base, target, count, zero: 0) {
        Double(Float(bitPattern: UInt32($0) << 16))
      }
    case .float(let format) where format.byteWidth == 2:
      gather(UInt16.self, source, offsets, base, target, count, zero: 0) {
        format.decode(UInt64($0))
      }
    case .float(let format), .complex(let format):
      let width = format.byteWidth
      for position in 0..<count {
        target[position] = 0
        if offsets[position] == absent { continue }
        format.load(
          source + (base + Int(offsets[position])) * width, to: target + position, count: 1)
      }
    case .integer, .index:
      let kind = type.integerKind ?? IntegerKind.i64
      let width = type.storageByteWidth
      for position in 0..<count {
        target[position] = 0
        if offsets[position] == absent { continue }
        var value: Int64 = 0
        kind.load(source + (base + Int(offsets[position])) * width, to: &value, count: 1)
        target[position] = kind.floatValue(value)
      }
    }
  }

  /// Reads `count` integer elements at `base + offsets[i]`.
  static func integers(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Int64>, count: Int
  ) {
    let kind = type.integerKind ?? IntegerKind.i64
    switch (type.storageByteWidth, kind.isZeroExtended) {
    case (1, true): widen(UInt8.self, source, offsets, base, target, count)
    case (1, false): widen(Int8.self, source, offsets, base, target, count)
    case (2, true): widen(UInt16.self, source, offsets, base, target, count)
    case (2, false): widen(Int16.self, source, offsets, base, target, count)
    case (4, true): widen(UInt32.self, source, offsets, base, target, count)
    case (4, false): widen(Int32.self, source, offsets, base, target, count)
    default: widen(Int64.self, source, offsets, base, target, count)
    }
  }

  private static func widen<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, _ base: Int,
    _ target: UnsafeMutablePointer<Int64>, _ count: Int
  ) {
    gather(type, source, offsets, base, target, count, zero: 0) { Int64(truncatingIfNeeded: $0) }
  }

  @inline(__always)
  private static func gather<T: BitwiseCopyable, R>(
    _ type: T.Type, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, _ base: Int,
    _ target: UnsafeMutablePointer<R>, _ count: Int, zero: R, _ convert: (T) -> R
  ) {
    let elements = source.assumingMemoryBound(to: T.self) + base
    for position in 0..<count {
      let offset = offsets[position]
      target[position] = offset == absent ? zero : convert(elements[Int(offset)])
    }
  }
}

extension IntegerKind {
  /// The kind that indices are computed in.
  static var i64: IntegerKind {
    guard let kind = IntegerKind(bitWidth: 64) else {
      preconditionFailure("invariant: 64 is a width of integers")
    }
    return kind
  }
}
