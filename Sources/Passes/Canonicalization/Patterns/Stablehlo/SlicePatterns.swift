import FuseIR

/// The bounds of a `stablehlo.slice`.
struct SliceBounds {
  var starts: [Int64]
  var limits: [Int64]
  var strides: [Int64]

  init?(_ op: OpID, _ module: borrowing Module) {
    guard module.opcode(of: op).is(StablehloOp.slice),
      let starts = module.integers("start_indices", of: op),
      let limits = module.integers("limit_indices", of: op),
      let strides = module.integers("strides", of: op),
      starts.count == limits.count, starts.count == strides.count,
      module.hasStaticShape(module.type(of: module.operand(0, of: op)))
    else { return nil }
    self.starts = starts
    self.limits = limits
    self.strides = strides
  }

  init(starts: [Int64], limits: [Int64], strides: [Int64]) {
    self.starts = starts
    self.limits = limits
    self.strides = strides
  }
}

extension Rewriter {
  mutating func buildSlice(
    of value: ValueID, _ bounds: SliceBounds, _ type: TypeID
  ) -> ValueID {
    let starts = module.denseArrayAttribute(bounds.starts)
    let limits = module.denseArrayAttribute(bounds.limits)
    let strides = module.denseArrayAttribute(bounds.strides)
    let made = build(
      StablehloOp.slice, operands: [value], resultTypes: [type],
      attributes: [
        ("start_indices", starts), ("limit_indices", limits), ("strides", strides),
      ])
    return module.result(of: made)
  }
}

/// `slice(slice(x))` → `slice(x)`.
struct SliceOfSlice: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.slice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let outer = SliceBounds(op, rewriter.module),
      let definition = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let inner = SliceBounds(definition, rewriter.module), inner.starts.count == outer.starts.count
    else { return false }
    var bounds = outer
    for index in outer.starts.indices {
      let count =
        (outer.limits[index] - outer.starts[index] + outer.strides[index] - 1)
        / max(outer.strides[index], 1)
      let stride = inner.strides[index].multipliedReportingOverflow(by: outer.strides[index])
      guard !stride.overflow else { return false }
      // An empty slice may start anywhere; where the formula says may be past the end.
      bounds.starts[index] = inner.starts[index]
      if count > 0 { bounds.starts[index] += outer.starts[index] * inner.strides[index] }
      bounds.strides[index] = stride.partialValue
      // The last element taken, and one more.
      bounds.limits[index] =
        count > 0
        ? bounds.starts[index] + (count - 1) * stride.partialValue + 1 : bounds.starts[index]
    }
    let value = rewriter.buildSlice(
      of: rewriter.module.operand(0, of: definition), bounds,
      rewriter.module.type(of: rewriter.module.result(of: op)))
    rewriter.replace(op, with: value)
    return true
  }
}

/// `slice(concatenate(a, b))` → `slice(a)` where the slice lies inside one operand.
struct SliceOfConcatenate: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.slice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard var bounds = SliceBounds(op, rewriter.module),
      let join = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: join).is(StablehloOp.concatenate),
      let along = rewriter.module.integer("dimension", of: join),
      bounds.starts.indices.contains(Int(along))
    else { return false }
    let dimension = Int(along)
    var offset: Int64 = 0
    for operand in rewriter.module.operands(of: join) {
      guard let shape = rewriter.module.shape(of: operand), shape.indices.contains(dimension),
        shape[dimension] != Dimension.dynamic
      else { return false }
      let end = offset + shape[dimension]
      if bounds.starts[dimension] >= offset, bounds.limits[dimension] <= end,
        bounds.starts[dimension] < bounds.limits[dimension]
      {
        bounds.starts[dimension] -= offset
        bounds.limits[dimension] -= offset
        let value = rewriter.buildSlice(
          of: operand, bounds, rewriter.module.type(of: rewriter.module.result(of: op)))
        rewriter.replace(op, with: value)
        return true
      }
      offset = end
    }
    return false
  }
}

/// `dynamic_slice(x, constants)` → `slice(x)`, the start clamped into the operand as the op does.
struct ConstantSlice: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.dynamicSlice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    guard let shape = rewriter.module.shape(of: operand), !shape.contains(Dimension.dynamic),
      let sizes = rewriter.module.integers("slice_sizes", of: op), sizes.count == shape.count,
      rewriter.module.operandCount(of: op) == shape.count + 1
    else { return false }
    var starts: [Int64] = []
    for index in shape.indices {
      let value = rewriter.module.operand(index + 1, of: op)
      guard let start = rewriter.module.constantIndex(of: value) else { return false }
      starts.append(max(0, min(start, shape[index] - sizes[index])))
    }
    let bounds = SliceBounds(
      starts: starts, limits: zip(starts, sizes).map { $0 + $1 },
      strides: [Int64](repeating: 1, count: starts.count))
    let value = rewriter.buildSlice(
      of: operand, bounds, rewriter.module.type(of: rewriter.module.result(of: op)))
    rewriter.replace(op, with: value)
    return true
  }
}

/// `dynamic_update_slice(x, y, ...)` → `y` where the update has the size of the operand.
struct WholeUpdate: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.dynamicUpdateSlice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let update = rewriter.module.operand(1, of: op)
    let type = rewriter.module.type(of: update)
    guard rewriter.module.hasStaticShape(type),
      type == rewriter.module.type(of: rewriter.module.result(of: op))
    else { return false }
    rewriter.replace(op, with: update)
    return true
  }
}

/// Joins operands of `concatenate` that are neighbouring slices of one value.
struct ConcatenateOfAdjacentSlices: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.concatenate)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let along = rewriter.module.integer("dimension", of: op) else { return false }
    var operands: [ValueID] = []
    var changed = false
    for operand in rewriter.module.operands(of: op) {
      if let last = operands.last,
        let joined = join(last, operand, along: Int(along), &rewriter)
      {
        operands[operands.count - 1] = joined
        changed = true
      } else {
        operands.append(operand)
      }
    }
    guard changed else { return false }
    rewriter.setOperands(of: op, to: operands)
    return true
  }

  private func join(
    _ a: ValueID, _ b: ValueID, along dimension: Int, _ rewriter: inout Rewriter
  ) -> ValueID? {
    guard let first = rewriter.module.definingOp(of: a),
      let second = rewriter.module.definingOp(of: b),
      let left = SliceBounds(first, rewriter.module),
      let right = SliceBounds(second, rewriter.module),
      rewriter.module.operand(0, of: first) == rewriter.module.operand(0, of: second),
      left.strides == right.strides, left.starts.indices.contains(dimension),
      left.strides[dimension] == 1, left.limits[dimension] == right.starts[dimension],
      let element = rewriter.module.shape(of: a).map({ _ in rewriter.module.elementType(of: a) }),
      var shape = rewriter.module.shape(of: a)
    else { return nil }
    for index in left.starts.indices
    where index != dimension
      && (left.starts[index] != right.starts[index] || left.limits[index] != right.limits[index])
    {
      return nil
    }
    var bounds = left
    bounds.limits[dimension] = right.limits[dimension]
    shape[dimension] = bounds.limits[dimension] - bounds.starts[dimension]
    let type = rewriter.module.tensorType(shape, element)
    return rewriter.buildSlice(of: rewriter.module.operand(0, of: first), bounds, type)
  }
}

/// Takes empty operands out of `concatenate`, and puts the operands of an inner one used only here in its place.
struct ConcatenateFlattening: RewritePattern {
  /// Longer lists are left alone: joining a chain of joins step by step takes the square of its length.
  private static let limit = 64

  var roots: [Opcode] { [Opcode(StablehloOp.concatenate)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let along = rewriter.module.integer("dimension", of: op) else { return false }
    let before = rewriter.module.operands(of: op)
    var operands: [ValueID] = []
    for operand in before {
      let shape = rewriter.module.shape(of: operand) ?? []
      if shape.indices.contains(Int(along)), shape[Int(along)] == 0 { continue }
      if before.count < Self.limit, let inner = rewriter.module.definingOp(of: operand),
        rewriter.module.opcode(of: inner).is(StablehloOp.concatenate),
        rewriter.module.operandCount(of: inner) < Self.limit,
        rewriter.module.integer("dimension", of: inner) == along,
        rewriter.module.hasOneUse(operand)
      {
        operands += rewriter.module.operands(of: inner)
      } else {
        operands.append(operand)
      }
    }
    guard operands != before, !operands.isEmpty else { return false }
    rewriter.setOperands(of: op, to: operands)
    return true
  }
}

extension Module {
  /// The integer of a constant index operand: one of an unsigned type that is past Int64 counts as the largest.
  fileprivate func constantIndex(of value: ValueID) -> Int64? {
    guard let constant = constantInteger(of: value) else { return nil }
    guard case .integer(64, .unsigned) = type(elementType(of: value)) else { return constant }
    return constant < 0 ? Int64.max : constant
  }
}
