// `dense<...>`, `sparse<...>` and `array<...>`.

extension Printer {
  mutating func printDenseElements(_ elements: DenseElements, in module: borrowing Module) {
    let count = module.elementCount(of: elements.type) ?? 0
    if !elements.isSplat {
      if let limit = options.elideElementsLargerThan, count > limit {
        write("dense_resource<__elided__>")
        return
      }
      if count > options.hexElementsLargerThan {
        write("dense<")
        writeBlob(elements, in: module)
        write(">")
        return
      }
    }
    write("dense<")
    printElements(elements, in: module)
    write(">")
  }

  /// `"0x..."`; bits are packed eight to a byte.
  private mutating func writeBlob(_ elements: DenseElements, in module: borrowing Module) {
    output.reserve(2 * elements.bytes.count + 4)
    write("\"0x")
    if module.elementType(of: elements.type) == .i1 {
      var index = 0
      while index < elements.bytes.count {
        var byte: UInt8 = 0
        for bit in 0..<8 where index + bit < elements.bytes.count {
          byte |= (elements.bytes[index + bit] & 1) << UInt8(bit)
        }
        writeHex(byte)
        index += 8
      }
    } else {
      for byte in elements.bytes { writeHex(byte) }
    }
    write("\"")
  }

  /// The elements as nested lists, or one element for a splat.
  private mutating func printElements(_ elements: DenseElements, in module: borrowing Module) {
    let element = module.elementType(of: elements.type)
    let size = max(1, module.elementByteCount(of: element) ?? 1)
    if elements.isSplat {
      printElement(elements.bytes[...], element, in: module)
      return
    }
    printNestedList(module.shape(of: elements.type) ?? []) { printer, index in
      let start = index * size
      printer.printElement(elements.bytes[start..<start + size], element, in: module)
    }
  }

  /// `[[e0, e1], [e2, e3]]` by shape; nothing where there are no elements.
  private mutating func printNestedList(
    _ shape: [Int64], _ element: (inout Printer, Int) -> Void
  ) {
    let count = shape.reduce(1) { $0 * Int($1) }
    guard count > 0 else { return }
    // An element opens and closes the brackets of every dimension whose row it begins or ends.
    var rows: [Int] = []
    var row = 1
    for extent in shape.reversed() {
      row *= Int(extent)
      rows.append(row)
    }
    for index in 0..<count {
      if index > 0 { write(", ") }
      for row in rows where index % row == 0 { write("[") }
      element(&self, index)
      for row in rows where (index + 1) % row == 0 { write("]") }
    }
  }

  private mutating func printElement(
    _ bytes: ArraySlice<UInt8>, _ type: TypeID, in module: borrowing Module
  ) {
    switch module.type(type) {
    case .complex(let part):
      let half = bytes.count / 2
      write("(")
      printElement(bytes.prefix(half), part, in: module)
      write(",")
      printElement(bytes.suffix(half), part, in: module)
      write(")")
    case .float: writeFloat(Self.words(bytes), type, in: module)
    case .index: write(Int64(bitPattern: Self.words(bytes)[0]))
    case .integer(let width, let signedness):
      let words = Self.words(bytes)
      if width == 1 {
        write(words[0] & 1 == 1 ? "true" : "false")
      } else if width <= 64 {
        let value = Parser.extended(words[0], width: width, signedness)
        writeInteger(value, type, in: module)
      } else {
        writeWideInteger(words, type, in: module)
      }
    default: break
    }
  }

  private static func words(_ bytes: ArraySlice<UInt8>) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: max(1, (bytes.count + 7) / 8))
    for (index, byte) in bytes.enumerated() {
      words[index / 8] |= UInt64(byte) << UInt64(8 * (index % 8))
    }
    return words
  }

  mutating func printDenseStrings(
    _ strings: [StringID], _ type: TypeID, in module: borrowing Module
  ) {
    write("dense<")
    printStrings(strings, type, in: module)
    write(">")
  }

  private mutating func printStrings(
    _ strings: [StringID], _ type: TypeID, in module: borrowing Module
  ) {
    if strings.count == 1 {
      writeQuoted(strings[0], in: module)
      return
    }
    printNestedList(module.shape(of: type) ?? []) { printer, index in
      if index < strings.count { printer.writeQuoted(strings[index], in: module) }
    }
  }

  mutating func printSparse(
    _ indices: AttributeID, _ values: AttributeID, in module: borrowing Module
  ) {
    write("sparse<")
    if case .denseElements(let dense) = module.attribute(indices),
      (module.elementCount(of: dense.type) ?? 0) > 0
    {
      printElements(dense, in: module)
      write(", ")
      switch module.attribute(values) {
      case .denseElements(let elements): printElements(elements, in: module)
      case .denseStrings(let strings, let type): printStrings(strings, type, in: module)
      default: printAttribute(values, .withoutType, in: module)
      }
    }
    write(">")
  }

  mutating func printDenseArray(
    _ element: TypeID, _ bytes: [UInt8], in module: borrowing Module
  ) {
    write("array<")
    printType(element, in: module)
    let size = max(1, module.elementByteCount(of: element) ?? 1)
    var start = 0
    while start + size <= bytes.count {
      write(start == 0 ? ": " : ", ")
      printElement(bytes[start..<start + size], element, in: module)
      start += size
    }
    write(">")
  }
}
