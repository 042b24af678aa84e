import Foundation
import Testing

/// The contract of `fusec` with scripts: exit codes, and no output where there is an error.
///
/// What the messages say is tested in `test-inputs/diagnostics`; a RUN line can't tell 1 from 2.
@Suite("exit codes")
struct ExitCodeTests {
  /// A command line; `{}` stands for a folder that is there, with `ok.mlir` and `bad.mlir` in it.
  struct Example: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let exitCode: Int32

    init(_ exitCode: Int32, _ arguments: String...) {
      self.exitCode = exitCode
      self.arguments = arguments
    }

    var testDescription: String { "\(arguments.joined(separator: " ")) leaves with \(exitCode)" }
  }

  static let examples = [
    Example(0, "{}/ok.mlir"),
    Example(0, "{}/ok.mlir", "-o", "{}/new.mlir"),
    Example(0, "{}/ok.mlir", "-passes=cse,canonicalize"),
    Example(0, "-help"),
    Example(0, "-version"),
    Example(0, "-list-passes"),
    Example(0, "-list-targets"),
    Example(1, "{}/bad.mlir"),
    Example(1, "{}/bad.mlir", "-o", "{}/new.mlir"),
    Example(1, "{}/none.mlir"),
    Example(1, "{}"),
    Example(1, "{}/ok.mlir", "-o", "{}/none/out.mlir"),
    Example(1, "{}/ok.mlir", "-o", "{}"),
    Example(1, "{}/ok.mlir", "-run=g", "-seed=1"),
    Example(1, "{}/ok.mlir", "-run=f", "-inputs={}/none"),
    Example(2),
    Example(2, "{}/ok.mlir", "-run=f", "-seed=1", "-on=frob"),
    Example(2, "{}/ok.mlir", "-run=f", "-seed=frob"),
    Example(2, "{}/ok.mlir", "{}/ok.mlir"),
    Example(2, "{}/ok.mlir", "-frob"),
    Example(2, "{}/ok.mlir", "-passes=frob"),
    Example(2, "{}/ok.mlir", "-passes=cse{frob=1}"),
    Example(2, "{}/ok.mlir", "-passes=cse,"),
    Example(2, "{}/ok.mlir", "-target=frob"),
    Example(2, "{}/ok.mlir", "-emit=frob"),
    Example(2, "-help=frob"),
    Example(3, "{}/ok.mlir", "-target=gemmini", "-emit=gemmini-trace:{}/new"),
  ]

  @Test("are as documented, and an error leaves no output", arguments: examples)
  func exitCodes(_ example: Example) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = #""func.func"() <{function_type = () -> (), sym_name = "f"}> ({"# + "\n"
    let end = #"  "func.return"() : () -> ()"# + "\n}) : () -> ()\n"
    try Data((text + end).utf8).write(to: folder.appendingPathComponent("ok.mlir"))
    try Data(text.utf8).write(to: folder.appendingPathComponent("bad.mlir"))

    let input = try ScratchFile(in: folder.path)
    let output = try ScratchFile(in: folder.path)
    let errors = try ScratchFile(in: folder.path)
    let process = Subprocess(
      path: try #require(LitSuite.environment.programs["fusec"]),
      arguments: example.arguments.map { $0.replacingOccurrences(of: "{}", with: folder.path) },
      environment: LitSuite.environment.variables, directory: folder.path,
      streams: (input.descriptor, output.descriptor, errors.descriptor))
    let result = process.run(timeout: 60)
    close(input.descriptor)
    let printed = output.readAndClose()
    let complaint = String(bytes: errors.readAndClose())
    #expect(result == .exited(example.exitCode), "\(complaint)")
    if example.exitCode != 0 {
      #expect(printed.isEmpty)
      #expect(complaint.contains("error: "))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(files == ["bad.mlir", "ok.mlir"])
    }
  }
}
