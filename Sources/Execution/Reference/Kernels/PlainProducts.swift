import FuseIR

// The plain path of contractions and convolutions: the definition, one sum per element of the result.
// The blocked path beside it must agree with it, as a test shows.

extension AccumulatorScalar {
  /// The element of `type` at a position.
  fileprivate static func element(
    _ type: ElementType, _ source: UnsafeRawPointer, at position: Int
  ) -> Self {
    var offset: Int64 = 0
    var value = Self.zero
    gather(type, source, &offset, base: position, to: &value, count: 1)
    return value
  }
}

extension Contraction {
  /// Adds the products to `result`.
  func runPlainly<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ left: Tensor, _ right: Tensor, _ result: inout Tensor
  ) {
    let type = result.elementType
    let width = type.storageByteWidth
    result.withMutableBytes { bytes in
      left.withBytes { leftBytes in
        right.withBytes { rightBytes in
          guard let target = bytes.baseAddress, let a = leftBytes.baseAddress,
            let b = rightBytes.baseAddress
          else { return }
          for batch in batches {
            for row in rows {
              for column in columns {
                var sum = Scalar.zero
                for depth in depths {
                  sum.add(
                    .element(left.elementType, a, at: batch.left + Int(row.left + depth.left)),
                    times: .element(
                      right.elementType, b, at: batch.right + Int(column.right + depth.right)))
                }
                let offset = batch.result + Int(row.result + column.result)
                Scalar.add(sum, to: target + offset * width, type)
              }
            }
          }
        }
      }
    }
  }
}

extension Convolution {
  /// Adds the convolution to `result`: for each of its elements, a sum over the places of the window
  /// and the input features of the element's group.
  func runPlainly<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ input: Tensor, _ kernel: Tensor, _ result: inout Tensor
  ) {
    let type = result.elementType
    let (width, shape, count) = (type.storageByteWidth, result.shape, result.count)
    let images = shape[numbers.outputBatch]
    let features = kernel.shape[numbers.kernelInput]
    let groupOutputs = kernel.shape[numbers.kernelOutput] / (featureGroups * batchGroups)
    let sizes = window.map { Int($0.size) }
    let placeCount = sizes.reduce(1, *)
    var position = [Int](repeating: 0, count: shape.count)
    result.withMutableBytes { bytes in
      input.withBytes { inputBytes in
        kernel.withBytes { kernelBytes in
          guard let target = bytes.baseAddress, let source = inputBytes.baseAddress,
            let weights = kernelBytes.baseAddress
          else { return }
          for element in 0..<count {
            let output = position[numbers.outputFeature]
            let group = output / groupOutputs
            let image = position[numbers.outputBatch] + (batchGroups == 1 ? 0 : group * images)
            let firstFeature = batchGroups == 1 ? group * features : 0
            var sum = Scalar.zero
            var place = [Int](repeating: 0, count: sizes.count)
            for _ in 0..<placeCount {
              if let spatial = inputOffset(at: position, place, input) {
                let base = spatial + image * input.strides[numbers.inputBatch]
                let weight =
                  output * kernel.strides[numbers.kernelOutput]
                  + zip(numbers.kernelSpatial, place).reduce(0) {
                    $0 + $1.1 * kernel.strides[$1.0]
                  }
                for feature in 0..<features {
                  sum.add(
                    .element(
                      input.elementType, source,
                      at: base + (firstFeature + feature) * input.strides[numbers.inputFeature]),
                    times: .element(
                      kernel.elementType, weights,
                      at: weight + feature * kernel.strides[numbers.kernelInput]))
                }
              }
              place.advance(within: sizes)
            }
            Scalar.add(sum, to: target + element * width, type)
            position.advance(within: shape)
          }
        }
      }
    }
  }

  /// The offset of the input element that a window place meets, nil in the padding.
  private func inputOffset(at position: [Int], _ place: [Int], _ input: Tensor) -> Int? {
    var offset = 0
    for (index, dimension) in window.enumerated() {
      let axis = numbers.inputSpatial[index]
      guard
        let coordinate = dimension.coordinate(
          output: position[numbers.outputSpatial[index]], place: place[index],
          extent: input.shape[axis])
      else { return nil }
      offset += coordinate * input.strides[axis]
    }
    return offset
  }
}
