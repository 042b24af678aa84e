/// Collects the text of a page. Whatever comes from a program goes through `text` or `escaped`.
struct HTMLWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// Appends markup as it stands.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Appends text, escaped.
  mutating func text(_ text: String) { raw(Self.escaped(text)) }

  /// Appends what another writer collected.
  mutating func append(_ other: HTMLWriter) { bytes.append(contentsOf: other.bytes) }

  /// The text with the characters of markup as references; control characters become `U+FFFD`. Fit for elements and for
  /// attributes in quotes.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"): bytes.append(byte)
      case 0..<32, 127: bytes.append(contentsOf: "\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One column of a table.
  struct Column {
    let title: String
    /// True iff the column holds numbers, which are aligned on the right.
    let isNumeric: Bool

    static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
  }

  /// A table, under a line to open it where it has more rows than `open`; cells are text. Rows beyond `limit` are counted
  /// only.
  mutating func table(
    _ caption: String, _ columns: [Column], _ rows: [[String]], open: Int = 12, limit: Int = 400
  ) {
    guard !rows.isEmpty else { return }
    raw("<details class=\"table\"\(rows.count <= open ? " open" : "")><summary>Table: ")
    text("\(caption) (\(Figures.count(rows.count)) row\(rows.count == 1 ? "" : "s"))")
    raw("</summary><div class=\"scroll\"><table><thead><tr>")
    for column in columns {
      raw("<th scope=\"col\"\(column.isNumeric ? " class=\"n\"" : "")>")
      text(column.title)
      raw("</th>")
    }
    raw("</tr></thead><tbody>\n")
    for row in rows.prefix(limit) {
      raw("<tr>")
      for (column, cell) in zip(columns, row) {
        raw(column.isNumeric ? "<td class=\"n\">" : "<td>")
        text(cell)
        raw("</td>")
      }
      raw("</tr>\n")
    }
    raw("</tbody></table></div>")
    if rows.count > limit {
      raw("<p class=\"note\">\(Figures.count(rows.count - limit)) more rows are left out.</p>")
    }
    raw("</details>\n")
  }
}
