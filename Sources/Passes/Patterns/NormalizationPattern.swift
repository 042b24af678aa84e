import FuseIR

/// Layer normalization, `(x - mean(x)) / sqrt(variance(x) + epsilon) * scale + offset`, and RMS normalization,
/// `x / sqrt(mean(x²) + epsilon) * scale`; scale and offset may be missing.
///
/// The variance may be the mean of `(x - mean(x))²`, or `mean(x²) - mean(x)²`. Inputs: x, then scale and offset where they are
/// there. Parameters: `axis`, the dimensions that are normalized, `epsilon`, and flags `scale` and `offset`.
struct NormalizationPattern: RaisedPattern {
  /// What the product of a normalization is made of.
  private struct Product {
    var isCentered: Bool
    var axes: [Int]
    var epsilon: Double
    /// Everything that is x.
    var inputs: [FramedValue]
    var scale: FramedValue?
  }

  /// A variance, or a mean of squares.
  private struct Spread {
    var isCentered: Bool
    var axes: [Int]
    var inputs: [FramedValue]
  }

  private static let depthLimit = 3

  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module) else { return nil }
    let start = reader.mark
    if case .elementwise(.add, let terms) = reader.node(whole, in: module) {
      let mark = reader.mark
      for (scaled, offset) in [(terms[0], terms[1]), (terms[1], terms[0])] {
        if let product = product(scaled, &reader, in: module),
          isVector(offset, along: product.axes, reader, in: module),
          let match = found(root, product, offset, &reader, in: module)
        {
          return match
        }
        reader.back(to: mark)
      }
      return nil
    }
    reader.back(to: start)
    guard let product = product(whole, &reader, in: module) else { return nil }
    return found(root, product, nil, &reader, in: module)
  }

  private func found(
    _ root: OpID, _ product: Product, _ offset: FramedValue?, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> PatternMatch? {
    guard let x = reader.settle(product.inputs, in: module) else { return nil }
    var inputs = [x]
    for vector in [product.scale, offset] {
      guard let vector else { continue }
      inputs.append(reader.peel(vector, in: module).value)
    }
    return PatternMatch(
      kind: product.isCentered ? "layer_norm" : "rms_norm", root: root, ops: reader.ops,
      inputs: inputs,
      parameters: [
        ("axis", .integers(product.axes.map { Int64($0) })),
        ("epsilon", .float(product.epsilon)), ("scale", .flag(product.scale != nil)),
        ("offset", .flag(offset != nil)),
      ])
  }

  /// True iff the value is a tensor that runs along axes alone.
  private func isVector(
    _ value: FramedValue, along axes: [Int], _ reader: PatternReader, in module: borrowing Module
  ) -> Bool {
    let core = reader.core(of: value, in: module)
    return module.shape(of: core.value) != nil && core.dimensions.contains { $0 >= 0 }
      && core.dimensions.allSatisfy { $0 < 0 || axes.contains($0) }
  }

  // MARK: The product

  private func product(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> Product? {
    // The reciprocal of the root tells what x and the axes are; the factors are told apart by that.
    let mark = reader.mark
    guard let (spread, _) = reciprocalRoot(in: value, Self.depthLimit, &reader, in: module) else {
      reader.back(to: mark)
      return nil
    }
    reader.back(to: mark)
    var product = Product(
      isCentered: spread.isCentered, axes: spread.axes, epsilon: 0, inputs: [])
    var counts = (numerators: 0, roots: 0)
    guard
      collect(
        value, spread, &product, &counts, Self.depthLimit, &reader, in: module),
      counts == (1, 1)
    else {
      reader.back(to: mark)
      return nil
    }
    return product
  }

  /// A factor `1 / sqrt(spread + epsilon)` of a product.
  private func reciprocalRoot(
    in value: FramedValue, _ depth: Int, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> (Spread, epsilon: Double)? {
    guard depth > 0, case .elementwise(let function, let operands) = reader.node(value, in: module)
    else { return nil }
    switch function {
    case .reciprocalSquareRoot: return spread(operands[0], &reader, in: module)
    case .power:
      guard reader.number(operands[1], in: module) == -0.5 else { return nil }
      return spread(operands[0], &reader, in: module)
    case .multiply:
      let mark = reader.mark
      if let found = reciprocalRoot(in: operands[0], depth - 1, &reader, in: module) {
        return found
      }
      reader.back(to: mark)
      return reciprocalRoot(in: operands[1], depth - 1, &reader, in: module)
    case .divide:
      let mark = reader.mark
      if case .elementwise(.squareRoot, let radicands) = reader.node(operands[1], in: module),
        let found = spread(radicands[0], &reader, in: module)
      {
        return found
      }
      reader.back(to: mark)
      return reciprocalRoot(in: operands[0], depth - 1, &reader, in: module)
    default: return nil
    }
  }

  /// Sorts the factors of a product into numerator, reciprocal root and scale; false where there is another one.
  private func collect(
    _ value: FramedValue, _ spread: Spread, _ product: inout Product,
    _ counts: inout (numerators: Int, roots: Int), _ depth: Int, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> Bool {
    let mark = reader.mark
    if let inputs = numerator(value, spread, &reader, in: module) {
      product.inputs += inputs
      counts.numerators += 1
      return true
    }
    reader.back(to: mark)
    if depth > 0, case .elementwise(let function, let operands) = reader.node(value, in: module) {
      switch function {
      case .reciprocalSquareRoot, .power:
        reader.back(to: mark)
        if let (found, epsilon) = reciprocalRoot(in: value, 1, &reader, in: module) {
          product.inputs += found.inputs
          product.epsilon = epsilon
          counts.roots += 1
          return true
        }
      case .multiply:
        return collect(operands[0], spread, &product, &counts, depth - 1, &reader, in: module)
          && collect(operands[1], spread, &product, &counts, depth - 1, &reader, in: module)
      case .divide:
        if case .elementwise(.squareRoot, let radicands) = reader.node(operands[1], in: module),
          let (found, epsilon) = self.spread(radicands[0], &reader, in: module)
        {
          product.inputs += found.inputs
          product.epsilon = epsilon
          counts.roots += 1
          if reader.number(operands[0], in: module) == 1 { return true }
          return collect(operands[0], spread, &product, &counts, depth - 1, &reader, in: module)
        }
      default: break
      }
    }
    reader.back(to: mark)
    guard product.scale == nil, isVector(value, along: spread.axes, reader, in: module) else {
      return false
    }
    product.scale = value
    return true
  }

  /// What is x in the numerator.
  private func numerator(
    _ value: FramedValue, _ spread: Spread, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> [FramedValue]? {
    guard let x = spread.inputs.first.map({ reader.core(of: $0, in: module) }) else { return nil }
    if !spread.isCentered { return reader.core(of: value, in: module) == x ? [value] : nil }
    guard let (inputs, axes) = centered(value, &reader, in: module), axes == spread.axes,
      inputs.allSatisfy({ reader.core(of: $0, in: module) == x })
    else { return nil }
    return inputs
  }

  // MARK: Means

  /// A spread with a number added.
  private func spread(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> (Spread, epsilon: Double)? {
    let start = reader.mark
    guard case .elementwise(.add, let terms) = reader.node(value, in: module) else {
      // Without epsilon.
      reader.back(to: start)
      return (variance(value, &reader, in: module) ?? meanOfSquares(value, &reader, in: module))
        .map { ($0, 0) }
    }
    for (sum, number) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      let mark = reader.mark
      if let epsilon = reader.number(number, in: module), epsilon >= 0,
        let spread = variance(sum, &reader, in: module)
          ?? meanOfSquares(sum, &reader, in: module)
      {
        return (spread, epsilon)
      }
      reader.back(to: mark)
    }
    return nil
  }

  /// `mean(x²) - mean(x)²`, perhaps not below 0.
  private func variance(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> Spread? {
    let mark = reader.mark
    var difference = value
    if case .elementwise(.maximum, let bounds) = reader.node(value, in: module) {
      if reader.number(bounds[0], in: module) == 0 {
        difference = bounds[1]
      } else if reader.number(bounds[1], in: module) == 0 {
        difference = bounds[0]
      }
    } else {
      reader.back(to: mark)
    }
    if case .elementwise(.subtract, let terms) = reader.node(difference, in: module),
      let squares = meanOfSquares(terms[0], &reader, in: module), !squares.isCentered,
      let mean = square(terms[1], &reader, in: module),
      let (averaged, axes) = self.mean(mean, &reader, in: module), axes == squares.axes,
      let x = squares.inputs.first,
      reader.core(of: x, in: module) == reader.core(of: averaged, in: module)
    {
      return Spread(isCentered: true, axes: axes, inputs: squares.inputs + [averaged])
    }
    reader.back(to: mark)
    return nil
  }

  /// `mean(y²)`: of a difference from a mean, a variance.
  private func meanOfSquares(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> Spread? {
    let mark = reader.mark
    guard let (squares, axes) = mean(value, &reader, in: module),
      let root = square(squares, &reader, in: module)
    else {
      reader.back(to: mark)
      return nil
    }
    let inner = reader.mark
    if let (inputs, centeredAxes) = centered(root, &reader, in: module), centeredAxes == axes {
      return Spread(isCentered: true, axes: axes, inputs: inputs)
    }
    reader.back(to: inner)
    return Spread(isCentered: false, axes: axes, inputs: [root])
  }

  /// What is squared.
  private func square(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> FramedValue? {
    guard case .elementwise(let function, let operands) = reader.node(value, in: module) else {
      return nil
    }
    switch function {
    case .square: return operands[0]
    case .multiply:
      guard reader.core(of: operands[0], in: module) == reader.core(of: operands[1], in: module)
      else { return nil }
      // Both factors are read, though the ways to them may differ.
      _ = reader.peel(operands[1], in: module)
      return operands[0]
    case .power: return reader.number(operands[1], in: module) == 2 ? operands[0] : nil
    default: return nil
    }
  }

  /// What is x, and the axes, in `x - mean(x)`.
  private func centered(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> ([FramedValue], [Int])? {
    guard case .elementwise(.subtract, let operands) = reader.node(value, in: module),
      let (averaged, axes) = mean(operands[1], &reader, in: module),
      reader.core(of: averaged, in: module) == reader.core(of: operands[0], in: module)
    else { return nil }
    return ([operands[0], averaged], axes)
  }

  /// What is averaged, and the axes.
  private func mean(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> (FramedValue, [Int])? {
    guard case .elementwise(let function, let operands) = reader.node(value, in: module) else {
      return nil
    }
    let mark = reader.mark
    for (sum, number) in [(operands[0], operands.last), (operands.last, operands[0])] {
      guard let sum, let number, let amount = reader.number(number, in: module),
        case .reduction(.add, let summed, let axes) = reader.node(sum, in: module)
      else {
        reader.back(to: mark)
        if function == .divide { return nil }
        continue
      }
      let count = axes.reduce(1.0) { $0 * Double(reader.frame[$1]) }
      let factor = function == .divide ? 1 / amount : amount
      guard function == .divide || function == .multiply,
        abs(factor * count - 1) < 1e-2 / max(count, 1)
      else {
        reader.back(to: mark)
        return nil
      }
      return (summed, axes)
    }
    return nil
  }
}
