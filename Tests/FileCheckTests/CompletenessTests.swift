import Foundation
import Testing

/// Whatever `fusec` lists in its help is exercised by some RUN line.
@Suite("completeness")
struct CompletenessTests {
  /// All RUN lines of all tests.
  static let commands: String = {
    let texts = LitSuite.tests.compactMap { test -> String? in
      let file = Repository.testInputs.appendingPathComponent(test.path)
      guard let text = try? String(contentsOf: file, encoding: .utf8),
        let parsed = try? LitTestFile(text)
      else { return nil }
      return parsed.runLines.map(\.text).joined(separator: "\n")
    }
    return texts.joined(separator: "\n")
  }()

  @Test("each pass and pipeline", arguments: try listed("-list-passes"))
  func passes(_ name: String) {
    let words = Self.words(after: "-passes=").union(Self.words(after: "--pass-pipeline="))
    #expect(words.contains(name), "no RUN line runs the pass '\(name)'")
  }

  @Test("each format", arguments: try listed("-emit=help"))
  func formats(_ name: String) {
    #expect(
      Self.words(after: "-emit=").contains(name), "no RUN line emits the format '\(name)'")
  }

  @Test("each machine", arguments: try listed("-list-targets"))
  func machines(_ name: String) {
    #expect(
      Self.words(after: "-target=").contains(name), "no RUN line compiles for '\(name)'")
  }

  @Test("each option", arguments: try listed("-help").filter { $0.hasPrefix("-") })
  func options(_ option: String) {
    #expect(Self.optionNames.contains(option), "no RUN line gives the option '\(option)'")
  }

  /// The options of all commands, without their values and with one dash.
  private static let optionNames: Set<String> = Set(
    commands.split { " \n".contains($0) }.filter { $0.hasPrefix("-") }.map {
      "-" + $0.drop { $0 == "-" }.prefix { $0 != "=" }
    })

  /// The names that occur in the values of an option.
  private static func words(after option: String) -> Set<String> {
    var result: Set<String> = []
    for part in commands.components(separatedBy: option).dropFirst() {
      let isQuoted = part.hasPrefix("'")
      let value = part.dropFirst(isQuoted ? 1 : 0).prefix { $0 != (isQuoted ? "'" : " ") }
      let names = value.split { !($0.isLetter || $0.isNumber || $0 == "-") }
      result.formUnion(names.map(String.init))
    }
    return result
  }

  /// The names at the starts of the indented lines that `fusec` prints for an option.
  private static func listed(_ option: String) throws -> [String] {
    guard let path = LitSuite.environment.programs["fusec"] else { return [] }
    let folder = FileManager.default.temporaryDirectory.path
    let input = try ScratchFile(in: folder)
    let output = try ScratchFile(in: folder)
    defer { close(input.descriptor) }
    let process = Subprocess(
      path: path, arguments: [option], environment: LitSuite.environment.variables,
      directory: folder, streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 60)
    let text = String(bytes: output.readAndClose())
    guard end.isSuccess else { throw ScriptError("fusec \(option): \(end) \(text)") }
    return text.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .map { line in
        String(line.dropFirst(2).prefix { !" =[:".contains($0) })
      }
      .filter { !$0.isEmpty }
  }
}
