import Foundation
import Testing

/// HiGHS finds no better choice of kernels than plan-kernels does, on the program that plan-kernels writes.
///
/// Needs a Python with `highspy`: that of FUSEC_HIGHS_PYTHON, or python3; elsewhere the test is skipped.
@Suite("HiGHS")
struct HighsTests {
  private static let python: String? = {
    let wanted = ProcessInfo.processInfo.environment["FUSEC_HIGHS_PYTHON"]
    for python in [wanted, "python3"].compactMap({ $0 })
    where run("'\(python)' -c 'import highspy'").code == 0 {
      return python
    }
    return nil
  }()

  /// Runs a command of the shell, and returns what it prints.
  private static func run(_ command: String) -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = Repository.testInputs
    process.environment = ProcessInfo.processInfo.environment.merging([
      "fusec": LitSuite.environment.programs["fusec"] ?? "fusec"
    ]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return (127, "") }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static let script = """
    import highspy, sys
    for path in sys.argv[1:]:
      solver = highspy.Highs()
      solver.setOptionValue('output_flag', False)
      solver.setOptionValue('mip_rel_gap', 0.0)
      solver.setOptionValue('mip_abs_gap', 0.5)
      assert solver.readModel(path) == highspy.HighsStatus.kOk, path
      solver.run()
      print(round(-solver.getInfo().objective_function_value))
    """

  @Test(
    "finds the same optimum", .enabled(if: python != nil),
    arguments: ["passes/plan-kernels", "passes/lower-to-kernels/Inputs"])
  func sameOptimum(folder: String) throws {
    let python = try #require(Self.python)
    let work = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    let script = work.appendingPathComponent("solve.py").path
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: script))
    let path = Repository.testInputs.appendingPathComponent(folder).path
    let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    var compared = 0
    for file in files where file.hasSuffix(".mlir") {
      for objective in ["time", "kernels"] {
        let program = work.appendingPathComponent("\(file)-\(objective).mps").path
        let planned = Self.run(
          "$fusec '\(path)/\(file)' -target=cpu "
            + "-passes='import,plan-kernels{objective=\(objective)}' -emit=ilp-mps -o '\(program)'")
        // Some inputs are mistakes, and some have nothing to choose.
        guard planned.code == 0 else { continue }
        let text = try String(contentsOfFile: program, encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first)
        let gain = try #require(line.split(separator: " ").last.flatMap { Int64($0) })
        let solved = Self.run("'\(python)' '\(script)' '\(program)'")
        #expect(solved.code == 0, "\(file)")
        #expect(solved.output == "\(gain)\n", "\(file), \(objective)")
        compared += 1
      }
    }
    #expect(compared > 4)
  }
}
