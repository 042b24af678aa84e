import FuseIR

/// A sum of products over any dimensions of two tensors, as batched matrix products.
///
/// Each dimension plays one of four roles: batch (in both operands and the result), row (left and
/// result), column (right and result), depth (left and right). Several dimensions of one role are
/// walked row-major; an element lies at the sum of the offsets of its coordinates.
struct Contraction {
  /// Offsets of each batch in the left operand, the right one and the result.
  var batches: [(left: Int, right: Int, result: Int)] = []
  /// Offsets of each row in the left operand and the result.
  var rows: [(left: Int64, result: Int64)] = []
  /// Offsets of each column in the right operand and the result.
  var columns: [(right: Int64, result: Int64)] = []
  /// Offsets of each step of the sum in the left and the right operand.
  var depths: [(left: Int64, right: Int64)] = []

  /// The offsets of all coordinates of some dimensions, row-major.
  static func offsets(sizes: [Int], strides: [Int]) -> [Int64] {
    var offsets: [Int64] = [0]
    for (size, stride) in zip(sizes, strides) {
      var next: [Int64] = []
      next.reserveCapacity(offsets.count * size)
      for offset in offsets {
        for index in 0..<size { next.append(offset + Int64(index * stride)) }
      }
      offsets = next
    }
    return offsets
  }

  /// The dimensions of one role, with their strides in two tensors.
  static func pairs(
    sizes: [Int], _ a: [Int], _ b: [Int]
  ) -> [(Int64, Int64)] {
    Array(zip(offsets(sizes: sizes, strides: a), offsets(sizes: sizes, strides: b)))
  }

  /// Adds the products to `result`, whose elements are rounded or wrapped once at the end.
  ///
  /// - Parameter isPlain: whether each element is summed by itself, instead of in blocks.
  func run(_ left: Tensor, _ right: Tensor, addingTo result: inout Tensor, isPlain: Bool = false) {
    switch result.elementType {
    case .float: run(Double.self, left, right, &result, isPlain)
    case .integer, .index: run(Int64.self, left, right, &result, isPlain)
    case .complex: run(Complex.self, left, right, &result, isPlain)
    }
  }

  private func run<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ left: Tensor, _ right: Tensor, _ result: inout Tensor, _ isPlain: Bool
  ) {
    if isPlain {
      runPlainly(scalar, left, right, &result)
    } else {
      run(scalar, left, right, &result)
    }
  }

  private func run<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ left: Tensor, _ right: Tensor, _ result: inout Tensor
  ) {
    let leftDepths = depths.map(\.left)
    let rightColumns = columns.map(\.right)
    let type = result.elementType
    let width = type.storageByteWidth
    let product = MatrixProduct<Scalar>(
      rows: rows.count, columns: columns.count, depth: depths.count)
    result.withMutableBytes { bytes in
      guard let target = bytes.baseAddress else { return }
      left.withBytes { leftBytes in
        right.withBytes { rightBytes in
          leftDepths.withUnsafeBufferPointer { leftOffsets in
            rightColumns.withUnsafeBufferPointer { rightOffsets in
              guard let a = leftBytes.baseAddress, let b = rightBytes.baseAddress,
                let leftOffset = leftOffsets.baseAddress,
                let rightOffset = rightOffsets.baseAddress
              else { return }
              for batch in batches {
                product.run(
                  readLeft: { row, range, line in
                    Scalar.gather(
                      left.elementType, a, leftOffset + range.lowerBound,
                      base: batch.left + Int(rows[row].left), to: line, count: range.count)
                  },
                  readRight: { depth, range, line in
                    Scalar.gather(
                      right.elementType, b, rightOffset + range.lowerBound,
                      base: batch.right + Int(depths[depth].right), to: line, count: range.count)
                  },
                  finish: { row, range, line in
                    let start = batch.result + Int(rows[row].result)
                    for (position, column) in range.enumerated() {
                      let offset = start + Int(columns[column].result)
                      Scalar.add(line[position], to: target + offset * width, type)
                    }
                  })
              }
            }
          }
        }
      }
    }
  }
}
