import FuseIR
import Machine

/// A part of a tensor, and which of its elements are there.
struct TensorPart {
  /// Where the part lies in the tensor.
  let box: Box
  /// The elements, those that are not there being 0.
  var elements: Tensor
  /// By element, whether it is there; nil where all are.
  var isThere: [Bool]?
  /// A part of a tensor of the graph that is not there; only where something is not.
  var missing: (tensor: Int, box: Box)?

  /// The shape of a box.
  static func shape(_ box: Box) -> [Int] { box.map(\.count) }

  /// The common part of two boxes, nil where there is none.
  static func common(_ a: Box, _ b: Box) -> Box? {
    var common: Box = []
    for (x, y) in zip(a, b) {
      let interval = Interval(max(x.lower, y.lower), min(x.upper, y.upper))
      guard interval.count > 0 else { return nil }
      common.append(interval)
    }
    return common
  }

  /// Calls `body` for each run of neighbours in `region`, a part of two boxes: with where it begins in each of them, and its length.
  static func forEachRun(
    of region: Box, in first: Box, _ second: Box, _ body: (Int, Int, Int) -> Void
  ) {
    let strides = (Tensor.strides(of: shape(first)), Tensor.strides(of: shape(second)))
    var (a, b) = (0, 0)
    for axis in region.indices {
      a += (region[axis].lower - first[axis].lower) * strides.0[axis]
      b += (region[axis].lower - second[axis].lower) * strides.1[axis]
    }
    guard let last = region.indices.last else {
      body(0, 0, 1)
      return
    }
    var index = region.map(\.lower)
    while true {
      body(a, b, region[last].count)
      var axis = last - 1
      while axis >= 0 {
        index[axis] += 1
        a += strides.0[axis]
        b += strides.1[axis]
        if index[axis] < region[axis].upper { break }
        a -= region[axis].count * strides.0[axis]
        b -= region[axis].count * strides.1[axis]
        index[axis] = region[axis].lower
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// Copies elements of a part into another: those of `region` for which `isWanted` says so of their number in the source.
  static func copy(
    _ source: Tensor, _ from: Box, to target: inout Tensor, _ to: Box, _ region: Box
  ) {
    let width = source.elementType.storageByteWidth
    source.withBytes { bytes in
      target.withMutableBytes { place in
        guard let read = bytes.baseAddress, let write = place.baseAddress else { return }
        forEachRun(of: region, in: from, to) { first, second, count in
          (write + second * width).copyMemory(from: read + first * width, byteCount: count * width)
        }
      }
    }
  }
}

extension AffineExpression {
  /// Numbers between which the values lie while each dimension is in its interval; nil where nothing is known.
  func range(over box: Box) -> ClosedRange<Int>? {
    switch self {
    case .dimension(let number):
      guard box.indices.contains(number), box[number].count > 0 else { return nil }
      return box[number].lower...box[number].upper - 1
    case .symbol: return nil
    case .constant(let value): return Int(value)...Int(value)
    case .add(let a, let b):
      guard let x = a.range(over: box), let y = b.range(over: box) else { return nil }
      let low = x.lowerBound.addingReportingOverflow(y.lowerBound)
      let high = x.upperBound.addingReportingOverflow(y.upperBound)
      return low.overflow || high.overflow ? nil : low.partialValue...high.partialValue
    case .multiply(let a, let b):
      guard let x = a.range(over: box), let y = b.range(over: box) else { return nil }
      var products: [Int] = []
      for p in [x.lowerBound, x.upperBound] {
        for q in [y.lowerBound, y.upperBound] {
          let (product, overflow) = p.multipliedReportingOverflow(by: q)
          if overflow { return nil }
          products.append(product)
        }
      }
      guard let low = products.min(), let high = products.max() else { return nil }
      return low...high
    case .floorDivide(let a, let b):
      guard let x = a.range(over: box), let divisor = b.constantValue, divisor > 0 else {
        return nil
      }
      return Self.quotient(x.lowerBound, Int(divisor))...Self.quotient(x.upperBound, Int(divisor))
    case .ceilDivide(let a, let b):
      guard let x = a.range(over: box), let divisor = b.constantValue, divisor > 0 else {
        return nil
      }
      return -Self.quotient(
        -x.upperBound, Int(divisor))...(-Self.quotient(
          -x.lowerBound, Int(divisor)))
    case .modulo(let a, let b):
      guard let x = a.range(over: box), let modulus = b.constantValue, modulus > 0 else {
        return nil
      }
      let turn = Self.quotient(x.lowerBound, Int(modulus))
      if turn == Self.quotient(x.upperBound, Int(modulus)) {
        return x.lowerBound - turn * Int(modulus)...x.upperBound - turn * Int(modulus)
      }
      return 0...Int(modulus) - 1
    }
  }

  private static func quotient(_ a: Int, _ b: Int) -> Int { a / b - (a % b < 0 ? 1 : 0) }
}

/// Index expressions that are evaluated at many points.
struct IndexMap {
  private enum Index {
    case linear(LinearForm)
    case any(AffineExpression)
  }

  private let indices: [Index]
  private let shape: [Int]

  /// The map to indices of a tensor of the given shape.
  init(_ map: AffineMap, shape: [Int]) {
    indices = map.results.map { expression in
      LinearForm(expression, map.dimensionCount).map { .linear($0) } ?? .any(expression)
    }
    self.shape = shape
  }

  /// The element's number in `box`, a part of the tensor, for a point; nil where it lies outside of the tensor or of the part.
  func place(of point: [Int], in box: Box, strides: [Int]) -> Int? {
    var place = 0
    for (axis, index) in indices.enumerated() {
      let value: Int
      switch index {
      case .linear(let form):
        var sum = form.constant
        for (coefficient, number) in zip(form.coefficients, point) { sum += coefficient * number }
        value = sum
      case .any(let expression):
        guard let found = expression.evaluate(dimensions: point.map { Int64($0) }) else {
          return nil
        }
        value = Int(found)
      }
      guard value >= 0, value < shape[axis], value >= box[axis].lower, value < box[axis].upper
      else { return nil }
      place += (value - box[axis].lower) * strides[axis]
    }
    return place
  }

  /// The box of indices that points of `box` have, cut to the tensor; nil where all are outside.
  static func region(_ map: AffineMap, over box: Box, shape: [Int]) -> Box? {
    var region: Box = []
    for (expression, extent) in zip(map.results, shape) {
      guard let range = expression.range(over: box) else {
        region.append(Interval(0, extent))
        continue
      }
      let interval = Interval(max(0, range.lowerBound), min(extent, range.upperBound &+ 1))
      guard interval.count > 0 else { return nil }
      region.append(interval)
    }
    return region
  }
}

/// The points of a box, in row-major order.
struct BoxPoints {
  private let box: Box
  private(set) var point: [Int]

  /// The first point of a box that has one.
  init(_ box: Box) {
    self.box = box
    point = box.map(\.lower)
  }

  /// Goes to the next point, or says false after the last.
  mutating func next() -> Bool {
    for axis in box.indices.reversed() {
      point[axis] += 1
      if point[axis] < box[axis].upper { return true }
      point[axis] = box[axis].lower
    }
    return false
  }
}
