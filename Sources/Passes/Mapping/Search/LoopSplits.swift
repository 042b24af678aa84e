import Glibc
import Machine

/// The ways to split one loop of a layer over the memories and along an axis.
struct LoopSplits {
  let dimension: LayerDimension
  /// The loop's extent.
  let size: Int
  /// The tiles of each level, then what runs along an axis.
  let candidates: [[Int]]
  /// The counts of each candidate at each level outside its tile, of those inside all tiles, and along the axis.
  let counts: [[Double]]
  /// The logarithms of `counts`.
  let logarithms: [[Double]]
  private let whole: Int
  private let places: [[Int]: Int]

  /// The splits of a loop of the given size.
  ///
  /// - Parameters:
  ///   - levels: how many memories have tiles.
  ///   - limit: the most steps along an axis.
  ///   - whole: how many of the outermost tiles must have all of the loop.
  init(_ dimension: LayerDimension, size: Int, levels: Int, limit: Int, whole: Int = 0) {
    self.dimension = dimension
    self.size = size
    self.whole = whole
    var chains: [[Int]] = [[]]
    for level in 0..<levels {
      chains = chains.flatMap { chain in
        level < whole ? [chain + [size]] : divisors(of: chain.last ?? size).map { chain + [$0] }
      }
    }
    let candidates = chains.flatMap { chain in
      divisors(of: chain.last ?? size).filter { $0 <= limit }.map { chain + [$0] }
    }
    self.candidates = candidates
    counts = candidates.map { candidate in
      var outer = size
      var parts = candidate.map { tile in
        defer { outer = tile }
        return Double(outer / tile)
      }
      parts.append(Double(outer))
      return parts
    }
    logarithms = counts.map { $0.map { log($0) } }
    places = Dictionary(
      candidates.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The candidate near a split of a loop that may be longer: no tile is larger, nor does more run along an axis, but where
  /// a tile must have all of the loop.
  func nearest(to tiles: [Int]) -> Int {
    var outer = size
    let chain = tiles.enumerated().map { level, tile in
      if level >= whole { outer = divisors(of: outer).last { $0 <= tile } ?? 1 }
      return outer
    }
    return places[chain] ?? 0
  }

  /// The candidates in which some steps have gone from one memory's loops to another's, inwards or outwards.
  ///
  /// - Parameter primesOnly: whether as few steps as can be go at a time.
  func moves(
    of candidate: Int, inwards: Bool, primesOnly: Bool
  ) -> [Int] {
    let own = candidates[candidate]
    // The loops of each memory, and those inside all tiles; what runs along an axis stays.
    let placeCount = own.count
    var result: [Int] = []
    for outer in 0..<placeCount - 1 {
      for inner in outer + 1..<placeCount {
        let steps = Int(counts[candidate][inwards ? outer : inner])
        var rest = steps
        for factor in divisors(of: steps).dropFirst() {
          if primesOnly {
            guard rest % factor == 0 else { continue }
            while rest % factor == 0 { rest /= factor }
          }
          // The tiles of the memories between the two grow, or shrink.
          var next = own
          for level in outer..<inner {
            next[level] = inwards ? next[level] * factor : next[level] / factor
          }
          if let index = places[next] { result.append(index) }
        }
      }
    }
    if !inwards, !primesOnly { result += smaller(than: candidate) }
    return result
  }

  /// The candidates with a smaller tile at one level that does not divide the one there is; tiles inside that were as large
  /// stay as large.
  private func smaller(than candidate: Int) -> [Int] {
    let own = candidates[candidate]
    var result: [Int] = []
    for level in 0..<own.count - 1 {
      let outer =
        level > 0 ? own[level - 1] : own[0] * Int(counts[candidate][0])
      for tile in divisors(of: outer) where tile < own[level] && own[level] % tile != 0 {
        var next = own
        next[level] = tile
        for inner in level + 1..<own.count {
          let isWhole = inner < own.count - 1 && own[inner] == own[inner - 1]
          next[inner] =
            isWhole ? next[inner - 1] : greatestCommonDivisor(next[inner], next[inner - 1])
        }
        if let index = places[next] { result.append(index) }
      }
    }
    return result
  }
}

/// The largest number that divides both.
private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
