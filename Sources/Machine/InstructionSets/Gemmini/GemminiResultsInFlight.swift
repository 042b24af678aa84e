/// The latest results of the array that may not have reached local memory yet.
///
/// Time is counted in rows that the array streams, the least it can take, so a result is taken for
/// in flight at least as long as it is.
struct GemminiResultsInFlight {
  private struct Result {
    var base: GemminiLocalAddress
    var extent: Int
    var arrival: Int
  }

  /// Cycles from a row's entry into the array until its result is written.
  private let latency: Int
  private let dimension: Int
  private var results: [Result] = []
  private var clock = 0

  /// Creates the empty set.
  init(configuration: GemminiConfiguration) {
    dimension = configuration.dimension
    latency =
      2 * configuration.dimension + configuration.scratchpadReadDelay
      + configuration.accumulatorLatency
  }

  /// Forgets all results: they have arrived.
  mutating func removeAll() {
    if !results.isEmpty { results.removeAll(keepingCapacity: true) }
  }

  /// Adds a compute that writes `destination`, or nothing that can be read.
  mutating func append(
    _ destination: GemminiOperand?, stride: Int, streamedRows: Int, hasNewOperand: Bool
  ) {
    clock += hasNewOperand ? max(dimension, streamedRows) : max(4, streamedRows)
    if !results.isEmpty { results.removeAll { $0.arrival <= clock } }
    guard let destination else { return }
    let rows = Int(destination.rows)
    results.append(
      Result(
        base: destination.address, extent: max(0, rows - 1) * stride + min(rows, 1),
        arrival: clock + latency))
  }

  /// The base of a result on its way that `extent` rows from `address` on overlap without starting
  /// at it, or nil.
  ///
  /// Results arrive in order, so a read that waits for one has waited for all before it.
  func hazard(_ address: GemminiLocalAddress, extent: Int) -> GemminiLocalAddress? {
    for result in results.reversed()
    where result.arrival > clock && result.base.isAccumulator == address.isAccumulator {
      let base = result.base.row
      if base == address.row { return nil }
      if address.row < base + result.extent && base < address.row + extent { return result.base }
    }
    return nil
  }
}
