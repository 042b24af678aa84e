/// Reads the text of `#sparse_tensor.encoding<...>`, in every form that mlir-opt reads.
///
/// `[s0]{l0, l1}(d0 = l0, d1 = l1 : #sparse_tensor<slice(0, 4, 1)>) -> (l0 = d0 : dense, l1 = d1 : compressed(nonunique))`
/// declares symbols and level variables, and says for each dimension what it is in level variables; all but the
/// dimensions and the levels may be left out.
struct SparseEncodingReader: ~Copyable {
  private var scanner: SparseTextScanner
  private var symbols: [String] = []
  private var levelNames: [String] = []
  private var dimensionNames: [String] = []
  private var slices: [SparseEncoding.Slice?] = []
  /// What dimensions are in level variables, as far as it is said, and where.
  private var inverses: [(expression: AffineExpression, place: Int)?] = []
  private var levels: [SparseLevel] = []

  /// The most dimensions, levels or symbols of an encoding: each is looked up among the others.
  private static let nameLimit = 256

  /// Reads `.encoding<{...}>`, the text behind the dialect's name.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(SparseEncodingError) -> SparseEncoding {
    var reader = SparseEncodingReader(scanner: SparseTextScanner(bytes))
    return try reader.readEncoding()
  }

  private init(scanner: SparseTextScanner) { self.scanner = scanner }

  private mutating func readEncoding() throws(SparseEncodingError) -> SparseEncoding {
    guard scanner.takes(".encoding") || scanner.takes("encoding") else {
      throw SparseEncodingError("expected #sparse_tensor.encoding<...>")
    }
    try scanner.expect("<")
    try scanner.expect("{")
    var widths = [0, 0]
    var values: [String?] = [nil, nil]
    var hasMap = false
    while let (key, place) = scanner.takeName() {
      let number = ["posWidth", "crdWidth", "explicitVal", "implicitVal"].firstIndex(of: key)
      guard key == "map" || number != nil else {
        throw SparseEncodingError("unexpected key: \(key)", at: place)
      }
      try scanner.expect("=")
      switch number {
      case nil:
        guard !hasMap else { throw SparseEncodingError("the key 'map' stands twice", at: place) }
        hasMap = true
        try readMap()
      case 0?: widths[0] = try readWidth("position")
      case 1?: widths[1] = try readWidth("index")
      case let index?: values[index - 2] = try readValue(key)
      }
      guard scanner.takes(",") else { break }
    }
    try scanner.expect("}")
    try scanner.expect(">")
    try scanner.expectEnd()
    let hasSlices = slices.contains { $0 != nil }
    let encoding = SparseEncoding(
      dimensionCount: dimensionNames.count, symbolCount: symbols.count, levels: levels,
      slices: hasSlices ? slices.map { $0 ?? .init(offset: 0, size: nil, stride: 1) } : [],
      positionWidth: widths[0], coordinateWidth: widths[1], explicitValue: values[0],
      implicitValue: values[1])
    if encoding.problem == nil { try checkInverses() }
    return encoding
  }

  private mutating func readWidth(_ what: String) throws(SparseEncodingError) -> Int {
    let place = scanner.place
    let text = scanner.takeValue()
    let parts = text.split(separator: ":", maxSplits: 1).map { Substring($0).trimmed }
    guard let first = parts.first, let width = Int(first) else {
      throw SparseEncodingError("expected an integral \(what) bitwidth", at: place)
    }
    return width
  }

  private mutating func readValue(_ key: String) throws(SparseEncodingError) -> String {
    let place = scanner.place
    let text = scanner.takeValue()
    let isNumber =
      text == "true" || text == "false" || text.hasPrefix("#complex.number")
      || text.drop { $0 == "-" || $0.isWhitespace }.first?.isNumber ?? false
    guard isNumber else {
      throw SparseEncodingError("expected a numeric value for \(key)", at: place)
    }
    return text
  }

  // MARK: The map

  private mutating func readMap() throws(SparseEncodingError) {
    if scanner.takes("[") { symbols = try readNames(closedBy: "]") }
    if scanner.takes("{") { levelNames = try readNames(closedBy: "}") }
    try scanner.expect("(", "in dimension-specifier list")
    if !scanner.takes(")") {
      repeat { try readDimension() } while scanner.takes(",")
      try scanner.expect(")", "in dimension-specifier list")
    }
    try scanner.expect("->")
    try scanner.expect("(", "in level-specifier list")
    let place = scanner.place
    if !scanner.takes(")") {
      repeat { try readLevel() } while scanner.takes(",")
      try scanner.expect(")", "in level-specifier list")
    }
    guard levelNames.isEmpty || levelNames.count == levels.count else {
      throw SparseEncodingError(
        "Level-rank mismatch between forward-declarations and specifiers. Declared "
          + "\(levelNames.count) level-variables; but got \(levels.count) level-specifiers.",
        at: place)
    }
  }

  private mutating func readNames(
    closedBy end: StaticString
  ) throws(SparseEncodingError) -> [String] {
    var names: [String] = []
    if scanner.takes(end) { return names }
    repeat { names.append(try readNewName(among: names)) } while scanner.takes(",")
    try scanner.expect(end)
    return names
  }

  private mutating func readNewName(
    among names: [String] = []
  ) throws(SparseEncodingError) -> String {
    let place = scanner.place
    guard let (name, _) = scanner.takeName() else {
      throw SparseEncodingError("expected bare identifier", at: place)
    }
    guard max(names.count, dimensionNames.count) < Self.nameLimit else {
      throw SparseEncodingError(
        "an encoding may have at most \(Self.nameLimit) dimensions, levels and symbols",
        at: place)
    }
    guard !(names + symbols + levelNames + dimensionNames).contains(name) else {
      throw SparseEncodingError("redefinition of identifier '\(name)'", at: place)
    }
    return name
  }

  /// `d0`, `d0 = l0` or `d0 : #sparse_tensor<slice(0, 4, 1)>`.
  private mutating func readDimension() throws(SparseEncodingError) {
    let name = try readNewName()
    var inverse: (AffineExpression, Int)?
    if scanner.takes("=") {
      let place = scanner.place
      inverse = (
        try scanner.readExpression(dimensions: levelNames, symbols: symbols), place
      )
    }
    var slice: SparseEncoding.Slice?
    if scanner.takes(":") { slice = try readSlice() }
    dimensionNames.append(name)
    inverses.append(inverse.map { (expression: $0.0, place: $0.1) })
    slices.append(slice)
  }

  private mutating func readSlice() throws(SparseEncodingError) -> SparseEncoding.Slice {
    let place = scanner.place
    guard scanner.takes("#sparse_tensor"), scanner.takes("<"), scanner.takes("slice"),
      scanner.takes("(")
    else { throw SparseEncodingError("expected SparseTensorDimSliceAttr", at: place) }
    var parts: [Int?] = []
    repeat {
      let place = scanner.place
      if scanner.takes("?") {
        parts.append(nil)
      } else if let value = try scanner.takeInteger() {
        let least = parts.count == 0 ? 0 : 1
        guard value >= least else {
          throw SparseEncodingError(
            "expect positive value or ? for slice \(["offset", "size", "stride"][min(parts.count, 2)])",
            at: place)
        }
        parts.append(Int(value))
      } else {
        throw SparseEncodingError("expected an integer or '?'", at: place)
      }
    } while scanner.takes(",")
    try scanner.expect(")")
    try scanner.expect(">")
    guard parts.count == 3 else {
      throw SparseEncodingError("expected offset, size and stride of a slice", at: place)
    }
    return SparseEncoding.Slice(offset: parts[0], size: parts[1], stride: parts[2])
  }

  /// `d0 : dense`, `l0 = d0 floordiv 4 : compressed(nonunique)`.
  private mutating func readLevel() throws(SparseEncodingError) {
    guard levels.count < Self.nameLimit else {
      throw SparseEncodingError(
        "an encoding may have at most \(Self.nameLimit) dimensions, levels and symbols",
        at: scanner.place)
    }
    if !levelNames.isEmpty {
      let place = scanner.place
      guard let (name, _) = scanner.takeName() else {
        throw SparseEncodingError("expected bare identifier", at: place)
      }
      guard let index = levelNames.firstIndex(of: name) else {
        throw SparseEncodingError("use of undeclared identifier '\(name)'", at: place)
      }
      guard index == levels.count else {
        throw SparseEncodingError(
          "level-variables are bound in the order of their declaration", at: place)
      }
      try scanner.expect("=")
    }
    let expression = try scanner.readExpression(dimensions: dimensionNames, symbols: symbols)
    try scanner.expect(":")
    levels.append(try readFormat(of: expression))
  }

  private mutating func readFormat(
    of expression: AffineExpression
  ) throws(SparseEncodingError) -> SparseLevel {
    let place = scanner.place
    guard let (word, _) = scanner.takeName() else {
      throw SparseEncodingError(
        "expected valid level format (e.g. dense, compressed or singleton)", at: place)
    }
    let sizes = word == "structured" ? try readStructuredSizes(at: place) : nil
    var properties: Set<String> = []
    if scanner.takes("("), !scanner.takes(")") {
      repeat { properties.insert(try readProperty()) } while scanner.takes(",")
      try scanner.expect(")", "in level property list")
    }
    let format: SparseLevel.Format
    switch word {
    case "dense": format = .dense
    case "batch": format = .batch
    case "compressed": format = .compressed
    case "loose_compressed": format = .looseCompressed
    case "singleton": format = .singleton
    case "structured": format = .structured(entries: sizes?.0 ?? 0, size: sizes?.1 ?? 0)
    default: throw SparseEncodingError("unknown level format: \(word)", at: place)
    }
    let hasProperties =
      switch format {
      case .compressed, .looseCompressed, .singleton: true
      case .dense, .batch, .structured: false
      }
    guard hasProperties || properties.isEmpty else {
      throw SparseEncodingError(
        "invalid level type: level format doesn't support the properties", at: place)
    }
    let (dimension, part) = Self.part(expression)
    return SparseLevel(
      dimension, format, part: part, isOrdered: !properties.contains("nonordered"),
      isUnique: !properties.contains("nonunique"),
      isStructureOfArrays: properties.contains("soa"))
  }

  private mutating func readProperty() throws(SparseEncodingError) -> String {
    let place = scanner.place
    guard let (word, _) = scanner.takeName() else {
      throw SparseEncodingError(
        "expected valid level property (e.g. nonordered, nonunique or high)", at: place)
    }
    guard ["nonunique", "nonordered", "soa"].contains(word) else {
      throw SparseEncodingError("unknown level property: \(word)", at: place)
    }
    return word
  }

  private mutating func readStructuredSizes(
    at place: Int
  ) throws(SparseEncodingError) -> (Int, Int) {
    var sizes: [Int] = []
    if scanner.takes("["), !scanner.takes("]") {
      repeat {
        let place = scanner.place
        guard let size = try scanner.takeInteger() else {
          throw SparseEncodingError("expected valid integer for structured size", at: place)
        }
        guard size >= 0 else {
          throw SparseEncodingError("expected structured size to be >= 0", at: place)
        }
        guard size < 256 else {
          throw SparseEncodingError("expected structured size to be < 256", at: place)
        }
        sizes.append(Int(size))
      } while scanner.takes(",")
      try scanner.expect("]", "in structured n out of m")
    }
    guard sizes.count == 2 else {
      throw SparseEncodingError("expected exactly 2 structured sizes", at: place)
    }
    guard sizes[0] <= sizes[1] else {
      throw SparseEncodingError("expected n <= m in n_out_of_m", at: place)
    }
    return (sizes[0], sizes[1])
  }

  /// The dimension of a level and its part of it.
  private static func part(_ expression: AffineExpression) -> (Int, SparseLevel.Part) {
    switch expression {
    case .dimension(let dimension): (dimension, .whole)
    case .floorDivide(.dimension(let dimension), .constant(let size)) where size > 0:
      (dimension, .quotient(Int(size)))
    case .modulo(.dimension(let dimension), .constant(let size)) where size > 0:
      (dimension, .rest(Int(size)))
    default: (0, .formula(expression))
    }
  }

  /// Where it is said what dimensions are in level variables, it is right.
  private func checkInverses() throws(SparseEncodingError) {
    guard let place = inverses.first??.place, inverses.allSatisfy({ $0 != nil }) else { return }
    for (dimension, inverse) in inverses.enumerated() {
      var right: AffineExpression?
      for (index, level) in levels.enumerated() where level.dimension == dimension {
        switch level.part {
        case .whole: right = .dimension(index)
        case .quotient(let size): right = .product(.dimension(index), .constant(Int64(size)))
        case .rest: right = right.map { .sum($0, .dimension(index)) }
        case .formula: break
        }
      }
      guard symbols.isEmpty, inverse?.expression == right else {
        throw SparseEncodingError(
          "expected lvlToDim to be an inverse of dimToLvl", at: inverse?.place ?? place)
      }
    }
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}
