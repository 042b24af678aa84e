/// Shows how two texts differ, by lines.
enum LineDiff {
  private static let context = 3
  private static let longestReport = 80
  private static let longestLine = 300

  /// The changed lines with `-` and `+` and three lines around them, or nil where the texts are
  /// equal. Long reports are cut.
  static func describe(expected: [UInt8], actual: [UInt8]) -> String? {
    if expected == actual { return nil }
    let old = lines(of: expected)
    let new = lines(of: actual)
    var report: [String] = []
    var lastShown = 0
    for change in changes(old, new) {
      let first = max(lastShown, change.old.lowerBound - context)
      if first > lastShown || report.isEmpty {
        let newLine = change.new.lowerBound - (change.old.lowerBound - first)
        report.append("@@ -\(first + 1) +\(newLine + 1) @@")
      }
      for line in old[first..<change.old.lowerBound] { report.append(" " + shown(line)) }
      for line in old[change.old] { report.append("-" + shown(line)) }
      for line in new[change.new] { report.append("+" + shown(line)) }
      lastShown = change.old.upperBound
      let end = min(old.count, lastShown + context)
      if report.count > longestReport { break }
      // Lines after the change, unless the next change is near and shows them.
      for line in old[lastShown..<end] { report.append(" " + shown(line)) }
      lastShown = end
    }
    if report.count > longestReport {
      report = report.prefix(longestReport) + ["... (the report is cut here)"]
    }
    return report.joined(separator: "\n")
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    let cut = line.count > longestLine ? " ... (\(line.count) bytes)" : ""
    return String(bytes: line.prefix(longestLine)) + cut
  }

  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var result = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if result.last?.isEmpty == true {
      result.removeLast()
    } else if let last = result.popLast() {
      // A last line without its newline differs from one with it.
      result.append(ArraySlice(Array(last) + Array(" (no newline at the end)".utf8)))
    }
    return result
  }

  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The places where `old` and `new` differ, ascending; changes that are near are joined.
  private static func changes(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [Change] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    let whole = Change(old: start..<oldEnd, new: start..<newEnd)
    guard (oldEnd - start) * (newEnd - start) <= 250_000 else { return [whole] }
    var result: [Change] = []
    for (removed, inserted) in pairs(old, new, whole) {
      if let last = result.last, removed.lowerBound - last.old.upperBound <= 2 * context {
        result[result.count - 1] = Change(
          old: last.old.lowerBound..<removed.upperBound,
          new: last.new.lowerBound..<inserted.upperBound)
      } else {
        result.append(Change(old: removed, new: inserted))
      }
    }
    return result.isEmpty ? [whole] : result
  }

  /// The minimal changes between two runs of lines, by the longest common subsequence.
  private static func pairs(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], _ whole: Change
  ) -> [(Range<Int>, Range<Int>)] {
    let (rows, columns) = (whole.old.count, whole.new.count)
    var common = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
    let (oldStart, newStart) = (whole.old.lowerBound, whole.new.lowerBound)
    for row in stride(from: rows - 1, through: 0, by: -1) {
      for column in stride(from: columns - 1, through: 0, by: -1) {
        let below = (row + 1) * (columns + 1) + column
        common[row * (columns + 1) + column] =
          old[oldStart + row] == new[newStart + column]
          ? common[below + 1] + 1 : max(common[below], common[row * (columns + 1) + column + 1])
      }
    }
    var result: [(Range<Int>, Range<Int>)] = []
    var (row, column) = (0, 0)
    while row < rows || column < columns {
      let (firstRow, firstColumn) = (row, column)
      while row < rows || column < columns {
        if row < rows, column < columns, old[oldStart + row] == new[newStart + column] { break }
        let takesRow =
          column == columns
          || row < rows
            && common[(row + 1) * (columns + 1) + column]
              >= common[
                row * (columns + 1) + column + 1]
        if takesRow { row += 1 } else { column += 1 }
      }
      if row > firstRow || column > firstColumn {
        result.append(
          (
            oldStart + firstRow..<oldStart + row, newStart + firstColumn..<newStart + column
          ))
      }
      while row < rows, column < columns, old[oldStart + row] == new[newStart + column] {
        row += 1
        column += 1
      }
    }
    return result
  }
}
