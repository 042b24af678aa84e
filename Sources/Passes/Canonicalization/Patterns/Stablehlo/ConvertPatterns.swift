import FuseIR

/// `convert(convert(x))` → `convert(x)` where the inner conversion keeps every value exactly.
struct ConvertOfExactConvert: RewritePattern {
  var roots: [Opcode] { [Opcode(StablehloOp.convert)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    guard let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      rewriter.module.opcode(of: inner).is(StablehloOp.convert)
    else { return false }
    let source = rewriter.module.operand(0, of: inner)
    guard
      let from = ElementType(rewriter.module.elementType(of: source), in: rewriter.module),
      let through = ElementType(
        rewriter.module.elementType(of: rewriter.module.result(of: inner)), in: rewriter.module),
      let to = ElementType(rewriter.module.elementType(of: type), in: rewriter.module),
      from.isExact(in: through), !Self.readsSign(from, through, to)
    else { return false }
    if rewriter.module.type(of: source) == type {
      rewriter.replace(op, with: source)
      return true
    }
    let made = rewriter.build(StablehloOp.convert, operands: [source], resultTypes: [type])
    rewriter.replace(op, withResultsOf: made)
    return true
  }

  /// True iff the conversions, one after the other, do something else with a negative number or with "true" than one
  /// from the first type to the last: to `i1` everything but zero is true, and to an unsigned type a float saturates.
  private static func readsSign(_ from: ElementType, _ through: ElementType, _ to: ElementType)
    -> Bool
  {
    if to == .i1 { return false }
    return from.isInteger && through.isFloat && to.isInteger
  }
}

extension ElementType {
  /// True iff every value of this type is a value of the other one, so that converting there loses nothing.
  func isExact(in wider: ElementType) -> Bool {
    switch (self, wider) {
    case (.integer(let a), .integer(let b)):
      if a.isZeroExtended == b.isZeroExtended { return a.bitWidth <= b.bitWidth }
      return a.isZeroExtended && a.bitWidth < b.bitWidth
    case (.integer(let a), .float(let b)):
      let bits = Int(a.bitWidth) - (a.isZeroExtended ? 0 : 1)
      switch b {
      case .f32: return bits <= 24
      case .f64: return bits <= 53
      default: return false
      }
    case (.float(let a), .float(let b)):
      switch (a, b) {
      case (.bf16, .f32), (.bf16, .f64), (.f16, .f32), (.f16, .f64), (.f32, .f64): return true
      case (.f8E5M2, .f16), (.f8E5M2, .f32), (.f8E4M3FN, .f16), (.f8E4M3FN, .f32): return true
      default: return a == b
      }
    default: return false
    }
  }
}
