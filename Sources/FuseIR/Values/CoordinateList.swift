/// Entries of a tensor, each with its coordinates and its value, in any order.
public struct CoordinateList: Sendable, Equatable {
  /// The sizes of the dimensions.
  public let shape: [Int]
  /// The coordinates of all entries, those of an entry side by side in the order of the dimensions, from 0.
  public private(set) var coordinates: [Int32] = []
  /// The value of each entry.
  public private(set) var values: [Double] = []

  /// The number of entries.
  public var count: Int { values.count }

  /// An empty list of a tensor's entries.
  public init(shape: [Int]) { self.shape = shape }

  /// Adds an entry, whose coordinates are within the shape.
  public mutating func append(_ coordinates: some Collection<Int>, _ value: Double) {
    for coordinate in coordinates { self.coordinates.append(Int32(truncatingIfNeeded: coordinate)) }
    values.append(value)
  }

  /// Makes room for more entries.
  public mutating func reserveCapacity(_ count: Int) {
    coordinates.reserveCapacity(count * shape.count)
    values.reserveCapacity(count)
  }

  /// The entries of a tensor that are stored by a pattern, without one those that differ from zero; nil for complex
  /// elements.
  public init?(_ tensor: Tensor, stored: StoredPattern? = nil) {
    guard let numbers = tensor.floats() ?? tensor.integers()?.map({ Double($0) }) else {
      return nil
    }
    self.init(shape: tensor.shape)
    let stored = stored ?? StoredPattern(nonzerosOf: tensor)
    reserveCapacity(stored.storedCount)
    var position = [Int](repeating: 0, count: shape.count)
    for (index, value) in numbers.enumerated() {
      if stored[index] { append(position, value) }
      for dimension in stride(from: position.count - 1, through: 0, by: -1) {
        position[dimension] += 1
        if position[dimension] < shape[dimension] { break }
        position[dimension] = 0
      }
    }
  }

  /// The coordinates of an entry.
  public func coordinates(of entry: Int) -> ArraySlice<Int32> {
    coordinates[entry * shape.count..<(entry + 1) * shape.count]
  }
}
