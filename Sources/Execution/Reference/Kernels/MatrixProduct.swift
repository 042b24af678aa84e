import FuseIR

/// A scalar that products of matrices are accumulated in.
protocol AccumulatorScalar: BitwiseCopyable {
  static var zero: Self { get }

  /// Reads elements of `type` at `base + offsets[i]`; zero where the offset is
  /// `ElementGather.absent`.
  static func gather(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Self>, count: Int)

  /// Adds a sum to an element of `type`, rounded or wrapped once.
  static func add(_ sum: Self, to element: UnsafeMutableRawPointer, _ type: ElementType)

  /// Adds the product of a 4 × `depth` and a `depth` × 4 matrix, packed step by step, to a block.
  static func accumulate(
    _ left: UnsafePointer<Self>, _ right: UnsafePointer<Self>, depth: Int,
    _ block: UnsafeMutablePointer<Self>, rowStride: Int)

  /// Adds the product of two factors: one step of a sum.
  mutating func add(_ left: Self, times right: Self)
}

extension Double: AccumulatorScalar {
  mutating func add(_ left: Double, times right: Double) { self += left * right }

  static func gather(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Double>, count: Int
  ) {
    ElementGather.reals(type, source, offsets, base: base, to: target, count: count)
  }

  static func add(_ sum: Double, to element: UnsafeMutableRawPointer, _ type: ElementType) {
    guard case .float(let format) = type else { return }
    var value = 0.0
    format.load(element, to: &value, count: 1)
    value += sum
    format.store(&value, to: element, count: 1)
  }

  static func accumulate(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, depth: Int,
    _ block: UnsafeMutablePointer<Double>, rowStride: Int
  ) {
    var row0 = SIMD4<Double>.zero
    var row1 = SIMD4<Double>.zero
    var row2 = SIMD4<Double>.zero
    var row3 = SIMD4<Double>.zero
    let columns = UnsafeRawPointer(right).assumingMemoryBound(to: SIMD4<Double>.self)
    for step in 0..<depth {
      let column = columns[step]
      row0 += left[4 * step] * column
      row1 += left[4 * step + 1] * column
      row2 += left[4 * step + 2] * column
      row3 += left[4 * step + 3] * column
    }
    for lane in 0..<4 {
      block[lane] += row0[lane]
      block[rowStride + lane] += row1[lane]
      block[2 * rowStride + lane] += row2[lane]
      block[3 * rowStride + lane] += row3[lane]
    }
  }
}

extension Int64: AccumulatorScalar {
  mutating func add(_ left: Int64, times right: Int64) { self &+= left &* right }

  static func gather(
    _ type: ElementType, _ source: UnsafeRawPointer, _ offsets: UnsafePointer<Int64>, base: Int,
    to target: UnsafeMutablePointer<Int64>, count: Int
  ) {
    ElementGather.integers(type, source, offsets, base: base, to: target, count: count)
  }

  static func add(_ sum: Int64, to element: UnsafeMutableRawPointer, _ type: ElementType) {
    guard let kind = type.integerKind else { return }
    var value: Int64 = 0
    kind.load(element, to: &value, count: 1)
    // The sum of booleans is whether one of them is true.
    value = type == .i1 ? (value &+ sum == 0 ? 0 : 1) : kind.wrapped(value &+ sum)
    kind.store(&value, to: element, count: 1)
  }

  static func accumulate(
    _ left: UnsafePointer<Int64>, _ right: UnsafePointer<Int64>, depth: Int,
    _ block: UnsafeMutablePointer<Int64>, rowStride: Int
  ) {
    for row in 0..<4 {
      var sum0: Int64 = 0
      var sum1: Int64 = 0
      var sum2: Int64 = 0
      var sum3: Int64 = 0
      for step in 0..<depth {
        let value = left[4 * step + row]
        sum0 &+= value &* right[4 * step]
        sum1 &+= value &* right[4 * step + 1]
        sum2 &+= value &* right[4 * step + 2]
        sum3 &+= value &* right[4 * step + 3]
      }
      let target = block + row * rowStride
      target[0] &+= sum0
      target[1] &+= sum1
      target[2] &+= sum2
      target[3] &+= sum3
    }
  }
}

/// A product of two matrices whose elements come from anywhere: the operands are packed block by
/// block by the caller's functions, and finished blocks of columns handed back.
struct MatrixProduct<Scalar: AccumulatorScalar> {
  /// Rows of the left matrix and of the result.
  let rows: Int
  /// Columns of the right matrix and of the result.
  let columns: Int
  /// Columns of the left matrix, rows of the right one.
  let depth: Int

  private static var depthBlock: Int { 256 }
  private static var columnBlock: Int { 128 }

  /// Computes the product.
  ///
  /// - Parameters:
  ///   - readLeft: writes elements `depths` of a row of the left matrix, side by side.
  ///   - readRight: writes elements `columns` of a row of the right matrix, side by side.
  ///   - finish: takes elements `columns` of a row of the result.
  func run(
    readLeft: (_ row: Int, _ depths: Range<Int>, UnsafeMutablePointer<Scalar>) -> Void,
    readRight: (_ depth: Int, _ columns: Range<Int>, UnsafeMutablePointer<Scalar>) -> Void,
    finish: (_ row: Int, _ columns: Range<Int>, UnsafePointer<Scalar>) -> Void
  ) {
    let depthBlock = min(Self.depthBlock, max(depth, 1))
    let columnBlock = min(Self.columnBlock, (columns + 3) / 4 * 4)
    let paddedRows = (rows + 3) / 4 * 4
    let left = Scratch<Scalar>(4 * depthBlock)
    let right = Scratch<Scalar>(columnBlock * depthBlock)
    let line = Scratch<Scalar>(max(depthBlock, columnBlock))
    let block = Scratch<Scalar>(paddedRows * columnBlock)
    for firstColumn in stride(from: 0, to: columns, by: columnBlock) {
      let columnRange = firstColumn..<min(firstColumn + columnBlock, columns)
      block.clear()
      for firstDepth in stride(from: 0, to: depth, by: depthBlock) {
        let depths = firstDepth..<min(firstDepth + depthBlock, depth)
        packRight(columnRange, depths, right.base, line.base, readRight)
        for firstRow in stride(from: 0, to: rows, by: 4) {
          packLeft(firstRow, depths, left.base, line.base, readLeft)
          for panel in stride(from: 0, to: columnRange.count, by: 4) {
            Scalar.accumulate(
              left.base, right.base + panel * depths.count, depth: depths.count,
              block.base + firstRow * columnBlock + panel, rowStride: columnBlock)
          }
        }
      }
      for row in 0..<rows { finish(row, columnRange, block.base + row * columnBlock) }
    }
  }

  private func packLeft(
    _ firstRow: Int, _ depths: Range<Int>, _ packed: UnsafeMutablePointer<Scalar>,
    _ line: UnsafeMutablePointer<Scalar>,
    _ read: (Int, Range<Int>, UnsafeMutablePointer<Scalar>) -> Void
  ) {
    for row in 0..<4 {
      if firstRow + row < rows {
        read(firstRow + row, depths, line)
      } else {
        line.update(repeating: .zero, count: depths.count)
      }
      for step in 0..<depths.count { packed[4 * step + row] = line[step] }
    }
  }

  private func packRight(
    _ columns: Range<Int>, _ depths: Range<Int>, _ packed: UnsafeMutablePointer<Scalar>,
    _ line: UnsafeMutablePointer<Scalar>,
    _ read: (Int, Range<Int>, UnsafeMutablePointer<Scalar>) -> Void
  ) {
    let padded = (columns.count + 3) / 4 * 4
    for depth in depths {
      let step = depth - depths.lowerBound
      read(depth, columns, line)
      for column in columns.count..<padded { line[column] = .zero }
      for panel in stride(from: 0, to: padded, by: 4) {
        let target = packed + panel * depths.count + 4 * step
        for lane in 0..<4 { target[lane] = line[panel + lane] }
      }
    }
  }
}

/// Uninitialised memory for trivial values, freed with its owner.
final class Scratch<Element: BitwiseCopyable> {
  /// The first element.
  let base: UnsafeMutablePointer<Element>
  private let byteCount: Int

  /// Room for `count` elements, aligned for vectors, zeroed.
  init(_ count: Int) {
    byteCount = max(count, 1) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    base = raw.bindMemory(to: Element.self, capacity: max(count, 1))
  }

  /// Sets all bytes to zero.
  func clear() {
    UnsafeMutableRawPointer(base).initializeMemory(
      as: UInt8.self, repeating: 0, count: byteCount)
  }

  deinit { base.deallocate() }
}
