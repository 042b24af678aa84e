import Foundation
import Testing

/// Output of fusec in the documentation is what fusec writes.
///
/// A comment names the command, and the texts of the first and the last line of the excerpt; the code block behind it is the excerpt,
/// without the indentation that its lines share:
///
/// ```
/// <!-- output: net.mlir -emit=c || void fusec_main( || fusec_parallel( -->
/// ```
@Suite("output in the documentation")
struct DocumentedOutputTests {
  /// What the first and the last line of an excerpt hold.
  private struct Excerpt {
    let arguments: [String]
    let first: String
    let last: String

    init?(comment: String) {
      guard comment.hasPrefix("<!-- output: "), comment.hasSuffix(" -->") else { return nil }
      let parts = comment.dropFirst(13).dropLast(4).components(separatedBy: " || ")
      guard parts.count == 3 else { return nil }
      arguments = parts[0].split(separator: " ").map(String.init)
      (first, last) = (parts[1], parts[2])
    }

    func lines(of output: String) -> [String]? {
      let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard let start = lines.firstIndex(where: { $0.contains(first) }),
        let end = lines[start...].dropFirst().firstIndex(where: { $0.contains(last) })
      else { return nil }
      let excerpt = lines[start...end]
      let indentation = excerpt.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min()
      return excerpt.map { String($0.dropFirst(indentation ?? 0)) }
    }
  }

  @Test("is what it writes; BLESS=1 rewrites it", arguments: ["kernels.md", "multicore.md"])
  func isWhatItWrites(_ page: String) throws {
    let url = Repository.root.appendingPathComponent("docs/\(page)")
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var result: [String] = []
    var index = 0
    var count = 0
    while index < lines.count {
      result.append(lines[index])
      index += 1
      guard let excerpt = Excerpt(comment: lines[index - 1]) else { continue }
      count += 1
      let output = try Self.run(excerpt.arguments)
      let expected = try #require(
        excerpt.lines(of: output), "no such lines in the output of \(excerpt.arguments)")
      try #require(index < lines.count && lines[index].hasPrefix("```"))
      let end = try #require(lines[(index + 1)...].firstIndex(of: "```"))
      result.append(lines[index])
      result += expected
      index = end
    }
    #expect(count > 0)
    let expected = result.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      try Data(expected.utf8).write(to: url)
    } else {
      #expect(text == expected, "docs/\(page) is out of date; BLESS=1 swift test rewrites it")
    }
  }

  private static func run(_ arguments: [String]) throws -> String {
    let fusec = try #require(LitSuite.environment.programs["fusec"])
    let scratch = FileManager.default.temporaryDirectory.path
    let input = try ScratchFile(in: scratch)
    let output = try ScratchFile(in: scratch)
    defer { close(input.descriptor) }
    let process = Subprocess(
      path: fusec, arguments: arguments, environment: LitSuite.environment.variables,
      directory: Repository.root.path,
      streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    let text = String(bytes: output.readAndClose())
    #expect(end.isSuccess, "\(text)")
    return text
  }
}
