/// The messages of one FileCheck run, with the lines that they point to.
struct CheckDiagnostics {
  /// A text that messages point into.
  enum Source {
    case checkFile
    case input
  }

  private let checkFileName: String
  private let inputName: String
  private let checkText: [UInt8]
  private let input: [UInt8]
  /// Everything reported so far.
  private(set) var text = ""
  /// The input lines (from 0) that errors and notes point to.
  private var markedLines: [Int] = []

  private static let longestLine = 400
  private static let context = 5

  init(checkFileName: String, checkText: [UInt8], inputName: String, input: [UInt8]) {
    self.checkFileName = checkFileName
    self.checkText = checkText
    self.inputName = inputName
    self.input = input
  }

  /// Reports a mistake without a place.
  mutating func error(_ message: String) {
    text += "error: \(message)\n"
  }

  /// Reports a mistake in the check file, or at a directive of it.
  mutating func error(_ message: String, at position: Int) {
    add("error", message, .checkFile, position)
  }

  /// Points to a place in the input.
  mutating func note(_ message: String, at position: Int) {
    add("note", message, .input, position)
    markedLines.append(input.countNewlines(in: 0..<min(position, input.count)))
  }

  /// Adds what is known without a place.
  mutating func remark(_ message: String) {
    text += "note: \(message)\n"
  }

  private mutating func add(_ kind: String, _ message: String, _ source: Source, _ position: Int) {
    let bytes = source == .checkFile ? checkText : input
    let name = source == .checkFile ? checkFileName : inputName
    let position = min(position, bytes.count)
    let line = bytes.countNewlines(in: 0..<position) + 1
    let range = bytes.lineRange(around: position)
    let column = position - range.lowerBound + 1
    text += "\(name):\(line):\(column): \(kind): \(message)\n"
    let shown = max(range.lowerBound, position - Self.longestLine / 2)
    let end = min(range.upperBound, shown + Self.longestLine)
    text += String(bytes: bytes[shown..<end]) + "\n"
    text += String(repeating: " ", count: position - shown) + "^\n"
  }

  /// Adds the input around the places that were pointed to.
  mutating func dumpInput() {
    guard !markedLines.isEmpty else { return }
    let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
    text += "\ninput, near the lines marked with '>':\n"
    var lastShown = -1
    let marked = Set(markedLines)
    for index in lines.indices
    where marked.contains(where: { abs($0 - index) <= Self.context }) {
      if index > lastShown + 1 { text += "     ...\n" }
      let number = String(index + 1)
      let padding = String(repeating: " ", count: max(0, 6 - number.count))
      let line = lines[index]
      let cut = line.count > Self.longestLine ? " ... (\(line.count) bytes)" : ""
      text += "\(marked.contains(index) ? ">" : " ")\(padding)\(number): "
      text += String(bytes: line.prefix(Self.longestLine)) + cut + "\n"
      lastShown = index
    }
    if lastShown + 1 < lines.count { text += "     ...\n" }
  }
}
