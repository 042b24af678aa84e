import FuseIR
import Machine

/// Which loops of a layer walk over the dimensions of a tensor.
struct TensorLayout: Equatable {
  /// A part of a dimension: `size` neighbouring positions, each `stride` steps of the loop apart.
  struct Part: Equatable {
    var loop: LayerDimension
    var size: Int
    var stride: Int
    /// Elements that one step of the loop moves on and that it needs, where it moves a window.
    var window: Window?
  }

  /// How a loop moves over a dimension: `step` elements on, `extent` of them at once.
  struct Window: Equatable {
    var step: Int
    var extent: Int
  }

  /// For each dimension the parts that make it up, outermost first and without those of size 1; nil where it is not made
  /// of loops.
  var dimensions: [[Part]?]

  // MARK: Views

  /// The layout after a `tensor.collapse_shape` with the given groups.
  func collapsed(_ groups: [[Int]]) -> TensorLayout {
    TensorLayout(
      dimensions: groups.map { group in
        var parts: [Part] = []
        for member in group {
          guard dimensions.indices.contains(member), let own = dimensions[member] else {
            return nil
          }
          parts += own
        }
        return parts
      })
  }

  /// The layout after a `tensor.expand_shape` with the given groups to the given shape.
  func expanded(_ groups: [[Int]], to shape: [Int]) -> TensorLayout {
    var result = [[Part]?](repeating: nil, count: shape.count)
    for (dimension, group) in groups.enumerated() where dimension < dimensions.count {
      guard var remaining = dimensions[dimension] else { continue }
      for member in group.reversed() where shape.indices.contains(member) {
        guard let parts = Self.take(shape[member], from: &remaining) else { break }
        result[member] = parts
      }
    }
    return TensorLayout(dimensions: result)
  }

  /// Takes the innermost parts that make up `size` positions; nil where they do not.
  private static func take(_ size: Int, from parts: inout [Part]) -> [Part]? {
    var needed = size
    var taken: [Part] = []
    while needed > 1 {
      guard let last = parts.popLast(), last.window == nil else { return nil }
      if needed % last.size == 0 {
        taken.insert(last, at: 0)
        needed /= last.size
      } else {
        guard last.size % needed == 0 else { return nil }
        var (outer, inner) = (last, last)
        inner.size = needed
        outer.size = last.size / needed
        outer.stride *= needed
        taken.insert(inner, at: 0)
        parts.append(outer)
        needed = 1
      }
    }
    return taken
  }

  /// The layout whose dimension `i` is this one's `permutation[i]`.
  func transposed(_ permutation: [Int]) -> TensorLayout {
    TensorLayout(
      dimensions: permutation.map { dimensions.indices.contains($0) ? dimensions[$0] : nil })
  }

  /// The innermost `modulus` positions (nil for all) of every `divisor`-th position; nil where they are not made of parts.
  static func positions(
    of parts: [Part], every divisor: Int64, modulus: Int64?
  ) -> [Part]? {
    var remaining = parts
    guard take(Int(clamping: divisor), from: &remaining) != nil else { return nil }
    guard let modulus else { return remaining }
    return take(Int(clamping: modulus), from: &remaining)
  }

  // MARK: Two layers

  /// The loops of a producer and a consumer that walk over the same positions of a tensor, in the order of the
  /// producer's loops.
  ///
  /// Where only the outermost parts of two loops are the same, whole tiles of these are in step.
  ///
  /// - Parameters:
  ///   - excluded: loops of the consumer that walk over the tensor in some other way as well.
  ///   - sizes: the extents of the producer's loops, and of the consumer's.
  static func aligned(
    _ producer: TensorLayout, _ consumer: TensorLayout, excluded: LayerDimensions,
    sizes: (producer: LayerSizes, consumer: LayerSizes)
  ) -> [Network.AlignedLoops] {
    var pairs: [(producer: Part, consumer: Part)] = []
    var broken: (producer: LayerDimensions, consumer: LayerDimensions) = ([], excluded)
    for (a, b) in zip(producer.dimensions, consumer.dimensions) {
      if !match(a, b, &pairs) {
        broken.producer.formUnion(LayerDimensions((a ?? []).map(\.loop)))
        broken.consumer.formUnion(LayerDimensions((b ?? []).map(\.loop)))
      }
    }
    return LayerDimension.allCases.compactMap { loop in
      guard !broken.producer.contains(loop) else { return nil }
      let own = pairs.filter { $0.producer.loop == loop }
        .sorted { $0.producer.stride > $1.producer.stride }
      guard let first = own.first, !broken.consumer.contains(first.consumer.loop),
        first.producer.size * first.producer.stride == sizes.producer[loop]
      else { return nil }
      let other = first.consumer.loop
      if let window = first.consumer.window {
        return own.count == 1 && first.producer.stride == 1
          ? .init(producer: loop, consumer: other, step: window.step, window: window.extent) : nil
      }
      guard first.consumer.size * first.consumer.stride == sizes.consumer[other] else { return nil }
      var last = first
      for next in own.dropFirst() {
        guard next.consumer.loop == other, next.consumer.window == nil,
          next.producer.stride * next.producer.size == last.producer.stride,
          next.consumer.stride * next.consumer.size == last.consumer.stride
        else { break }
        last = next
      }
      return .init(
        producer: loop, consumer: other, step: last.producer.stride, window: last.producer.stride,
        share: last.consumer.stride)
    }
  }

  /// Splits the parts of one dimension until they agree; false where they can't.
  private static func match(
    _ a: [Part]?, _ b: [Part]?, _ pairs: inout [(producer: Part, consumer: Part)]
  ) -> Bool {
    guard var left = a, var right = b else { return a == nil && b == nil }
    var found: [(producer: Part, consumer: Part)] = []
    while let x = left.last, let y = right.last {
      let size = min(x.size, y.size)
      guard x.size % size == 0, y.size % size == 0, y.window == nil || x.size == y.size else {
        return false
      }
      var (own, other) = (x, y)
      own.size = size
      other.size = size
      found.append((own, other))
      func shorten(_ parts: inout [Part], _ part: Part) {
        parts.removeLast()
        guard part.size > size else { return }
        parts.append(
          Part(
            loop: part.loop, size: part.size / size, stride: part.stride * size,
            window: part.window))
      }
      shorten(&left, x)
      shorten(&right, y)
    }
    guard left.isEmpty, right.isEmpty else { return false }
    pairs += found
    return true
  }
}
