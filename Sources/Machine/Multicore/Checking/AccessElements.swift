// Which elements an access takes, one by one.

extension LayerGraph.Access {
  /// Whether the elements are all those of `region(box:)`, and not only some of them.
  func isBox(_ box: Box) -> Bool {
    var users = [Int: Int]()
    for axis in axes {
      guard !axis.isWhole, axis.isInterval(box) else { return false }
      for term in axis.terms where box[term.loop].count > 1 { users[term.loop, default: 0] += 1 }
    }
    // Two axes that follow the same loop take a diagonal.
    return users.values.allSatisfy { $0 == 1 }
  }

  /// The loops that the elements depend on.
  var loops: [Int] {
    Set(axes.flatMap { $0.terms.map(\.loop) }).sorted()
  }

  /// The element that is taken at a point of the loops; nil where that lies outside of the tensor.
  func element(at point: [Int], shape: [Int]) -> [Int]? {
    var element: [Int] = []
    for (axis, extent) in zip(axes, shape) {
      var index = axis.terms.reduce(axis.offset) { $0 + $1.step * point[$1.loop] }
      if axis.divisor > 1 {
        index = (index - ((index % axis.divisor) + axis.divisor) % axis.divisor) / axis.divisor
      }
      if axis.modulus > 0 { index = ((index % axis.modulus) + axis.modulus) % axis.modulus }
      guard index >= 0, index < extent else { return nil }
      element.append(index)
    }
    return element
  }
}

extension LayerGraph.AxisAccess {
  /// Whether the indices are all those of `interval(box)`.
  fileprivate func isInterval(_ box: Box) -> Bool {
    let steps = terms.filter { box[$0.loop].count > 1 }
      .sorted { abs($0.step) < abs($1.step) }
    // Each term must go no further than all before it together reach; what is divided may go further.
    var reach = 0
    for term in steps {
      if abs(term.step) > reach + max(1, divisor) { return false }
      reach += abs(term.step) * (box[term.loop].count - 1)
    }
    guard modulus > 0 else { return true }
    var low = offset
    var high = offset
    for term in terms {
      let ends = [box[term.loop].lower * term.step, (box[term.loop].upper - 1) * term.step]
      low += min(ends[0], ends[1])
      high += max(ends[0], ends[1])
    }
    func quotient(_ value: Int) -> Int { value / divisor - (value % divisor < 0 ? 1 : 0) }
    let (first, last) = (quotient(low), quotient(high))
    // A range that goes around and is no whole turn is two.
    return last - first >= modulus - 1
      || ((first % modulus) + modulus) % modulus <= ((last % modulus) + modulus) % modulus
  }
}
