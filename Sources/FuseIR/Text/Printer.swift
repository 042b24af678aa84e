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
  /// What was written and not yet handed on.
  var output: TextBuffer

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
  /// Names of ops in quotes with what surrounds them in generic form, by row of the definition table, foreign ops behind.
  var nameTexts = PrintedTexts()
  /// Names of attributes with what follows them in a dictionary, by string.
  var keyTexts = PrintedTexts()
  /// Where numbers are made before they are written.
  var numberText: [UInt8] = []
  /// Takes the text between two ops when enough of it has come together.
  let sink: ((UnsafeRawBufferPointer) -> Void)?

  /// How much text comes together before it is handed on.
  static let chunk = 1 << 16

  init(options: PrinterOptions, sink: ((UnsafeRawBufferPointer) -> Void)? = nil) {
    self.options = options
    self.sink = sink
    names = ValueNames()
    output = TextBuffer(capacity: sink == nil ? 256 : 2 * Self.chunk)
  }

  /// Hands on what was written if it is enough; not while a text is being remembered.
  @inline(__always)
  mutating func flushIfLong() {
    if output.count >= Self.chunk, let sink, !isCollecting {
      sink(output.bytes)
      output.removeAll()
    }
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
    return printer.output.array
  }

  /// Writes the whole program as text, ending with a line break, piece by piece, so that large texts are never in memory
  /// as a whole.
  public func print(
    _ options: PrinterOptions, to sink: @escaping (UnsafeRawBufferPointer) -> Void
  ) {
    var printer = Printer(options: options, sink: sink)
    printer.printTopLevel(root, in: self)
    sink(printer.output.bytes)
  }

  /// The program as a string, for messages and tests.
  public func text(_ options: PrinterOptions = PrinterOptions()) -> String {
    String(decoding: print(options), as: UTF8.self)
  }

  /// The text of a type.
  public func text(of type: TypeID) -> String {
    var printer = Printer(options: PrinterOptions())
    printer.printType(type, in: self)
    return String(decoding: printer.output.bytes, as: UTF8.self)
  }

  /// The text of an affine expression.
  public func text(of expression: AffineExpression) -> String {
    var printer = Printer(options: PrinterOptions())
    printer.printAffineExpression(expression)
    return String(decoding: printer.output.bytes, as: UTF8.self)
  }

  /// The text of an attribute.
  public func text(of attribute: AttributeID) -> String {
    var printer = Printer(options: PrinterOptions())
    printer.printAttribute(attribute, in: self)
    return String(decoding: printer.output.bytes, as: UTF8.self)
  }
}

// MARK: - Writing

extension Printer {
  /// Writes a text as it stands.
  @inline(__always)
  public mutating func write(_ text: StaticString) {
    output.append(text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Writes a text as it stands. A literal is written as a `StaticString`, without making a `String` of it.
  @_disfavoredOverload
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { output.append(contentsOf: $0) }
  }

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
    output.append(decimal: value)
  }

  /// Writes a line break and the indentation of the present region.
  public mutating func writeNewLine() {
    output.append(UInt8(ascii: "\n"))
    writeIndentation()
  }

  mutating func writeIndentation() {
    output.append(spaces: indentation)
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
