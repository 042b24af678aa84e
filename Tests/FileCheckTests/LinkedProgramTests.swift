import Foundation
import Testing

/// Programs that include what `c-header` writes and are linked with what `c` writes.
@Suite("programs that are linked with emitted C")
struct LinkedProgramTests {
  /// A program in `test-inputs/backends/c-header/Inputs`: `name.mlir`, the passes, and what `name.c` prints.
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let passes: String
    let output: String

    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "static", passes: "kernels",
      output: "0.0900 0.2447 0.6652 0.3333 0.3333 0.3333 \n3c00 4000\n"),
    Example(
      name: "rows", passes: "inline,symbolic-rows,kernels",
      output: "0 rows: nothing is written\n1 rows: 1.000\n5000 rows: 5000.0\n"),
  ]

  @Test("print what they should", arguments: examples)
  func run(_ example: Example) throws {
    guard let clang = LitSuite.environment.programs["clang"] else { return }
    let fusec = try #require(LitSuite.environment.programs["fusec"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = Repository.testInputs.appendingPathComponent("backends/c-header/Inputs").path
    let path = folder.path
    _ = try Self.output(
      of: fusec,
      [
        "\(inputs)/\(example.name).mlir", "-passes=\(example.passes)",
        "-emit=c:\(path)/program.c", "-emit=c-header:\(path)/program.h",
      ], in: path)
    _ = try Self.output(
      of: clang,
      [
        "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-I", path, "\(path)/program.c",
        "\(inputs)/\(example.name).c", "-o", "\(path)/program",
      ], in: path)
    #expect(try Self.output(of: "\(path)/program", [], in: path) == example.output)
  }

  private static func output(
    of program: String, _ arguments: [String], in folder: String
  ) throws -> String {
    let input = try ScratchFile(in: folder)
    let output = try ScratchFile(in: folder)
    defer { close(input.descriptor) }
    let process = Subprocess(
      path: program, arguments: arguments, environment: LitSuite.environment.variables,
      directory: folder, streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    let text = String(bytes: output.readAndClose())
    #expect(end.isSuccess, "\(text)")
    return text
  }
}
