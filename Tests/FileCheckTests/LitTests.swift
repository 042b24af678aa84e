import Foundation
import Testing

@Suite("test-inputs")
struct LitTests {
  @Test("there are tests, and lit.cfg.py says which files they are")
  func testsExist() {
    #expect(!LitSuite.tests.isEmpty)
    #expect(LitSuite.configuration.suffixes.contains(".mlir"))
    #expect(LitSuite.configuration.excludes.contains("models"))
  }

  @Test("the compiler lies beside the tests")
  func compilerExists() throws {
    let path = try #require(LitSuite.environment.programs["fusec"])
    #expect(FileManager.default.isExecutableFile(atPath: path), "\(path) is not there")
  }

  @Test("RUN lines", arguments: LitSuite.tests)
  func runLines(_ test: LitSuite.Test) {
    let source = Repository.testInputs.appendingPathComponent(test.path).path
    var runner = LitRunner(source: source, environment: LitSuite.environment)
    switch runner.run() {
    case .passed: break
    case .skipped(let reason): print("skipped \(test.path): \(reason)")
    case .failed(let report): Issue.record("\(report)")
    }
  }
}
