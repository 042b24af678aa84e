import Foundation
import Testing

/// `docs/reference` is what the registries and the comments of the sources say.
@Suite("reference manual")
struct ReferenceManualTests {
  @Test("is up to date: run 'swift run reference-manual' where this fails")
  func isUpToDate() throws {
    let fusec = try #require(LitSuite.environment.programs["fusec"])
    let folder = URL(fileURLWithPath: fusec).deletingLastPathComponent()
    let repository = Repository.testInputs.deletingLastPathComponent().path
    let scratch = FileManager.default.temporaryDirectory.path
    let input = try ScratchFile(in: scratch)
    let output = try ScratchFile(in: scratch)
    defer { close(input.descriptor) }
    let process = Subprocess(
      path: folder.appendingPathComponent("reference-manual").path,
      arguments: ["-check", repository], environment: LitSuite.environment.variables,
      directory: scratch, streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    let text = String(bytes: output.readAndClose())
    #expect(end.isSuccess, "\(text)")
  }
}
