/// The Matrix Market exchange format: a matrix as text, from https://math.nist.gov/MatrixMarket/formats.html.
///
/// ```
/// %%MatrixMarket matrix coordinate real general
/// % rows, columns, entries; then row, column, value, counted from 1
/// 2 3 2
/// 1 2 0.5
/// 2 3 -1
/// ```
/// Fields are `real`, `double`, `integer` and `pattern`, whose entries are 1; matrices are `general`, `symmetric` or
/// `skew-symmetric`, of which each entry beside the diagonal is listed once. The format `array` lists all elements column by
/// column, of which those that differ from zero are entries.
public enum MatrixMarket {
  private static let banner = "%%MatrixMarket"

  /// The entries of a file, in its order; an error says where it is wrong.
  public static func read(_ bytes: [UInt8]) throws(DataTextError) -> CoordinateList {
    try bytes.withUnsafeBufferPointer { bytes throws(DataTextError) in
      var reader = Reader(text: DataText(bytes, comment: "%"), kind: try Kind(bytes))
      return try reader.read()
    }
  }

  private enum Symmetry: String, CaseIterable {
    case general, symmetric
    case skewSymmetric = "skew-symmetric"
  }

  /// What the first line says.
  private struct Kind {
    var isArray = false
    var field = ""
    var symmetry = Symmetry.general

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataTextError) {
      // The first line begins as a comment does, so it is read with another sign for those.
      var text = DataText(bytes, comment: "\0")
      guard text.nextLine(), let (first, _) = text.word(), first == banner else {
        throw DataTextError(
          message: "expected the header '\(banner) matrix coordinate real general'", offset: 0)
      }
      _ = try Self.word(&text, "the kind of object", among: ["matrix"])
      isArray =
        try Self.word(&text, "the format", among: ["coordinate", "array"]) == "array"
      field = try Self.word(
        &text, "the field", among: ["real", "double", "integer", "pattern"])
      let name = try Self.word(&text, "the symmetry", among: Symmetry.allCases.map(\.rawValue))
      symmetry = Symmetry(rawValue: name) ?? .general
      try text.expectLineEnd()
      if isArray, field == "pattern" {
        throw text.error("a pattern has no format 'array'")
      }
      if symmetry == .skewSymmetric, field == "pattern" {
        throw text.error("a pattern is not skew-symmetric: its values have no sign")
      }
    }

    private static func word(
      _ text: inout DataText, _ what: String, among words: [String]
    ) throws(DataTextError) -> String {
      guard let (word, offset) = text.word() else {
        throw text.error("expected \(what), one of \(words.joined(separator: ", "))")
      }
      let lowered = word.lowercased()
      guard words.contains(lowered) else {
        throw text.error(
          "\(what) is '\(word)', and has to be \(words.count > 1 ? "one of " : "")"
            + words.joined(separator: ", "), at: offset)
      }
      return lowered
    }
  }

  private struct Reader {
    var text: DataText
    let kind: Kind

    mutating func read() throws(DataTextError) -> CoordinateList {
      // The header is a comment of this text.
      guard text.nextLine() else {
        throw text.error(
          "expected the line of sizes: rows, columns\(kind.isArray ? "" : ", entries")")
      }
      let place = text.position
      let rows = try text.size("the number of rows")
      let columns = try text.size("the number of columns")
      if kind.symmetry != .general, rows != columns {
        throw text.error(
          "a \(kind.symmetry.rawValue) matrix is square, and this one is \(rows) by \(columns)",
          at: place)
      }
      if kind.isArray { return try readArray(rows, columns) }
      let count = try text.integer("the number of entries")
      try text.expectLineEnd()
      return try readEntries(rows, columns, count)
    }

    private mutating func readEntries(
      _ rows: Int, _ columns: Int, _ count: Int
    ) throws(DataTextError) -> CoordinateList {
      var entries = ListedEntries(shape: [rows, columns])
      // An entry takes four bytes at least, whatever is promised.
      entries.list.reserveCapacity(
        min(count, text.count / 4) * (kind.symmetry == .general ? 1 : 2))
      var found = 0
      while text.nextLine() {
        let place = text.position
        guard found < count else {
          throw text.error("the line of sizes promises \(count) entries, and there are more")
        }
        found += 1
        let row = try text.coordinate("the row", below: rows)
        let column = try text.coordinate("the column", below: columns)
        let value =
          try kind.field == "pattern" ? 1 : text.number(isInteger: kind.field == "integer")
        try text.expectLineEnd()
        try append(row, column, value, at: place, &entries)
      }
      guard found == count else {
        throw text.error("the line of sizes promises \(count) entries, and there are \(found)")
      }
      return try entries.distinct(text)
    }

    private mutating func readArray(
      _ rows: Int, _ columns: Int
    ) throws(DataTextError) -> CoordinateList {
      try text.expectLineEnd()
      var entries = ListedEntries(shape: [rows, columns])
      let (total, overflow) = rows.multipliedReportingOverflow(by: columns)
      // Each takes two bytes at least; of a skew-symmetric matrix fewer than half are listed.
      guard !overflow, total / 4 <= text.count else {
        throw text.error("the file is too short for \(rows) by \(columns) elements")
      }
      if total == 0 {
        if text.nextLine() { throw text.error("there are no elements in \(rows) by \(columns)") }
        return entries.list
      }
      for column in 0..<columns {
        let first: Int
        switch kind.symmetry {
        case .general: first = 0
        case .symmetric: first = column
        case .skewSymmetric: first = column + 1
        }
        for row in min(first, rows)..<rows {
          guard text.nextLine() else {
            throw text.error("the file ends before element \(row + 1), \(column + 1)")
          }
          let place = text.position
          let value = try text.number(isInteger: kind.field == "integer")
          try text.expectLineEnd()
          if value != 0 { try append(row, column, value, at: place, &entries) }
        }
      }
      if text.nextLine() {
        throw text.error("there are more elements than \(rows) by \(columns)")
      }
      return try entries.distinct(text)
    }

    private func append(
      _ row: Int, _ column: Int, _ value: Double, at place: Int, _ entries: inout ListedEntries
    ) throws(DataTextError) {
      entries.append([row, column], value, at: place)
      guard kind.symmetry != .general else { return }
      if row != column {
        let mirrored = kind.symmetry == .skewSymmetric ? -value : value
        entries.append([column, row], mirrored, at: place)
      } else if kind.symmetry == .skewSymmetric, value != 0 {
        throw text.error("a skew-symmetric matrix has zeros on its diagonal", at: place)
      }
    }
  }
}
