// `dense<...>` and `sparse<...>`. The type comes last, so literals are collected as tokens first.

/// The literals inside `dense<...>`, and the shape that their brackets give.
private struct ElementsLiteral {
  struct Element {
    let token: Token
    let isNegative: Bool
  }
  var elements: [Element] = []
  /// Empty where no list was written: a splat.
  var shape: [Int64] = []
  var hasList = false
  /// Whether elements are pairs in parentheses.
  var isComplex = false
  /// A string that stands alone: a blob in hex, or one string.
  var blob: Token?
}

extension Parser {
  /// `dense<...> : type`.
  mutating func parseDenseElementsAttribute(
    _ type: TypeID?
  ) throws(ParseFailure) -> AttributeID {
    let start = Int(token.start)
    advance()
    let literal = try parseElementsLiteral()
    let shaped = try parseShapedType(type, from: start)
    return try elementsAttribute(literal, shaped, at: start..<previousEnd)
  }

  /// `sparse<indices, values> : type`.
  mutating func parseSparseAttribute(_ type: TypeID?) throws(ParseFailure) -> AttributeID {
    let start = Int(token.start)
    advance()
    try parse(.less)
    guard token.kind != .greater else {
      advance()
      let shaped = try parseShapedType(type, from: start)
      let rank = Int64(module.shape(of: shaped)?.count ?? 0)
      let none = ElementsLiteral(elements: [], shape: [0, rank], hasList: true)
      let indices = try elementsAttribute(
        none, module.tensorType([0, rank], .i64), at: start..<previousEnd)
      let values = try elementsAttribute(
        ElementsLiteral(elements: [], shape: [0], hasList: true),
        module.tensorType([0], module.elementType(of: shaped)), at: start..<previousEnd)
      return module.intern(.sparse(indices: indices, values: values, shaped))
    }
    let indicesPlace = Int(token.start)
    var indexLiteral = try parseElementsContents()
    let indicesEnd = previousEnd
    guard indexLiteral.blob == nil else {
      throw error("expected integers as sparse indices", at: indicesPlace..<indicesEnd)
    }
    try parse(.comma)
    let valuesPlace = Int(token.start)
    let valueLiteral = try parseElementsContents()
    let valuesEnd = previousEnd
    try parse(.greater)
    let shaped = try parseShapedType(type, from: start)
    let shape = module.shape(of: shaped) ?? []
    let rank = Int64(shape.count)
    if indexLiteral.shape == [0] { indexLiteral.shape = [0, rank] }
    // One index stands for all dimensions of all values when it is written without brackets.
    let count =
      indexLiteral.shape.first ?? (valueLiteral.shape.first ?? 1)
    let indexShape = indexLiteral.shape.isEmpty ? [count, rank] : indexLiteral.shape
    guard indexShape.count <= 2, indexShape.count == 1 || indexShape[1] == rank else {
      throw error(
        "expected sparse indices of shape [n, \(rank)]", at: indicesPlace..<indicesEnd)
    }
    let fullIndexShape = indexShape.count == 2 ? indexShape : [1, indexShape[0]]
    guard fullIndexShape[1] == rank else {
      throw error(
        "expected sparse indices of shape [n, \(rank)]", at: indicesPlace..<indicesEnd)
    }
    var indices = indexLiteral
    if !indices.shape.isEmpty { indices.shape = fullIndexShape }
    let indexAttribute = try elementsAttribute(
      indices, module.tensorType(fullIndexShape, .i64), at: indicesPlace..<indicesEnd)
    try checkIndices(indexAttribute, shape, at: indicesPlace..<indicesEnd)
    let valueAttribute = try elementsAttribute(
      valueLiteral, module.tensorType([fullIndexShape[0]], module.elementType(of: shaped)),
      at: valuesPlace..<valuesEnd)
    return module.intern(
      .sparse(indices: indexAttribute, values: valueAttribute, shaped))
  }

  /// Reports a sparse index that lies outside of the shape.
  private mutating func checkIndices(
    _ indices: AttributeID, _ shape: [Int64], at place: Range<Int>
  ) throws(ParseFailure) {
    guard !shape.isEmpty, let values = module.denseIntegers(indices) else { return }
    for (number, index) in values.enumerated() {
      let dimension = number % shape.count
      let isSplat = values.count == 1
      let limit = isSplat ? shape.min() ?? 0 : shape[dimension]
      guard index >= 0, index < limit else {
        throw error(
          "sparse index #\(number / shape.count) is not contained within the value shape", at: place
        )
      }
    }
  }

  // MARK: Literals

  private mutating func parseElementsLiteral() throws(ParseFailure) -> ElementsLiteral {
    try parse(.less)
    if parseOptional(.greater) { return ElementsLiteral() }
    let literal = try parseElementsContents()
    try parse(.greater)
    return literal
  }

  private mutating func parseElementsContents() throws(ParseFailure) -> ElementsLiteral {
    var literal = ElementsLiteral()
    if token.kind == .string {
      literal.blob = token
      literal.elements.append(.init(token: token, isNegative: false))
      advance()
    } else if token.kind == .leftSquare {
      literal.hasList = true
      try parseElementsList(&literal, level: 0)
    } else {
      try parseElement(&literal)
    }
    return literal
  }

  private mutating func parseElementsList(
    _ literal: inout ElementsLiteral, level: Int
  ) throws(ParseFailure) {
    try enter()
    defer { leave() }
    let place = place
    advance()
    var count: Int64 = 0
    let isOutermostVisit = level == literal.shape.count
    if isOutermostVisit { literal.shape.append(-1) }
    if !parseOptional(.rightSquare) {
      repeat {
        if token.kind == .leftSquare {
          // A list where elements stood before, or the other way round, is no tensor.
          guard literal.shape.count > level + 1 || literal.shape[level] == -1 && count == 0 else {
            throw raggedLiteral(at: self.place)
          }
          try parseElementsList(&literal, level: level + 1)
        } else {
          guard literal.shape.count == level + 1 else { throw raggedLiteral(at: self.place) }
          try parseElement(&literal)
        }
        count += 1
      } while parseOptional(.comma)
      guard token.kind == .rightSquare else { throw error("expected ',' or ']'") }
      advance()
    }
    if literal.shape[level] == -1 {
      literal.shape[level] = count
    } else if literal.shape[level] != count {
      throw raggedLiteral(at: place)
    }
    // An empty list has no elements of any further dimension.
    if count == 0, literal.shape.count > level + 1 { throw raggedLiteral(at: place) }
  }

  private mutating func raggedLiteral(at place: Range<Int>) -> ParseFailure {
    error(
      "tensor literal is invalid; ranks are not consistent between elements", at: place)
  }

  private mutating func parseElement(
    _ literal: inout ElementsLiteral
  ) throws(ParseFailure) {
    if token.kind == .leftParenthesis {
      literal.isComplex = true
      advance()
      try parseScalarElement(&literal)
      try parse(.comma)
      try parseScalarElement(&literal)
      try parse(.rightParenthesis)
    } else {
      guard !literal.isComplex else { throw error("expected '('") }
      try parseScalarElement(&literal)
    }
  }

  private mutating func parseScalarElement(
    _ literal: inout ElementsLiteral
  ) throws(ParseFailure) {
    let isNegative = parseOptional(.minus)
    switch token.kind {
    case .integer, .float: break
    case .string where !isNegative: break
    case .bareIdentifier where !isNegative && (isAt("true") || isAt("false")): break
    default: throw error("expected element literal of primitive type")
    }
    literal.elements.append(.init(token: token, isNegative: isNegative))
    if literal.elements.count > options.maximumElementCount {
      try checkElementCount(Int64(literal.elements.count), at: token.range)
    }
    advance()
  }

  // MARK: Conversion

  private mutating func elementsAttribute(
    _ literal: ElementsLiteral, _ type: TypeID, at place: Range<Int>
  ) throws(ParseFailure) -> AttributeID {
    let element = module.elementType(of: type)
    let count = module.elementCount(of: type) ?? 0
    if let blob = literal.blob, module.elementByteCount(of: element) != nil {
      return try blobAttribute(blob, type, element, count, at: place)
    }
    let shape = module.shape(of: type) ?? []
    if literal.hasList, literal.shape != shape {
      throw error(
        "inferred shape of elements literal (\(Self.text(literal.shape))) does not match type "
          + "(\(Self.text(shape)))", at: place)
    }
    if literal.elements.isEmpty, count != 0 {
      throw error(
        "parsed zero elements, but type ('\(module.text(of: type))') expected at least 1",
        at: place)
    }
    guard module.elementByteCount(of: element) != nil else {
      return try stringsAttribute(literal, type)
    }
    var bytes: [UInt8] = []
    if !literal.elements.isEmpty { try appendElements(literal, element, to: &bytes, at: place) }
    return intern(bytes, type, count: count, isSplat: !literal.hasList)
  }

  /// Dense elements of the given bytes; all alike are a splat.
  private mutating func intern(
    _ bytes: [UInt8], _ type: TypeID, count: Int64, isSplat: Bool
  ) -> AttributeID {
    var bytes = bytes
    var isSplat = (isSplat && !bytes.isEmpty) || count == 1
    if !isSplat, count > 1 {
      let size = bytes.count / Int(count)
      if Self.repeats(bytes, every: size) {
        isSplat = true
        bytes = Array(bytes.prefix(size))
      }
    }
    return module.intern(
      .denseElements(DenseElements(type: type, isSplat: isSplat, bytes: bytes)))
  }

  private static func repeats(_ bytes: [UInt8], every size: Int) -> Bool {
    guard size > 0 else { return false }
    var index = size
    while index < bytes.count {
      guard bytes[index] == bytes[index - size] else { return false }
      index += 1
    }
    return true
  }

  private mutating func appendElements(
    _ literal: ElementsLiteral, _ element: TypeID, to bytes: inout [UInt8], at place: Range<Int>
  ) throws(ParseFailure) {
    var scalar = element
    if case .complex(let part) = module.type(element) {
      guard literal.isComplex else {
        throw error("expected complex elements, written as (real, imaginary)", at: place)
      }
      scalar = part
    } else if literal.isComplex {
      throw error("expected element type to be complex", at: place)
    }
    switch module.type(scalar) {
    case .float(let kind):
      let byteCount = (kind.width + 7) / 8
      bytes.reserveCapacity(literal.elements.count * byteCount)
      for item in literal.elements {
        guard item.token.kind == .float || item.token.kind == .integer else {
          throw error("expected floating point elements", at: item.token.range)
        }
        let words = try floatBits(item.token, isNegative: item.isNegative, kind)
        bytes.appendLittleEndian(words, byteCount: byteCount)
      }
    case .index: try appendIntegers(literal, width: 64, .signed, scalar, to: &bytes)
    case .integer(let width, let signedness):
      try appendIntegers(literal, width: width, signedness, scalar, to: &bytes)
    default: throw error("invalid element type of elements literal", at: place)
    }
  }

  private mutating func appendIntegers(
    _ literal: ElementsLiteral, width: Int, _ signedness: Signedness, _ type: TypeID,
    to bytes: inout [UInt8]
  ) throws(ParseFailure) {
    let byteCount = max(1, (width + 7) / 8)
    bytes.reserveCapacity(literal.elements.count * byteCount)
    for item in literal.elements {
      switch item.token.kind {
      case .bareIdentifier:
        guard width == 1 else {
          throw error("expected i1 type for 'true' or 'false' values", at: item.token.range)
        }
        bytes.append(matches(item.token, "true") ? 1 : 0)
        continue
      case .integer: break
      case .float:
        throw error(
          "expected integer elements, but parsed floating-point", at: item.token.range)
      default: throw error("expected integer elements", at: item.token.range)
      }
      if item.isNegative, signedness == .unsigned {
        throw error(
          "expected unsigned integer elements, but parsed negative value", at: item.token.range)
      }
      let words = try integerBits(
        item.token, isNegative: item.isNegative, width: width, signedness, type)
      bytes.appendLittleEndian(words, byteCount: byteCount)
    }
  }

  private mutating func stringsAttribute(
    _ literal: ElementsLiteral, _ type: TypeID
  ) throws(ParseFailure) -> AttributeID {
    var strings: [StringID] = []
    for item in literal.elements {
      guard item.token.kind == .string else {
        throw error(
          "expected string elements for elements of another dialect's type",
          at: item.token.range)
      }
      strings.append(internString(item.token))
    }
    if let first = strings.first, strings.allSatisfy({ $0 == first }) { strings = [first] }
    return module.intern(.denseStrings(strings, type))
  }

  // MARK: Blobs

  private mutating func blobAttribute(
    _ blob: Token, _ type: TypeID, _ element: TypeID, _ count: Int64, at place: Range<Int>
  ) throws(ParseFailure) -> AttributeID {
    guard let data = hexBytes(blob) else {
      throw error(
        "expected string containing hex digits starting with `0x`", at: blob.range)
    }
    let size = module.elementByteCount(of: element) ?? 1
    if data.count > size { try checkElementCount(count, at: blob.range) }
    if element == .i1, let bits = Self.unpackedBits(data, count: count) {
      return intern(bits, type, count: count, isSplat: bits.count == 1)
    }
    let (full, overflow) = Int(clamping: count).multipliedReportingOverflow(by: size)
    let isFull = !overflow && data.count == full
    guard isFull || (data.count == size && count > 0) else {
      throw error(
        "elements hex data size is invalid for provided type: '\(module.text(of: type))'",
        at: place)
    }
    return intern(data, type, count: count, isSplat: !isFull)
  }

  /// The bytes that a string of `0x` and hexadecimal digits gives; nil for another string.
  func hexBytes(_ token: Token) -> [UInt8]? {
    let bytes = lexer.bytes
    let start = Int(token.start) + 1
    let end = Int(token.end) - 1
    guard end - start >= 2, bytes[start] == UInt8(ascii: "0"),
      bytes[start + 1] == UInt8(ascii: "x"),
      (end - start) % 2 == 0
    else { return nil }
    var data: [UInt8] = []
    data.reserveCapacity((end - start) / 2)
    var index = start + 2
    while index < end {
      guard let high = bytes[index].hexDigitValue, let low = bytes[index + 1].hexDigitValue else {
        return nil
      }
      data.append(high << 4 | low)
      index += 2
    }
    return data
  }

  /// One byte per bit of a blob of `i1`: packed eight to a byte, as MLIR up to 22 writes them, or
  /// one byte each, as later versions do. One byte of all zeros or all ones is a splat.
  private static func unpackedBits(_ data: [UInt8], count: Int64) -> [UInt8]? {
    if data.count == 1, count == 1 { return [data[0] == 0 ? 0 : 1] }
    if data.count == 1, count > 0, data[0] == 0 || data[0] == 0xFF { return [data[0] & 1] }
    guard let count = Int(exactly: count), count / 8 <= data.count else { return nil }
    if data.count == (count + 7) / 8 {
      return (0..<count).map { data[$0 / 8] >> UInt8($0 % 8) & 1 }
    }
    if data.count == count { return data.map { $0 & 1 } }
    return nil
  }

  private static func text(_ shape: [Int64]) -> String {
    "[\(shape.map { String($0) }.joined(separator: ", "))]"
  }
}
