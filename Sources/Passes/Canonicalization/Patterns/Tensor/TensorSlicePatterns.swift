import FuseIR

/// `extract_slice(extract_slice(x))` → `extract_slice(x)`, where everything is known when compiling and the inner slice
/// drops no dimension.
struct ExtractSliceOfExtractSlice: RewritePattern {
  var roots: [Opcode] { [Opcode(TensorOp.extractSlice)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(TensorOp.extractSlice),
      Slice(inner).droppedDimensions(in: rewriter.module) == [],
      let first = bounds(inner, rewriter.module), let second = bounds(op, rewriter.module),
      first.offsets.count == second.offsets.count
    else { return false }
    var offsets: [Int64] = []
    var strides: [Int64] = []
    for index in first.offsets.indices {
      let (offset, a) = second.offsets[index].multipliedReportingOverflow(by: first.strides[index])
      let (stride, b) = second.strides[index].multipliedReportingOverflow(by: first.strides[index])
      guard !a, !b else { return false }
      offsets.append(first.offsets[index] + offset)
      strides.append(stride)
    }
    let attributes = [
      ("static_offsets", rewriter.module.denseArrayAttribute(offsets)),
      ("static_sizes", rewriter.module.denseArrayAttribute(second.sizes)),
      ("static_strides", rewriter.module.denseArrayAttribute(strides)),
      ("operandSegmentSizes", rewriter.module.denseArrayAttribute([1, 0, 0, 0] as [Int32])),
    ]
    let made = rewriter.build(
      TensorOp.extractSlice, operands: [rewriter.module.operand(0, of: inner)],
      resultTypes: [rewriter.module.type(of: rewriter.module.result(of: op))],
      attributes: attributes)
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  private func bounds(
    _ op: OpID, _ module: borrowing Module
  ) -> (offsets: [Int64], sizes: [Int64], strides: [Int64])? {
    guard module.operandCount(of: op) == 1, let offsets = module.integers("static_offsets", of: op),
      let sizes = module.integers("static_sizes", of: op),
      let strides = module.integers("static_strides", of: op),
      offsets.count == sizes.count, sizes.count == strides.count
    else { return nil }
    return (offsets, sizes, strides)
  }
}

/// Takes empty operands out of `tensor.concat`, and puts the operands of an inner one used only here in its place.
struct ConcatFlattening: RewritePattern {
  /// Longer lists are left alone: joining a chain of joins step by step takes the square of its length.
  private static let limit = 64

  var roots: [Opcode] { [Opcode(TensorOp.concat)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let along = rewriter.module.integer("dim", of: op) else { return false }
    let before = rewriter.module.operands(of: op)
    var operands: [ValueID] = []
    for operand in before {
      let shape = rewriter.module.shape(of: operand) ?? []
      if shape.indices.contains(Int(along)), shape[Int(along)] == 0 { continue }
      if before.count < Self.limit, let inner = rewriter.module.definingOp(of: operand),
        rewriter.module.opcode(of: inner).is(TensorOp.concat),
        rewriter.module.operandCount(of: inner) < Self.limit,
        rewriter.module.integer("dim", of: inner) == along, rewriter.module.hasOneUse(operand)
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
