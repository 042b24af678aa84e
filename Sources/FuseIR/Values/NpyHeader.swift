/// The header of an `.npy` file: a Python dictionary with the element type, order and shape.
struct NpyHeader {
  /// NumPy's type string, such as `<f4`.
  private(set) var descriptor = ""
  /// Whether the first index varies fastest.
  private(set) var isFortranOrder = false
  /// The size of each dimension.
  private(set) var shape: [Int] = []
  /// Where the elements start in the file.
  let dataOffset: Int
  /// Whether elements are stored most significant byte first.
  private(set) var isBigEndian = false
  /// NumPy's letter for the kind of element: `b`, `i`, `u`, `f`, `c`, or `V`.
  private(set) var kindLetter: UInt8 = 0
  /// The bytes of one element.
  private(set) var itemSize = 0

  private static let longestHeader = 1 << 20

  /// The header at the start of `bytes`.
  init(_ bytes: [UInt8]) throws(NpyError) {
    guard bytes.count >= 10, bytes.starts(with: Npy.magic) else {
      throw NpyError(message: "this is not an .npy file: it does not start with \\x93NUMPY")
    }
    let major = bytes[6]
    guard (1...3).contains(major) else {
      throw NpyError(
        message: "format version \(major).\(bytes[7]) is not known; 1.0, 2.0 and 3.0 are")
    }
    let lengthBytes = major == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start else { throw NpyError(message: "the file ends in its header") }
    var length = 0
    for position in 0..<lengthBytes { length |= Int(bytes[8 + position]) << (8 * position) }
    guard length <= NpyHeader.longestHeader, bytes.count - start >= length else {
      throw NpyError(message: "the file ends in its header of \(length) bytes")
    }
    dataOffset = start + length
    var reader = PythonLiteralReader(bytes: bytes[start..<dataOffset])
    try readDictionary(&reader)
    try readDescriptor()
  }

  private mutating func readDictionary(_ reader: inout PythonLiteralReader) throws(NpyError) {
    var seen: [String] = []
    try reader.expect("{")
    while !reader.accept("}") {
      let key = try reader.string()
      if seen.contains(key) { throw NpyError(message: "the header has '\(key)' twice") }
      seen.append(key)
      try reader.expect(":")
      switch key {
      case "descr": descriptor = try reader.string()
      case "fortran_order": isFortranOrder = try reader.boolean()
      case "shape": shape = try reader.tuple()
      default: throw NpyError(message: "the header has the unknown key '\(key)'")
      }
      if !reader.accept(",") {
        try reader.expect("}")
        break
      }
    }
    for key in ["descr", "fortran_order", "shape"] where !seen.contains(key) {
      throw NpyError(message: "the header lacks '\(key)'")
    }
    guard reader.isAtEnd else { throw NpyError(message: "text follows the header's dictionary") }
  }

  private mutating func readDescriptor() throws(NpyError) {
    let letters = [UInt8](descriptor.utf8)
    guard letters.count >= 3, letters.count <= 6 else { throw unknownDescriptor }
    switch letters[0] {
    case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "="): isBigEndian = false
    case UInt8(ascii: ">"): isBigEndian = true
    default: throw unknownDescriptor
    }
    kindLetter = letters[1]
    for digit in letters[2...] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { throw unknownDescriptor }
      itemSize = itemSize * 10 + Int(digit - UInt8(ascii: "0"))
    }
    guard itemSize > 0 else { throw unknownDescriptor }
  }

  private var unknownDescriptor: NpyError {
    NpyError(message: "the element type '\(descriptor)' is not supported")
  }

  /// The element type to read the array as.
  func elementType(expected: ElementType?) throws(NpyError) -> ElementType {
    guard let expected else { return try ownElementType() }
    if accepts(expected) { return expected }
    throw NpyError(
      message: "the file holds \(try describe()) ('\(descriptor)'), and \(expected.name) is needed "
        + "('\(Npy.descriptor(of: expected))')")
  }

  private func describe() throws(NpyError) -> String {
    kindLetter == UInt8(ascii: "V") || descriptor.hasSuffix("f1")
      ? "elements of \(itemSize) bytes" : try ownElementType().name
  }

  private func ownElementType() throws(NpyError) -> ElementType {
    switch (kindLetter, itemSize) {
    case (UInt8(ascii: "b"), 1): return .i1
    case (UInt8(ascii: "i"), 1): return .i8
    case (UInt8(ascii: "i"), 2): return .i16
    case (UInt8(ascii: "i"), 4): return .i32
    case (UInt8(ascii: "i"), 8): return .i64
    case (UInt8(ascii: "u"), 1): return .ui8
    case (UInt8(ascii: "u"), 2): return .ui16
    case (UInt8(ascii: "u"), 4): return .ui32
    case (UInt8(ascii: "u"), 8): return .ui64
    case (UInt8(ascii: "f"), 2): return .f16
    case (UInt8(ascii: "f"), 4): return .f32
    case (UInt8(ascii: "f"), 8): return .f64
    case (UInt8(ascii: "c"), 8): return .complexF32
    case (UInt8(ascii: "c"), 16): return .complexF64
    case (UInt8(ascii: "V"), _), (UInt8(ascii: "f"), 1):
      throw NpyError(
        message: "the elements are of the void type '\(descriptor)'; an element type is needed")
    default: throw unknownDescriptor
    }
  }

  /// Whether the array's bytes may be read as `expected`.
  private func accepts(_ expected: ElementType) -> Bool {
    guard itemSize == expected.storageByteWidth else { return false }
    switch expected {
    case .index: return kindLetter == UInt8(ascii: "i")
    case .complex: return kindLetter == UInt8(ascii: "c")
    case .float(let kind):
      switch kind {
      case .f16, .f32, .f64: return kindLetter == UInt8(ascii: "f")
      case .bf16: return kindLetter == UInt8(ascii: "V")
      case .f8E5M2:
        return kindLetter == UInt8(ascii: "V") || kindLetter == UInt8(ascii: "f")
      case .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ, .f8E3M4, .f8E8M0FNU,
        .f6E2M3FN, .f6E3M2FN, .f4E2M1FN, .tf32:
        return kindLetter == UInt8(ascii: "V")
      }
    case .integer(let kind):
      if kind.bitWidth == 1 { return kindLetter == UInt8(ascii: "b") }
      let isVoid = kindLetter == UInt8(ascii: "V") && kind.bitWidth < 8
      let isInteger = kindLetter == UInt8(ascii: "i") && kind.signedness != .unsigned
      let isNatural = kindLetter == UInt8(ascii: "u") && kind.signedness != .signed
      return isVoid || isInteger || isNatural
    }
  }
}

/// A reader for the few Python literals of an `.npy` header.
private struct PythonLiteralReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  /// Whether only white space is left.
  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position == bytes.endIndex
    }
  }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(NpyError) {
    if !accept(character) {
      throw NpyError(message: "the header is malformed: '\(character)' expected")
    }
  }

  mutating func string() throws(NpyError) -> String {
    skipSpace()
    guard position < bytes.endIndex, [0x27, 0x22].contains(bytes[position]) else {
      throw NpyError(message: "the header is malformed: a quoted string expected")
    }
    let quote = bytes[position]
    let start = position + 1
    guard let end = bytes[start...].firstIndex(of: quote) else {
      throw NpyError(message: "the header is malformed: a string does not end")
    }
    position = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  mutating func boolean() throws(NpyError) -> Bool {
    skipSpace()
    for (text, value) in [("True", true), ("False", false)]
    where bytes[position...].starts(with: text.utf8) {
      position += text.utf8.count
      return value
    }
    throw NpyError(message: "the header is malformed: True or False expected")
  }

  mutating func tuple() throws(NpyError) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !accept(")") {
      sizes.append(try size())
      _ = accept("L")
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func size() throws(NpyError) -> Int {
    skipSpace()
    var value = 0
    let start = position
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(bytes[position] - 0x30))
      guard !overflow, !carry else {
        throw NpyError(message: "a size in the header is larger than 2^63")
      }
      value = sum
      position += 1
    }
    guard position > start else {
      throw NpyError(message: "the header is malformed: a size expected")
    }
    return value
  }
}
