import FuseIR

/// Finds how the loops of a producer and of a consumer correspond.
struct LoopAligner {
  /// The consumer's loops.
  let bounds: [Int64]
  let isReduction: [Bool]

  init(_ consumer: LoopNest) {
    bounds = consumer.bounds
    isReduction = consumer.isReduction
  }

  /// The correspondence, where `map` leads from the consumer's loops to the indices of the producer's result, and `result`
  /// from the producer's loops to them; or the reason why there is none. `nest` is the consumer.
  func align(
    _ map: AffineMap, with result: AffineMap, of shape: [Int64], nest: OpID
  ) -> Result<LoopAlignment, AlignmentFailure> {
    var loops: [Int?] = []
    var taken: Set<Int> = []
    for (dimension, expression) in result.results.enumerated() {
      if case .dimension(let loop) = expression, taken.insert(loop).inserted {
        loops.append(loop)
      } else if dimension < shape.count, shape[dimension] == 1 {
        loops.append(nil)
      } else {
        return .failure(
          AlignmentFailure(.incompatibleMaps(dimension: dimension, index: expression)))
      }
    }
    var axes: [FusionAxis] = []
    var expressions: [AffineExpression] = []
    var used = [Bool](repeating: false, count: bounds.count)
    for (dimension, expression) in map.results.enumerated() {
      let simple = simplified(expression)
      expressions.append(simple)
      guard let sum = LoopSum(simple, bounds) else {
        return .failure(AlignmentFailure(.incompatibleMaps(dimension: dimension, index: simple)))
      }
      for term in sum.terms { used[term.part.loop] = true }
      let producer = dimension < loops.count ? loops[dimension] : nil
      switch axis(of: sum, along: producer, nest) {
      case .success(let axis): axes.append(axis)
      case .failure(let failure): return .failure(failure)
      }
    }
    return .success(
      LoopAlignment(
        map: AffineMap(dimensionCount: bounds.count, results: expressions),
        producerLoops: loops, axes: axes,
        reusingLoops: bounds.indices.filter { !used[$0] && bounds[$0] != 1 }))
  }

  /// What one dimension is read through.
  private func axis(
    of sum: LoopSum, along producerLoop: Int?, _ nest: OpID
  ) -> Result<FusionAxis, AlignmentFailure> {
    guard let mover = mover(of: sum) else { return .success(.fixed(sum.constant)) }
    let inner = sum.terms.filter { $0.part != mover.part }
    if inner.isEmpty, mover.factor == 1 {
      return .success(.loop(mover.part, offset: sum.constant))
    }
    var size: Int64 = 1
    var start = sum.constant
    for term in inner {
      guard let extent = term.part.extent(bounds) else {
        return .failure(AlignmentFailure(.dynamicExtent(nest, loop: term.part.loop)))
      }
      let (reach, overflow) = term.factor.multipliedReportingOverflow(by: max(0, extent - 1))
      let (grown, carry) = size.addingReportingOverflow(reach == .min ? .max : abs(reach))
      // A window beyond all tensors is as good as one that reaches everything.
      size = overflow || carry ? .max : grown
      if term.factor < 0, !overflow { start = start.addingReportingOverflow(reach).0 }
    }
    return .success(
      .window(
        SlidingWindow(
          producerLoop: producerLoop, consumerLoop: mover.part,
          windowLoops: inner.map(\.part.loop), size: size, step: mover.factor,
          dilation: inner.count == 1 ? abs(max(inner[0].factor, -.max)) : 1, offset: start)))
  }

  /// The term whose loop moves the window: a parallel one before a reduction, then the one with the largest factor, then
  /// the outermost.
  private func mover(of sum: LoopSum) -> LoopSum.Term? {
    sum.terms.min { a, b in
      let (x, y) = (isReduction[a.part.loop], isReduction[b.part.loop])
      if x != y { return y }
      if a.factor.magnitude != b.factor.magnitude { return a.factor.magnitude > b.factor.magnitude }
      return a.part.loop < b.part.loop
    }
  }

  // MARK: Simplification with the loops' extents

  /// The expression without divisions and remainders that change nothing within the loops' extents.
  func simplified(_ expression: AffineExpression) -> AffineExpression {
    switch expression {
    case .dimension(let loop): loop < bounds.count && bounds[loop] == 1 ? .constant(0) : expression
    case .constant, .symbol: expression
    case .add(let a, let b): .sum(simplified(a), simplified(b))
    case .multiply(let a, let b): .product(simplified(a), simplified(b))
    case .modulo(let a, let b): remainder(simplified(a), simplified(b))
    case .floorDivide(let a, let b): quotient(simplified(a), simplified(b))
    case .ceilDivide(let a, let b): .ceilQuotient(simplified(a), simplified(b))
    }
  }

  private func quotient(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    if let divisor = b.constantValue, divisor > 0, let range = range(of: a), range.lowerBound >= 0,
      range.upperBound < divisor
    {
      return .constant(0)
    }
    let folded = AffineExpression.floorQuotient(a, b)
    // What came apart into a sum may have small parts.
    if case .add(let x, let y) = folded { return .sum(simplified(x), simplified(y)) }
    return folded
  }

  private func remainder(_ a: AffineExpression, _ b: AffineExpression) -> AffineExpression {
    let folded = AffineExpression.remainder(a, b)
    guard case .modulo(let dividend, .constant(let divisor)) = folded,
      let range = range(of: dividend), range.lowerBound >= 0, range.upperBound < divisor
    else { return folded }
    return dividend
  }

  /// The least and largest values within the loops' extents, nil where they are not known.
  private func range(of expression: AffineExpression) -> ClosedRange<Int64>? {
    switch expression {
    case .dimension(let loop):
      guard loop < bounds.count, bounds[loop] > 0 else { return nil }
      return 0...bounds[loop] - 1
    case .constant(let value): return value...value
    case .symbol, .ceilDivide: return nil
    case .add(let a, let b):
      guard let x = range(of: a), let y = range(of: b) else { return nil }
      let (low, underflow) = x.lowerBound.addingReportingOverflow(y.lowerBound)
      let (high, overflow) = x.upperBound.addingReportingOverflow(y.upperBound)
      return underflow || overflow ? nil : low...high
    case .multiply(let a, .constant(let factor)):
      guard let x = range(of: a) else { return nil }
      let (low, underflow) = x.lowerBound.multipliedReportingOverflow(by: factor)
      let (high, overflow) = x.upperBound.multipliedReportingOverflow(by: factor)
      return underflow || overflow ? nil : min(low, high)...max(low, high)
    case .floorDivide(let a, .constant(let divisor)):
      guard divisor > 0, let x = range(of: a), x.lowerBound >= 0 else { return nil }
      return x.lowerBound / divisor...x.upperBound / divisor
    case .modulo(_, .constant(let divisor)): return divisor > 0 ? 0...divisor - 1 : nil
    case .multiply, .floorDivide, .modulo: return nil
    }
  }
}

/// Why loops don't correspond, as an error.
struct AlignmentFailure: Error {
  let reason: FusionReason

  init(_ reason: FusionReason) { self.reason = reason }
}

/// A sum of loops, or parts of them, with factors.
struct LoopSum {
  struct Term {
    let part: LoopPart
    var factor: Int64
  }

  private(set) var terms: [Term] = []
  private(set) var constant: Int64 = 0

  /// The expression as a sum, nil where it is none.
  init?(_ expression: AffineExpression, _ bounds: [Int64]) {
    guard add(expression, times: 1) else { return nil }
    guard terms.allSatisfy({ $0.part.loop < bounds.count }) else { return nil }
    terms.removeAll { $0.factor == 0 }
  }

  private mutating func add(_ expression: AffineExpression, times factor: Int64) -> Bool {
    switch expression {
    case .constant(let value):
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      let (sum, carry) = constant.addingReportingOverflow(product)
      constant = sum
      return !overflow && !carry
    case .add(let a, let b): return add(a, times: factor) && add(b, times: factor)
    case .multiply(let a, .constant(let value)):
      let (product, overflow) = factor.multipliedReportingOverflow(by: value)
      return !overflow && add(a, times: product)
    default:
      guard let part = LoopPart(expression) else { return false }
      if let index = terms.firstIndex(where: { $0.part == part }) {
        let (sum, overflow) = terms[index].factor.addingReportingOverflow(factor)
        terms[index].factor = sum
        return !overflow
      }
      terms.append(Term(part: part, factor: factor))
      return true
    }
  }
}

extension LoopPart {
  /// `(loop floordiv divisor) mod modulus`, or a part of that.
  fileprivate init?(_ expression: AffineExpression) {
    switch expression {
    case .dimension(let loop): self.init(loop: loop)
    case .floorDivide(.dimension(let loop), .constant(let divisor)) where divisor > 0:
      self.init(loop: loop, divisor: divisor)
    case .modulo(let inner, .constant(let modulus)) where modulus > 0:
      guard let part = LoopPart(inner), part.modulus == nil else { return nil }
      self.init(loop: part.loop, divisor: part.divisor, modulus: modulus)
    default: return nil
    }
  }

  /// How many values it takes, nil where that is not known.
  func extent(_ bounds: [Int64]) -> Int64? {
    let bound = bounds[loop]
    if bound == Dimension.dynamic { return modulus }
    let count = bound <= 0 ? 0 : (bound - 1) / divisor + 1
    return modulus.map { min($0, count) } ?? count
  }
}
