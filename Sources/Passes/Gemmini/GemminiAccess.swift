import FuseIR

/// A tensor in DRAM as a program addresses it: which stored value, and how far apart its elements are.
///
/// Element (i0, i1, ...) lies `offset` + i0 * strides[0] + i1 * strides[1] + ... elements from the start of `value`.
struct GemminiAccess: Hashable {
  /// The value whose elements lie in DRAM in row-major order.
  var value: ValueID
  /// Where the first element lies, in elements.
  var offset: Int
  /// How far apart neighbours are along each dimension, in elements.
  var strides: [Int]

  /// All of a stored value, in row-major order; nil unless its shape is static and not too large.
  init?(dense value: ValueID, in module: borrowing Module) {
    guard let shape = Self.staticShape(of: value, in: module) else { return nil }
    self.value = value
    offset = 0
    strides = Self.denseStrides(shape)
  }

  /// The access with the given parts.
  init(value: ValueID, offset: Int, strides: [Int]) {
    self.value = value
    self.offset = offset
    self.strides = strides
  }

  /// The access as seen through a projected permutation: one stride per dimension of the map, 0 where the map drops it.
  func projected(by map: AffineMap) -> GemminiAccess? {
    guard map.results.count == strides.count else { return nil }
    var result = [Int](repeating: 0, count: map.dimensionCount)
    for (expression, stride) in zip(map.results, strides) {
      switch expression {
      case .dimension(let dimension): result[dimension] += stride
      case .constant(0): break
      default: return nil
      }
    }
    return GemminiAccess(value: value, offset: offset, strides: result)
  }

  /// The shape of the value if it is static and its elements fit an `Int`.
  static func staticShape(of value: ValueID, in module: borrowing Module) -> [Int]? {
    let type = module.type(of: value)
    guard module.hasStaticShape(type), module.elementCount(of: type) != nil,
      let shape = module.shape(of: type)
    else { return nil }
    return shape.map { Int($0) }
  }

  /// The row-major strides of the shape.
  static func denseStrides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for index in shape.indices.dropLast().reversed() {
      strides[index] = strides[index + 1] * max(1, shape[index + 1])
    }
    return strides
  }
}

/// Finds the stored value behind slices, reshapes and transpositions, so that the accelerator reads it without a copy.
struct GemminiViews {
  /// Values that must be read as they are, because they were made to lie in another order.
  var materialized: Set<ValueID> = []

  /// The access that reads `value` where it is stored, as far up the chain of views as strides can say.
  func access(to value: ValueID, in module: borrowing Module) -> GemminiAccess? {
    guard let dense = GemminiAccess(dense: value, in: module) else { return nil }
    guard !materialized.contains(value), let op = module.definingOp(of: value) else { return dense }
    return view(op, in: module) ?? dense
  }

  private func view(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    let opcode = module.opcode(of: op)
    switch TensorOp(opcode) {
    case .expandShape: return expanded(op, in: module)
    case .collapseShape: return collapsed(op, in: module)
    case .extractSlice: return sliced(op, in: module)
    default: break
    }
    if opcode.is(LinalgOp.transpose) { return transposed(op, in: module) }
    return nil
  }

  private func source(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    access(to: module.operand(0, of: op), in: module)
  }

  private func expanded(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    guard let groups = Reassociation(op).groups(in: module), let source = source(op, in: module),
      let shape = GemminiAccess.staticShape(of: module.result(of: op), in: module)
    else { return nil }
    var strides = [Int](repeating: 0, count: shape.count)
    for (dimension, group) in groups.enumerated() where dimension < source.strides.count {
      var stride = source.strides[dimension]
      for member in group.reversed() where member < shape.count {
        strides[member] = stride
        stride *= max(1, shape[member])
      }
    }
    return GemminiAccess(value: source.value, offset: source.offset, strides: strides)
  }

  private func collapsed(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    let operand = module.operand(0, of: op)
    guard let groups = Reassociation(op).groups(in: module), let source = source(op, in: module),
      let shape = GemminiAccess.staticShape(of: operand, in: module)
    else { return nil }
    var strides: [Int] = []
    for group in groups {
      guard let stride = Self.mergedStride(group.map { (shape[$0], source.strides[$0]) }) else {
        return nil
      }
      strides.append(stride)
    }
    return GemminiAccess(value: source.value, offset: source.offset, strides: strides)
  }

  /// The stride of dimensions, outermost first, seen as one; nil where their elements are not evenly spaced.
  static func mergedStride(_ dimensions: [(size: Int, stride: Int)]) -> Int? {
    let real = dimensions.filter { $0.size != 1 }
    guard var inner = real.last else { return 0 }
    let stride = inner.stride
    for outer in real.dropLast().reversed() {
      guard outer.stride == inner.stride * inner.size else { return nil }
      inner = outer
    }
    return stride
  }

  private func sliced(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    let slice = Slice(op)
    guard let source = source(op, in: module),
      let offsets = slice.offsets(in: module)?.constants,
      let steps = slice.strides(in: module)?.constants,
      let dropped = slice.droppedDimensions(in: module), offsets.count == source.strides.count
    else { return nil }
    var offset = source.offset
    var strides: [Int] = []
    for dimension in offsets.indices {
      offset += Int(offsets[dimension]) * source.strides[dimension]
      if !dropped.contains(dimension) {
        strides.append(Int(steps[dimension]) * source.strides[dimension])
      }
    }
    return GemminiAccess(value: source.value, offset: offset, strides: strides)
  }

  private func transposed(_ op: OpID, in module: borrowing Module) -> GemminiAccess? {
    guard let permutation = module.integers("permutation", of: op),
      let source = source(op, in: module), permutation.count == source.strides.count,
      permutation.allSatisfy({ source.strides.indices.contains(Int($0)) })
    else { return nil }
    return GemminiAccess(
      value: source.value, offset: source.offset,
      strides: permutation.map { source.strides[Int($0)] })
  }
}
