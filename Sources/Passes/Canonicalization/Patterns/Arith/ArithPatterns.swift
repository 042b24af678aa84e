/// Patterns for ops of `arith`.
let arithPatterns: [any RewritePattern] = [
  ArithSelectSimplification(),
  BitwiseOfExtensions(),
  CastOfExtension(),
  CompareIntegers(),
  ExtensionChain(),
  FloatExtremes(),
  IntegerCancellation(),
  IntegerExtremes(),
  NotOfIntegerComparison(),
  ReassociateIntegerConstants(),
]
