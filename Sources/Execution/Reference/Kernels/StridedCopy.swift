import FuseIR

/// A copy of a box of elements between two tensors of the same element type, each walked with its own
/// strides: what transposes, slices, broadcasts, pads and concatenations are made of.
struct StridedCopy {
  /// The size of each dimension of the box.
  private var sizes: [Int] = []
  private var sourceStrides: [Int] = []
  private var targetStrides: [Int] = []

  /// A copy of a box; strides count elements and may be zero or negative. Dimensions of size 1 are
  /// dropped, and neighbours that run on in both tensors are joined.
  init(sizes: [Int], sourceStrides: [Int], targetStrides: [Int]) {
    if sizes.contains(0) {
      (self.sizes, self.sourceStrides, self.targetStrides) = ([0], [1], [1])
      return
    }
    for dimension in sizes.indices where sizes[dimension] != 1 {
      let size = sizes[dimension]
      let source = sourceStrides[dimension]
      let target = targetStrides[dimension]
      if let last = self.sizes.indices.last,
        self.sourceStrides[last] == source &* size, self.targetStrides[last] == target &* size
      {
        self.sizes[last] *= size
        self.sourceStrides[last] = source
        self.targetStrides[last] = target
      } else {
        self.sizes.append(size)
        self.sourceStrides.append(source)
        self.targetStrides.append(target)
      }
    }
  }

  /// Copies elements of `width` bytes, from the element `sourceBase` on to `targetBase` on. The caller
  /// has checked that the boxes lie inside the tensors.
  func run(
    from source: UnsafeRawPointer, at sourceBase: Int, to target: UnsafeMutableRawPointer,
    at targetBase: Int, width: Int
  ) {
    if sizes.contains(0) { return }
    switch width {
    case 1: copy(UInt8.self, source, sourceBase, target, targetBase, scale: 1)
    case 2: copy(UInt16.self, source, sourceBase, target, targetBase, scale: 1)
    case 4: copy(UInt32.self, source, sourceBase, target, targetBase, scale: 1)
    case 8: copy(UInt64.self, source, sourceBase, target, targetBase, scale: 1)
    case 16: copy(SIMD2<UInt64>.self, source, sourceBase, target, targetBase, scale: 1)
    default:
      for byte in 0..<width {
        copy(UInt8.self, source + byte, sourceBase, target + byte, targetBase, scale: width)
      }
    }
  }

  private func copy<T: BitwiseCopyable>(
    _ type: T.Type, _ source: UnsafeRawPointer, _ sourceBase: Int,
    _ target: UnsafeMutableRawPointer, _ targetBase: Int, scale: Int
  ) {
    let from = source.assumingMemoryBound(to: T.self)
    let to = target.assumingMemoryBound(to: T.self)
    let rank = sizes.count
    guard rank > 0 else {
      to[targetBase * scale] = from[sourceBase * scale]
      return
    }
    let inner = sizes[rank - 1]
    let sourceStep = sourceStrides[rank - 1] * scale
    let targetStep = targetStrides[rank - 1] * scale
    var index = [Int](repeating: 0, count: rank)
    var sourceOffset = sourceBase * scale
    var targetOffset = targetBase * scale
    while true {
      if targetStep == 1 && sourceStep == 1 {
        (to + targetOffset).update(from: from + sourceOffset, count: inner)
      } else if targetStep == 1 && sourceStep == 0 {
        (to + targetOffset).update(repeating: from[sourceOffset], count: inner)
      } else {
        for position in 0..<inner {
          to[targetOffset + position * targetStep] = from[sourceOffset + position * sourceStep]
        }
      }
      var dimension = rank - 2
      while dimension >= 0 {
        index[dimension] += 1
        sourceOffset += sourceStrides[dimension] * scale
        targetOffset += targetStrides[dimension] * scale
        if index[dimension] < sizes[dimension] { break }
        sourceOffset -= sourceStrides[dimension] * scale * sizes[dimension]
        targetOffset -= targetStrides[dimension] * scale * sizes[dimension]
        index[dimension] = 0
        dimension -= 1
      }
      if dimension < 0 { return }
    }
  }
}

extension Tensor {
  /// A tensor whose element at each index is that of this one at `base` plus the index times
  /// `strides`. The caller has checked that these stay inside.
  func strided(
    _ shape: [Int], base: Int, strides: [Int]
  ) throws(ExecutionError) -> Tensor {
    try Tensor.make(shape, elementType) { target in
      let copy = StridedCopy(
        sizes: shape, sourceStrides: strides, targetStrides: Tensor.strides(of: shape))
      withBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        copy.run(
          from: source, at: base, to: target, at: 0, width: elementType.storageByteWidth)
      }
    }
  }

  /// Writes `part` into this tensor: its element at each index goes to `base` plus the index times
  /// `strides`. The caller has checked that these stay inside.
  mutating func write(_ part: Tensor, base: Int, strides: [Int]) {
    guard part.count > 0 else { return }
    let copy = StridedCopy(
      sizes: part.shape, sourceStrides: part.strides, targetStrides: strides)
    let width = elementType.storageByteWidth
    withMutableBytes { bytes in
      guard let target = bytes.baseAddress else { return }
      part.withBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        copy.run(from: source, at: 0, to: target, at: base, width: width)
      }
    }
  }
}
