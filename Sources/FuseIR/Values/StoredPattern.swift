/// Which elements of a tensor are stored, in row-major order: one bit each.
public struct StoredPattern: Sendable, Equatable {
  /// The most elements that a pattern may have.
  public static let countLimit = 1 << 34

  /// The number of elements.
  public let count: Int
  private var words: [UInt64]

  /// No element is stored, or all are.
  public init(count: Int, all: Bool = false) {
    self.count = count
    words = [UInt64](repeating: all ? .max : 0, count: (count + 63) / 64)
    if all, count % 64 != 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
  }

  /// The elements that differ from zero; NaN and infinities do.
  public init(nonzerosOf tensor: Tensor) {
    self.init(count: tensor.count)
    tensor.withBytes { bytes in
      switch tensor.elementType {
      case .float(.f32):
        for (index, bits) in bytes.bindMemory(to: UInt32.self).enumerated()
        where bits << 1 != 0 {
          insert(index)
        }
      default:
        let width = tensor.elementType.storageByteWidth
        // The sign of a float's zero stands in its highest bit; a complex number has two.
        let part: Int? =
          switch tensor.elementType {
          case .float: width
          case .complex: width / 2
          case .integer, .index: nil
          }
        for index in 0..<tensor.count {
          for byte in 0..<width {
            let isSign = part.map { byte % $0 == $0 - 1 } ?? false
            if bytes[index * width + byte] & (isSign ? 0x7F : 0xFF) != 0 {
              insert(index)
              break
            }
          }
        }
      }
    }
  }

  /// Whether an element is stored.
  public subscript(index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 != 0 }

  /// Makes an element stored.
  public mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }

  /// Makes an element absent.
  public mutating func remove(_ index: Int) { words[index >> 6] &= ~(1 << UInt64(index & 63)) }

  /// The pattern with all elements that an encoding stores beside those that are stored: those of whole blocks, where a
  /// dense level lies below one that is not.
  public func completed(for encoding: SparseEncoding, shape: [Int]) -> StoredPattern {
    let outer = encoding.levels.prefix { $0.isDense }.count
    guard encoding.isDirect, encoding.levels[outer...].contains(where: \.isDense) else {
      return self
    }
    var list = CoordinateList(shape: shape)
    let strides = Tensor.strides(of: shape)
    for index in 0..<count where self[index] {
      list.append(shape.indices.map { index / strides[$0] % shape[$0] }, 1)
    }
    let storage = try? SparseStorage(list, encoding: encoding)
    return (try? storage?.pattern()) ?? self
  }

  /// The number of stored elements.
  public var storedCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
