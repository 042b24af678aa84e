import FuseIR

/// The page about the language: what the text of a program is made of.
struct LanguagePage {
  private let comments: SourceComments

  /// A page from the sources in `repository`.
  init(repository: String) { comments = SourceComments(folder: "\(repository)/Sources/FuseIR") }

  /// The page.
  func page() -> String {
    var page = Markdown(title: "The language")
    page.paragraph([
      "A `.fir` file is MLIR text. fusec reads the generic form of any dialect, and the custom forms of the dialects that it",
      "implements: \(Dialect.allCases.map { "`\($0.name)`" }.joined(separator: ", ")). Ops, types and attributes of other",
      "dialects are carried as they were written. `-print-generic` prints what `mlir-opt --mlir-print-op-generic` prints.",
    ])
    page.heading(2, "A program")
    page.paragraph(comments.structComment("Module"))
    page.heading(2, "Types")
    write("Type", to: &page)
    page.paragraph(
      "Floats: " + FloatKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".")
    page.heading(2, "Attributes")
    write("Attribute", to: &page)
    page.heading(2, "Locations")
    write("Location", to: &page)
    page.heading(2, "Affine expressions")
    page.paragraph(comments.comment(ofType: "AffineExpression"))
    write("AffineExpression", to: &page)
    page.paragraph(comments.structComment("AffineMap"))
    page.heading(2, "Trailers")
    page.paragraph(comments.structComment("Resource"))
    page.heading(2, "Forms of printing")
    page.paragraph(comments.structComment("PrinterOptions"))
    page.table(
      ["form", "what is written"],
      comments.cases(of: "Form").map { ["`\($0.text)`", $0.comment.joined(separator: " ")] })
    page.heading(2, "Constants of elements")
    page.paragraph(comments.structComment("DenseElements"))
    page.heading(2, "What ops declare")
    page.paragraph(comments.structComment("OpTraits"))
    page.heading(2, "Dialects")
    page.table(
      ["dialect", "ops"],
      Dialect.allCases.map { dialect in
        [
          "[`\(dialect.name)`](dialect-\(dialect.name).md)",
          "\(DialectPages.ops(of: dialect).count)",
        ]
      })
    return page.text
  }

  private func write(_ enumeration: String, to page: inout Markdown) {
    page.table(
      ["case", "text"],
      comments.cases(of: enumeration).map { item in
        ["`\(item.text)`", item.comment.joined(separator: " ")]
      })
  }
}

extension SourceComments {
  /// The comment of a struct.
  func structComment(_ name: String) -> [String] { comment(ofType: name) }
}
