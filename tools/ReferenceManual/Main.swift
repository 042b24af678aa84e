import FuseIR
import Glibc

/// Writes the reference manual from the registries and the sources' comments.
///
///     swift run reference-manual              writes docs/reference
///     swift run reference-manual -check       says what is out of date, and exits with 1 where something is
///
/// The repository is the current folder, or the last argument.
@main
enum ReferenceManual {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let isCheck = arguments.first == "-check"
    if isCheck { arguments.removeFirst() }
    let repository = arguments.first ?? "."
    guard let pages = pages(of: repository) else {
      complain("fusec is not beside this program, or its help fails: build the package first")
      exit(2)
    }
    let folder = "\(repository)/docs/reference"
    mkdir(folder, 0o777)
    let names = Set(pages.map(\.name))
    let leftovers = Files.names(in: folder).filter { $0.hasSuffix(".md") && !names.contains($0) }
    var isWrong = false
    for (name, text) in pages {
      let path = "\(folder)/\(name)"
      if isCheck {
        guard Files.text(path) != text else { continue }
        complain("docs/reference/\(name) is out of date: run 'swift run reference-manual'")
        isWrong = true
      } else if !Files.write(text, to: path) {
        complain("cannot write '\(path)'")
        exit(1)
      }
    }
    for name in leftovers {
      if isCheck {
        complain("docs/reference/\(name) belongs to nothing: run 'swift run reference-manual'")
        isWrong = true
      } else {
        unlink("\(folder)/\(name)")
      }
    }
    exit(isWrong ? 1 : 0)
  }

  /// All pages by the names of their files; nil where fusec does not run.
  private static func pages(of repository: String) -> [(name: String, text: String)]? {
    guard let commandLine = CommandLinePage(fusec: "\(Files.ownFolder)/fusec").page() else {
      return nil
    }
    let dialects = DialectPages(repository: repository)
    let registries = RegistryPages(repository: repository)
    var pages = [
      ("language.md", LanguagePage(repository: repository).page()),
      ("command-line.md", commandLine),
      ("passes.md", registries.passes()),
      ("formats.md", registries.formats()),
      ("machines.md", registries.machines()),
    ]
    for dialect in Dialect.allCases {
      pages.append(("dialect-\(dialect.name).md", dialects.page(dialect)))
    }
    var index = Markdown(title: "Reference manual")
    index.paragraph(
      "Written from the registries and the comments of the sources by `swift run reference-manual`."
    )
    index.paragraph([
      "- [The language](language.md)", "- [The command line](command-line.md)",
      "- [Passes](passes.md)", "- [Output formats](formats.md)", "- [Machines](machines.md)",
    ])
    index.heading(2, "Dialects")
    index.paragraph(Dialect.allCases.map { "- [`\($0.name)`](dialect-\($0.name).md)" })
    return [("README.md", index.text)] + pages
  }

  private static func complain(_ text: String) {
    let bytes = Array("reference-manual: \(text)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
