/// How a program is written.
public struct PrinterOptions: Sendable {
  /// Which ops are written in custom form.
  public enum Form: Sendable {
    /// Custom form for the stock dialects that fusec implements, generic form for all others.
    case standard
    /// Generic form for every op, as `mlir-opt --mlir-print-op-generic` writes it.
    case generic
    /// Custom form for every op that has one, for people.
    case pretty
  }

  /// Which ops are written in custom form.
  public var form: Form = .standard
  /// Whether locations are written.
  public var debugInfo = false
  /// Dense elements that are more than this are left out: `dense_resource<__elided__>`.
  public var elideElementsLargerThan: Int?
  /// Dense elements that are more than this are written as a hex string.
  public var hexElementsLargerThan = 100
  /// Whether regions inside those of the root are written as `{...}`.
  public var skipRegions = false
  /// Whether a comment names the users of each value.
  public var valueUsers = false
  /// Whether values are numbered by identity, so that a value has the same number in all texts of a module.
  public var numbersByIdentity = false

  /// The defaults: standard form, no locations, nothing elided.
  public init() {}

  /// The defaults with the given form.
  public init(form: Form) { self.form = form }
}

/// Writes a program as text.
///
/// `Module.print(_:)` is the way in. This type is what the custom form of an op is written with: the
/// `print` function of an `OpDefinition` is called after the op's name was written, writes the rest,
/// and leaves the trailing location to the caller. The methods mirror those of `Parser` and are named
/// after MLIR's `OpAsmPrinter`. Everything that follows the name starts with a space of its own.
///
/// `%2 = stablehlo.add %0, %1 {x = 1 : i64} : tensor<4xf32>` is written by
/// ```
/// func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
///   printer.write(" ")
///   printer.printOperands(of: op, in: module)
///   printer.printOptionalAttributeDictionary(of: op, in: module)
///   printer.write(" : ")
///   printer.printType(module.type(of: module.result(of: op)), in: module)
/// }
/// ```
public struct Printer: ~Copyable {
  /// What was written so far.
  public internal(set) var output: [UInt8] = []

  /// How the program is written.
  public let options: PrinterOptions

  var names: ValueNames
  var aliases = AliasNames()
  var indentation = 0
  /// Whether this is the walk before printing that finds out which aliases are needed.
  var isCollecting = false
  /// The dialect whose prefix op names omit, innermost region last.
  var defaultDialects: [StaticString] = ["builtin"]
  var typeTexts = PrintedTexts()
  var attributeTexts = PrintedTexts()

  init(options: PrinterOptions) {
    self.options = options
    names = ValueNames()
  }
}

extension Module {
  /// The whole program as text, ending with a line break.
  public func print(_ options: PrinterOptions = PrinterOptions()) -> [UInt8] {
    print(root, options)
  }

  /// One op with all it holds as text, ending with a line break.
  public func print(_ op: OpID, _ options: PrinterOptions = PrinterOptions()) -> [UInt8] {
    var printer = Printer(options: options)
    printer.printTopLevel(op, in: self)
    return printer.output
  }

  /// The program as a string, for messages and tests.
  public func text(_ options: PrinterOptions = PrinterOptions()) -> String {
    String(decoding: print(options), as: UTF8.self)
  }

  /// The text of a type.
  public func text(of type: TypeID) -> String {
    var printer = Printer(options: PrinterOptions())
    printer.printType(type, in: self)
    return String(decoding: printer.output, as: UTF8.self)
  }

  /// The text of an attribute.
  public func text(of attribute: AttributeID) -> String {
    var printer = Printer(options: PrinterOptions())
    printer.printAttribute(attribute, in: self)
    return String(decoding: printer.output, as: UTF8.self)
  }
}

// MARK: - Writing

extension Printer {
  /// Writes a text as it stands.
  @inline(__always)
  public mutating func write(_ text: StaticString) {
    output.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes a text as it stands.
  public mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  /// Writes an interned string as it stands.
  public mutating func write(_ string: StringID, in module: borrowing Module) {
    module.withBytes(of: string) { output.append(contentsOf: $0) }
  }

  /// Writes one byte.
  @inline(__always)
  mutating func write(byte: UInt8) { output.append(byte) }

  /// Writes an integer in decimal.
  public mutating func write(_ value: Int64) {
    if value < 0 { output.append(UInt8(ascii: "-")) }
    write(unsigned: value.magnitude)
  }

  /// Writes an integer in decimal.
  public mutating func write(_ value: Int) { write(Int64(value)) }

  mutating func write(unsigned value: UInt64) {
    if value < 10 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
      return
    }
    let start = output.count
    var rest = value
    while rest > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    output[start...].reverse()
  }

  /// Writes a line break and the indentation of the present region.
  public mutating func writeNewLine() {
    output.append(UInt8(ascii: "\n"))
    writeIndentation()
  }

  mutating func writeIndentation() {
    for _ in 0..<indentation { output.append(UInt8(ascii: " ")) }
  }

  /// Writes elements with `, ` between them.
  public mutating func writeList<Elements: Sequence>(
    _ elements: Elements, _ element: (inout Printer, Elements.Element) -> Void
  ) {
    var isFirst = true
    for item in elements {
      if !isFirst { write(", ") }
      isFirst = false
      element(&self, item)
    }
  }

  /// Writes `[1, 2]`.
  public mutating func writeIntegerArray(_ values: [Int64]) {
    write("[")
    writeList(values) { printer, value in printer.write(value) }
    write("]")
  }

  /// Writes a string in quotes, with escapes where they are needed.
  public mutating func writeQuoted(_ string: StringID, in module: borrowing Module) {
    output.append(UInt8(ascii: "\""))
    module.withBytes(of: string) { bytes in
      let isPlain = bytes.allSatisfy { byte in
        byte &- 0x20 < 0x5F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      }
      if isPlain {
        output.append(contentsOf: bytes)
      } else {
        for byte in bytes { writeEscaped(byte) }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"): write("\\\\")
    case UInt8(ascii: "\""): write("\\22")
    case 0x20..<0x7F: output.append(byte)
    default:
      output.append(UInt8(ascii: "\\"))
      writeHex(byte)
    }
  }

  mutating func writeHex(_ byte: UInt8) {
    for digit in [byte >> 4, byte & 15] {
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
  }

  /// Writes a name as it stands if it is a bare identifier, else in quotes.
  public mutating func writeKeywordOrQuoted(_ string: StringID, in module: borrowing Module) {
    let isBare = module.withBytes(of: string) { bytes in
      guard let first = bytes.first, first.startsBareIdentifier else { return false }
      return bytes.allSatisfy { $0.continuesBareIdentifier }
    }
    if isBare { write(string, in: module) } else { writeQuoted(string, in: module) }
  }

  /// Writes `@name`.
  public mutating func printSymbolName(_ name: StringID, in module: borrowing Module) {
    write("@")
    writeKeywordOrQuoted(name, in: module)
  }
}

/// Texts of types or attributes that were written before, by id.
struct PrintedTexts {
  private var ranges: ContiguousArray<(start: Int32, count: Int32)> = []
  private var bytes: [UInt8] = []

  /// Longer texts are not kept.
  private static let longest = 512

  /// Appends the text with the given id if it is known.
  @inline(__always)
  func append(_ id: Int, to output: inout [UInt8]) -> Bool {
    guard id < ranges.count, ranges[id].count > 0 else { return false }
    let range = ranges[id]
    bytes.withUnsafeBufferPointer { buffer in
      output.append(
        contentsOf: UnsafeBufferPointer(
          rebasing: buffer[Int(range.start)..<Int(range.start + range.count)]))
    }
    return true
  }

  /// Keeps the text from `start` to the end of the output.
  mutating func remember(_ id: Int, _ output: [UInt8], from start: Int) {
    let count = output.count - start
    guard count <= Self.longest, bytes.count < 1 << 28 else { return }
    while ranges.count <= id { ranges.append((0, 0)) }
    ranges[id] = (Int32(bytes.count), Int32(count))
    bytes.append(contentsOf: output[start...])
  }
}
