import Foundation
import Testing

/// Runs scripts in a folder of their own, with `sh` as the only program.
private struct Sandbox {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("source/sub"), withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  var golden: URL { root.appendingPathComponent("source/sub/golden.txt") }

  /// The report of a test with these lines, or nil where it passes.
  func run(_ lines: String..., blesses: Bool = false, timeout: Int = 20) throws -> String? {
    let test = root.appendingPathComponent("source/sub/test.mlir")
    try lines.joined(separator: "\n").write(to: test, atomically: true, encoding: .utf8)
    var runner = LitRunner(
      source: test.path,
      environment: LitRunner.Environment(
        sourceRoot: root.appendingPathComponent("source").path,
        outputRoot: root.appendingPathComponent("output").path,
        programs: ["sh": "/bin/sh", "gone": "/nowhere/gone"], features: ["here"],
        variables: ["PATH": "/usr/bin:/bin"], blesses: blesses, timeout: timeout))
    switch runner.run() {
    case .passed: return nil
    case .skipped(let reason): return "skipped: \(reason)"
    case .failed(let report): return report
    }
  }
}

@Suite("RUN line runner")
struct LitRunnerTests {
  @Test("pipes, redirections and FileCheck")
  func pipes() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(
      try sandbox.run(
        "RUN: echo one two | cat - | FileCheck %s",
        "RUN: sh -c 'echo out; echo err >&2' 2>&1 | FileCheck %s --check-prefix=BOTH",
        "RUN: sh -c 'echo out; echo err >&2' 2>%t.err >%t.out && cat %t.err %t.out > %t",
        "RUN: FileCheck %s --check-prefix=SPLIT --input-file=%t",
        "RUN: cat < %t.out | count 1 && echo more >> %t.out && cat %t.out | count 2",
        "CHECK: {{^}}one two{{$}}", "BOTH: out", "BOTH-NEXT: err", "SPLIT: err",
        "SPLIT-NEXT: out") == nil)
    let report = try #require(try sandbox.run("RUN: echo one | FileCheck %s", "CHECK: two"))
    #expect(report.contains("test.mlir:2:8: error: CHECK: expected string not found in input"))
    #expect(report.contains("RUN: echo one") == false && report.contains("echo one | FileCheck"))
  }

  @Test("a command that fails anywhere in a pipeline fails the test")
  func failures() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(try sandbox.run("RUN: sh -c 'echo a; exit 3' | cat")?.contains("exit code 3") == true)
    #expect(try sandbox.run("RUN: sh -c 'kill -SEGV $$'")?.contains("signal 11") == true)
    #expect(try sandbox.run("RUN: sh -c 'sleep 30'", timeout: 1)?.contains("longer than 1") == true)
    #expect(try sandbox.run("RUN: gone")?.contains("did not start") == true)
    #expect(try sandbox.run("RUN: nonesuch")?.contains("unsupported command 'nonesuch'") == true)
    #expect(try sandbox.run("nothing")?.contains("no RUN line") == true)
    #expect(try sandbox.run("RUN: cat %t.none")?.contains("can't read") == true)
    #expect(try sandbox.run("RUN: echo %{s:real}")?.contains("unsupported") == true)
  }

  @Test("not turns failures into success, but neither crashes nor exit code 70")
  func not() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(try sandbox.run("RUN: not sh -c 'exit 1'") == nil)
    #expect(try sandbox.run("RUN: not not sh -c 'exit 0'") == nil)
    #expect(try sandbox.run("RUN: not sh -c 'exit 0'") != nil)
    #expect(try sandbox.run("RUN: not sh -c 'exit 70'") != nil)
    #expect(try sandbox.run("RUN: not sh -c 'kill -ABRT $$'") != nil)
    let crash = try sandbox.run("RUN: not --crash sh -c 'kill -ABRT $$'")
    #expect(crash == nil)
    #expect(try sandbox.run("RUN: not --crash sh -c 'exit 1'") != nil)
    #expect(try sandbox.run("RUN: not sh -c 'sleep 30'", timeout: 1) != nil)
    #expect(try sandbox.run("RUN: not gone") != nil)
    #expect(try sandbox.run("RUN: echo b | not FileCheck %s", "CHECK: a") == nil)
    #expect(try sandbox.run("RUN: env A=1 B= not sh -c 'test \"$A$B\" = 2'") == nil)
    #expect(try sandbox.run("RUN: env -u PATH sh -c 'test -z \"$A\"'") == nil)
  }

  @Test("conditions")
  func conditions() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(try sandbox.run("REQUIRES: there", "RUN: x")?.hasPrefix("skipped") == true)
    #expect(try sandbox.run("REQUIRES: here", "RUN: echo") == nil)
    #expect(try sandbox.run("XFAIL: here", "RUN: cat %t.none") == nil)
    #expect(try sandbox.run("XFAIL: *", "RUN: echo")?.contains("XFAIL") == true)
  }

  @Test("a golden that differs is shown and can be rewritten")
  func bless() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let line = "RUN: sh -c 'echo one; echo two' | diff %S/golden.txt -"
    #expect(try sandbox.run(line)?.contains("BLESS=1 swift test") == true)
    try "one\nzwei\n".write(to: sandbox.golden, atomically: true, encoding: .utf8)
    let report = try #require(try sandbox.run(line))
    #expect(report.contains("@@ -1 +1 @@\n one\n-zwei\n+two"), "\(report)")
    #expect(try sandbox.run(line, blesses: true) == nil)
    #expect(try String(contentsOf: sandbox.golden, encoding: .utf8) == "one\ntwo\n")
    #expect(try sandbox.run(line) == nil)
    let other = "RUN: echo other | diff %S/golden.txt -"
    let conflict = try sandbox.run(line, other, blesses: true)
    #expect(conflict?.contains("two commands of this test want different contents") == true)
    let outputs = "RUN: echo a > %t.a && echo b > %t.b && diff %t.a %t.b"
    #expect(try sandbox.run(outputs, blesses: true) != nil)
  }

  @Test("files")
  func files() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    #expect(
      try sandbox.run(
        "RUN: rm -rf %t.d && mkdir -p %t.d/e && echo x > %t.d/e/f && cat %t.d/e/f | count 1",
        "RUN: rm -rf %t.d && not cat %t.d/e/f",
        "RUN: split-file %s %t.parts && cat %t.parts/b/c.mlir | FileCheck %s",
        "RUN: cat %t.parts/a | count 1",
        "CHECK-NOT: text", "CHECK: body", "CHECK-NOT: last",
        "//--- a", "text", "//--- b/c.mlir", "body", "#--- d", "last", "") == nil)
    #expect(try sandbox.run("RUN: rm -rf %S")?.contains("unsupported removal") == true)
    #expect(try sandbox.run("RUN: split-file %s %S", "//--- a")?.contains("unsupported") == true)
  }
}
