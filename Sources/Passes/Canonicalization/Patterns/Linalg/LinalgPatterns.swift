/// Patterns for ops of `linalg`.
let linalgPatterns: [any RewritePattern] = [
  GenericDeadResults(),
  GenericIdentity(),
  GenericInputs(),
  GenericUniformInput(),
  OutputIntoEmpty(),
  TransposeChain(),
]
