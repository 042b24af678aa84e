/// Makes the text of a page.
struct Markdown {
  private(set) var text = ""

  /// A page with a title.
  init(title: String) {
    text =
      "<!-- Written by `swift run reference-manual`; changes belong in the sources' comments. -->\n\n# \(title)\n"
  }

  /// A heading of the given depth.
  mutating func heading(_ depth: Int, _ title: String) {
    text += "\n\(String(repeating: "#", count: depth)) \(title)\n"
  }

  /// A paragraph, or a doc comment.
  mutating func paragraph(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    text += "\n" + lines.joined(separator: "\n") + "\n"
  }

  /// A paragraph.
  mutating func paragraph(_ line: String) { paragraph([line]) }

  /// A text as it stands.
  mutating func code(_ code: String, _ language: String = "") {
    text += "\n```\(language)\n" + code + (code.hasSuffix("\n") ? "" : "\n") + "```\n"
  }

  /// A table; nothing where there is no row.
  mutating func table(_ columns: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    text += "\n| " + columns.joined(separator: " | ") + " |\n"
    text += "|" + String(repeating: "---|", count: columns.count) + "\n"
    for row in rows {
      let cells = row.map { cell in
        cell.map { $0 == "|" ? "\\|" : $0 == "\n" ? " " : String($0) }.joined()
      }
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
  }
}
