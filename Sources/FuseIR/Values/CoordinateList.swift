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

  /// The numbers of two entries with equal coordinates, which are within the shape, if there are such.
  public func duplicate() -> (first: Int, second: Int)? {
    let order = Self.order(coordinates, sizes: shape, count: count)
    let rank = shape.count
    for (a, b) in zip(order, order.dropFirst()) {
      let isEqual = (0..<rank).allSatisfy {
        coordinates[Int(a) * rank + $0] == coordinates[Int(b) * rank + $0]
      }
      if isEqual { return (Int(a), Int(b)) }
    }
    return nil
  }

  /// The entries in dense form, each stored; an error where one of its size is beyond the limits, where a value does not fit
  /// an integer element type, or for complex elements.
  public func tensor(_ element: ElementType) throws(SparseStorageError) -> Tensor {
    guard var result = Tensor(zeros: shape, element) else {
      throw SparseStorageError(
        "a dense tensor of shape \(shape) takes more than \(Tensor.byteLimit) bytes")
    }
    let strides = Tensor.strides(of: shape)
    let rank = shape.count
    let offsets = (0..<count).map { entry in
      (0..<rank).reduce(0) { $0 + Int(coordinates[entry * rank + $1]) * strides[$1] }
    }
    switch element {
    case .float(.f32):
      result.withMutableElements(as: Float.self) { floats in
        for (entry, offset) in offsets.enumerated() { floats[offset] = Float(values[entry]) }
      }
    case .float(let format):
      var floats = [Double](repeating: 0, count: result.count)
      for (entry, offset) in offsets.enumerated() { floats[offset] = values[entry] }
      result = Tensor(floats, shape: shape, format) ?? result
    case .integer, .index:
      var integers = [Int64](repeating: 0, count: result.count)
      for (entry, offset) in offsets.enumerated() {
        guard let integer = Int64(exactly: values[entry]) else {
          throw SparseStorageError(
            "the value \(values[entry]) is no \(element.name)", entry: entry)
        }
        integers[offset] = integer
      }
      result = Tensor(integers, shape: shape, element) ?? result
      let kept = result.integers()
      for (entry, offset) in offsets.enumerated() where kept?[offset] != integers[offset] {
        throw SparseStorageError(
          "the value \(values[entry]) does not fit \(element.name)", entry: entry)
      }
    case .complex: throw SparseStorageError("values of type \(element) are not stored")
    }
    var pattern = StoredPattern(count: result.count)
    for offset in offsets { pattern.insert(offset) }
    result.stored = pattern
    return result
  }

  /// The numbers of `count` entries, given by their coordinates side by side, in lexicographic order; those of equal ones in
  /// the order of the list. By one number per entry where the sizes allow.
  static func order(_ coordinates: [Int32], sizes: [Int], count: Int) -> [Int32] {
    let width = sizes.count
    var order = (0..<Int32(count)).map { $0 }
    var product: UInt64 = 1
    var fits = true
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: UInt64(max(size, 1)))
      fits = fits && !overflow
      product = next
    }
    guard fits else {
      order.sort { a, b in
        for column in 0..<width {
          let x = coordinates[Int(a) * width + column]
          let y = coordinates[Int(b) * width + column]
          if x != y { return x < y }
        }
        return a < b
      }
      return order
    }
    var keys: [UInt64] = []
    keys.reserveCapacity(count)
    var isSorted = true
    for entry in 0..<count {
      var key: UInt64 = 0
      for column in 0..<width {
        key = key * UInt64(max(sizes[column], 1)) + UInt64(coordinates[entry * width + column])
      }
      if let last = keys.last, last > key { isSorted = false }
      keys.append(key)
    }
    if !isSorted { order.sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) } }
    return order
  }

  /// The coordinates of an entry.
  public func coordinates(of entry: Int) -> ArraySlice<Int32> {
    coordinates[entry * shape.count..<(entry + 1) * shape.count]
  }
}
