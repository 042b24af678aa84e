/// Something in a test that the runner does not support, or a mistake in its script.
struct ScriptError: Error, Equatable {
  let message: String

  init(_ message: String) { self.message = message }

  /// The error of a feature that the runner lacks on purpose.
  static func unsupported(_ what: String) -> ScriptError { ScriptError("unsupported \(what)") }
}

/// A stream redirection such as `2>&1` or `> file`.
enum Redirection: Equatable {
  /// `< path`
  case input(String)
  /// `> path`, `2> path`, `>> path`; the stream is 1 or 2.
  case file(stream: Int32, path: String, appends: Bool)
  /// `2>&1` or `1>&2`
  case duplicate(stream: Int32, of: Int32)
}

/// A command with its redirections, in the order in which they were written.
struct ShellCommand: Equatable {
  var words: [String] = []
  var redirections: [Redirection] = []
}

/// Commands joined by `|`.
struct ShellPipeline: Equatable {
  var commands: [ShellCommand] = []
}

/// A `RUN:` line: pipelines joined by `&&`.
struct ShellScript: Equatable {
  let pipelines: [ShellPipeline]

  /// Parses the small part of the shell's language that tests may use.
  init(_ text: String) throws(ScriptError) {
    var parser = ShellParser(text)
    pipelines = try parser.parse()
  }
}

private struct ShellParser {
  private enum Token: Equatable {
    case word(String)
    case pipe
    case and
    /// A redirection operator without its target: `2>`, `>>`, `<`.
    case redirect(stream: Int32, appends: Bool)
    case duplicate(stream: Int32, of: Int32)
    case input
  }

  private let characters: [Character]
  private var position = 0

  init(_ text: String) {
    characters = Array(text)
  }

  private var current: Character? {
    position < characters.count ? characters[position] : nil
  }

  private func peek(_ offset: Int) -> Character? {
    position + offset < characters.count ? characters[position + offset] : nil
  }

  mutating func parse() throws(ScriptError) -> [ShellPipeline] {
    var pipelines: [ShellPipeline] = []
    var pipeline = ShellPipeline()
    var command = ShellCommand()
    func finishCommand() throws(ScriptError) {
      if command.words.isEmpty { throw ScriptError("a command is missing") }
      pipeline.commands.append(command)
      command = ShellCommand()
    }
    while let token = try nextToken() {
      switch token {
      case .word(let word):
        command.words.append(word)
      case .pipe:
        try finishCommand()
      case .and:
        try finishCommand()
        pipelines.append(pipeline)
        pipeline = ShellPipeline()
      case .duplicate(let stream, let other):
        command.redirections.append(.duplicate(stream: stream, of: other))
      case .redirect(let stream, let appends):
        let path = try expectPath()
        command.redirections.append(.file(stream: stream, path: path, appends: appends))
      case .input:
        command.redirections.append(.input(try expectPath()))
      }
    }
    try finishCommand()
    pipelines.append(pipeline)
    return pipelines
  }

  private mutating func expectPath() throws(ScriptError) -> String {
    guard case .word(let path) = try nextToken() else {
      throw ScriptError("a redirection lacks its file")
    }
    return path
  }

  private mutating func nextToken() throws(ScriptError) -> Token? {
    while current == " " || current == "\t" { position += 1 }
    guard let first = current else { return nil }
    switch first {
    case "|":
      if peek(1) == "|" { throw .unsupported("'||' in a RUN line") }
      if peek(1) == "&" { throw .unsupported("'|&' in a RUN line; write '2>&1 |'") }
      position += 1
      return .pipe
    case "&":
      guard peek(1) == "&" else { throw .unsupported("'&' in a RUN line") }
      position += 2
      return .and
    case ";":
      throw .unsupported("';' in a RUN line; write '&&' or a RUN line of its own")
    case "(", ")":
      throw .unsupported("'\(first)' in a RUN line; quote it where it is part of an argument")
    case "<":
      if peek(1) == "<" || peek(1) == "(" {
        throw .unsupported("'<\(peek(1) ?? "<")' in a RUN line")
      }
      position += 1
      return .input
    case ">":
      return try redirection(stream: 1)
    case "1" where peek(1) == ">":
      position += 1
      return try redirection(stream: 1)
    case "2" where peek(1) == ">":
      position += 1
      return try redirection(stream: 2)
    default:
      return .word(try word())
    }
  }

  /// Reads a redirection whose `>` comes next.
  private mutating func redirection(stream: Int32) throws(ScriptError) -> Token {
    position += 1
    if current == "&" {
      guard let digit = peek(1), digit == "1" || digit == "2" else {
        throw .unsupported("redirection '>&' to anything but 1 and 2")
      }
      position += 2
      return .duplicate(stream: stream, of: digit == "1" ? 1 : 2)
    }
    if current == ">" {
      position += 1
      return .redirect(stream: stream, appends: true)
    }
    return .redirect(stream: stream, appends: false)
  }

  private mutating func word() throws(ScriptError) -> String {
    var result = ""
    while let character = current {
      switch character {
      case " ", "\t", "|", "&", ";", "<", ">", "(", ")":
        return result
      case "'":
        position += 1
        result += try quoted(until: "'")
      case "\"":
        position += 1
        result += try doubleQuoted()
      case "\\":
        guard let escaped = peek(1) else { throw ScriptError("'\\' at the end of a command") }
        result.append(escaped)
        position += 2
      case "*", "?":
        throw .unsupported("pattern '\(character)' in a RUN line; quote it")
      case "`":
        throw .unsupported("'`' in a RUN line")
      case "$" where peek(1).map { $0 == "(" || $0 == "{" || $0 == "_" || $0.isLetter } == true:
        throw .unsupported("'$' in a RUN line; quote it with '")
      default:
        result.append(character)
        position += 1
      }
    }
    return result
  }

  private mutating func quoted(until end: Character) throws(ScriptError) -> String {
    var result = ""
    while let character = current {
      position += 1
      if character == end { return result }
      result.append(character)
    }
    throw ScriptError("a quoted argument lacks its closing \(end)")
  }

  private mutating func doubleQuoted() throws(ScriptError) -> String {
    var result = ""
    while let character = current {
      position += 1
      switch character {
      case "\"":
        return result
      case "\\":
        if let next = current, ["\"", "\\", "$", "`"].contains(next) {
          result.append(next)
          position += 1
        } else {
          result.append(character)
        }
      case "$", "`":
        throw .unsupported("'\(character)' in double quotes; use single quotes")
      default:
        result.append(character)
      }
    }
    throw ScriptError("a quoted argument lacks its closing \"")
  }
}
