import FuseIR

/// Elements of a constant that is one number everywhere, taken at any places → a constant of the new type: `gather`,
/// `dynamic_slice`, `dynamic_gather` and `sort` of one operand. Starts outside are moved inside, so no other element comes in.
struct PickOfUniform: RewritePattern {
  var roots: [Opcode] {
    let ops: [StablehloOp] = [.gather, .dynamicSlice, .dynamicGather, .sort]
    return ops.map { Opcode($0) }
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard rewriter.module.resultCount(of: op) == 1,
      let attribute = rewriter.module.constantAttribute(of: rewriter.module.operand(0, of: op)),
      case .denseElements(let dense) = rewriter.module.attribute(attribute), dense.isSplat
    else { return false }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.hasStaticShape(type),
      rewriter.module.elementCount(of: type) ?? 0 > 0,
      rewriter.module.elementType(of: type) == rewriter.module.elementType(of: dense.type)
    else { return false }
    let value = rewriter.module.intern(
      .denseElements(DenseElements(type: type, isSplat: true, bytes: dense.bytes)))
    rewriter.replace(
      op, with: rewriter.buildConstant(value, type, for: rewriter.module.opcode(of: op)))
    return true
  }
}

/// `gather` of one slice at a constant place → `slice` and `reshape`.
struct GatherOfConstantIndex: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.gather)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let numbers = GatherDimensionNumbers(of: op, in: rewriter.module),
      numbers.operandBatchingDimensions.isEmpty,
      let sizes = rewriter.module.integers("slice_sizes", of: op),
      let shape = rewriter.module.shape(of: operand), shape.count == sizes.count,
      rewriter.module.hasStaticShape(rewriter.module.type(of: operand)),
      rewriter.module.hasStaticShape(type),
      let index = rewriter.module.constantIntegers(of: rewriter.module.operand(1, of: op)),
      index.count == numbers.startIndexMap.count,
      isSmall(rewriter.module.elementType(of: rewriter.module.operand(1, of: op)), rewriter.module)
    else { return false }
    var starts = shape.map { _ in Int64(0) }
    for (component, dimension) in zip(index, numbers.startIndexMap) {
      guard shape.indices.contains(dimension) else { return false }
      // The slice lies inside the operand, as the op moves it.
      starts[dimension] = max(0, min(component, shape[dimension] - sizes[dimension]))
    }
    let bounds = SliceBounds(
      starts: starts, limits: zip(starts, sizes).map { $0 + $1 }, strides: shape.map { _ in 1 })
    let sliceType = rewriter.module.tensorType(sizes, rewriter.module.elementType(of: type))
    // One slice: the batch dimensions of the result have size 1, the others are those of the slice in order.
    guard rewriter.module.elementCount(of: sliceType) == rewriter.module.elementCount(of: type)
    else { return false }
    let slice = rewriter.buildSlice(of: operand, bounds, sliceType)
    let made = rewriter.build(StablehloOp.reshape, operands: [slice], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// False for the unsigned type whose numbers may be past Int64.
  private func isSmall(_ type: TypeID, _ module: borrowing Module) -> Bool {
    if case .integer(64, .unsigned) = module.type(type) { return false }
    return true
  }
}

/// `real(complex(a, b))` → `a`, `imag(complex(a, b))` → `b`, and `complex(real(z), imag(z))` → `z`.
struct ComplexParts: RewritePattern {
  var roots: [Opcode] {
    [Opcode(StablehloOp.real), Opcode(StablehloOp.imag), Opcode(StablehloOp.complex)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)) else {
      return false
    }
    let value: ValueID
    switch StablehloOp(rewriter.module.opcode(of: op)) {
    case .real where rewriter.module.opcode(of: inner).is(StablehloOp.complex):
      value = rewriter.module.operand(0, of: inner)
    case .imag where rewriter.module.opcode(of: inner).is(StablehloOp.complex):
      value = rewriter.module.operand(1, of: inner)
    case .complex where rewriter.module.opcode(of: inner).is(StablehloOp.real):
      value = rewriter.module.operand(0, of: inner)
      guard let other = rewriter.module.definingOp(of: rewriter.module.operand(1, of: op)),
        rewriter.module.opcode(of: other).is(StablehloOp.imag),
        rewriter.module.operand(0, of: other) == value
      else { return false }
    default: return false
    }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard rewriter.module.type(of: value) == type else { return false }
    rewriter.replace(op, with: value)
    return true
  }
}
