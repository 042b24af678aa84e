import FuseIR

/// A share of the moves of a step: number `index` of `count`.
struct GemminiMoveShare {
  var index: AffineExpression
  var count: Int
}
