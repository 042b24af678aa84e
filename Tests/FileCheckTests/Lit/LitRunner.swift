import Foundation

/// What became of a test.
enum LitOutcome {
  case passed
  case skipped(String)
  case failed(String)
}

/// Runs the `RUN:` lines of one test file.
struct LitRunner {
  /// What all tests share.
  struct Environment: Sendable {
    /// The folder under which goldens may be rewritten.
    let sourceRoot: String
    /// The folder for `%t`.
    let outputRoot: String
    /// Paths of external programs by name.
    let programs: [String: String]
    /// What `REQUIRES:` may ask for.
    let features: Set<String>
    /// The variables of child processes.
    let variables: [String: String]
    /// Whether `diff` against a golden rewrites it.
    let blesses: Bool
    /// Seconds that one command may take.
    let timeout: Int
  }

  private let environment: Environment
  private let source: String
  private let outputDirectory: String
  private let testName: String
  private var checkPrefixes: [String] = []
  private var blessed: Set<String> = []

  private static let crashExitCode: Int32 = 70

  /// Prepares the test in the file at `source`, an absolute path under the source root.
  init(source: String, environment: Environment) {
    self.environment = environment
    self.source = source
    let relative = source.dropFirst(environment.sourceRoot.count).drop { $0 == "/" }
    let url = URL(fileURLWithPath: String(relative), relativeTo: nil)
    testName = url.lastPathComponent
    let folder = relative.dropLast(testName.count).dropLast()
    outputDirectory =
      environment.outputRoot + (folder.isEmpty ? "" : "/" + folder) + "/Output"
  }

  /// Runs the test.
  mutating func run() -> LitOutcome {
    do {
      guard let bytes = FileManager.default.contents(atPath: source) else {
        return .failed("can't read '\(source)'")
      }
      let file = try LitTestFile(String(bytes: bytes))
      if file.runLines.isEmpty {
        return .failed("there is no RUN line; data belongs in a folder that lit.cfg.py excludes")
      }
      if let reason = try file.reasonToSkip(features: environment.features) {
        return .skipped(reason)
      }
      checkPrefixes = file.checkPrefixes
      try FileManager.default.createDirectory(
        atPath: outputDirectory, withIntermediateDirectories: true)
      var failure: String?
      for line in file.runLines where failure == nil { failure = try run(line) }
      guard try file.isExpectedToFail(features: environment.features) else {
        return failure.map { .failed($0) } ?? .passed
      }
      return failure == nil ? .failed("passed, but XFAIL says that it fails") : .passed
    } catch let error as ScriptError {
      return .failed(error.message)
    } catch {
      return .failed("\(error)")
    }
  }

  /// Runs one line, and describes what failed.
  private mutating func run(_ line: LitTestFile.RunLine) throws -> String? {
    let command = try substitute(line.text)
    do {
      for pipeline in try ShellScript(command).pipelines {
        if let failure = try run(pipeline) {
          return "\(source):\(line.line): this command failed:\n  \(command)\n\(failure)"
        }
      }
    } catch let error as ScriptError {
      return "\(source):\(line.line): \(error.message)\n  in: \(command)"
    }
    return nil
  }

  // MARK: Substitutions

  /// Replaces `%s` and its like.
  func substitute(_ text: String) throws(ScriptError) -> String {
    let base = "\(outputDirectory)/\(testName)"
    let folder = String(source.dropLast(testName.count + 1))
    let values = [
      ("%%", "%"), ("%{fs-src-root}", "/"), ("%basename_t", testName), ("%s", source),
      ("%S", folder), ("%p", folder), ("%t", base + ".tmp"), ("%T", outputDirectory),
    ]
    var result = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[percent...]
      if let (name, value) = values.first(where: { rest.hasPrefix($0.0) }) {
        result += value
        rest = rest.dropFirst(name.count)
      } else if rest.hasPrefix("%{") || rest.hasPrefix("%if ") {
        throw .unsupported("substitution '\(rest.prefix { $0 != " " })'")
      } else {
        result += "%"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  // MARK: Pipelines

  /// Where a stream of a command goes.
  private enum Sink: Hashable {
    case pipe
    case report
    case file(String, appends: Bool)
  }

  private mutating func run(_ pipeline: ShellPipeline) throws -> String? {
    var input: [UInt8] = []
    var failures: [String] = []
    for (index, command) in pipeline.commands.enumerated() {
      var stage = try Stage(command, input: input, directory: outputDirectory)
      let end = try execute(&stage)
      if let complaint = complaint(about: command, end, isNegated: stage.isNegated) {
        let errors = String(bytes: stage.reported)
        // Only the last command's output is of use to who reads; the others' goes to the next.
        let output = index + 1 == pipeline.commands.count ? String(bytes: stage.piped) : ""
        failures.append(
          [complaint, Self.cut(errors), Self.cut(output)].filter { !$0.isEmpty }
            .joined(separator: "\n"))
      }
      input = stage.piped
    }
    return failures.isEmpty ? nil : failures.joined(separator: "\n")
  }

  private static func cut(_ text: String) -> String {
    let longest = 12_000
    guard text.utf8.count > longest else { return text }
    return text.prefix(longest) + "\n... (\(text.utf8.count) bytes)"
  }

  /// What is wrong with how a command ended, or nil.
  private func complaint(
    about command: ShellCommand, _ end: ProcessEnd, isNegated: Bool
  ) -> String? {
    let name = command.words.joined(separator: " ")
    switch end {
    case .exited(0):
      return nil
    case .exited(Self.crashExitCode):
      return "\(name)\n  exit code \(Self.crashExitCode): a bug of the program, no orderly failure"
    case .exited(let code):
      let reason = isNegated ? "'not' expects a failure, but it succeeded" : "exit code \(code)"
      return "\(name)\n  \(reason)"
    case .signalled(let signal):
      return "\(name)\n  crashed with signal \(signal) (\(String(cString: strsignal(signal))))"
    case .timedOut(let seconds):
      return "\(name)\n  took longer than \(seconds) s and was killed"
    case .failedToStart(let reason):
      return "\(name)\n  did not start: \(reason)"
    }
  }

  /// A command about to run, and what it has written.
  private struct Stage {
    var words: [String]
    var input: [UInt8]
    var variables: [String: String] = [:]
    var removedVariables: Set<String> = []
    var isNegated = false
    var expectsCrash = false
    private var sinks: [Sink] = [.pipe, .report]
    private let directory: String
    /// What goes to the next command.
    private(set) var piped: [UInt8] = []
    /// What goes to standard error.
    private(set) var reported: [UInt8] = []

    init(_ command: ShellCommand, input: [UInt8], directory: String) throws {
      words = command.words
      self.input = input
      self.directory = directory
      for redirection in command.redirections {
        switch redirection {
        case .input(let path):
          self.input = try Stage.read(path, in: directory)
        case .file(let stream, let path, let appends):
          sinks[Int(stream) - 1] = .file(Stage.absolute(path, in: directory), appends: appends)
        case .duplicate(let stream, let other):
          sinks[Int(stream) - 1] = sinks[Int(other) - 1]
        }
      }
      for case .file(let path, let appends) in sinks where !appends {
        try Data().write(to: URL(fileURLWithPath: path))
      }
    }

    static func absolute(_ path: String, in directory: String) -> String {
      path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    static func read(_ path: String, in directory: String) throws -> [UInt8] {
      // A handle reads devices too, of which `FileManager` gives no contents.
      guard let file = FileHandle(forReadingAtPath: absolute(path, in: directory)) else {
        throw ScriptError("can't read '\(path)'")
      }
      return [UInt8](try file.readToEnd() ?? Data())
    }

    /// Whether both output streams go to the same place.
    var joinsStreams: Bool { sinks[0] == sinks[1] }

    mutating func write(_ bytes: [UInt8], stream: Int) throws {
      switch sinks[stream - 1] {
      case .pipe: piped += bytes
      case .report: reported += bytes
      case .file(let path, _):
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(bytes))
      }
    }
  }

  /// Runs a command behind its `not` and `env` prefixes.
  private mutating func execute(_ stage: inout Stage) throws -> ProcessEnd {
    var isNegated = false
    while let word = stage.words.first, word == "not" || word == "env" {
      stage.words.removeFirst()
      if word == "not" {
        isNegated.toggle()
        if stage.words.first == "--crash" {
          stage.words.removeFirst()
          stage.expectsCrash = true
        }
      } else {
        try takeAssignments(&stage)
      }
    }
    guard let name = stage.words.first else { throw ScriptError("a command is missing") }
    let end: ProcessEnd
    if let builtin = Builtin(rawValue: name) {
      var context = Builtin.Context(
        arguments: Array(stage.words.dropFirst()), input: stage.input,
        directory: outputDirectory, sourceRoot: environment.sourceRoot,
        blesses: environment.blesses, checkPrefixes: checkPrefixes, blessed: blessed)
      let code = try builtin.run(&context)
      blessed = context.blessed
      try stage.write(context.output, stream: 1)
      try stage.write(context.errors, stream: 2)
      end = .exited(code)
    } else {
      end = try spawn(name, &stage)
    }
    stage.isNegated = isNegated
    return isNegated ? negate(end, expectsCrash: stage.expectsCrash) : end
  }

  private func takeAssignments(_ stage: inout Stage) throws {
    while let word = stage.words.first {
      if word == "-u", stage.words.count > 1 {
        stage.removedVariables.insert(stage.words[1])
        stage.words.removeFirst(2)
        continue
      }
      guard let equals = word.firstIndex(of: "="), !word.hasPrefix("-") else {
        if word.hasPrefix("-") { throw ScriptError.unsupported("option '\(word)' of env") }
        return
      }
      stage.variables[String(word[..<equals])] = String(word[word.index(after: equals)...])
      stage.words.removeFirst()
    }
  }

  /// `not`: succeeds where the command failed in an orderly way.
  private func negate(_ end: ProcessEnd, expectsCrash: Bool) -> ProcessEnd {
    switch end {
    case .exited(0): return .exited(1)
    case .exited(Self.crashExitCode): return expectsCrash ? .exited(0) : end
    case .exited: return expectsCrash ? .exited(1) : .exited(0)
    case .signalled: return expectsCrash ? .exited(0) : end
    case .timedOut, .failedToStart: return end
    }
  }

  private func spawn(_ name: String, _ stage: inout Stage) throws -> ProcessEnd {
    guard let path = environment.programs[name] else {
      let known = (Builtin.allCases.map(\.rawValue) + environment.programs.keys).sorted()
      throw ScriptError.unsupported(
        "command '\(name)' in a RUN line; there are not, env, \(known.joined(separator: ", "))")
    }
    var variables = environment.variables
    for name in stage.removedVariables { variables[name] = nil }
    variables.merge(stage.variables) { $1 }
    let input = try ScratchFile(stage.input, in: outputDirectory)
    defer { close(input.descriptor) }
    let output = try ScratchFile(in: outputDirectory)
    let errors = stage.joinsStreams ? output : try ScratchFile(in: outputDirectory)
    let process = Subprocess(
      path: path, arguments: Array(stage.words.dropFirst()), environment: variables,
      directory: outputDirectory,
      streams: (input.descriptor, output.descriptor, errors.descriptor))
    let end = process.run(timeout: environment.timeout)
    if !stage.joinsStreams { try stage.write(errors.readAndClose(), stream: 2) }
    try stage.write(output.readAndClose(), stream: 1)
    return end
  }
}
