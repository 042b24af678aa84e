import FuseIR

/// A convolution with every freedom that StableHLO's has: any layout, strides, padding, dilation of
/// both operands, reversed windows, feature groups and batch groups.
///
/// Each group and image is one product of matrices: the kernel's rows are its output features, the
/// right matrix is read straight from the input, one row per input feature and window place.
struct Convolution {
  /// Which dimension of each tensor has which role.
  var numbers: ConvolutionDimensionNumbers
  /// The window of each spatial dimension.
  var window: [WindowDimension]
  /// The number of groups that input and output features are divided into.
  var featureGroups = 1
  /// The number of groups that the batch is divided into.
  var batchGroups = 1

  /// The size and stride of one role in a tensor.
  private struct Axis {
    let size: Int
    let stride: Int
  }

  private static func axis(_ tensor: Tensor, _ dimension: Int) -> Axis {
    Axis(size: tensor.shape[dimension], stride: tensor.strides[dimension])
  }

  /// Adds the convolution of `input` with `kernel` to `result`, whose elements are rounded or wrapped
  /// once.
  ///
  /// - Parameter isPlain: whether each element is summed by itself, instead of in blocks.
  func run(
    _ input: Tensor, _ kernel: Tensor, addingTo result: inout Tensor, isPlain: Bool = false
  ) throws(ExecutionError) {
    try check(input, kernel, result)
    if result.count == 0 || input.count == 0 || kernel.count == 0 { return }
    switch result.elementType {
    case .float: run(Double.self, input, kernel, &result, isPlain)
    case .integer, .index: run(Int64.self, input, kernel, &result, isPlain)
    case .complex: run(Complex.self, input, kernel, &result, isPlain)
    }
  }

  private func run<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ input: Tensor, _ kernel: Tensor, _ result: inout Tensor,
    _ isPlain: Bool
  ) {
    if isPlain {
      runPlainly(scalar, input, kernel, &result)
    } else {
      run(scalar, input, kernel, &result)
    }
  }

  private func check(
    _ input: Tensor, _ kernel: Tensor, _ result: Tensor
  ) throws(ExecutionError) {
    let rank = window.count + 2
    let dimensions =
      [numbers.inputBatch, numbers.inputFeature] + numbers.inputSpatial + [numbers.kernelInput]
      + [numbers.kernelOutput] + numbers.kernelSpatial + [numbers.outputBatch]
      + [numbers.outputFeature] + numbers.outputSpatial
    guard input.rank == rank, kernel.rank == rank, result.rank == rank,
      numbers.inputSpatial.count == window.count, numbers.kernelSpatial.count == window.count,
      numbers.outputSpatial.count == window.count, featureGroups > 0, batchGroups > 0,
      dimensions.allSatisfy({ (0..<rank).contains($0) })
    else { throw ExecutionError("has dimension numbers that do not fit its operands") }
    let batch = input.shape[numbers.inputBatch]
    let features = input.shape[numbers.inputFeature]
    let outputs = kernel.shape[numbers.kernelOutput]
    let groups = featureGroups * batchGroups
    guard kernel.shape[numbers.kernelInput] == features / featureGroups,
      features % featureGroups == 0, outputs % groups == 0,
      batch % batchGroups == 0, result.shape[numbers.outputBatch] == batch / batchGroups,
      result.shape[numbers.outputFeature] == outputs, featureGroups == 1 || batchGroups == 1
    else {
      throw ExecutionError(
        "has shapes \(input.shape), \(kernel.shape) and \(result.shape) that do not fit its groups")
    }
    for (index, dimension) in window.enumerated() {
      let extent = result.shape[numbers.outputSpatial[index]]
      guard dimension.isReasonable,
        Int(dimension.size) == kernel.shape[numbers.kernelSpatial[index]],
        dimension.resultExtent(over: Int64(input.shape[numbers.inputSpatial[index]]))
          .map({ Int($0) == extent }) == true
      else {
        throw ExecutionError(
          "has a window that does not give extent \(extent) in spatial dimension \(index)")
      }
    }
    let places = Tensor.elementCount(of: window.map { Int($0.size) }) ?? .max
    let outputCount =
      Tensor.elementCount(of: numbers.outputSpatial.map { result.shape[$0] }) ?? .max
    guard places.multipliedReportingOverflow(by: max(outputCount, 1)).partialValue < 1 << 30,
      places < 1 << 30, outputCount < 1 << 30
    else { throw ExecutionError("has a window beyond every limit", isUnsupported: true) }
  }

  private func run<Scalar: AccumulatorScalar>(
    _ scalar: Scalar.Type, _ input: Tensor, _ kernel: Tensor, _ result: inout Tensor
  ) {
    let groups = featureGroups * batchGroups
    let inputBatch = Self.axis(input, numbers.inputBatch)
    let inputFeature = Self.axis(input, numbers.inputFeature)
    let kernelInput = Self.axis(kernel, numbers.kernelInput)
    let kernelOutput = Self.axis(kernel, numbers.kernelOutput)
    let outputBatch = Self.axis(result, numbers.outputBatch)
    let outputFeature = Self.axis(result, numbers.outputFeature)
    let rows = kernelOutput.size / groups
    let places = kernelPlaces(kernel)
    let outputs = Contraction.offsets(
      sizes: numbers.outputSpatial.map { result.shape[$0] },
      strides: numbers.outputSpatial.map { result.strides[$0] })
    let reads = inputOffsets(input, result)
    // Depth runs over window places, and inside of each over the group's input features.
    let features = kernelInput.size
    var kernelDepths: [Int64] = []
    for place in places {
      for feature in 0..<features {
        kernelDepths.append(place + Int64(feature * kernelInput.stride))
      }
    }
    let product = MatrixProduct<Scalar>(
      rows: rows, columns: outputs.count, depth: kernelDepths.count)
    let type = result.elementType
    let width = type.storageByteWidth
    result.withMutableBytes { bytes in
      input.withBytes { inputBytes in
        kernel.withBytes { kernelBytes in
          kernelDepths.withUnsafeBufferPointer { kernelOffsets in
            guard let target = bytes.baseAddress, let source = inputBytes.baseAddress,
              let weights = kernelBytes.baseAddress, let kernelOffset = kernelOffsets.baseAddress
            else { return }
            for group in 0..<groups {
              let firstRow = group * rows
              let firstFeature = batchGroups == 1 ? group * features : 0
              let firstImage = batchGroups == 1 ? 0 : group * outputBatch.size
              for image in 0..<outputBatch.size {
                let inputBase =
                  (firstImage + image) * inputBatch.stride + firstFeature * inputFeature.stride
                let outputBase =
                  image * outputBatch.stride + firstRow * outputFeature.stride
                product.run(
                  readLeft: { row, range, line in
                    Scalar.gather(
                      kernel.elementType, weights, kernelOffset + range.lowerBound,
                      base: (firstRow + row) * kernelOutput.stride, to: line, count: range.count)
                  },
                  readRight: { depth, range, line in
                    let (place, feature) = depth.quotientAndRemainder(dividingBy: features)
                    Scalar.gather(
                      input.elementType, source,
                      reads.base + place * outputs.count + range.lowerBound,
                      base: inputBase + feature * inputFeature.stride, to: line,
                      count: range.count)
                  },
                  finish: { row, range, line in
                    let start = outputBase + row * outputFeature.stride
                    for (position, column) in range.enumerated() {
                      let offset = start + Int(outputs[column])
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

  /// The offset of each window place in the kernel, row-major over the window.
  private func kernelPlaces(_ kernel: Tensor) -> [Int64] {
    Contraction.offsets(
      sizes: window.map { Int($0.size) }, strides: numbers.kernelSpatial.map { kernel.strides[$0] })
  }

  /// For each window place and each output position, the offset of the input element that they meet,
  /// or `ElementGather.absent` in the padding and between dilated elements.
  private func inputOffsets(_ input: Tensor, _ result: Tensor) -> Scratch<Int64> {
    let outputSizes = numbers.outputSpatial.map { result.shape[$0] }
    let outputCount = outputSizes.reduce(1, *)
    let placeCount = window.reduce(1) { $0 * Int($1.size) }
    let offsets = Scratch<Int64>(placeCount * outputCount)
    var place = [Int](repeating: 0, count: window.count)
    var next = offsets.base
    for _ in 0..<placeCount {
      var position = [Int](repeating: 0, count: window.count)
      for _ in 0..<outputCount {
        var offset: Int64 = 0
        for (index, dimension) in window.enumerated() {
          let axis = numbers.inputSpatial[index]
          guard
            let coordinate = dimension.coordinate(
              output: position[index], place: place[index], extent: input.shape[axis])
          else {
            offset = ElementGather.absent
            break
          }
          offset += Int64(coordinate * input.strides[axis])
        }
        next.pointee = offset
        next += 1
        position.advance(within: outputSizes)
      }
      place.advance(within: window.map { Int($0.size) })
    }
    return offsets
  }
}

extension WindowDimension {
  /// Whether all parts are in a range in which no sum of their products overflows.
  var isReasonable: Bool {
    let limit: Int64 = 1 << 30
    return (0..<limit).contains(size) && (1..<limit).contains(stride)
      && (1..<limit).contains(baseDilation) && (1..<limit).contains(windowDilation)
      && (-limit..<limit).contains(paddingLow) && (-limit..<limit).contains(paddingHigh)
  }

  /// The element that a window place meets, or nil in the padding and between dilated elements.
  func coordinate(output: Int, place: Int, extent: Int) -> Int? {
    let turned = isReversed ? Int(size) - 1 - place : place
    let spread = output * Int(stride) + turned * Int(windowDilation) - Int(paddingLow)
    guard spread >= 0 else { return nil }
    if baseDilation == 1 { return spread < extent ? spread : nil }
    let (coordinate, rest) = spread.quotientAndRemainder(dividingBy: Int(baseDilation))
    return rest == 0 && coordinate < extent ? coordinate : nil
  }
}

extension [Int] {
  /// Moves a row-major index on by one; wraps around to zeros at the end.
  mutating func advance(within sizes: [Int]) {
    for dimension in indices.reversed() {
      self[dimension] += 1
      if self[dimension] < sizes[dimension] { return }
      self[dimension] = 0
    }
  }
}
