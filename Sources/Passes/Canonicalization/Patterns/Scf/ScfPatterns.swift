/// Patterns for ops of `scf`.
let scfPatterns: [any RewritePattern] = [
  ScfConstantBranch(),
  ScfForTrips(),
  ScfForValues(),
  ScfWhileValues(),
  SingleBlockRegion(),
]
