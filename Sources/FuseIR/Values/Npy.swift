/// What is wrong with the bytes of an `.npy` file.
public struct NpyError: Error, Equatable, Sendable {
  /// A sentence fragment that says what was found and what is needed.
  public let message: String
}

/// NumPy's file format for one array.
///
/// Kinds that NumPy has no code for come as void types: `<V2` is bf16, `<V1` an 8-bit float or a
/// narrow integer, as the reader's element type decides; they are written the same way.
public enum Npy {
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// The array in `bytes`, in row-major order.
  ///
  /// - Parameter expected: the element type to read the array as; an error where the file holds
  ///   another one, or void elements of another width. Nil takes the file's own type.
  public static func read(
    _ bytes: [UInt8], as expected: ElementType? = nil
  ) throws(NpyError) -> Tensor {
    let header = try NpyHeader(bytes)
    let elementType = try header.elementType(expected: expected)
    guard let count = Tensor.elementCount(of: header.shape) else {
      throw NpyError(message: "the shape \(header.shape) is too large")
    }
    let width = header.itemSize
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    let found = bytes.count - header.dataOffset
    guard !overflow, found >= size else {
      throw NpyError(
        message: "the file ends early: shape \(header.shape) of \(header.descriptor) needs "
          + "\(overflow ? "too many" : "\(size)") bytes, and \(found) are there")
    }
    guard found == size else {
      throw NpyError(message: "\(found - size) bytes follow the array")
    }
    var data = [UInt8](bytes[header.dataOffset...])
    if header.isBigEndian {
      swapBytes(&data, unit: elementType.isComplex ? width / 2 : width)
    }
    if header.isFortranOrder && header.shape.count > 1 {
      data = rowMajor(data, shape: header.shape, width: width)
    }
    guard let tensor = Tensor(bytes: data, shape: header.shape, elementType) else {
      throw NpyError(
        message: "the array of shape \(header.shape) takes more than \(Tensor.byteLimit) bytes")
    }
    return tensor
  }

  /// The file that holds `tensor`: format 1.0, row-major, little-endian.
  public static func write(_ tensor: Tensor) -> [UInt8] {
    var shape = tensor.shape.map(String.init).joined(separator: ", ")
    if tensor.rank == 1 { shape += "," }
    var header = "{'descr': '\(descriptor(of: tensor.elementType))', "
    header += "'fortran_order': False, 'shape': (\(shape)), }"
    // The data starts at a multiple of 64 bytes; the header's last byte is a line feed.
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let isLong = header.utf8.count > 0xFFFF
    var bytes = magic
    bytes.reserveCapacity(magic.count + 6 + header.utf8.count + tensor.byteCount)
    bytes += isLong ? [2, 0] : [1, 0]
    let length = UInt32(truncatingIfNeeded: header.utf8.count)
    for shift in stride(from: UInt32(0), to: isLong ? 32 : 16, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: length >> shift))
    }
    bytes += header.utf8
    tensor.withBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// NumPy's type string for an element type, such as `<f4`.
  public static func descriptor(of elementType: ElementType) -> String {
    switch elementType {
    case .index: return "<i8"
    case .complex(let format): return format == .f32 ? "<c8" : "<c16"
    case .float(let format):
      switch format {
      case .f16: return "<f2"
      case .f32: return "<f4"
      case .f64: return "<f8"
      case .bf16: return "<V2"
      case .f8E5M2: return "<f1"
      case .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4, .f8E8M0FNU,
        .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
        return "<V\(format.byteWidth)"
      }
    case .integer(let kind):
      if kind.bitWidth == 1 { return "|b1" }
      if kind.bitWidth < 8 { return "<V1" }
      let width = elementType.storageByteWidth
      return "\(width == 1 ? "|" : "<")\(kind.isZeroExtended ? "u" : "i")\(width)"
    }
  }

  private static func swapBytes(_ data: inout [UInt8], unit: Int) {
    guard unit > 1 else { return }
    var start = 0
    while start + unit <= data.count {
      var low = start
      var high = start + unit - 1
      while low < high {
        data.swapAt(low, high)
        low += 1
        high -= 1
      }
      start += unit
    }
  }

  private static func rowMajor(_ data: [UInt8], shape: [Int], width: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: data.count)
    var strides = [Int](repeating: width, count: shape.count)
    for dimension in 1..<shape.count {
      strides[dimension] = strides[dimension - 1] * shape[dimension - 1]
    }
    var position = [Int](repeating: 0, count: shape.count)
    var source = 0
    var target = 0
    while target < data.count {
      for byte in 0..<width { result[target + byte] = data[source + byte] }
      target += width
      for dimension in stride(from: shape.count - 1, through: 0, by: -1) {
        position[dimension] += 1
        source += strides[dimension]
        if position[dimension] < shape[dimension] { break }
        source -= strides[dimension] * shape[dimension]
        position[dimension] = 0
      }
    }
    return result
  }
}

extension ElementType {
  var isComplex: Bool {
    switch self {
    case .complex: true
    case .integer, .index, .float: false
    }
  }
}
