import FuseIR

/// Softmax and log-softmax: `exp(x - max(x)) / sum(exp(x - max(x)))`, and the logarithm of it.
///
/// The subtraction of the greatest element may be missing (`stable` says whether it is there). Input: x. Parameters: `axis`,
/// the dimensions of the result along which it sums to 1, and `stable`.
struct SoftmaxPattern: RaisedPattern {
  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module),
      case .elementwise(let function, let operands) = reader.node(whole, in: module)
    else { return nil }
    switch function {
    case .divide: return softmax(root, operands[0], operands[1], &reader, in: module)
    case .multiply:
      // e * (1 / sum)
      for (e, inverse) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        let mark = reader.mark
        if case .elementwise(.divide, let parts) = reader.node(inverse, in: module),
          reader.number(parts[0], in: module) == 1,
          let match = softmax(root, e, parts[1], &reader, in: module)
        {
          return match
        }
        reader.back(to: mark)
      }
      return nil
    case .subtract: return logSoftmax(root, operands[0], operands[1], &reader, in: module)
    default: return nil
    }
  }

  private func softmax(
    _ root: OpID, _ power: FramedValue, _ sum: FramedValue, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> PatternMatch? {
    guard case .reduction(.add, let summed, let axes) = reader.node(sum, in: module),
      reader.core(of: summed, in: module) == reader.core(of: power, in: module),
      case .elementwise(.exponential, let exponents) = reader.node(power, in: module)
    else { return nil }
    _ = reader.peel(summed, in: module)
    return match("softmax", root, exponents[0], [], axes, &reader, in: module)
  }

  private func logSoftmax(
    _ root: OpID, _ left: FramedValue, _ right: FramedValue, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> PatternMatch? {
    // shifted - log(sum(exp(shifted)))
    var mark = reader.mark
    if let (exponent, axes) = logarithmOfSum(right, &reader, in: module),
      reader.core(of: exponent, in: module) == reader.core(of: left, in: module)
    {
      _ = reader.peel(exponent, in: module)
      return match("log_softmax", root, left, [], axes, &reader, in: module)
    }
    reader.back(to: mark)
    // x - (max(x) + log(sum(exp(x - max(x)))))
    guard case .elementwise(.add, let terms) = reader.node(right, in: module) else { return nil }
    mark = reader.mark
    for (greatest, logarithm) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      if case .reduction(.maximum, let compared, let axes) = reader.node(greatest, in: module),
        let (exponent, summedAxes) = logarithmOfSum(logarithm, &reader, in: module),
        summedAxes == axes, let (x, isStable) = shifted(exponent, axes, &reader, in: module),
        isStable, let input = reader.settle([left, compared] + x, in: module)
      {
        return found("log_softmax", root, input, axes, true, reader)
      }
      reader.back(to: mark)
    }
    return nil
  }

  /// The exponent and the axes of `log(sum(exp(exponent)))`.
  private func logarithmOfSum(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> (FramedValue, [Int])? {
    guard case .elementwise(.logarithm, let operands) = reader.node(value, in: module),
      case .reduction(.add, let power, let axes) = reader.node(operands[0], in: module),
      case .elementwise(.exponential, let exponents) = reader.node(power, in: module)
    else { return nil }
    return (exponents[0], axes)
  }

  /// The values that are x in `x - max(x)`, or the value itself, which then is x.
  private func shifted(
    _ value: FramedValue, _ axes: [Int], _ reader: inout PatternReader, in module: borrowing Module
  ) -> ([FramedValue], isStable: Bool)? {
    let mark = reader.mark
    if case .elementwise(.subtract, let operands) = reader.node(value, in: module),
      let compared = greatest(operands[1], axes, &reader, in: module),
      reader.core(of: compared, in: module) == reader.core(of: operands[0], in: module)
    {
      return ([operands[0], compared], true)
    }
    reader.back(to: mark)
    return ([value], false)
  }

  /// What the value is the greatest of along the axes; a bound by minus infinity changes nothing.
  private func greatest(
    _ value: FramedValue, _ axes: [Int], _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> FramedValue? {
    switch reader.node(value, in: module) {
    case .reduction(.maximum, let compared, let found) where found == axes: return compared
    case .elementwise(.maximum, let operands):
      for (bound, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        let mark = reader.mark
        if reader.number(bound, in: module) == -Double.infinity,
          case .reduction(.maximum, let compared, let found) = reader.node(other, in: module),
          found == axes
        {
          return compared
        }
        reader.back(to: mark)
      }
      return nil
    default: return nil
    }
  }

  private func match(
    _ kind: String, _ root: OpID, _ exponent: FramedValue, _ others: [FramedValue], _ axes: [Int],
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    guard let (x, isStable) = shifted(exponent, axes, &reader, in: module),
      let input = reader.settle(x + others, in: module)
    else { return nil }
    return found(kind, root, input, axes, isStable, reader)
  }

  private func found(
    _ kind: String, _ root: OpID, _ input: ValueID, _ axes: [Int], _ isStable: Bool,
    _ reader: PatternReader
  ) -> PatternMatch {
    PatternMatch(
      kind: kind, root: root, ops: reader.ops, inputs: [input],
      parameters: [
        ("axis", .integers(axes.map { Int64($0) })), ("stable", .flag(isStable)),
      ])
  }
}
