/// Patterns for ops of `arith`.
let arithPatterns: [any RewritePattern] = [
  ExtensionChain(),
  IntegerCancellation(),
  ReassociateIntegerConstants(),
]
