import Foundation
import Testing

/// Files that are not what they seem, and a world that fails: the right message, the right exit code, and nothing left
/// behind.
@Suite("hostile files")
struct HostileFileTests {
  /// A shell command, what it leaves with, and what it says on either stream. `$fusec` is the program; the folder holds
  /// `ok.mlir` and `big.mlir`, which takes a while.
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let exitCode: Int32
    let says: String

    init(_ command: String, _ exitCode: Int32, _ says: String) {
      self.command = command
      self.exitCode = exitCode
      self.says = says
    }

    var testDescription: String { command }
  }

  static let inputExamples = [
    Example("$fusec .", 1, "cannot read '.': it is a folder"),
    Example("mkfifo p; cat ok.mlir > p & $fusec p; rm p", 0, "return"),
    Example("$fusec /dev/zero -max-bytes=1000000", 1, "it holds more than 1000000 bytes"),
    Example(
      "truncate -s 1T huge; $fusec huge; code=$?; rm huge; exit $code", 1, "more than 1073741824"),
    Example("$fusec /dev/null", 0, "module {"),
    Example("head -c 1000000 /dev/zero | cat - ok.mlir | $fusec -", 0, "return"),
    Example(#"printf '\377' | $fusec -"#, 1, "unexpected character"),
    Example(#"printf '"t.o"() {a = "\377\376"} : () -> ()' | $fusec -"#, 0, #"a = "\FF\FE""#),
    Example(
      "head -c 5000000 /dev/zero | tr '\\0' x | $fusec -", 1,
      "a name may have up to 1048576 bytes, not 5000000"),
    Example("head -c 100000000 /dev/zero | tr '\\0' ' ' | cat - ok.mlir | $fusec -", 0, "return"),
    Example("head -c 5000000 /dev/zero | tr '\\0' 9 | $fusec -", 1, "expected operation name"),
    Example("head -c 5000000 /dev/zero | tr '\\0' '(' | $fusec -", 1, "expected operation name"),
    Example("(printf '\"'; head -c 5000000 /dev/zero | tr '\\0' x) | $fusec -", 1, "expected '\"'"),
    Example("$fusec big.mlir -max-ops=10", 1, "more than 10 ops"),
    Example("$fusec ok.mlir -max-depth=0", 1, "nesting is deeper than 0 levels"),
    Example("$fusec ok.mlir -max-bytes=4", 1, "more than 4 bytes"),
    Example("$fusec wrong.mlir -max-diagnostics=2", 1, "98 more diagnostics are left out"),
  ]

  @Test("as inputs are refused or read", arguments: inputExamples)
  func inputs(_ example: Example) throws { try check(example) }

  static let outputExamples = [
    Example("$fusec ok.mlir -o .", 1, "cannot write '.': it is a folder"),
    Example("$fusec ok.mlir -o none/x", 1, "cannot write 'none/x': No such file or directory"),
    Example("$fusec ok.mlir -o /dev/full", 1, "cannot write '/dev/full': No space left on device"),
    Example("$fusec ok.mlir > /dev/full", 1, "No space left on device"),
    // The file system is full, or takes no larger file, in the middle of the writing.
    Example("ulimit -f 100; $fusec big.mlir -o out", 1, "cannot write 'out': File too large"),
    Example(
      "ulimit -f 100; $fusec big.mlir -emit=mlir:out,mlir:b", 1, "cannot write 'out': File too"),
    Example(
      "ulimit -f 100; $fusec big.mlir -passes=cse -print-ir-tree-dir=t -o /dev/null; code=$?; "
        + "find t -type f; rm -r t; exit $code", 1, "File too large"),
    Example(
      "ulimit -f 100; $fusec sum.mlir -run=main -seed=1 -outputs=t; code=$?; rm -rf t; exit $code",
      1, "output0.npy': File too large"),
    Example(
      "ulimit -f 100; $fusec big.mlir -passes=cse -reproducer=r -o /dev/null", 1,
      "cannot write 'r': File too large"),
    Example(
      "ulimit -f 100; TMPDIR=. $fusec big.mlir -reduce='grep -q t.o'", 1, "File too large"),
    Example("$fusec ok.mlir >&-", 1, "Bad file descriptor"),
    Example("$fusec ok.mlir -o /dev/null && test -c /dev/null", 0, ""),
    Example("$fusec ok.mlir -emit=mlir:/proc/none", 1, "cannot write '/proc/none'"),
    // A link is followed, and keeps leading to the same file, whose mode stays.
    Example(
      "echo old > a; chmod 640 a; ln -s a b; ln -s b c; $fusec ok.mlir -o c; "
        + "test -L b -a -L c && grep -q return a && stat -c %a a; rm a b c", 0, "640"),
    Example("ln -s new b; $fusec ok.mlir -o b; grep -c return new; rm b new", 0, "1"),
    Example(
      "ln -s b b; $fusec ok.mlir -o b; code=$?; rm b; exit $code", 1, "too many symbolic links"),
    // What was there stays as it is where the program is wrong.
    Example("echo old > a; $fusec wrong.mlir -o a; cat a; rm a", 0, "old"),
    Example("$fusec big.mlir | head -c 5; exit ${PIPESTATUS[0]}", 1, "modul"),
    Example("$fusec wrong.mlir 2>&1 | head -c 5; exit ${PIPESTATUS[0]}", 1, "wrong"),
    Example("$fusec ok.mlir -o a >&- 2>&-; cat a; rm a", 0, "return"),
  ]

  @Test("as outputs are followed, kept or refused", arguments: outputExamples)
  func outputs(_ example: Example) throws { try check(example) }

  @Test(
    "signals end the process with their code",
    arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
  func signals(_ name: String, _ code: Int) throws {
    // The pipe is never read, so that fusec waits in the middle of its output. It runs in the foreground: a shell makes
    // its background jobs ignore SIGINT.
    try check(
      Example(
        "mkfifo p; exec 3<>p; (while ! test -s id; do sleep 0.1; done; sleep 2; "
          + "kill -\(name) $(cat id)) & "
          + "sh -c 'echo $$ > id; exec $fusec big.mlir -o out -emit=mlir:out,mlir:p'; code=$?; "
          + "wait; rm p id; exit $code", Int32(code), ""))
  }

  @Test("signals end what a run of emitted C has started, and its folder goes")
  func signalsWhileRunningC() throws {
    // A child that takes its time stands in for the compiler.
    try check(
      Example(
        "mkdir bin t; printf '#!/bin/sh\\necho > started; exec sleep 60\\n' > bin/clang; "
          + "chmod +x bin/clang; (while ! test -e started; do sleep 0.1; done; kill -INT $(cat id)) & "
          + "PATH=$PWD/bin:$PATH TMPDIR=$PWD/t sh -c 'echo $$ > id; "
          + "exec $fusec ok.mlir -run=f -on=native'; code=$?; wait; ls -A t; "
          + "rm bin/clang started id; rmdir bin t && exit $code", 130, ""))
  }

  private func check(_ example: Example) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "ok.mlir": "func.func @f() { return }\n",
      "wrong.mlir": String(repeating: "\"stablehlo.add\"() : () -> ()\n", count: 200),
      "sum.mlir": "func.func @main(%a: tensor<100000xf32>) -> tensor<100000xf32> { return %a : "
        + "tensor<100000xf32> }\n",
      "big.mlir": String(repeating: "\"t.o\"() : () -> ()\n", count: 20_000),
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let input = try ScratchFile(in: folder.path)
    let output = try ScratchFile(in: folder.path)
    var environment = LitSuite.environment.variables
    environment["fusec"] = LitSuite.environment.programs["fusec"]
    let process = Subprocess(
      path: "/bin/bash", arguments: ["-c", example.command], environment: environment,
      directory: folder.path, streams: (input.descriptor, output.descriptor, output.descriptor))
    let result = process.run(timeout: 120)
    close(input.descriptor)
    let said = String(bytes: output.readAndClose())
    #expect(result == .exited(example.exitCode), "\(said.prefix(2000))")
    #expect(example.says.isEmpty || said.contains(example.says), "\(said.prefix(2000))")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == files.keys.sorted(), "\(example.command)")
  }
}
