import FuseIR

/// Memory for the columns of a `LaneProgram`: each holds up to `capacity` values of 8 bytes.
final class LaneFrame {
  /// The number of lanes that a column has room for.
  let capacity: Int
  private let base: UnsafeMutableRawPointer
  private let columnCount: Int

  /// Columns of zeros.
  init(columnCount: Int, capacity: Int) {
    self.capacity = capacity
    self.columnCount = columnCount
    let bytes = max(columnCount * capacity * 8, 8)
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { base.deallocate() }

  /// A column as real numbers.
  func reals(_ column: Int) -> UnsafeMutablePointer<Double> {
    (base + column * capacity * 8).assumingMemoryBound(to: Double.self)
  }

  /// A column as integers.
  func integers(_ column: Int) -> UnsafeMutablePointer<Int64> {
    (base + column * capacity * 8).assumingMemoryBound(to: Int64.self)
  }

  /// Two adjacent columns as complex numbers.
  func complex(_ column: Int) -> ComplexColumns {
    ComplexColumns(real: reals(column), imaginary: reals(column + 1))
  }

  /// Copies `count` lanes of a value.
  func copy(_ source: LaneRegister, to target: LaneRegister, count: Int) {
    guard source.column != target.column else { return }
    for part in 0..<source.domain.columnCount {
      integers(target.column + part).update(from: integers(source.column + part), count: count)
    }
  }

  /// Copies one lane of a value.
  func copyLane(_ source: LaneRegister, to target: LaneRegister, lane: Int) {
    for part in 0..<source.domain.columnCount {
      integers(target.column + part)[lane] = integers(source.column + part)[lane]
    }
  }

  /// Gives `count` lanes the value of the first one.
  func spread(_ register: LaneRegister, count: Int) {
    for part in 0..<register.domain.columnCount {
      let lanes = integers(register.column + part)
      lanes.update(repeating: lanes[0], count: count)
    }
  }
}

/// A value of a `LaneProgram`: its element type and where its column or columns are.
struct LaneRegister {
  /// The kind of the elements.
  let elementType: ElementType
  /// The first column.
  let column: Int

  /// The domain that the value is computed in.
  var domain: LaneDomain { LaneDomain(elementType) }
}

extension LaneRegister {
  /// Reads `count` adjacent elements into the register.
  func load(_ source: UnsafeRawPointer, _ frame: LaneFrame, count: Int) {
    switch elementType {
    case .float(let format): format.load(source, to: frame.reals(column), count: count)
    case .integer(let kind): kind.load(source, to: frame.integers(column), count: count)
    case .index:
      frame.integers(column).update(
        from: source.assumingMemoryBound(to: Int64.self), count: count)
    case .complex(let format):
      let lanes = frame.complex(column)
      if format == .f32 {
        let parts = source.assumingMemoryBound(to: Float.self)
        for lane in 0..<count {
          lanes[lane] = Complex(Double(parts[2 * lane]), Double(parts[2 * lane + 1]))
        }
      } else {
        let parts = source.assumingMemoryBound(to: Double.self)
        for lane in 0..<count { lanes[lane] = Complex(parts[2 * lane], parts[2 * lane + 1]) }
      }
    }
  }

  /// Writes `count` lanes of the register to adjacent elements.
  func store(_ target: UnsafeMutableRawPointer, _ frame: LaneFrame, count: Int) {
    switch elementType {
    case .float(let format): format.store(frame.reals(column), to: target, count: count)
    case .integer(let kind): kind.store(frame.integers(column), to: target, count: count)
    case .index:
      target.assumingMemoryBound(to: Int64.self).update(
        from: frame.integers(column), count: count)
    case .complex(let format):
      let lanes = frame.complex(column)
      if format == .f32 {
        let parts = target.assumingMemoryBound(to: Float.self)
        for lane in 0..<count {
          parts[2 * lane] = Float(lanes.real[lane])
          parts[2 * lane + 1] = Float(lanes.imaginary[lane])
        }
      } else {
        let parts = target.assumingMemoryBound(to: Double.self)
        for lane in 0..<count {
          parts[2 * lane] = lanes.real[lane]
          parts[2 * lane + 1] = lanes.imaginary[lane]
        }
      }
    }
  }

  /// Reads one element per lane, at `base + offsets[lane]` elements from `source`, or zero where the
  /// offset is `ElementGather.absent`.
  func gather(
    _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int, _ frame: LaneFrame,
    count: Int
  ) {
    switch domain {
    case .real:
      ElementGather.reals(
        elementType, source, offsets, base: base, to: frame.reals(column), count: count)
    case .integer:
      ElementGather.integers(
        elementType, source, offsets, base: base, to: frame.integers(column), count: count)
    case .complex:
      let width = elementType.storageByteWidth
      for lane in 0..<count {
        if offsets[lane] == ElementGather.absent {
          frame.complex(column)[lane] = Complex(0, 0)
        } else {
          loadOne(source + (base + Int(offsets[lane])) * width, frame, lane: lane)
        }
      }
    }
  }

  /// Writes one element per lane, at `base + offsets[lane]` elements from `target`.
  func scatter(
    _ target: UnsafeMutableRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    _ frame: LaneFrame, count: Int
  ) {
    let width = elementType.storageByteWidth
    for lane in 0..<count {
      storeOne(target + (base + Int(offsets[lane])) * width, frame, lane: lane)
    }
  }

  /// Reads one element into a lane.
  func loadOne(_ source: UnsafeRawPointer, _ frame: LaneFrame, lane: Int) {
    switch elementType {
    case .float(let format): format.load(source, to: frame.reals(column) + lane, count: 1)
    case .integer(let kind): kind.load(source, to: frame.integers(column) + lane, count: 1)
    case .index:
      frame.integers(column)[lane] = source.assumingMemoryBound(to: Int64.self).pointee
    case .complex(let format):
      var parts = (0.0, 0.0)
      format.load(source, to: &parts.0, count: 1)
      format.load(source + format.byteWidth, to: &parts.1, count: 1)
      frame.complex(column)[lane] = Complex(parts.0, parts.1)
    }
  }

  /// Writes one lane to an element.
  func storeOne(_ target: UnsafeMutableRawPointer, _ frame: LaneFrame, lane: Int) {
    switch elementType {
    case .float(let format): format.store(frame.reals(column) + lane, to: target, count: 1)
    case .integer(let kind): kind.store(frame.integers(column) + lane, to: target, count: 1)
    case .index:
      target.assumingMemoryBound(to: Int64.self).pointee = frame.integers(column)[lane]
    case .complex(let format):
      format.store(frame.reals(column) + lane, to: target, count: 1)
      format.store(frame.reals(column + 1) + lane, to: target + format.byteWidth, count: 1)
    }
  }

  /// The value of a lane as a scalar tensor.
  func scalar(_ frame: LaneFrame, lane: Int) -> Tensor {
    let tensor = Tensor([], elementType) { buffer in
      if let base = buffer.baseAddress { storeOne(base, frame, lane: lane) }
    }
    guard let tensor else { preconditionFailure("invariant: a scalar is below every limit") }
    return tensor
  }

  /// Sets a lane from the only element of a tensor.
  func setScalar(_ tensor: Tensor, _ frame: LaneFrame, lane: Int) {
    tensor.withBytes { bytes in
      if let base = bytes.baseAddress { loadOne(base, frame, lane: lane) }
    }
  }
}
