/// How the windows of a convolution lie along one of the rows and columns of its input.
///
/// A tile of outputs and taps reads from the first element of its first window to the last of its last one; zeros of the
/// padding are not read.
final class WindowAxis: Sendable {
  let stride: Double
  let dilation: Double
  let padding: Double
  let extent: Double
  /// The number of taps.
  let taps: Int
  /// Whether a window reaches into the padding or beyond the end, so that tiles differ in size.
  let clips: Bool
  /// Whether there is one output and one tap, as in products of matrices.
  let isPoint: Bool
  private let series: TileSeries
  /// Sums for the tiles that whole mappings have.
  private let table: WindowTable?

  init(window: Layer.Window, outputs: Int, taps: Int) {
    stride = Double(window.stride)
    dilation = Double(window.dilation)
    padding = Double(window.padding)
    extent = Double(window.extent)
    self.taps = taps
    let last = Double(outputs - 1) * stride + Double(taps - 1) * dilation - padding
    clips = padding > 0 || last > extent - 1
    isPoint = outputs == 1 && taps == 1 && padding == 0
    let series = TileSeries(
      stride: stride, dilation: dilation, padding: padding, extent: extent, taps: taps)
    self.series = series
    table = clips ? WindowTable(series, outputs: outputs, taps: taps) : nil
  }

  /// The elements between the first and the last of a tile, padding and all.
  func hull<S: CostScalar>(outputs: S, taps: S) -> S {
    (outputs - S(1)) * S(stride) + (taps - S(1)) * S(dilation) + S(1)
  }

  /// The elements that the largest tile takes in a memory.
  func tile<S: CostScalar>(outputs: S, taps: S) -> S {
    isPoint ? S(1) : S.minimum(hull(outputs: outputs, taps: taps), S(extent))
  }

  /// The elements of all tiles together, where tiles of `outputs` by `taps` make up `allOutputs` by `allTaps`.
  @inline(__always)
  func sum<S: CostScalar>(outputs: S, of allOutputs: S, taps: S, of allTaps: S) -> S {
    if isPoint { return S(1) }
    if !clips {
      return allOutputs / outputs * (allTaps / taps) * hull(outputs: outputs, taps: taps)
    }
    if S.self == Double.self, let table, let outputs = outputs as? Double,
      let taps = taps as? Double, let allOutputs = allOutputs as? Double,
      let allTaps = allTaps as? Double,
      let sum = table.sum(outputs: outputs, of: allOutputs, taps: taps, of: allTaps) as? S
    {
      return sum
    }
    return series.sum(outputs: outputs, of: allOutputs, taps: taps, of: allTaps)
  }

  /// A number of elements that every mapping of every kind must read at least once: what windows touch, without what lies
  /// between windows that leave gaps, less what may be padding.
  func touched(outputs: Int) -> Double {
    let steps = Double(outputs - 1)
    let positions = steps * (dilation == 1 ? min(stride, Double(taps)) : 1) + Double(taps)
    let last = steps * stride + Double(taps - 1) * dilation - padding
    return max(0, min(positions - padding - max(0, last - (extent - 1)), extent))
  }
}

/// The divisors of a number, and where each stands among them.
struct Divisors: Sendable {
  /// The number.
  let number: Double
  /// The divisors, from 1 up.
  let all: [Int]
  /// For small numbers, the place of each divisor.
  private let places: [Int16]

  /// The divisors of a number of at least 1.
  init(of number: Int) {
    self.number = Double(number)
    all = divisors(of: number)
    var places: [Int16] = []
    if number <= 4096 {
      places = [Int16](repeating: -1, count: number + 1)
      for (place, divisor) in all.enumerated() { places[divisor] = Int16(place) }
    }
    self.places = places
  }

  /// The place of a divisor, or nil for a number that is none.
  @inline(__always)
  func place(of divisor: Double) -> Int? {
    guard divisor >= 1, divisor < 0x1p53 else { return nil }
    let number = Int(divisor)
    guard Double(number) == divisor else { return nil }
    if !places.isEmpty {
      guard number < places.count else { return nil }
      let place = Int(places[number])
      return place >= 0 ? place : nil
    }
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low] == number ? low : nil
  }
}

/// Sums over the tiles of a window axis in closed form.
private struct TileSeries: Sendable {
  let stride: Double
  let dilation: Double
  let padding: Double
  let extent: Double
  let taps: Int

  /// Of a tile that covers elements `low ..< high`, max(0, low) ..< min(high, extent) are real;
  /// with g(t) = t + max(−t, 0) − max(t − extent, 0), that is g(high) − g(low), whose sum over tiles at equal distances is
  /// that of an arithmetic series. Where counts are not whole, the last tap weighs less.
  func sum<S: CostScalar>(
    outputs: S, of allOutputs: S, taps: S, of allTaps: S
  ) -> S {
    let steps = allOutputs / outputs
    let tapSteps = allTaps / taps
    let distance = outputs * S(stride)
    let length = (outputs - S(1)) * S(stride) + (taps - S(1)) * S(dilation) + S(1)
    var total = S(0)
    for tap in 0..<self.taps {
      let weight = S.maximum(S(0), S.minimum(S(1), tapSteps - S(Double(tap))))
      let low = S(Double(tap)) * taps * S(dilation) - S(padding)
      let high = low + length
      let inside =
        below(high, distance, steps) - below(low, distance, steps)
        - above(high, distance, steps) + above(low, distance, steps)
      total = total + weight * (steps * length + inside)
    }
    return total
  }

  /// The sum of max(−(first + distance · i), 0) over the steps.
  private func below<S: CostScalar>(_ first: S, _ distance: S, _ steps: S) -> S {
    series(S(0) - first, distance, steps)
  }

  /// The sum of max(first + distance · i − extent, 0) over the steps, counted from the last one.
  private func above<S: CostScalar>(_ first: S, _ distance: S, _ steps: S) -> S {
    series(first + distance * (steps - S(1)) - S(extent), distance, steps)
  }

  /// The sum of max(first − distance · i, 0) over the steps.
  private func series<S: CostScalar>(_ first: S, _ distance: S, _ steps: S) -> S {
    let reach = (first / distance).roundedUp(isConstant: true)
    let terms = S.maximum(S(0), S.minimum(reach, steps))
    return terms * first - distance * terms * (terms - S(1)) * S(0.5)
  }
}

/// The elements of all tiles of a window axis, by the divisors that the tiles have for sides.
private final class WindowTable: Sendable {
  let outputs: Divisors
  let taps: Divisors
  let sums: [Double]

  /// The most entries that a table may have.
  private static let limit = 8192

  /// The sums for all divisors; nil where they would be too many.
  init?(_ series: TileSeries, outputs: Int, taps: Int) {
    let outputTiles = Divisors(of: outputs)
    let tapTiles = Divisors(of: taps)
    guard outputTiles.all.count * tapTiles.all.count <= Self.limit else { return nil }
    var sums: [Double] = []
    for output in outputTiles.all {
      for tap in tapTiles.all {
        sums.append(
          series.sum(
            outputs: Double(output), of: Double(outputs), taps: Double(tap), of: Double(taps)))
      }
    }
    self.outputs = outputTiles
    self.taps = tapTiles
    self.sums = sums
  }

  @inline(__always)
  func sum(
    outputs output: Double, of allOutputs: Double, taps tap: Double, of allTaps: Double
  ) -> Double? {
    // A search may try counts that do not multiply to the extents.
    guard allOutputs == outputs.number, allTaps == taps.number,
      let row = outputs.place(of: output), let column = taps.place(of: tap)
    else { return nil }
    return sums[row * taps.all.count + column]
  }
}
