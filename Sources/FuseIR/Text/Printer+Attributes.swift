// Attributes, apart from dense elements, affine maps and locations.

/// Whether the type behind an attribute is written.
public enum TypeElision: Sendable {
  /// Always, as in dictionaries.
  case never
  /// Not for `i64` and `f64`, which are the defaults, as in arrays.
  case mayElideType
  /// Never, where the type is known from the context.
  case withoutType
}

extension Printer {
  /// An attribute.
  public mutating func printAttribute(
    _ attribute: AttributeID, _ elision: TypeElision = .never, in module: borrowing Module
  ) {
    if isCollecting { visitAttribute(attribute, in: module) }
    guard elision == .never else {
      printAttributeOrAlias(attribute, elision, in: module)
      return
    }
    if attributeTexts.append(attribute.index, to: &output) { return }
    let start = output.count
    printAttributeOrAlias(attribute, elision, in: module)
    if !isCollecting { attributeTexts.remember(attribute.index, output, from: start) }
  }

  private mutating func printAttributeOrAlias(
    _ attribute: AttributeID, _ elision: TypeElision, in module: borrowing Module
  ) {
    if let alias = aliases.attribute(attribute, in: module) {
      write("#")
      write(alias)
    } else {
      printAttributeContents(attribute, elision, in: module)
    }
  }

  mutating func printAttributeContents(
    _ attribute: AttributeID, _ elision: TypeElision, in module: borrowing Module
  ) {
    switch module.attribute(attribute) {
    case .unit: write("unit")
    case .integer(let value, let type):
      if type == .i1 {
        write(value != 0 ? "true" : "false")
        return
      }
      writeInteger(value, type, in: module)
      if elision == .never || (elision == .mayElideType && type != .i64) {
        printTrailingType(type, elision, in: module)
      }
    case .wideInteger(let words, let type):
      writeWideInteger(words, type, in: module)
      printTrailingType(type, elision, in: module)
    case .float(let bits, let type):
      writeFloat(bits, type, in: module)
      if elision == .never || (elision == .mayElideType && type != .f64) {
        printTrailingType(type, elision, in: module)
      }
    case .wideFloat(let words, let type):
      writeFloat(words, type, in: module)
      printTrailingType(type, elision, in: module)
    case .string(let text, let type):
      writeQuoted(text, in: module)
      if let type { printTrailingType(type, elision, in: module) }
    case .symbol(let root, let nested):
      printSymbolName(root, in: module)
      for name in nested {
        write("::")
        printSymbolName(name, in: module)
      }
    case .type(let type): printType(type, in: module)
    case .array(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { write(", ") }
        printAttribute(element, .mayElideType, in: module)
      }
      write("]")
    case .dictionary(let entries):
      write("{")
      printEntries(entries, in: module)
      write("}")
    case .denseArray(let element, let bytes):
      printDenseArray(element, bytes, in: module)
    case .denseElements(let elements):
      printDenseElements(elements, in: module)
      printTrailingType(elements.type, elision, in: module)
    case .denseStrings(let strings, let type):
      printDenseStrings(strings, type, in: module)
      printTrailingType(type, elision, in: module)
    case .denseResource(let key, let type):
      write("dense_resource<")
      writeKeywordOrQuoted(key, in: module)
      write(">")
      printTrailingType(type, elision, in: module)
    case .sparse(let indices, let values, let type):
      printSparse(indices, values, in: module)
      printTrailingType(type, elision, in: module)
    case .strided(let strides, let offset): printStrided(strides, offset)
    case .distinct(let number, let referenced):
      write("distinct[")
      write(aliases.distinctNumber(number))
      write("]<")
      if referenced != .unit { printAttribute(referenced, in: module) }
      write(">")
    case .affineMap(let map):
      write("affine_map<")
      printAffineMap(map)
      write(">")
    case .affineSet(let set):
      write("affine_set<")
      printAffineSet(set)
      write(">")
    case .location(let location):
      write("loc(")
      printLocationContents(module.location(location), in: module)
      write(")")
    case .dialect(let dialect, let body):
      write("#")
      write(dialect, in: module)
      write(body, in: module)
    }
  }

  private mutating func printTrailingType(
    _ type: TypeID, _ elision: TypeElision, in module: borrowing Module
  ) {
    guard elision != .withoutType else { return }
    write(" : ")
    printType(type, in: module)
  }

  // MARK: Dictionaries

  /// `a = 1 : i64, b`.
  private mutating func printEntries(
    _ entries: [NamedAttribute], in module: borrowing Module
  ) {
    for (index, entry) in entries.enumerated() {
      if index > 0 { write(", ") }
      guard entry.value != .unit else {
        writeKeywordOrQuoted(entry.name, in: module)
        continue
      }
      if !keyTexts.append(entry.name.index, to: &output) {
        let start = output.count
        writeKeywordOrQuoted(entry.name, in: module)
        write(" = ")
        keyTexts.remember(entry.name.index, output, from: start)
      }
      printAttribute(entry.value, in: module)
    }
  }

  /// ` {a = 1 : i64, b}` with the attributes of the op, inherent and discardable, except the named
  /// ones; nothing where none are left.
  public mutating func printOptionalAttributeDictionary(
    of op: OpID, except elided: [StaticString] = [], in module: borrowing Module
  ) {
    let entries = remainingAttributes(of: op, except: elided, in: module)
    guard !entries.isEmpty else { return }
    write(" {")
    printEntries(entries, in: module)
    write("}")
  }

  /// ` attributes {a = 1 : i64, b}`, as `printOptionalAttributeDictionary`.
  public mutating func printOptionalAttributeDictionaryWithKeyword(
    of op: OpID, except elided: [StaticString] = [], in module: borrowing Module
  ) {
    let entries = remainingAttributes(of: op, except: elided, in: module)
    guard !entries.isEmpty else { return }
    write(" attributes {")
    printEntries(entries, in: module)
    write("}")
  }

  private func remainingAttributes(
    of op: OpID, except elided: [StaticString], in module: borrowing Module
  ) -> [NamedAttribute] {
    let properties = module.entries(module.properties(of: op))
    let attributes = module.entries(module.attributes(of: op))
    var entries = properties.isEmpty ? attributes : properties
    if !properties.isEmpty, !attributes.isEmpty {
      entries = module.sorted(properties + attributes)
    }
    guard !entries.isEmpty, !elided.isEmpty else { return entries }
    return entries.filter { entry in
      !elided.contains { name in
        module.withBytes(of: entry.name) { bytes in
          haveSameBytes(name.bytes, UnsafeRawBufferPointer(bytes))
        }
      }
    }
  }

  // MARK: Numbers

  mutating func writeInteger(_ value: Int64, _ type: TypeID, in module: borrowing Module) {
    if case .integer(_, .unsigned) = module.type(type) {
      write(unsigned: UInt64(bitPattern: value))
    } else {
      write(value)
    }
  }

  mutating func writeWideInteger(
    _ words: [UInt64], _ type: TypeID, in module: borrowing Module
  ) {
    guard case .integer(let width, let signedness) = module.type(type) else { return }
    var words = words
    let top = (width - 1) % 64
    if signedness != .unsigned, let last = words.last, last >> UInt64(top) & 1 == 1 {
      write("-")
      var carry: UInt64 = 1
      for index in words.indices {
        let (sum, overflow) = (~words[index]).addingReportingOverflow(carry)
        words[index] = sum
        carry = overflow ? 1 : 0
      }
      if top < 63 { words[words.count - 1] &= 1 << UInt64(top + 1) - 1 }
    }
    // Take 19 decimal digits at a time.
    let base: UInt64 = 10_000_000_000_000_000_000
    var groups: [UInt64] = []
    while words.contains(where: { $0 != 0 }) {
      var remainder: UInt64 = 0
      for index in words.indices.reversed() {
        (words[index], remainder) = base.dividingFullWidth((remainder, words[index]))
      }
      groups.append(remainder)
      while words.last == 0 { words.removeLast() }
    }
    write(unsigned: groups.last ?? 0)
    for group in groups.dropLast().reversed() {
      let digits = String(group)
      write(String(repeating: "0", count: 19 - digits.utf8.count) + digits)
    }
  }

  mutating func writeFloat(_ bits: UInt64, _ type: TypeID, in module: borrowing Module) {
    guard case .float(let kind) = module.type(type), let format = FloatFormat(kind) else {
      return writeFloat([bits], type, in: module)
    }
    numberText.removeAll(keepingCapacity: true)
    FloatText.append(bits, format, to: &numberText)
    output.append(contentsOf: numberText)
  }

  mutating func writeFloat(_ words: [UInt64], _ type: TypeID, in module: borrowing Module) {
    guard case .float(let kind) = module.type(type) else { return }
    if words.count == 1, let format = FloatFormat(kind) {
      numberText.removeAll(keepingCapacity: true)
      FloatText.append(words[0], format, to: &numberText)
      output.append(contentsOf: numberText)
      return
    }
    write("0x")
    var shift = (kind.width + 3) / 4 * 4 - 4
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: words[shift / 64] >> UInt64(shift % 64) & 15)
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
      shift -= 4
    }
  }

  private mutating func printStrided(_ strides: [Int64], _ offset: Int64) {
    write("strided<[")
    for (index, stride) in strides.enumerated() {
      if index > 0 { write(", ") }
      if stride == Dimension.dynamic { write("?") } else { write(stride) }
    }
    write("]")
    if offset != 0 {
      write(", offset: ")
      if offset == Dimension.dynamic { write("?") } else { write(offset) }
    }
    write(">")
  }
}
