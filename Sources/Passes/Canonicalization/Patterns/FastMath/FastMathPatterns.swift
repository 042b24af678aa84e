/// Patterns of `canonicalize{fast-math}`: identities of real numbers that floats obey only nearly.
let fastMathPatterns: [any RewritePattern] = [
  FastMathIdentity(),
  FastMathPower(),
  FastMathReassociation(),
  FastMathRoots(),
]
