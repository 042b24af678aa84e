import FuseIR

/// The loops of an op, divided where others divide them.
///
/// Where one op runs over `[1024, 768]` and its neighbour over `[8, 128, 768]`, the loop of 1024 is two digits, of 8 and of
/// 128, so that both ops have the same three. Digits are numbered from the outermost on; loops of one iteration have none.
struct LoopDigits {
  /// The most that an op may have.
  static let limit = 16

  struct Digit {
    let loop: Int
    /// How many iterations of the loop are one step of the digit.
    let divisor: Int64
    let extent: Int64
  }

  let digits: [Digit]

  /// The digits of loops with the given extents, divided at the boundaries.
  init(bounds: [Int64], boundaries: [[Int64]]) {
    var digits: [Digit] = []
    for (loop, bound) in bounds.enumerated() where bound != 1 {
      let points = [1] + boundaries[loop] + [bound]
      for place in (1..<points.count).reversed() {
        digits.append(
          Digit(
            loop: loop, divisor: points[place - 1], extent: points[place] / points[place - 1]))
      }
    }
    self.digits = digits
  }

  /// The number of the digit with the divisor and extent, nil where there is none.
  func number(loop: Int, divisor: Int64, extent: Int64) -> Int? {
    digits.firstIndex { $0.loop == loop && $0.divisor == divisor && $0.extent == extent }
  }
}

/// Which part of which loop of a consumer runs along a loop of the producer.
struct LoopStretch {
  /// The loop of the producer, and how many of its iterations are one step.
  let producerLoop: Int
  let producerDivisor: Int64
  /// The loop of the consumer, and how many of its iterations are one step.
  let consumerLoop: Int
  let consumerDivisor: Int64
  let extent: Int64

  /// The stretches along which an edge runs step by step; what is read through windows, slices or backwards has none.
  static func all(_ alignment: LoopAlignment, producer: LoopNest, consumer: LoopNest)
    -> [LoopStretch]
  {
    var stretches: [LoopStretch] = []
    for (dimension, expression) in alignment.map.results.enumerated() {
      guard dimension < alignment.producerLoops.count,
        let loop = alignment.producerLoops[dimension], producer.bounds[loop] > 1,
        let sum = LoopSum(expression, consumer.bounds), sum.constant == 0
      else { continue }
      // The terms of a mixed radix number: each factor is the product of the extents behind it.
      var found: [LoopStretch] = []
      var factor: Int64 = 1
      for term in sum.terms.sorted(by: { $0.factor < $1.factor }) {
        guard let extent = term.part.extent(consumer.bounds), extent > 0 else {
          found = []
          break
        }
        if extent == 1 { continue }
        guard term.factor == factor else {
          found = []
          break
        }
        found.append(
          LoopStretch(
            producerLoop: loop, producerDivisor: factor, consumerLoop: term.part.loop,
            consumerDivisor: term.part.divisor, extent: extent))
        let (product, overflow) = factor.multipliedReportingOverflow(by: extent)
        guard !overflow else { return stretches }
        factor = product
      }
      if factor == producer.bounds[loop] { stretches += found }
    }
    return stretches
  }
}

/// Where each loop of a set of ops is divided: all that its neighbours' stretches ask for.
struct LoopBoundaries {
  /// By op and loop, in increasing order; each is a multiple of the one before.
  private(set) var points: [[[Int64]]]
  private let bounds: [[Int64]]

  init(_ bounds: [[Int64]]) {
    self.bounds = bounds
    points = bounds.map { $0.map { _ in [] } }
  }

  /// Divides a loop at a number of iterations; false where nothing changes, or where it can't be.
  private mutating func divide(_ op: Int, _ loop: Int, at point: Int64) -> Bool {
    let bound = bounds[op][loop]
    guard point > 1, point < bound, bound % point == 0 else { return false }
    var place = 0
    for other in points[op][loop] {
      if other == point { return false }
      guard max(other, point) % min(other, point) == 0 else { return false }
      if other < point { place += 1 }
    }
    points[op][loop].insert(point, at: place)
    return true
  }

  /// Divides both ends of a stretch alike; true iff something changed.
  mutating func spread(_ stretch: LoopStretch, from producer: Int, to consumer: Int) -> Bool {
    var changed = false
    for divisor in [stretch.producerDivisor, stretch.producerDivisor * stretch.extent] {
      if divide(producer, stretch.producerLoop, at: divisor) { changed = true }
    }
    for divisor in [stretch.consumerDivisor, stretch.consumerDivisor * stretch.extent] {
      if divide(consumer, stretch.consumerLoop, at: divisor) { changed = true }
    }
    for point in points[producer][stretch.producerLoop] {
      let steps = point / stretch.producerDivisor
      guard steps > 1, steps < stretch.extent else { continue }
      if divide(consumer, stretch.consumerLoop, at: steps * stretch.consumerDivisor) {
        changed = true
      }
    }
    for point in points[consumer][stretch.consumerLoop] {
      let steps = point / stretch.consumerDivisor
      guard steps > 1, steps < stretch.extent else { continue }
      if divide(producer, stretch.producerLoop, at: steps * stretch.producerDivisor) {
        changed = true
      }
    }
    return changed
  }
}
