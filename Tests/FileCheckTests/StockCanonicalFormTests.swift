import Foundation
import Testing

/// `canonicalize,cse` beside the stock mlir-opt's, on drawn integer programs: without the patterns that mlir-opt does not
/// have, the same ops are left, kind by kind; with them, no more ops besides constants.
@Suite("canonical form beside mlir-opt")
struct StockCanonicalFormTests {
  /// The patterns on integer arithmetic that mlir-opt 22 does not have.
  private static let extraPatterns = "RepeatedOr,ReassociateBitwiseConstants"

  @Test(
    "as many ops of each kind are left",
    .enabled(if: LitSuite.environment.programs["mlir-opt"] != nil, "mlir-opt is not installed"),
    arguments: [UInt64(1), 2, 3])
  func leavesTheSameOps(seed: UInt64) throws {
    let text = Self.program(seed: seed, functions: 8, ops: 250)
    let theirs = try Self.arithOps(
      "mlir-opt", ["--canonicalize", "--cse", "--mlir-print-op-generic", "-"], text)
    let alike = try Self.arithOps(
      "fusec",
      ["-passes=canonicalize{disable-patterns=\(Self.extraPatterns)},cse", "-print-generic", "-"],
      text)
    #expect(alike == theirs, "seed \(seed)")
    let ours = try Self.arithOps(
      "fusec", ["-passes=canonicalize,cse", "-print-generic", "-"], text)
    // A constant made of two may be one more.
    func total(_ counts: [String: Int]) -> Int {
      counts.reduce(0) { $1.key == "arith.constant" ? $0 : $0 + $1.value }
    }
    #expect(total(ours) <= total(theirs), "seed \(seed)")
  }

  /// How many ops of `arith` of each kind a tool leaves.
  private static func arithOps(
    _ tool: String, _ arguments: [String], _ input: String
  ) throws -> [String: Int] {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: try #require(LitSuite.environment.programs[tool]))
    process.arguments = arguments
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    var counts: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\"", maxSplits: 2)
      guard parts.count > 1, parts[1].hasPrefix("arith.") else { continue }
      counts[String(parts[1]), default: 0] += 1
    }
    return counts
  }

  /// Functions of 32-bit arithmetic with constants, repeated and dead ops, and ops whose operands are equal or constants.
  private static func program(seed: UInt64, functions: Int, ops: Int) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let kinds = ["addi", "muli", "subi", "andi", "ori", "xori"]
    var text = "func.func private @sink(i32)\n"
    for function in 0..<functions {
      text += "func.func @f\(function)(%a0: i32, %a1: i32, %a2: i32, %a3: i32) {\n"
      var values = (0..<4).map { "%a\($0)" }
      var constants: [String] = []
      var written: [String] = []
      for index in 0..<ops {
        let choice = draw(100)
        if choice < 12 || constants.count < 2 {
          // Small numbers as well: the identities have 0, 1 and -1.
          let value = draw(4) == 0 ? draw(4) - 1 : draw(1_000_000) - 500_000
          text += "  %\(index) = arith.constant \(value) : i32\n"
          constants.append("%\(index)")
          continue
        }
        let recent = Array(values.suffix(24))
        let left = draw(20) == 0 ? constants[draw(constants.count)] : recent[draw(recent.count)]
        let right = draw(4) == 0 ? constants[draw(constants.count)] : recent[draw(recent.count)]
        var formula = "arith.\(kinds[draw(kinds.count)]) \(left), \(right) : i32"
        if choice < 40, !written.isEmpty { formula = written[max(0, written.count - 1 - draw(32))] }
        written.append(formula)
        text += "  %\(index) = \(formula)\n"
        if draw(10) > 0 { values.append("%\(index)") }
        if draw(8) == 0 { text += "  call @sink(%\(index)) : (i32) -> ()\n" }
      }
      text += "  return\n}\n"
    }
    return text
  }
}
