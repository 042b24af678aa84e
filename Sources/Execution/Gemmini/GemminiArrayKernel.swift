import Machine

/// One pass of the array: results ← results + A · W, each sum over k in increasing order.
///
/// The order is part of the semantics: floating-point results depend on it. All DIM products are
/// added, also those of elements that are zero because they lie outside an operand.
enum GemminiArrayKernel {
  /// Adds the product of `rows` rows of A and W to the results in `store`.
  static func run(
    _ store: borrowing GemminiLocalStore, a: UnsafeMutablePointer<Float>,
    w: UnsafeMutablePointer<Float>, results: UnsafeMutablePointer<Float>, rows: Int,
    multiplyAdd: MultiplyAdd
  ) {
    switch multiplyAdd {
    case .fused:
      fused(a, w, results, rows: rows, dimension: store.dimension, lanes: store.lanes)
    case .separate:
      if store.lanes % 16 == 0 {
        separate16(a, w, results, rows: rows, dimension: store.dimension, lanes: store.lanes)
      } else {
        separate4(a, w, results, rows: rows, dimension: store.dimension, lanes: store.lanes)
      }
    }
  }

  private static func separate16(
    _ a: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>,
    _ results: UnsafeMutablePointer<Float>, rows: Int, dimension: Int, lanes: Int
  ) {
    let vectors = lanes / 16
    let wVectors = UnsafeRawPointer(w).assumingMemoryBound(to: SIMD16<Float>.self)
    let resultVectors = UnsafeMutableRawPointer(results)
      .assumingMemoryBound(to: SIMD16<Float>.self)
    var row = 0
    while row + 1 < rows {
      let a0 = a + row * lanes
      let a1 = a0 + lanes
      for vector in 0..<vectors {
        var sum0 = resultVectors[row * vectors + vector]
        var sum1 = resultVectors[(row + 1) * vectors + vector]
        for k in 0..<dimension {
          let weights = wVectors[k * vectors + vector]
          sum0 += weights * a0[k]
          sum1 += weights * a1[k]
        }
        resultVectors[row * vectors + vector] = sum0
        resultVectors[(row + 1) * vectors + vector] = sum1
      }
      row += 2
    }
    guard row < rows else { return }
    let last = a + row * lanes
    for vector in 0..<vectors {
      var sum = resultVectors[row * vectors + vector]
      for k in 0..<dimension { sum += wVectors[k * vectors + vector] * last[k] }
      resultVectors[row * vectors + vector] = sum
    }
  }

  private static func separate4(
    _ a: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>,
    _ results: UnsafeMutablePointer<Float>, rows: Int, dimension: Int, lanes: Int
  ) {
    let vectors = lanes / 4
    let wVectors = UnsafeRawPointer(w).assumingMemoryBound(to: SIMD4<Float>.self)
    let resultVectors = UnsafeMutableRawPointer(results)
      .assumingMemoryBound(to: SIMD4<Float>.self)
    for row in 0..<rows {
      let streamed = a + row * lanes
      for vector in 0..<vectors {
        var sum = resultVectors[row * vectors + vector]
        for k in 0..<dimension { sum += wVectors[k * vectors + vector] * streamed[k] }
        resultVectors[row * vectors + vector] = sum
      }
    }
  }

  private static func fused(
    _ a: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>,
    _ results: UnsafeMutablePointer<Float>, rows: Int, dimension: Int, lanes: Int
  ) {
    for row in 0..<rows {
      for k in 0..<dimension {
        let element = a[row * lanes + k]
        for column in 0..<dimension {
          let target = results + row * lanes + column
          target.pointee = target.pointee.addingProduct(w[k * lanes + column], element)
        }
      }
    }
  }
}
