import Glibc

/// What blocks of a streaming fabric cost, in tokens: one token a cycle and block. Pure formulas, all in expectation.
///
/// Sources: the token rules of the Sparse Abstract Machine (Hsu et al., ASPLOS 2023) and the timing of the Comal simulator
/// (FuseFlow, ASPLOS 2026), measured on its blocks.
public enum StreamFormulas {
  /// The chance that at least one of `count` elements is stored where each is with the chance `density`.
  public static func chanceOfAny(_ density: Double, among count: Double) -> Double {
    if density >= 1 { return count > 0 ? 1 : 0 }
    return -expm1(count * log1p(-max(0, density)))
  }

  /// Tokens of a level scanner: a coordinate each, and a stop that closes each fiber.
  public static func scan(coordinates: Double, fibers: Double) -> Double { coordinates + fibers }

  /// Steps of a joiner: one for each coordinate that any side has, and one for the stop of each fiber. `sides` are the
  /// coordinates of each, `space` is how many there could be (fibers × extent).
  public static func join(sides: [Double], space: Double, fibers: Double) -> Double {
    guard space > 0 else { return fibers }
    var absent = 1.0
    for side in sides { absent *= 1 - min(1, side / space) }
    return space * (1 - absent) + fibers
  }

  /// Steps of a joiner of two sides that have `both` coordinates in common.
  public static func join(_ a: Double, _ b: Double, both: Double, fibers: Double) -> Double {
    max(max(a, b), a + b - both) + fibers
  }

  /// Tokens of an accumulator: the products with their stops, one cycle for each flush, and on a fabric whose flush takes a
  /// cycle for each entry, the entries.
  public static func accumulate(
    products: Double, fibers: Double, flushes: Double, entries: Double, flushesByEntry: Bool
  ) -> Double {
    products + fibers + (flushesByEntry ? max(flushes, entries) : flushes)
  }

  /// Tokens of a matrix product over the stored entries of one operand: each traverses the stored entries of a row of the other,
  /// and the stop behind them.
  public static func product(entries: Double, perRow: Double) -> Double { entries * (perRow + 1) }
}
