/// A named text whose byte offsets diagnostics and tokens refer to.
///
/// The table of line starts is built when a line number is first asked for, so a file that parses
/// without complaint never pays for it.
public final class SourceFile {
  /// The path or title that diagnostics print in front of line numbers.
  public let name: String

  /// The text, usually UTF-8; offsets everywhere are byte offsets into it.
  public let bytes: [UInt8]

  /// The number of the first line: 1, or more where the text is a part of a file.
  public let firstLine: Int

  private var lineStarts: [Int] = []

  /// Creates a source from raw bytes.
  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
  }

  /// Creates a source from a string, for tests and generated text.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A place in the text as people count it: both numbers start at 1, columns count bytes.
  public struct Position: Hashable {
    /// The line, from 1.
    public let line: Int
    /// The byte column in that line, from 1.
    public let column: Int

    /// Creates a position from a line and a column that start at 1.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// The line and column of a byte offset; offsets past the end count as the end.
  public func position(of offset: Int) -> Position {
    buildLineTable()
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return Position(line: low + firstLine, column: offset - lineStarts[low] + 1)
  }

  /// The byte offset of a line and column, or nil where the text has no such line; columns past
  /// the end of the line count as its end.
  public func offset(of position: Position) -> Int? {
    guard let range = lineRange(position.line) else { return nil }
    return min(range.lowerBound + max(position.column - 1, 0), range.upperBound)
  }

  /// The byte range of a line (from `firstLine`) without its line break, or nil where there is none.
  public func lineRange(_ line: Int) -> Range<Int>? {
    buildLineTable()
    let line = line - (firstLine - 1)
    guard line >= 1, line <= lineStarts.count else { return nil }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The text between two byte offsets, with invalid UTF-8 replaced.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private func buildLineTable() {
    guard lineStarts.isEmpty else { return }
    lineStarts.append(0)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lineStarts.append(index + 1)
    }
  }
}
