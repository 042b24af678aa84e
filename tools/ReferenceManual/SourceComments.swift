/// The declarations of Swift files with their doc comments.
struct SourceComments {
  /// A declaration on a line of its own.
  struct Declaration {
    /// `let`, `func`, `struct`, `enum`, `case`, ...
    let keyword: String
    let name: String
    /// The doc comment without slashes, one line per line.
    let comment: [String]
    /// The line of the declaration, from 0.
    let line: Int
    /// The rest of the line after the name.
    let rest: String
  }

  /// A file.
  struct File {
    let path: String
    let lines: [String]
    let declarations: [Declaration]
  }

  let files: [File]
  private let literals: [String: [Literal]]

  /// Reads all Swift files of a folder.
  init(folder: String) {
    files = Files.sources(in: folder).map { path in
      let text = Files.text(path) ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return File(path: path, lines: lines, declarations: Self.declarations(lines))
    }
    literals = Self.literals(files)
  }

  private static let keywords: Set<String> = [
    "let", "var", "func", "struct", "enum", "case", "class", "protocol", "extension", "typealias",
  ]
  private static let modifiers: Set<String> = [
    "public", "private", "fileprivate", "internal", "static", "final", "mutating", "borrowing",
    "consuming", "indirect", "override", "nonisolated", "package",
  ]

  private static func declarations(_ lines: [String]) -> [Declaration] {
    var declarations: [Declaration] = []
    var comment: [String] = []
    for (index, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") {
        let words = text.dropFirst(3)
        comment.append(String(words.hasPrefix(" ") ? words.dropFirst() : words))
        continue
      }
      if text.hasPrefix("@"), !text.contains(" ") { continue }
      var words = text.split(separator: " ")
      while let first = words.first, modifiers.contains(String(first)) || first.hasPrefix("@") {
        words.removeFirst()
      }
      if words.count > 1, keywords.contains(String(words[0])) {
        let name = words[1].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" }
        let rest = words.dropFirst().joined(separator: " ").dropFirst(name.count)
        declarations.append(
          Declaration(
            keyword: String(words[0]), name: String(name.filter { $0 != "`" }), comment: comment,
            line: index, rest: String(rest)))
      }
      comment = []
    }
    return declarations
  }

  /// The comment of the first type with the given name.
  func comment(ofType name: String) -> [String] {
    for file in files {
      for declaration in file.declarations
      where declaration.name == name && ["struct", "enum", "class"].contains(declaration.keyword) {
        if !declaration.comment.isEmpty { return declaration.comment }
      }
    }
    return []
  }

  /// The cases of an enum with their comments, in order; `name` is the enum's.
  func cases(of name: String) -> [(text: String, comment: [String])] {
    for file in files {
      guard
        let place = file.declarations.firstIndex(where: { $0.keyword == "enum" && $0.name == name })
      else { continue }
      let start = file.declarations[place].line
      let end = file.lines.indices.first { $0 > start && file.lines[$0].hasPrefix("}") } ?? start
      var cases: [(text: String, comment: [String])] = []
      for declaration in file.declarations
      where declaration.keyword == "case" && start < declaration.line && declaration.line < end {
        guard !declaration.comment.isEmpty else { continue }
        cases.append((declaration.name + declaration.rest, declaration.comment))
      }
      return cases
    }
    return []
  }

  /// The comments about the op: that of the declaration that makes it, and that of the function that makes its family.
  ///
  /// The op is found by its full name, or, in the files of its dialect, by the name that a function turns into an op.
  func comments(
    ofOp name: String, dialect: String, inFolder folder: String?
  ) -> (own: [String], family: [String]) {
    let short = String(name.dropFirst(dialect.utf8.count + 1))
    var own: [String] = []
    var family: [String] = []
    for literal in (literals[name] ?? []) + (literals[short] ?? []) {
      let file = files[literal.file]
      guard literal.isFull || file.path.hasPrefix((folder ?? "?") + "/") else { continue }
      guard literal.isFull || literal.maker != nil else { continue }
      let owner = file.declarations.last {
        $0.line <= literal.line && ["let", "var", "func"].contains($0.keyword)
      }
      if let owner, owner.keyword == "let", own.isEmpty { own = owner.comment }
      if let maker = literal.maker, maker != "OpDefinition", family.isEmpty {
        family = comment(ofMaker: maker)
      }
      if !own.isEmpty { break }
    }
    if own.isEmpty, family.isEmpty, let folder {
      // Ops that are made from others' names: the comment that shows one with the same first word.
      family = comment(showing: "\(dialect).\(short.prefix { $0 != "_" })_", inFolder: folder)
    }
    return (own, family)
  }

  /// A string literal of a file: a name of an op, or what a function makes a name of.
  private struct Literal {
    let file: Int
    let line: Int
    /// The function of which the literal is the first argument, as in `.binary("add", ...)`.
    let maker: String?
    /// True iff the literal holds a dot.
    let isFull: Bool
  }

  private static func literals(_ files: [File]) -> [String: [Literal]] {
    var literals: [String: [Literal]] = [:]
    for (fileIndex, file) in files.enumerated() {
      for (index, line) in file.lines.enumerated() {
        let bytes = Array(line.utf8)
        guard bytes.contains(UInt8(ascii: "\"")), !line.contains("///") else { continue }
        let parts = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
        for place in stride(from: 1, to: parts.count, by: 2) {
          guard parts[place].allSatisfy(isNamePart), !parts[place].isEmpty else { continue }
          var before = Array(parts[0..<place].joined(separator: [UInt8(ascii: "\"")]))
          if before.allSatisfy({ $0 == UInt8(ascii: " ") }), index > 0 {
            before = Array(file.lines[index - 1].utf8)
          }
          while before.last == UInt8(ascii: " ") { before.removeLast() }
          var maker: String?
          if before.popLast() == UInt8(ascii: "(") {
            let word = before.reversed().prefix { isNamePart($0) && $0 != UInt8(ascii: ".") }
            if !word.isEmpty { maker = String(decoding: word.reversed(), as: UTF8.self) }
          }
          let text = String(decoding: parts[place], as: UTF8.self)
          literals[text, default: []].append(
            Literal(
              file: fileIndex, line: index, maker: maker,
              isFull: parts[place].contains(UInt8(ascii: "."))))
        }
      }
    }
    return literals
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private func comment(showing text: String, inFolder folder: String) -> [String] {
    for file in files where file.path.hasPrefix(folder + "/") {
      for declaration in file.declarations where declaration.keyword == "func" {
        if declaration.comment.contains(where: { $0.contains(text) }) { return declaration.comment }
      }
    }
    return []
  }

  private func comment(ofMaker name: String) -> [String] {
    for file in files {
      for declaration in file.declarations
      where declaration.keyword == "func" && declaration.name == name {
        if !declaration.comment.isEmpty { return declaration.comment }
      }
    }
    return []
  }
}
