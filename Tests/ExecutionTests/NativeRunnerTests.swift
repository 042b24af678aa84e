import Execution
import Foundation
import FuseIR
import Testing

@Suite struct NativeRunnerTests {
  @Test func runsAFunctionOnFiles() throws {
    let source = """
      void fusec_scale(const float *a, const float *b, float *r) {
        for (int i = 0; i < 4; i++) r[i] = a[i] * b[0];
      }
      """
    let a = try #require(Tensor([1, 2, 3, -4.5], shape: [2, 2], .f32))
    let b = Tensor(2, .f32)
    let run = try NativeRunner.run(
      NativeProgram(
        source: source, function: "fusec_scale", inputs: [a, b], outputs: [([2, 2], .f32)]))
    #expect(run.outputs.first?.floats() == [2, 4, 6, -9])
    #expect(run.seconds >= 0)
  }

  @Test func reportsWhatTheCompilerSays() throws {
    let error = #expect(throws: NativeError.self) {
      try NativeRunner.run(NativeProgram(source: "int x = ;", call: ""))
    }
    guard case .compilation(let text)? = error else {
      Issue.record("expected a compilation error, not \(String(describing: error))")
      return
    }
    #expect(text.contains("expected expression"))
    // The file stays, beside the program that it includes, for whoever wants to see what the compiler saw.
    let main = try #require(text.split(separator: "'").first { $0.hasSuffix("/main.c") })
    let folder = URL(fileURLWithPath: String(main)).deletingLastPathComponent()
    let source = try String(
      contentsOf: folder.appendingPathComponent("program.c"), encoding: .utf8)
    #expect(source == "int x = ;")
    try FileManager.default.removeItem(at: folder)
  }

  @Test func reportsFailingPrograms() {
    let status = #expect(throws: NativeError.self) {
      try NativeRunner.run(NativeProgram(source: "", call: "return 7;"))
    }
    guard case .failed(status: 7, signal: nil, output: _)? = status else {
      Issue.record("expected status 7, not \(String(describing: status))")
      return
    }
    let signal = #expect(throws: NativeError.self) {
      try NativeRunner.run(NativeProgram(source: "", call: "__builtin_trap();"))
    }
    guard case .failed(status: nil, signal: _?, output: _)? = signal else {
      Issue.record("expected a signal, not \(String(describing: signal))")
      return
    }
  }

  @Test func stopsAtTheTimeLimit() {
    let error = #expect(throws: NativeError.self) {
      try NativeRunner.run(
        NativeProgram(source: "", call: "for (volatile int i = 0;; i++) {}"), seconds: 0.3)
    }
    guard case .timeLimit? = error else {
      Issue.record("expected the time limit, not \(String(describing: error))")
      return
    }
  }
}
