import Foundation
import Testing

/// One case of `test-inputs/conformance/filecheck.json`, with the verdict of LLVM's FileCheck.
struct ConformanceCase: Codable, Sendable, CustomTestStringConvertible {
  let name: String
  let check: String
  let input: String
  let flags: [String]
  let exit: Int32
  let message: String

  var testDescription: String { name }

  static let all: [ConformanceCase] = {
    let file = Repository.testInputs.appendingPathComponent("conformance/filecheck.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([ConformanceCase].self, from: data)) ?? []
  }()

  /// Cases in which our exit code differs from LLVM's, with ours and the reason.
  static let exceptions: [String: (exit: Int32, reason: String)] = [
    "double bracket literal": (
      2, "a syntax error like all others; LLVM's tool leaves with 1 from inside the parser"
    )
  ]
}

private func fileCheck(
  _ check: String, _ input: String, _ flags: [String] = [], rejectsLookAlikes: Bool = false
) throws -> FileCheck.Result {
  var options = try FileCheckOptions(arguments: flags + ["check.txt"])
  options.rejectsLookAlikes = rejectsLookAlikes
  return FileCheck.run(
    options, checkText: Array(check.utf8), input: Array(input.utf8), inputName: "in.txt")
}

@Suite("FileCheck matcher")
struct FileCheckSelfTests {
  @Test("there are conformance cases")
  func conformanceCasesExist() {
    #expect(ConformanceCase.all.count >= 90)
  }

  @Test("agrees with LLVM's FileCheck", arguments: ConformanceCase.all)
  func conformance(_ example: ConformanceCase) throws {
    let result = try fileCheck(example.check, example.input, example.flags)
    let exception = ConformanceCase.exceptions[example.name]
    #expect(result.exitCode == exception?.exit ?? example.exit, "\(result.message)")
    let reportsTheSame = example.message.isEmpty || result.message.contains(example.message)
    #expect(reportsTheSame, "\(result.message)")
  }

  @Test(
    "rejects what only looks like a directive",
    arguments: [
      "CHECKNEXT: a", "CHECK-FOO: a", "CHECK : a", "CHECK-NEXT : a", "CHECK{FOO}: a",
      "CHECK{LITERAL}-NEXT: a", "CHECKS: a", "// CHECK-NEXT a", "CHECK-next: a", "CHECK_FOO: a",
    ])
  func lookAlikes(_ line: String) throws {
    let result = try fileCheck("CHECK: a\n\(line)\n", "a\na\n", rejectsLookAlikes: true)
    #expect(result.exitCode == 2)
    #expect(result.message.contains("looks like a directive"), "\(result.message)")
  }

  @Test(
    "accepts prose and directives of other commands",
    arguments: [
      "// The next CHECK lines match a.", "// RUN: x CHECKNEXT: a", "COM: CHECKNEXT: a",
      "CHECK-ERR: a", "CHECK-ERR-NEXT: a", "// NOCHECK: a", "// see CHECK-NEXT and others",
    ])
  func noLookAlikes(_ line: String) throws {
    var options = try FileCheckOptions(arguments: ["check.txt"])
    options.otherPrefixes = ["CHECK-ERR"]
    let result = FileCheck.run(
      options, checkText: Array("CHECK: a\n\(line)\n".utf8), input: Array("a\n".utf8))
    #expect(result.exitCode == 0, "\(result.message)")
  }

  @Test("reports the first directive that fails, with the input near it")
  func failureReport() throws {
    let result = try fileCheck("CHECK: one\nCHECK: three\nCHECK: four\n", "one\ntwo\nthree4\n4\n")
    #expect(result.exitCode == 1)
    #expect(
      result.message.hasPrefix(
        """
        check.txt:3:8: error: CHECK: expected string not found in input
        CHECK: four
               ^
        in.txt:3:6: note: scanning from here
        three4
             ^

        """), "\(result.message)")
    #expect(result.message.contains(">     3: three4\n"), "\(result.message)")
  }

  @Test("command lines that it does not know are errors")
  func usage() {
    #expect(throws: FileCheckOptions.UsageError.self) { try FileCheckOptions(arguments: []) }
    #expect(throws: FileCheckOptions.UsageError.self) {
      try FileCheckOptions(arguments: ["a", "--frob"])
    }
    #expect(throws: FileCheckOptions.UsageError.self) {
      try FileCheckOptions(arguments: ["a", "b"])
    }
    #expect(throws: FileCheckOptions.UsageError.self) {
      try FileCheckOptions(arguments: ["a", "--check-prefix"])
    }
    #expect(throws: FileCheckOptions.UsageError.self) {
      try FileCheckOptions(arguments: ["a", "--dump-input=sometimes"])
    }
  }
}
