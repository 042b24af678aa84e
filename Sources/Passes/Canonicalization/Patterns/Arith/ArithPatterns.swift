/// Patterns for ops of `arith`.
let arithPatterns: [any RewritePattern] = [
  ArithSelectSimplification(),
  BitwiseOfExtensions(),
  CastOfExtension(),
  CompareIntegers(),
  CompareWithNaN(),
  ExtensionChain(),
  FloatExtremes(),
  IntegerCancellation(),
  IntegerExtremes(),
  NotOfIntegerComparison(),
  ReassociateBitwiseConstants(),
  ReassociateIntegerConstants(),
  RepeatedOr(),
]
