/// Patterns for ops of `tensor`.
let tensorPatterns: [any RewritePattern] = [
  ConcatFlattening(),
  ExtractSliceOfExtractSlice(),
  ReshapeChain(),
  ReshapeOfEmpty(),
  ReshapeOfFill(),
]
