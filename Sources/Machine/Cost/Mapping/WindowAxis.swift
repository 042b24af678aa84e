/// How the windows of a convolution lie along one of the rows and columns of its input.
///
/// A tile of outputs and taps reads what its windows touch: neither zeros of the padding, nor what lies between windows
/// or taps that leave gaps. Output p and tap r touch place p · stride + r · dilation. With both divided by their greatest
/// common divisor, output p and tap r touch what output p − dilation and tap r + stride do, and no others do, so that P
/// outputs and R taps touch P · R − max(0, P − dilation) · max(0, R − stride) different places.
final class WindowAxis: Sendable {
  let stride: Double
  let dilation: Double
  let extent: Double
  /// The number of taps.
  let taps: Int
  /// Whether a window reaches into the padding or beyond the end, so that tiles differ in size.
  let clips: Bool
  /// Whether there is one output and one tap, as in products of matrices.
  let isPoint: Bool
  /// The places that all windows together touch: what every mapping of every kind must read.
  let leastElements: Double
  private let series: TileSeries
  /// Sums for the tiles that whole mappings have.
  private let table: WindowTable?

  init(window: Layer.Window, outputs: Int, taps: Int) {
    stride = Double(window.stride)
    dilation = Double(window.dilation)
    extent = Double(window.extent)
    self.taps = taps
    let last =
      Double(outputs - 1) * stride + Double(taps - 1) * dilation - Double(window.padding)
    clips = window.padding > 0 || last > extent - 1
    isPoint = outputs == 1 && taps == 1 && window.padding == 0
    let series = TileSeries(window, taps: taps)
    self.series = series
    table = clips ? WindowTable(series, outputs: outputs, taps: taps) : nil
    let all = (Double(outputs), Double(taps))
    leastElements =
      clips
      ? series.sum(outputs: all.0, of: all.0, taps: all.1, of: all.1)
      : series.touched(outputs: all.0, taps: all.1)
  }

  /// The elements from the first to the last of a tile, padding, gaps and all.
  func hull<S: CostScalar>(outputs: S, taps: S) -> S {
    (outputs - S(1)) * S(stride) + (taps - S(1)) * S(dilation) + S(1)
  }

  /// The elements that a tile takes in a memory where none of it lies in the padding.
  func tile<S: CostScalar>(outputs: S, taps: S) -> S {
    isPoint ? S(1) : S.minimum(series.touched(outputs: outputs, taps: taps), S(extent))
  }

  /// The elements of all tiles together, where tiles of `outputs` by `taps` make up `allOutputs` by `allTaps`.
  @inline(__always)
  func sum<S: CostScalar>(outputs: S, of allOutputs: S, taps: S, of allTaps: S) -> S {
    if isPoint { return S(1) }
    if !clips {
      return allOutputs / outputs * (allTaps / taps)
        * series.touched(outputs: outputs, taps: taps)
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
  /// Stride and dilation, divided by their greatest common divisor.
  let step: Double
  let tapStep: Double
  /// For each tap, the outputs for which it touches the input: the first one, and the one after the last.
  let inside: [(first: Double, end: Double)]

  init(_ window: Layer.Window, taps: Int) {
    var divisor = window.stride
    var rest = window.dilation
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    step = Double(window.stride / divisor)
    tapStep = Double(window.dilation / divisor)
    let stride = Double(window.stride)
    inside = (0..<taps).map { tap in
      let place = Double(tap) * Double(window.dilation) - Double(window.padding)
      return (
        max(0, (-place / stride).rounded(.up)),
        ((Double(window.extent) - 1 - place) / stride).rounded(.down) + 1
      )
    }
  }

  /// How many different places a tile touches, in the padding or not.
  @inline(__always)
  func touched<S: CostScalar>(outputs: S, taps: S) -> S {
    outputs * taps - S.maximum(S(0), outputs - S(tapStep)) * S.maximum(S(0), taps - S(step))
  }

  /// Of each place the last tap of a tile that touches it counts. The last `step` taps of a tile are the last for all outputs,
  /// any other one for the first `tapStep` outputs of the tile. So each tap counts, in all tiles together, for outputs
  /// between two bounds, all of them or the first ones of each tile. Where counts are not whole, the last tap weighs less.
  func sum<S: CostScalar>(
    outputs: S, of allOutputs: S, taps: S, of allTaps: S
  ) -> S {
    let one = S(1)
    let zero = S(0)
    let first = S.minimum(S(tapStep), outputs)
    let last = S.minimum(S(step), taps)
    /// The outputs before the given one that are among the first of their tiles.
    func firsts(_ output: S) -> S {
      let tiles = roundedDown(output / outputs)
      return tiles * first + S.minimum(output - tiles * outputs, first)
    }
    /// The taps before the given one that are among the last of their tiles.
    func lasts(_ tap: S) -> S {
      let tiles = roundedDown(tap / taps)
      return tiles * last + S.maximum(zero, tap - tiles * taps - (taps - last))
    }
    var total = zero
    var before = zero
    for (tap, bounds) in inside.enumerated() {
      let weight = S.maximum(zero, S.minimum(one, allTaps - S(Double(tap))))
      let after = lasts(S(Double(tap + 1)))
      let share = after - before
      before = after
      let end = S.minimum(allOutputs, S(bounds.end))
      let all = S.maximum(zero, end - S(bounds.first))
      let some = S.maximum(zero, firsts(end) - firsts(S(bounds.first)))
      total = total + weight * (share * all + (one - share) * some)
    }
    return total
  }

  /// The next whole number down, a constant.
  @inline(__always) private func roundedDown<S: CostScalar>(_ number: S) -> S {
    S(0) - (S(0) - number).roundedUp(isConstant: true)
  }
}

/// The elements of all tiles of a window axis, by the divisors that the tiles have for sides.
private final class WindowTable: Sendable {
  let outputs: Divisors
  let taps: Divisors
  let sums: [Double]

  /// The most entries that a table may have, times the steps that each takes to work out.
  private static let limit = 1 << 16

  /// The sums for all divisors; nil where they would be too many.
  init?(_ series: TileSeries, outputs: Int, taps: Int) {
    let outputTiles = Divisors(of: outputs)
    let tapTiles = Divisors(of: taps)
    guard outputTiles.all.count * tapTiles.all.count * taps <= Self.limit else { return nil }
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
