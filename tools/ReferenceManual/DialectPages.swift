import FuseIR

/// A page per dialect: every op with what it computes, its operands and attributes, and its rules.
struct DialectPages {
  private let comments: SourceComments

  /// Pages from the sources in `repository`.
  init(repository: String) {
    comments = SourceComments(folder: "\(repository)/Sources/FuseIR/Dialects")
  }

  /// The ops of a dialect, by name.
  static func ops(of dialect: Dialect) -> [OpDefinition] {
    OpDefinitionTable.shared.all.filter { $0.name.hasPrefix(dialect.name + ".") }
      .sorted { $0.name < $1.name }
  }

  /// The page of a dialect.
  func page(_ dialect: Dialect) -> String {
    var page = Markdown(title: "The `\(dialect.name)` dialect")
    let about = about(dialect)
    page.paragraph(about.comment)
    page.paragraph(
      dialect.usesProperties
        ? "Inherent attributes are properties: in generic form they stand in `<{...}>`."
        : "The dialect is fusec's own: attributes stand in `{...}`, and stock mlir-opt reads it as unregistered ops."
    )
    let ops = Self.ops(of: dialect)
    page.table(
      ["op", "what it is"],
      ops.map { ["[`\($0.name)`](#\(Self.anchor($0.name)))", $0.summary] })
    for op in ops { write(op, dialect, about.folder, to: &page) }
    for attribute in DialectAttributeDefinition.all
    where attribute.name.hasPrefix(dialect.name + ".") {
      write(attribute, to: &page)
    }
    return page.text
  }

  /// The comment of the enum that lists the dialect's ops, and the folder of its file.
  private func about(_ dialect: Dialect) -> (comment: [String], folder: String?) {
    let name = dialect.name.filter { $0 != "_" }
    for file in comments.files {
      for declaration in file.declarations where declaration.keyword == "enum" {
        let enumeration = declaration.name.lowercased()
        guard declaration.rest.contains("DialectOp"),
          enumeration == name + "op" || dialect == .cf && enumeration == "controlflowop"
        else { continue }
        return (declaration.comment, file.path.lastIndex(of: "/").map { String(file.path[..<$0]) })
      }
    }
    return ([], nil)
  }

  private static func anchor(_ name: String) -> String { name.filter { $0 != "." } }

  private func write(
    _ op: OpDefinition, _ dialect: Dialect, _ folder: String?, to page: inout Markdown
  ) {
    page.heading(2, "`\(op.name)`")
    page.paragraph(op.summary)
    let (own, family) = comments.comments(
      ofOp: op.name, dialect: dialect.name, inFolder: folder)
    page.paragraph(own)
    if own.isEmpty || own.count == 1 { page.paragraph(family) }
    var shape = [
      "\(Self.words(op.operands, "operand"))", "\(Self.words(op.results, "result"))",
    ]
    if op.regions != .exactly(0) { shape.append(Self.words(op.regions, "region")) }
    if op.successors != .exactly(0) { shape.append(Self.words(op.successors, "successor")) }
    page.paragraph("Takes and gives: \(shape.joined(separator: ", ")).")
    page.table(
      ["attribute", "what it must be", "given"],
      op.attributes.sorted { $0.name < $1.name }.map { attribute in
        let given =
          attribute.defaultBody.map { "defaults to `#\(dialect.name)\($0)`" }
          ?? (attribute.isOptional ? "optional" : "required")
        return ["`\(attribute.name)`", Self.words(attribute.constraint), given]
      })
    var rules = Self.traitRules.filter { op.traits.contains($0.trait) }.map(\.rule)
    if op.fold != nil { rules.append("folds to existing values or constants") }
    if op.verify != nil { rules.append("has rules of its own, which the verifier checks") }
    rules.append(op.print != nil ? "has a custom form" : "is written in generic form")
    page.paragraph("The op " + rules.joined(separator: "; ") + ".")
  }

  private func write(_ attribute: DialectAttributeDefinition, to page: inout Markdown) {
    page.heading(2, "`#\(attribute.name)`")
    page.paragraph(attribute.summary)
    page.paragraph(comments.comment(ofType: attribute.view))
    page.table(
      ["parameter", "what it must be"],
      attribute.parameters.map { ["`\($0.name)`", Self.words($0.constraint)] })
  }

  private static let traitRules: [(trait: OpTraits, rule: String)] = [
    (.pure, "is pure: it may be removed when unused and shared when equal"),
    (.terminator, "ends its block"),
    (.commutative, "gives the same for exchanged operands"),
    (.isolatedFromAbove, "uses no value from outside of its regions"),
    (.sameOperandsAndResultType, "has operands and results of one type"),
    (.sameOperandsAndResultShape, "has operands and results of one shape"),
    (.elementwise, "works element by element"),
    (.constant, "is a constant, held by `value`"),
    (.symbol, "defines the symbol of its `sym_name`"),
    (.symbolTable, "holds symbols for the ops inside"),
    (.singleBlock, "has at most one block in each region"),
    (.noTerminator, "needs no terminator in its blocks"),
    (.graphRegion, "lets ops inside use values that are defined later"),
    (.segmentedOperands, "says in segment sizes how its operands are grouped"),
  ]

  private static func words(_ arity: Arity, _ noun: String) -> String {
    "\(arity.description) \(noun)\(arity == .exactly(1) ? "" : "s")"
  }

  private static func words(_ words: AttributeWords) -> String {
    let choice = words.words.map { "`\($0)`" }.joined(separator: ", ")
    return "`#\(words.dialect)<\(words.kind) W>`, where W is one of \(choice)"
  }

  private static func words(_ constraint: AttributeConstraint) -> String {
    switch constraint {
    case .any: "anything"
    case .unit: "`unit`"
    case .bool: "`true` or `false`"
    case .integer(let width): width.map { "an `i\($0)`" } ?? "an integer"
    case .float: "a float"
    case .string: "a string"
    case .symbol: "a symbol, `@name`"
    case .type: "a type"
    case .array: "an array, `[...]`"
    case .dictionary: "a dictionary, `{...}`"
    case .denseArray(let width): "`array<i\(width): ...>`"
    case .elements: "`dense<...>`, `dense_resource<...>` or `sparse<...>`"
    case .affineMap: "`affine_map<...>`"
    case .affineMapArray: "`[affine_map<...>, ...]`"
    case .affineSet: "`affine_set<...>`"
    case .dialect(let name): "`#\(name)<...>`"
    case .word(let words): Self.words(words)
    case .wordArray(let words): "an array of \(Self.words(words))"
    }
  }
}
