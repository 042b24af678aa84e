/// Turns diagnostics into text: `file:line:column: error: message`, the source line, and a caret.
///
/// ```
/// model.mlir:3:14: error: use of undeclared value '%x'
///   "a.b"(%a, %x) : (i32, i32) -> ()
///             ^~
/// ```
/// Tabs are expanded, bytes that can't be shown are written as `<1B>`, and a line that is too long
/// is cut to a window around the caret.
public struct DiagnosticRenderer {
  private let sources: [SourceFile]
  private let colours: Bool
  private static let tabWidth = 4
  private static let windowWidth = 120

  /// Creates a renderer that finds named files among `sources`.
  public init(sources: [SourceFile] = [], colours: Bool = false) {
    self.sources = sources
    self.colours = colours
  }

  /// The text of a diagnostic and of its notes, ending with a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    var text = ""
    render(diagnostic, into: &text)
    for note in diagnostic.notes { render(note, into: &text) }
    return text
  }

  private func render(_ diagnostic: Diagnostic, into text: inout String) {
    let target = resolve(diagnostic.place)
    text += paint(target.label, .bold)
    text += paint("\(diagnostic.severity.word): ", diagnostic.severity.style)
    text += paint(diagnostic.message, diagnostic.severity == .note ? .plain : .bold)
    text += "\n"
    if let source = target.source {
      renderExcerpt(of: source, range: target.range, into: &text)
    }
  }

  private struct Target {
    var label: String
    var source: SourceFile?
    var range: Range<Int>
  }

  /// Finds the label to print in front, and the bytes to show below.
  private func resolve(_ place: DiagnosticPlace) -> Target {
    switch place {
    case .none:
      return Target(label: "", source: nil, range: 0..<0)
    case .range(let source, let range):
      let position = source.position(of: range.lowerBound)
      let label = "\(source.name):\(position.line):\(position.column): "
      return Target(label: label, source: source, range: range)
    case .named(let file, let line, let column):
      guard line > 0 else { return Target(label: "\(file): ", source: nil, range: 0..<0) }
      let label = column > 0 ? "\(file):\(line):\(column): " : "\(file):\(line): "
      guard let source = sources.last(where: { $0.name == file }),
        let offset = source.offset(of: .init(line: line, column: column))
      else { return Target(label: label, source: nil, range: 0..<0) }
      return Target(label: label, source: source, range: offset..<offset)
    }
  }

  private func renderExcerpt(of source: SourceFile, range: Range<Int>, into text: inout String) {
    guard let line = source.lineRange(source.position(of: range.lowerBound).line) else { return }
    // A hostile line may be megabytes long: look only at the bytes that can reach the window.
    let reach = 4 * Self.windowWidth
    let start = max(line.lowerBound, range.lowerBound - reach)
    let end = min(line.upperBound, max(range.lowerBound + reach, start))
    let marked = range.clamped(to: start..<max(start, end))

    var cells: [(text: String, width: Int)] = []
    var column = 0
    var caretColumn: Int?
    var endColumn = 0
    var offset = start
    while offset < end {
      if caretColumn == nil, offset >= range.lowerBound { caretColumn = column }
      let cell = Self.cell(at: offset, in: source.bytes, end: end, column: column)
      cells.append((cell.text, cell.width))
      column += cell.width
      offset += cell.length
      if offset <= marked.upperBound { endColumn = column }
    }
    let caret = caretColumn ?? column
    let underline = max(endColumn, caret + 1)

    // The window shows the whole line where it fits, else the part around the caret.
    var windowStart = 0
    if column > Self.windowWidth { windowStart = max(0, caret - Self.windowWidth / 2) }
    let windowEnd = windowStart + Self.windowWidth
    let cutAtStart = windowStart > 0 || start > line.lowerBound
    let cutAtEnd = column > windowEnd || end < line.upperBound
    let prefix = cutAtStart ? "..." : ""
    var shown = ""
    var position = 0
    var firstShown: Int?
    for cell in cells {
      if position >= windowStart, position + cell.width <= windowEnd {
        if firstShown == nil { firstShown = position }
        shown += cell.text
      }
      position += cell.width
    }
    text += prefix + shown + (cutAtEnd ? "..." : "") + "\n"
    let indent = prefix.count + max(0, caret - (firstShown ?? caret))
    let tildes = max(0, min(underline, windowEnd) - caret - 1)
    text += String(repeating: " ", count: indent)
    text += paint("^" + String(repeating: "~", count: tildes), .green) + "\n"
  }

  /// What one character of the source looks like: its text, columns taken and bytes used.
  private static func cell(
    at offset: Int, in bytes: [UInt8], end: Int, column: Int
  ) -> (text: String, width: Int, length: Int) {
    let byte = bytes[offset]
    if byte == UInt8(ascii: "\t") {
      let width = tabWidth - column % tabWidth
      return (String(repeating: " ", count: width), width, 1)
    }
    if byte >= 0x20, byte < 0x7F {
      return (String(UnicodeScalar(byte)), 1, 1)
    }
    if byte >= 0xC2, byte < 0xF5 {
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if offset + length <= end {
        var decoder = Unicode.UTF8()
        var iterator = bytes[offset..<offset + length].makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.value >= 0xA0 {
          return (String(scalar), displayWidth(of: scalar), length)
        }
      }
    }
    let digits = Array("0123456789ABCDEF")
    return ("<\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])>", 4, 1)
  }

  /// Columns that a terminal gives to a character: none to combining marks, two to East Asian wide
  /// ones and pictographs.
  private static func displayWidth(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }

  private func paint(_ text: String, _ style: Style) -> String {
    guard colours, style != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}

/// Terminal styles by their SGR codes.
private enum Style: String {
  case plain = ""
  case bold = "1"
  case green = "1;32"
  case red = "1;31"
  case magenta = "1;35"
  case cyan = "1;36"
  case blue = "1;34"
}

extension Severity {
  fileprivate var style: Style {
    switch self {
    case .note: .cyan
    case .remark: .blue
    case .warning: .magenta
    case .error: .red
    }
  }
}
