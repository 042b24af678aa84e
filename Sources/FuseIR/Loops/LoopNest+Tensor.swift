// The loops of `tensor` ops: those of their results.

extension LoopNest {
  static func tensor(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    guard let kind = TensorOp(module.opcode(of: op)), module.resultCount(of: op) == 1,
      let shape = module.shape(of: module.result(of: op))
    else { return nil }
    switch kind {
    case .cast, .bitcast:
      guard module.shape(of: module.operand(0, of: op))?.count == shape.count else { return nil }
      return view(of: op, shape, .identity(shape.count), in: module)
    case .collapseShape, .expandShape: return reassociation(op, shape, in: module)
    case .reshape:
      guard let source = module.shape(of: module.operand(0, of: op)),
        let map = reshapeMap(from: source, to: shape)
      else { return nil }
      return view(of: op, shape, map, in: module)
    case .extractSlice: return extractSlice(op, shape, in: module)
    case .insertSlice: return insertSlice(op, shape, in: module)
    case .pad:
      guard let low = Pad(op).low(in: module)?.constants, low.count == shape.count,
        Pad(op).uniformValue(in: module) != nil
      else { return nil }
      return view(of: op, shape, shifted(by: low.map { -$0 }), in: module)
    case .concat:
      guard let dimension = module.integer("dim", of: op) else { return nil }
      return concatenation(op, shape, along: Int(dimension), in: module)
    case .dim, .empty, .extract, .fromElements, .gather, .generate, .insert, .rank, .scatter,
      .splat, .yield:
      return nil
    }
  }

  /// The loops over the result of an op whose elements are those of its first operand, found through the map.
  static func view(
    of op: OpID, _ shape: [Int64], _ map: AffineMap, in module: borrowing Module
  ) -> LoopNest {
    var maps = [AffineMap?](repeating: nil, count: module.operandCount(of: op))
    maps[0] = map
    return LoopNest(parallel: shape, operandMaps: maps, isView: true)
  }

  /// `(d0, d1, ...) -> (d0 + offsets[0], d1 + offsets[1], ...)`.
  static func shifted(by offsets: [Int64]) -> AffineMap {
    AffineMap(
      dimensionCount: offsets.count,
      results: offsets.enumerated().map { .sum(.dimension($0), .constant($1)) })
  }

  /// Operands one after another along a dimension: each is read where the loop is in its part.
  static func concatenation(
    _ op: OpID, _ shape: [Int64], along dimension: Int, in module: borrowing Module
  ) -> LoopNest? {
    guard shape.indices.contains(dimension) else { return nil }
    var maps: [AffineMap?] = []
    var start: Int64 = 0
    for operand in module.operands(of: op) {
      guard let extents = module.shape(of: operand), extents.count == shape.count,
        extents[dimension] != Dimension.dynamic
      else { return nil }
      var offsets = [Int64](repeating: 0, count: shape.count)
      offsets[dimension] = -start
      maps.append(shifted(by: offsets))
      let (next, overflow) = start.addingReportingOverflow(extents[dimension])
      guard !overflow else { return nil }
      start = next
    }
    return LoopNest(parallel: shape, operandMaps: maps)
  }

  private static func reassociation(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    let view = Reassociation(op)
    guard let groups = view.groups(in: module),
      let source = module.shape(of: module.operand(0, of: op))
    else { return nil }
    var results = [AffineExpression](repeating: .constant(0), count: source.count)
    for (place, group) in groups.enumerated() {
      let isCollapse = view.isCollapse(in: module)
      let from = isCollapse ? group : [place]
      let to = isCollapse ? [place] : group
      guard from.allSatisfy({ source.indices.contains($0) }),
        to.allSatisfy({ shape.indices.contains($0) }),
        let index = flatIndex(of: to, in: shape),
        let parts = dividing(index, into: from.map { source[$0] })
      else { return nil }
      for (dimension, part) in zip(from, parts) { results[dimension] = part }
    }
    return LoopNest.view(
      of: op, shape, AffineMap(dimensionCount: shape.count, results: results), in: module)
  }

  /// From the indices of a tensor of static shape to those of its reshape's operand; nil where a product is too large.
  static func reshapeMap(from source: [Int64], to target: [Int64]) -> AffineMap? {
    guard !(source + target).contains(Dimension.dynamic),
      let index = flatIndex(of: Array(target.indices), in: target),
      let parts = dividing(index, into: source)
    else { return nil }
    return AffineMap(dimensionCount: target.count, results: parts)
  }

  /// The row-major number of an element among neighbouring dimensions, of which only the first may be dynamic.
  private static func flatIndex(of dimensions: [Int], in shape: [Int64]) -> AffineExpression? {
    var index = AffineExpression.constant(0)
    var factor: Int64 = 1
    for (place, dimension) in dimensions.enumerated().reversed() {
      // A loop of one iteration adds nothing.
      if shape[dimension] != 1 {
        index = .sum(.product(.dimension(dimension), .constant(factor)), index)
      }
      if place == 0 { break }
      guard shape[dimension] != Dimension.dynamic else { return nil }
      let (product, overflow) = factor.multipliedReportingOverflow(by: shape[dimension])
      guard !overflow else { return nil }
      factor = product
    }
    return index
  }

  /// The indices, along dimensions of the given extents, of the element with the given row-major number.
  private static func dividing(
    _ index: AffineExpression, into extents: [Int64]
  ) -> [AffineExpression]? {
    var parts = [AffineExpression](repeating: .constant(0), count: extents.count)
    var divisor: Int64 = 1
    let leading = extents.firstIndex { $0 != 1 }
    for place in extents.indices.reversed() where extents[place] != 1 {
      let quotient = AffineExpression.floorQuotient(index, .constant(divisor))
      if place == leading {
        parts[place] = quotient
        break
      }
      guard extents[place] > 0 else { return extents[place] == 0 ? parts : nil }
      parts[place] = .remainder(quotient, .constant(extents[place]))
      let (product, overflow) = divisor.multipliedReportingOverflow(by: extents[place])
      guard !overflow else { return nil }
      divisor = product
    }
    return parts
  }

  private static func extractSlice(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    let slice = Slice(op)
    guard let map = sliceMap(slice, rank: shape.count, in: module) else { return nil }
    return view(of: op, shape, map, in: module)
  }

  /// From the indices of the slice to those of the larger tensor; nil where they are not known.
  private static func sliceMap(
    _ slice: Slice, rank: Int, in module: borrowing Module
  ) -> AffineMap? {
    guard let offsets = slice.offsets(in: module)?.constants,
      let strides = slice.strides(in: module)?.constants,
      let dropped = slice.droppedDimensions(in: module)
    else { return nil }
    var next = 0
    var results: [AffineExpression] = []
    for (dimension, offset) in offsets.enumerated() {
      if dropped.contains(dimension) {
        results.append(.constant(offset))
        continue
      }
      results.append(
        .sum(.product(.dimension(next), .constant(strides[dimension])), .constant(offset)))
      next += 1
    }
    return next == rank ? AffineMap(dimensionCount: rank, results: results) : nil
  }

  /// The loops of an insertion: those of the larger tensor, the slice read where it lies.
  private static func insertSlice(
    _ op: OpID, _ shape: [Int64], in module: borrowing Module
  ) -> LoopNest? {
    let slice = Slice(op)
    guard let offsets = slice.offsets(in: module)?.constants,
      let strides = slice.strides(in: module)?.constants, strides.allSatisfy({ $0 == 1 }),
      let dropped = slice.droppedDimensions(in: module), offsets.count == shape.count
    else { return nil }
    var maps = [AffineMap?](repeating: nil, count: module.operandCount(of: op))
    let kept = shape.indices.filter { !dropped.contains($0) }
    maps[0] = AffineMap(
      dimensionCount: shape.count,
      results: kept.map { .sum(.dimension($0), .constant(-offsets[$0])) })
    maps[1] = .identity(shape.count)
    return LoopNest(parallel: shape, operandMaps: maps)
  }
}
