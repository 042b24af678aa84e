// Types: builtin ones, dialect types verbatim, and aliases.

extension Parser {
  /// A type; a function type needs its parentheses: `(i32) -> i32`.
  public mutating func parseType() throws(ParseFailure) -> TypeID {
    if token.kind == .leftParenthesis { return try parseFunctionTypeValue() }
    return try parseNonFunctionType()
  }

  /// A type if one is next.
  public mutating func parseOptionalType() throws(ParseFailure) -> TypeID? {
    startsType ? try parseType() : nil
  }

  /// `: type`.
  public mutating func parseColonType() throws(ParseFailure) -> TypeID {
    try parse(.colon)
    return try parseType()
  }

  /// `type, type, ...`, at least one.
  public mutating func parseTypeList() throws(ParseFailure) -> [TypeID] {
    var types: [TypeID] = []
    repeat { types.append(try parseType()) } while parseOptional(.comma)
    return types
  }

  /// `: type, type, ...`, at least one.
  public mutating func parseColonTypeList() throws(ParseFailure) -> [TypeID] {
    try parse(.colon)
    return try parseTypeList()
  }

  /// `(types) -> results`, as at the end of a generic op.
  public mutating func parseFunctionType() throws(ParseFailure)
    -> (inputs: [TypeID], results: [TypeID])
  {
    guard token.kind == .leftParenthesis else { throw error("expected function type") }
    let inputs = try parseTypeListInParentheses()
    try parse(.arrow)
    return (inputs, try parseResultTypes())
  }

  /// `(types) -> results`: pushes all on the scratch stack of types, and returns the index of the first result.
  mutating func parseFunctionTypeOntoStack() throws(ParseFailure) -> Int {
    guard token.kind == .leftParenthesis else { throw error("expected function type") }
    try parseTypesInParenthesesOntoStack()
    try parse(.arrow)
    let firstResult = scratch.types.count
    if token.kind == .leftParenthesis {
      try parseTypesInParenthesesOntoStack()
    } else {
      scratch.types.append(try parseNonFunctionType())
    }
    return firstResult
  }

  private mutating func parseTypesInParenthesesOntoStack() throws(ParseFailure) {
    advance()
    if parseOptional(.rightParenthesis) { return }
    repeat { scratch.types.append(try parseType()) } while parseOptional(.comma)
    guard token.kind == .rightParenthesis else { throw error("expected ',' or ')'") }
    advance()
  }

  /// `-> type` or `-> (types)`; an empty list where no arrow is next.
  public mutating func parseOptionalArrowTypeList() throws(ParseFailure) -> [TypeID] {
    parseOptional(.arrow) ? try parseResultTypes() : []
  }

  /// `type` or `(types)`, as behind an arrow.
  mutating func parseResultTypes() throws(ParseFailure) -> [TypeID] {
    if token.kind == .leftParenthesis { return try parseTypeListInParentheses() }
    return [try parseNonFunctionType()]
  }

  /// `()` or `(type, ...)`.
  public mutating func parseTypeListInParentheses() throws(ParseFailure) -> [TypeID] {
    try parse(.leftParenthesis)
    if parseOptional(.rightParenthesis) { return [] }
    let types = try parseTypeList()
    guard token.kind == .rightParenthesis else { throw error("expected ',' or ')'") }
    advance()
    return types
  }

  private mutating func parseFunctionTypeValue() throws(ParseFailure) -> TypeID {
    try enter()
    defer { leave() }
    let (inputs, results) = try parseFunctionType()
    return module.intern(.function(inputs: inputs, results: results))
  }

  /// The scalar types that programs are full of.
  private func commonType(_ token: Token) -> TypeID? {
    let start = Int(token.start)
    let bytes = lexer.bytes
    let count = token.end - token.start
    guard count == 2 || count == 3 else { return nil }
    switch (count, bytes[start], bytes[start + 1]) {
    case (2, UInt8(ascii: "i"), UInt8(ascii: "1")): return .i1
    case (2, UInt8(ascii: "i"), UInt8(ascii: "8")): return .i8
    case (3, UInt8(ascii: "i"), UInt8(ascii: "3")) where bytes[start + 2] == UInt8(ascii: "2"):
      return .i32
    case (3, UInt8(ascii: "i"), UInt8(ascii: "6")) where bytes[start + 2] == UInt8(ascii: "4"):
      return .i64
    case (3, UInt8(ascii: "f"), UInt8(ascii: "3")) where bytes[start + 2] == UInt8(ascii: "2"):
      return .f32
    case (3, UInt8(ascii: "f"), UInt8(ascii: "6")) where bytes[start + 2] == UInt8(ascii: "4"):
      return .f64
    default: return nil
    }
  }

  /// Whether the next token can begin a type.
  private var startsType: Bool {
    switch token.kind {
    case .leftParenthesis, .exclamationIdentifier: true
    case .bareIdentifier: BuiltinTypeName(token, in: lexer.bytes) != nil
    default: false
    }
  }

  mutating func parseNonFunctionType() throws(ParseFailure) -> TypeID {
    switch token.kind {
    case .exclamationIdentifier:
      return try parseExtendedType()
    case .bareIdentifier:
      if let known = commonType(token) {
        advance()
        return known
      }
      guard let name = BuiltinTypeName(token, in: lexer.bytes) else { break }
      switch name {
      case .integer(let signedness): return try parseIntegerType(signedness)
      case .float(let kind):
        advance()
        return module.intern(.float(kind))
      case .index:
        advance()
        return .index
      case .none:
        advance()
        return .none
      case .complex, .memref, .tensor, .tuple, .vector:
        return try parseCompositeType(name)
      }
    default: break
    }
    throw error("expected non-function type")
  }

  /// A type with `<...>`. Large programs write few types many times, so the text is looked up first.
  private mutating func parseCompositeType(
    _ name: BuiltinTypeName
  ) throws(ParseFailure) -> TypeID {
    let start = Int(token.start)
    if let (known, end, levels) = typeCache.find(at: start, in: lexer.bytes) {
      try pass(levels: levels)
      resume(at: end)
      return TypeID(raw: known)
    }
    let line = lexer.line
    let deepest = startMeasuringDepth()
    try enter()
    let expansion = spending.expansion
    advance()
    let type: TypeID
    switch name {
    case .tensor: type = try parseTensorType()
    case .memref: type = try parseMemrefType()
    case .vector: type = try parseVectorType(from: start)
    case .tuple: type = try parseTupleType()
    default: type = try parseComplexType()
    }
    leave()
    let levels = endMeasuringDepth(deepest)
    // A type with aliases in it is read again each time, because each use is counted.
    if isOnOneLine(from: start, line), spending.expansion == expansion {
      typeCache.insert(type.raw, depth: levels, start..<previousEnd, in: lexer.bytes)
    }
    return type
  }

  private mutating func parseIntegerType(
    _ signedness: Signedness
  ) throws(ParseFailure) -> TypeID {
    let digits = Int(token.start) + (signedness == .signless ? 1 : 2)..<Int(token.end)
    guard let width = integer(in: digits), width <= 16_777_215 else {
      throw error("integer bitwidth is limited to 16777215 bits", at: token.range)
    }
    advance()
    return module.intern(.integer(width: Int(width), signedness))
  }

  private mutating func parseComplexType() throws(ParseFailure) -> TypeID {
    try parse(.less)
    let place = place
    let element = try parseType()
    switch module.type(element) {
    case .float, .integer: break
    default: throw error("invalid element type for complex", at: place)
    }
    try parse(.greater)
    return module.intern(.complex(element))
  }

  private mutating func parseTupleType() throws(ParseFailure) -> TypeID {
    var types: [TypeID] = []
    try parseCommaSeparatedList(.angle) { (parser: inout Parser) throws(ParseFailure) in
      types.append(try parser.parseType())
    }
    return module.intern(.tuple(types))
  }

  private mutating func parseTensorType() throws(ParseFailure) -> TypeID {
    try parse(.less)
    if token.kind == .star {
      let place = place
      try parseStarX()
      let element = try parseElementType()
      guard token.kind == .greater else {
        throw error("an unranked tensor has no encoding", at: place)
      }
      advance()
      return module.intern(.unrankedTensor(element: element))
    }
    let shape = try parseDimensions(allowDynamic: true)
    let element = try parseElementType()
    var encoding: AttributeID?
    if parseOptional(.comma), token.kind != .greater {
      let attribute = try parseAttribute()
      try checkEncoding(attribute, of: shape, element)
      encoding = attribute
    }
    try parse(.greater)
    return module.tensorType(shape, element, encoding: encoding)
  }

  private mutating func parseVectorType(from start: Int) throws(ParseFailure) -> TypeID {
    try parse(.less)
    var shape: [Int64] = []
    var scalable: [Bool] = []
    while token.kind == .integer || token.kind == .leftSquare {
      let isScalable = parseOptional(.leftSquare)
      guard token.kind == .integer else { throw error("expected static size in vector type") }
      let size = try parseDimension()
      if isScalable { try parse(.rightSquare) }
      guard size > 0 else {
        throw error(
          "vector types must have positive constant sizes but got \(size)",
          at: start..<previousEnd)
      }
      shape.append(size)
      scalable.append(isScalable)
      try parseX()
    }
    let place = place
    let element = try parseType()
    switch module.type(element) {
    case .integer, .index, .float: break
    case .dialect(let dialect, _) where UpstreamDialects.hold(module.string(dialect)): break
    default: throw error("vector elements must be integers, floats or index", at: place)
    }
    try parse(.greater)
    return module.intern(.vector(shape: shape, scalable: scalable, element: element))
  }

  private mutating func parseMemrefType() throws(ParseFailure) -> TypeID {
    try parse(.less)
    if token.kind == .star {
      try parseStarX()
      let element = try parseMemrefElementType()
      var space: AttributeID?
      if parseOptional(.comma) { space = try parseMemorySpace() }
      try parse(.greater)
      return module.intern(.unrankedMemref(element: element, space: space))
    }
    let shape = try parseDimensions(allowDynamic: true)
    let element = try parseMemrefElementType()
    var layout: AttributeID?
    var space: AttributeID?
    while parseOptional(.comma) {
      let place = place
      guard space == nil else {
        throw error("multiple memory spaces specified in memref type", at: place)
      }
      let attribute = try parseAttribute()
      if try isLayout(attribute, rank: shape.count, at: place) {
        layout = attribute
      } else {
        space = attribute
      }
    }
    try parse(.greater)
    // The identity layout and the space 0 are what a memref has without saying so.
    if let written = layout, case .affineMap(let map) = module.attribute(written), map.isIdentity {
      layout = nil
    }
    if let written = space, case .integer(0, _) = module.attribute(written) { space = nil }
    return module.intern(.memref(shape: shape, element: element, layout: layout, space: space))
  }

  private mutating func parseMemorySpace() throws(ParseFailure) -> AttributeID? {
    let place = place
    let attribute = try parseAttribute()
    guard isMemorySpace(attribute) else {
      throw error("unsupported memory space Attribute", at: place)
    }
    if case .integer(0, _) = module.attribute(attribute) { return nil }
    return attribute
  }

  /// Whether an attribute may be a memory space: as in MLIR, not one of a dialect that nobody knows.
  private func isMemorySpace(_ attribute: AttributeID) -> Bool {
    switch module.attribute(attribute) {
    case .integer, .string, .dictionary: true
    case .dialect(let dialect, _): UpstreamDialects.hold(module.string(dialect))
    default: false
    }
  }

  /// Whether an attribute of a memref is its layout rather than its memory space.
  private mutating func isLayout(
    _ attribute: AttributeID, rank: Int, at place: Range<Int>
  ) throws(ParseFailure) -> Bool {
    switch module.attribute(attribute) {
    case .affineMap(let map):
      guard map.dimensionCount == rank else {
        throw error(
          "memref layout mismatch between rank and affine map: \(rank) != \(map.dimensionCount)",
          at: place)
      }
      return true
    case .strided(let strides, _):
      guard strides.count == rank else {
        throw error("expected the number of strides to match the rank", at: place)
      }
      return true
    default:
      guard isMemorySpace(attribute) else {
        throw error("unsupported memory space Attribute", at: place)
      }
      return false
    }
  }

  private mutating func parseElementType() throws(ParseFailure) -> TypeID {
    let place = place
    let element = try parseType()
    switch module.type(element) {
    case .integer, .index, .float, .complex, .vector, .dialect: return element
    default: throw error("invalid element type of a tensor", at: place)
    }
  }

  /// The element type of a memref: as in MLIR, not one of a dialect that nobody knows.
  private mutating func parseMemrefElementType() throws(ParseFailure) -> TypeID {
    let place = place
    let element = try parseType()
    switch module.type(element) {
    case .integer, .index, .float, .complex, .vector, .memref, .unrankedMemref: return element
    case .dialect(let dialect, _) where UpstreamDialects.hold(module.string(dialect)):
      return element
    default: throw error("invalid element type of a memref", at: place)
    }
  }

  // MARK: Dimensions

  /// `4x?x8x`: extents that are each followed by `x`; the element type stays.
  public mutating func parseDimensions(allowDynamic: Bool) throws(ParseFailure) -> [Int64] {
    var shape: [Int64] = []
    while token.kind == .integer || token.kind == .question {
      if token.kind == .question {
        guard allowDynamic else { throw error("expected static shape") }
        advance()
        shape.append(Dimension.dynamic)
      } else {
        shape.append(try parseDimension())
        try appendJoinedDimensions(to: &shape)
      }
      try parseX()
    }
    return shape
  }

  /// Takes all but the last of the extents in `x4x8x16xf32`, which lexes as one name: read one by one, the rest of a long
  /// name would be read again for each.
  private mutating func appendJoinedDimensions(to shape: inout [Int64]) throws(ParseFailure) {
    let bytes = lexer.bytes
    var index = Int(token.start)
    guard token.kind == .bareIdentifier, bytes[index] == UInt8(ascii: "x") else { return }
    let start = index
    while true {
      var end = index + 1
      while end < bytes.count, bytes[end].isDigit { end += 1 }
      guard end > index + 1, end < bytes.count, bytes[end] == UInt8(ascii: "x") else { break }
      guard let extent = integer(in: index + 1..<end) else {
        throw error("invalid dimension: it does not fit 64 bits", at: index + 1..<end)
      }
      shape.append(extent)
      index = end
    }
    if index > start { restart(at: index) }
  }

  /// One extent. `0x10` is the extent 0 followed by `x10`.
  private mutating func parseDimension() throws(ParseFailure) -> Int64 {
    let start = Int(token.start)
    if token.range.count > 1, lexer.bytes[start + 1] == UInt8(ascii: "x") {
      restart(at: start + 1)
      return 0
    }
    guard let extent = integer(in: token.range) else {
      throw error("invalid dimension: it does not fit 64 bits")
    }
    advance()
    return extent
  }

  /// The `x` between extents, which lexes as the beginning of a name.
  private mutating func parseX() throws(ParseFailure) {
    guard token.kind == .bareIdentifier, lexer.bytes[Int(token.start)] == UInt8(ascii: "x") else {
      throw error("expected 'x' in dimension list")
    }
    restart(at: Int(token.start) + 1)
  }

  private mutating func parseStarX() throws(ParseFailure) {
    try parse(.star)
    try parseX()
  }
}

/// The builtin types by the word that they begin with.
private enum BuiltinTypeName {
  case integer(Signedness)
  case float(FloatKind)
  case index, none, complex, memref, tensor, tuple, vector

  /// The type that the word begins, if any.
  init?(_ token: Token, in bytes: UnsafeBufferPointer<UInt8>) {
    let start = Int(token.start)
    let count = Int(token.end - token.start)
    func isDigits(from offset: Int) -> Bool {
      count > offset && (offset..<count).allSatisfy { bytes[start + $0].isDigit }
    }
    func spells(_ word: StaticString) -> Bool {
      word.utf8CodeUnitCount == count
        && word.withUTF8Buffer { buffer in
          (0..<count).allSatisfy { bytes[start + $0] == buffer[$0] }
        }
    }
    switch bytes[start] {
    case UInt8(ascii: "t"):
      if spells("tensor") { self = .tensor; return }
      if spells("tuple") { self = .tuple; return }
      if spells("tf32") { self = .float(.tf32); return }
    case UInt8(ascii: "i"):
      if isDigits(from: 1) { self = .integer(.signless); return }
      if spells("index") { self = .index; return }
    case UInt8(ascii: "f"):
      if spells("f32") { self = .float(.f32); return }
      if spells("f64") { self = .float(.f64); return }
      if let kind = Self.floatKind(bytes[start..<start + count]) { self = .float(kind); return }
    case UInt8(ascii: "b"):
      if spells("bf16") { self = .float(.bf16); return }
    case UInt8(ascii: "s"):
      if count > 2, bytes[start + 1] == UInt8(ascii: "i"), isDigits(from: 2) {
        self = .integer(.signed)
        return
      }
    case UInt8(ascii: "u"):
      if count > 2, bytes[start + 1] == UInt8(ascii: "i"), isDigits(from: 2) {
        self = .integer(.unsigned)
        return
      }
    case UInt8(ascii: "v"):
      if spells("vector") { self = .vector; return }
    case UInt8(ascii: "m"):
      if spells("memref") { self = .memref; return }
    case UInt8(ascii: "c"):
      if spells("complex") { self = .complex; return }
    case UInt8(ascii: "n"):
      if spells("none") { self = .none; return }
    default: break
    }
    return nil
  }

  private static func floatKind(_ word: UnsafeBufferPointer<UInt8>.SubSequence) -> FloatKind? {
    guard word.count < 16, word.count > 1, word[word.startIndex + 1].isDigit else { return nil }
    let text = String(decoding: word, as: UTF8.self)
    return FloatKind(rawValue: text)
  }
}
