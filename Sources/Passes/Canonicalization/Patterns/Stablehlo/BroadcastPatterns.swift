import FuseIR

/// `broadcast_in_dim(broadcast_in_dim(x))` → `broadcast_in_dim(x)` with the dimensions composed.
struct BroadcastOfBroadcast: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.broadcastInDim)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.broadcastInDim),
      let outer = rewriter.module.integers("broadcast_dimensions", of: op),
      let first = rewriter.module.integers("broadcast_dimensions", of: inner),
      first.allSatisfy({ outer.indices.contains(Int($0)) })
    else { return false }
    rewriter.replaceByBroadcast(
      op, of: rewriter.module.operand(0, of: inner), first.map { outer[Int($0)] })
    return true
  }
}

/// `broadcast_in_dim(iota)` → `iota` along the dimension that the first one becomes.
struct BroadcastOfIota: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.broadcastInDim)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let operand = rewriter.module.operand(0, of: op)
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let iota = rewriter.module.definingOp(of: operand),
      rewriter.module.opcode(of: iota).is(StablehloOp.iota),
      let along = rewriter.module.integer("iota_dimension", of: iota),
      let dimensions = rewriter.module.integers("broadcast_dimensions", of: op),
      dimensions.indices.contains(Int(along)),
      let from = rewriter.module.shape(of: operand), from.indices.contains(Int(along)),
      let to = rewriter.module.shape(of: type), to.indices.contains(Int(dimensions[Int(along)])),
      from[Int(along)] == to[Int(dimensions[Int(along)])], rewriter.module.hasStaticShape(type)
    else { return false }
    let dimension = rewriter.module.integerAttribute(dimensions[Int(along)])
    let made = rewriter.build(
      StablehloOp.iota, resultTypes: [type], attributes: [("iota_dimension", dimension)])
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

/// `broadcast_in_dim(reshape(x))` → `broadcast_in_dim(x)` where the reshape only adds dimensions of size 1.
struct BroadcastOfUnitReshape: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.broadcastInDim)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let reshape = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: reshape).is(StablehloOp.reshape),
      let dimensions = rewriter.module.integers("broadcast_dimensions", of: op),
      let from = rewriter.module.shape(of: rewriter.module.operand(0, of: reshape)),
      let to = rewriter.module.shape(of: rewriter.module.result(of: reshape)),
      to.count == dimensions.count, let kept = Self.positions(of: from, in: to)
    else { return false }
    rewriter.replaceByBroadcast(
      op, of: rewriter.module.operand(0, of: reshape), kept.map { dimensions[$0] })
    return true
  }

  /// Where the sizes of `shape` stand in `larger`, all sizes in between being 1; nil if that is not how they differ.
  static func positions(of shape: [Int64], in larger: [Int64]) -> [Int]? {
    var positions: [Int] = []
    for (position, size) in larger.enumerated() {
      if positions.count < shape.count, shape[positions.count] == size {
        positions.append(position)
      } else if size != 1 {
        return nil
      }
    }
    return positions.count == shape.count ? positions : nil
  }
}

/// `transpose(broadcast_in_dim(x))` → `broadcast_in_dim(x)` with the dimensions renamed.
struct TransposeOfBroadcast: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.transpose)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.broadcastInDim),
      let permutation = rewriter.module.integers("permutation", of: op),
      let dimensions = rewriter.module.integers("broadcast_dimensions", of: inner)
    else { return false }
    var renamed: [Int64] = []
    for dimension in dimensions {
      guard let position = permutation.firstIndex(of: dimension) else { return false }
      renamed.append(Int64(position))
    }
    rewriter.replaceByBroadcast(op, of: rewriter.module.operand(0, of: inner), renamed)
    return true
  }
}

/// `reshape(broadcast_in_dim(scalar))` → `broadcast_in_dim(scalar)`.
struct ReshapeOfScalarBroadcast: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.reshape)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.broadcastInDim),
      rewriter.module.shape(of: rewriter.module.operand(0, of: inner)) == []
    else { return false }
    rewriter.replaceByBroadcast(op, of: rewriter.module.operand(0, of: inner), [])
    return true
  }
}

extension Rewriter {
  /// Replaces the op by a broadcast of `value` to its result type.
  mutating func replaceByBroadcast(
    _ op: OpID, of value: ValueID, _ dimensions: [Int64]
  ) {
    let type = module.type(of: module.result(of: op))
    let attribute = module.denseArrayAttribute(dimensions)
    let made = build(
      StablehloOp.broadcastInDim, operands: [value], resultTypes: [type],
      attributes: [("broadcast_dimensions", attribute)])
    replace(op, withResultsOf: made)
  }
}
