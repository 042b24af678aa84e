import FuseIR

/// `collapse_shape(collapse_shape(x))` and `expand_shape(expand_shape(x))` of static shapes → one op, and a collapse of
/// an expansion, or the reverse, → the one of the two that leads from the first to the last shape, where one does.
struct ReshapeChain: RewritePattern {
  var roots: [Opcode] { [Opcode(TensorOp.collapseShape), Opcode(TensorOp.expandShape)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let target = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(TensorOp.collapseShape)
        || rewriter.module.opcode(of: inner).is(TensorOp.expandShape)
    else { return false }
    let source = rewriter.module.operand(0, of: inner)
    guard rewriter.module.hasStaticShape(target),
      rewriter.module.hasStaticShape(rewriter.module.type(of: source)),
      let from = rewriter.module.shape(of: source), let to = rewriter.module.shape(of: target),
      !from.contains(0)
    else { return false }
    let collapses = from.count > to.count
    guard from.count != to.count,
      let groups = collapses
        ? Reassociation.groups(collapsing: from, to: to)
        : Reassociation.groups(collapsing: to, to: from)
    else { return false }
    let made = rewriter.buildReshape(source, to: target, groups, collapses: collapses)
    rewriter.replace(op, with: made)
    return true
  }
}

/// A reshape of `tensor.empty` → `tensor.empty`.
struct ReshapeOfEmpty: RewritePattern {
  var roots: [Opcode] {
    [Opcode(TensorOp.collapseShape), Opcode(TensorOp.expandShape), Opcode(TensorOp.extractSlice)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let source = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: source).is(TensorOp.empty), rewriter.module.hasStaticShape(type)
    else { return false }
    let made = rewriter.build(TensorOp.empty, resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// A reshape or slice of `linalg.fill` → `linalg.fill` of the new type.
struct ReshapeOfFill: RewritePattern {
  var roots: [Opcode] {
    [Opcode(TensorOp.collapseShape), Opcode(TensorOp.expandShape), Opcode(TensorOp.extractSlice)]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let fill = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: fill).is(LinalgOp.fill), rewriter.module.hasStaticShape(type)
    else { return false }
    let made = rewriter.buildFill(rewriter.module.operand(0, of: fill), type)
    rewriter.replace(op, with: made)
    return true
  }
}

extension Rewriter {
  /// A reshape of static shapes at the place of the op that is rewritten.
  mutating func buildReshape(
    _ value: ValueID, to type: TypeID, _ groups: [[Int]], collapses: Bool
  ) -> ValueID {
    var lists: [AttributeID] = []
    for group in groups {
      let members = group.map { module.integerAttribute(Int64($0)) }
      lists.append(module.arrayAttribute(members))
    }
    var attributes = [("reassociation", module.arrayAttribute(lists))]
    if !collapses {
      let shape = module.shape(of: type) ?? []
      attributes.append(("static_output_shape", module.denseArrayAttribute(shape)))
    }
    let made = build(
      collapses ? TensorOp.collapseShape : .expandShape, operands: [value], resultTypes: [type],
      attributes: attributes)
    return module.result(of: made)
  }

  /// A `linalg.fill` of a new tensor of a static type at the place of the op that is rewritten.
  mutating func buildFill(_ scalar: ValueID, _ type: TypeID) -> ValueID {
    let empty = build(TensorOp.empty, resultTypes: [type])
    let value = module.buildFill(
      scalar, into: module.result(of: empty), at: place, location: location)
    if let made = module.definingOp(of: value) { noteChanged(made) }
    return value
  }
}
