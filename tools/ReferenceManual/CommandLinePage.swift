/// The page about the command line, as `fusec -help` tells it.
struct CommandLinePage {
  private let fusec: String

  /// A page from the help of the program at `fusec`.
  init(fusec: String) { self.fusec = fusec }

  /// The page, or nil where the program does not run.
  func page() -> String? {
    guard let help = Files.output(of: fusec, "-help") else { return nil }
    var page = Markdown(title: "The command line")
    page.code(help)
    page.heading(2, "Options")
    for line in help.split(separator: "\n") where line.hasPrefix("  -") {
      let name = line.dropFirst(3).prefix { !" =[<".contains($0) }
      guard let text = Files.output(of: fusec, "-help=\(name)") else { return nil }
      // A name may also be that of a pass or a format, which have pages of their own.
      let own = text.split(separator: "\n", omittingEmptySubsequences: false)
      guard let start = own.firstIndex(where: { $0.hasPrefix("-\(name)") }) else { continue }
      page.heading(3, "`-\(name)`")
      let first = own[start]
      let colon = first.firstIndex(of: ":") ?? first.endIndex
      page.paragraph("`\(first[..<colon])`" + first[colon...])
      let rest = own[(start + 1)...].joined(separator: "\n").drop { $0 == "\n" }
      if !rest.isEmpty { page.paragraph(String(rest)) }
    }
    return page.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }
}
