import FuseIR

/// Loops run into one: the variables of nested loops as functions of the number of the iteration.
///
/// A single loop over all steps lets a step name the one after it, whatever loops that crosses, so that it can bring its
/// operands while the array works.
struct GemminiStepCounter {
  /// The iterations of each loop, outermost first.
  let sizes: [Int]

  /// The iterations of all loops together.
  var total: Int { sizes.reduce(1, *) }

  /// The variables of the loops in iteration `number`.
  func variables(at number: AffineExpression) -> [AffineExpression] {
    var inner = total
    return sizes.enumerated().map { index, size in
      inner /= max(1, size)
      guard size > 1 else { return .of(0) }
      let quotient = number.floorQuotient(inner)
      // The outermost loop never starts again.
      let isOutermost = sizes[..<index].allSatisfy { $0 == 1 }
      return isOutermost ? quotient : quotient.modulo(size)
    }
  }
}
