import FuseIR

/// Softmax and log-softmax: `exp(x - max(x)) / sum(exp(x - max(x)))`, and the logarithm of it.
///
/// The subtraction of the greatest element may be missing (`stable` says whether it is there), and it may be guarded: 0 in
/// place of an infinite maximum. A mask may select, in x, in the sum and in the result, what takes part. Inputs: x, then the
/// mask where there is one. Parameters: `axis`, the dimensions of the result along which it sums to 1, `stable`, and, where
/// they hold, `guarded` and `masked`. Where x is transposed on the way, `dimensions` holds the dimension of the result that each
/// dimension of x is, -1 for those of size 1.
struct SoftmaxPattern: RaisedPattern {
  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module),
      case .elementwise(let function, let operands) = reader.node(whole, in: module)
    else { return nil }
    if function == .select {
      guard let fill = reader.number(operands[2], in: module),
        case .elementwise(let inner, let parts) = reader.node(operands[1], in: module)
      else { return nil }
      let mask = operands[0]
      switch inner {
      case .divide where fill == 0:
        return softmax(root, parts[0], parts[1], mask, &reader, in: module)
      case .subtract where fill == -.infinity:
        return logSoftmax(root, parts[0], parts[1], mask, &reader, in: module)
      default: return nil
      }
    }
    switch function {
    case .divide: return softmax(root, operands[0], operands[1], nil, &reader, in: module)
    case .multiply:
      // e * (1 / sum)
      for (e, inverse) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        let mark = reader.mark
        if case .elementwise(.divide, let parts) = reader.node(inverse, in: module),
          reader.number(parts[0], in: module) == 1,
          let match = softmax(root, e, parts[1], nil, &reader, in: module)
        {
          return match
        }
        reader.back(to: mark)
      }
      return nil
    case .subtract: return logSoftmax(root, operands[0], operands[1], nil, &reader, in: module)
    default: return nil
    }
  }

  private func softmax(
    _ root: OpID, _ power: FramedValue, _ sum: FramedValue, _ mask: FramedValue?,
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    guard case .reduction(.add, let terms, let axes) = reader.node(sum, in: module),
      let summed = selected(terms, mask, &reader, in: module),
      reader.computeAlike(summed, power, in: module),
      case .elementwise(.exponential, let exponents) = reader.node(power, in: module)
    else { return nil }
    return match("softmax", root, exponents[0], mask, axes, &reader, in: module)
  }

  private func logSoftmax(
    _ root: OpID, _ left: FramedValue, _ right: FramedValue, _ mask: FramedValue?,
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    // shifted - log(sum(exp(shifted)))
    let mark = reader.mark
    if let (exponent, axes) = logarithmOfSum(right, mask, &reader, in: module),
      reader.computeAlike(exponent, left, in: module)
    {
      return match("log_softmax", root, left, mask, axes, &reader, in: module)
    }
    reader.back(to: mark)
    // x - (max(x) + log(sum(exp(x - max(x)))))
    guard mask == nil, let (shift, axes) = sum(right, &reader, in: module),
      let input = reader.settleFramed([left] + shift.inputs, in: module)
    else { return nil }
    return found("log_softmax", root, input, nil, axes, shift, reader, in: module)
  }

  // MARK: The logarithm of the sum

  /// A shift by the greatest element.
  struct Shift {
    /// Everything that is x.
    var inputs: [FramedValue]
    var isStable = false
    var isGuarded = false
  }

  /// x and the axes of `max(x) + log(sum(exp(x - max(x))))`.
  func sum(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> (Shift, axes: [Int])? {
    guard case .elementwise(.add, let terms) = reader.node(value, in: module) else { return nil }
    let mark = reader.mark
    for (shift, logarithm) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      if let (exponent, axes) = logarithmOfSum(logarithm, nil, &reader, in: module),
        let (compared, isGuarded) = greatest(shift, axes, &reader, in: module)
      {
        let inner = shifted(exponent, axes, &reader, in: module)
        if inner.isStable, inner.isGuarded == isGuarded {
          return (
            Shift(inputs: [compared] + inner.inputs, isStable: true, isGuarded: isGuarded), axes
          )
        }
      }
      reader.back(to: mark)
    }
    return nil
  }

  /// The exponent and the axes of `log(sum(exp(exponent)))`; the absolute value of such a sum is the sum.
  private func logarithmOfSum(
    _ value: FramedValue, _ mask: FramedValue?, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> (FramedValue, [Int])? {
    guard case .elementwise(.logarithm, let operands) = reader.node(value, in: module),
      var node = reader.node(operands[0], in: module)
    else { return nil }
    if case .elementwise(.absolute, let inner) = node {
      guard let sum = reader.node(inner[0], in: module) else { return nil }
      node = sum
    }
    guard case .reduction(.add, let terms, let axes) = node,
      let power = selected(terms, mask, &reader, in: module),
      case .elementwise(.exponential, let exponents) = reader.node(power, in: module)
    else { return nil }
    return (exponents[0], axes)
  }

  /// What is summed where the mask, if there is one, is true: it must select between that and 0.
  private func selected(
    _ value: FramedValue, _ mask: FramedValue?, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> FramedValue? {
    guard let mask else { return value }
    guard case .elementwise(.select, let parts) = reader.node(value, in: module),
      reader.number(parts[2], in: module) == 0,
      reader.core(of: parts[0], in: module) == reader.core(of: mask, in: module)
    else { return nil }
    _ = reader.peel(parts[0], in: module)
    return parts[1]
  }

  // MARK: The greatest element

  /// The values that are x in `x - max(x)`, or the value itself, which then is x.
  private func shifted(
    _ value: FramedValue, _ axes: [Int], _ reader: inout PatternReader, in module: borrowing Module
  ) -> Shift {
    let mark = reader.mark
    if case .elementwise(.subtract, let operands) = reader.node(value, in: module),
      let (compared, isGuarded) = greatest(operands[1], axes, &reader, in: module),
      reader.computeAlike(compared, operands[0], in: module)
    {
      return Shift(inputs: [operands[0], compared], isStable: true, isGuarded: isGuarded)
    }
    reader.back(to: mark)
    return Shift(inputs: [value])
  }

  /// What the value is the greatest of along the axes; a bound by minus infinity changes nothing, and a guard puts 0 in
  /// place of an infinite one.
  private func greatest(
    _ value: FramedValue, _ axes: [Int], _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> (FramedValue, isGuarded: Bool)? {
    switch reader.node(value, in: module) {
    case .reduction(.maximum, let compared, let found) where found == axes:
      return (compared, false)
    case .elementwise(.select, let parts):
      guard reader.number(parts[2], in: module) == 0,
        case .elementwise(.isFinite, let tested) = reader.node(parts[0], in: module),
        reader.core(of: tested[0], in: module) == reader.core(of: parts[1], in: module),
        let (compared, isGuarded) = greatest(parts[1], axes, &reader, in: module), !isGuarded
      else { return nil }
      _ = reader.peel(tested[0], in: module)
      return (compared, true)
    case .elementwise(.maximum, let operands):
      for (bound, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        let mark = reader.mark
        if reader.number(bound, in: module) == -Double.infinity,
          case .reduction(.maximum, let compared, let found) = reader.node(other, in: module),
          found == axes
        {
          return (compared, false)
        }
        reader.back(to: mark)
      }
      return nil
    default: return nil
    }
  }

  // MARK: The match

  private func match(
    _ kind: String, _ root: OpID, _ exponent: FramedValue, _ mask: FramedValue?, _ axes: [Int],
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    let shift = shifted(exponent, axes, &reader, in: module)
    var inputs = shift.inputs
    if let mask {
      // What is masked is -∞ there, which adds nothing to the sum and is greater than nothing.
      for (index, value) in inputs.enumerated() {
        guard case .elementwise(.select, let parts) = reader.node(value, in: module),
          let fill = reader.number(parts[2], in: module), fill == -.infinity || fill < -1e30,
          reader.core(of: parts[0], in: module) == reader.core(of: mask, in: module)
        else { return nil }
        _ = reader.peel(parts[0], in: module)
        inputs[index] = parts[1]
      }
    }
    guard let input = reader.settleFramed(inputs, in: module) else { return nil }
    return found(kind, root, input, mask, axes, shift, reader, in: module)
  }

  private func found(
    _ kind: String, _ root: OpID, _ input: FramedValue, _ mask: FramedValue?, _ axes: [Int],
    _ shift: Shift, _ reader: PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    let dimensions = input.dimensions.filter { $0 >= 0 }
    guard Set(dimensions).count == dimensions.count else { return nil }
    var reader = reader
    var inputs = [input.value]
    var parameters: [(name: String, value: PatternMatch.Parameter)] = [
      ("axis", .integers(axes.map { Int64($0) }))
    ]
    if dimensions != dimensions.sorted() {
      parameters.append(("dimensions", .integers(input.dimensions.map { Int64($0) })))
    }
    if shift.isGuarded { parameters.append(("guarded", .flag(true))) }
    if let mask {
      inputs.append(reader.peel(mask, in: module).value)
      parameters.append(("masked", .flag(true)))
    }
    parameters.append(("stable", .flag(shift.isStable)))
    return PatternMatch(
      kind: kind, root: root, ops: reader.ops, inputs: inputs, parameters: parameters)
  }
}
