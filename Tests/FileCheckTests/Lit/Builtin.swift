import Foundation

/// The commands that the runner executes itself.
enum Builtin: String, CaseIterable {
  case cat
  case count
  case diff
  case echo
  case fileCheck = "FileCheck"
  case mkdir
  case rm
  case splitFile = "split-file"

  /// What a command sees and writes.
  struct Context {
    let arguments: [String]
    let input: [UInt8]
    let directory: String
    let sourceRoot: String
    let blesses: Bool
    let checkPrefixes: [String]
    /// The goldens that commands of the same test have rewritten.
    var blessed: Set<String> = []
    var output: [UInt8] = []
    var errors: [UInt8] = []

    mutating func complain(_ message: String) { errors += "\(message)\n".utf8 }

    /// `path` from the working folder on.
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    /// The content of a file, or of standard input for `-`.
    func read(_ path: String) -> [UInt8]? {
      if path == "-" { return input }
      return FileManager.default.contents(atPath: absolute(path)).map { [UInt8]($0) }
    }

    /// Separates single-letter options from the other arguments.
    func split(options: String) throws(ScriptError) -> (flags: Set<Character>, paths: [String]) {
      var flags: Set<Character> = []
      var paths: [String] = []
      for argument in arguments {
        guard argument.hasPrefix("-"), argument != "-" else {
          paths.append(argument)
          continue
        }
        for flag in argument.dropFirst() {
          guard options.contains(flag) else { throw .unsupported("option '\(argument)'") }
          flags.insert(flag)
        }
      }
      return (flags, paths)
    }
  }

  /// Runs the command, and returns its exit code.
  func run(_ context: inout Context) throws(ScriptError) -> Int32 {
    switch self {
    case .cat: return try Self.cat(&context)
    case .count: return try Self.count(&context)
    case .diff: return try Self.diff(&context)
    case .echo: return try Self.echo(&context)
    case .fileCheck: return Self.fileCheck(&context)
    case .mkdir: return try Self.mkdir(&context)
    case .rm: return try Self.rm(&context)
    case .splitFile: return try Self.splitFile(&context)
    }
  }

  private static func cat(_ context: inout Context) throws(ScriptError) -> Int32 {
    let paths = try context.split(options: "").paths
    for path in paths.isEmpty ? ["-"] : paths {
      guard let content = context.read(path) else {
        context.complain("cat: can't read '\(path)'")
        return 1
      }
      context.output += content
    }
    return 0
  }

  private static func count(_ context: inout Context) throws(ScriptError) -> Int32 {
    guard context.arguments.count == 1, let expected = Int(context.arguments[0]) else {
      throw ScriptError("count takes one number")
    }
    let input = context.input
    var lines = input.countNewlines(in: 0..<input.count)
    if let last = input.last, last != 0x0A { lines += 1 }
    if lines == expected { return 0 }
    context.complain("count: expected \(expected) lines, got \(lines)")
    return 1
  }

  private static func echo(_ context: inout Context) throws(ScriptError) -> Int32 {
    var words = context.arguments[...]
    let endsLine = words.first != "-n"
    if !endsLine { words = words.dropFirst() }
    if words.first == "-e" { throw .unsupported("option '-e' of echo") }
    context.output = Array((words.joined(separator: " ") + (endsLine ? "\n" : "")).utf8)
    return 0
  }

  private static func mkdir(_ context: inout Context) throws(ScriptError) -> Int32 {
    let (flags, paths) = try context.split(options: "p")
    for path in paths {
      do {
        try FileManager.default.createDirectory(
          atPath: context.absolute(path), withIntermediateDirectories: flags.contains("p"))
      } catch {
        context.complain("mkdir: can't create '\(path)'")
        return 1
      }
    }
    return 0
  }

  private static func rm(_ context: inout Context) throws(ScriptError) -> Int32 {
    let (flags, paths) = try context.split(options: "rf")
    for path in paths {
      let path = URL(fileURLWithPath: context.absolute(path)).standardized.path
      // A typing mistake must not cost sources: only what tests have written goes.
      guard path.hasPrefix(URL(fileURLWithPath: context.directory).standardized.path + "/") else {
        throw .unsupported("removal of '\(path)', which lies outside of the test's output folder")
      }
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !exists, flags.contains("f") { continue }
      let isAllowed = exists && (!isFolder.boolValue || flags.contains("r"))
      if !isAllowed || (try? FileManager.default.removeItem(atPath: path)) == nil {
        context.complain("rm: can't remove '\(path)'")
        return 1
      }
    }
    return 0
  }

  // MARK: diff

  private static func diff(_ context: inout Context) throws(ScriptError) -> Int32 {
    let paths = try context.split(options: "u").paths
    guard paths.count == 2 else { throw ScriptError("diff takes two files") }
    let golden = paths.first { isGolden($0, context) }
    let other = paths.first { $0 != golden } ?? paths[1]
    if context.blesses, let golden, let content = context.read(other) {
      return bless(golden, content, &context)
    }
    var contents: [[UInt8]] = []
    for path in paths {
      guard let content = context.read(path) else {
        context.complain("diff: can't read '\(path)'")
        if path == golden { context.complain(howToBless) }
        return 2
      }
      contents.append(content)
    }
    guard let report = LineDiff.describe(expected: contents[0], actual: contents[1]) else {
      return 0
    }
    context.output += "--- \(paths[0])\n+++ \(paths[1])\n\(report)\n".utf8
    if golden != nil { context.complain(howToBless) }
    return 1
  }

  private static let howToBless =
    "If the new output is right, rewrite the golden file with: BLESS=1 swift test"

  /// Whether `path` names a file among the sources, whatever it is relative to.
  private static func isGolden(_ path: String, _ context: Context) -> Bool {
    let absolute = URL(fileURLWithPath: context.absolute(path)).standardized.path
    return path != "-" && absolute.hasPrefix(context.sourceRoot + "/")
      && !absolute.hasPrefix(URL(fileURLWithPath: context.directory).standardized.path + "/")
  }

  private static func bless(
    _ path: String, _ content: [UInt8], _ context: inout Context
  ) -> Int32 {
    let isFirst = context.blessed.insert(path).inserted
    if context.read(path) == content { return 0 }
    guard isFirst else {
      context.complain("two commands of this test want different contents of '\(path)'")
      return 1
    }
    do {
      try Data(content).write(to: URL(fileURLWithPath: context.absolute(path)))
      print("blessed \(path)")
      return 0
    } catch {
      context.complain("can't write '\(path)'")
      return 2
    }
  }

  // MARK: FileCheck

  private static func fileCheck(_ context: inout Context) -> Int32 {
    var options: FileCheckOptions
    do {
      options = try FileCheckOptions(arguments: context.arguments)
    } catch {
      context.complain("error: \(error.message)")
      return 2
    }
    let own = options.effectiveCheckPrefixes
    options.otherPrefixes = context.checkPrefixes.filter { !own.contains($0) }
    guard let checkFile = options.checkFile, let checkText = context.read(checkFile) else {
      context.complain("error: can't read the check file '\(options.checkFile ?? "")'")
      return 2
    }
    guard let input = context.read(options.inputFile ?? "-") else {
      context.complain("error: can't read the input file '\(options.inputFile ?? "")'")
      return 2
    }
    let result = FileCheck.run(
      options, checkText: checkText, input: input, inputName: options.inputFile ?? "<stdin>")
    context.errors += result.message.utf8
    return result.exitCode
  }

  // MARK: split-file

  private static func splitFile(_ context: inout Context) throws(ScriptError) -> Int32 {
    let paths = try context.split(options: "").paths
    guard paths.count == 2, let content = context.read(paths[0]) else {
      throw ScriptError("split-file takes a readable file and a folder")
    }
    let parts = try split(content)
    let folder = URL(fileURLWithPath: context.absolute(paths[1])).standardized
    guard folder.path.hasPrefix(URL(fileURLWithPath: context.directory).standardized.path + "/")
    else { throw .unsupported("split-file outside of the test's output folder") }
    do {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in parts {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text).write(to: file)
      }
      return 0
    } catch {
      context.complain("split-file: \(error)")
      return 1
    }
  }

  /// The parts between lines such as `//--- name` or `#--- name`.
  private static func split(_ content: [UInt8]) throws(ScriptError) -> [(String, [UInt8])] {
    var parts: [(String, [UInt8])] = []
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(bytes: line)
      let marker = text.hasPrefix("//--- ") ? 6 : text.dropFirst().hasPrefix("--- ") ? 5 : 0
      if marker > 0 {
        let name = text.dropFirst(marker).trimmingCharacters(in: .whitespaces)
        if name.isEmpty { throw ScriptError("split-file: a part lacks its name") }
        if parts.contains(where: { $0.0 == name }) {
          throw ScriptError("split-file: there are two parts '\(name)'")
        }
        parts.append((name, []))
      } else if !parts.isEmpty {
        parts[parts.count - 1].1 += line + [0x0A]
      }
    }
    if parts.isEmpty { throw ScriptError("split-file: there is no '//--- name' line") }
    // The piece after the last newline is no line.
    if parts[parts.count - 1].1.last == 0x0A, content.last == 0x0A {
      parts[parts.count - 1].1.removeLast()
    }
    return parts
  }
}
