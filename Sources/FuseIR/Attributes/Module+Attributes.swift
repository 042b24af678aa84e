// Attributes of a module: making them, reading them, and the attributes of ops.

extension Module {
  /// The attribute with the given id, as a value.
  public func attribute(_ id: AttributeID) -> Attribute { attributes[id] }

  /// The id of `attribute`. A dictionary must be sorted; use `dictionary(_:)` to make one.
  public mutating func intern(_ attribute: Attribute) -> AttributeID {
    attributes.intern(attribute)
  }

  // MARK: Strings and locations

  /// The text of the string.
  public func string(_ id: StringID) -> String { strings.string(id) }

  /// The id of the text.
  public mutating func intern(_ text: String) -> StringID { strings.intern(text) }

  /// The id of the UTF-8 text.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> StringID {
    strings.intern(text)
  }

  /// The id of a text that was interned before, nil if it was not.
  public func find(_ text: String) -> StringID? {
    var text = text
    return text.withUTF8 { strings.find($0) }
  }

  /// Calls `body` with the bytes of the string, without a copy.
  public func withBytes<R>(of id: StringID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    strings.withBytes(id, body)
  }

  /// The location with the given id, as a value.
  public func location(_ id: LocationID) -> Location { locations[id] }

  /// A new location. Locations are not shared: equal ones may have several ids.
  public mutating func addLocation(_ location: Location) -> LocationID {
    if case .unknown = location { return .unknown }
    return locations.append(location)
  }

  /// A new location in a file.
  @inline(__always)
  mutating func addLocation(_ file: StringID, line: Int, column: Int) -> LocationID {
    locations.append(
      file, line: Int32(truncatingIfNeeded: line), column: Int32(truncatingIfNeeded: column))
  }

  /// Replaces a location that was made as a placeholder for an alias defined later in the file.
  public mutating func setLocation(_ id: LocationID, to location: Location) {
    precondition(id != .unknown, "invariant: loc(unknown) is fixed")
    locations[id] = location
  }

  // MARK: Making attributes

  /// `value : type`.
  public mutating func integerAttribute(_ value: Int64, _ type: TypeID = .i64) -> AttributeID {
    attributes.intern(.integer(value, type))
  }

  /// `true` or `false`.
  public mutating func boolAttribute(_ value: Bool) -> AttributeID {
    attributes.intern(.integer(value ? 1 : 0, .i1))
  }

  /// `"text"`.
  public mutating func stringAttribute(_ text: String) -> AttributeID {
    attributes.intern(.string(strings.intern(text), type: nil))
  }

  /// `@name`.
  public mutating func symbolAttribute(_ name: String) -> AttributeID {
    attributes.intern(.symbol(strings.intern(name), nested: []))
  }

  /// A type as an attribute.
  public mutating func typeAttribute(_ type: TypeID) -> AttributeID {
    attributes.intern(.type(type))
  }

  /// `[elements]`.
  public mutating func arrayAttribute(_ elements: [AttributeID]) -> AttributeID {
    attributes.intern(.array(elements))
  }

  /// `array<i64: values>`.
  public mutating func denseArrayAttribute(_ values: [Int64]) -> AttributeID {
    attributes.intern(.denseArray(element: .i64, bytes: Self.bytes(of: values)))
  }

  /// `array<i32: values>`, the form of operand segment sizes.
  public mutating func denseArrayAttribute(_ values: [Int32]) -> AttributeID {
    attributes.intern(.denseArray(element: .i32, bytes: Self.bytes(of: values)))
  }

  /// `array<i1: values>`.
  public mutating func denseArrayAttribute(_ values: [Bool]) -> AttributeID {
    attributes.intern(.denseArray(element: .i1, bytes: values.map { $0 ? 1 : 0 }))
  }

  /// `affine_map<...>`.
  public mutating func affineMapAttribute(_ map: AffineMap) -> AttributeID {
    attributes.intern(.affineMap(map))
  }

  /// `#dialect<body>`, from its text after `#dialect`.
  public mutating func dialectAttribute(_ dialect: String, _ body: String) -> AttributeID {
    attributes.intern(.dialect(strings.intern(dialect), body: strings.intern(body)))
  }

  /// `#dialect<body>`, from its text after `#dialect`.
  mutating func dialectAttribute(_ dialect: StaticString, _ body: StaticString) -> AttributeID {
    attributes.intern(
      .dialect(
        strings.intern(
          UnsafeBufferPointer(start: dialect.utf8Start, count: dialect.utf8CodeUnitCount)),
        body: strings.intern(
          UnsafeBufferPointer(start: body.utf8Start, count: body.utf8CodeUnitCount))))
  }

  /// A dictionary with the given entries, sorted by name. Where a name comes twice the later entry wins.
  public mutating func dictionary(_ entries: [NamedAttribute]) -> AttributeID {
    var latest = entries
    if entries.count > 1, Self.hasRepeatedName(entries) {
      var seen: Set<StringID> = []
      latest = entries.reversed().filter { seen.insert($0.name).inserted }
    }
    return attributes.intern(.dictionary(sorted(latest)))
  }

  private static func hasRepeatedName(_ entries: [NamedAttribute]) -> Bool {
    if entries.count > 16 { return Set(entries.lazy.map(\.name)).count < entries.count }
    for later in 1..<entries.count {
      for earlier in 0..<later where entries[earlier].name == entries[later].name { return true }
    }
    return false
  }

  /// The dictionary with other values under the given names, added where it lacks them.
  private mutating func dictionary(
    _ dictionary: AttributeID, with changes: [(name: StringID, value: AttributeID)]
  ) -> AttributeID {
    var entries = entries(dictionary)
    for (name, value) in changes {
      let entry = NamedAttribute(name, value)
      if let index = entries.firstIndex(where: { $0.name == name }) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
    return self.dictionary(distinct: entries)
  }

  /// A dictionary with the given entries, whose names are distinct.
  mutating func dictionary(distinct entries: [NamedAttribute]) -> AttributeID {
    attributes.intern(.dictionary(entries.count < 2 ? entries : sorted(entries)))
  }

  /// The entries in the order of their names, as dictionaries keep them.
  func sorted(_ entries: [NamedAttribute]) -> [NamedAttribute] {
    var index = 1
    while index < entries.count, nameIsLess(entries[index - 1].name, entries[index].name) {
      index += 1
    }
    return index >= entries.count ? entries : entries.sorted { nameIsLess($0.name, $1.name) }
  }

  private func nameIsLess(_ a: StringID, _ b: StringID) -> Bool {
    strings.withBytes(a) { x in strings.withBytes(b) { y in x.lexicographicallyPrecedes(y) } }
  }

  private static func bytes<T: FixedWidthInteger>(of values: [T]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * MemoryLayout<T>.size)
    for value in values { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  // MARK: Reading attributes

  /// The value of an integer attribute (or bool) of at most 64 bits.
  public func integerValue(_ id: AttributeID) -> Int64? {
    if case .integer(let value, _) = attributes[id] { return value }
    return nil
  }

  /// The value of a bool attribute.
  public func boolValue(_ id: AttributeID) -> Bool? {
    if case .integer(let value, .i1) = attributes[id] { return value != 0 }
    return nil
  }

  /// The text of a string attribute.
  public func stringValue(_ id: AttributeID) -> String? {
    if case .string(let text, _) = attributes[id] { return strings.string(text) }
    return nil
  }

  /// The name of a flat symbol reference.
  public func symbolValue(_ id: AttributeID) -> StringID? {
    if case .symbol(let name, let nested) = attributes[id], nested.isEmpty { return name }
    return nil
  }

  /// The integers of `array<iN: ...>`, sign-extended; nil for every other attribute.
  public func integers(_ id: AttributeID) -> [Int64]? {
    guard case .denseArray(let element, let bytes) = attributes[id] else { return nil }
    return integers(bytes, element: element)
  }

  /// The integers of `dense<...>` of integers or index of at most 64 bits, splats spread out; nil for every other
  /// attribute and for splats of more than a million elements.
  public func denseIntegers(_ id: AttributeID) -> [Int64]? {
    guard case .denseElements(let dense) = attributes[id],
      let values = integers(dense.bytes, element: elementType(of: dense.type))
    else { return nil }
    guard dense.isSplat else { return values }
    guard let count = elementCount(of: dense.type), count <= 1_000_000, let value = values.first
    else {
      return nil
    }
    return [Int64](repeating: value, count: Int(count))
  }

  private func integers(_ bytes: [UInt8], element: TypeID) -> [Int64]? {
    let width: Int
    var isUnsigned = element == .i1
    switch types[element] {
    case .index: width = 64
    case .integer(let bits, let signedness):
      width = bits
      if signedness == .unsigned { isUnsigned = true }
    default: return nil
    }
    guard width >= 1, width <= 64 else { return nil }
    if width == 64 || width == 32, !isUnsigned {
      return bytes.withUnsafeBytes { bytes in
        (0..<bytes.count / (width / 8)).map { index in
          width == 64
            ? Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
            : Int64(
              Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)))
        }
      }
    }
    let size = (width + 7) / 8
    var values: [Int64] = []
    values.reserveCapacity(bytes.count / size)
    var offset = 0
    while offset + size <= bytes.count {
      var value: UInt64 = 0
      for i in 0..<size { value |= UInt64(bytes[offset + i]) << UInt64(8 * i) }
      let shift = UInt64(64 - width)
      values.append(
        isUnsigned
          ? Int64(bitPattern: (value << shift) >> shift)
          : (Int64(bitPattern: value << shift)) >> Int64(shift))
      offset += size
    }
    return values
  }

  /// The elements of `[...]`.
  public func arrayElements(_ id: AttributeID) -> [AttributeID]? {
    if case .array(let elements) = attributes[id] { return elements }
    return nil
  }

  /// The maps of `[affine_map<...>, ...]`.
  public func affineMaps(_ id: AttributeID) -> [AffineMap]? {
    guard case .array(let elements) = attributes[id] else { return nil }
    var maps: [AffineMap] = []
    maps.reserveCapacity(elements.count)
    for element in elements {
      guard case .affineMap(let map) = attributes[element] else { return nil }
      maps.append(map)
    }
    return maps
  }

  /// The text of `#dialect<text>` or `#dialect.name<text>` without the brackets, where dialect and name agree; give an
  /// empty name for the first form.
  public func dialectAttributeText(
    _ id: AttributeID, _ dialect: StaticString, _ name: StaticString = ""
  ) -> String? {
    withDialectAttributeBytes(of: id, dialect, name) {
      $0.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Calls `body` with the bytes of what `dialectAttributeText` returns, without a copy.
  @inline(__always)
  func withDialectAttributeBytes<R>(
    of id: AttributeID, _ dialect: StaticString, _ name: StaticString,
    _ body: (UnsafeRawBufferPointer?) -> R
  ) -> R {
    guard case .dialect(let owner, let text) = attributes[id],
      strings.withBytes(owner, { haveSameBytes(UnsafeRawBufferPointer($0), dialect.bytes) })
    else { return body(nil) }
    return strings.withBytes(text) { text in
      let text = UnsafeRawBufferPointer(text)
      // `.name<`, or `<` alone.
      let opening = name.utf8CodeUnitCount == 0 ? 0 : name.utf8CodeUnitCount + 1
      guard text.count >= opening + 2, text[opening] == UInt8(ascii: "<"),
        text[text.count - 1] == UInt8(ascii: ">"),
        opening == 0
          || text[0] == UInt8(ascii: ".")
            && haveSameBytes(UnsafeRawBufferPointer(rebasing: text[1..<opening]), name.bytes)
      else { return body(nil) }
      return body(UnsafeRawBufferPointer(rebasing: text[(opening + 1)..<(text.count - 1)]))
    }
  }

  // MARK: Attributes of ops

  /// The inherent attributes of the op as a dictionary attribute.
  public func properties(of op: OpID) -> AttributeID { ops[op.index].properties }

  /// The discardable attributes of the op as a dictionary attribute (all attributes for our own dialects).
  public func attributes(of op: OpID) -> AttributeID { ops[op.index].attributes }

  /// The entries of a dictionary attribute, sorted by name.
  public func entries(_ dictionary: AttributeID) -> [NamedAttribute] {
    if case .dictionary(let entries) = attributes[dictionary] { return entries }
    return []
  }

  /// The entry of a dictionary attribute with the given name.
  public func entry(_ name: StringID, in dictionary: AttributeID) -> AttributeID? {
    guard dictionary != .emptyDictionary, case .dictionary(let entries) = attributes[dictionary]
    else {
      return nil
    }
    for entry in entries where entry.name == name { return entry.value }
    return nil
  }

  /// The attribute of the op with the given name, inherent or discardable.
  public func attribute(_ name: String, of op: OpID) -> AttributeID? {
    guard let id = find(name) else { return nil }
    return attribute(id, of: op)
  }

  /// The attribute of the op with the given name, inherent or discardable.
  public func attribute(_ name: StringID, of op: OpID) -> AttributeID? {
    let record = ops[op.index]
    return entry(name, in: record.properties) ?? entry(name, in: record.attributes)
  }

  /// The integer attribute of the op with the given name.
  public func integer(_ name: String, of op: OpID) -> Int64? {
    attribute(name, of: op).flatMap { integerValue($0) }
  }

  /// The `array<iN: ...>` attribute of the op with the given name.
  public func integers(_ name: String, of op: OpID) -> [Int64]? {
    attribute(name, of: op).flatMap { integers($0) }
  }

  /// The `array<iN: ...>` attribute of the op with the given name.
  public func integers(_ name: StringID, of op: OpID) -> [Int64]? {
    attribute(name, of: op).flatMap { integers($0) }
  }

  /// The string attribute of the op with the given name.
  public func string(_ name: String, of op: OpID) -> String? {
    attribute(name, of: op).flatMap { stringValue($0) }
  }

  /// Gives the op the attribute `name = value`, as a property where the op declares it inherent.
  public mutating func setAttribute(_ name: String, _ value: AttributeID, of op: OpID) {
    setAttribute(strings.intern(name), value, of: op)
  }

  /// Gives the op the attribute `name = value`, as a property where the op declares it inherent.
  public mutating func setAttribute(_ name: StringID, _ value: AttributeID, of op: OpID) {
    if isProperty(name, ops[op.index].opcode) {
      setProperties([(name, value)], of: op)
    } else {
      ops[op.index].attributes = dictionary(ops[op.index].attributes, with: [(name, value)])
    }
  }

  /// Gives the op several attributes that it declares inherent.
  public mutating func setProperties(
    _ changes: [(name: StringID, value: AttributeID)], of op: OpID
  ) {
    ops[op.index].properties = dictionary(ops[op.index].properties, with: changes)
  }

  /// Takes the attribute with the given name from the op.
  public mutating func removeAttribute(_ name: String, of op: OpID) {
    guard let id = find(name) else { return }
    let record = ops[op.index]
    ops[op.index].properties = dictionary(entries(record.properties).filter { $0.name != id })
    ops[op.index].attributes = dictionary(entries(record.attributes).filter { $0.name != id })
  }

  /// Replaces all discardable attributes of the op by a dictionary attribute.
  public mutating func setAttributes(_ dictionary: AttributeID, of op: OpID) {
    ops[op.index].attributes = dictionary
  }

  /// Replaces all inherent attributes of the op by a dictionary attribute.
  public mutating func setProperties(_ dictionary: AttributeID, of op: OpID) {
    ops[op.index].properties = dictionary
  }
}

extension StaticString {
  /// The bytes.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}

extension LocationID {
  /// `loc(unknown)`.
  public static let unknown = LocationID(raw: 0)
}
