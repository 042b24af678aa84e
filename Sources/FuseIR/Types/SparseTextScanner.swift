/// Takes words, numbers, signs and affine expressions from the text of an attribute.
struct SparseTextScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  private var operators = 0

  /// Expressions are walked recursively.
  private static let maximumDepth = 100
  private static let maximumOperators = 1000

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Where the next thing stands.
  var place: Int {
    mutating get {
      skipBlanks()
      return position
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "/")
      {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
        position += 1
      } else {
        return
      }
    }
  }

  /// Takes the given sign or word if it is next; a word has to end there.
  mutating func takes(_ text: StaticString) -> Bool {
    skipBlanks()
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
    if text.utf8Start[count - 1].continuesBareIdentifier, position + count < bytes.count,
      bytes[position + count].continuesBareIdentifier
    {
      return false
    }
    position += count
    return true
  }

  mutating func expect(
    _ sign: StaticString, _ where: String? = nil
  ) throws(SparseEncodingError) {
    guard takes(sign) else {
      let context = `where`.map { " \($0)" } ?? ""
      throw SparseEncodingError("expected '\(sign)'\(context)", at: place)
    }
  }

  mutating func expectEnd() throws(SparseEncodingError) {
    skipBlanks()
    guard position == bytes.count else {
      throw SparseEncodingError("expected the end of the attribute", at: position)
    }
  }

  /// A bare identifier if one is next, and where it stands.
  mutating func takeName() -> (name: String, place: Int)? {
    skipBlanks()
    guard position < bytes.count, bytes[position].startsBareIdentifier else { return nil }
    let start = position
    while position < bytes.count, bytes[position].continuesBareIdentifier { position += 1 }
    return (String(decoding: bytes[start..<position], as: UTF8.self), start)
  }

  /// An integer, perhaps with a minus sign, if one is next.
  mutating func takeInteger() throws(SparseEncodingError) -> Int64? {
    let start = place
    let isNegative = takes("-")
    skipBlanks()
    guard position < bytes.count, bytes[position].isDigit else {
      position = start
      return nil
    }
    var value: Int64 = 0
    while position < bytes.count, bytes[position].isDigit {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(bytes[position] - 48))
      guard !overflow, !carry else {
        throw SparseEncodingError("integer constant out of range", at: start)
      }
      value = sum
      position += 1
    }
    return isNegative ? -value : value
  }

  /// The text up to the comma or the bracket that ends it, without blanks at its ends.
  mutating func takeValue() -> String {
    skipBlanks()
    let start = position
    var open = 0
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
          position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position, bytes.count - 1)
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if open == 0 { break scan }
        open -= 1
      case UInt8(ascii: ",") where open == 0: break scan
      default: break
      }
      position += 1
    }
    var end = position
    while end > start, bytes[end - 1] == UInt8(ascii: " ") || (9...13).contains(bytes[end - 1]) {
      end -= 1
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  // MARK: Affine expressions

  /// A sum of products of the named dimensions, symbols and integers.
  mutating func readExpression(
    dimensions: [String], symbols: [String]
  ) throws(SparseEncodingError) -> AffineExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw SparseEncodingError("the expression is nested too deeply", at: place)
    }
    var sum = try readProduct(dimensions, symbols)
    while true {
      if takes("+") {
        try countOperator()
        sum = .sum(sum, try readProduct(dimensions, symbols))
      } else if !isAtArrow, takes("-") {
        try countOperator()
        sum = .sum(sum, .product(try readProduct(dimensions, symbols), .constant(-1)))
      } else {
        return sum
      }
    }
  }

  private var isAtArrow: Bool {
    mutating get {
      skipBlanks()
      return position + 1 < bytes.count && bytes[position] == UInt8(ascii: "-")
        && bytes[position + 1] == UInt8(ascii: ">")
    }
  }

  private mutating func countOperator() throws(SparseEncodingError) {
    operators += 1
    guard operators <= Self.maximumOperators else {
      throw SparseEncodingError(
        "affine maps may have at most \(Self.maximumOperators) operators", at: position)
    }
  }

  private mutating func readProduct(
    _ dimensions: [String], _ symbols: [String]
  ) throws(SparseEncodingError) -> AffineExpression {
    var product = try readFactor(dimensions, symbols)
    while true {
      let start = place
      if takes("*") {
        try countOperator()
        let factor = try readFactor(dimensions, symbols)
        guard product.isSymbolicOrConstant || factor.isSymbolicOrConstant else {
          throw SparseEncodingError(
            "non-affine expression: at least one of the multiply operands has to be either a "
              + "constant or symbolic", at: start)
        }
        product = .product(product, factor)
        continue
      }
      let words: [StaticString] = ["floordiv", "ceildiv", "mod"]
      guard let word = words.firstIndex(where: { takes($0) }) else { return product }
      try countOperator()
      let divisor = try readFactor(dimensions, symbols)
      guard divisor.isSymbolicOrConstant else {
        throw SparseEncodingError(
          "non-affine expression: right operand of \(words[word]) has to be either a constant or "
            + "symbolic", at: start)
      }
      switch word {
      case 0: product = .floorQuotient(product, divisor)
      case 1: product = .ceilQuotient(product, divisor)
      default: product = .remainder(product, divisor)
      }
    }
  }

  private mutating func readFactor(
    _ dimensions: [String], _ symbols: [String]
  ) throws(SparseEncodingError) -> AffineExpression {
    let start = place
    if takes("(") {
      let inner = try readExpression(dimensions: dimensions, symbols: symbols)
      try expect(")")
      return inner
    }
    if let value = try takeInteger() { return .constant(value) }
    if takes("-") {
      try countOperator()
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.maximumDepth else {
        throw SparseEncodingError("the expression is nested too deeply", at: start)
      }
      return .product(try readFactor(dimensions, symbols), .constant(-1))
    }
    guard let (name, _) = takeName() else {
      throw SparseEncodingError("expected affine expression", at: start)
    }
    if let index = dimensions.firstIndex(of: name) { return .dimension(index) }
    if let index = symbols.firstIndex(of: name) { return .symbol(index) }
    throw SparseEncodingError("use of undeclared identifier", at: start)
  }
}
